package extract

import (
	"fmt"
	"slices"

	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// hints are what JSON-LD and meta say of the head.
func (d *draft) hints() hints {
	_, by := d.s.Byline(func(b normalize.Byline) bool { return len(b.People) > 0 })
	return hints{titles: d.s.Titles(), writers: by.People}
}

// statedByline is who JSON-LD and meta name, where no byline is printed. The paper's own name there is said of every
// page and names nobody.
func (d *draft) statedByline() (normalize.Byline, bool) {
	from, by := d.s.Byline(func(b normalize.Byline) bool { return !b.Desk() })
	if from == "" {
		return by, false
	}
	d.byline = claim.Claim{From: from, Value: by.Text}
	return by, true
}

// checkHeadline compares the printed headline with the stated ones.
func (d *draft) checkHeadline() {
	for _, c := range d.s.Headline {
		title := site.CutPaperName(c.Value)
		if title == "" {
			continue
		}
		if !sameTitle(title, d.headline.Value) {
			d.warn("headline-differs", fmt.Sprintf("printed %q, but %s says %q", d.headline.Value, c.From, title))
		}
		return
	}
}

// isHerald reports whether a page is one of this paper: by where it says it stands, by its titles, by the lines of its
// foot. Its wording alone proves nothing: other papers print "Published :" too.
func (d *draft) isHerald(lines []line) bool {
	for _, c := range slices.Concat(d.s.URL, []claim.Claim{{From: "", Value: d.doc.URL}}) {
		if site.IsHeraldURL(c.Value) {
			return true
		}
	}
	for _, c := range slices.Concat(d.s.SiteName, d.s.Headline, d.s.Title) {
		if site.CutPaperName(c.Value) != normalize.Text(c.Value) {
			return true
		}
	}
	return slices.ContainsFunc(lines, func(l line) bool { return site.IsHeraldLine(l.text) })
}
