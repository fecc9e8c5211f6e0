package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// span returns the first and the last month with an article.
func (c *Corpus) span() (first, last Month) {
	months := slices.Sorted(maps.Keys(c.Months))
	if len(months) == 0 {
		return 0, 0
	}
	return months[0], months[len(months)-1]
}

// gaps returns the months between the first and the last article that have none.
func (c *Corpus) gaps() []Month {
	var gaps []Month
	first, last := c.span()
	for m := first; m <= last && len(c.Months) > 0; m++ {
		if c.Months[m] == nil {
			gaps = append(gaps, m)
		}
	}
	return gaps
}

// inMonth returns the number of articles of a month.
func (c *Corpus) inMonth(m Month) int {
	sum := 0
	for _, n := range c.Months[m] {
		sum += n
	}
	return sum
}

// later returns the number of articles of months in the future.
func (c *Corpus) later() int {
	n := c.Articles - c.undated()
	for m := range c.Months {
		n -= c.inMonth(m)
	}
	return n
}

const (
	plotHeight = 220 // pixels
	colors     = 6   // that color-blind people distinguish; the rest is gray
)

// monthSection shows the articles by month and template.
func (c *Corpus) monthSection() section {
	s := section{ID: "months", Title: "Articles by month and template"}
	if n := c.undated(); n > 0 {
		s.Says = append(s.Says, counted(n, "article")+" without a date can't be drawn here.")
	}
	if n := c.later(); n > 0 {
		s.Says = append(s.Says, counted(n, "article")+" of months in the future are not drawn here.")
	}
	if len(c.Months) == 0 {
		return s
	}
	counts := map[string]int{} // of the articles with a day
	for _, templates := range c.Months {
		for name, n := range templates {
			counts[name] += n
		}
	}
	names := ranked(counts)
	first, last := c.span()
	n := int(last-first) + 1
	most := 0
	for m := range c.Months {
		most = max(most, c.inMonth(m))
	}
	top, lines := scale(most, plotHeight)
	plot := &columns{
		About:  fmt.Sprintf("Articles by month, %s to %s, stacked by template; at most %s in a month. The numbers are in the table below.", first, last, thousands(most)),
		Height: plotHeight, Lines: lines, Unit: "articles a month",
	}
	t := table{Caption: "Articles by month and template", Head: append([]string{"month", "all"}, names...)}
	var stacks [][]int
	for m := first; m <= last; m++ {
		stacks = append(stacks, stack(c.Months[m], names))
		column := stacked(int(m-first), n, plotHeight, top, stacks[m-first])
		column.Title, column.None = c.monthTitle(m, names), c.Months[m] == nil
		plot.Columns = append(plot.Columns, column)
		row := []string{m.String(), thousands(c.inMonth(m))}
		for _, name := range names {
			row = append(row, thousands(c.Months[m][name]))
		}
		t.Rows = append(t.Rows, row)
	}
	plot.Axis = yearAxis(first, last)
	plot.Labels = partLabels(names[:min(colors, len(names))], stacks, plotHeight, top)
	s.Legend = legendOf(counts, names)
	if len(c.gaps()) > 0 {
		s.Legend = append(s.Legend, legend{Class: "none", Name: "no article", Value: counted(len(c.gaps()), "month")})
	}
	s.Pictures = []picture{{Columns: plot, Table: t}}
	return s
}

// stack returns the counts of the names that have a color, and that of all others together.
func stack(counts map[string]int, names []string) []int {
	parts := make([]int, colors+1)
	for i, name := range names {
		parts[min(i, colors)] += counts[name]
	}
	return parts
}

// legendOf returns the legend of the colors that stack uses.
func legendOf(counts map[string]int, names []string) []legend {
	var all []legend
	for i, n := range stack(counts, names) {
		switch {
		case i < min(colors, len(names)):
			all = append(all, legend{Class: "s" + strconv.Itoa(i), Name: names[i], Value: thousands(n)})
		case i == colors && len(names) > colors:
			all = append(all, legend{Class: "s" + strconv.Itoa(i), Name: strings.Join(names[colors:], ", "), Value: thousands(n)})
		}
	}
	return all
}

