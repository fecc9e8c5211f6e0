package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/mattn/go-runewidth"

	"herald/internal/batch"
)

// ranked returns the names of counts, the largest count first.
func ranked(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

// countsOf returns the counts of tallies.
func countsOf(tallies map[string]*Tally) map[string]int {
	counts := map[string]int{}
	for label, t := range tallies {
		counts[label] = t.Count
	}
	return counts
}

// barsOf returns bars of the counts of names, with their shares of a whole.
func barsOf(counts map[string]int, names []string, of int) []bar {
	most := 0
	for _, name := range names {
		most = max(most, counts[name])
	}
	var bars []bar
	for _, name := range names {
		const fits = 32 // characters beside the value, on a phone
		bars = append(bars, bar{
			Label: truncated(name, fits),
			Value: thousands(counts[name]) + " · " + share(counts[name], of),
			Width: percent(counts[name], most),
		})
	}
	return bars
}

// truncated shortens a name to a number of columns.
func truncated(name string, columns int) string { return runewidth.Truncate(name, columns, "…") }

// tableOf returns the table of the counts of names, with their shares of a whole.
func tableOf(caption, what, of string, counts map[string]int, names []string, whole int) table {
	t := table{Caption: caption, Head: []string{what, of, "share"}}
	for _, name := range names {
		t.Rows = append(t.Rows, []string{name, thousands(counts[name]), share(counts[name], whole)})
	}
	return t
}

// lengthSection shows the distribution of the lengths of bodies.
func (c *Corpus) lengthSection(link func(string) string) section {
	step, most := c.lengthBins()
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
	for i := 0; i < len(bins); i += 5 {
		plot.Axis = append(plot.Axis, tick{At: percent(i, len(bins)), Label: thousands(i * step), Roomy: i%10 != 0})
	}
	return section{
		ID: "length", Title: "Length of the body", Says: []string{middle}, Pictures: []picture{{Columns: plot, Table: t}},
		Groups: []group{sizedGroup("shortest", c.extremes.shortest, link), sizedGroup("longest", c.extremes.longest, link)},
	}
}

// lengthBins returns the width of the bins of lengths, in words, and the length from which on all are in the last one. At most
// one article of a hundred is.
func (c *Corpus) lengthBins() (step, most int) {
	const bins = 40
	last := c.quantile(99, 100)
	for _, step = range []int{5, 10, 25, 50, 100} {
		if last < bins*step {
			break
		}
	}
	return step, bins * step
}

// wordsAt returns a quantile of the lengths of bodies: wordsAt(1, 2) is the median.
func (c *Corpus) wordsAt(part, of int) string {
	words := c.quantile(part, of)
	if words == maxWords {
		return thousands(words) + " or more"
	}
	return thousands(words)
}

func (c *Corpus) quantile(part, of int) int {
	before := 0
	for _, words := range slices.Sorted(maps.Keys(c.Words)) {
		before += c.Words[words]
		if before*of >= c.Articles*part {
			return words
		}
	}
	return 0
}

// nameSection shows the most frequent names.
func nameSection(id, title, field string, n HeavyHitters, articles int) section {
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

// rejected returns the number of pages that are no articles or failed.
func (c *Corpus) rejected() int { return c.Outcomes[batch.NotArticle] + c.Outcomes[batch.Failed] }

// outcomeSection shows what became of the pages of the reports.
func (c *Corpus) outcomeSection(link func(string) string) section {
	s := section{ID: "outcomes", Title: "Outcomes and codes"}
	if c.Pages == 0 {
		s.Says = []string{"No line of a report was given, so nothing is known of pages that gave no article. herald batch --report writes one; name it beside the corpus."}
		return s
	}
	counts := map[string]int{}
	var outcomes []string
	for _, o := range batch.Outcomes {
		if o == batch.Ignored { // of no page
			continue
		}
		counts[string(o)] = c.Outcomes[o]
		outcomes = append(outcomes, string(o))
	}
	s.Says = []string{"What became of " + counted(c.Pages, "page") + "."}
	if n := c.Outcomes[batch.Ignored]; n > 0 {
		s.Says = append(s.Says, "Besides, "+counted(n, "file")+" of the input folders and archives were passed over.")
	}
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

// warningSection shows the warnings of the articles with their messages, or, without articles, the codes in the reports.
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

// duplicateSection shows how many articles are repeated.
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
		add("letters and digits of the body", "article", c.SameBody.Count, c.SameBody.Compared, c.SameBody.Examples)
	}
	if c.Pages > 0 {
		add("left out by batch --dedupe", "page", c.Outcomes[batch.Duplicate], c.Pages, c.Duplicates)
	}
	if len(p.Bars) == 0 {
		return section{}
	}
	for _, r := range []DuplicateCounter{c.SameID, c.SameBody} {
		if r.Unremembered > 0 {
			s.Says = append(s.Says, fmt.Sprintf("Only %s different articles are remembered: of those that repeat one of the %s others, some are not noticed.", thousands(r.limit), thousands(r.Unremembered)))
			break
		}
	}
	s.Pictures = []picture{p}
	return s
}

// atLeast formats the number of duplicates, which is a lower bound once the memory of the counter is full.
func atLeast(r DuplicateCounter) string {
	if r.Unremembered > 0 {
		return "≥ " + thousands(r.Count)
	}
	return thousands(r.Count)
}

// inputSection lists the inputs and the damaged lines.
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
