package learn

import (
	"fmt"

	"herald/internal/extract"
	"herald/internal/extract/site"
)

// A template is proven on pages that it was not learned from.
const (
	strangerClaims = 0.1 // of the pages of other designs that its marks may claim: another template of theirs is missing
	provenProse    = 0.8 // of the pages: the element of the body holds most of their prose
	fewestProofs   = 2   // pages: fewer prove nothing
)

// proveOn turns a template off that fails on other pages.
func proveOn(d *Design, g *group, test []int, strangers []sampled) {
	set := site.With(d.Template)
	if set == nil {
		d.disable("its marks are those of a built-in template")
		return
	}
	claimed := 0
	for i := range strangers {
		if strangers[i].isTakenBy(set, d.Template) {
			claimed++
		}
	}
	if float64(claimed) > strangerClaims*float64(len(strangers)) {
		d.disable(fmt.Sprintf("its marks claim %d of %d pages of other designs", claimed, len(strangers)))
		return
	}
	good := 0
	for _, i := range test {
		if g.sample[i].isReadBy(set, d.Template) {
			good++
		}
	}
	if len(test) < fewestProofs || float64(good) < provenProse*float64(len(test)) {
		d.disable(fmt.Sprintf("it reads only %d of %d articles that it was not learned from", good, len(test)))
	}
}

// isTakenBy reports whether a template claims a page that is an article with it, or without it: a list that it claims stays one.
func (s *sampled) isTakenBy(set *site.Set, t *site.Template) bool {
	if claimedBy(set, s.root()) != t {
		return false
	}
	return s.isReadBy(set, t) || s.isArticle()
}

// isArticle reports whether a page is an article with the built-in templates.
func (s *sampled) isArticle() bool {
	doc, err := s.document()
	if err != nil || doc.HTML == nil {
		return false
	}
	_, err = extract.Article(doc)
	return err == nil
}

// isReadBy reports whether a page is an article that a template reads: the extractor takes lists for what they are.
func (s *sampled) isReadBy(set *site.Set, t *site.Template) bool {
	doc, err := s.document()
	if err != nil || doc.HTML == nil {
		return false
	}
	a, err := extract.Reader{Templates: set}.Article(doc)
	return err == nil && a.Template == t.Name
}
