// Package htmltree builds the tree that html.Parse builds, node for node, at a quarter of its cost.
//
// In: a page as bytes of valid UTF-8 without NUL. Out: the same tree as html.Parse returns for it, or [ErrUnsure]: rare and
// intricate markup is left to html.Parse. It never copies the text of the page, never returns a tree that html.Parse would
// not return, and knows nothing of articles.
//
// The rules are those of the HTML standard for common markup: tokenization (13.2.5) in scan.go, tree construction (13.2.6)
// in the other files. FuzzBuild and TestBuildGrammar compare the trees with html.Parse.
package htmltree

import (
	"errors"
	"strings"
	"unsafe"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

var (
	// ErrUnsure is returned for a page that only html.Parse should read.
	ErrUnsure = errors.New("markup that is left to html.Parse")
	// ErrTooDeep is returned for a page with more open elements than html.Parse accepts: it refuses the page too.
	ErrTooDeep = errors.New("elements nested too deep")
)

const (
	// MaxNodes is the largest number of tokens of a page; the tree has at most half as many nodes, of 200 bytes each, so that
	// it and what is read from it stay below 256 MB. A page of this paper has 15,000 nodes, the largest of 231 pages of other
	// papers 250,000.
	MaxNodes = 800_000
	// MaxAttributes is the largest number of attributes of all elements of a page together.
	MaxAttributes = 250_000
	// maxOpen is the number of open elements above which html.Parse refuses a page.
	maxOpen = 512
)

// Build returns the tree of a page, in the memory of the arena. The tree refers to the bytes of the page, which must not be
// changed afterwards. The error is [ErrUnsure] or [ErrTooDeep]; the tree is then nil.
func (m *Arena) Build(page []byte) (*html.Node, error) {
	m.reset()
	b := builder{scanner: scanner{page: withoutReturns(unsafeString(page)), arena: m}, doc: &html.Node{Type: html.DocumentNode}}
	for tokens := 0; b.err == nil; tokens++ {
		t := b.next()
		if t.kind == endOfPage {
			break
		}
		if tokens > MaxNodes { // end tags add no nodes, but each may search all open elements
			b.fallback()
			break
		}
		b.take(t)
	}
	if b.err != nil {
		return nil, b.err
	}
	b.finish()
	return b.doc, nil
}

// unsafeString returns string(text) without the copy, which was a quarter of the bytes allocated for a page. Build asks
// its callers not to write to the bytes.
func unsafeString(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// withoutReturns replaces CR LF and CR by LF, as the standard does before tokenization (13.2.3.5). A strings.Replacer
// takes several times as long on a page with CR LF throughout.
func withoutReturns(page string) string {
	next := strings.IndexByte(page, '\r')
	if next < 0 {
		return page
	}
	out := make([]byte, 0, len(page))
	for ; next >= 0; next = strings.IndexByte(page, '\r') {
		out = append(append(out, page[:next]...), '\n')
		page = strings.TrimPrefix(page[next+1:], "\n")
	}
	return unsafeString(append(out, page...))
}

// mode is the insertion mode (13.2.4.1).
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
	active     []*html.Node // the list of active formatting elements (13.2.4.3); nil is a marker
	quirks     bool
	unused     []html.Node // nodes of the arena
	nodes      int         // allocated so far
	work       int         // bytes of text copied to join texts, and nodes looked at to move others
}

func (b *builder) top() *html.Node { return b.open[len(b.open)-1] }

// newNode takes a node from the arena.
func (b *builder) newNode(kind html.NodeType, data string) *html.Node {
	if len(b.unused) == 0 {
		b.unused = b.arena.nodes.next(nodeChunk)
		if b.nodes += nodeChunk; b.nodes > MaxNodes/2 { // the other half of the memory is for what is read from them
			b.fallback()
		}
	}
	n := &b.unused[0]
	b.unused = b.unused[1:]
	n.Type, n.Data = kind, data
	return n
}

// add appends a new node to parent.
func (b *builder) add(parent *html.Node, kind html.NodeType, data string) *html.Node {
	n := b.newNode(kind, data)
	appendChild(parent, n)
	return n
}

// appendChild appends a node that has no parent.
func appendChild(parent, child *html.Node) {
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
		b.fail(ErrTooDeep)
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

func (b *builder) pop() { b.open = b.open[:len(b.open)-1] }

func implied(tag a.Atom) token { return token{kind: startTag, tag: tag, name: tag.String()} }

// raw adds an element with its content up to its end tag, which is text: a script, a title.
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

// withoutFirstBreak removes the line end at the start of a pre or a textarea.
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
	b.spend(len(last.Data))
}

// maxWork is the work per byte of a page that may grow faster than the page: texts that are joined because a tag between them
// has no effect, and nodes that move. Real pages need less than 1.
const maxWork = 16

// spend counts such work. A page that is made to repeat it is left to html.Parse.
func (b *builder) spend(work int) {
	if b.work += work; b.work > maxWork*len(b.page) {
		b.fallback()
	}
}

func (b *builder) comment(parent *html.Node, s string) { b.add(parent, html.CommentNode, s) }

// take adds one token to the tree.
func (b *builder) take(t token) {
	if len(b.open) > 0 && b.top().Namespace != "" {
		b.takeInDrawing(t)
		return
	}
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
