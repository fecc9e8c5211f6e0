package batch

import (
	_ "embed"
	"errors"
	"slices"

	"herald/internal/article"
	"herald/internal/source"
)

// Outcome classifies the result of a page.
type Outcome string

// The outcomes. Every page, and every file that was passed over, has exactly one; only with OK and Partial is its article in the output.
const (
	OK         Outcome = "ok"          // an article without warnings
	Partial    Outcome = "partial"     // an article with warnings
	NotArticle Outcome = "not-article" // a list, a front page, an error page, …
	Failed     Outcome = "failed"      // unreadable, too slow, or an article without a headline or body
	Skipped    Outcome = "skipped"     // an article that a filter excludes
	Duplicate  Outcome = "duplicate"   // an article that is in the output already
	Ignored    Outcome = "ignored"     // a file that was passed over: no page
)

// Outcomes lists all outcomes in the order of a summary.
var Outcomes = []Outcome{OK, Partial, NotArticle, Failed, Skipped, Duplicate, Ignored}

// ReportSchema is the JSON Schema (draft 2020-12) of an Entry.
//
//go:embed report.schema.json
var ReportSchema []byte

// Entry is the line of one page, or of a file that was passed over, in the report.
type Entry struct {
	Path     string           `json:"path"`
	Member   article.Optional `json:"member"`
	Outcome  Outcome          `json:"outcome"`
	Code     article.Optional `json:"code"`     // the reason why its article is not in the output, or null
	Template article.Optional `json:"template"` // that matched; null if there is no article
	Warnings []string         `json:"warnings"` // codes
	Of       article.Optional `json:"of"`       // of a duplicate: the page that was kept
}

// Summary counts pages, and files that were passed over.
type Summary struct {
	Pages     int             `json:"pages"`
	Outcomes  map[Outcome]int `json:"outcomes"`  // adds up to Pages
	Templates map[string]int  `json:"templates"` // of the articles in the output
	Codes     map[string]int  `json:"codes"`     // of the pages whose article is not in the output
	Unread    int             `json:"unread"`    // pages and inputs that the system refused to read: see [Unread]
	Ignored   map[string]int  `json:"ignored"`   // files that were passed over, by code
}

func newSummary() Summary {
	return Summary{Outcomes: map[Outcome]int{}, Templates: map[string]int{}, Codes: map[string]int{}, Ignored: map[string]int{}}
}

// results returns the number of results counted.
func (s Summary) results() int {
	n := s.Pages
	for _, count := range s.Ignored {
		n += count
	}
	return n
}

// Articles returns the number of articles in the output.
func (s Summary) Articles() int { return s.Outcomes[OK] + s.Outcomes[Partial] }

func (s *Summary) add(e Entry) {
	if e.Outcome == Ignored {
		s.Ignored[string(e.Code)]++
		return
	}
	s.Pages++
	s.Outcomes[e.Outcome]++
	switch {
	case e.Outcome == OK || e.Outcome == Partial:
		s.Templates[string(e.Template)]++
	case e.Code != "":
		s.Codes[string(e.Code)]++
	}
}

// newEntry returns the entry of a result before duplicates are detected.
func newEntry(r Result) Entry {
	e := Entry{Path: PathText(r.Name), Member: article.Optional(r.Member), Outcome: OK, Warnings: []string{}}
	if r.Err != nil {
		e.Outcome, e.Code = classify(r.Err)
		return e
	}
	e.Template = article.Optional(r.Article.Template)
	for _, w := range r.Article.Warnings {
		if !slices.Contains(e.Warnings, w.Code) {
			e.Warnings = append(e.Warnings, w.Code)
		}
	}
	if len(e.Warnings) > 0 {
		e.Outcome = Partial
	}
	return e
}

// IsIgnored reports whether the error of a result is about a file that was passed over, not about a page.
func IsIgnored(err error) bool {
	e, ok := errors.AsType[*source.Error](err)
	return ok && e.Ignored()
}

// Unread reports whether an input, or the list of inputs, could not be read because of the system: another try may succeed.
// Damaged, encrypted or too large inputs, and those that are not pages, fail again.
func Unread(err error) bool {
	_, code := classify(err)
	return err != nil && code == "unreadable"
}

// classify returns the outcome and the code of an error.
func classify(err error) (Outcome, article.Optional) {
	coded, ok := errors.AsType[interface {
		error
		Code() string
	}](err)
	if !ok {
		return Failed, "unknown"
	}
	if IsIgnored(err) {
		return Ignored, article.Optional(coded.Code())
	}
	if _, ok := errors.AsType[*excludedError](err); ok {
		return Skipped, article.Optional(coded.Code())
	}
	if coded.Code() == "not-article" {
		return NotArticle, "not-article"
	}
	return Failed, article.Optional(coded.Code())
}
