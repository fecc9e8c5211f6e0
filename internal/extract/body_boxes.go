package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// asideBoxes are the elements inside a body that may not be part of it: those around a control, those around the label of a
// writer's other articles or of a machine's summary, invitations with a link, and lists of other articles.
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
			if !dom.Within(nodeOf(l), body) {
				continue
			}
			if site.IsInvitation(l.text) && dom.HasElement(parentOf(l.node), atom.A) {
				b.mark(l.node, asideBox{body: body})
			}
			if l.writer && (l.is(listLabel) || slices.ContainsFunc(l.pieces, site.IsListLabel)) || isSummary(l.text) {
				b.mark(l.node, asideBox{body: body, card: true})
			}
		}
	}
	b.markLists(bodies, lines)
	return b
}

func parentOf(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	return n.Parent
}

// content is what an element holds, in lines.
type content struct{ titles, labels, others int }

// isList reports whether it is a list of other articles under its label, and nothing else.
func (c content) isList() bool {
	return c.titles > 0 && c.others == 0 && c.labels <= c.titles && c.titles+c.labels > 1
}

// markLists marks the largest elements inside the bodies that hold nothing but titles of other articles with their labels.
func (b asideBoxes) markLists(bodies map[*html.Node]bool, lines []line) {
	held := map[*html.Node]content{}
	for _, l := range lines {
		for n := nodeOf(l); n != nil && !bodies[n]; n = n.Parent {
			c := held[n]
			switch {
			case l.isTitle():
				c.titles++
			case l.isLabel():
				c.labels++
			default:
				c.others++
			}
			held[n] = c
		}
	}
	for n, c := range held {
		if c.isList() {
			b[n] = asideBox{checked: true, isAside: true}
		}
	}
}

// isTitle reports whether a line is the title of another article, at most with its time or its number.
func (l line) isTitle() bool {
	// "Nov. 3, 2026 - 10:30" has 17 letters.
	const longest = 20
	return l.related && (l.linked || l.picture != nil || l.kind == article.ListItem && len(l.text)-l.links <= longest)
}

// isLabel reports whether a line may be the label of a list or of a part of one.
func (l line) isLabel() bool {
	return l.picture == nil && !l.is(prose) && !endsWithStop(l.text) && len(l.text) <= longestLabel
}

// "Live updates on the negotiations" has 33 letters; a paragraph without a stop is longer.
const longestLabel = 40

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

// isAside reports whether an element is no more than a question with its answers, an invitation or a card, and a small part
// of the body's text. A photo may have a button to enlarge it.
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
		held[i] = !l.is(signature) && b.contains(l)
	}
	return removeMarked(lines, held)
}
