package htmltree

import (
	"slices"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// takeInBody adds a token in the body (13.2.6.4.7).
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

// start adds an element in the body.
func (b *builder) start(t token) {
	switch t.tag {
	case a.Frameset, a.Math, a.Plaintext, a.Rb, a.Rtc, a.Rp, a.Rt, a.Image:
		b.fallback()
	case a.Html, a.Body: // a second page in the page
		b.startAgain(t)
	case a.Applet, a.Marquee, a.Object:
		b.reconstruct()
		b.push(t)
		b.mark()
	case a.Caption, a.Col, a.Colgroup, a.Frame, a.Head, a.Tbody, a.Td, a.Tfoot, a.Th, a.Thead, a.Tr:
		// Ignored outside a table.
	case a.Svg:
		b.reconstruct()
		b.startDrawing(t)
	case a.Li, a.Dd, a.Dt:
		b.startItem(t)
	case a.Button, a.Input, a.Select, a.Option, a.Optgroup, a.Form, a.Textarea:
		b.startControl(t)
	case a.Area, a.Br, a.Embed, a.Img, a.Keygen, a.Wbr:
		b.reconstruct()
		b.void(t)
	case a.Param, a.Source, a.Track:
		b.void(t)
	case a.Xmp:
		b.closeP()
		b.reconstruct()
		b.raw(t)
	case a.Iframe, a.Noembed, a.Noscript:
		b.raw(t)
	case a.Hr:
		b.startRule(t)
	case a.Table:
		b.startTable(t)
	default:
		b.startOfClass(t)
	}
}

// startRule adds an hr element.
func (b *builder) startRule(t token) {
	b.closeP()
	if b.inScope(anyScope, a.Select) >= 0 {
		b.impliedEnds(0)
	}
	b.void(t)
}

// startTable adds a table element. In quirks mode a paragraph may hold it.
func (b *builder) startTable(t token) {
	if !b.quirks {
		b.closeP()
	}
	b.push(t)
	b.mode = inTable
}

// startOfClass adds an element by the rule of its class.
func (b *builder) startOfClass(t token) {
	switch classOf(t.tag) {
	case formatting:
		b.startFormatting(t)
	case block:
		b.closeP()
		b.push(t)
	case heading:
		b.closeP()
		if classOf(b.top().DataAtom) == heading {
			b.pop()
		}
		b.push(t)
	default:
		if !b.headElement(t) {
			b.reconstruct()
			b.push(t)
		}
	}
}

// startAgain takes a second html or body tag: the attributes that the element lacks are added to it.
func (b *builder) startAgain(t token) {
	n := b.open[0]
	if t.tag == a.Body {
		if len(b.open) < 2 || b.open[1].DataAtom != a.Body {
			return
		}
		n = b.open[1]
	}
	for _, attr := range t.attr {
		if !slices.ContainsFunc(n.Attr, func(has html.Attribute) bool { return has.Key == attr.Key }) {
			n.Attr = append(n.Attr, attr)
		}
	}
}

// startItem adds a list item and closes the one before it.
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

// startControl adds a form or an element of one.
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
			b.pop()
		}
	}
	b.reconstruct()
	if t.tag == a.Input {
		b.void(t)
		return
	}
	b.push(t)
}

// end takes an end tag in the body.
func (b *builder) end(t token) {
	switch t.tag {
	case a.Body, a.Html:
		if b.inScope(anyScope, a.Body) >= 0 {
			b.mode = afterBody
			if t.tag == a.Html {
				b.mode = afterAfterBody
			}
		}
	case a.Button, a.Select:
		b.endBlock(t)
	case a.P:
		if b.inScope(buttonScope, a.P) < 0 {
			b.push(implied(a.P))
		}
		b.closeP()
	case a.Li:
		b.closeTo(b.inScope(listScope, a.Li))
	case a.Dd, a.Dt:
		b.closeTo(b.inScope(anyScope, t.tag))
	case a.Form:
		b.endForm()
	case a.Br:
		b.start(implied(a.Br))
	case a.Applet, a.Marquee, a.Object:
		if i := b.inScope(anyScope, t.tag); i >= 0 {
			b.open = b.open[:i]
			b.clearToMark()
		}
	case a.Template:
		b.fallback()
	default:
		b.endOfClass(t)
	}
}

