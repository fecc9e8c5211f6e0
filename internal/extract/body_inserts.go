package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
)

// markInserts marks the boxes between the paragraphs of a body that are no text: an invitation with its button, a table of
// facts, the title of a film with its length. A designer gives such a box a name that no other box beside it has.
func (b asideBoxes) markInserts(lines []line) {
	home := proseRoot(lines)
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
		if box != nil && same[box.Data+" "+dom.Attr(box, "class")] == 1 && isInsert(box, lines[i:end]) {
			b[box] = asideBox{checked: true, isAside: true}
		}
		i = end
	}
}

// proseRoot returns the smallest element that holds most of the paragraphs, nil if there are few.
func proseRoot(lines []line) *html.Node {
	const few = 3         // boxes with less text beside them may be the article
	const most, of = 2, 3 // a picture may be between the first paragraphs and the others
	held := map[*html.Node]int{}
	texts := slices.DeleteFunc(proseLines(lines), func(i int) bool { return lines[i].kind != article.Paragraph })
	for _, i := range texts {
		for n := parentOf(lines[i].node); n != nil; n = n.Parent {
			held[n]++
		}
	}
	if len(texts) < few {
		return nil
	}
	root := parentOf(lines[texts[len(texts)/2]].node)
	for root != nil && of*held[root] < most*len(texts) {
		root = root.Parent
	}
	return root
}

// childAround returns the child of an element that holds n, nil if n is elsewhere.
func childAround(n, of *html.Node) *html.Node {
	for n != nil && n.Parent != of {
		n = n.Parent
	}
	return n
}

// isBoxTitle reports whether a line may be the title of a box: a label, a heading or a question.
func (l line) isBoxTitle() bool {
	return l.isLabel() || l.kind == article.Heading || strings.HasSuffix(l.text, "?")
}

// isInsert reports whether the lines of a box are a title above labels, or above a sentence or two with the label of a button at
// the end. Labels that are marked up alike are a list of the article.
func isInsert(box *html.Node, lines []line) bool {
	const mostSentences = 2 // an invitation; more are a part of the article
	first, last := lines[0], lines[len(lines)-1]
	if len(lines) == 1 || !last.isLabel() || !last.linked && !first.isBoxTitle() || !insertBoxes[box.DataAtom] {
		return false
	}
	sentences, alike := 0, true
	for i, l := range lines {
		if l.node == box || i > 0 && l.kind == article.Heading || l.isOwnPart() {
			return false
		}
		if !l.isLabel() {
			sentences++
		}
		alike = alike && l.isMarkedAs(first)
	}
	return sentences <= mostSentences && (sentences > 0 || !alike)
}

var insertBoxes = map[atom.Atom]bool{atom.Div: true, atom.Section: true, atom.Dl: true}

// isOwnPart reports whether a line shows that its box belongs to the article: a picture, an item of a list, what signs it.
func (l line) isOwnPart() bool {
	return l.picture != nil || l.isCaption() || l.kind == article.ListItem || l.is(signature|byline|note|credits|dated)
}
