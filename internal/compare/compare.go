// Package compare counts what differs between two corpora of the same pages, so that a template file or a new version of
// herald is judged by what it changed.
//
// In: the articles of the old corpus, then those of the new one, then those of the old one again, one at a time. Out: a
// [Result] of counts and examples. The package never keeps an article but the examples; of each article of the old corpus
// it holds hashes of the fields, some 100 bytes.
package compare

import (
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/report"
)

// Fields are the fields that are compared, in the order of the output.
var Fields = [...]string{
	"headline", "subheadline", "byline", "authors", "agency", "date", "updated", "section", "body", "images", "notes", "url", "template",
}

// fieldsOf returns the texts of the fields of an article.
func fieldsOf(a *article.Article) [len(Fields)]string {
	return [len(Fields)]string{
		a.Headline, string(a.Subheadline), string(a.Byline), list(a.Authors), string(a.Agency), string(a.Date), string(a.Updated),
		string(a.Section), a.Body, list(a.Images), list(a.Notes), string(a.URL), a.Template,
	}
}

// list returns the JSON of a list, "" for an empty one.
func list[T any](items []T) string {
	if len(items) == 0 {
		return ""
	}
	text, err := json.Marshal(items)
	if err != nil {
		return "" // strings can always be encoded
	}
	return string(text)
}

// hashes are those of the fields of an article.
type hashes [len(Fields)]uint32

func hashOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, text) // a hash never fails
	return h.Sum64()
}

// Result is what differs between two corpora.
type Result struct {
	Old     int      `json:"old"` // articles
	New     int      `json:"new"`
	Same    int      `json:"same"` // articles of both that do not differ
	Gained  Group    `json:"gained"`
	Lost    Group    `json:"lost"`
	Changed []Change `json:"changed"` // the fields that differ, in the order of Fields
}

// Group is a number of articles with examples.
type Group struct {
	Count    int              `json:"count"`
	Examples []report.Example `json:"examples"`
}

// Change is a field that differs in so many articles.
type Change struct {
	Field    string    `json:"field"`
	Count    int       `json:"count"`
	Gained   int       `json:"gained"` // of them: the old article lacks the field
	Lost     int       `json:"lost"`   // of them: the new article lacks it
	Examples []Example `json:"examples"`
}

// Example is an article with the values of one field.
type Example struct {
	report.Example
	Old string `json:"old"`
	New string `json:"new"`
}

// MarshalJSON encodes the values beside the article: the method of the embedded type would omit them.
func (e Example) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Path    string `json:"path"`
		Member  string `json:"member,omitempty"`
		Old     string `json:"old"`
		New     string `json:"new"`
		Inspect string `json:"inspect,omitempty"`
	}{e.Path, e.Member, e.Old, e.New, report.InspectCommand(e.Path, e.Member)})
}

// maxExamples is the number of examples of each difference.
const maxExamples = 3

// Comparison compares two corpora. [Comparison.AddOld] takes all articles of the old one, then [Comparison.AddNew] all of the
// new one, then [Comparison.AddOldAgain] those of the old one a second time.
type Comparison struct {
	old      map[uint64]hashes // by key
	seen     map[uint64]bool   // the keys of the new corpus
	gained   Group
	lost     Group
	changed  [len(Fields)]Change
	wanted   map[uint64][]wanted // examples that lack their old values, by key
	oldCount int
	newCount int
	same     int
}

// wanted is an example that lacks its old value.
type wanted struct {
	field   int
	example int
}

// New returns an empty comparison.
func New() *Comparison {
	return &Comparison{old: map[uint64]hashes{}, seen: map[uint64]bool{}, wanted: map[uint64][]wanted{}}
}

// keyOf identifies an article in both corpora: by the id of the site, else by the place of its page.
func keyOf(a *article.Article) uint64 {
	if a.ID != "" {
		return hashOf("id\x00" + string(a.ID))
	}
	return hashOf(a.Source.Path + "\x00" + string(a.Source.Member))
}

// AddOld takes an article of the old corpus. Of several with the same id the first counts.
func (c *Comparison) AddOld(a *article.Article) {
	key := keyOf(a)
	if _, again := c.old[key]; again {
		return
	}
	c.oldCount++
	c.old[key] = hashed(fieldsOf(a))
}

// hashed returns the hashes of fields: 0 for an empty one.
func hashed(fields [len(Fields)]string) (h hashes) {
	for i, text := range fields {
		if text != "" {
			h[i] = max(1, uint32(hashOf(text)>>32)) // the high half: 1 in 4 billion changes goes unnoticed
		}
	}
	return h
}