func (b *builder) endOfClass(t token) {
	switch classOf(t.tag) {
	case formatting:
		b.endFormatting(t)
	case block:
		b.endBlock(t)
	case heading:
		b.closeTo(b.inScope(anyScope, a.H1, a.H2, a.H3, a.H4, a.H5, a.H6))
	default:
		b.endOther(t)
	}
}

func (b *builder) endBlock(t token) {
	if b.inScope(anyScope, t.tag) >= 0 {
		b.impliedEnds(0)
		b.closeTo(b.inScope(anyScope, t.tag))
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

// scope is a set of elements that hide the elements outside them (13.2.4.2).
type scope int

const (
	anyScope scope = iota
	listScope
	buttonScope
	tableScope
)

// hides reports whether elements outside an element of that tag are out of scope.
func (s scope) hides(tag a.Atom) bool {
	switch tag {
	case a.Html, a.Table:
		return true
	case a.Td, a.Th, a.Caption, a.Select, a.Applet, a.Marquee, a.Object:
		return s != tableScope
	case a.Ol, a.Ul:
		return s == listScope
	case a.Button:
		return s == buttonScope
	}
	return false
}

// inScope returns the index of the innermost of the elements in the stack, -1 if none is in scope.
func (b *builder) inScope(s scope, tags ...a.Atom) int {
	for i, n := range slices.Backward(b.open) {
		if slices.Contains(tags, n.DataAtom) {
			return i
		}
		if s.hides(n.DataAtom) {
			return -1
		}
	}
	return -1
}

// closeTo closes the element at open[i] and the elements inside it; a negative i closes nothing.
func (b *builder) closeTo(i int) {
	if i >= 0 {
		b.open = b.open[:i]
	}
}

func (b *builder) closeP() { b.closeTo(b.inScope(buttonScope, a.P)) }

// impliedEnds closes elements whose end tag may be omitted, up to one with the tag except.
func (b *builder) impliedEnds(except a.Atom) {
	for len(b.open) > 0 {
		switch tag := b.top().DataAtom; tag {
		case a.Dd, a.Dt, a.Li, a.Optgroup, a.Option, a.P:
			if tag == except {
				return
			}
			b.pop()
		default:
			return
		}
	}
}

// class is a group of elements with the same rule in the body (13.2.6.4.7).
type class int

const (
	ordinary   class = iota
	formatting       // may be closed in another order than opened, and is opened again after a block ends (13.2.4.3)
	special          // other elements that the standard calls special (13.2.4.2), as far as the builder opens them
	block            // closes an open paragraph
	heading
)

func classOf(tag a.Atom) class {
	switch tag {
	case a.A, a.B, a.Big, a.Code, a.Em, a.Font, a.I, a.Nobr, a.S, a.Small, a.Strike, a.Strong, a.Tt, a.U:
		return formatting
	case a.Applet, a.Body, a.Button, a.Caption, a.Colgroup, a.Dd, a.Dt, a.Form, a.Head, a.Html, a.Li, a.Marquee, a.Object, a.Select, a.Table,
		a.Tbody, a.Td, a.Tfoot, a.Th, a.Thead, a.Tr:
		return special
	case a.Address, a.Article, a.Aside, a.Blockquote, a.Center, a.Details, a.Dialog, a.Dir, a.Div, a.Dl, a.Fieldset, a.Figcaption,
		a.Figure, a.Footer, a.Header, a.Hgroup, a.Listing, a.Main, a.Menu, a.Nav, a.Ol, a.P, a.Pre, a.Search, a.Section, a.Summary, a.Ul:
		return block
	case a.H1, a.H2, a.H3, a.H4, a.H5, a.H6:
		return heading
	}
	return ordinary
}

// isSpecial reports whether an end tag is not matched with elements outside an element of that tag. For html.Parse dialog and
// search are not special.
func isSpecial(tag a.Atom) bool {
	return classOf(tag) >= special && tag != a.Dialog && tag != a.Search
}
