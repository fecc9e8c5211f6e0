package extract

import (
	"strings"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// rows are the lines of a page with those of its head as a reader sees them: what style alone parts inside a line stands
// in lines of its own, and a label stands with its date.
type rows struct {
	lines []line
	on    []int // where each stands on the page; nil where the lines are those of the page
}

// longestRows is how many more lines a head has when it is parted: a byline, two dates, the buttons beside them.
const longestRows = 16

// headRows parts the lines above the story's first.
func headRows(lines []line, body int) rows {
	var r rows
	for i, l := range lines {
		parted := []line{l}
		if i <= body {
			parted = partRow(l)
		}
		if r.on == nil && (len(parted) != 1 || parted[0].text != l.text || waits(l.text)) {
			r.lines = append(make([]line, 0, len(lines)+longestRows), lines[:i]...)
			for j := range i {
				r.on = append(r.on, j)
			}
		}
		if r.on != nil {
			r.add(i, parted)
		}
	}
	if r.on == nil {
		r.lines = lines
	}
	return r
}

// add appends what line i of the page was parted into; a label that waits for its date gets it.
func (r *rows) add(i int, parted []line) {
	for _, l := range parted {
		if last := len(r.lines) - 1; last >= 0 && waits(r.lines[last].text) && fulfils(r.lines[last].text, l) {
			l.text, l.said = r.lines[last].text+" "+l.text, nil
			r.lines[last], r.on[last] = l, i
			continue
		}
		r.lines, r.on = append(r.lines, l), append(r.on, i)
	}
}

// of is where line i of the page stands among the rows.
func (r rows) of(i int) int {
	if r.on == nil {
		return i
	}
	for at, on := range r.on {
		if on >= i {
			return at
		}
	}
	return len(r.lines)
}

// onPage is where a row stands on the page; -1 for -1.
func (r rows) onPage(i int) int {
	if r.on == nil || i < 0 {
		return i
	}
	return r.on[i]
}

// partRow gives the rows that a line is.
func partRow(l line) []line {
	var texts []string
	switch {
	case l.kind == article.Table && normalize.MayDate(l.text):
		texts = strings.Split(strings.ReplaceAll(l.text, "\t", " "), "\n")
	case len(l.pieces) < 2 || !mayBeRow(l):
		return []line{l}
	default:
		texts = putTogether(l.pieces)
	}
	var lines []line
	for _, text := range texts {
		part := l
		part.text, part.pieces, part.said = text, nil, nil
		if part.kind == article.Table {
			part.kind = article.Paragraph
		}
		lines = append(lines, part)
	}
	return lines
}

// mayBeRow reports whether a line of several pieces can hold a date, a byline or buttons. Most such lines are paragraphs
// with a link in them, or the titles of lists.
func mayBeRow(l line) bool {
	if l.linked && !l.writer {
		return false
	}
	return len(l.text) <= shortestSentence || strings.Contains(l.text, "By") || normalize.MayDate(l.text)
}

// role is what a piece of a row does.
type role int

const (
	asWords role = iota // anything
	asLabel             // waits for its date: "Published :"
	asDate
	asBy     // waits for its name
	asByline // begins with the word By
	asNames  // names, without the word By
	asTool   // a button or a count of the site
	asHour   // a time of day
)

func roleOf(s string) role {
	switch {
	case isDateLabel(s):
		return asLabel
	case isLoneBy(s):
		return asBy
	case timeOfDay().MatchString(s):
		return asHour
	case onlyTools(strings.Fields(s)):
		return asTool
	}
	if _, ok := readDate(s); ok {
		return asDate
	}
	if _, ok := site.Newsroom.ParseByline(s); ok {
		return asByline
	}
	if _, ok := site.Newsroom.ParseNamesOnly(s); ok {
		return asNames
	}
	return asWords
}

var timeOfDay = pattern(`^\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?$`)

// putTogether joins the pieces of a line that belong together: a label and its date, By and its name, the words of one
// text in several styles.
func putTogether(pieces []string) []string {
	var texts []string
	var so string // what has been put together so far
	var is role
	for _, piece := range pieces {
		text := normalize.Text(piece)
		next := roleOf(text)
		switch {
		case so == "":
			so = piece
		case is == asWords && next == asWords:
			so += piece // parted as printed, or not at all
		case is == asNames && site.Newsroom.IsRole(text):
		case belongs(is, next, so, text):
			so += " " + text
		case is == asNames && next == asNames:
			so = strings.TrimRight(so, " ,") + ", " + text
		default:
			texts = append(texts, normalize.Text(so))
			so = piece
		}
		is = roleOf(normalize.Text(so))
	}
	return append(texts, normalize.Text(so))
}

// belongs reports whether a piece completes what stands before it.
func belongs(is, next role, so, text string) bool {
	switch is {
	case asLabel:
		return next == asDate
	case asBy:
		return next == asNames || next == asWords
	case asDate:
		return next == asHour
	case asByline, asNames:
		if next != asWords && !(is == asByline && next == asNames) {
			return false
		}
		_, ok := site.Newsroom.ParseNamesOnly(normalize.Text(so) + " " + text)
		return ok
	}
	return false
}

// waits reports whether a line is nothing but the beginning of the next: the label of a date, or the word By.
func waits(s string) bool {
	// "Last updated on :" is the longest label.
	const longest = 20
	if s == "" || len(s) > longest || strings.IndexByte("bprimeulf", s[0]|0x20) < 0 && s[0] < utf8.RuneSelf {
		return false
	}
	return isLoneBy(s) || isDateLabel(s)
}

// isLoneBy tells the word By that stands apart from its name.
func isLoneBy(s string) bool { return strings.EqualFold(strings.TrimRight(s, " :"), "by") }

// fulfils reports whether a line is what another waits for.
func fulfils(waiting string, l line) bool {
	if l.picture != nil || len(l.text) > longestByline {
		return false
	}
	if isDateLabel(waiting) {
		d, ok := l.date()
		return ok && !d.labelled
	}
	_, ok := site.Newsroom.ParseNamesOnly(l.text)
	return ok
}
