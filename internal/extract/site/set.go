package site

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"herald/internal/extract/dom"
)

// Set is the templates that pages are read with, in the order in which they are tried: those that name the body before those
// that do not, and among both the built-in ones first. It does not change once it is made.
type Set struct {
	templates []*Template
	anyRule   *dom.Selector // every element that a template's mark, body or field rules name
}

// Builtin returns the set of the built-in templates.
var Builtin = sync.OnceValue(func() *Set { return newSet(templates) })

func newSet(templates []*Template) *Set {
	var written []string
	for _, t := range templates {
		for _, s := range append([]*dom.Selector{t.Mark, t.Body}, t.Also...) {
			if s != nil {
				written = append(written, s.Written)
			}
		}
		for _, rule := range t.Rules() {
			for _, s := range rule {
				written = append(written, s.Written)
			}
		}
	}
	ordered := slices.Clone(templates)
	slices.SortStableFunc(ordered, func(a, b *Template) int { return cmp.Compare(a.bodyRank(), b.bodyRank()) })
	return &Set{ordered, dom.MustSelector(strings.Join(written, ", "))}
}

// bodyRank orders templates by what they know of a page. That of AMP pages claims the designs of any site by their format, and a
// template of one of these designs says more.
func (t *Template) bodyRank() int {
	if t.Body != nil {
		return 0
	}
	return 1
}

// All returns the templates in the order in which they are tried.
func (s *Set) All() iter.Seq[*Template] { return slices.Values(s.templates) }

// ByYear returns the templates in the order of their years.
func (s *Set) ByYear() []*Template {
	return slices.SortedStableFunc(s.All(), func(a, b *Template) int { return strings.Compare(a.Seen, b.Seen) })
}

// IsCandidate reports whether a template's mark, body or field rules may name an element. The candidates of a page, in its
// order, are what [Set.ByMark], [Rule.Find] and [Template.Bodies] read.
func (s *Set) IsCandidate(n *html.Node) bool { return s.anyRule.Match(n) }

// ByMark returns the first template whose marks are among a page's candidates, or nil.
func (s *Set) ByMark(candidates []*html.Node) *Template {
	for t := range s.AllByMark(candidates) {
		return t
	}
	return nil
}

// AllByMark returns the templates whose marks are among a page's candidates.
func (s *Set) AllByMark(candidates []*html.Node) iter.Seq[*Template] {
	return func(yield func(*Template) bool) {
		for _, t := range s.templates {
			if t.Mark != nil && t.claims(candidates) && !yield(t) {
				return
			}
		}
	}
}

func (t *Template) claims(candidates []*html.Node) bool {
	if !slices.ContainsFunc(candidates, t.Mark.Match) {
		return false
	}
	for _, mark := range t.Also {
		if !slices.ContainsFunc(candidates, mark.Match) {
			return false
		}
	}
	return t.Learned == "" || t.Body == nil || areBeside(t.Bodies(candidates))
}

// areBeside reports whether elements are one or side by side.
func areBeside(all []*html.Node) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(n *html.Node) bool { return n.Parent != all[0].Parent })
}

// With returns the built-in templates and one more; nil if one of them has all of its marks.
func With(t *Template) *Set {
	for _, other := range templates {
		if sharedMark(t, other) != "" {
			return nil
		}
	}
	return newSet(append(slices.Clone(templates), t))
}
