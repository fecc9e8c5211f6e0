package extract

import (
	"fmt"
	"slices"

	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// hints are what JSON-LD and meta say of the head.
func (x *extraction) hints() hints {
	_, by := x.meta.Byline(func(b normalize.Byline) bool { return len(b.People) > 0 })
	return hints{titles: x.meta.Titles(), writers: by.People}
}

// statedByline is who JSON-LD and meta name, where no byline is printed. The paper's own name there is said of every
// page and names nobody.
func (x *extraction) statedByline() (normalize.Byline, bool) {
	from, by := x.meta.Byline(func(b normalize.Byline) bool { return !b.Desk() })
	if from == "" {
		return by, false
	}
	x.byline = claim.Claim{From: from, Value: by.Text}
	return by, true
}

// checkHeadline compares the printed headline with the stated ones.
func (x *extraction) checkHeadline() {
	for _, c := range x.meta.Headline {
		title := site.CutPaperName(c.Value)
		if title == "" {
			continue
		}
		if !sameTitle(title, x.headline.Value) {
			x.warn("headline-differs", fmt.Sprintf("printed %q, but %s says %q", x.headline.Value, c.From, title))
		}
		return
	}
}

// isHerald reports whether a page is one of this paper: by where it says it stands, by its titles, by the lines of its
// foot. Its wording alone proves nothing: other papers print "Published :" too.
func (x *extraction) isHerald(lines []line) bool {
	for _, c := range slices.Concat(x.meta.URL, []claim.Claim{{From: "", Value: x.doc.URL}}) {
		if site.IsHeraldURL(c.Value) {
			return true
		}
	}
	for _, c := range slices.Concat(x.meta.SiteName, x.meta.Headline, x.meta.Title) {
		if site.CutPaperName(c.Value) != normalize.Text(c.Value) {
			return true
		}
	}
	return slices.ContainsFunc(lines, func(l line) bool { return site.IsHeraldLine(l.text) })
}
