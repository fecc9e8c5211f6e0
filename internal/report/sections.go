package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"herald/internal/batch"
)

// ranked are the names of counts, the largest first.
func ranked(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

func countsOf(tallies map[string]*Tally) map[string]int {
	counts := map[string]int{}
	for label, t := range tallies {
		counts[label] = t.Count
	}
	return counts
}

// barsOf are the largest of counts, as shares of a whole.
func barsOf(counts map[string]int, names []string, of int) []bar {
	most := 0
	for _, name := range names {
		most = max(most, counts[name])
	}
	var bars []bar
	for _, name := range names {
		const fits = 32 // columns beside the value, on a telephone
		bars = append(bars, bar{
			Label: runewidth.Truncate(name, fits, "…"),
			Value: thousands(counts[name]) + " · " + share(counts[name], of),
			Width: percent(counts[name], most),
		})
	}
	return bars
}

func tableOf(caption, what, of string, counts map[string]int, names []string, whole int) table {
	t := table{Caption: caption, Head: []string{what, of, "share"}}
	for _, name := range names {
		t.Rows = append(t.Rows, []string{name, thousands(counts[name]), share(counts[name], whole)})
	}
	return t
}

// span is the first and the last month with an article.
func (c *Corpus) span() (first, last Month) {
	months := slices.Sorted(maps.Keys(c.Months))
	if len(months) == 0 {
		return 0, 0
	}
	return months[0], months[len(months)-1]
}

// gaps are the months between the first and the last that have no article.
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

func (c *Corpus) inMonth(m Month) int {
	sum := 0
	for _, n := range c.Months[m] {
		sum += n
	}
	return sum
}

// byTemplate are the articles with a day of each template.
func (c *Corpus) byTemplate() map[string]int {
	counts := map[string]int{}
	for _, templates := range c.Months {
		for name, n := range templates {
			counts[name] += n
		}
	}
	return counts
}

const (
	plotHeight = 220 // pixels
	colours    = 7   // that also the colour-blind tell apart; the rest is grey
)

func (c *Corpus) monthSection() section {
	s := section{ID: "months", Title: "Articles by month and template"}
	if c.Undated > 0 {
		s.Says = append(s.Says, counted(c.Undated, "article")+" without a day can't stand here.")
	}
	if len(c.Months) == 0 {
		return s
	}
	counts := c.byTemplate()
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
	for m := first; m <= last; m++ {
		column := stacked(int(m-first), n, plotHeight, top, stack(c.Months[m], names))
		column.Title, column.None = c.monthTitle(m, names), c.Months[m] == nil
		plot.Columns = append(plot.Columns, column)
		row := []string{m.String(), thousands(c.inMonth(m))}
		for _, name := range names {
			row = append(row, thousands(c.Months[m][name]))
		}
		t.Rows = append(t.Rows, row)
	}
	plot.Axis = years(first, last)
	s.Legend = legendOf(counts, names)
	if len(c.gaps()) > 0 {
		s.Legend = append(s.Legend, legend{Class: "none", Name: "no page", Value: counted(len(c.gaps()), "month")})
	}
	s.Pictures = []picture{{Columns: plot, Table: t}}
	return s
}

// stack are the counts of the names that have a colour, and of the rest together.
func stack(counts map[string]int, names []string) []int {
	parts := make([]int, colours+1)
	for i, name := range names {
		parts[min(i, colours)] += counts[name]
	}
	return parts
}

func legendOf(counts map[string]int, names []string) []legend {
	var all []legend
	for i, n := range stack(counts, names) {
		switch {
		case i < min(colours, len(names)):
			all = append(all, legend{Class: "s" + strconv.Itoa(i), Name: names[i], Value: thousands(n)})
		case i == colours && len(names) > colours:
			all = append(all, legend{Class: "s" + strconv.Itoa(i), Name: strings.Join(names[colours:], ", "), Value: thousands(n)})
		}
	}
	return all
}

func (c *Corpus) monthTitle(m Month, names []string) string {
	title := fmt.Sprintf("%s: %s", m, counted(c.inMonth(m), "article"))
	for _, name := range names {
		if n := c.Months[m][name]; n > 0 {
			title += fmt.Sprintf("\n%s %s", thousands(n), name)
		}
	}
	return title
}

// years are labels below the months, each below the middle of its year's months.
func years(first, last Month) []tick {
	n := int(last-first) + 1
	const label = 44 // pixels of a year, with its distance to the next
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

func (c *Corpus) gapSection() section {
	s := section{ID: "gaps", Title: "Months with no page"}
	gaps := c.gaps()
	if len(c.Months) == 0 {
		return section{}
	}
	first, last := c.span()
	s.Says = []string{fmt.Sprintf("None between %s and %s.", first, last)}
	t := table{Caption: "Months with no page", Head: []string{"from", "to", "months"}}
	if len(gaps) > 0 {
		s.Says[0] = fmt.Sprintf("%d of the %d months between %s and %s have no page.", len(gaps), last-first+1, first, last)
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

// calendar has a row for each year; years with nothing that follow one another are one row.
func (c *Corpus) calendar(first, last Month) *cells {
	months := []string{"J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"}
	all := &cells{About: fmt.Sprintf("Articles by year and month, %s to %s, with the months that have none. The table below names these.", first, last)}
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
			empty.Class, empty.Text = "none", "no page"
			empty.Title = fmt.Sprintf("%d to %d: no page", year, until-1)
			all.addRow(fmt.Sprintf("%d–%02d", year, (until-1)%100), []cell{empty})
			year = until - 1
			continue
		}
		var row []cell
		for m := max(first, Month(year*12)); m <= min(last, Month(year*12+11)); m++ {
			one := cellAt(int(m)%12, 1, 12)
			n := c.inMonth(m)
			one.Title = fmt.Sprintf("%s: %s", m, counted(n, "article"))
			one.Text, one.Class = short(n), "h"+strconv.Itoa(min(4, 1+4*n/max(most, 1)))
			if n == 0 {
				one.Text, one.Class = "–", "none"
			}
			row = append(row, one)
		}
		all.addRow(strconv.Itoa(year), row)
	}
	return all
}

// emptyYear tells whether a year between the first month and the last has no article at all.
func (c *Corpus) emptyYear(year int) bool {
	_, last := c.span()
	for m := Month(year * 12); m <= Month(year*12+11); m++ {
		if c.Months[m] != nil {
			return false
		}
	}
	return Month(year*12) < last
}

func (c *Corpus) missingSection() section {
	s := section{ID: "missing", Title: "What is missing", Says: []string{
		"The share of the articles of a template and a year that have no byline, no date, no section. Nothing of it need be wrong: an editorial has no byline.",
	}}
	for _, field := range []struct {
		name string
		of   func(Missing) int
	}{
		{"byline", func(m Missing) int { return m.Byline }},
		{"date", func(m Missing) int { return m.Date }},
		{"section", func(m Missing) int { return m.Section }},
	} {
		s.Pictures = append(s.Pictures, c.missingPicture(field.name, field.of))
	}
	return s
}

// missingPicture has a row for each template and a column for each year, for no year and for all of them.
func (c *Corpus) missingPicture(field string, of func(Missing) int) picture {
	total := map[string]int{}
	sums := map[Slot]Missing{} // year -1 is all of them, template "" too
	for slot, m := range c.Gaps {
		total[slot.Template] += m.Articles
		for _, to := range []Slot{slot, {slot.Template, -1}, {"", slot.Year}, {"", -1}} {
			sum := sums[to]
			sum.Articles += m.Articles
			sum.Byline += m.Byline
			sum.Date += m.Date
			sum.Section += m.Section
			sums[to] = sum
		}
	}
	years := yearsOf(c.Gaps)
	name := func(i int) string { return map[int]string{0: "no day", -1: "all"}[years[i]] }
	label := func(i int) string { return cmp.Or(name(i), "’"+fmt.Sprintf("%02d", years[i]%100)) }
	chart := &cells{About: fmt.Sprintf("Share of the articles without %s, by template and year. The numbers are in the table below.", field)}
	chart.Columns = spread(len(years), 18, label)
	chart.Columns[len(chart.Columns)-1].Roomy = false
	t := table{Caption: "Articles without " + field + ", of all", Head: []string{"template"}}
	for i := range years {
		t.Head = append(t.Head, cmp.Or(name(i), strconv.Itoa(years[i])))
	}
	for _, template := range append(ranked(total), "") {
		row, texts := []cell(nil), []string{cmp.Or(template, "all")}
		for i, year := range years {
			sum := sums[Slot{template, year}]
			texts = append(texts, "")
			if sum.Articles == 0 {
				continue
			}
			n := of(sum)
			texts[i+1] = thousands(n) + " of " + thousands(sum.Articles)
			one := cellAt(i, 1, len(years))
			one.Title = fmt.Sprintf("%s, %s: %s of %s without %s (%s)", texts[0], t.Head[i+1], thousands(n), counted(sum.Articles, "article"), field, share(n, sum.Articles))
			one.Text, one.Class = whole(n, sum.Articles), shade(n, sum.Articles)
			row = append(row, one)
		}
		chart.addRow(texts[0], row)
		t.Rows = append(t.Rows, texts)
	}
	return picture{Title: "Without " + field + ": " + share(of(sums[Slot{"", -1}]), c.Articles), Cells: chart, Table: t}
}

// yearsOf are those that have an article, in order, then 0 for those without a day, where there are some, and -1 for all.
func yearsOf(slots map[Slot]Missing) []int {
	years := map[int]bool{}
	for slot := range slots {
		years[slot.Year] = true
	}
	undated := years[0]
	delete(years, 0)
	all := slices.Sorted(maps.Keys(years))
	if undated {
		all = append(all, 0)
	}
	return append(all, -1)
}

// whole is a share in whole percent, for a cell.
func whole(part, of int) string {
	switch n := (200*part + of) / (2 * of); {
	case part > 0 && n == 0:
		return "<1"
	case part < of && n == 100:
		return "99"
	default:
		return strconv.Itoa(n)
	}
}

// shade is the class of a share: 0, to 5 %, to 20 %, to half, more.
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

func (c *Corpus) lengthSection() section {
	const step, most = 50, 2000 // words: a brief has 100, a long feature 1,500
	bins := make([]int, most/step+1)
	for words, n := range c.Words {
		bins[min(words, most)/step] += n
	}
	top, lines := scale(slices.Max(bins), plotHeight)
	middle := "The body of the middle article has " + c.wordsAt(1, 2) + " words; a tenth have at most " + c.wordsAt(1, 10) +
		", a tenth " + c.wordsAt(9, 10) + " or more."
	plot := &columns{
		About:  "Articles by the words of their bodies. " + middle + " The numbers are in the table below.",
		Height: plotHeight, Lines: lines, Unit: "articles, by words of the body",
	}
	t := table{Caption: "Articles by the words of their bodies", Head: []string{"words", "articles", "share"}}
	for i, n := range bins {
		name := fmt.Sprintf("%s–%s", thousands(i*step), thousands(i*step+step-1))
		if i*step == most {
			name = thousands(most) + " or more"
		}
		column := stacked(i, len(bins), plotHeight, top, []int{n})
		column.Title = name + " words: " + counted(n, "article")
		plot.Columns = append(plot.Columns, column)
		t.Rows = append(t.Rows, []string{name, thousands(n), share(n, c.Articles)})
	}
	for i := 0; i < len(bins); i += 250 / step {
		plot.Axis = append(plot.Axis, tick{At: percent(i, len(bins)), Label: thousands(i * step), Roomy: i%(500/step) != 0})
	}
	return section{ID: "length", Title: "Length of the body", Says: []string{middle}, Pictures: []picture{{Columns: plot, Table: t}}}
}

// wordsAt is how many words the article has that stands at a part of all, in the order of their lengths.
func (c *Corpus) wordsAt(part, of int) string {
	before := 0
	for _, words := range slices.Sorted(maps.Keys(c.Words)) {
		before += c.Words[words]
		if before*of >= c.Articles*part {
			if words == maxWords {
				return thousands(words) + " or more"
			}
			return thousands(words)
		}
	}
	return "0"
}

// nameSection shows the most frequent names.
func nameSection(id, title, field string, n Names, articles int) section {
	const most = 20
	names := ranked(n.Counts)
	s := section{ID: id, Title: title}
	if len(names) == 0 {
		s.Says = []string{"No article has any."}
		return s
	}
	exact := "All are counted exactly."
	if n.Lost > 0 {
		exact = fmt.Sprintf("There are more than can be held, so each count may be up to %s too low, and a %s that is not held stands in %[1]s articles at most.", thousands(n.Lost), field)
	}
	shown := names[:min(most, len(names))]
	s.Says = []string{fmt.Sprintf("The first %d of %s. %s Shares are of all articles.", len(shown), thousands(len(names)), exact)}
	s.Pictures = []picture{{
		Bars:  barsOf(n.Counts, shown, articles),
		Table: tableOf("The most frequent: "+id, field, "articles", n.Counts, shown, articles),
	}}
	return s
}

// refused are the pages that should have given an article, or were none.
func (c *Corpus) refused() int { return c.Outcomes[batch.NotArticle] + c.Outcomes[batch.Failed] }

func (c *Corpus) outcomeSection(link func(string) string) section {
	s := section{ID: "outcomes", Title: "Outcomes and codes"}
	if c.Pages == 0 {
		s.Says = []string{"No line of a report was given, so nothing is known of pages that gave no article. herald batch --report writes one; name it beside the corpus."}
		return s
	}
	counts := map[string]int{}
	var outcomes []string
	for _, o := range batch.Outcomes {
		counts[string(o)] = c.Outcomes[o]
		outcomes = append(outcomes, string(o))
	}
	s.Says = []string{"What became of " + counted(c.Pages, "page") + "."}
	s.Pictures = []picture{{Title: "Outcomes", Bars: barsOf(counts, outcomes, c.Pages), Table: tableOf("Outcomes", "outcome", "pages", counts, outcomes, c.Pages)}}
	codes := countsOf(c.Codes)
	if names := ranked(codes); len(names) > 0 {
		s.Pictures = append(s.Pictures, picture{Title: "Why a page's article is not in the corpus", Bars: barsOf(codes, names, c.Pages), Table: tableOf("Codes", "code", "pages", codes, names, c.Pages)})
		for _, name := range names {
			s.Groups = append(s.Groups, c.Codes[name].Examples.group(name, counted(codes[name], "page"), link))
		}
	}
	return s
}

// warningSection takes the warnings of the articles, which have words, or where there are none the codes of the reports.
func (c *Corpus) warningSection(link func(string) string) section {
	tallies, whole, what := c.Doubts, c.Articles, "article"
	if c.Articles == 0 {
		tallies, whole, what = c.PageDoubts, c.Pages, "page"
	}
	s := section{ID: "warnings", Title: "Warnings"}
	counts := countsOf(tallies)
	names := ranked(counts)
	if len(names) == 0 {
		s.Says = []string{"None."}
		return s
	}
	s.Says = []string{"What herald doubted. The examples are drawn from the whole corpus, by a hash of their paths."}
	s.Pictures = []picture{{Bars: barsOf(counts, names, whole), Table: tableOf("Warnings", "code", what+"s", counts, names, whole)}}
	for _, name := range names {
		s.Groups = append(s.Groups, tallies[name].Examples.group(name, counted(counts[name], what), link))
	}
	return s
}

func (c *Corpus) duplicateSection(link func(string) string) section {
	s := section{ID: "duplicates", Title: "Duplicates", Says: []string{
		"Articles that are there before. The first of each is not counted, nor does it stand among the examples.",
	}}
	counts, names := map[string]int{}, []string{}
	t := table{Caption: "Duplicates", Head: []string{"same", "repeated", "compared"}}
	add := func(name, what string, n, of int, examples Sample) {
		if n > 0 {
			s.Groups = append(s.Groups, examples.group(name, counted(n, what), link))
		}
		counts[name] = n
		names = append(names, name)
		t.Rows = append(t.Rows, []string{name, thousands(n), thousands(of)})
	}
	if c.Articles > 0 {
		add("id", "article", c.SameID.Count, c.SameID.Compared, c.SameID.Examples)
		add("letters and digits of the body", "article", c.SameWords.Count, c.SameWords.Compared, c.SameWords.Examples)
	}
	if c.Pages > 0 {
		add("left out by herald batch --dedupe", "page", c.Outcomes[batch.Duplicate], c.Pages, c.Duplicates)
	}
	for _, r := range []Repeats{c.SameID, c.SameWords} {
		if r.Unkept > 0 {
			s.Says = append(s.Says, fmt.Sprintf("Only %s different articles are remembered: of those that repeat one of the %s others, some are not noticed.", thousands(r.limit), thousands(r.Unkept)))
			break
		}
	}
	if len(names) == 0 {
		return section{}
	}
	s.Pictures = []picture{{Bars: barsOf(counts, names, max(c.Articles, c.Pages)), Table: t}}
	return s
}

// atLeast is the number of repeats, as far as it is known.
func atLeast(r Repeats) string {
	if r.Unkept > 0 {
		return "≥ " + thousands(r.Count)
	}
	return thousands(r.Count)
}

func (c *Corpus) inputSection() section {
	s := section{ID: "inputs", Title: "What was read"}
	counts, names := map[string]int{}, []string{}
	t := table{Caption: "What was read", Head: []string{"input", "articles", "lines of a report", "damaged lines"}}
	for _, in := range c.Inputs {
		names = append(names, in.Name)
		counts[in.Name] = in.Articles + in.Pages
		t.Rows = append(t.Rows, []string{in.Name, thousands(in.Articles), thousands(in.Pages), thousands(in.Damaged)})
	}
	if c.Unlisted > 0 {
		s.Says = append(s.Says, counted(c.Unlisted, "input")+" more were read.")
	}
	if c.Damaged > 0 {
		g := group{Title: "damaged", Note: counted(c.Damaged, "line")}
		for _, line := range c.DamagedFirst {
			g.Items = append(g.Items, item{Detail: line})
		}
		s.Groups = append(s.Groups, g)
	}
	s.Pictures = []picture{{Table: t}}
	return s
}
