package report

import (
	"fmt"
	"strings"

	"herald/internal/article"
)

// optionalFields are the fields that an article may lack.
var optionalFields = []struct {
	name   string
	filled func(*article.Article) bool
}{
	{"subheadline", func(a *article.Article) bool { return a.Subheadline != "" }},
	{"byline", func(a *article.Article) bool { return a.Byline != "" }},
	{"authors", func(a *article.Article) bool { return len(a.Authors) > 0 }},
	{"agency", func(a *article.Article) bool { return a.Agency != "" }},
	{"date", func(a *article.Article) bool { return a.Date != "" }},
	{"updated", func(a *article.Article) bool { return a.Updated != "" }},
	{"section", func(a *article.Article) bool { return a.Section != "" }},
	{"images", func(a *article.Article) bool { return len(a.Images) > 0 }},
	{"notes", func(a *article.Article) bool { return len(a.Notes) > 0 }},
	{"url", func(a *article.Article) bool { return a.URL != "" }},
	{"id", func(a *article.Article) bool { return a.ID != "" }},
	{"language", func(a *article.Article) bool { return a.Language != "" }},
}

// fill counts the articles of a year, and those of them that have each of optionalFields.
type fill struct {
	articles int
	filled   []int
}

// addFill counts the fields of an article of a year, and of all years.
func (c *Corpus) addFill(a *article.Article, year int) {
	for _, y := range []int{year, allYears} {
		f := c.filled[y]
		if f == nil {
			f = &fill{filled: make([]int, len(optionalFields))}
			c.filled[y] = f
		}
		f.articles++
		for i, field := range optionalFields {
			f.filled[i] += one(field.filled(a))
		}
	}
}

// fieldSection shows how many articles of each year have each field.
func (c *Corpus) fieldSection() section {
	years := c.years()
	chart, t := c.yearGrid("Share of the articles that have each field, by year. The numbers are in the table below.", "Articles that have a field", "field")
	for i, field := range optionalFields {
		row, texts := []cell(nil), []string{field.name}
		for at, year := range years {
			f := c.filled[year]
			place := cellAt(at, 1, len(years))
			place.Title = fmt.Sprintf("%s, %s: %s of %s (%s)", field.name, t.Head[at+1], thousands(f.filled[i]), counted(f.articles, "article"), share(f.filled[i], f.articles))
			place.Text, place.Class = wholePercent(f.filled[i], f.articles), shade(f.filled[i], f.articles)
			row, texts = append(row, place), append(texts, thousands(f.filled[i])+" of "+thousands(f.articles))
		}
		chart.addRow(field.name, row)
		t.Rows = append(t.Rows, texts)
	}
	return section{
		ID: "fields", Title: "Fields by year", Says: []string{"Articles that have the field, in percent of those of the year. A year that differs from its neighbours may be one of another template, or one that herald reads badly."},
		Pictures: []picture{{Cells: chart, Table: t}},
	}
}

// yearGrid returns a chart and a table without rows, with a column for each of the years.
func (c *Corpus) yearGrid(about, caption, what string) (*cells, table) {
	years := c.years()
	chart := &cells{About: about, Columns: spread(len(years), 18, func(i int) string { _, short := yearName(years[i]); return short })}
	if last := len(chart.Columns) - 1; last == len(years)-1 {
		chart.Columns[last].Roomy = false // the column of all years is always labeled
	}
	t := table{Caption: caption, Head: []string{what}}
	for _, year := range years {
		long, _ := yearName(year)
		t.Head = append(t.Head, long)
	}
	return chart, t
}

// yearKey is the name by which the articles of a section and year are counted.
func yearKey(name string, year int) string { return fmt.Sprintf("%d\x00%s", year, name) }

// sectionSection shows the most frequent sections by year.
func (c *Corpus) sectionSection() section {
	const shown = 20
	years, all := c.years(), map[string]int{}
	for key, n := range c.sections.Counts {
		if name, ok := strings.CutPrefix(key, yearKey("", allYears)); ok {
			all[name] = n
		}
	}
	if len(all) == 0 {
		return section{}
	}
	names := ranked(all)
	s := section{ID: "sections", Title: "Sections by year", Says: []string{
		fmt.Sprintf("Articles of the %d most frequent of %s.", min(shown, len(names)), counted(len(names), "section")),
	}}
	if c.sections.Lost > 0 {
		s.Says = append(s.Says, fmt.Sprintf("There are more than can be held, so each count may be up to %s too low.", thousands(c.sections.Lost)))
	}
	names = names[:min(shown, len(names))]
	chart, t := c.yearGrid("Articles of each section by year. The numbers are in the table below.", "Articles by section and year", "section")
	for _, name := range names {
		row, texts := []cell(nil), []string{name}
		for at, year := range years {
			n := c.sections.Counts[yearKey(name, year)]
			place := cellAt(at, 1, len(years))
			place.Title = fmt.Sprintf("%s, %s: %s", name, t.Head[at+1], counted(n, "article"))
			place.Text, place.Class = short(n), shade(n, c.filled[year].articles)
			row, texts = append(row, place), append(texts, thousands(n))
		}
		const fits = 13 // characters beside the chart
		chart.addRow(truncated(name, fits), row)
		t.Rows = append(t.Rows, texts)
	}
	s.Pictures = []picture{{Cells: chart, Table: t}}
	return s
}
