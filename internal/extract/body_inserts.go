package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
)

// markInserts marks the boxes between the paragraphs of a body that are not part of the article: an invitation with its button,
// facts at a glance, the title and length of a video. Such a box has a class that no other box beside it has, or holds a field.
func (b asideBoxes) markInserts(lines []line) {
	home := busiestHome(lines)
	if home == nil {
		return
	}
	same := map[string]int{}
	for n := home.FirstChild; n != nil; n = n.NextSibling {
		same[n.Data+" "+dom.Attr(n, "class")]++
	}
	for i := 0; i < len(lines); {
		box := childAround(nodeOf(lines[i]), home)
		end := i + 1
		for box != nil && end < len(lines) && dom.Within(nodeOf(lines[end]), box) {
			end++
		}
		named := box != nil && same[box.Data+" "+dom.Attr(box, "class")] == 1
		if (named || box != nil && holds(box, fields)) && isBox(box) && isInsert(box, lines[i:end]) {
			b[box] = asideBox{checked: true, isAside: true}
		}
		i = end
	}
}

// busiestHome returns the element with the most children that are paragraphs or the wrapper of one. It returns nil if that has
// fewer than three.
func busiestHome(lines []line) (home *html.Node) {
	const few = 3 // boxes with less text beside them may be the article
	held, counted := map[*html.Node]int{}, map[*html.Node]bool{}
	for _, i := range proseLines(lines) {
		if lines[i].kind != article.Paragraph {
			continue
		}
		for n := lines[i].node; n != nil && n.Parent != nil && !counted[n]; n = n.Parent {
			counted[n] = true
			held[n.Parent]++
			if held[n.Parent] >= few && held[n.Parent] > held[home] {
				home = n.Parent
			}
		}
	}
	return home
}

// childAround returns the child of an element that holds n, nil if n is elsewhere.
func childAround(n, of *html.Node) *html.Node {
	for n != nil && n.Parent != of {
		n = n.Parent
	}
	return n
}

// isBox reports whether an element may be an insert.
func isBox(n *html.Node) bool {
	return n.DataAtom == atom.Div || n.DataAtom == atom.Section || n.DataAtom == atom.Dl
}

const fieldElements = `label, input, select, textarea`

// fields are what a reader fills in.
var fields = dom.MustSelector(fieldElements)

// controls are what a reader uses: to vote, to write, to play. No text of an article is in their box.
var controls = dom.MustSelector(fieldElements + `, button, form, video, audio`)

// isInsert reports whether a box is not part of the article: it has at most two sentences, and a title, a link at its end or a
// control. A heading alone proves nothing, since articles have headings. Lines that are marked up alike are a list of the article.
func isInsert(box *html.Node, lines []line) bool {
	const mostSentences = 2 // an invitation; more are a part of the article
	sentences, alike, linked := 0, len(lines) > 1, false
	for i, l := range lines {
		if i > 0 && l.kind == article.Heading || l.isOfArticle() {
			return false
		}
		if !l.isLabel() {
			sentences++
		}
		alike = alike && l.isMarkedAs(lines[0])
		linked = linked || l.links > 0
	}
	if alike && sentences == 0 || sentences > mostSentences {
		return false
	}
	return holds(box, controls) || len(lines) == 1 && linked || len(lines) > 1 && isFramed(box, lines)
}

// isFramed reports whether the lines of a box begin with a title or end in a link.
func isFramed(box *html.Node, lines []line) bool {
	last := lines[len(lines)-1]
	return lines[0].node != box && lines[0].isTitleOfBox(last) || last.linked && last.isLabel()
}

// isOfArticle reports whether a line in a box is a part of the article.
func (l line) isOfArticle() bool {
	return l.picture != nil || l.isCaption() || l.kind == article.ListItem || l.kind == article.Table || l.is(signature|byline|note|credits|dated)
}

// isTitleOfBox reports whether a line is the title of a box that ends in the last line.
func (l line) isTitleOfBox(last line) bool {
	if last.isLabel() {
		return l.isLabel() || strings.HasSuffix(l.text, "?")
	}
	return l.isLabel() && l.kind != article.Heading
}

// holds reports whether an element of a kind is in a box.
func holds(box *html.Node, kind *dom.Selector) bool {
	for n := range dom.Elements(box) {
		if kind.Match(n) {
			return true
		}
	}
	return false
}
