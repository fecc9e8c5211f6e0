package decode

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// build makes the tree that html.Parse makes, node for node, at a fifth of its cost: it copies no text and makes many
// nodes at once. It follows the rules of the HTML standard (13.2.6, tree construction) for what pages are made of, stray
// and missing end tags among it; where these rules move nodes that stand already (misnested formatting, text in a table
// outside its cells), and at what is rare, ok is false, and html.Parse is to read the page. FuzzBuild holds it to
// html.Parse.
func build(text []byte) (tree *html.Node, ok bool) {
	page := string(text)
	if strings.IndexByte(page, '\r') >= 0 {
		page = lineFeeds.Replace(page)
	}
	b := builder{scanner: scanner{page: page}, doc: &html.Node{Type: html.DocumentNode}}
	for !b.unsure {
		t := b.next()
		if t.kind == endOfPage {
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
	joined     int         // bytes of text that were copied to join them
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
	// A tag that counts for nothing parts two texts now and then; where it always does, joining them takes forever.
	if b.joined += len(last.Data); b.joined > 16*len(b.page) {
		b.giveUp()
	}
}

func (b *builder) comment(parent *html.Node, s string) {
	b.add(parent, html.CommentNode, s)
}

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
	case inTable, inTableBody, inRow:
		b.takeInTable(t)
	case afterBody, afterAfterBody:
		b.takeAfterBody(t)
	}
}

// takeEarly is for what stands before the head.
func (b *builder) takeEarly(t token) {
	switch t.kind {
	case textToken:
		if t.name = strings.TrimLeft(t.name, whitespace); t.name == "" {
			return
		}
	case commentToken:
		if b.mode == beforeHead {
			b.comment(b.top(), t.name)
		} else {
			b.comment(b.doc, t.name)
		}
		return
	case doctypeToken:
		if b.mode == initial {
			b.doctype(t.name)
			b.mode = beforeHTML
		}
		return
	case endTag:
		b.giveUp()
		return
	}
	if b.mode == initial {
		b.quirks = true
	}
	b.openPage(t)
}

// openPage opens html and head, where the page does or where it doesn't.
func (b *builder) openPage(t token) {
	if b.mode != beforeHead {
		b.mode = beforeHead
		if t.tag == a.Html {
			b.push(t)
			return
		}
		b.push(implied(a.Html))
	}
	if t.tag == a.Html {
		b.giveUp()
		return
	}
	b.mode = inHead
	if t.tag == a.Head {
		b.head = b.push(t)
		return
	}
	b.head = b.push(implied(a.Head))
	b.take(t)
}

// doctype takes the one of HTML 5 at once; for others html.Parse tells what they mean.
func (b *builder) doctype(raw string) {
	if strings.EqualFold(raw, "<!doctype html>") && strings.HasSuffix(raw, " html>") {
		b.add(b.doc, html.DoctypeNode, "html")
		return
	}
	probe, err := html.Parse(strings.NewReader(raw + "<p><table>"))
	if err != nil || probe.FirstChild.Type != html.DoctypeNode {
		b.giveUp()
		return
	}
	n := probe.FirstChild
	p := n.NextSibling.LastChild.FirstChild
	b.quirks = p.FirstChild != nil // only there a paragraph may hold a table
	probe.RemoveChild(n)
	b.append(b.doc, n)
}

const whitespace = " \t\r\n\f"

// leadingSpace adds the white space that a text begins with, and gives the rest.
func (b *builder) leadingSpace(t token) token {
	rest := strings.TrimLeft(t.name, whitespace)
	b.text(t.name[:len(t.name)-len(rest)])
	t.name = rest
	return t
}

func (b *builder) takeInHead(t token) {
	switch t.kind {
	case textToken:
		if t = b.leadingSpace(t); t.name == "" {
			return
		}
	case commentToken:
		b.comment(b.top(), t.name)
		return
	case doctypeToken:
		return
	case startTag:
		if t.tag == a.Head || b.headElement(t) || b.noscriptInHead(t) {
			return
		}
		if t.tag == a.Html {
			b.giveUp()
			return
		}
	case endTag:
		switch t.tag {
		case a.Head:
			b.open = b.open[:1]
			b.mode = afterHead
		case a.Body, a.Html, a.Br, a.Template:
			b.giveUp()
		}
		return
	}
	b.open = b.open[:1]
	b.mode = afterHead
	b.take(t)
}

