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

// junk decides which elements are boilerplate.
type junk struct {
	template  *site.Template
	landmarks []*html.Node
	size      dom.LetterCount // of the whole page
	named     map[string]bool // whether a class or id has a junk word: a page has few of them, many times
}

func (j *junk) drops(n *html.Node) bool {
	sure := site.DropAlways.Match(n) || j.template != nil && j.template.Drop != nil && j.template.Drop.Match(n)
	if !sure && !hidden(n) && n.DataAtom != atom.Aside && !j.hasJunkName(n) {
		return false
	}
	if j.mustStay(n) {
		return false
	}
	if sure && dom.HasAttr(n, "hidden") {
		const half = 2 // of the page: a script shows the body
		return j.size.AtLeast(half * dom.Letters(n))
	}
	return sure || !dom.HasElement(n, atom.H1) && !j.isSubstantial(n) && !j.containsProse(n)
}

// mustStay reports whether an element holds a landmark, or the label of the heading.
func (j *junk) mustStay(n *html.Node) bool {
	return j.template == nil && labelsHeading(n) || slices.ContainsFunc(j.landmarks, func(l *html.Node) bool { return dom.Within(l, n) })
}

// labelsHeading reports whether a visible element holds one label, and the h1 is right below it: the label is the section. A nav may
// stand above a heading of any rank. It is for pages without a template, whose rules name the section.
func labelsHeading(n *html.Node) bool {
	below := n.NextSibling
	for below != nil && below.Type != html.ElementNode {
		below = below.NextSibling
	}
	for below != nil && below.FirstChild != nil && below.FirstChild.Type == html.ElementNode && typeOf(below.DataAtom) != article.Heading {
		below = below.FirstChild
	}
	isTitle := below != nil && (below.DataAtom == atom.H1 || n.DataAtom == atom.Nav && typeOf(below.DataAtom) == article.Heading)
	return isTitle && !hidden(n) && dom.Letters(n) <= longestLabel && len(slices.DeleteFunc(dom.Pieces(n), isBlank)) == 1
}

// containsProse reports whether an element inside the body holds a sentence that is not a link. Only the name of an
// advertisement overrides that.
func (j *junk) containsProse(n *html.Node) bool {
	if !slices.ContainsFunc(j.landmarks, func(l *html.Node) bool { return dom.Within(n, l) }) {
		return false
	}
	if hidden(n) || dom.HasClassWord(n, site.AdWords) {
		return false
	}
	w := walker{kind: article.Paragraph, drop: func(*html.Node) bool { return false }}
	w.walk(n)
	w.flush(hard)
	return slices.ContainsFunc(classified(w.lines), func(l line) bool { return l.is(prose) && l.is(sentence) || l.kind == article.Quote && !l.linked })
}

func (j *junk) hasJunkName(n *html.Node) bool {
	if n.DataAtom == 0 && j.isJunk(n.Data) { // a custom element: its name is like a class
		return true
	}
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return (a.Key == "class" || a.Key == "id") && j.isJunk(a.Val) })
}

func (j *junk) isJunk(name string) bool {
	is, known := j.named[name]
	if !known {
		is = site.IsJunkName(name)
		j.named[name] = is
	}
	return is
}

// hidden reports whether a browser shows nothing of an element, or the bullet of a list that a word processor has saved.
func hidden(n *html.Node) bool {
	if style := dom.Attr(n, "style"); style != "" {
		style = strings.ReplaceAll(style, " ", "")
		if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || strings.Contains(style, "mso-list:Ignore") {
			return true
		}
	}
	return site.ForScreenReaders.Match(n)
}

// isSubstantial reports whether an element with a suspicious name holds a good part of the page's text, its date or its
// byline.
func (j *junk) isSubstantial(n *html.Node) bool {
	// No box of related stories has a fifth of a page's words; a wrapper named by accident has.
	letters := dom.Letters(n)
	if !j.size.AtLeast(letters * 5) {
		return true
	}
	if letters > longestByline {
		return false
	}
	text := normalize.Text(dom.InnerText(n))
	if _, ok := readDate(text); ok {
		return true
	}
	_, by := site.Newsroom.ParseByline(text)
	return by
}
