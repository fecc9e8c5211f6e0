package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
)

// findSubhead takes what is between the headline and the byline or date, if it reads like a sentence. Key points are
// several.
func (h *head) findSubhead(lines []line, body int, description string) {
	if h.headline < 0 {
		return
	}
	// Three key points, and a label or a button above them.
	const below = 5
	var points []string
	var first *html.Node
	to := min(body, len(lines), h.headline+1+below)
	for i := h.headline + 1; i < to && i != h.date && !h.signed.has(i) && lines[i].picture == nil; i++ {
		l := lines[i]
		if l.is(furniture) || l.is(section) {
			continue
		}
		if len(points) > 0 && (!l.isKeyPointBeside(lines[i-1]) || startsWithBy(l.text)) || !h.canBeSubhead(l, i, i < body && body < len(lines)) {
			break
		}
		if points = append(points, l.text); first == nil {
			first = l.node
		}
		h.end = max(h.end, i+1)
	}
	if len(points) > 0 {
		h.subhead = claim.Claim{Field: "subheadline", From: "line below the headline", Value: strings.Join(points, "\n"), Node: first}
		return
	}
	h.findLowSubhead(lines, body, description)
}

// findLowSubhead takes a phrase between the head and the first paragraph of the body, below byline and date, that is marked
// up otherwise than the paragraph. With what the page's description begins with, the body begins.
func (h *head) findLowSubhead(lines []line, body int, description string) {
	const below = 5 // lines: buttons to share and a count of comments
	for i := h.end; i < min(len(lines), body, h.end+below) && lines[i].picture == nil && !lines[i].isCaption(); i++ {
		l := lines[i]
		if l.is(prose) && l.is(sentence) || l.isSummary() {
			return
		}
		if l.node == nil || l.is(furniture) || !h.isPhrase(l) || !canOpenBody(l) {
			continue
		}
		if !beginsWith(lines[i:], description) && isAboveBody(lines[i:]) {
			h.subhead = claim.Claim{Field: "subheadline", From: "line above the body", Value: l.text, Node: l.node}
			h.end = i + 1
		}
		return
	}
}

// isAboveBody reports whether the first of the lines is marked up otherwise than the paragraph below, and is not the caption of
// the picture below it.
func isAboveBody(lines []line) bool {
	if len(lines) > 1 && sharesBox(lines[0], lines[1].picture) {
		return false
	}
	first := slices.IndexFunc(lines, func(l line) bool { return l.is(prose) && l.is(sentence) })
	return first > 0 && lines[0].differsFrom(lines[first])
}

// sharesBox reports whether a picture, which may be nil, is in the element of a line or beside it.
func sharesBox(l line, p *picture) bool {
	return p != nil && p.node != nil && (dom.Within(p.node, l.node) || p.node.Parent == l.node.Parent)
}

// differsFrom reports whether a line above a paragraph is marked up otherwise. A heading beside it is the body's.
func (l line) differsFrom(paragraph line) bool {
	if l.kind == article.Heading {
		return l.node.Parent != proseHome(paragraph.node)
	}
	return differingAbove([]line{l}, paragraph) > 0
}

// isPhrase reports whether a line has the words of a subheadline and not those of a byline or a date
// in any language.
func (h *head) isPhrase(l line) bool {
	return !l.linked && l.hasWords() && canBeHeadline(l) && !sameTitle(l.text, h.title) && !isNames(l) && !namesPerson(l.text) && !isBareDate(l.text)
}

// canBeSubhead reports whether a line reads like a subheadline. It must be printed between headline and date or byline;
// without these only a heading is one.
func (h *head) canBeSubhead(l line, i int, aboveBody bool) bool {
	below := h.date > i || h.byline.Value != "" && h.end > i || l.node == nil && aboveBody
	return (below || l.kind == article.Heading) && h.isPhrase(l)
}

// isKeyPointBeside reports whether a line is a key point beside another: in an element of the same kind side by side,
// or after one break in the same element.
func (l line) isKeyPointBeside(other line) bool {
	if l.node == nil {
		return true
	}
	return sameHome(l, other) && (l.node != other.node || l.gap == soft)
}
