package learn

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/extract/dom"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// digest is what is kept of a page of the sample: its elements and lines, without the tree.
type digest struct {
	origin
	elements []element
	lines    []textLine
	titles   []string // that the page states
	days     []string // the day of its publication, as it states it
	authors  []string
	sections []string
	article  bool // has the prose of an article
}

// element is an element with text.
type element struct {
	selectors   []int32 // that name it, the cheapest first
	parent      int32   // -1 for the root
	first, last int32   // its lines: [first, last)
	words       int32   // of its text
	linked      int32   // of them inside links
	text        string  // if it is short
	spaced      string  // the text with a space between pieces
	controls    bool    // is a form, a button or an input, or holds one
	whole       bool    // is the root, the body of the page, or a form around all of it
	pictures    bool    // holds a picture or a caption
}

// textLine is a line of text: what a browser shows between two breaks.
type textLine struct {
	text          string
	words, linked int
	at            int32 // the element that holds it
	prose         bool
}

// interner numbers the selectors of a group.
type interner struct {
	number map[string]int32
	text   []string
	cost   []int
}

func (in *interner) of(selector string, cost int) int32 {
	if n, ok := in.number[selector]; ok {
		return n
	}
	n := int32(len(in.text))
	in.number[selector] = n
	in.text, in.cost = append(in.text, selector), append(in.cost, cost)
	return n
}

// shortText is the longest text, in words, that a headline, a date or a byline may be.
const shortText = 40

// digester reads a tree.
type digester struct {
	*digest
	in    *interner
	line  strings.Builder
	words int
	links int
	at    int32
	dirty bool
}

func newDigest(s *sampled, in *interner) *digest {
	root := s.root()
	d := digester{digest: &digest{origin: s.origin}, in: in, at: -1}
	meta := structured.Read(root, nil)
	d.titles = meta.Titles()
	for _, c := range meta.Published {
		if t, ok := normalize.AnyDate(c.Value); ok {
			d.days = append(d.days, t.Day())
		}
	}
	for _, names := range meta.Authors {
		d.authors = append(d.authors, names.Names...)
	}
	for _, c := range meta.Section {
		d.sections = append(d.sections, c.Value)
	}
	d.walk(root, -1, false)
	d.flush()
	return d.digest
}

func (d *digester) walk(n *html.Node, parent int32, linked bool) {
	switch n.Type {
	case html.TextNode:
		d.addText(n.Data, parent, linked)
		return
	case html.ElementNode:
		if dom.IsSilent(n) || n.Data == "noscript" {
			return
		}
		d.walkElement(n, parent, linked)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.walk(c, parent, linked)
	}
}

func (d *digester) addText(text string, at int32, linked bool) {
	words := len(strings.Fields(text))
	if words == 0 {
		if d.dirty {
			d.line.WriteByte(' ')
		}
		return
	}
	if !d.dirty {
		d.at, d.dirty = at, true
	} else {
		d.at = d.common(d.at, at)
	}
	d.line.WriteString(text)
	d.words += words
	if linked {
		d.links += words
	}
	for e := at; e >= 0; e = d.elements[e].parent {
		d.elements[e].words += int32(words)
		if linked {
			d.elements[e].linked += int32(words)
		}
	}
}

// common returns the smallest element that holds both.
func (d *digester) common(a, b int32) int32 {
	for a != b {
		if a > b {
			a = d.elements[a].parent
		} else {
			b = d.elements[b].parent
		}
	}
	return a
}

func (d *digester) flush() {
	if d.dirty {
		d.lines = append(d.lines, textLine{text: normalize.Text(d.line.String()), words: d.words, linked: d.links, at: d.at})
	}
	d.line.Reset()
	d.words, d.links, d.dirty = 0, 0, false
}

