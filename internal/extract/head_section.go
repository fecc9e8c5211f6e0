package extract

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// findSection takes the label above the headline.
func (h *head) findSection(lines []line) {
	if h.dates.section != "" {
		h.section = claim.Claim{Field: "section", From: "label beside the date", Value: h.dates.section, Node: h.dateOf}
		return
	}
	above := lines[:max(0, h.headline)]
	if h.section = h.labelAbove(above); h.section.Value != "" {
		return
	}
	for _, l := range slices.Backward(above) {
		if section := h.trailSection(l.text); section != "" {
			h.section = claim.Claim{Field: "section", From: claim.FromTrail, Value: section, Node: l.node}
			return
		}
	}
	if h.section = h.labelBelow(lines); h.section.Value != "" {
		return
	}
	if h.section = loneLabel(above); h.section.Value == "" && h.opensHead(above) {
		l := above[len(above)-1]
		h.section = claim.Claim{Field: "section", From: "label that opens the head", Value: l.text, Node: l.node}
	}
}

// trailSection returns the last level of a breadcrumb that is not the article itself; "" for any other text.
func (h *head) trailSection(text string) string {
	section, _ := site.BreadcrumbSection(text)
	if sameTitle(section, h.title) {
		section, _ = site.BreadcrumbSection(strings.TrimRight(strings.TrimSuffix(text, section), site.BreadcrumbMarks))
	}
	return section
}

// labelBelow returns the section that is printed between the headline and the body: a breadcrumb, or the only label. Below
// byline and date that is a link to the section, or not in the element of the body.
func (h *head) labelBelow(lines []line) (only claim.Claim) {
	const below = 2 // lines: a reading time or a button, and the label
	for i := h.headline + 1; i < min(h.end+below, len(lines)) && !h.belowHead(lines, i); i++ {
		l := lines[i]
		if c := h.printedSection(l); c.Value != "" {
			return c
		}
		beside := h.date >= 0 && l.node == lines[h.date].node
		if i >= h.end && !beside && !isPageLink(l) && isInBody(lines[i:]) || !h.namesSection(l) {
			continue
		}
		if only.Value != "" {
			return claim.Claim{}
		}
		only = claim.Claim{Field: "section", From: "label below the headline", Value: l.text, Node: l.node}
	}
	return only
}

// isInBody reports whether the first of the lines is in the element that holds the first paragraph, or in a text.
func isInBody(lines []line) bool {
	first := slices.IndexFunc(lines, isParagraph)
	return lines[0].node == nil || first < 0 || dom.Within(lines[0].node, proseHome(lines[first].node))
}

// isPageLink reports whether a line is a link to another page, not to a place on this one.
func isPageLink(l line) bool {
	if l.linked && l.node != nil {
		for n := range dom.Elements(l.node) {
			if href := dom.Attr(n, "href"); href != "" && href[0] != '#' {
				return true
			}
		}
	}
	return false
}

// labelAbove returns the section that is printed right above the headline, where only dates, pictures and buttons may be
// between.
func (h *head) labelAbove(above []line) claim.Claim {
	const beside = 3
	for i := len(above) - 1; i >= max(0, len(above)-beside); i-- {
		l := above[i]
		if l.is(dated) || l.picture != nil {
			continue
		}
		if c := h.printedSection(l); c.Value != "" {
			return c
		}
		if l.linked && i > 0 && above[i-1].linked && dom.Within(above[i-1].node, commonAncestor(l.node, h.titleOf)) {
			break // the end of the navigation: the label is as far from the headline as the one before it
		}
		if l.node == nil && endsNavigation(above[:i+1]) || i > 0 && h.isMenu(above[i-1], l) {
			break
		}
		if section := h.sectionIn(l); section != "" {
			return claim.Claim{Field: "section", From: "label above the headline", Value: section, Node: l.node}
		}
		if !l.is(furniture) {
			break
		}
	}
	return claim.Claim{}
}

// sectionIn returns the section that a line names: all of it, or one piece of a row.
func (h *head) sectionIn(l line) string {
	if h.namesSection(l) {
		return l.text
	}
	section := ""
	for _, p := range l.pieces {
		piece := line{text: normalize.Text(p), node: l.node, class: &classification{}}
		if !h.namesSection(piece) {
			continue
		}
		if section != "" {
			return "" // a menu
		}
		section = piece.text
	}
	return section
}

