package extract

import (
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// findBody returns the element of the page that holds the body, as a separate tree; nil if there is none. Figures remain in
// it, for their captions. Addresses in it remain as they are on the page.
func findBody(doc *html.Node) *html.Node {
	parser := readability.NewParser()
	parser.DisableJSONLD = true // package structured has read it
	parser.KeepClasses = true   // they identify captions and teasers
	parser.MaxElemsToParse = maxElements
	found, err := parser.ParseDocument(withMarkedBreaks(doc), nil)
	if found.Node != nil {
		restoreBreaks(found.Node)
	}
	dense, most := densestElement(doc)
	if dense == nil {
		return found.Node
	}
	if err != nil || found.Node == nil || letters(nodeText(found.Node)) < most/2 { // err: too large, or no body
		return cloneTree(dense)
	}
	return found.Node
}

// maxElements is the size of the largest page that readability reads: its time grows with the size times the depth of a page.
// The largest of 231 real pages has 4,100 elements.
const maxElements = 50_000

// densestElement returns the element whose child paragraphs have the most letters, and their number. Readability may mistake
// a teaser or a footer for the body.
func densestElement(doc *html.Node) (*html.Node, int) {
	sums := map[*html.Node]int{}
	var best *html.Node
	for _, l := range bodyLeaves(doc, cannotHoldBody) {
		if l.node.DataAtom == atom.P && l.isProse() {
			sums[l.node.Parent] += l.letters
			if best == nil || sums[l.node.Parent] > sums[best] {
				best = l.node.Parent
			}
		}
	}
	return best, sums[best]
}

// cannotHoldBody reports whether an element cannot hold the body. A hidden element can: on some sites a script makes the body
// visible.
func cannotHoldBody(n *html.Node) bool {
	return n.Type == html.ElementNode && n.DataAtom != atom.Body && (dom.IsSilent(n) || genericApart.Match(n))
}

// cloneTree returns a deep copy of a node.
func cloneTree(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		c.AppendChild(cloneTree(d))
	}
	return c
}

// trimBody removes what readability leaves around and in a body: furniture identified by its class, all but lists before the
// first sentence and after the last, and lines of links.
func trimBody(body *html.Node, headline string) {
	dropFurniture(body)
	leaves := bodyLeaves(body, nil)
	first, last := proseSpan(leaves)
	if first < 0 {
		return // without a sentence there is no first and last one
	}
	for i, l := range leaves {
		outside := i < first || i > last
		switch {
		case i <= first && normalize.Letters(l.text) == normalize.Letters(headline),
			outside && (l.node.DataAtom != atom.Li || l.linked > mostly),
			l.isFurniture():
			remove(l.node)
		}
	}
}

// leaf is an innermost block of text: a paragraph, a list item, a heading.
type leaf struct {
	node    *html.Node
	text    string
	letters int
	linked  float64 // the share of its letters that are in links
}

// A text that is mostly links is a label or a list; one that is links but for a mark or a word is a row of them.
const mostly, nearlyAll = 0.5, 0.8

// shortLine is a length in letters: a shorter line that does not end a sentence is a label, a name, a date or a button.
const shortLine = 60

var sentenceEnd = lazyRegexp(`[.!?…:。！？"”»«“’')\]]$`)

// isProse reports whether a leaf is a sentence, not a label.
func (l leaf) isProse() bool {
	told := l.letters >= shortLine && endsWithStop(l.text) // also in links, or as a lead in a heading
	if !told && (l.linked > mostly || isHeading(l.node)) || l.linked > nearlyAll {
		return false
	}
	return l.letters >= shortLine || l.letters >= shortLine/3 && sentenceEnd().MatchString(l.text) && !creditLine().MatchString(l.text)
}

var (
	creditLine = lazyRegexp(`(?i)^(?:©|\(?(?:photo|image|foto|bild|credit|picture|quelle|source)s?\b ?(?:by|:|/|copyright|caption|credit))`)
	promoLine  = lazyRegexp(`(?i)^(?:follow (?:us|\w+ on)|subscribe|sign up|get the latest|get access|read more|read also|also read|more from|more:|related:|recommended|see also|listen:|download:|have a tip|join our|lesen sie auch|mehr zum thema|lea también|lire aussi|leggi anche|>>)`)
)

// isFurniture reports whether a leaf is a credit, an advertisement of the paper, or a line of links that is not a sentence.
func (l leaf) isFurniture() bool {
	if isHeading(l.node) {
		return false
	}
	return creditLine().MatchString(l.text) && l.letters < 2*shortLine ||
		promoLine().MatchString(l.text) && l.letters < 4*shortLine ||
		l.linked > nearlyAll && !sentenceEnd().MatchString(l.text)
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// proseSpan returns the indexes of the first and the last leaf that is a sentence; -1 if there is none.
func proseSpan(leaves []leaf) (first, last int) {
	first, last = -1, -1
	for i, l := range leaves {
		if l.isProse() && !l.isFurniture() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// bodyLeaves returns the innermost blocks outside figures, in reading order. The text of a block that contains other blocks too
// is not among them: it cannot be removed without those.
func bodyLeaves(body *html.Node, skip func(*html.Node) bool) []leaf {
	var leaves []leaf
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if skip != nil && skip(n) {
			return
		}
		inner := false
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && c.DataAtom != atom.Figure && c.DataAtom != atom.Br {
				inner = inner || !isInline(c)
				walk(c)
			}
		}
		if inner || isInline(n) {
			return
		}
		if l := newLeaf(n); l.letters > 0 {
			leaves = append(leaves, l)
		}
	}
	walk(body)
	return leaves
}

func newLeaf(n *html.Node) leaf {
	l := leaf{node: n, text: normalize.Text(nodeText(n))}
	l.letters = letters(l.text)
	linked := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.A && d.Type == html.ElementNode {
			linked += letters(nodeText(d))
		}
	}
	if l.letters > 0 {
		l.linked = float64(linked) / float64(l.letters)
	}
	return l
}

// dropFurniture removes the elements whose class identifies them as furniture. If these hold more than a third of the text,
// none is removed: some papers use such names for their layout, and losing text is worse than keeping furniture.
func dropFurniture(body *html.Node) {
	var found []*html.Node
	sum := 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && genericFurniture.Match(n) {
			found = append(found, n)
			sum += letters(nodeText(n))
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(body)
	if sum > letters(nodeText(body))/3 {
		return
	}
	for _, n := range found {
		remove(n)
	}
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

func nodeText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent == n || !dom.IsSilent(d.Parent)) {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
