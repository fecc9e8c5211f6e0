package inspect

import (
	"regexp"
	"slices"
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

// words is all that a page prints, in the order of print. The article's values are found in key, which has no spaces:
// what a <br> or the edge of an element separates on the page, the article joins by a space, and sometimes by nothing. Nor has
// it quotation marks.
type words struct {
	key    string
	pieces []piece
	lines  []span // of key: what is between two edges of blocks
	// elements are what of key each element prints.
	elements map[*html.Node]span
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

func (s span) empty() bool       { return s.start >= s.end }
func (s span) holds(o span) bool { return s.start <= o.start && o.end <= s.end }
func (s span) meets(o span) bool { return max(s.start, o.start) < min(s.end, o.end) }

// readWords reads the words of a page. The numbers that lynx prints before links are not words if no value of the
// article holds one: then the extractor has removed them.
func readWords(doc *decode.Document, fields []*field) *words {
	r := reader{words: words{elements: map[*html.Node]span{}}}
	if doc.HTML != nil {
		r.read(doc.HTML.Nodes[0])
	} else {
		mark := linkMark
		if strings.Contains(doc.Text, "](") {
			mark = markdownMark
		}
		if anyText(fields, mark.MatchString) {
			mark = nil
		}
		for i, line := range strings.Split(doc.Text, "\n") {
			r.line(i+1, line, mark)
		}
	}
	r.edge()
	r.words.key = r.key.String()
	return &r.words
}

// linkMark is what lynx prints before a link and w3m around the cells of a table, and markdownMark what Markdown has around a
// link.
var (
	linkMark     = regexp.MustCompile(`\[\d+\]|[│├─┼┤┌┬┐└┴┘]+`)
	markdownMark = regexp.MustCompile(`\[|\]\([^()\s]*\)`)
)

func anyText(fields []*field, is func(string) bool) bool {
	return slices.ContainsFunc(fields, func(f *field) bool {
		return slices.ContainsFunc(f.Values, func(v *value) bool { return is(v.Text) })
	})
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
	case n.Type == html.ElementNode && (silent(n) || unread(n)), n.Type == html.CommentNode, n.Type == html.DoctypeNode:
		return
	}
	start := r.key.Len()
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
	r.elements[n] = span{start, r.key.Len()}
}

// line reads a line of a text rendering. A link mark in it is a piece without words. There is no mark if the article
// has such signs too.
func (r *reader) line(number int, text string, mark *regexp.Regexp) {
	at := 0
	if mark != nil {
		for _, m := range mark.FindAllStringIndex(text, -1) {
			r.write(nil, number, text[at:m[0]])
			r.pieces = append(r.pieces, piece{nil, number, text[m[0]:m[1]], span{r.key.Len(), r.key.Len()}})
			at = m[1]
		}
	}
	r.write(nil, number, text[at:])
	r.edge()
}

func (r *reader) write(n *html.Node, line int, text string) {
	start := r.key.Len()
	r.key.WriteString(keyOf(text))
	if end := r.key.Len(); end > start || n == nil {
		r.pieces = append(r.pieces, piece{n, line, text, span{start, end}})
	}
}

func (r *reader) edge() {
	if end := r.key.Len(); end > r.open {
		r.lines = append(r.lines, span{r.open, end})
		r.open = end
	}
}

// character returns the length in bytes of the first character of text, with the marks that compose with it: one that
// Text would change by looking further.
func character(text string) int {
	if text[0] < utf8.RuneSelf && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return 1 // most characters
	}
	return max(norm.NFC.NextBoundaryInString(text, true), 1)
}

// keyOf returns a text as normalize has it, without spaces.
func keyOf(text string) string {
	var b strings.Builder
	for at := 0; at < len(text); {
		next := at + character(text[at:])
		b.WriteString(key(text[at:next]))
		at = next
	}
	return b.String()
}

// quotes are no part of a key: those around a q element are not in the text of the page.
const quotes = "\"“”"

// unread reports whether the text of an element is shown here but is no text of the article: deleted, or hidden by its style.
func unread(n *html.Node) bool {
	if n.DataAtom == atom.Del {
		return true
	}
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		style := strings.ReplaceAll(a.Val, " ", "")
		return a.Key == "style" && (strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden"))
	})
}

// key returns the key of one character.
func key(character string) string {
	if len(character) == 1 && character[0] > ' ' && character[0] < 0x7f && character != `"` {
		return character // most characters
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(quotes, r) {
			return -1
		}
		return r
	}, normalize.Text(character))
}

// all returns the places of a key in a part of the page, in one piece.
func (w *words) all(key string, in span) []span {
	var found []span
	for at := in.start; key != "" && at < in.end; {
		i := strings.Index(w.key[at:in.end], key)
		if i < 0 {
			break
		}
		found = append(found, span{at + i, at + i + len(key)})
		at += i + 1
	}
	return found
}

// whole returns all of the page.
func (w *words) whole() span { return span{0, len(w.key)} }

// pieceAt returns the index of the first piece that ends after a place of key.
func (w *words) pieceAt(at int) int {
	return sort.Search(len(w.pieces), func(i int) bool { return w.pieces[i].at.end > at })
}

// cut returns the part of a piece's text that a span of key covers, in byte offsets.
func (p piece) cut(s span) span {
	at := p.at.start
	cut := span{-1, -1}
	for i := 0; i < len(p.text); {
		next := i + character(p.text[i:])
		n := len(key(p.text[i:next]))
		if n > 0 && at >= s.start && at < s.end {
			if cut.start < 0 {
				cut.start = i
			}
			cut.end = next
		}
		at += n
		i = next
	}
	return cut
}

// withQuotes adds the quotation marks around a part of a piece's text that the value found there begins or ends with: no key has
// them.
func (p piece) withQuotes(part span, value string) span {
	first, n := utf8.DecodeRuneInString(value)
	if part.start > 0 && strings.ContainsRune(quotes, first) && strings.HasSuffix(p.text[:part.start], value[:n]) {
		part.start -= n
	}
	last, n := utf8.DecodeLastRuneInString(value)
	if part.end >= 0 && strings.ContainsRune(quotes, last) && strings.HasPrefix(p.text[part.end:], value[len(value)-n:]) {
		part.end += n
	}
	return part
}
