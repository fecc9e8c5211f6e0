package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
)

// markInserts marks the boxes between the paragraphs of a body, and below them, that are not part of the article: an invitation
// with its button, facts at a glance, the title and length of a video, the label of an advertisement.
func (b asideBoxes) markInserts(lines []line) {
	home := busiestHome(lines)
	if home == nil {
		return
	}
	f := newFlow(home, lines)
	var inserts []*html.Node
	dropped := 0 // paragraphs in them
	for i := 0; i < len(lines); {
		box := childAround(nodeOf(lines[i]), home)
		end := i + 1
		for box != nil && end < len(lines) && dom.Within(nodeOf(lines[end]), box) {
			end++
		}
		if box != nil && f.isInsert(box, span{i, end}, lines) {
			inserts = append(inserts, box)
			dropped += len(proseLines(lines[i:end]))
		}
		i = end
	}
	const half = 2 // of the paragraphs: with more in boxes, these are how the page marks up its text
	if half*dropped > f.count {
		return
	}
	for _, box := range inserts {
		b[box] = asideBox{checked: true, isAside: true}
	}
}

// flow is what is side by side in the element that holds the paragraphs of a body.
type flow struct {
	same        map[string]int // the number of children of a kind
	paragraph   string         // the kind of most children with a paragraph
	text        string         // the kind of the elements of most paragraphs in them
	count       int            // of paragraphs
	first, last int            // the lines of the first and the last paragraph in such a child
}

func newFlow(home *html.Node, lines []line) flow {
	f := flow{same: map[string]int{}, first: len(lines)}
	for n := home.FirstChild; n != nil; n = n.NextSibling {
		f.same[kindOf(n)]++
	}
	children, texts := map[string]int{}, map[string]int{}
	var above *html.Node
	for _, i := range proseLines(lines) {
		box := childAround(lines[i].node, home)
		if box == nil {
			continue
		}
		if f.count++; box != above {
			f.paragraph = mostCounted(children, kindOf(box), f.paragraph)
		}
		above = box
	}
	for i, l := range lines {
		if box := childAround(l.node, home); box != nil && kindOf(box) == f.paragraph {
			f.text = mostCounted(texts, kindOf(l.node), f.text)
			f.first, f.last = min(f.first, i), i
		}
	}
	return f
}

// mostCounted counts a key and returns that of the keys which was counted most so far.
func mostCounted(count map[string]int, key, most string) string {
	if count[key]++; count[key] > count[most] {
		return key
	}
	return most
}

// kindOf returns the element of a node with its class, by which a page marks up alike what is alike.
func kindOf(n *html.Node) string { return n.Data + " " + dom.Attr(n, "class") }

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

// isBox reports whether an element may be an insert. A custom element may be any.
func isBox(n *html.Node) bool {
	switch n.DataAtom {
	case 0, atom.Div, atom.Section, atom.Dl, atom.Aside, atom.Article:
		return true
	}
	return false
}

const fieldElements = `label, input, select, textarea`

// fields are what a reader fills in.
var fields = dom.MustSelector(fieldElements)

// controls are what a reader uses: to vote, to write, to play. No text of an article is in their box.
var controls = dom.MustSelector(fieldElements + `, button, form, video, audio`)

// isInsert reports whether a box is not part of the article.
func (f *flow) isInsert(box *html.Node, in span, lines []line) bool {
	const rare = 2 // a box for facts may be used twice; what is used more often may be the parts of a body
	kind, inside := kindOf(box), lines[in.start:in.end]
	if kind == f.paragraph || !isBox(box) {
		return false
	}
	begun, unique := in.start > f.first, f.same[kind] == 1
	below := in.start > f.last && dom.Attr(box, "class") != "" && !strings.HasPrefix(f.paragraph, box.Data)
	switch {
	case begun && f.same[kind] <= rare && f.isTitled(box, inside):
		return true
	case begun && unique && lines[in.start-1].picture == nil && holdsLabels(inside): // below a picture it is a caption
		return true
	}
	return (unique || holdsMatch(box, fields)) && isInvitation(box, inside, below)
}

// isTitled reports whether a box begins with a title and has less text than the article, which is marked up unlike that of the
// article: a part of the article may be in its own box with its heading.
func (f *flow) isTitled(box *html.Node, lines []line) bool {
	const half = 2
	title := lines[0]
	if len(lines) == 1 || title.node == box || !title.isLabel() || title.kind != article.Heading && title.isMarkedAs(lines[1]) {
		return false
	}
	unlike := title.kind != article.Heading || smallHeading.Match(title.node)
	for _, l := range lines[1:] {
		if l.is(signature|byline|note|credits|dated) || l.kind == article.Table {
			return false
		}
		unlike = unlike || kindOf(nodeOf(l)) != f.text
	}
	return unlike && half*len(proseLines(lines)) <= f.count
}

// smallHeading matches headings of lower rank than those of an article's parts.
var smallHeading = dom.MustSelector(`h4, h5, h6`)

// holdsLabels reports whether the lines of a box are labels. Several that are marked up alike are a list of the article.
func holdsLabels(lines []line) bool {
	// "Receive what matters every morning in your mailbox" has 50 letters.
	const longest = 60
	isText := func(l line) bool {
		return l.kind != article.Paragraph || l.bold || len(l.text) > longest || endsSentence(l.text) || l.isOfArticle()
	}
	return !(len(lines) > 1 && lines[0].isMarkedAs(lines[1])) && !slices.ContainsFunc(lines, isText)
}

// isInvitation reports whether a box has at most two sentences, and is below the article or has a link at its end or a
// control. A heading alone proves nothing, since articles have headings. Lines that are marked up alike are a list of the article.
func isInvitation(box *html.Node, lines []line, below bool) bool {
	const mostSentences = 2 // an invitation; more are a part of the article
	isPart := func(l line) bool { return l.isOfArticle() || below && l.is(agencyTag) }
	if slices.ContainsFunc(lines, isPart) || slices.ContainsFunc(lines[1:], func(l line) bool { return l.kind == article.Heading }) {
		return false
	}
	sentences := count(lines, func(l line) bool { return !l.isLabel() })
	alike := len(lines) > 1 && !slices.ContainsFunc(lines, func(l line) bool { return !l.isMarkedAs(lines[0]) })
	if alike && sentences == 0 || sentences > mostSentences {
		return false
	}
	last := lines[len(lines)-1]
	return below || holdsMatch(box, controls) || len(lines) == 1 && last.links > 0 || last.linked && last.isLabel()
}

// isOfArticle reports whether a line in a box is a part of the article.
func (l line) isOfArticle() bool {
	return l.picture != nil || l.isCaption() || l.kind == article.ListItem || l.kind == article.Table || l.is(signature|byline|note|credits|dated)
}
