package decode

import (
	"strings"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// svg adds a drawing, which html.Parse reads by itself: its elements have other names and rules. That is sure only where
// nothing in it concerns the page around: each of its tags is closed in it, and HTML stands nowhere in it.
func (b *builder) svg() {
	piece, ok := drawing(b.page[b.tagAt:])
	b.drawings++
	if !ok || len(b.open)+strings.Count(piece, "<") > maxOpen || b.drawings > maxDrawings {
		b.giveUp()
		return
	}
	// The mark behind shows that the drawing ends where it should.
	const mark = "x"
	tree, err := html.Parse(strings.NewReader(piece + mark))
	if err != nil {
		b.giveUp()
		return
	}
	body := tree.LastChild.LastChild
	n := body.FirstChild
	if n == nil || n.DataAtom != a.Svg || n.NextSibling != body.LastChild || body.LastChild.Data != mark {
		b.giveUp()
		return
	}
	body.RemoveChild(n)
	b.append(b.top(), n)
	b.at = b.tagAt + len(piece)
	b.nodes += strings.Count(piece, "<")
}

const (
	// maxDrawings: each is a small page of its own to html.Parse. Of 231 real pages none has more than 246.
	maxDrawings = 1000
	// maxDrawing is how many bytes are searched for the end of one. The longest of those pages has 309,237.
	maxDrawing = 512 << 10
)

// drawing is the svg element that a page begins with, if its tags are in balance.
func drawing(page string) (string, bool) {
	const end = "</svg>"
	page = page[:min(len(page), maxDrawing)]
	i := strings.Index(page, end)
	if i < 0 {
		return "", false
	}
	piece := page[:i+len(end)]
	s := scanner{page: piece}
	var open []string
	for {
		t := s.next()
		last := len(open) - 1
		switch t.kind {
		case endOfPage:
			return piece, !s.unsure && len(open) == 0
		case startTag:
			if t.tag == a.Svg && last >= 0 || last >= 0 && (open[last] == "title" || open[last] == "desc") || concernsPage(t) {
				return "", false
			}
			if piece[s.at-len("/>")] != '/' {
				open = append(open, t.name)
			}
		case endTag:
			if last < 0 || open[last] != t.name {
				return "", false
			}
			open = open[:last]
		case commentToken, doctypeToken:
			return "", false
		}
		if len(open) == 0 { // <svg/>
			return piece[:s.at], true
		}
	}
}

// concernsPage tells the start tags behind which HTML may stand: foreignObject's, and those of head and body, which end the
// drawing and leave no element that would show it. A tag that ends in an unquoted slash may be an element without content
// to drawing, but is none.
func concernsPage(t token) bool {
	last := len(t.attr) - 1
	return t.name == "foreignobject" || t.tag == a.Head || t.tag == a.Body || last >= 0 && strings.HasSuffix(t.attr[last].Val, "/")
}
