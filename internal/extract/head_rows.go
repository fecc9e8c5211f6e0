package extract

import (
	"strings"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// rows are the lines of a page with those of its head as a reader sees them: what style alone separates inside a line
// is in separate lines, and a label is in the line of its date.
type rows struct {
	lines  []line
	lineOf []int // the line of the page that each is on; nil if the rows are the lines of the page
}

// longestRows is how many more lines a head has when it is split: a byline, two dates, the buttons beside them.
const longestRows = 16

// splitRows splits the lines above the body's first.
func splitRows(lines []line, body int) rows {
	var r rows
	for i, l := range lines {
		var split []line
		if i <= body {
			split = splitRow(lines[i:])
		}
		if r.lineOf == nil && (split != nil || isDanglingLabel(l.text) || i > 0 && i <= body && (continuesTitle(lines[i-1], l) || completesDay(lines[i-1], l))) {
			r = unsplit(lines, i)
		}
		switch {
		case r.lineOf == nil:
		case split == nil:
			r.add(i, l)
		default:
			r.add(i, split...)
		}
	}
	if r.lineOf == nil {
		r.lines = lines
	}
	return r
}

// isCardName reports whether the first of the lines is a heading above what its person does, or above his mail: the name in a
// writer's card.
func isCardName(lines []line) bool {
	return lines[0].kind == article.Heading && len(lines) > 1 && isReach(lines[1]) && isNames(lines[0]) && !dom.HasWord(lines[0].text, site.LabelWords)
}

// unsplit returns the first n lines of a page as rows, with room for the others.
func unsplit(lines []line, n int) rows {
	r := rows{lines: append(make([]line, 0, len(lines)+longestRows), lines[:n]...)}
	r.lineOf = make([]int, 0, cap(r.lines))
	for j := range n {
		r.lineOf = append(r.lineOf, j)
	}
	return r
}

// continuesTitle reports whether a line of a text rendering is the rest of a title that a break separates.
func continuesTitle(title, l line) bool {
	return l.gap == soft && l.picture == nil && title.picture == nil && title.kind == l.kind && title.linked == l.linked && len(title.text) <= longestTitle &&
		l.continuesWord(title.text) && canBeHeadline(title)
}

// add appends what line i of the page was split into. A label is joined with its value, a day with its time, a title with its rest.
func (r *rows) add(i int, split ...line) {
	for _, l := range split {
		last := len(r.lines) - 1
		if last < 0 || !r.joinAbove(last, l) {
			r.lines, r.lineOf = append(r.lines, l), append(r.lineOf, i)
			continue
		}
		r.lineOf[last] = i
	}
}

// joinAbove joins a line with the row above it, if that is its label, its day or the beginning of its title.
func (r *rows) joinAbove(row int, l line) bool {
	above := r.lines[row]
	switch {
	case completesDay(above, l):
		l.setText(above.text + " " + l.text)
	case isDanglingLabel(above.text) && completesLabel(above.text, l):
		l.setText(joinLabel(above.text, l.text))
	case continuesTitle(above, l):
		above.setText(above.text + " " + l.text)
		l = above
	default:
		return false
	}
	r.lines[row] = l
	return true
}

// rowIndex returns the index of line i of the page among the rows.
func (r rows) rowIndex(i int) int {
	if r.lineOf == nil {
		return i
	}
	for at, on := range r.lineOf {
		if on >= i {
			return at
		}
	}
	return len(r.lines)
}

// lineIndex returns the line of the page that a row is on; -1 for -1.
func (r rows) lineIndex(i int) int {
	if r.lineOf == nil || i < 0 {
		return i
	}
	return r.lineOf[i]
}

// splitRow returns the rows that the first of the lines is; nil if it is one, as it is.
func splitRow(lines []line) []line {
	var texts []string
	l, doubled := lines[0], false
	switch {
	case isCardName(lines):
		l.kind = article.Paragraph
		return []line{l}
	case l.kind == article.Table && normalize.MayDate(l.text):
		texts = labelledRows(l.text)
	case l.node == nil:
		var once string
		once, doubled = undoubled(l.text)
		if texts = splitGlued(once); texts == nil && doubled {
			texts = []string{once}
		}
	case len(l.pieces) < 2 || !mayBeRow(l):
		return nil
	default:
		texts = joinSegments(l.pieces)
	}
	if len(texts) == 1 && texts[0] == l.text {
		return nil
	}
	var rows []line
	for _, text := range texts {
		part := l
		part.text, part.pieces, part.twice = text, nil, doubled
		if part.kind == article.Table {
			part.kind = article.Paragraph
		}
		part.reclassify()
		rows = append(rows, part)
	}
	return rows
}

// labelledRows returns the rows of a table as lines: "Writer: Kim Da-sol", "Published Feb. 1, 2026". Two cells are never one name.
func labelledRows(table string) []string {
	rows := strings.Split(table, "\n")
	for i, row := range rows {
		between := ": "
		if normalize.MayDate(row) {
			between = " "
		}
		rows[i] = strings.ReplaceAll(row, "\t", between)
	}
	return rows
}

// joinLabel joins a label and its value, with a colon if the label is not that of a date.
func joinLabel(label, value string) string {
	if is, _ := site.CutHeadLabel(label); is != site.NoLabel && !strings.HasSuffix(label, ":") {
		label += ":"
	}
	return label + " " + value
}

// mayBeRow reports whether a line of several pieces can hold a date, a byline or buttons. Most such lines are
// paragraphs with a link in them, or the titles of lists.
func mayBeRow(l line) bool {
	if l.linked && !l.writer {
		return false
	}
	return len(l.text) <= shortestSentence || strings.Contains(l.text, "By") || normalize.MayDate(l.text)
}

// segmentKind is what a piece of a row is.
type segmentKind int

const (
	segmentWords segmentKind = iota // anything
	segmentLabel                    // waits for its date: "Published :"
	segmentDate
	segmentBy     // waits for its name
	segmentByline // begins with the word By
	segmentNames  // names, without the word By
	segmentButton // a button or a count of the site
	segmentTime   // a time of day
)

func segmentKindOf(s string) segmentKind {
	switch {
	case isDateLabel(s):
		return segmentLabel
	case isLoneBy(s):
		return segmentBy
	case timeOfDay().MatchString(s):
		return segmentTime
	case site.AreButtons(strings.Fields(s)):
		return segmentButton
	}
	if _, ok := readDate(s); ok {
		return segmentDate
	}
	if _, ok := site.Newsroom.ParseByline(s); ok {
		return segmentByline
	}
	if _, ok := site.Newsroom.ParseNamesOnly(s); ok {
		return segmentNames
	}
	return segmentWords
}

var timeOfDay = lazyRegexp(`^\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?$`)

// joinSegments joins the pieces of a line that belong together: a label and its date, By and its name, the words of one
// text in several styles.
func joinSegments(pieces []string) []string {
	var texts []string
	so := pieces[0] // what has been put together so far
	is := segmentKindOf(normalize.Text(so))
	for _, piece := range pieces[1:] {
		text := normalize.Text(piece)
		next := segmentKindOf(text)
		switch {
		case is == segmentWords && next == segmentWords:
			so += piece // separated as printed, or not at all
		case is == segmentNames && site.Newsroom.IsRole(text):
		case completesSegment(is, next, so, text):
			so += " " + piece // its space, if it ends in one, separates it from the next
		case (is == segmentNames || is == segmentByline) && next == segmentNames:
			so = joinNames(so, piece)
		default:
			texts = append(texts, normalize.Text(so))
			so, is = piece, next
			continue
		}
		is = segmentKindOf(normalize.Text(so))
	}
	return append(texts, normalize.Text(so))
}

// joinNames joins two names as printed, and with a comma if nothing is printed between them.
func joinNames(a, b string) string {
	a = strings.TrimRight(a, " ,")
	if strings.HasSuffix(a, " and") || strings.HasSuffix(a, "&") {
		return a + " " + b
	}
	return a + ", " + b
}

// completesSegment reports whether a piece completes what is before it.
func completesSegment(is, next segmentKind, so, text string) bool {
	switch is {
	case segmentLabel:
		return next == segmentDate
	case segmentBy:
		return next == segmentNames || next == segmentWords
	case segmentDate:
		return next == segmentTime
	case segmentByline, segmentNames:
		if next != segmentWords {
			return false
		}
		_, ok := site.Newsroom.ParseNamesOnly(normalize.Text(so) + " " + text)
		return ok
	}
	return false
}

// completesDay reports whether a line is nothing but the time of the day that is the line above it.
func completesDay(day, l line) bool {
	const longest = len("12:59:59 p.m.")
	if len(l.text) > longest || !timeOfDay().MatchString(l.text) {
		return false
	}
	d, ok := day.date()
	return ok && !d.published.HasTime && d.updated.Time.IsZero()
}

// isDanglingLabel reports whether a line is nothing but the beginning of the next: the label of a row, or the word By.
func isDanglingLabel(s string) bool {
	// "Last updated on :" is the longest label.
	const longest = 20
	if s == "" || len(s) > longest || strings.IndexByte("abcdefilmoprstuw", s[0]|0x20) < 0 && s[0] < utf8.RuneSelf {
		return false
	}
	_, value := site.CutHeadLabel(s)
	return value == "" || isLoneBy(s) || isDateLabel(s)
}

// isLoneBy reports whether a text is the word By without its name, also after "Written" or "Submitted".
func isLoneBy(s string) bool { return s != "" && normalize.AfterBy(s) == "" }

// completesLabel reports whether a line is what a dangling label needs.
func completesLabel(waiting string, l line) bool {
	if l.picture != nil || len(l.text) > longestByline {
		return false
	}
	if isDateLabel(waiting) {
		d, ok := l.date()
		return ok && !d.labelled
	}
	if is, _ := site.CutHeadLabel(waiting); is == site.SectionLabel {
		return site.NamesSection(l.text)
	}
	_, ok := site.Newsroom.ParseNamesOnly(l.text)
	return ok
}
