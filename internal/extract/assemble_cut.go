package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// endsInBody reports whether the page ends in the article's body. A page that breaks off after it has all of it.
func (x *extraction) endsInBody(a *article.Article) bool {
	if x.doc.HTML == nil {
		text := strings.TrimSpace(x.doc.Text)
		return isLastOf(a, text[max(0, strings.LastIndexByte(text, '\n')):])
	}
	var last, ofBody *html.Node // the last text of the page, and the last one that is of the article
	root := x.doc.HTML.Nodes[0]
	for n := root; n != nil; n = dom.Next(n, root) {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" || dom.IsSilent(n.Parent) {
			continue
		}
		last = n
		if isLastOf(a, n.Data) {
			ofBody = n
		}
	}
	if last == nil || slices.ContainsFunc(x.bodies, func(body *html.Node) bool { return dom.Within(last, body) }) {
		return last != nil
	}
	if ofBody == nil {
		return false
	}
	// A paragraph that breaks off may look like none: it is beside those of the body.
	paragraph, end := blockOf(ofBody), blockOf(last)
	return last == ofBody || paragraph.Parent == end.Parent && (paragraph.DataAtom == end.DataAtom || typeOf(end.DataAtom) == article.Heading)
}

// isLastOf reports whether the body, or a caption or credit, ends in a text.
func isLastOf(a *article.Article, text string) bool {
	text = normalize.Text(text)
	ends := func(of string) bool { return strings.HasSuffix(of, text) }
	return text != "" && (ends(a.Blocks[len(a.Blocks)-1].Text) || slices.ContainsFunc(a.Images, func(i article.Image) bool {
		return ends(string(i.Caption)) || ends(string(i.Credit))
	}))
}

// blockOf returns the block element around a text.
func blockOf(text *html.Node) *html.Node {
	n := text.Parent
	for n.Parent != nil && !dom.IsBlock(n.DataAtom) {
		n = n.Parent
	}
	return n
}
