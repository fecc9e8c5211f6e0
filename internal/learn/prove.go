package learn

import (
	"fmt"

	"herald/internal/extract/site"
)

// A template is proven on pages that it was not learned from.
const (
	strangerClaims = 0.1 // of the pages of other designs that its marks may claim: another template of theirs is missing
	provenProse    = 0.8 // of the pages: the element of the body holds most of their prose
	fewestProofs   = 2   // pages: fewer prove nothing
)

// proveOn turns a template off that fails on other pages.
func proveOn(d *Design, g *group, test []int, all []*digest, strangers []sampled) {
	set := site.With(d.Template)
	if set == nil {
		d.disable("its marks are those of a built-in template")
		return
	}
	claimed := 0
	for i := range strangers {
		if t := claimedBy(set, strangers[i].root()); t == d.Template {
			claimed++
		}
	}
	if float64(claimed) > strangerClaims*float64(len(strangers)) {
		d.disable(fmt.Sprintf("its marks claim %d of %d pages of other designs", claimed, len(strangers)))
		return
	}
	good := 0
	for _, i := range test {
		if t := claimedBy(set, g.sample[i].root()); t == d.Template && all[i].article {
			good++
		}
	}
	if len(test) >= fewestProofs && float64(good) < provenProse*float64(len(test)) {
		d.disable(fmt.Sprintf("it reads only %d of %d articles that it was not learned from", good, len(test)))
	}
}