// monthTitle returns the tooltip of a month.
func (c *Corpus) monthTitle(m Month, names []string) string {
	lines := []string{fmt.Sprintf("%s: %s", m, counted(c.inMonth(m), "article"))}
	for _, name := range names {
		if n := c.Months[m][name]; n > 0 {
			lines = append(lines, thousands(n)+" "+name)
		}
	}
	return strings.Join(lines, "\n")
}

// yearAxis returns the labels of years, each below the middle of its months.
func yearAxis(first, last Month) []tick {
	n := int(last-first) + 1
	const label = 44 // pixels: a year and the distance to the next
	all := last.Year() - first.Year() + 1
	ticks := spread(all, label*all*12/max(n, 12), func(i int) string { return strconv.Itoa(first.Year() + i) })
	each := 1
	if len(ticks) > 0 {
		each = (all + len(ticks) - 1) / len(ticks)
	}
	for i := range ticks {
		year := first.Year() + i*each
		from, to := max(first, Month(year*12)), min(last+1, Month(year*12+12))
		ticks[i].At = percent(int(from+to-2*first), 2*n)
	}
	return ticks
}

// gapSection shows the months without articles.
func (c *Corpus) gapSection() section {
	s := section{ID: "gaps", Title: "Months with no article"}
	gaps := c.gaps()
	if len(c.Months) == 0 {
		return section{}
	}
	first, last := c.span()
	s.Says = []string{fmt.Sprintf("None between %s and %s.", first, last)}
	t := table{Caption: "Months with no article", Head: []string{"from", "to", "months"}}
	if len(gaps) > 0 {
		s.Says[0] = fmt.Sprintf("%d of the %d months between %s and %s have no article.", len(gaps), last-first+1, first, last)
	}
	for i := 0; i < len(gaps); {
		end := i + 1
		for end < len(gaps) && gaps[end] == gaps[end-1]+1 {
			end++
		}
		t.Rows = append(t.Rows, []string{gaps[i].String(), gaps[end-1].String(), strconv.Itoa(end - i)})
		i = end
	}
	s.Pictures = []picture{{Cells: c.calendar(first, last), Table: t}}
	return s
}

// calendar has a row for each year. Consecutive years without articles share a row.
func (c *Corpus) calendar(first, last Month) *cells {
	months := []string{"J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"}
	all := &cells{Class: "years", About: fmt.Sprintf("Articles by year and month, %s to %s, with the months that have none. The table below names these.", first, last)}
	most := 0
	for i, name := range months {
		all.Columns = append(all.Columns, tick{At: percent(2*i+1, 24), Label: name})
	}
	for m := range c.Months {
		most = max(most, c.inMonth(m))
	}
	for year := first.Year(); year <= last.Year(); year++ {
		until := year
		for c.emptyYear(until) {
			until++
		}
		if until > year+1 {
			empty := cellAt(0, 12, 12)
			empty.Class, empty.Text = "none", "no article"
			empty.Title = fmt.Sprintf("%d to %d: no article", year, until-1)
			all.addRow(fmt.Sprintf("%d–%02d", year, (until-1)%100), []cell{empty})
			year = until - 1
			continue
		}
		all.addRow(strconv.Itoa(year), c.yearCells(max(first, Month(year*12)), min(last, Month(year*12+11)), most))
	}
	return all
}

// yearCells returns the months of a year, between two of them. most is the largest number of articles in any month.
func (c *Corpus) yearCells(from, to Month, most int) []cell {
	var row []cell
	for m := from; m <= to; m++ {
		month, n := cellAt(int(m)%12, 1, 12), c.inMonth(m)
		month.Title = fmt.Sprintf("%s: %s", m, counted(n, "article"))
		month.Text, month.Class = short(n), "h"+strconv.Itoa(min(4, 1+4*n/most))
		if n == 0 {
			month.Text, month.Class = "–", "none"
		}
		row = append(row, month)
	}
	return row
}

// emptyYear reports whether a year has no article. Neither the first year nor the last is empty.
func (c *Corpus) emptyYear(year int) bool {
	for m := Month(year * 12); m <= Month(year*12+11); m++ {
		if c.Months[m] != nil {
			return false
		}
	}
	return true
}