func (d *digester) walkElement(n *html.Node, parent int32, linked bool) {
	block := dom.IsBlock(n.DataAtom) || n.Data == "br"
	if block {
		d.flush()
	}
	i := int32(len(d.elements))
	d.elements = append(d.elements, element{parent: parent, first: int32(len(d.lines)), selectors: d.selectorsOf(n)})
	switch n.Data {
	case "html", "body":
		d.elements[i].whole = true
	case "form":
		d.elements[i].whole = true
		d.mark(i, func(e *element) { e.controls = true })
	case "button", "input", "select", "textarea":
		d.mark(i, func(e *element) { e.controls = true })
	case "img", "figure", "figcaption", "picture", "video":
		d.mark(i, func(e *element) { e.pictures = true })
	case "a":
		linked = true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.walk(c, i, linked)
	}
	if block {
		d.flush()
	}
	e := &d.elements[i]
	e.last = int32(len(d.lines))
	if d.dirty {
		e.last++ // the line that is not yet complete
	}
	if e.words > 0 && e.words <= shortText {
		e.text = normalize.Text(dom.InnerText(n))
		e.spaced = normalize.Text(dom.SpacedText(n))
	}
}

// mark applies to an element and to all around it.
func (d *digester) mark(i int32, set func(*element)) {
	const levels = 12 // a box of a body is not deeper
	for range levels {
		if i < 0 {
			return
		}
		set(&d.elements[i])
		i = d.elements[i].parent
	}
}

// The costs of a selector, from the surest name to the place alone.
const (
	byID = iota
	byClass
	byTagClass
	byClasses
	byAttribute
	byTag
	byPath
	byPosition
)

// plainName matches a class or id that needs no escape in a selector.
var plainName = regexp.MustCompile(`^-?[A-Za-z_][\w-]*$`)

// selectorsOf returns the selectors that may name an element, the cheapest first.
func (d *digester) selectorsOf(n *html.Node) []int32 {
	var all []int32
	add := func(selector string, cost int) { all = append(all, d.in.of(selector, cost)) }
	if id := dom.Attr(n, "id"); plainName.MatchString(id) {
		add("#"+id, byID)
	}
	classes := plainClasses(n)
	for _, c := range classes {
		add("."+c, byClass)
	}
	for _, c := range classes {
		add(n.Data+"."+c, byTagClass)
	}
	if len(classes) > 1 {
		add("."+strings.Join(classes, "."), byClasses)
	}
	for _, key := range []string{"itemprop", "role", "slot"} {
		if v := dom.Attr(n, key); plainName.MatchString(v) {
			add("["+key+"="+v+"]", byAttribute)
		}
	}
	add(n.Data, byTag)
	if path := pathOf(n, false); path != "" {
		add(path, byPath)
	}
	if path := pathOf(n, true); path != "" {
		add(path, byPosition)
	}
	return all
}

func plainClasses(n *html.Node) []string {
	var classes []string
	for c := range strings.FieldsSeq(dom.Attr(n, "class")) {
		if plainName.MatchString(c) {
			classes = append(classes, c)
		}
	}
	return classes
}

// pathOf returns the path to an element from the nearest element with a name, or "" if there is none nearby. A path by
// position counts the siblings of each tag.
func pathOf(n *html.Node, position bool) string {
	const levels = 4 // a longer path breaks at the first change of the layout
	path := ""
	for range levels {
		step := n.Data
		if position {
			i := indexOfType(n)
			if i > lastPosition {
				return ""
			}
			step += ":nth-of-type(" + strconv.Itoa(i) + ")"
		}
		path = " > " + step + path
		if n = n.Parent; n == nil || n.Type != html.ElementNode {
			return ""
		}
		if n.Data == "body" {
			return "body" + path
		}
		if id := dom.Attr(n, "id"); plainName.MatchString(id) {
			return "#" + id + path
		}
		if classes := plainClasses(n); len(classes) > 0 {
			return "." + classes[0] + path
		}
	}
	return ""
}

// lastPosition is the last place among siblings that a path counts: a head is not below more rows of a table.
const lastPosition = 16

// indexOfType returns the place of an element among its siblings of the same tag, from 1 to one more than lastPosition.
func indexOfType(n *html.Node) int {
	i := 1
	for p := n.PrevSibling; p != nil && i <= lastPosition; p = p.PrevSibling {
		if p.Type == html.ElementNode && p.Data == n.Data {
			i++
		}
	}
	return i
}
