// Package site holds all that herald knows of koreaherald.com: the templates of its pages, the words it prints, its
// addresses, and the names of its elements.
//
// In: elements and lines of text. Out: which template claims a page, the elements that its rules name, and what a line is.
// It never reads a page as a whole and decides nothing about an article.
package site

import (
	"fmt"
	"iter"
	"slices"

	"golang.org/x/net/html"

	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// Template is what is known of one of the site's page designs. Only Name and one of Mark, Wording and Plain are needed.
// Every other rule is optional: the extractor finds by pattern and position what no rule names.
type Template struct {
	Name string // printed in an article's template field
	Seen string // when its pages were saved, as far as known

	// One of these identifies a page of the template. Marks are disjoint on every page known.
	Mark    *dom.Selector   // the page has such an element
	Common  *dom.Selector   // what of Mark other sites have too: alone, it claims only a page that shows a sign of this paper
	Also    []*dom.Selector // and one of each of these
	Wording []string        // the page prints all these labels; for designs of which no markup is known
	Plain   bool            // the page prints nothing of the site's navigation, and its date has no label

	// Rules of the head. A date's label decides whether it is the publication or an update: Published may name an element
	// that prints both.
	Headline, Subhead, Section, Byline, Published, Updated Rule

	Body    *dom.Selector // elements that hold the body
	Story   *dom.Selector // elements whose text is body text, also inside a photo table
	Caption *dom.Selector // elements that hold a caption, besides those that any page has
	Image   *dom.Selector // the article's pictures; if set, no other picture on the page is one
	Drop    *dom.Selector // elements that are not part of the article

	// Excerpt is true if og:description is the beginning of the body's text. A line above that text, in the element of the
	// body, is then the subheadline.
	Excerpt bool

	// Furniture are lines of the site that are printed inside the body and are not part of the article.
	Furniture []string

	// Learned says from what a template was learned; "" for a template that somebody has written. A learned template claims
	// only pages with one element of the body, or several side by side: what it rests on was proven on such pages.
	Learned string
	User    bool // from a file of the user, and not an extension of a built-in template

	// Essential are the classes and ids, besides those of Mark and Body, without which pages of the template are read
	// differently: nothing but the name identifies these elements.
	Essential []string
}

// Rule is a list of selectors for the element that prints a field, best first. The first with text wins.
type Rule []*dom.Selector

// Marks describes what identifies a page of the template.
func (t *Template) Marks() string {
	switch {
	case t.Mark != nil:
		return "an element " + t.Mark.Written
	case len(t.Wording) > 0:
		return fmt.Sprintf("the lines %q", t.Wording)
	}
	return "no navigation, and a date without label"
}

// Rules yields the name and the rule of each field that an element prints.
func (t *Template) Rules() iter.Seq2[string, Rule] {
	return func(yield func(string, Rule) bool) {
		for _, r := range []struct {
			field string
			rule  Rule
		}{
			{"headline", t.Headline}, {"subheadline", t.Subhead}, {"section", t.Section},
			{"byline", t.Byline}, {"date", t.Published}, {"updated", t.Updated},
		} {
			if !yield(r.field, r.rule) {
				return
			}
		}
	}
}

// Find returns the first candidate with text that the rule names, the selector that matched, and the text. The node is nil
// if there is none.
func (r Rule) Find(candidates []*html.Node) (n *html.Node, selector, text string) {
	for _, s := range r {
		for _, n := range candidates {
			if !s.Match(n) {
				continue
			}
			if text := normalize.Text(dom.InnerText(n)); text != "" {
				return n, s.Written, text
			}
		}
	}
	return nil, "", ""
}

// FindAll is [Rule.Find] for a field that may be printed in several elements side by side, one line each.
func (r Rule) FindAll(candidates []*html.Node) (first *html.Node, selector, text string) {
	first, selector, text = r.Find(candidates)
	for _, n := range candidates {
		if first == nil || n == first || n.Parent != first.Parent || !slices.ContainsFunc(r, func(s *dom.Selector) bool { return s.Match(n) }) {
			continue
		}
		if more := normalize.Text(dom.InnerText(n)); more != "" {
			text += "\n" + more
		}
	}
	return first, selector, text
}

// Bodies returns the outermost candidates that hold the body. If one of them has the id that all templates give the body,
// it is the only one: a page may have other stories in elements of the same class.
func (t *Template) Bodies(candidates []*html.Node) []*html.Node {
	var found []*html.Node
	for _, n := range candidates {
		if t.Body != nil && t.Body.Match(n) && (len(found) == 0 || !dom.Within(n, found[len(found)-1])) {
			found = append(found, n)
		}
	}
	if i := slices.IndexFunc(found, bodyID.Match); i >= 0 {
		return found[i : i+1]
	}
	return found
}

// HasOwnMark reports whether one of the candidates has the mark, and other sites have no such element.
func (t *Template) HasOwnMark(candidates []*html.Node) bool {
	return slices.ContainsFunc(candidates, func(n *html.Node) bool {
		return t.Mark.Match(n) && (t.Common == nil || !t.Common.Match(n))
	})
}

// IsFurniture reports whether a line is one of the template's furniture.
func (t *Template) IsFurniture(line string) bool { return slices.Contains(t.Furniture, line) }

// selectors returns every selector of the template that is set.
func (t *Template) selectors() []*dom.Selector {
	all := append([]*dom.Selector{t.Mark, t.Body, t.Story, t.Caption, t.Image, t.Drop}, t.Also...)
	for _, rule := range t.Rules() {
		all = append(all, rule...)
	}
	return slices.DeleteFunc(all, func(s *dom.Selector) bool { return s == nil })
}
