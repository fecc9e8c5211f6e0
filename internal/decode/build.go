package decode

import (
	"strings"
	"unsafe"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// build makes the tree that html.Parse makes, node for node, at a third of its cost: it copies no text and makes many
// nodes at once. It follows the rules of the HTML standard (13.2.6, tree construction) for what pages are made of, stray
// and missing end tags among it; where these rules move nodes that stand already (misnested formatting, text in a table
// outside its cells), and at what is rare, ok is false, and html.Parse is to read the page. FuzzBuild and TestBuildGrammar
// hold it to html.Parse.
func build(text []byte) (tree *html.Node, ok bool) {
	page := uncopied(text)
	if strings.IndexByte(page, '\r') >= 0 {
		page = lineFeeds.Replace(page)
	}
	b := builder{scanner: scanner{page: page}, doc: &html.Node{Type: html.DocumentNode}}
	for tokens := 0; !b.unsure; tokens++ {
		t := b.next()
		if t.kind == endOfPage {
			break
		}
		if tokens > maxNodes { // end tags make no nodes, but each may look through all that is open
			b.giveUp()
			break
		}
		b.take(t)
	}
	if b.unsure {
		return nil, false
	}
	b.finish()
	return b.doc, true
}

// uncopied is string(text) in the same memory, as nobody writes there any more: Decode asks that of its caller. The copy was
// a quarter of the bytes that reading a page allocates.
func uncopied(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// mode is where in the page the builder is: the insertion modes of the standard (13.2.4.1).
type mode int

const (
	initial mode = iota
	beforeHTML
	beforeHead
	inHead
	afterHead
	inBody
	inTable
	inCaption
	inColumnGroup
	inTableBody
	inRow
	inCell
	afterBody
	afterAfterBody
)

type builder struct {
	scanner
	mode       mode
	doc        *html.Node
	head, form *html.Node
	open       []*html.Node // the stack of open elements (13.2.4.2)
	active     []*html.Node // the active formatting elements (13.2.4.3); nil is a marker
	quirks     bool
	room       []html.Node // for the nodes to come
	nodes      int         // that were made, used or not
	drawings   int
	joined     int // bytes of text that were copied to join them
}

func (b *builder) top() *html.Node { return b.open[len(b.open)-1] }

// add makes the last child of a node.
func (b *builder) add(parent *html.Node, kind html.NodeType, data string) *html.Node {
	if len(b.room) == 0 {
		const some = 128 // a page has 500 to 5000 nodes
		b.room = make([]html.Node, some)
		if b.nodes += some; b.nodes > maxNodes/2 { // maxNodes counts what is read of a node too
			b.giveUp()
		}
	}
	n := &b.room[0]
	b.room = b.room[1:]
	n.Type, n.Data = kind, data
	b.append(parent, n)
	return n
}

func (b *builder) append(parent, child *html.Node) {
	child.Parent, child.PrevSibling = parent, parent.LastChild
	if parent.LastChild == nil {
		parent.FirstChild = child
	} else {
		parent.LastChild.NextSibling = child
	}
	parent.LastChild = child
}

// void adds an element that stays empty, or whose content is added at once.
func (b *builder) void(t token) *html.Node {
	if len(b.open) >= maxOpen {
		b.giveUp()
	}
	parent := b.doc
	if len(b.open) > 0 {
		parent = b.top()
	}
	n := b.add(parent, html.ElementNode, t.name)
	n.DataAtom, n.Attr = t.tag, t.attr
	return n
}

// push adds an element that stays open.
func (b *builder) push(t token) *html.Node {
	n := b.void(t)
	b.open = append(b.open, n)
	return n
}

// maxOpen is how many open elements html.Parse takes.
const maxOpen = 512

func implied(tag a.Atom) token { return token{kind: startTag, tag: tag, name: tag.String()} }

// raw adds an element that holds only text: a script, a title.
func (b *builder) raw(t token) {
	n := b.void(t)
	text := b.rawText(t.name)
	if t.tag == a.Title || t.tag == a.Textarea {
		text = html.UnescapeString(text)
	}
	if t.tag == a.Textarea {
		text = withoutFirstBreak(text)
	}
	if text != "" {
		b.add(n, html.TextNode, text)
	}
}

// withoutFirstBreak takes off the line end that begins a pre or a textarea.
func withoutFirstBreak(s string) string { return strings.TrimPrefix(strings.TrimPrefix(s, "\r"), "\n") }

func (b *builder) text(s string) {
	if s == "" {
		return
	}
	last := b.top().LastChild
	if last == nil || last.Type != html.TextNode {
		b.add(b.top(), html.TextNode, s)
		return
	}
	last.Data += s
	// A tag that counts for nothing parts two texts now and then: real pages copy less than their own length so. Where it
	// always does, joining them takes forever.
	const often = 16
	if b.joined += len(last.Data); b.joined > often*len(b.page) {
		b.giveUp()
	}
}

func (b *builder) comment(parent *html.Node, s string) { b.add(parent, html.CommentNode, s) }

// take adds one token to the tree.
func (b *builder) take(t token) {
	switch b.mode {
	case initial, beforeHTML, beforeHead:
		b.takeEarly(t)
	case inHead:
		b.takeInHead(t)
	case afterHead:
		b.takeAfterHead(t)
	case inBody:
		b.takeInBody(t)
	case inCell:
		b.takeInCell(t)
	case inCaption:
		b.takeInCaption(t)
	case inColumnGroup:
		b.takeInColumnGroup(t)
	case inTable, inTableBody, inRow:
		b.takeInTable(t)
	case afterBody, afterAfterBody:
		b.takeAfterBody(t)
	}
}
