package extract

import (
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
)

// findSubhead takes what is between the headline and the byline or date, if it reads like a sentence. Key points are
// several.
func (h *head) findSubhead(lines []line, body int) {
	if h.headline < 0 {
		return
	}
	// Three key points, and a label or a button above them.
	const below = 5
	var points []string
	var first *html.Node
	to := min(body, len(lines), h.headline+1+below)
	for i := h.headline + 1; i < to && i != h.date && lines[i].picture == nil; i++ {
		l := lines[i]
		if l.is(furniture|section) || len(points) == 0 && h.repeats(lines, i) {
			continue
		}
		another := len(points) == 0 || l.isKeyPointBeside(lines[i-1]) && !startsWithBy(l.text)
		if !another || !h.canBeSubhead(lines, i, body) {
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
	h.findLowSubhead(lines, body)
}

// findLowSubhead takes a phrase between the head and the first paragraph of the body, below byline and date, that is marked
// up otherwise than the paragraph. With what the page's description begins with, the body begins.
func (h *head) findLowSubhead(lines []line, body int) {
	const below = 5 // lines: buttons to share and a count of comments
	for i := h.end; i < min(len(lines), body, h.end+below) && lines[i].picture == nil && !lines[i].isCaption(); i++ {
		l := lines[i]
		if l.is(prose) && l.is(sentence) || l.isSummary() {
			return
		}
		if l.node == nil || l.is(furniture) || !h.isPhrase(l) || !canOpenBody(l) {
			continue
		}
		if !beginsWith(lines[i:], h.says.description) && isAboveBody(lines[i:]) {
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
	const few = 1 // a short paragraph, or a heading; a poll has more
	between := 0
	for _, l := range lines[1:] {
		switch {
		case l.is(prose) && l.is(sentence) && !strings.HasSuffix(l.text, "?"): // a question may be that of a poll
			return between <= few && lines[0].differsFrom(l)
		case l.picture == nil && !l.isCaption() && !l.is(furniture):
			between++
		}
	}
	return false
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
	return !l.linked && !l.isSeeAlso() && l.hasWords() && canBeHeadline(l) && !endsInCredit(l.text) && !sameTitle(l.text, h.title) && !isNames(l) && !namesPerson(l.text) && !isBareDate(l.text)
}

// repeats reports whether line i is of the byline, or in a text rendering the headline once more.
func (h *head) repeats(lines []line, i int) bool {
	return h.signed.has(i) || lines[i].node == nil && samePrint(lines[i].text, h.title)
}

// canBeSubhead reports whether line i reads like a subheadline. It must be printed between headline and date or byline;
// without these only a heading is one. body is the first line of the body.
func (h *head) canBeSubhead(lines []line, i, body int) bool {
	l := lines[i]
	below := h.date > i || h.byline.Value != "" && h.end > i || l.node == nil && i < body && body < len(lines)
	return (below || l.kind == article.Heading && !endsWithStop(l.text)) && h.isPhrase(l) && !isTextCaption(lines, i)
}

// isTextCaption reports whether line i of a text rendering is a caption: it ends in a credit, or is printed twice.
func isTextCaption(lines []line, i int) bool {
	s := lines[i].text
	return lines[i].node == nil && (lines[i].twice || endsInCredit(s) || i+1 < len(lines) && samePrint(s, lines[i+1].text))
}

// isKeyPointBeside reports whether a line is a key point beside another: in an element of the same kind side by side,
// or after one break in the same element.
func (l line) isKeyPointBeside(other line) bool {
	if l.node == nil {
		return true
	}
	return sameHome(l, other) && (l.node != other.node || l.gap == soft)
}
