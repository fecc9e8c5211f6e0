package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
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
	if caption, glued := afterAlt(s); glued {
		return caption, true
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

// afterAlt returns the caption of a picture whose words, right before it, are its beginning: "Gil DohanGil Dohan rings", or, up to a
// quotation mark, "The ferry The ferry "Last Lamp" in Sorim".
func afterAlt(s string) (caption string, ok bool) {
	for n := shortestHalf; 2*n <= len(s); n++ {
		if 'a' <= s[n-1] && s[n-1] <= 'z' && 'A' <= s[n] && s[n] <= 'Z' && strings.HasPrefix(s[n:], s[:n]) {
			return s[n:], true
		}
	}
	alt, _, quoted := strings.Cut(s, `"`)
	alt = strings.TrimRight(alt, " ")
	half := len(alt) / 2
	if !quoted || len(alt) <= 2*shortestHalf || strings.TrimLeft(alt[half:], " ") != alt[:half] {
		return "", false
	}
	return strings.TrimLeft(s[half:], " "), true
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

// markRepeats makes captions of the lines that print something twice. In a writer's card the words of the portrait are his name.
func markRepeats(lines []line) {
	for i := range lines {
		l := &lines[i]
		if l.picture != nil || l.kind != article.Paragraph || strings.Contains(l.text, "@") {
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
		if box := quoteAround(l.node); box != nil && l.picture == nil && isRepeated(l, lines) {
			pulled[box] = true
		}
	}
	if len(pulled) == 0 {
		return lines
	}
	taken := make([]bool, len(lines))
	for i, l := range lines {
		taken[i] = l.picture == nil && pulled[quoteAround(l.node)]
	}
	return removeMarked(lines, taken)
}

// isRepeated reports whether a paragraph holds the words of a quotation.
func isRepeated(quote line, lines []line) bool {
	const fewest = 10 // letters: a paragraph may hold a shorter answer too
	words := normalize.Letters(quote.text)
	return len(words) >= fewest && slices.ContainsFunc(lines, func(l line) bool {
		return l.kind == article.Paragraph && l.node != quote.node && strings.Contains(normalize.Letters(l.text), words)
	})
}

// quoteAround returns the quotation that an element is in, or a figure without a picture; nil if it is in none.
func quoteAround(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Blockquote || n.DataAtom == atom.Figure && !dom.HasElement(n, atom.Img) {
			return n
		}
	}
	return nil
}

// uptoStop matches the end of the last sentence but one of a text.
var uptoStop = lazyRegexp(`^.*[.!?][”’"')\]]?\s*`)

// initial matches the initial at the end of a text, which belongs to the name after it: "A.Bell".
var initial = lazyRegexp(`(?:^| )\p{Lu}\.$`)

// cutBareCredit separates a caption from the credit after its last sentence: "… on Thursday. Dolgorae", "… an organ. Gil
// Dohan / The Korea Herald". A paragraph ends in a stop.
func cutBareCredit(s string) (caption, by string, ok bool) {
	if len(s) > longestCaption || endsSentence(s) {
		return s, "", false
	}
	end := len(uptoStop().FindString(s))
	caption, by = strings.TrimRight(s[:end], " "), s[end:]
	if caption == "" || endsIn(caption, initial) || endsIn(caption, beforeName) || endsIn(caption, beforeNumber) {
		return s, "", false
	}
	_, agency := normalize.Agency(by)
	if !agency && !isPhotographer(by) && !isCreditBelow(caption, by) {
		return s, "", false
	}
	return caption, by, true
}