func (b *builder) noscriptInHead(t token) bool {
	if t.tag != a.Noscript {
		return false
	}
	b.raw(t)
	return true
}

// headElement adds an element of those that may stand in a head, and that a body takes too.
func (b *builder) headElement(t token) bool {
	switch t.tag {
	case a.Base, a.Basefont, a.Bgsound, a.Link, a.Meta:
		b.void(t)
	case a.Script, a.Title, a.Style, a.Noframes:
		b.raw(t)
	case a.Template:
		b.giveUp()
	default:
		return false
	}
	return true
}

func (b *builder) takeAfterHead(t token) {
	switch t.kind {
	case textToken:
		if t = b.leadingSpace(t); t.name == "" {
			return
		}
	case commentToken:
		b.comment(b.top(), t.name)
		return
	case doctypeToken:
		return
	case startTag:
		switch t.tag {
		case a.Body:
			b.push(t)
			b.mode = inBody
			return
		case a.Head:
			return
		case a.Html, a.Frameset:
			b.giveUp()
			return
		}
		b.open = append(b.open, b.head)
		taken := b.headElement(t)
		b.open = b.open[:1]
		if taken {
			return
		}
	case endTag:
		switch t.tag {
		case a.Body, a.Html, a.Br, a.Template:
			b.giveUp()
		}
		return
	}
	b.push(implied(a.Body))
	b.mode = inBody
	b.take(t)
}

// finish opens what a page that ends early has not opened.
func (b *builder) finish() {
	if b.mode < beforeHead {
		b.push(implied(a.Html))
		b.mode = beforeHead
	}
	if b.mode == beforeHead {
		b.push(implied(a.Head))
		b.mode = inHead
	}
	if b.mode == inHead || b.mode == afterHead {
		b.open = b.open[:1]
		b.push(implied(a.Body))
	}
}

func (b *builder) takeAfterBody(t token) {
	switch t.kind {
	case textToken:
		if strings.TrimLeft(t.name, whitespace) == "" {
			b.takeInBody(t)
			return
		}
	case commentToken:
		if b.mode == afterBody {
			b.comment(b.open[0], t.name)
		} else {
			b.comment(b.doc, t.name)
		}
		return
	case doctypeToken:
		return
	case endTag:
		if t.tag == a.Html && b.mode == afterBody {
			b.mode = afterAfterBody
			return
		}
	}
	b.mode = inBody
	b.take(t)
}

func (b *builder) takeInBody(t token) {
	switch t.kind {
	case textToken:
		if top := b.top(); (top.DataAtom == a.Pre || top.DataAtom == a.Listing) && top.FirstChild == nil {
			t.name = withoutFirstBreak(t.name)
		}
		if t.name != "" {
			b.reconstruct()
			b.text(t.name)
		}
	case commentToken:
		b.comment(b.top(), t.name)
	case startTag:
		b.start(t)
	case endTag:
		b.end(t)
	}
}

// start is a start tag in a body (13.2.6.4.7).
func (b *builder) start(t token) {
	switch t.tag {
	case a.Html, a.Body, a.Frameset, a.Math, a.Plaintext, a.Applet, a.Marquee, a.Object, a.Rb, a.Rtc, a.Rp, a.Rt, a.Image:
		b.giveUp()
	case a.Caption, a.Col, a.Colgroup, a.Frame, a.Head, a.Tbody, a.Td, a.Tfoot, a.Th, a.Thead, a.Tr:
		// Outside a table they count for nothing.
	case a.A, a.B, a.Big, a.Code, a.Em, a.Font, a.I, a.Nobr, a.S, a.Small, a.Strike, a.Strong, a.Tt, a.U:
		b.startFormatting(t)
	case a.Svg:
		b.reconstruct()
		b.svg()
	case a.Li, a.Dd, a.Dt:
		b.startItem(t)
	case a.Button, a.Input, a.Select, a.Option, a.Optgroup, a.Form, a.Textarea:
		b.startControl(t)
	case a.Area, a.Br, a.Embed, a.Img, a.Keygen, a.Wbr:
		b.reconstruct()
		b.void(t)
	case a.Param, a.Source, a.Track:
		b.void(t)
	case a.Xmp, a.Iframe, a.Noembed, a.Noscript:
		if t.tag == a.Xmp {
			b.closeP()
			b.reconstruct()
		}
		b.raw(t)
	default:
		if b.headElement(t) || b.startBlock(t) {
			return
		}
		b.reconstruct()
		b.push(t)
	}
}

