package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/dom"
)

// breakMark replaces two or more <br> in the tree for readability, which would drop them and glue the paragraphs that they
// separate. It is from the private use area, which no text uses.
const breakMark = "\ue000"

// withMarkedBreaks returns a copy of a page with a breakMark wherever breaks separate paragraphs; the page itself if none do.
func withMarkedBreaks(doc *html.Node) *html.Node {
	found := false
	for n := range dom.Elements(doc) {
		found = found || n.DataAtom == atom.Br && nextBreak(n) != nil
	}
	if !found {
		return doc
	}
	doc = cloneTree(doc)
	var first []*html.Node // of each run of breaks
	var last *html.Node
	for n := range dom.Elements(doc) {
		if n.DataAtom != atom.Br {
			continue
		}
		continues := last != nil && nextBreak(last) == n
		if last = n; !continues && nextBreak(n) != nil {
			first = append(first, n)
		}
	}
	for _, br := range first {
		for next := nextBreak(br); next != nil; next = nextBreak(br) {
			next.Parent.RemoveChild(next)
		}
		br.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: breakMark}, br)
		br.Parent.RemoveChild(br)
	}
	return doc
}

// nextBreak returns the <br> that follows another with nothing between; nil if there is none.
func nextBreak(br *html.Node) *html.Node {
	n := br.NextSibling
	for n != nil && n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" {
		n = n.NextSibling
	}
	if n == nil || n.DataAtom != atom.Br {
		return nil
	}
	return n
}

// restoreBreaks replaces each breakMark by two <br>.
func restoreBreaks(body *html.Node) {
	var marked []*html.Node
	for n := range body.Descendants() {
		if n.Type == html.TextNode && strings.Contains(n.Data, breakMark) {
			marked = append(marked, n)
		}
	}
	for _, n := range marked {
		for i, text := range strings.Split(n.Data, breakMark) {
			if i > 0 {
				for range 2 {
					n.Parent.InsertBefore(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br}, n)
				}
			}
			n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: text}, n)
		}
		n.Parent.RemoveChild(n)
	}
}
