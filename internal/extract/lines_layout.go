package extract

import (
	"slices"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// page is a page as lines.
type page struct {
	lines []line
	spans spans // of the elements that a rule has found
}

// layout turns all of a page into lines, without what the rules for all pages drop.
func layout(root *html.Node) page {
	return layoutNarrowed(root, nil, nil, nil, nil)
}

// layoutNarrowed turns a page into lines. It omits what a rule or the rules for all pages drop, unless that holds one of the
// bodies or the headline, which may be nil, and the elements that far skips; nil skips none.
func layoutNarrowed(root *html.Node, t *site.Template, bodies []*html.Node, headline *html.Node, far *narrowing) page {
	landmarks := slices.Clone(bodies)
	if headline != nil {
		landmarks = append(landmarks, headline)
	}
	const some = 64 // a head and a body have fewer; a whole page has 100 to 400
	w := walker{template: t, far: far, landmarks: make(spans, len(landmarks)), kind: article.Paragraph, lines: make([]line, 0, some)}
	for i, n := range landmarks {
		w.landmarks[i].of, w.landmarks[i].oneLine = n, n == headline
	}
	j := junk{template: t, landmarks: landmarks, named: map[string]bool{}, size: dom.CountLetters(root)}
	w.drop = j.drops
	w.walk(root)
	w.flush(hard)
	return page{classified(w.lines), w.landmarks}
}

// spans are those of the elements that a rule has found. They are few: a list is faster than a map.
type spans []struct {
	of *html.Node
	span
	oneLine bool // a headline: a <br> in it separates nothing
}

// find returns the index of a node's span, -1 if it has none.
func (s spans) find(n *html.Node) int {
	for i := range s {
		if s[i].of == n {
			return i
		}
	}
	return -1
}

func (s spans) at(n *html.Node) span { return s[s.find(n)].span }