// startBlock adds an element that no paragraph can hold.
func (b *builder) startBlock(t token) bool {
	switch t.tag {
	case a.Address, a.Article, a.Aside, a.Blockquote, a.Center, a.Details, a.Dialog, a.Dir, a.Div, a.Dl, a.Fieldset, a.Figcaption,
		a.Figure, a.Footer, a.Header, a.Hgroup, a.Main, a.Menu, a.Nav, a.Ol, a.P, a.Search, a.Section, a.Summary, a.Ul, a.Pre, a.Listing:
		b.closeP()
		b.push(t)
	case a.H1, a.H2, a.H3, a.H4, a.H5, a.H6:
		b.closeP()
		if isHeading(b.top().DataAtom) {
			b.open = b.open[:len(b.open)-1]
		}
		b.push(t)
	case a.Hr:
		b.closeP()
		if b.inScope(anyScope, a.Select) >= 0 {
			b.impliedEnds(0)
		}
		b.void(t)
	case a.Table:
		if !b.quirks {
			b.closeP()
		}
		b.push(t)
		b.mode = inTable
	default:
		return false
	}
	return true
}

func isHeading(tag a.Atom) bool {
	switch tag {
	case a.H1, a.H2, a.H3, a.H4, a.H5, a.H6:
		return true
	}
	return false
}

// startItem adds a list item, which ends the one before it.
func (b *builder) startItem(t token) {
	for i, n := range slices.Backward(b.open) {
		tag := n.DataAtom
		if tag == t.tag || t.tag != a.Li && (tag == a.Dd || tag == a.Dt) {
			b.open = b.open[:i]
			break
		}
		if isSpecial(tag) && tag != a.Address && tag != a.Div && tag != a.P {
			break
		}
	}
	b.closeP()
	b.push(t)
}

// startControl adds a part of a form.
func (b *builder) startControl(t token) {
	inSelect := b.inScope(anyScope, a.Select)
	switch t.tag {
	case a.Form:
		if b.form == nil {
			b.closeP()
			b.form = b.push(t)
		}
		return
	case a.Textarea:
		b.raw(t)
		return
	case a.Select, a.Input:
		if inSelect >= 0 {
			b.open = b.open[:inSelect]
			if t.tag == a.Select {
				return
			}
		}
	case a.Button:
		if b.inScope(anyScope, a.Button) >= 0 {
			b.impliedEnds(0)
			b.closeTo(b.inScope(anyScope, a.Button))
		}
	case a.Option, a.Optgroup:
		switch {
		case inSelect >= 0 && t.tag == a.Option:
			b.impliedEnds(a.Optgroup)
		case inSelect >= 0:
			b.impliedEnds(0)
		case b.top().DataAtom == a.Option:
			b.open = b.open[:len(b.open)-1]
		}
	}
	b.reconstruct()
	if t.tag == a.Input {
		b.void(t)
		return
	}
	b.push(t)
}

