package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// Programs wrap the lines of a text at a width, and separate its paragraphs by blank lines or by the ends of lines alone.

// paragraphEnds is how the lines of a wrapped text end between two blank lines.
type paragraphEnds struct {
	room     int   // sentences that end above the margin: the line alone ends their paragraph
	doubtful []int // the lines after one that ends at the margin or in no sentence: whether its paragraph ends there is not known
}

// count counts the end of a line of the file, after which the line of the page at next follows.
func (e *paragraphEnds) count(next int, g gap, wrapped bool, below []string) {
	if wrapped || len(below) == 0 || normalize.Text(below[0]) == "" {
		return
	}
	switch {
	case g == hard:
		e.room++
	case strings.HasPrefix(strings.TrimLeft(below[0], " "), "("): // it belongs to this line: see gapAbove
	case g == soft:
		e.doubtful = append(e.doubtful, next)
	}
}

// settle separates the doubtful lines too, if the ends of lines separate the paragraphs around them.
func (e *paragraphEnds) settle(lines []line) {
	if e.room > 0 {
		for _, i := range e.doubtful {
			if i < len(lines) && lines[i].gap == soft {
				lines[i].gap = hard
			}
		}
	}
	*e = paragraphEnds{}
}

// indent returns how many blanks a line of the file begins with. What is below an item of a list and deeper is the rest of it.
func indent(raw string) int { return len(raw) - len(strings.TrimLeft(raw, " ")) }

// lineEnd returns what separates the first of the raw lines, whose text is s, from the next, and whether it was wrapped
// there.
func lineEnd(s string, raw []string, width int) (g gap, wrapped bool) {
	switch {
	case width == 0 && endsWithStop(s):
		return hard, false
	case width == 0 || len(raw) == 1:
		return soft, false
	case full(raw[0], raw[1], width):
		// Whether a paragraph ends with a sentence at the margin is not known: join decides by the rest.
		return soft, !endsSentence(s) && !site.IsFurniture(s)
	case endsWithStop(s):
		return hard, false // there was room for the next word
	}
	return soft, false
}

// longestWord is how much room may be left in a wrapped line: for a word that is longer.
const longestWord = 12

// wideRows is of how many lines one may be a row wider than the text.
const wideRows = 10

// widestWrap is the widest that people wrap a text at; lynx and w3m do at 80 columns.
const widestWrap = 132

// wrapWidth returns the width that a text was wrapped at, 0 if it was not.
func wrapWidth(raw []string) int {
	if width := continuedWidth(raw); width > 0 {
		return width
	}
	var widths []int
	for i, r := range raw {
		// An address is not wrapped, and neither is a row of a table.
		if !isBlank(r) && (i+1 == len(raw) || !isRule(raw[i+1])) && !strings.Contains(r, "://") {
			widths = append(widths, len([]rune(strings.TrimRight(r, " \r"))))
		}
	}
	slices.Sort(widths)
	slices.Reverse(widths)
	// A row of labels may be wider than the text, of which more than one line is as wide as there is room for.
	wider := 0
	for wider < len(widths)/wideRows && widths[wider+1] < widths[wider]-longestWord {
		wider++
	}
	width := 0
	if len(widths) > 0 {
		width = widths[wider]
	}
	if width > widestWrap {
		return 0
	}
	for i, r := range raw {
		if isWiderText(r, width) && (i+1 == len(raw) || !isRule(raw[i+1])) {
			return 0
		}
	}
	return width
}

// fewestContinued is how many lines that continue in the next show that a text was wrapped.
const fewestContinued = 3

// continuedWidth returns the width of the widest line that surely continues in the next, which begins with a small letter; 0 if
// these lines are few, or if not most of the lines are as narrow.
func continuedWidth(raw []string) int {
	width, continued, wider := 0, 0, 0
	for i := range len(raw) - 1 {
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(raw[i+1], " "))
		if unicode.IsLower(next) && !isBlank(raw[i]) {
			continued++
			width = max(width, utf8.RuneCountInString(strings.TrimRight(raw[i], " \r")))
		}
	}
	if continued < fewestContinued || width > widestWrap {
		return 0
	}
	for _, r := range raw {
		if isWiderText(r, width) {
			wider++
		}
	}
	if wider >= continued {
		return 0
	}
	return width
}

// isRule reports whether a line is a row of dashes. Those that pandoc draws around a table may be wider than the text.
func isRule(raw string) bool {
	raw = strings.TrimSpace(raw)
	return strings.HasPrefix(raw, "---") && ruledLine().MatchString(raw)
}

// isBlank reports whether a line separates paragraphs.
func isBlank(raw string) bool { return strings.TrimSpace(raw) == "" || isRule(raw) }

// isWiderText reports whether a line is a sentence that is wider than a text was wrapped at.
func isWiderText(r string, width int) bool {
	r = strings.TrimRight(r, " \r")
	return utf8.RuneCountInString(r) > width && endsWithStop(r) && !strings.Contains(r, "://")
}

// full reports whether the first word of the next line had no room in this one. A centered line ends where its text
// ends.
func full(r, next string, width int) bool {
	// The deepest list of a page is not indented so far.
	const middle = 16
	if indent(r) >= middle {
		return false
	}
	words := strings.Fields(next)
	return len(words) > 0 && len([]rune(strings.TrimRight(r, " \r")))+1+len([]rune(words[0])) > width
}
