package extract

import (
	"strings"
	"unicode"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"herald/internal/normalize"
)

// Template is what is known of one of the site's page forms. Only Name and one of Mark and Wording are needed: what
// no rule names is found by pattern and position.
type Template struct {
	Name string // as printed in an article's template field
	Seen string // when pages of it were saved, as far as known

	Mark    cascadia.Matcher // claims a page that has such an element
	Wording []string         // claims a page that has all these lines; for forms of which no markup is known
	Drop    cascadia.Matcher // parts that are not story

	Headline, Subhead, Section, Byline Field

	Roots []cascadia.Matcher // where the story stands, best first; all elements of the first that has text
	Story cascadia.Matcher   // text in it is story, also inside a photo table
}

// Field is a list of places, best first; the first that gives text wins.
type Field []probe

type probe struct {
	from  string // the selector as written, for --explain
	match cascadia.Matcher
}

func must(selector string) cascadia.Matcher {
	// goquery takes a selector that can't be parsed for one that matches nothing; this one panics at start.
	group, err := cascadia.ParseGroup(selector)
	if err != nil {
		panic(err)
	}
	return group
}

func text(selector string) probe { return probe{selector, must(selector)} }

func roots(selectors ...string) []cascadia.Matcher {
	var all []cascadia.Matcher
	for _, s := range selectors {
		all = append(all, must(s))
	}
	return all
}

// Templates are all templates, oldest last, for people to read.
func Templates() []*Template { return templates }

// find is the first place that has text, and the claim it makes.
func (f Field) find(root *html.Node) (*html.Node, claim) {
	for _, p := range f {
		for _, n := range cascadia.QueryAll(root, p.match) {
			if value := normalize.Text(innerText(n)); value != "" {
				return n, claim{p.from, value}
			}
		}
	}
	return nil, claim{}
}

// bodies are the outermost elements of the first root that has any text.
func (t *Template) bodies(root *html.Node) []*html.Node {
	for _, m := range t.Roots {
		var found []*html.Node
		for _, n := range cascadia.QueryAll(root, m) {
			if len(found) > 0 && within(n, found[len(found)-1]) {
				continue
			}
			if normalize.Text(innerText(n)) != "" || hasPicture(n) {
				found = append(found, n)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func within(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}

func hasPicture(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Data == "img" || d.Data == "amp-img" {
			return true
		}
	}
	return false
}

// innerText is the text of a node with a space at every edge of a block.
func innerText(n *html.Node) string {
	var b strings.Builder
	collect(&b, n)
	return b.String()
}

func collect(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Type == html.ElementNode && silent(n):
	default:
		edge := n.Data == "br" || blocks[n.DataAtom]
		if edge {
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			collect(b, c)
		}
		if edge {
			b.WriteByte(' ')
		}
	}
}

// words are the words of an element's class and id: "view_con-tit2 artTitle" has view, con, tit, art, title.
func words(n *html.Node) []string {
	var all []string
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		var b strings.Builder
		lower := false
		for _, r := range a.Val {
			if unicode.IsUpper(r) && lower || !unicode.IsLetter(r) {
				b.WriteByte(' ')
			}
			lower = unicode.IsLower(r)
			if unicode.IsLetter(r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
		all = append(all, strings.Fields(b.String())...)
	}
	return all
}
