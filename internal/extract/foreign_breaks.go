package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/dom"
)

// breakMark stands for two <br> and more in the tree that readability gets: it would drop them, and glue the paragraphs
// that they part. It is of the private use area, which no text has.
const breakMark = "\ue000"

// withMarkedBreaks is a copy of a page in which marks stand where paragraphs are parted by breaks; the page itself where
// none are.
func withMarkedBreaks(doc *html.Node) *html.Node {
	parted := false
	for n := range dom.Elements(doc) {
		parted = parted || n.DataAtom == atom.Br && nextBreak(n) != nil
	}
	if !parted {
		return doc
	}
	doc = copyOf(doc)
	var first []*html.Node // of each row of breaks
	var last *html.Node
	for n := range dom.Elements(doc) {
		if n.DataAtom != atom.Br {
			continue
		}
		goesOn := last != nil && nextBreak(last) == n
		if last = n; !goesOn && nextBreak(n) != nil {
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

// nextBreak is the <br> behind another with nothing between; nil where there is none.
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

// restoreBreaks puts two <br> where a mark stands.
func restoreBreaks(story *html.Node) {
	var marked []*html.Node
	for n := range story.Descendants() {
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
