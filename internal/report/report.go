// Package report counts the contents of a corpus and draws the counts as one HTML page, so that people can judge a corpus
// that is too large to read.
//
// In: articles (JSON lines or the database of herald batch) and lines of its --report, one [Record] at a time. Out: a
// [Corpus] of counts, and an HTML page of SVG, tables and links, without scripts or external resources. The package never
// keeps an article, never extracts one again and never reads the clock: the same input, on the same day, yields the same bytes. Memory is
// bounded independently of the number of articles; if a bound makes a count inexact, the page states by how much.
package report

import (
	"slices"
	"time"

	"herald/internal/article"
	"herald/internal/batch"
)

// Bounds of what is kept. Each type documents what is lost beyond them.
const (
	maxNames   = 20_000    // bylines, agencies: a paper of 75 years has a few thousand of each; 2 MB
	maxHashes  = 2_000_000 // articles whose repetition is noticed: twice the million that the README promises; about 30 MB
	maxLabels  = 100       // templates, codes: herald has some forty of both
	maxInputs  = 100       // listed on the page
	maxDamaged = 20        // damaged lines listed on the page; all of them are counted
	maxSample  = 5         // examples of each kind
	maxWords   = 5_000     // of a body; longer bodies are counted together
)

// Corpus holds the counts of all records added so far. [NewCorpus] returns an empty one.
type Corpus struct {
	Today string // the day of the report; articles of a later one are pointed out. "" for none

	Inputs   []Input
	Unlisted int // inputs beyond maxInputs

	Articles  int
	Months    map[Month]map[string]int // articles by template
	templates map[string]bool
	Missing   map[Slot]Missing
	Words     map[int]int // articles by the number of words in the body; maxWords is that or more
	Bylines   HeavyHitters
	Agencies  HeavyHitters
	Doubtful  int               // articles with a warning
	Doubts    map[string]*Tally // articles by the codes of their warnings
	SameID    DuplicateCounter  // by the ID of the site
	SameBody  DuplicateCounter  // by the letters and digits of the body
	extremes  extremes
	future    Tally         // articles of a day after Today
	filled    map[int]*fill // by year
	sections  HeavyHitters  // by yearKey

	Pages      int // lines of reports
	Outcomes   map[batch.Outcome]int
	Codes      map[string]*Tally // pages by the reason why the output has no article of them
	PageDoubts map[string]*Tally // pages by the codes of their warnings
	Duplicates Sample            // of the pages with that outcome

	Damaged      int
	DamagedFirst []string // file:line and reason, at most maxDamaged
}

// Input counts what was read from one file.
type Input struct {
	Name                     string
	Articles, Pages, Damaged int
}

// Slot groups articles by template and year.
type Slot struct {
	Template string
	Year     int // 0 if the article has no day
}

// Missing counts articles, and those of them without a byline or section.
type Missing struct{ Articles, Byline, Section int }

// Month is a calendar month, counted from January of year 0.
type Month int

// monthOf returns the month of a day such as "2020-08-26".
func monthOf(day string) (Month, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, err
	}
	return Month(t.Year()*12 + int(t.Month()) - 1), nil
}

// Year returns the calendar year of the month.
func (m Month) Year() int { return int(m) / 12 }

