package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// undated returns the number of articles without a date.
func (c *Corpus) undated() int {
	n := 0
	for slot, m := range c.Missing {
		if slot.Year == 0 {
			n += m.Articles
		}
	}
	return n
}

// byTemplate returns the number of articles of each template.
func (c *Corpus) byTemplate() map[string]int {
	counts := map[string]int{}
	for slot, m := range c.Missing {
		counts[slot.Template] += m.Articles
	}
	return counts
}

// missingSection shows how many articles lack a byline, section or date.
func (c *Corpus) missingSection() section {
	return section{
		ID: "missing", Title: "What is missing", Says: []string{
			"Articles without byline, section or date, in percent of those of their template and year; below – of those without a date. An editorial has no byline, and many a page prints no section: look at what differs from its neighbours.",
		},
		Pictures: []picture{
			c.missingPicture("byline", func(m Missing) int { return m.Byline }),
			c.missingPicture("section", func(m Missing) int { return m.Section }),
			c.undatedPicture(),
		},
	}
}

// Keys of sums, which no article has.
const (
	allTemplates = ""
	allYears     = -1
)

// sums returns the counts of each slot, of all years of a template, of all templates of a year, and of all articles.
func (c *Corpus) sums() map[Slot]Missing {
	sums := map[Slot]Missing{}
	for slot, m := range c.Missing {
		for _, to := range []Slot{slot, {slot.Template, allYears}, {allTemplates, slot.Year}, {allTemplates, allYears}} {
			sum := sums[to]
			sum.Articles += m.Articles
			sum.Byline += m.Byline
			sum.Section += m.Section
			sums[to] = sum
		}
	}
	return sums
}

// missingPicture has a row for each template, and a column for each year, for articles without a year, and for all.
func (c *Corpus) missingPicture(field string, of func(Missing) int) picture {
	sums, years := c.sums(), c.years()
	chart, t := c.yearGrid("Share of the articles without "+field+", by template and year. The numbers are in the table below.", "Articles without "+field, "template")
	for _, template := range append(ranked(c.byTemplate()), allTemplates) {
		row, texts := []cell(nil), []string{cmp.Or(template, "all")}
		for i, year := range years {
			sum := sums[Slot{template, year}]
			if sum.Articles == 0 {
				texts = append(texts, "")
				continue
			}
			n := of(sum)
			place := cellAt(i, 1, len(years))
			place.Title = fmt.Sprintf("%s, %s: %s of %s without %s (%s)", texts[0], t.Head[i+1], thousands(n), counted(sum.Articles, "article"), field, share(n, sum.Articles))
			place.Text, place.Class = wholePercent(n, sum.Articles), shade(n, sum.Articles)
			row, texts = append(row, place), append(texts, thousands(n)+" of "+thousands(sum.Articles))
		}
		chart.addRow(texts[0], row)
		t.Rows = append(t.Rows, texts)
	}
	return picture{Title: "Without " + field + ": " + share(of(sums[Slot{allTemplates, allYears}]), c.Articles), Cells: chart, Table: t}
}

// undatedPicture has no years: these articles have none.
func (c *Corpus) undatedPicture() picture {
	counts, all := map[string]int{}, c.byTemplate()
	for name := range all {
		counts[name] = c.Missing[Slot{Template: name}].Articles
	}
	p := picture{
		Title: "Without date: " + share(c.undated(), c.Articles),
		Table: table{Caption: "Articles without date", Head: []string{"template", "without date", "articles", "share"}},
	}
	for _, name := range ranked(all) {
		p.addShare(name, counts[name], all[name])
	}
	return p
}

// addShare adds a bar and a table row of a number and of the whole that it is a part of.
func (p *picture) addShare(name string, n, of int) {
	p.Bars = append(p.Bars, bar{Label: name, Value: thousands(n) + " of " + thousands(of) + " · " + share(n, of), Width: percent(n, of)})
	p.Table.Rows = append(p.Table.Rows, []string{name, thousands(n), thousands(of), share(n, of)})
}

// yearName returns the name of a year in the table, and a short one for the chart.
func yearName(year int) (long, short string) {
	switch year {
	case 0:
		return "no date", "–"
	case allYears:
		return "all", "all"
	}
	return strconv.Itoa(year), fmt.Sprintf("’%02d", year%100)
}

// years returns the years with articles in order, then 0 if there are articles without a date, then allYears.
func (c *Corpus) years() []int {
	years := map[int]bool{}
	for slot := range c.Missing {
		years[slot.Year] = true
	}
	undated := years[0]
	delete(years, 0)
	all := slices.Sorted(maps.Keys(years))
	if undated {
		all = append(all, 0)
	}
	return append(all, allYears)
}

// wholePercent formats a fraction for a cell, without decimals.
func wholePercent(part, of int) string {
	switch n := (200*part + of) / (2 * of); {
	case part > 0 && n == 0:
		return "<1"
	case part < of && n == 100:
		return "99"
	default:
		return strconv.Itoa(n)
	}
}

// shade returns the CSS class of a fraction: none, up to 5 %, up to 20 %, up to half, more.
func shade(part, of int) string {
	switch {
	case part == 0:
		return "h0"
	case 20*part <= of:
		return "h1"
	case 5*part <= of:
		return "h2"
	case 2*part <= of:
		return "h3"
	}
	return "h4"
}
