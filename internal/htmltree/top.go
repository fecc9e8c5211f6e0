package htmltree

import (
	"strings"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// takeEarly adds a token before the head (13.2.6.4.1 to .3).
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
		b.fallback()
		return
	}
	if b.mode == initial {
		b.quirks = true
	}
	b.openPage(t)
}

// openPage opens html and head, for their tags or for a token that implies them.
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
		b.fallback()
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

// xhtmlID and xhtmlAddress are the identifiers in the doctype of XHTML 1.0 Transitional, common before HTML 5.
const xhtmlID, xhtmlAddress = "-//W3C//DTD XHTML 1.0 Transitional//EN", "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"

// doctype adds a doctype. Those of HTML 5 and XHTML 1.0 Transitional do not set quirks mode; of others, html.Parse decides.
func (b *builder) doctype(raw string) {
	switch {
	case strings.EqualFold(raw, "<!doctype html>") && strings.HasSuffix(raw, " html>"):
		b.add(b.doc, html.DoctypeNode, "html")
		return
	case raw == `<!DOCTYPE html PUBLIC "`+xhtmlID+`" "`+xhtmlAddress+`">`:
		b.add(b.doc, html.DoctypeNode, "html").Attr = []html.Attribute{{Key: "public", Val: xhtmlID}, {Key: "system", Val: xhtmlAddress}}
		return
	}
	probe, err := html.Parse(strings.NewReader(raw + "<p><table>"))
	if err != nil || probe.FirstChild.Type != html.DoctypeNode {
		b.fallback()
		return
	}
	n := probe.FirstChild
	p := n.NextSibling.LastChild.FirstChild
	b.quirks = p.FirstChild != nil // only in quirks mode a paragraph may hold a table
	probe.RemoveChild(n)
	appendChild(b.doc, n)
}

const whitespace = " \t\r\n\f"

// leadingSpace adds the white space at the start of a text and returns the rest.
func (b *builder) leadingSpace(t token) token {
	rest := strings.TrimLeft(t.name, whitespace)
	b.text(t.name[:len(t.name)-len(rest)])
	t.name = rest
	return t
}

// aroundHead adds a token that is allowed in the head and between it and the body. It returns the rest of the token, which
// ends both, or true if there is none.
func (b *builder) aroundHead(t token) (rest token, taken bool) {
	switch t.kind {
	case textToken:
		t = b.leadingSpace(t)
		return t, t.name == ""
	case commentToken:
		b.comment(b.top(), t.name)
		return t, true
	case doctypeToken:
		return t, true
	}
	return t, false
}

// takeInHead adds a token in the head (13.2.6.4.4).
func (b *builder) takeInHead(t token) {
	t, taken := b.aroundHead(t)
	if taken {
		return
	}
	switch t.kind {
	case startTag:
		switch {
		case t.tag == a.Head || b.headElement(t):
			return
		case t.tag == a.Noscript:
			b.raw(t)
			return
		case t.tag == a.Html:
			b.fallback()
			return
		}
	case endTag:
		switch t.tag {
		case a.Head:
			b.open = b.open[:1]
			b.mode = afterHead
		case a.Body, a.Html, a.Br, a.Template:
			b.fallback()
		}
		return
	}
	b.open = b.open[:1]
	b.mode = afterHead
	b.take(t)
}

// headElement adds an element that is allowed in a head, where a body takes it too, and reports whether it is one.
func (b *builder) headElement(t token) bool {
	switch t.tag {
	case a.Base, a.Basefont, a.Bgsound, a.Link, a.Meta:
		b.void(t)
	case a.Script, a.Title, a.Style, a.Noframes:
		b.raw(t)
	case a.Template:
		b.fallback()
	default:
		return false
	}
	return true
}

// takeAfterHead adds a token between head and body (13.2.6.4.6).
func (b *builder) takeAfterHead(t token) {
	t, taken := b.aroundHead(t)
	if taken {
		return
	}
	switch t.kind {
	case startTag:
		switch t.tag {
		case a.Body:
			b.push(t)
			b.mode = inBody
			return
		case a.Head:
			return
		case a.Html, a.Frameset:
			b.fallback()
			return
		}
		b.open = append(b.open, b.head)
		taken = b.headElement(t)
		b.open = b.open[:1]
		if taken {
			return
		}
	case endTag:
		switch t.tag {
		case a.Body, a.Html, a.Br, a.Template:
			b.fallback()
		}
		return
	}
	b.push(implied(a.Body))
	b.mode = inBody
	b.take(t)
}

// finish adds html, head and body to a page that ends before them.
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

// takeAfterBody adds a token after the body (13.2.6.4.19, .22).
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
		if b.mode == afterAfterBody { // after the body, but not after html, the page continues in the body
			return
		}
	case startTag:
		if t.tag == a.Html {
			b.startAgain(t)
			return
		}
	case endTag:
		if t.tag == a.Html && b.mode == afterBody {
			b.mode = afterAfterBody
			return
		}
	}
	b.mode = inBody
	b.take(t)
}
