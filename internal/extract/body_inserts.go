package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
)

// markInserts marks the boxes between the paragraphs of a body that are no text: an invitation with its button, a table of
// facts, the title of a film with its length. A designer gives such a box a name that no other box beside it has.
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
		if box != nil && (named || holds(box, fields)) && isInsert(box, lines[i:end]) {
			b[box] = asideBox{checked: true, isAside: true}
		}
		i = end
	}
}

// busiestHome returns the element that holds the most paragraphs side by side, each at most in a box of its own; nil if there are
// few.
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

// fields are what a reader fills in.
var fields = dom.MustSelector(`label, input, select, textarea`)

// controls are what a reader uses: to vote, to write, to play. No text of an article is in their box.
var controls = dom.MustSelector(`label, input, select, textarea, button, form, video, audio`)

// isInsert reports whether the lines of a box are no text of the article: they are few, and have a title, end in a link or hold a
// control. A heading alone proves nothing: it may be one of the article. Lines that are marked up alike are a list of the article.
func isInsert(box *html.Node, lines []line) bool {
	const mostSentences = 2 // an invitation; more are a part of the article
	if box.DataAtom != atom.Div && box.DataAtom != atom.Section && box.DataAtom != atom.Dl {
		return false
	}
	sentences, alike, linked := 0, len(lines) > 1, false
	for i, l := range lines {
		heading := i > 0 && l.kind == article.Heading
		if heading || l.picture != nil || l.isCaption() || l.kind == article.ListItem || l.kind == article.Table || l.is(signature|byline|note|credits|dated) {
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
	if len(lines) == 1 {
		return linked || holds(box, controls)
	}
	first, last := lines[0], lines[len(lines)-1]
	titled := first.node != box && (first.isLabel() && first.kind != article.Heading || last.isLabel() && (first.isLabel() || strings.HasSuffix(first.text, "?")))
	return titled || last.linked && last.isLabel() || holds(box, controls)
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
