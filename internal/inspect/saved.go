package inspect

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/decode"
	"herald/internal/extract/claim"
	"herald/internal/normalize"
)

// located is a saved page with the places of the article's values.
type located struct {
	doc      *decode.Document
	words    *words
	places   []place
	pictures map[*html.Node]*value
}

func locate(p Page, fields []*field) *located {
	l := &located{doc: p.Document, words: readWords(p.Document, fields), pictures: map[*html.Node]*value{}}
	l.findPictures(p.Claims, fields)
	l.places = findPlaces(l.words, fields, p.Claims)
	return l
}

// setPaths sets for each value the element that it is in.
func (l *located) setPaths() {
	for n, v := range l.pictures {
		v.Path = pathOf(n)
	}
	for _, p := range l.places {
		if p.value.Name == "author" {
			p.spans = p.spans[:1] // the mail may be far below the name
		}
		p.value.Path = l.path(p)
	}
}

// saved is the saved page as it is shown. Only allowed names of its markup are left, and no attribute.
type saved struct {
	*located
	byPiece  map[int][]place
	pieceOf  map[*html.Node]int
	marked   map[*html.Node]bool // elements that hold a place
	unfolded bool                // nothing was taken: there is no rest to fold away
	left     map[string]int      // what is left out, by its kind
	labelled map[*value]bool     // whose label is already written
	out      strings.Builder
}

func newSaved(l *located, unfolded bool) *saved {
	s := &saved{
		located: l, unfolded: unfolded, byPiece: map[int][]place{}, pieceOf: map[*html.Node]int{},
		marked: map[*html.Node]bool{}, left: map[string]int{}, labelled: map[*value]bool{},
	}
	if l.doc.HTML != nil {
		s.count(l.doc.HTML.Nodes[0])
	}
	for n := range l.pictures {
		s.mark(n)
	}
	for i, p := range s.words.pieces {
		s.pieceOf[p.node] = i
	}
	for _, p := range s.places {
		s.settle(p)
	}
	return s
}

// settle notes the pieces and the elements that a place has words in.
func (s *saved) settle(p place) {
	for _, span := range p.spans {
		for i := s.words.pieceAt(span.start); i < len(s.words.pieces) && s.words.pieces[i].at.start < span.end; i++ {
			if here := s.byPiece[i]; span.meets(s.words.pieces[i].at) && (len(here) == 0 || here[len(here)-1].value != p.value) {
				s.byPiece[i] = append(here, p)
			}
			s.mark(s.words.pieces[i].node)
		}
	}
}

// mark notes that all elements around a node hold a place.
func (s *saved) mark(n *html.Node) {
	for ; n != nil; n = n.Parent {
		s.marked[n] = true
	}
}

// findPictures finds the elements that show the article's pictures.
func (l *located) findPictures(claims []claim.Claim, fields []*field) {
	for v := range named(fields, claim.Picture) {
		for _, c := range claims {
			if c.Field != v.Name || c.Number != v.Number || c.Node == nil {
				continue
			}
			if n := l.shown(c.Node); n != nil {
				l.pictures[n] = v
			}
		}
	}
}

// shown returns the element of the page that a picture is, nil if it shows none. A page of another paper was read from a copy.
func (l *located) shown(picture *html.Node) *html.Node {
	if _, here := l.words.elements[picture]; here {
		return picture
	}
	for n := range l.doc.HTML.Nodes[0].Descendants() {
		if _, here := l.words.elements[n]; here && isPicture(n) && sourceOf(n) != "" && sourceOf(n) == sourceOf(picture) {
			return n
		}
	}
	return nil
}

func sourceOf(picture *html.Node) string {
	for _, a := range picture.Attr {
		if a.Key == "src" {
			return a.Val
		}
	}
	return ""
}

func isPicture(n *html.Node) bool { return n.DataAtom == atom.Img || n.Data == "amp-img" }

// path names the element that all of a place is in.
func (l *located) path(p place) string {
	first := l.words.pieces[l.words.pieceAt(p.span().start)]
	if first.node == nil {
		return fmt.Sprintf("line %d", first.line)
	}
	home := first.node.Parent
	for _, span := range p.spans {
		for i := l.words.pieceAt(span.start); i < len(l.words.pieces) && l.words.pieces[i].at.start < span.end; i++ {
			for !within(l.words.pieces[i].node, home) {
				home = home.Parent
			}
		}
	}
	return pathOf(home)
}

// pathOf names an element as a rule would: up to an element with an id, at most three levels.
func pathOf(n *html.Node) string {
	var names []string
	for ; n != nil && n.Type == html.ElementNode && len(names) < 3 && n.DataAtom != atom.Html; n = n.Parent {
		name := nameOf(n)
		names = append(names, name)
		if strings.Contains(name, "#") || n.DataAtom == atom.Body {
			break
		}
	}
	slices.Reverse(names)
	return strings.Join(names, " > ")
}

// nameOf names an element with its id or its classes, of which more than two add nothing.
func nameOf(n *html.Node) string {
	name := n.Data
	for _, a := range n.Attr {
		words := strings.Fields(normalize.Text(a.Val))
		switch {
		case len(words) == 0:
		case a.Key == "id":
			return n.Data + "#" + words[0]
		case a.Key == "class":
			name = n.Data + "." + strings.Join(words[:min(2, len(words))], ".")
		}
	}
	return name
}
