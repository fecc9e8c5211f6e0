package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// breadcrumb adds an element that is a breadcrumb as one line, "Home > National", and reports whether it is one. Most are in a
// list, or in navigation that would be dropped.
func (w *walker) breadcrumb(n *html.Node) bool {
	named := mayBeNamedTrail(n) && (dom.HasClassWord(n, site.BreadcrumbWords) || breadcrumbData.Match(n))
	if n.DataAtom != atom.Ol && n.DataAtom != atom.Ul && n.DataAtom != atom.Nav && !named || hidden(n) {
		return false
	}
	text := breadcrumbText(n, named)
	if text == "" && n.DataAtom == atom.Nav {
		text = breadcrumbText(list(n), named) // below a label
	}
	if text == "" {
		return false
	}
	w.flush(hard)
	block := w.block
	w.block = n
	w.add(line{text: text, kind: article.Paragraph, linked: true, links: len(text)})
	w.block = block
	w.gap = hard
	return true
}

// mayBeNamedTrail reports whether an attribute may name an element a breadcrumb: most elements have none that does.
func mayBeNamedTrail(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return (a.Key == "class" || a.Key == "id" || a.Key == "itemtype" || a.Key == "aria-label") && strings.Contains(a.Val, "rumb")
	})
}

// breadcrumbData are the elements that standards name a breadcrumb: the vocabulary of schema.org, the patterns of ARIA.
var breadcrumbData = dom.MustSelector(`[itemtype$="schema.org/BreadcrumbList"], [aria-label="breadcrumb" i], [aria-label="breadcrumbs" i]`)

// list returns the first list in an element, nil if it has none.
func list(n *html.Node) *html.Node {
	for e := range dom.Elements(n) {
		if e.DataAtom == atom.Ol || e.DataAtom == atom.Ul {
			return e
		}
	}
	return nil
}

// breadcrumbText returns the labels of an element that is a breadcrumb; "" for any other element, as a menu, which has more
// labels. The last level may be the article itself, whose headline is longer than a label. The first level of an element that is
// named a breadcrumb may be the paper, or be called as the paper calls its front page.
func breadcrumbText(n *html.Node, named bool) string {
	const mostLabels = 4
	var labels []string
	for d := n; d != nil; d = dom.Next(d, n) {
		if d.Type != html.TextNode || dom.IsSilent(d.Parent) || hidden(d.Parent) {
			continue
		}
		label := strings.Trim(normalize.Text(d.Data), site.BreadcrumbMarks)
		if named && len(labels) == 0 && isFrontPage(label, d) {
			label = site.HomeLabel
		}
		switch {
		case !hasLetters(label):
			continue
		case len(labels) == 0 && !site.IsHome(label) && !site.IsBreadcrumb(label), len(labels) == mostLabels:
			return ""
		case len(labels) > 1 && len(label) > longestLabel:
			continue
		}
		labels = append(labels, label)
	}
	if text := strings.Join(labels, " > "); site.IsBreadcrumb(text) {
		return text
	}
	return ""
}

// isFrontPage reports whether a label names the front page: it is the name of the paper, or a link there.
func isFrontPage(label string, text *html.Node) bool {
	return site.CutPaperName(label) == "" || isInRootLink(text)
}

// isInRootLink reports whether a text is that of a link to the front page of its host.
func isInRootLink(text *html.Node) bool {
	link := linkOf(text)
	if link == nil {
		return false
	}
	href := dom.Attr(link, "href")
	_, rest, absolute := strings.Cut(href, "://")
	_, path, _ := strings.Cut(rest, "/")
	return href == "/" || absolute && path == ""
}

// linkOf returns the link that a text is in, nil if it is in none.
func linkOf(text *html.Node) *html.Node {
	for n := text.Parent; n != nil && !dom.IsBlock(n.DataAtom); n = n.Parent {
		if n.DataAtom == atom.A {
			return n
		}
	}
	return nil
}