// end is an end tag in a body.
func (b *builder) end(t token) {
	switch t.tag {
	case a.Body, a.Html:
		if b.inScope(anyScope, a.Body) >= 0 {
			b.mode = afterBody
			if t.tag == a.Html {
				b.mode = afterAfterBody
			}
		}
	case a.Address, a.Article, a.Aside, a.Blockquote, a.Button, a.Center, a.Details, a.Dialog, a.Dir, a.Div, a.Dl, a.Fieldset, a.Figcaption,
		a.Figure, a.Footer, a.Header, a.Hgroup, a.Listing, a.Main, a.Menu, a.Nav, a.Ol, a.Pre, a.Search, a.Section, a.Select, a.Summary, a.Ul:
		if b.inScope(anyScope, t.tag) >= 0 {
			b.impliedEnds(0)
			b.closeTo(b.inScope(anyScope, t.tag))
		}
	case a.P:
		if b.inScope(buttonScope, a.P) < 0 {
			b.push(implied(a.P))
		}
		b.closeP()
	case a.Li:
		b.closeTo(b.inScope(listScope, a.Li))
	case a.Dd, a.Dt:
		b.closeTo(b.inScope(anyScope, t.tag))
	case a.H1, a.H2, a.H3, a.H4, a.H5, a.H6:
		b.closeTo(b.inScope(anyScope, a.H1, a.H2, a.H3, a.H4, a.H5, a.H6))
	case a.Form:
		b.endForm()
	case a.Br:
		b.start(implied(a.Br))
	case a.Applet, a.Marquee, a.Object, a.Template:
		b.giveUp()
	case a.A, a.B, a.Big, a.Code, a.Em, a.Font, a.I, a.Nobr, a.S, a.Small, a.Strike, a.Strong, a.Tt, a.U:
		b.endFormatting(t)
	default:
		b.endOther(t)
	}
}

func (b *builder) endForm() {
	form := b.form
	b.form = nil
	i := b.inScope(anyScope, a.Form)
	if form == nil || i < 0 || b.open[i] != form {
		return
	}
	b.impliedEnds(0)
	if i = slices.Index(b.open, form); i >= 0 {
		b.open = slices.Delete(b.open, i, i+1)
	}
}

func (b *builder) endOther(t token) {
	for i, n := range slices.Backward(b.open) {
		if n.DataAtom == t.tag && (t.tag != 0 || n.Data == t.name) {
			b.open = b.open[:i]
			return
		}
		if isSpecial(n.DataAtom) {
			return
		}
	}
}

// scope says which elements hide those outside them (13.2.4.2).
type scope int

const (
	anyScope scope = iota
	listScope
	buttonScope
	tableScope
)

// inScope is where in the stack the innermost of the elements is, -1 if something hides it.
func (b *builder) inScope(s scope, tags ...a.Atom) int {
	for i, n := range slices.Backward(b.open) {
		tag := n.DataAtom
		switch {
		case slices.Contains(tags, tag):
			return i
		case tag == a.Html || tag == a.Table:
			return -1
		case s == tableScope:
		case tag == a.Td || tag == a.Th || tag == a.Select,
			s == listScope && (tag == a.Ol || tag == a.Ul),
			s == buttonScope && tag == a.Button:
			return -1
		}
	}
	return -1
}

// closeTo closes the element at i of the stack, and what is open in it.
func (b *builder) closeTo(i int) {
	if i >= 0 {
		b.open = b.open[:i]
	}
}

func (b *builder) closeP() { b.closeTo(b.inScope(buttonScope, a.P)) }

// impliedEnds closes what needs no end tag, up to an element of the kind except.
func (b *builder) impliedEnds(except a.Atom) {
	for len(b.open) > 0 {
		switch tag := b.top().DataAtom; tag {
		case a.Dd, a.Dt, a.Li, a.Optgroup, a.Option, a.P:
			if tag == except {
				return
			}
			b.open = b.open[:len(b.open)-1]
		default:
			return
		}
	}
}

// isSpecial tells the elements that the standard calls special (13.2.4.2), as far as the builder opens them.
func isSpecial(tag a.Atom) bool {
	switch tag {
	case a.Address, a.Article, a.Aside, a.Blockquote, a.Body, a.Button, a.Center, a.Dd, a.Details, a.Dir, a.Div, a.Dl, a.Dt,
		a.Fieldset, a.Figcaption, a.Figure, a.Footer, a.Form, a.H1, a.H2, a.H3, a.H4, a.H5, a.H6, a.Head, a.Header, a.Hgroup,
		a.Html, a.Li, a.Listing, a.Main, a.Menu, a.Nav, a.Ol, a.P, a.Pre, a.Section, a.Select, a.Summary, a.Table, a.Tbody, a.Td,
		a.Tfoot, a.Th, a.Thead, a.Tr, a.Ul:
		return true
	}
	return false
}
