package extract

import (
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/normalize"
)

// mostSubheads is how many lines of subheadline a body may begin with (A: one or two).
const mostSubheads = 2

// takeSubhead takes the subheadline off the beginning of a body: one or two lines without a final stop above the first
// paragraph. A second sign must show it: the page's description begins with what follows, or their element differs from
// that of the paragraph.
func (a *articleBody) takeSubhead(lines []line, k bodyContext) []line {
	if !k.excerpt || k.subhead != "" {
		return lines
	}
	above := slices.IndexFunc(lines, func(l line) bool { return !canOpenBody(l) })
	first := slices.IndexFunc(lines, func(l line) bool { return l.is(prose) && l.kind == article.Paragraph && endsSentence(l.text) })
	if above < 1 || above > mostSubheads || first < above {
		return lines
	}
	n, known := statedStart(lines[:above+1], lines, k.description)
	if !known {
		n = differingAbove(lines[:above], lines[first])
	}
	if n == 0 {
		return lines
	}
	var texts []string
	for _, l := range lines[:n] {
		texts = append(texts, l.text)
	}
	a.subhead = claim.Claim{Field: "subheadline", From: "first line of the body", Value: strings.Join(texts, "\n"), Node: lines[0].node}
	return lines[n:]
}

// canOpenBody reports whether a line may be the subheadline above the first paragraph.
func canOpenBody(l line) bool {
	return l.kind != article.Quote && l.kind != article.Table && !l.linked && l.hasWords() && len(l.text) <= longestHeadline &&
		!endsWithStop(l.text) && !strings.HasSuffix(l.text, ",") && !strings.HasSuffix(l.text, ":") && !startsWithBy(l.text)
}

// fewestSpaces is how many a headline or subheadline has at least: a label has fewer.
const fewestSpaces = 2

// hasWords reports whether a line has the words of a subheadline, unless a heading shows it to be one.
func (l line) hasWords() bool {
	return l.kind == article.Heading || strings.Count(l.text, " ") >= fewestSpaces
}

// statedStart returns which of the starts of a body the description begins with; false if it begins with none of them.
func statedStart(starts, lines []line, description string) (int, bool) {
	for i := range starts {
		if beginsWith(lines[i:], description) {
			return i, true
		}
	}
	return 0, false
}

// beginsWith reports whether the text of lines begins as a description does, which is cut anywhere.
func beginsWith(lines []line, description string) bool {
	want := normalize.Letters(description)
	if len(want) < fewestLetters {
		return false
	}
	var text strings.Builder
	for _, l := range lines {
		if text.Len() >= len(want) {
			break
		}
		text.WriteString(normalize.Letters(l.text))
	}
	return strings.HasPrefix(text.String(), want)
}

// fewestLetters is how many letters of a description say where a body begins: those of a few words.
const fewestLetters = 20

// differingAbove returns how many lines are in other elements than the paragraph below them.
func differingAbove(lines []line, paragraph line) int {
	for _, l := range lines {
		if l.kind == article.Paragraph && l.isMarkedAs(paragraph) && !l.bold {
			return 0
		}
	}
	return len(lines)
}
