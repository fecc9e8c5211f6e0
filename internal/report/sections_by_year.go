package report

import (
	"fmt"
	"strings"
)

// yearKey is the name by which the articles of a section and year are counted.
func yearKey(name string, year int) string { return fmt.Sprintf("%d\x00%s", year, name) }

// sectionCounts returns the number of articles of each section.
func (c *Corpus) sectionCounts() map[string]int {
	counts := map[string]int{}
	for key, n := range c.sections.Counts {
		if name, ok := strings.CutPrefix(key, yearKey("", allYears)); ok {
			counts[name] = n
		}
	}
	return counts
}

// sectionSection shows the most frequent sections by year.
func (c *Corpus) sectionSection() section {
	const shown = 20 // rows: a paper has a dozen sections, the rest are desks and columns
	names := ranked(c.sectionCounts())
	if len(names) == 0 {
		return section{}
	}
	s := section{ID: "sections", Title: "Sections by year", Says: []string{
		fmt.Sprintf("Articles of the %d most frequent of %s.", min(shown, len(names)), counted(len(names), "section")),
	}}
	if c.sections.Lost > 0 {
		s.Says = append(s.Says, fmt.Sprintf("There are more than can be held, so each count may be up to %s too low.", thousands(c.sections.Lost)))
	}
	s.Pictures = []picture{c.sectionPicture(names[:min(shown, len(names))])}
	return s
}

// sectionPicture has a row for each section, and a column for each year, for articles without a year, and for all.
func (c *Corpus) sectionPicture(names []string) picture {
	sums, years := c.sums(), c.years()
	chart, t := byYear(years, "Articles by section and year", "section")
	chart.About = "Articles of each section by year. The numbers are in the table below."
	for _, name := range names {
		row, texts := []cell(nil), []string{name}
		for i, year := range years {
			n := c.sections.Counts[yearKey(name, year)]
			place := cellAt(i, 1, len(years))
			place.Title = fmt.Sprintf("%s, %s: %s", name, t.Head[i+1], counted(n, "article"))
			place.Text, place.Class = short(n), shade(n, sums[Slot{allTemplates, year}].Articles)
			row, texts = append(row, place), append(texts, thousands(n))
		}
		const fits = 13 // characters beside the chart
		chart.addRow(truncated(name, fits), row)
		t.Rows = append(t.Rows, texts)
	}
	return picture{Cells: chart, Table: t}
}