// namesSection reports whether a line is the label of a section: one that the site has, or a label of the page's menu.
func (h *head) namesSection(l line) bool {
	return site.NamesSection(l.text) || h.mayNameSection(l) && h.isInMenu(l)
}

// mayNameSection reports whether a line may be the label of a section that the site is not known to have.
func (h *head) mayNameSection(l line) bool {
	return l.isLabel() && l.is(worded) && !l.isCaption() && !l.is(furniture|dated|dateLabel|byline|tail|section|listItem) && !h.isPaper(l.text)
}

// isInMenu reports whether a link elsewhere above the headline has the text of a line.
func (h *head) isInMenu(l line) bool {
	if h.titleOf == nil {
		return false
	}
	page := h.titleOf
	for page.Parent != nil {
		page = page.Parent
	}
	for n := page; n != nil && n != h.titleOf; n = dom.Next(n, page) {
		if n.Type == html.TextNode && strings.EqualFold(strings.TrimSpace(n.Data), l.text) && linkOf(n) != nil && !dom.Within(n, l.node) {
			return true
		}
	}
	return false
}

// opensHead reports whether the last of the lines is the first in the element of the head, and a link to another page or named for
// a section.
func (h *head) opensHead(above []line) bool {
	last := len(above) - 1
	if last < 0 {
		return false
	}
	l := above[last]
	named := isPageLink(l) && !isNames(l) || l.node != nil && dom.HasClassWord(l.node, site.SectionWords)
	if !named || !h.mayNameSection(l) || len(l.pieces) > 1 {
		return false
	}
	head := commonAncestor(l.node, h.titleOf)
	return head != nil && head.DataAtom != atom.Body && (last == 0 || !dom.Within(nodeOf(above[last-1]), head))
}

// isMenu reports whether two lines are labels of sections in an element that the headline is not in.
func (h *head) isMenu(a, b line) bool {
	return a.is(section) && b.is(section) && a.node != b.node && !dom.Within(h.titleOf, commonAncestor(a.node, b.node))
}

// printedSection is the last part of the breadcrumb that a line is, or what the label of a row says is the section.
func (h *head) printedSection(l line) claim.Claim {
	if label, section := site.CutHeadLabel(l.text); label == site.SectionLabel && section != "" {
		return claim.Claim{Field: "section", From: claim.FromLabelledLine, Value: section, Node: l.node}
	}
	return claim.Claim{Field: "section", From: claim.FromTrail, Value: cmp.Or(h.trailSection(l.text), sectionOfLinks(l)), Node: l.node}
}

// sectionOfLinks returns the last label of a breadcrumb of links that style alone separates: "Home National Politics".
func sectionOfLinks(l line) string {
	last := len(l.pieces) - 1
	if last < 1 || !site.IsHome(normalize.Text(l.pieces[0])) {
		return ""
	}
	if section := normalize.Text(l.pieces[last]); site.IsSection(section) {
		return section
	}
	return ""
}

// endsNavigation reports whether the last line of a text rendering is the last label of the navigation, and not the
// section's own, which has been printed there before.
func endsNavigation(lines []line) bool {
	last := len(lines) - 1
	if lines[last].kind == article.ListItem {
		return true
	}
	run := last >= 2 && lines[last].is(section) && lines[last-1].is(section) && lines[last-2].is(section)
	return run && !slices.ContainsFunc(lines[:last], func(l line) bool { return site.TrimLabel(l.text) == site.TrimLabel(lines[last].text) })
}

// commonAncestor returns the smallest element that holds a and b.
func commonAncestor(a, b *html.Node) *html.Node {
	for a != nil && !dom.Within(b, a) {
		a = a.Parent
	}
	return a
}

// loneLabel returns the section label that is not a link, if only one is above the headline: the labels of the
// navigation are links.
func loneLabel(lines []line) claim.Claim {
	var lone claim.Claim
	for _, l := range lines {
		if l.linked || l.kind == article.ListItem || !site.NamesSection(l.text) {
			continue
		}
		if lone.Value != "" && lone.Value != l.text {
			return claim.Claim{}
		}
		lone = claim.Claim{Field: "section", From: "the one label above that is no link", Value: l.text, Node: l.node}
	}
	return lone
}
