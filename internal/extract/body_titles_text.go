package extract

import (
	"strings"

	"herald/internal/article"
)

// In a text rendering the titles of other articles are lines without a stop at the end.

// aboveTail removes from the end of a text rendering what is between its text and the site's tail: lines without a stop, and lists
// of titles.
func aboveTail(lines []line) []line {
	for {
		end := len(lines)
		for end > 0 && lines[end-1].isBelowText() {
			end--
		}
		titles := end
		for titles > 0 && lines[titles-1].isListedTitle() {
			titles--
		}
		if end-titles >= fewestTitles {
			end = titles
		}
		if end == len(lines) || end == 0 || strings.HasSuffix(lines[end-1].text, ":") {
			return lines
		}
		lines = lines[:end]
	}
}

// withoutTitles removes from a text rendering the titles of other articles between two paragraphs: two or more in a row, or one with
// a kicker or below what the site prints. Each is a separate paragraph. Any other such line is a heading.
func withoutTitles(lines []line) []line {
	taken := make([]bool, len(lines))
	for i := 0; i < len(lines); i++ {
		start := i
		for i < len(lines) && lines[i].isSeparateTitle() && (i == start || !samePrint(lines[i-1].text, lines[i].text)) {
			i++
		}
		if start == 0 || i == start || i == len(lines) || !lines[i].is(prose) || !endsText(lines[start-1]) {
			continue
		}
		if i-start > 1 || lines[start].cut || lines[start].text[0] == '[' {
			for j := start; j < i; j++ {
				taken[j] = true
			}
		}
	}
	return removeMarked(lines, taken)
}

// isSeparateTitle reports whether a line may be a title that is a separate paragraph.
func (l *line) isSeparateTitle() bool {
	return l.gap == hard && l.kind == article.Paragraph && l.isBelowText() && l.hasWords()
}

// sentenceInside matches where a sentence ends after a word that is no abbreviation, and another begins.
var sentenceInside = lazyRegexp(`[a-z]{3}[.!?][”’"')]* [“‘"'(]?\p{Lu}`)

// isBelowText reports whether a line below the text is neither a sentence nor signs it.
func (l *line) isBelowText() bool {
	return l.node == nil && l.picture == nil && (l.kind == article.Paragraph || l.kind == article.Heading) && len(l.text) <= longestTitle && !l.is(sentence|mail|agencyTag|note|credits|byline) &&
		strings.TrimRight(l.text, ",;:") == l.text && !sentenceInside().MatchString(l.text) && !isNames(*l) && !isCredited(l.text)
}

func (l *line) isListedTitle() bool {
	return l.node == nil && l.kind == article.ListItem && len(l.text) <= longestTitle && strings.Contains(l.text, " ") &&
		!strings.HasSuffix(withoutClosers(l.text), ".")
}

// withoutPrinted removes from a region of a page the lines without a stop that the page prints outside of it too.
func withoutPrinted(region, page []line) []line {
	taken := make([]bool, len(region))
	for i := range region {
		l := &region[i]
		if l.kind != article.Heading && l.hasWords() && !endsWithStop(l.text) {
			prints := func(other line) bool { return strings.Contains(other.text, l.text) }
			taken[i] = count(page, prints) > count(region, prints) && (l.isBelowText() || l.isListedTitle())
		}
	}
	return removeMarked(region, taken)
}

func count(lines []line, is func(line) bool) (n int) {
	for _, l := range lines {
		if is(l) {
			n++
		}
	}
	return n
}

// uptoNextArticle returns the lines above the head of another article: its date, which is not one of these, its byline, and the line
// above that.
func uptoNextArticle(lines []line, dates dateLine) []line {
	k := bodyContext{dates: dates}
	start := proseStart(lines)
	for i, l := range lines {
		d, ok := l.date()
		if start < 0 || i <= start || !ok || !d.labelled || d.published.Time.IsZero() || k.printed(d) {
			continue
		}
		for i > 0 && lines[i-1].is(byline) {
			i--
		}
		return lines[:max(0, i-1)]
	}
	return lines
}

// endsText reports whether a line may be the last of a part of the text.
func endsText(l line) bool { return isParagraph(l) || l.kind == article.Table }
