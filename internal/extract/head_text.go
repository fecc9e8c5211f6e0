package extract

import (
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// In a text rendering no element shows the headline: it is the first line of the run above the date, which may hold a
// subheadline of two lines too. Above the run are the labels, buttons and lists of the site.

// listedRows is how many lines right below the label of a list are headline and subheadline: a program has dropped the list. More are
// its titles.
const listedRows = 2

// mostHeadRows is how many lines of headline and subheadline are in a row: one, and a subheadline of two.
const mostHeadRows = 3

// guessTextHeadline returns the headline in the run that ends at line i. What the run begins below decides how sure that is.
func (h *head) guessTextHeadline(lines []line, i int) int {
	for i > 0 && (isTextFurniture(lines[i]) || endsInCredit(lines[i].text) || h.isUnsaidByline(lines, i)) {
		i = aboveButtons(lines, i)
	}
	if !isHeadRow(lines[i]) {
		return -1
	}
	top, twice := topOfRun(lines, i)
	if twice {
		return top
	}
	if above := h.aboveRun(lines, top); above >= 0 {
		return h.guessTextHeadline(lines, above)
	}
	if rows := i - top + 1; rows > mostHeadRows || rows > listedRows && top > 0 && lines[top-1].is(listLabel) {
		h.uncertain = "several lines above the date may be the headline"
		return aboveSubhead(lines, i)
	}
	if top < i && isAboveHeadline(lines[top], lines[top+1]) {
		top++
	}
	if isLead(lines, top) {
		return -1
	}
	h.uncertain = h.headlineDoubt(lines, top)
	return top
}

// isAboveHeadline reports whether the headline is the second of two lines: the first is a single word, such as an unknown section,
// or a sentence that a sender has written above the headline.
func isAboveHeadline(l, below line) bool {
	return !strings.Contains(l.text, " ") || isParagraph(l) && below.hasWords() && !endsWithStop(below.text)
}

// topOfRun returns the first of the rows of a head in a row that end at line i, or the one that is printed twice: a title. A caption
// is on two lines without a blank one between.
func topOfRun(lines []line, i int) (top int, twice bool) {
	for top = i; top > 0 && isHeadRow(lines[top-1]); top-- {
		if lines[top].gap == hard && samePrint(lines[top-1].text, lines[top].text) {
			return top - 1, true
		}
	}
	return top, false
}

// aboveRun returns the last line of another run above the one that begins at line i, if that is a subheadline below a byline, or a
// heading of the body below captions; else -1.
func (h *head) aboveRun(lines []line, i int) int {
	if i > 1 && (isByline(lines[i-1]) || site.IsSource(lines[i-1].text)) && isHeadRow(lines[i-2]) {
		return i - 2
	}
	if above := aboveCaptions(lines, i); h.date < 0 && above >= 0 && above < i-1 && isHeadRow(lines[above]) {
		return above
	}
	return -1
}

// aboveCaptions returns the line above the captions that are above line i; i-1 if there are none, -1 if nothing is above.
func aboveCaptions(lines []line, i int) int {
	i--
	for i >= 0 && endsInCredit(lines[i].text) {
		i--
	}
	return i
}

// headlineDoubt returns why a line may not be the headline; "" if nothing speaks against it.
func (h *head) headlineDoubt(lines []line, i int) string {
	s := lines[i].text
	switch {
	case strings.Count(s, " ") < fewestSpaces && i > 0 && !lines[i-1].endsNavigation():
		return "a headline has more words"
	case i > 0 && lines[i-1].picture != nil:
		return "a picture is above it, maybe below the headline"
	case isNames(lines[i]) && !slices.ContainsFunc(lines[i+1:max(i+1, min(len(lines), h.date+dateLines))], isByline):
		return "it may be the byline"
	case strings.HasSuffix(s, ","):
		return "it continues in the next line"
	case strings.HasSuffix(s, "."):
		return "it ends as a sentence does"
	case 0 <= h.date && h.date < i:
		return "the date is above it, maybe that of a list"
	}
	return ""
}

// topHeading returns the highest of the headings in a row that ends at line i of Markdown: the others are subheadlines.
func topHeading(lines []line, i int) int {
	top := i
	for j := i - 1; j >= 0 && (lines[j].kind == article.Heading || lines[j].is(furniture)); j-- {
		if lines[j].kind == article.Heading && lines[j].level < lines[top].level && canBeHeadline(lines[j]) {
			top = j
		}
	}
	return top
}

// aboveButtons returns the line above line i that is no button.
func aboveButtons(lines []line, i int) int {
	i--
	for i > 0 && (lines[i].is(furniture) || lines[i].picture != nil) {
		i--
	}
	return i
}

// isTextFurniture reports whether a line above a date is what only an element would show: the navigation in one row, a byline
// that names no known person, a role, a mail, a label glued to its value.
func isTextFurniture(l line) bool {
	const mostWords = 3 // of such a byline; a headline with By has more
	by := startsWithBy(l.text) && strings.Count(l.text, " ") < mostWords
	return l.picture == nil && (by || l.is(mail) || site.Newsroom.IsRole(l.text) || startsWithLabel(l.text) || site.AreSections(l.text) || site.IsPodcastLabel(l.text))
}

// isHeadRow reports whether a line may be headline or subheadline in a text rendering.
func isHeadRow(l line) bool {
	return l.picture == nil && canBeHeadline(l) && !l.linked && l.kind == article.Paragraph && !l.is(listItem) && !isTextFurniture(l) && !endsInCredit(l.text)
}

// isLead reports whether line i begins the text of an article without a headline: it has two sentences, or is below what announces
// a podcast.
func isLead(lines []line, i int) bool {
	return twoSentences().MatchString(lines[i].text) || slices.ContainsFunc(lines[:i], func(l line) bool { return site.IsPodcastLabel(l.text) })
}

// twoSentences matches a lead: the stop of a first sentence, as no abbreviation has it, and a second one that ends in a stop.
var twoSentences = lazyRegexp(`[\p{L}0-9]{4}[.!?][”’"')]? \p{Lu}.{20,}[.!?][”’"')]?$`)

// splitGlued returns the rows that a line of a text rendering is: the program has put elements side by side without a space
// between. "Ferry gets a bellBy Noh Ye-bin", "Captain pays for itFeb. 1, 2021 - 16:42 By Noh Ye-bin".
func splitGlued(s string) []string {
	if len(s) > longestHeadline {
		return nil
	}
	if rows := splitSigned(s); rows != nil {
		return rows
	}
	if !normalize.MayDate(s) {
		return nil
	}
	if _, whole := readDate(s); whole {
		return nil
	}
	if at := gluedDate().FindStringIndex(s); at != nil {
		if _, dated := readDate(s[at[0]+1:]); dated {
			return []string{s[:at[0]+1], s[at[0]+1:]}
		}
	}
	for _, f := range normalize.Dates(s) {
		above, _ := cutLabel(s[:f.Start], slices.Concat(site.PublishedLabels, site.UpdatedLabels))
		above = strings.TrimRight(above, " ")
		if _, dated := readDate(s[len(above):]); dated && f.Timestamp.HasTime && strings.Contains(above, " ") {
			return []string{above, strings.TrimSpace(s[len(above):])}
		}
	}
	return nil
}

// splitSigned returns the rows of a line that holds a byline, in which a space or a comma may be missing: "ByNoh Ye-bin", "Noh
// Ye-binBy Gwak Da-in", "Noh Ye-bin Staff reporter".
func splitSigned(s string) []string {
	if at := gluedBy(s); at > 0 {
		if b, ok := site.Newsroom.ParseNamesOnly(s[:at]); ok && len(b.People) > 0 {
			return []string{"By " + s[:at] + ", " + normalize.AfterBy(s[at:])}
		}
		return []string{s[:at], s[at:]}
	}
	if len(s) > longestByline {
		return nil
	}
	if name, ok := strings.CutPrefix(s, "By"); ok && name != "" && name[0] != ' ' {
		if b, ok := site.Newsroom.ParseNamesOnly(name); ok && len(b.People) > 0 {
			return []string{"By " + name}
		}
	}
	for i, r := range s {
		if r != ' ' || !site.Newsroom.IsRole(s[i+1:]) {
			continue
		}
		if _, person := site.Newsroom.PersonName(s[:i]); person {
			return []string{s[:i], s[i+1:]}
		}
	}
	return nil
}

// gluedDate matches the last letter of a headline and the date right after it.
var gluedDate = lazyRegexp(`[a-z0-9)?!'"][A-Z][a-z]{2,8}\.? \d{1,2}, \d{4} - \d{1,2}:\d{2}`)

// gluedBy returns where a byline begins right after the last letter of a headline; -1 if none does.
func gluedBy(s string) int {
	at := strings.LastIndex(s, "By ")
	if at < shortestHeadline || s[at-1] == ' ' || !strings.Contains(s[:at], " ") {
		return -1
	}
	if _, by := site.Newsroom.ParseByline(s[at:]); by {
		return at
	}
	if d, ok := readDate(s[at:]); ok && d.byline != "" {
		return at
	}
	return -1
}

// dateAboveText returns the first of the dates that are right below each other and nearest to the text below them in a text
// rendering: those further up are of a list. It returns 0 if there are none.
func dateAboveText(lines []line) int {
	start := proseStart(lines)
	if start < 0 || lines[start].node != nil {
		return 0
	}
	for i := start - 1; i >= 0; i-- {
		if d, ok := lines[i].date(); ok && d.labelled && !lines[i].linked {
			for i > 0 && lines[i-1].is(dated) {
				i--
			}
			return i
		}
	}
	return 0
}
