package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// narrowing decides which elements of a template's page are too far from its headline and body to be laid out: the page's
// navigation and what is below the body. Both are most of a page.
type narrowing struct {
	template *site.Template
	headline *html.Node
	bodies   []*html.Node
	around   []*html.Node // the headline and the elements around it, as far up as its section may be printed
	section  bool         // a rule has found the section: the navigation is not asked for it

	begun bool       // the headline was met
	met   int        // bodies that were met
	card  *html.Node // the last element below the body that may be a writer's card
	ended bool       // the label of a list was met below the body: nothing after it belongs to the article
}

// newNarrowing returns nil where all of a page must be laid out: a rule found no headline or no body.
func newNarrowing(t *site.Template, headline *html.Node, bodies []*html.Node, section bool) *narrowing {
	if t == nil || headline == nil || len(bodies) == 0 {
		return nil
	}
	// The headline may have a box, inside the box of the head; elements further up are the layout of the page.
	const levels = 5
	n := &narrowing{template: t, headline: headline, bodies: bodies, section: section}
	for e := headline; e != nil && len(n.around) < levels; e = e.Parent {
		n.around = append(n.around, e)
	}
	return n
}

// skips reports whether an element is not laid out. Below the body only paragraphs beside it and text that a rule calls
// body text may be part of the article.
func (n *narrowing) skips(e *html.Node) bool {
	switch {
	case n.ended:
		return true
	case !n.begun:
		return n.section && n.isNavigation(e)
	case n.met < len(n.bodies) || !dom.IsBlock(e.DataAtom) || e.Data == "p":
		return false
	case n.template.Story != nil && holdsMatch(e, n.template.Story), dom.Within(e, n.card):
		return false
	case mayBeCard(e):
		n.card = e
		return false
	}
	n.ended = holdsListLabel(e)
	return true
}

// isNavigation reports whether an element above the headline is large, holds nothing of the article, and is not printed
// beside the headline.
func (n *narrowing) isNavigation(e *html.Node) bool {
	// A breadcrumb with ten parts, each a link in a list.
	const largestHead = 64
	return !slices.Contains(n.around, e.Parent) && hasMoreNodes(e, largestHead) && !dom.Within(n.headline, e) &&
		!slices.ContainsFunc(n.bodies, func(b *html.Node) bool { return dom.Within(b, e) })
}

// enter notes that a landmark is about to be laid out.
func (n *narrowing) enter(landmark *html.Node) { n.begun = n.begun || landmark == n.headline }

// leave notes that a landmark was laid out.
func (n *narrowing) leave(landmark *html.Node) {
	if landmark != n.headline {
		n.met++
	}
}

// meet notes a line that was laid out.
func (n *narrowing) meet(l line) {
	if n.begun && n.met == len(n.bodies) && l.picture == nil && site.IsListLabel(l.text) {
		n.ended = true
	}
}

// largestCard is the number of nodes of a writer's card: a portrait, a name, a role, a mail and two buttons, each in two elements.
const largestCard = 40

// mayBeCard reports whether an element is small and holds a mail: the card of a writer.
func mayBeCard(e *html.Node) bool {
	if hasMoreNodes(e, largestCard) {
		return false
	}
	for d := e; d != nil; d = dom.Next(d, e) {
		if d.Type == html.TextNode && strings.Contains(d.Data, "@") {
			return true
		}
	}
	return false
}

// holdsMatch reports whether an element is or holds one that matches.
func holdsMatch(n *html.Node, s *dom.Selector) bool {
	for e := range dom.Elements(n) {
		if s.Match(e) {
			return true
		}
	}
	return false
}

// holdsListLabel reports whether a text in an element is the label of a list of other articles.
func holdsListLabel(n *html.Node) bool {
	const longest = 120 // bytes, with the white space around a label
	for d := n; d != nil; d = dom.Next(d, n) {
		if d.Type == html.TextNode && len(d.Data) < longest && site.IsListLabel(normalize.Text(d.Data)) && !dom.IsSilent(d.Parent) {
			return true
		}
	}
	return false
}

func hasMoreNodes(n *html.Node, most int) bool {
	for d := n; d != nil; d = dom.Next(d, n) {
		if most--; most < 0 {
			return true
		}
	}
	return false
}
