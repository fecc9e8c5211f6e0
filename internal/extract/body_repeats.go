package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/normalize"
)

// A text rendering prints a picture's own words and its caption side by side: twice the same, at most with the credit after
// one of them.

// shortestHalf is how many bytes a text has at least to be printed twice: "ha ha" is one, "Gil Dohan" is a caption.
const shortestHalf = 6

// undoubled returns what a text prints twice, with the credit that it may print once: "Gil Dohan Gil Dohan", "A ferry in
// Sorim. YonhapA ferry in Sorim.".
func undoubled(s string) (once string, doubled bool) {
	if len(s) > 2*longestCaption || len(s) < 2*shortestHalf {
		return s, false
	}
	for n := shortestHalf; 2*n <= len(s); n++ { // the words of the picture are the beginning of its caption
		if 'a' <= s[n-1] && s[n-1] <= 'z' && 'A' <= s[n] && s[n] <= 'Z' && strings.HasPrefix(s[n:], s[:n]) {
			return s[n:], true
		}
	}
	fallback := borders(s)
	for n := fallback[len(s)]; n >= shortestHalf; n = fallback[n] {
		if 2*n > len(s) || !utf8.RuneStart(s[n]) {
			continue
		}
		between := strings.TrimSpace(s[n : len(s)-n])
		if between == "" || creditAlone(between) || creditAlone("("+strings.Trim(between, "()")+")") {
			return strings.TrimSpace(s[:len(s)-n]), true
		}
	}
	return s, false
}

// borders returns for each beginning of a text the length of the longest part that it begins and ends with.
func borders(s string) []int {
	fallback := make([]int, len(s)+1)
	k := 0
	for i := 1; i < len(s); i++ {
		for k > 0 && s[i] != s[k] {
			k = fallback[k]
		}
		if s[i] == s[k] {
			k++
		}
		fallback[i+1] = k
	}
	return fallback
}

// markRepeats makes captions of the lines that print something twice.
func markRepeats(lines []line) {
	for i := range lines {
		l := &lines[i]
		if l.picture != nil || l.kind != article.Paragraph {
			continue
		}
		if once, doubled := undoubled(l.text); doubled {
			l.setText(once)
			l.kind = captionKind
		}
	}
}

// removePullQuotes removes the quotations that repeat a paragraph, or a part of one, with whom they are by.
func removePullQuotes(lines []line) []line {
	pulled := map[*html.Node]bool{}
	for _, l := range lines {
		if l.kind == article.Quote && l.node != nil && l.is(prose) && isRepeated(l, lines) {
			pulled[quoteAround(l.node)] = true
		}
	}
	if len(pulled) == 0 {
		return lines
	}
	taken := make([]bool, len(lines))
	for i, l := range lines {
		taken[i] = l.kind == article.Quote && pulled[quoteAround(l.node)]
	}
	return removeMarked(lines, taken)
}

// isRepeated reports whether a paragraph holds the words of a quotation.
func isRepeated(quote line, lines []line) bool {
	words := normalize.Letters(quote.text)
	return slices.ContainsFunc(lines, func(l line) bool {
		return l.kind == article.Paragraph && l.is(prose) && strings.Contains(normalize.Letters(l.text), words)
	})
}

// quoteAround returns the quotation that an element is in; nil if it is in none.
func quoteAround(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Blockquote {
		n = n.Parent
	}
	return n
}

// uptoStop matches the end of the last sentence but one of a text.
var uptoStop = lazyRegexp(`^.*[.!?][”’"')\]]?\s*`)

// cutBareCredit separates a caption from the credit after its last sentence: "… on Thursday. Dolgorae", "… an organ. Gil
// Dohan / The Korea Herald". A paragraph ends in a stop.
func cutBareCredit(s string) (caption, by string, ok bool) {
	if len(s) > longestCaption || endsSentence(s) {
		return s, "", false
	}
	end := len(uptoStop().FindString(s))
	caption, by = strings.TrimRight(s[:end], " "), s[end:]
	if caption == "" || endsIn(caption, beforeName) || endsIn(caption, beforeNumber) {
		return s, "", false
	}
	_, agency := normalize.Agency(by)
	if !agency && !isPhotographer(by) && !isCreditBelow(caption, by) {
		return s, "", false
	}
	return caption, by, true
}
