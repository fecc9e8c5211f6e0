package extract

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/dom"
)

// shadowRoot returns the template that declares the shadow tree of a custom element, which is shown in place of its children;
// nil if it has none.
func shadowRoot(n *html.Node) *html.Node {
	if n.DataAtom != 0 {
		return nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Template && !dom.IsSilent(c) {
			return c
		}
	}
	return nil
}

// slot walks the children of the host that a slot of its shadow tree shows; without any, what is in the slot.
func (w *walker) slot(n *html.Node) {
	name := dom.Attr(n, "name")
	hosts := w.hosts
	host := hosts[len(hosts)-1]
	w.hosts = slices.Clip(hosts[:len(hosts)-1]) // the children are of the tree around the host
	filled := false
	for c := host.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Template && dom.Attr(c, "slot") == name {
			filled = filled || c.Type == html.ElementNode || c.Type == html.TextNode && hasLetters(c.Data)
			w.walk(c)
		}
	}
	w.hosts = hosts
	if !filled {
		w.inline(n)
	}
}
