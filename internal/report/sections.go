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

const (
	plotHeight = 220 // pixels
	colours    = 6   // that the colour-blind tell apart too; the rest is grey
)

func (c *Corpus) monthSection() section {
	s := section{ID: "months", Title: "Articles by month and template"}
	if n := c.undated(); n > 0 {
		s.Says = append(s.Says, counted(n, "article")+" without a date can't be drawn here.")
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
	plot.Names = named(names[:min(colours, len(names))], stacks, plotHeight, top)
	s.Legend = legendOf(counts, names)
	if len(c.gaps()) > 0 {
		s.Legend = append(s.Legend, legend{Class: "none", Name: "no article", Value: counted(len(c.gaps()), "month")})
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
	lines := []string{fmt.Sprintf("%s: %s", m, counted(c.inMonth(m), "article"))}
	for _, name := range names {
		if n := c.Months[m][name]; n > 0 {
			lines = append(lines, thousands(n)+" "+name)
		}
	}
	return strings.Join(lines, "\n")
}

// yearAxis are labels below the months, each below the middle of its year's months.
func yearAxis(first, last Month) []tick {
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

// calendar has a row for each year; years with nothing that follow one another are one row.
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

// yearCells are the months of a year, from one to another; most is the largest month of all years.
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

// emptyYear tells whether a year has no article at all; the first year and the last have some.
func (c *Corpus) emptyYear(year int) bool {
	for m := Month(year * 12); m <= Month(year*12+11); m++ {
		if c.Months[m] != nil {
			return false
		}
	}
	return true
}

// undated are the articles without a day: they have no date at all.
func (c *Corpus) undated() int {
	n := 0
	for slot, m := range c.Missing {
		if slot.Year == 0 {
			n += m.Articles
		}
	}
	return n
}

// byTemplate are the articles of each template.
func (c *Corpus) byTemplate() map[string]int {
	counts := map[string]int{}
	for slot, m := range c.Missing {
		counts[slot.Template] += m.Articles
	}
	return counts
}

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

// What no article has stands for the sum of all.
const (
	allTemplates = ""
	allYears     = -1
)

// sums are those of each template and year, of all years of a template, of all templates of a year, and of everything.
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

// missingPicture has a row for each template and a column for each year, for no year and for all of them.
func (c *Corpus) missingPicture(field string, of func(Missing) int) picture {
	sums, years := c.sums(), c.years()
	chart := &cells{
		About:   fmt.Sprintf("Share of the articles without %s, by template and year. The numbers are in the table below.", field),
		Columns: spread(len(years), 18, func(i int) string { _, short := yearName(years[i]); return short }),
	}
	if last := len(chart.Columns) - 1; last == len(years)-1 {
		chart.Columns[last].Roomy = false // that of all years has its label always
	}
	t := table{Caption: "Articles without " + field, Head: []string{"template"}}
	for _, year := range years {
		long, _ := yearName(year)
		t.Head = append(t.Head, long)
	}
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
			place.Text, place.Class = whole(n, sum.Articles), shade(n, sum.Articles)
			row, texts = append(row, place), append(texts, thousands(n)+" of "+thousands(sum.Articles))
		}
		chart.addRow(texts[0], row)
		t.Rows = append(t.Rows, texts)
	}
	return picture{Title: "Without " + field + ": " + share(of(sums[Slot{allTemplates, allYears}]), c.Articles), Cells: chart, Table: t}
}

// undatedPicture has no years, which these articles have not.
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

// addShare adds a bar and a row of a number that has a whole of its own.
func (p *picture) addShare(name string, n, of int) {
	p.Bars = append(p.Bars, bar{Label: name, Value: thousands(n) + " of " + thousands(of) + " · " + share(n, of), Width: percent(n, of)})
	p.Table.Rows = append(p.Table.Rows, []string{name, thousands(n), thousands(of), share(n, of)})
}

// yearName is a year as the table has it, and short for the picture.
func yearName(year int) (long, short string) {
	switch year {
	case 0:
		return "no date", "–"
	case allYears:
		return "all", "all"
	}
	return strconv.Itoa(year), fmt.Sprintf("’%02d", year%100)
}

// years are those that have an article, in order, then 0 for those without a date, where there are some, and that of all.
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
	s.Says = []string{fmt.Sprintf("The %d most frequent of %s. %s Shares are of all articles.", len(shown), thousands(len(names)), exact)}
	s.Pictures = []picture{{
		Bars:  barsOf(n.Counts, shown, articles),
		Table: tableOf("The most frequent "+id, field, "articles", n.Counts, shown, articles),
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
	p := picture{Table: table{Caption: "Duplicates", Head: []string{"the same", "repeated", "compared", "share"}}}
	add := func(name, what string, n, of int, examples Sample) {
		p.addShare(name, n, of)
		if n > 0 {
			s.Groups = append(s.Groups, examples.group(name, counted(n, what), link))
		}
	}
	if c.Articles > 0 {
		add("id", "article", c.SameID.Count, c.SameID.Compared, c.SameID.Examples)
		add("letters and digits of the body", "article", c.SameWords.Count, c.SameWords.Compared, c.SameWords.Examples)
	}
	if c.Pages > 0 {
		add("left out by batch --dedupe", "page", c.Outcomes[batch.Duplicate], c.Pages, c.Duplicates)
	}
	if len(p.Bars) == 0 {
		return section{}
	}
	for _, r := range []Repeats{c.SameID, c.SameWords} {
		if r.Unkept > 0 {
			s.Says = append(s.Says, fmt.Sprintf("Only %s different articles are remembered: of those that repeat one of the %s others, some are not noticed.", thousands(r.limit), thousands(r.Unkept)))
			break
		}
	}
	s.Pictures = []picture{p}
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
	t := table{Caption: "What was read", Head: []string{"input", "articles", "lines of a report", "damaged lines"}}
	for _, in := range c.Inputs {
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
