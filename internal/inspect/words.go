package inspect

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"herald/internal/decode"
	"herald/internal/normalize"
)

// words are all that a page prints, in the order of print. The article's values are found in key, which has no spaces:
// what a <br> or the edge of an element parts on the page, the article joins by a space, and sometimes by nothing.
type words struct {
	key    string
	pieces []piece
	lines  []span // of key: what stands between two edges of blocks
	// pictures are where in key the page shows its pictures.
	pictures map[*html.Node]int
}

// piece is one node of text, or one line of a text rendering.
type piece struct {
	node *html.Node // nil in a text rendering
	line int        // of a text rendering, from 1
	text string     // as the page has it
	at   span       // of key
}

// span is a run of key: [start, end).
type span struct{ start, end int }

func (s span) holds(o span) bool { return s.start <= o.start && o.end <= s.end }
func (s span) meets(o span) bool { return s.start < o.end && o.start < s.end }

func readWords(doc *decode.Document) *words {
	r := reader{words: words{pictures: map[*html.Node]int{}}}
	if doc.HTML != nil {
		r.read(doc.HTML.Nodes[0])
	} else {
		for i, line := range strings.Split(doc.Text, "\n") {
			r.write(nil, i+1, line)
			r.edge()
		}
	}
	r.edge()
	r.words.key = r.key.String()
	return &r.words
}

type reader struct {
	words
	key  strings.Builder
	open int // where the line so far begins in key
}

func (r *reader) read(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		r.write(n, 0, n.Data)
		return
	case n.Type == html.ElementNode && silent(n), n.Type == html.CommentNode, n.Type == html.DoctypeNode:
		return
	case isPicture(n):
		r.pictures[n] = r.key.Len()
	}
	edged := n.DataAtom == atom.Br || isBlock(n)
	if edged {
		r.edge()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.read(c)
	}
	if edged {
		r.edge()
	}
}

func (r *reader) write(n *html.Node, line int, text string) {
	start := r.key.Len()
	for at := 0; at < len(text); {
		next := at + character(text[at:])
		r.key.WriteString(key(text[at:next]))
		at = next
	}
	if end := r.key.Len(); end > start {
		r.pieces = append(r.pieces, piece{n, line, text, span{start, end}})
	}
}

func (r *reader) edge() {
	if end := r.key.Len(); end > r.open {
		r.lines = append(r.lines, span{r.open, end})
		r.open = end
	}
}

// linkMark is what lynx prints before a link; the extractor takes it off, so it is no part of any value.
var linkMark = regexp.MustCompile(`^\[\d{1,3}\]`)

// character is the length in bytes of the first character of text, with the marks that compose with it: one that Text
// would change by looking further.
func character(text string) int {
	if text[0] < utf8.RuneSelf && text[0] != '[' && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return 1 // most characters
	}
	if mark := linkMark.FindString(text); mark != "" {
		return len(mark)
	}
	return max(norm.NFC.NextBoundaryInString(text, true), 1)
}

// key is a text as normalize has it, without spaces and the link marks of lynx.
func key(text string) string {
	if len(text) == 1 && text[0] > ' ' && text[0] < 0x7f {
		return text // most characters
	}
	if linkMark.MatchString(text) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, normalize.Text(text))
}

// keyOf is the key of a value of the article.
func keyOf(value string) string {
	var b strings.Builder
	for at := 0; at < len(value); {
		next := at + character(value[at:])
		b.WriteString(key(value[at:next]))
		at = next
	}
	return b.String()
}

// all are the places of a key in a part of the page, as it stands there in one piece.
func (w *words) all(key string, in span) []span {
	var found []span
	for at := in.start; key != ""; {
		i := strings.Index(w.key[at:in.end], key)
		if i < 0 {
			break
		}
		found = append(found, span{at + i, at + i + len(key)})
		at += i + 1
	}
	return found
}

// whole is all of the page.
func (w *words) whole() span { return span{0, len(w.key)} }

// pieceAt is the index of the first piece that ends behind a place of key.
func (w *words) pieceAt(at int) int {
	return sort.Search(len(w.pieces), func(i int) bool { return w.pieces[i].at.end > at })
}

// lineAt is the line that holds a place of key.
func (w *words) lineAt(at int) span {
	i := sort.Search(len(w.lines), func(i int) bool { return w.lines[i].end > at })
	if i == len(w.lines) {
		return span{len(w.key), len(w.key)}
	}
	return w.lines[i]
}

// parted finds a key whose parts stand apart: a picture, a caption or an advertisement stands between. It begins where a
// piece does, and each part ends with its piece. It takes the first such place in the part of the page.
func (w *words) parted(key string, in span) []span {
	s := search{w, in.end, maxTries}
	for i := w.pieceAt(in.start); i < len(w.pieces) && w.pieces[i].at.start < in.end; i++ {
		if w.pieces[i].at.start < in.start || key == "" {
			continue
		}
		if spans := s.from(key, i); spans != nil {
			return spans
		}
	}
	return nil
}

// search looks for the parts of one key.
type search struct {
	*words
	end   int // of the part of the page
	tries int // left
}

// maxTries bounds the search on a page that repeats one word; no text of the fixtures needs 200.
const maxTries = 10000

// from reads a key from a piece on, as far as pieces agree with it, and goes on at the next piece that does.
func (s *search) from(key string, i int) []span {
	if s.tries--; s.tries < 0 {
		return nil
	}
	start := s.pieces[i].at.start
	same := commonPrefix(s.key[start:s.end], key)
	if same == len(key) {
		return []span{{start, start + same}}
	}
	// The parts end with a piece; the longest first, for what was put in may begin like what it parts.
	for last := s.pieceAt(start + same); last > i; last-- {
		cut := s.pieces[last-1].at.end
		rest := key[cut-start:]
		for next := last + 1; next < len(s.pieces) && next <= last+maxBetween && s.pieces[next].at.start < s.end; next++ {
			if !s.agrees(s.pieces[next], rest) {
				continue
			}
			if spans := s.from(rest, next); spans != nil {
				return append([]span{{start, cut}}, spans...)
			}
		}
	}
	return nil
}

// maxBetween is how many pieces of text may stand inside a sentence: the longest list of related stories put into one
// has ten links, each with its date and section.
const maxBetween = 40

// agrees reports whether a piece goes on with a key: all of it, or all that is left of the key.
func (w *words) agrees(p piece, key string) bool {
	text := w.key[p.at.start:p.at.end]
	return strings.HasPrefix(key, text) || strings.HasPrefix(text, key)
}

func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// cuts are the parts of a piece's text that a span of key covers: byte offsets. A link mark of lynx parts two of them.
func (p piece) cuts(s span) (cuts []span) {
	at := p.at.start
	apart := true
	for i := 0; i < len(p.text); {
		next := i + character(p.text[i:])
		n := len(key(p.text[i:next]))
		switch {
		case linkMark.MatchString(p.text[i:next]):
			apart = true
		case n == 0 || at < s.start || at >= s.end:
		case apart:
			cuts = append(cuts, span{i, next})
			apart = false
		default:
			cuts[len(cuts)-1].end = next
		}
		at += n
		i = next
	}
	return cuts
}
