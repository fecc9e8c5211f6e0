package report

import (
	"cmp"
	"slices"

	"herald/internal/article"
)

// sized is an example with the number of words of its body.
type sized struct {
	words int
	Example
}

// extremes are the maxSample articles with the fewest words and those with the most, the most extreme one first.
type extremes struct{ shortest, longest []sized }

// add inserts an article where it belongs.
func (e *extremes) add(words int, here Example) {
	e.shortest = insertSized(e.shortest, sized{words, here}, 1)
	e.longest = insertSized(e.longest, sized{words, here}, -1)
}

// insertSized inserts an article into a list that is ordered by words, ascending or with order -1 descending, and then by place,
// so that the list does not depend on the order of the input.
func insertSized(list []sized, s sized, order int) []sized {
	at, _ := slices.BinarySearchFunc(list, s, func(a, b sized) int {
		return cmp.Or(order*cmp.Compare(a.words, b.words), cmp.Compare(a.place(), b.place()))
	})
	if at >= maxSample {
		return list
	}
	list = slices.Insert(list, at, s)
	return list[:min(len(list), maxSample)]
}

// group returns the articles of a list as examples.
func sizedGroup(title string, list []sized, link func(string) string) group {
	g := group{Title: title}
	for _, s := range list {
		s.Detail = counted(s.words, "word")
		g.Items = append(g.Items, s.item(link))
	}
	return g
}

// futureSection shows the articles that are dated after the day of the report.
func (c *Corpus) futureSection(link func(string) string) section {
	if c.future.Count == 0 {
		return section{}
	}
	return section{
		ID: "future", Title: "Dated in the future",
		Says:   []string{counted(c.future.Count, "article") + " of a day after " + c.Today + ": misread dates, or pages that state a wrong one. They are not drawn by month."},
		Groups: []group{c.future.Examples.group("day", counted(c.future.Count, "article"), link)},
	}
}

// isFuture reports whether an article is dated after the day of the report.
func (c *Corpus) isFuture(a *article.Article) bool { return c.Today != "" && string(a.Day) > c.Today }
