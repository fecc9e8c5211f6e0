// Package report counts what a corpus holds and draws the counts as one HTML page, for whoever must trust 300,000 articles
// that nobody has read.
//
// In: articles (JSON lines or the database of herald batch) and lines of its --report, one at a time. Out: the counts, and
// the page: SVG, tables and links, no script and nothing from outside. It never keeps an article, never judges one again and
// never asks for the time: the same input gives the same bytes. Its memory has a bound that does not depend on the number of
// articles; where the bound costs exactness, the page says by how much.
package report

import (
	"slices"
	"time"

	"herald/internal/article"
	"herald/internal/batch"
)

// Bounds of what is kept. See each type for what is lost beyond them.
const (
	maxNames   = 20_000    // bylines, agencies: a paper of 75 years has a few thousand of each; 2 MB
	maxHashes  = 2_000_000 // articles whose repetition is noticed: twice the million that is promised; about 30 MB
	maxLabels  = 100       // templates, codes: herald has some forty of both
	maxInputs  = 100       // named on the page
	maxDamaged = 20        // lines named on the page; all of them are counted and told
	maxSample  = 5         // examples of each kind
	maxWords   = 5_000     // of a body, told apart; longer ones are one kind
)

// Corpus is the counts of what was added so far.
type Corpus struct {
	Inputs   []Input
	Unlisted int // inputs beyond those

	Articles  int
	Months    map[Month]map[string]int // articles by template
	templates map[string]bool
	Missing   map[Slot]Missing
	Words     map[int]int // articles by the words of their bodies; maxWords is that or more
	Bylines   Names
	Agencies  Names
	Doubtful  int               // articles with a warning
	Doubts    map[string]*Tally // articles by the codes of their warnings
	SameID    Repeats           // by the site's own number
	SameWords Repeats           // by the letters and digits of the body

	Pages      int // lines of reports
	Outcomes   map[batch.Outcome]int
	Codes      map[string]*Tally // pages by why their article is not in the output
	PageDoubts map[string]*Tally // pages by the codes of their warnings
	Duplicates Sample            // of the pages with that outcome

	Damaged      int
	DamagedFirst []string // file:line and why
}

// Input is one file, with what was read of it.
type Input struct {
	Name                     string
	Articles, Pages, Damaged int
}

// Slot is where articles miss something: a template in a year; 0 is that of an article without a day.
type Slot struct {
	Template string
	Year     int
}

// Missing counts articles, and those of them that lack a field.
type Missing struct{ Articles, Byline, Section int }

// Month is a month of the calendar, counted from January of the year 0.
type Month int

// monthOf is that of a day: "2020-08-26".
func monthOf(day string) (Month, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, err
	}
	return Month(t.Year()*12 + int(t.Month()) - 1), nil
}

// Year is that of the month.
func (m Month) Year() int { return int(m) / 12 }

// String is the month as ISO 8601 writes it: "2020-08".
func (m Month) String() string {
	return time.Date(m.Year(), time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
}

// NewCorpus is one of nothing.
func NewCorpus() *Corpus { return newCorpus(maxNames, maxHashes) }

func newCorpus(names, hashes int) *Corpus {
	return &Corpus{
		Months:     map[Month]map[string]int{},
		templates:  map[string]bool{},
		Missing:    map[Slot]Missing{},
		Words:      map[int]int{},
		Bylines:    newNames(names),
		Agencies:   newNames(names),
		Doubts:     map[string]*Tally{},
		SameID:     newRepeats(hashes),
		SameWords:  newRepeats(hashes),
		Outcomes:   map[batch.Outcome]int{},
		Codes:      map[string]*Tally{},
		PageDoubts: map[string]*Tally{},
	}
}

// Begin says that what is added from here on is of the input of this name.
func (c *Corpus) Begin(name string) {
	if len(c.Inputs) == maxInputs {
		c.Unlisted++
		return
	}
	c.Inputs = append(c.Inputs, Input{Name: name})
}

// input is the one in hand; what is beyond the list is counted with nobody.
func (c *Corpus) input() *Input {
	if c.Unlisted > 0 || len(c.Inputs) == 0 {
		return &Input{}
	}
	return &c.Inputs[len(c.Inputs)-1]
}

// Add counts a record.
func (c *Corpus) Add(r Record) {
	if r.Article != nil {
		c.input().Articles++
		c.addArticle(r.Article, r.Month)
	}
	if r.Entry != nil {
		c.input().Pages++
		c.addEntry(r.Entry)
	}
}

// AddDamaged counts a record that could not be read.
func (c *Corpus) AddDamaged(err *DamagedError) {
	c.input().Damaged++
	c.Damaged++
	if len(c.DamagedFirst) < maxDamaged {
		c.DamagedFirst = append(c.DamagedFirst, clip(err.Place()+": "+err.Error()))
	}
}

func (c *Corpus) addArticle(a *article.Article, month Month) {
	c.Articles++
	c.Words[min(a.WordCount, maxWords)]++
	if a.Byline != "" {
		c.Bylines.add(string(a.Byline))
	}
	if a.Agency != "" {
		c.Agencies.add(string(a.Agency))
	}
	c.addPlace(a, month)
	here := exampleOf(a)
	c.Doubtful += one(len(a.Warnings) > 0)
	for i, w := range a.Warnings {
		same := func(before article.Warning) bool { return before.Code == w.Code }
		if !slices.ContainsFunc(a.Warnings[:i], same) {
			here.Detail = clip(w.Message)
			tallyOf(c.Doubts, w.Code).add(here)
		}
	}
	here.Detail = clip(string(a.ID))
	c.SameID.add(batch.ByID.Key(a), here)
	here.Detail = ""
	c.SameWords.add(batch.ByText.Key(a), here)
}

// addPlace counts when and in which template an article stands, and what it lacks there.
func (c *Corpus) addPlace(a *article.Article, month Month) {
	slot := Slot{Template: c.template(a.Template), Year: month.Year()}
	missing := c.Missing[slot]
	missing.Articles++
	missing.Byline += one(a.Byline == "")
	missing.Section += one(a.Section == "")
	c.Missing[slot] = missing
	if a.Day == "" {
		return
	}
	if c.Months[month] == nil {
		c.Months[month] = map[string]int{}
	}
	c.Months[month][slot.Template]++
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (c *Corpus) addEntry(e *batch.Entry) {
	c.Pages++
	c.Outcomes[e.Outcome]++
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
