package htmltree

import (
	"strings"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// What stands before, in and behind the head, and behind the body (13.2.6.4.1 to .6, .19, .22).

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
		b.fallback()
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

// xhtmlID and xhtmlAddress are in the doctype of XHTML 1.0 Transitional, as the pages of newsinfo have it.
const xhtmlID, xhtmlAddress = "-//W3C//DTD XHTML 1.0 Transitional//EN", "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"

// doctype takes those of HTML 5 and of XHTML 1.0 at once, which are no quirks; for others html.Parse tells what they mean.
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
	b.quirks = p.FirstChild != nil // only there a paragraph may hold a table
	probe.RemoveChild(n)
	appendChild(b.doc, n)
}

const whitespace = " \t\r\n\f"

// leadingSpace adds the white space that a text begins with, and gives the rest.
func (b *builder) leadingSpace(t token) token {
	rest := strings.TrimLeft(t.name, whitespace)
	b.text(t.name[:len(t.name)-len(rest)])
	t.name = rest
	return t
}

// aroundHead takes what may stand in the head and between it and the body; what is left of the token ends both.
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

// headElement adds an element of those that may stand in a head, and that a body takes too.
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
		if b.mode == afterAfterBody { // behind the body alone it is in the body again
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
