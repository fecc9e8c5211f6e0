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

// findStory is the element of the page that holds the story, as a tree of its own; nil where there is none. Figures
// stay in it: what is written in them is a caption. Addresses in it stay as they are on the page.
func findStory(doc *html.Node) *html.Node {
	parser := readability.NewParser()
	parser.DisableJSONLD = true // read already
	parser.KeepClasses = true   // they tell captions and teasers from the story
	parser.MaxElemsToParse = maxElements
	found, err := parser.ParseDocument(withMarkedBreaks(doc), nil)
	if found.Node != nil {
		restoreBreaks(found.Node)
	}
	dense, most := densest(doc)
	if dense == nil {
		return found.Node
	}
	if err != nil || found.Node == nil || letters(nodeText(found.Node)) < most/2 { // an error: too large, or no body
		return copyOf(dense)
	}
	return found.Node
}

// maxElements is where readability is not asked any more: its time grows with the size times the depth of a page. The
// largest of 231 real pages has 4,100 elements.
const maxElements = 50_000

// densest is the element whose own paragraphs hold the most letters, and how many: where readability takes a teaser or
// a footer for the story, the story still is where the sentences are.
func densest(doc *html.Node) (*html.Node, int) {
	sums := map[*html.Node]int{}
	var best *html.Node
	for _, l := range storyLeaves(doc, besideStory) {
		if l.node.DataAtom == atom.P && l.isProse() {
			sums[l.node.Parent] += l.letters
			if best == nil || sums[l.node.Parent] > sums[best] {
				best = l.node.Parent
			}
		}
	}
	return best, sums[best]
}

// besideStory passes over what can't hold the story. A hidden element can: some sites send the story in one and let a
// script show it.
func besideStory(n *html.Node) bool {
	return n.Type == html.ElementNode && n.DataAtom != atom.Body && (dom.IsSilent(n) || genericApart.Match(n))
}

// copyOf is a tree of its own with what stands below a node.
func copyOf(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		c.AppendChild(copyOf(d))
	}
	return c
}

// trimStory takes out of a story what readability leaves around and in it: furniture by its class, what stands before
// the first sentence and behind the last, lines of links.
func trimStory(story *html.Node, headline string) {
	dropFurniture(story)
	leaves := storyLeaves(story, nil)
	first, last := proseSpan(leaves)
	if first < 0 {
		return // no sentence at all: nothing to judge by
	}
	for i, l := range leaves {
		outside := i < first || i > last
		switch {
		case i <= first && normalize.Letters(l.text) == normalize.Letters(headline),
			outside && (l.node.DataAtom != atom.Li || l.linked > 0.5),
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
	linked  float64 // the share of its letters that stand in links
}

// In letters: a line shorter than this without the end of a sentence is a label, a name, a date, a button.
const shortLine = 60

var sentenceEnd = lazyRegexp(`[.!?…:。！？"”»«“’')\]]$`)

// isProse tells a sentence from a label.
func (l leaf) isProse() bool {
	if l.linked > 0.5 || isHeading(l.node) {
		return false
	}
	return l.letters >= shortLine || l.letters >= shortLine/3 && sentenceEnd().MatchString(l.text) && !creditLine().MatchString(l.text)
}

var (
	creditLine = lazyRegexp(`(?i)^(?:©|\(?(?:photo|image|foto|bild|credit|picture|quelle|source)s?\b ?(?:by|:|/|copyright|caption|credit))`)
	promoLine  = lazyRegexp(`(?i)^(?:follow (?:us|\w+ on)|subscribe|sign up|get the latest|get access|read more|read also|also read|more from|more:|related:|recommended|see also|listen:|download:|have a tip|join our|lesen sie auch|mehr zum thema|lea también|lire aussi|leggi anche|>>)`)
)

// isFurniture tells credits, advertisements of the paper itself, and lines that are links and no sentence.
func (l leaf) isFurniture() bool {
	if isHeading(l.node) {
		return false
	}
	return creditLine().MatchString(l.text) && l.letters < 2*shortLine ||
		promoLine().MatchString(l.text) && l.letters < 4*shortLine ||
		l.linked > 0.8 && !sentenceEnd().MatchString(l.text)
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// proseSpan is the first and the last leaf that is a sentence; -1 where there is none.
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

// storyLeaves are the innermost blocks outside figures, in reading order. A block that has text beside blocks is
// none, and its blocks are: its own text can't be taken out alone, so it stays.
func storyLeaves(story *html.Node, skip func(*html.Node) bool) []leaf {
	var leaves []leaf
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		if skip != nil && skip(n) {
			return
		}
		inner := false
		for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
			if c.Type == html.ElementNode && c.DataAtom != atom.Figure && c.DataAtom != atom.Br {
				inner = inner || !inline(c)
				walk(c, depth+1)
			}
		}
		if inner || inline(n) {
			return
		}
		if l := newLeaf(n); l.letters > 0 {
			leaves = append(leaves, l)
		}
	}
	walk(story, 0)
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

// dropFurniture takes out the elements whose class says that they are no part of the story. Where they
// hold more than a third of all the text none is taken out: some papers use such names for their layout, and story
// lost is worse than furniture kept.
func dropFurniture(story *html.Node) {
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
	walk(story)
	if sum > letters(nodeText(story))/3 {
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
