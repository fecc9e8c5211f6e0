package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// junk decides which elements are no story.
type junk struct {
	template  *Template
	landmarks []*html.Node
	size      letterCount     // of the whole page
	named     map[string]bool // whether a class or id has a junk word: a page has few of them, many times
}

func (j *junk) drops(n *html.Node) bool {
	sure := everywhere.Match(n) || j.template != nil && j.template.Drop != nil && j.template.Drop.Match(n)
	if !sure && !hidden(n) && n.DataAtom != atom.Aside && !j.hasJunkName(n) {
		return false
	}
	if slices.ContainsFunc(j.landmarks, func(l *html.Node) bool { return within(l, n) }) {
		return false
	}
	return sure || !hasElement(n, atom.H1) && !j.matters(n) && !j.tells(n)
}

// tells reports whether an element inside the story holds a sentence that is no link. Only an advertisement's name counts
// for more.
func (j *junk) tells(n *html.Node) bool {
	if !slices.ContainsFunc(j.landmarks, func(l *html.Node) bool { return within(n, l) }) {
		return false
	}
	if hidden(n) || isNamed(n, adWords) {
		return false
	}
	w := walker{kind: article.Paragraph, drop: func(*html.Node) bool { return false }}
	w.walk(n)
	w.flush(hard)
	return slices.ContainsFunc(w.lines, func(l line) bool { return isProse(l) && terminal(l.text) || l.kind == article.Quote && !l.linked })
}

func (j *junk) hasJunkName(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		is, known := j.named[a.Val]
		if !known {
			is = hasWord(a.Val, junkWords)
			j.named[a.Val] = is
		}
		if is {
			return true
		}
	}
	return false
}

func hidden(n *html.Node) bool {
	style := attr(n, "style")
	return style != "" && strings.Contains(strings.ReplaceAll(style, " ", ""), "display:none")
}

// matters reports whether an element with a suspicious name holds a good part of the page's words, its date or byline.
func (j *junk) matters(n *html.Node) bool {
	// No box of related stories has a fifth of a page's words; a wrapper named by accident has.
	letters := lettersIn(n)
	if !j.size.atLeast(letters * 5) {
		return true
	}
	if letters > longestByline {
		return false
	}
	text := normalize.Text(innerText(n))
	if _, ok := readDate(text); ok {
		return true
	}
	_, by := site.Newsroom.ParseByline(text)
	return by
}