// AddNew takes an article of the new corpus.
func (c *Comparison) AddNew(a *article.Article) {
	key := keyOf(a)
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	c.newCount++
	old, both := c.old[key]
	if !both {
		c.gained.add(a)
		return
	}
	fields := fieldsOf(a)
	now := hashed(fields)
	if now == old {
		c.same++
		return
	}
	for i := range Fields {
		if now[i] == old[i] {
			continue
		}
		change := &c.changed[i]
		change.Count++
		if old[i] == 0 {
			change.Gained++
		}
		if now[i] == 0 {
			change.Lost++
		}
		if len(change.Examples) < maxExamples {
			c.wanted[key] = append(c.wanted[key], wanted{i, len(change.Examples)})
			change.Examples = append(change.Examples, Example{Example: exampleOf(a), New: strings.Clone(fields[i])})
		}
	}
}

// add counts an article.
func (g *Group) add(a *article.Article) {
	g.Count++
	if len(g.Examples) < maxExamples {
		g.Examples = append(g.Examples, exampleOf(a))
	}
}

// exampleOf refers to the page of an article.
func exampleOf(a *article.Article) report.Example {
	return report.Example{
		Headline: strings.Clone(a.Headline), Path: strings.Clone(a.Source.Path), Member: strings.Clone(string(a.Source.Member)),
		URL: strings.Clone(string(a.URL)),
	}
}

// AddOldAgain takes an article of the old corpus for the second time: now it is known which are lost, and which old values
// the examples need.
func (c *Comparison) AddOldAgain(a *article.Article) {
	key := keyOf(a)
	if _, first := c.old[key]; !first {
		return // another with the same id
	}
	delete(c.old, key)
	if !c.seen[key] {
		c.lost.add(a)
		return
	}
	if len(c.wanted[key]) == 0 {
		return
	}
	fields := fieldsOf(a)
	for _, w := range c.wanted[key] {
		e := &c.changed[w.field].Examples[w.example]
		e.Old, e.New = excerpts(fields[w.field], e.New)
	}
}

// excerpts returns the parts of two texts where they begin to differ.
func excerpts(old, now string) (oldPart, newPart string) {
	const before, shown = 40, 200 // bytes: enough to find the place, and two lines
	at := 0
	for at < min(len(old), len(now)) && old[at] == now[at] {
		at++
	}
	from := max(0, at-before)
	part := func(text string) string {
		end := min(len(text), from+shown)
		excerpt := strings.ToValidUTF8(text[min(from, len(text)):end], "")
		if from > 0 {
			excerpt = "…" + excerpt
		}
		if end < len(text) {
			excerpt += "…"
		}
		return excerpt
	}
	return part(old), part(now)
}

// Result returns the differences.
func (c *Comparison) Result() Result {
	r := Result{Old: c.oldCount, New: c.newCount, Same: c.same, Gained: c.gained, Lost: c.lost, Changed: []Change{}}
	for i, change := range c.changed {
		if change.Count > 0 {
			change.Field = Fields[i]
			r.Changed = append(r.Changed, change)
		}
	}
	slices.SortStableFunc(r.Changed, func(a, b Change) int { return cmp.Compare(b.Count, a.Count) })
	for _, g := range []*Group{&r.Gained, &r.Lost} {
		g.Examples = append([]report.Example{}, g.Examples...) // [] and not null
	}
	return r
}

// WriteText writes the differences for people to read. quote makes a value safe to print on one line. An error is one of to.
func (r Result) WriteText(to io.Writer, quote func(string) string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "articles  %d old, %d new, %d the same\n", r.Old, r.New, r.Same)
	for _, g := range []struct {
		name string
		Group
	}{{"gained", r.Gained}, {"lost", r.Lost}} {
		fmt.Fprintf(&b, "%-8s  %d\n", g.name, g.Count)
		for _, e := range g.Examples {
			fmt.Fprintf(&b, "    %s  %s\n", quote(placeOf(e)), quote(e.Headline))
		}
	}
	for _, change := range r.Changed {
		fmt.Fprintf(&b, "%s  %d changed (%d gained, %d lost)\n", change.Field, change.Count, change.Gained, change.Lost)
		for _, e := range change.Examples {
			fmt.Fprintf(&b, "    %s\n      - %s\n      + %s\n", quote(placeOf(e.Example)), quote(e.Old), quote(e.New))
		}
	}
	_, err := io.WriteString(to, b.String())
	return err
}

// placeOf names the page of an example.
func placeOf(e report.Example) string {
	if e.Member == "" {
		return e.Path
	}
	return e.Path + "#" + e.Member
}

// Differs reports whether the corpora differ.
func (r Result) Differs() bool { return r.Gained.Count+r.Lost.Count+len(r.Changed) > 0 }
