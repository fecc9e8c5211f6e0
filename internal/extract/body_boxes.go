package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// asideBoxes are the elements inside a body that may not be part of it: those around a control, and those around the
// label of a writer's other articles or of a machine's summary.
type asideBoxes map[*html.Node]asideBox

type asideBox struct {
	body    *html.Node // around it
	card    bool       // of a reporter, with his picture
	checked bool       // whether it is one
	isAside bool
}

// findAsides finds them in the bodies of an article and among its lines.
func findAsides(bodies map[*html.Node]bool, lines []line) asideBoxes {
	b := asideBoxes{}
	for body := range bodies {
		for n := range dom.Elements(body) {
			if site.Controls.Match(n) {
				b.mark(n.Parent, asideBox{body: body})
			}
		}
		for _, l := range lines {
			if (l.writer && (l.is(listLabel) || slices.ContainsFunc(l.pieces, site.IsListLabel)) || isSummary(l.text)) && dom.Within(l.node, body) {
				b.mark(l.node, asideBox{body: body, card: true})
			}
		}
	}
	return b
}

// isSummary reports whether a line is the label of a summary made by a machine.
func isSummary(s string) bool {
	// "AI-generated summary of this article" is the longest known.
	const longest = 40
	return len(s) <= longest && strings.Contains(s, "AI") && machine().MatchString(s)
}

var machine = lazyRegexp(`^(?i:ai[ -](?:generated )?summary|summary by ai|summari[sz]ed by ai)\b`)

func (b asideBoxes) mark(n *html.Node, as asideBox) {
	for ; n != nil && n != as.body && !b[n].card; n = n.Parent {
		b[n] = as
	}
}

// contains reports whether a line is in such a box: that of a newsletter, of a poll, the card of a reporter.
func (b asideBoxes) contains(l line) bool {
	if len(b) == 0 {
		return false
	}
	for n := nodeOf(l); n != nil; n = n.Parent {
		if b.isAside(n) {
			return true
		}
	}
	return false
}

// isAside reports whether an element is no more than a question with its answers, and a small part of the body's text.
// A photo may have a button to enlarge it.
func (b asideBoxes) isAside(n *html.Node) bool {
	x, marked := b[n]
	if marked && !x.checked {
		const longestAside = 500 // letters: more than a poll, an invitation or a card has
		const part = 3           // of the body: what is more is the article
		x.checked = true
		x.isAside = dom.IsBlock(n.DataAtom) && n.DataAtom != atom.P && !dom.LongerThan(n, longestAside) && (x.card || !dom.HasElement(n, atom.Img)) &&
			dom.LongerThan(x.body, part*dom.Letters(n))
		b[n] = x
	}
	return x.isAside
}

// removeAsides removes the boxes with all that is in them.
func removeAsides(lines []line, page *bodyDOM) []line {
	if page == nil {
		return lines
	}
	b := findAsides(page.roots, lines)
	if len(b) == 0 {
		return lines
	}
	held := make([]bool, len(lines))
	for i, l := range lines {
		held[i] = b.contains(l)
	}
	return removeMarked(lines, held)
}