// String formats the month as in ISO 8601: "2020-08".
func (m Month) String() string {
	return time.Date(m.Year(), time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
}

// NewCorpus returns an empty corpus.
func NewCorpus() *Corpus { return newCorpus(maxNames, maxHashes) }

// newCorpus returns an empty corpus that holds at most so many names and hashes.
func newCorpus(names, hashes int) *Corpus {
	return &Corpus{
		Months:     map[Month]map[string]int{},
		templates:  map[string]bool{},
		Missing:    map[Slot]Missing{},
		Words:      map[int]int{},
		Bylines:    newHeavyHitters(names),
		Agencies:   newHeavyHitters(names),
		Doubts:     map[string]*Tally{},
		filled:     map[int]*fill{},
		sections:   newHeavyHitters(names),
		SameID:     newDuplicateCounter(hashes),
		SameBody:   newDuplicateCounter(hashes),
		Outcomes:   map[batch.Outcome]int{},
		Codes:      map[string]*Tally{},
		PageDoubts: map[string]*Tally{},
	}
}

// Begin attributes all records added from now on to the input of this name.
func (c *Corpus) Begin(name string) {
	if len(c.Inputs) == maxInputs {
		c.Unlisted++
		return
	}
	c.Inputs = append(c.Inputs, Input{Name: name})
}

// input returns the input that Begin named last. Beyond maxInputs it is one that nobody reads.
func (c *Corpus) input() *Input {
	if c.Unlisted > 0 || len(c.Inputs) == 0 {
		return &Input{}
	}
	return &c.Inputs[len(c.Inputs)-1]
}

// Add counts a record: its article, its report line, or both.
func (c *Corpus) Add(r Record) {
	if r.Article != nil {
		c.input().Articles++
		c.addArticle(r.Article, r.Month)
	}
	if r.Entry != nil {
		c.input().Pages += one(r.Entry.Outcome != batch.Ignored)
		c.addEntry(r.Entry)
	}
}

// AddDamaged counts a record that [Records] could not read.
func (c *Corpus) AddDamaged(err *DamagedError) {
	c.input().Damaged++
	c.Damaged++
	if len(c.DamagedFirst) < maxDamaged {
		c.DamagedFirst = append(c.DamagedFirst, clip(err.Place()+": "+err.Error()))
	}
}

// addArticle counts an article of a month.
func (c *Corpus) addArticle(a *article.Article, month Month) {
	c.Articles++
	c.Words[min(a.WordCount, maxWords)]++
	if a.Byline != "" {
		c.Bylines.add(string(a.Byline))
	}
	if a.Agency != "" {
		c.Agencies.add(string(a.Agency))
	}
	c.addToSlot(a, month)
	here := exampleOf(a)
	c.extremes.add(a.WordCount, here)
	if c.isFuture(a) {
		here.Detail = string(a.Day)
		c.future.add(here)
	}
	c.Doubtful += one(len(a.Warnings) > 0)
	for i, w := range a.Warnings {
		sameCode := func(earlier article.Warning) bool { return earlier.Code == w.Code }
		if !slices.ContainsFunc(a.Warnings[:i], sameCode) {
			here.Detail = clip(w.Message)
			tallyOf(c.Doubts, w.Code).add(here)
		}
	}
	here.Detail = clip(string(a.ID))
	c.SameID.add(batch.ByID.Key(a), here)
	here.Detail = ""
	c.SameBody.add(batch.ByText.Key(a), here)
}

// addToSlot counts an article and its missing fields by month, year and template.
func (c *Corpus) addToSlot(a *article.Article, month Month) {
	slot := Slot{Template: c.templateLabel(a.Template), Year: month.Year()}
	missing := c.Missing[slot]
	missing.Articles++
	missing.Byline += one(a.Byline == "")
	missing.Section += one(a.Section == "")
	c.Missing[slot] = missing
	c.addFill(a, slot.Year)
	if a.Section != "" {
		c.sections.add(yearKey(string(a.Section), slot.Year))
		c.sections.add(yearKey(string(a.Section), allYears))
	}
	if a.Day == "" || c.isFuture(a) { // one of 2099 would leave no room for the others
		return
	}
	if c.Months[month] == nil {
		c.Months[month] = map[string]int{}
	}
	c.Months[month][slot.Template]++
}

// one returns 1 for true, 0 for false.
func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// addEntry counts a line of a report.
func (c *Corpus) addEntry(e *batch.Entry) {
	c.Outcomes[e.Outcome]++
	if e.Outcome == batch.Ignored { // no page
		return
	}
	c.Pages++
	here := exampleAt(e.Path, string(e.Member))
	for _, code := range e.Warnings {
		tallyOf(c.PageDoubts, code).add(here)
	}
	switch {
	case e.Outcome == batch.Duplicate:
		here.Detail = clip("of " + string(e.Of))
		c.Duplicates.add(here)
	case e.Code != "":
		tallyOf(c.Codes, string(e.Code)).add(here)
	}
}
