package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// A text rendering is a page as a browser, lynx, w3m or a service for readers wrote it down: lines, and marks where the
// page had links and pictures.

// The marks of links and pictures in a text.
var (
	linkList    = lazyRegexp(`(?m)^[ \t]*(?:References|Visible links:?)[ \t]*\n(?:[ \t]*\n)*[ \t]*(?:Visible links:?[ \t]*\n[ \t]*)?1\. \S+`)
	linkNumbers = lazyRegexp(`\[\d+\]`)
	// lynx prints the number of a link right before its words.
	numberedWords = lazyRegexp(`(^|[\s(])\[\d{1,4}\](\S)`)
	linkedImage   = lazyRegexp(`\[(!\[[^\]\n]*\]\([^()\s]*\))\]\((?:[^()\s]|\([^()\s]*\))*\)`)
	image         = lazyRegexp(`!\[([^\]\n]*)\]\(([^()\s]*)\)`)
	markdownLink  = lazyRegexp(`!?\[([^\[\]\n]*)\]\((?:https?:|mailto:|javascript:|[/#])(?:[^()\s]|\([^()\s]*\))*\)`)
	angledLink    = lazyRegexp(`\s*[<‹](?:https?|mailto):[^<>‹›\n]*[>›]`)
	// What lynx and links write for frames, links of the head, buttons, fields, marked text and the caption of a table.
	lynxMark   = lazyRegexp(`^(?:(?i:IFRAME)(?:: \S*)?|Link: [a-z]+|CAPTION: .*|\[(?:INS|DEL):|:(?:INS|DEL)\])$`)
	lynxButton = lazyRegexp(`\(BUTTON\) ?`)
	// Deleted and inserted text. What is inserted as a line is an advertisement.
	deletedText  = lazyRegexp(`\[DEL:[^\[\]]*:DEL\]|~~[^~\n]+(?:\n[^~\n]+)?~~`)
	insertedLine = lazyRegexp(`(?m)^[ \t]*\[INS:[^\[\]]*:INS\][ \t]*$`)
	insertedText = lazyRegexp(`\[INS: ?([^\[\]]*?) ?:INS\]`)
	// The empty field of a form.
	emptyField = lazyRegexp(`_{3,}|\[[ _]+\]`)
	// w3m prints the name of a picture's file, also right before the words of a link. In capitals it may be a kicker.
	fileMark  = lazyRegexp(`^\[(?:[a-z0-9_-]{1,10}|IMG|\w{1,20}_\w{1,10})\]\S`)
	fileName  = lazyRegexp(`\[[a-z]+\w*_\d+\] ?`)
	photoFile = lazyRegexp(`^\S+\.(?:jpe?g|png|gif|webp)$`)
	bareImage = lazyRegexp(`^\[(?:[^\[\]\s]+\.(?:jpe?g|png|gif|webp)|inline|image|img|data:[^\[\]]*|\d{6,}[^\[\]\s]*|[a-z]+\w*_\d+|[a-z0-9_-]{1,10})\]$`)
)

// linkSign replaces each character of the number of a link until the lines are made, which keeps them as wide as they were: a
// control character that no text has.
const linkSign = "\x01"

// relatedSign replaces the address of a link that leads to an article of the site.
const relatedSign = linkSign + "\x02"

// isNumbered reports whether a line begins with a numbered link, after the mark of a heading or the bullet of a list.
func isNumbered(raw string) bool {
	return strings.HasPrefix(strings.TrimLeft(raw, " \t#*+o•0123456789."), linkSign)
}

// stripLinkMarks removes the marks of links from a text: the numbers of lynx, the list of links at its end, the
// addresses after the words.
func stripLinkMarks(text string) string {
	if at := linkList().FindStringIndex(text); at != nil {
		text = linkNumbers().ReplaceAllStringFunc(text[:at[0]], signNumber)
	} else if strings.Contains(text, "[1]") && strings.Contains(text, "[2]") {
		text = numberedWords().ReplaceAllStringFunc(text, func(s string) string { return linkNumbers().ReplaceAllStringFunc(s, signNumber) })
	}
	if strings.Contains(text, "](") {
		text = linkedImage().ReplaceAllString(text, "$1")
		text = image().ReplaceAllString(text, "\n$0\n")
		text = markdownLink().ReplaceAllStringFunc(text, func(link string) string {
			if link[0] == '!' {
				return link
			}
			return link[1:strings.Index(link, "](")]
		})
		text = strings.ReplaceAll(text, "**", "")
	}
	if strings.Contains(text, ":INS]") || strings.Contains(text, ":DEL]") || strings.Contains(text, "~~") {
		text = insertedLine().ReplaceAllString(deletedText().ReplaceAllString(text, ""), "")
		text = insertedText().ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "_0]") {
		text = fileName().ReplaceAllStringFunc(text, func(name string) string { return "\n" + strings.TrimSpace(name) + "\n" })
	}
	if strings.Contains(text, "http") {
		text = angledLink().ReplaceAllString(text, "")
	}
	return text
}

func signNumber(number string) string { return strings.Repeat(linkSign, len(number)) }

// bareNumber returns the number that a line is.
func bareNumber(s string) (n int, ok bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// readSigns takes from the line as written whether it is a link.
func (l *line) readSigns(raw string) {
	if isNumbered(raw) {
		l.links = len(l.text)
	}
	l.linked = l.links > 0 && isTitle(l.text)
	l.related = l.linked && strings.Contains(raw, relatedSign)
}

// isTitle reports whether a text may be the title of another article in a list.
func isTitle(s string) bool { return len(s) <= longestTitle && !endsSentence(s) }

// textLines returns the lines of a text that is as it was written.
func textLines(text string) []line {
	return wrappedLines(text, wrapWidth(strings.Split(text, "\n")))
}

// wrappedLines returns the lines of a text rendering that was wrapped at a width, 0 if at none. A blank line separates
// paragraphs; a line as wide as the page was wrapped there.
func wrappedLines(text string, width int) []line {
	raw := drawColumns(strings.Split(text, "\n"))
	var lines []line
	var joined strings.Builder // the text of the last line, where more than one of the file makes it
	g := hard
	wrapped := false
	var ends paragraphEnds
	item := -1 // how far the last item of a list is indented; -1 below other lines
	for i, r := range raw {
		if isDashed(raw, i) {
			r = strings.Replace(r, "-", "•", 1)
		}
		s := stripLynxMarks(normalize.Text(pandocItem().ReplaceAllString(r, "• ")))
		last := len(lines) - 1
		switch p := pictureMark(s); {
		case s == "":
			ends.settle(lines)
			g, wrapped = hard, false
			continue
		case p != nil:
			lines = append(lines, line{kind: article.Paragraph, gap: g, picture: p})
			g, wrapped = soft, false
			continue
		case markedPicture(s) > 0:
			lines = append(lines, startedLines(s, r, g)...)
			joined.Reset()
		case last >= 0 && lines[last].appendRow(&joined, s, g):
			continue
		case isRule(s):
			g, wrapped = hard, false
			continue
		case g != hard && (wrapped || isInItem(r, item)) && !separates(lines[last].text, s):
			lines[last].appendText(&joined, wordBreak(lines[last].text, s)+s)
			lines[last].boxed = isBoxed(raw, i, width)
		default:
			started := startedLines(s, r, gapAbove(s, raw[:i], g))
			l := &started[len(started)-1]
			l.boxed = isBoxed(raw, i, width)
			if repeatsItem(l.text, lines) {
				l.kind = article.ListItem
			}
			item = l.itemIndent(r)
			lines = append(lines, started...)
			joined.Reset()
		}
		g, wrapped = lineEnd(s, raw[i:], width)
		ends.count(len(lines), g, wrapped, raw[i+1:])
	}
	ends.settle(lines)
	return lines
}

// isDashed reports whether line i of the file is an item of a list with dashes: a line with a dash alone may be spoken.
func isDashed(raw []string, i int) bool {
	const dash = "- "
	beside := i > 0 && strings.HasPrefix(raw[i-1], dash) || i+1 < len(raw) && strings.HasPrefix(raw[i+1], dash)
	return beside && strings.HasPrefix(raw[i], dash)
}

// isBoxed reports whether line i of the file is in the cell of a table, which links fills with blanks, or centered, as lynx does with
// captions. The lines of a quote are indented alike.
func isBoxed(raw []string, i, width int) bool {
	// lynx indents a text by 3 columns; a line of odd length is a column off the middle.
	const margin, off = 3, 1
	const fill = "   " // Markdown breaks a line with two blanks
	text := strings.TrimRight(raw[i], " ")
	if text == "" || width == 0 || strings.HasSuffix(raw[i], fill) {
		return text != "" && width > 0
	}
	left := indent(text)
	middle := left + utf8.RuneCountInString(text) - width - margin
	if left <= margin || middle < -off || middle > off {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text[left:])
	alike := i > 0 && indent(raw[i-1]) == left || i+1 < len(raw) && indent(raw[i+1]) == left
	return !alike && !strings.ContainsRune(`"'“‘`, first)
}

// isInItem reports whether a line of the file continues an item, whose first line is indented by item bytes; -1 if no item is
// above.
func isInItem(raw string, item int) bool { return item >= 0 && item < indent(raw) }

// startedLines returns the lines that a line of the file begins: the picture that a mark at its beginning represents, its text, and
// the label of a list that is glued to that.
func startedLines(s, raw string, g gap) (lines []line) {
	if mark := markedPicture(s); mark > 0 {
		lines = append(lines, line{kind: article.Paragraph, gap: g, picture: &picture{alt: s[1 : mark-1]}})
		s, g = strings.TrimSpace(s[mark:]), soft
	}
	if at := gluedLabel(s); at > 0 {
		lines = append(lines, textLine(s[:at], g))
		s, g = s[at:], soft
	}
	l := textLine(s, g)
	l.readSigns(raw)
	return append(lines, l)
}

// beginsText reports whether a line is the beginning of a text wherever it is. A number may continue a sentence, unless it numbers the
// next item of a list.
func beginsText(s, above string) bool {
	number, _, _ := strings.Cut(s, " ")
	continues := '0' <= s[0] && s[0] <= '9' && number != "1." && number != "1)" && !isListItem(above)
	return hasBullet(s) || isListItem(s) && !continues || isDate(s)
}

// separates reports whether a line never continues the text above it.
func separates(above, s string) bool { return beginsText(s, above) || endsDate(above, s) }

// gapAbove returns what separates a text from the lines of the file above it. What a credit is right below may be a caption, and the
// credit its own.
func gapAbove(s string, above []string, g gap) gap {
	if s[0] == '(' && s[len(s)-1] == ')' && len(above) > 0 && !isBlank(above[len(above)-1]) {
		return soft
	}
	return g
}

// endsDate reports whether a text is a date whose time of day the next line does not begin.
func endsDate(above, s string) bool { return isDate(above) && (s[0] < '0' || s[0] > '9') }

// appendText appends what continues a line. joined holds its text once it was appended to.
func (l *line) appendText(joined *strings.Builder, s string) {
	if joined.Len() == 0 {
		joined.WriteString(l.text)
	}
	joined.WriteString(s)
	l.text = joined.String()
	l.linked = l.linked && isTitle(l.text)
}

// repeatsItem reports whether a text is the item above once more: an article's title, below that of its picture.
func repeatsItem(s string, above []line) bool {
	last := len(above) - 1
	return last >= 0 && above[last].kind == article.ListItem && samePrint(above[last].text, s)
}

// itemIndent returns how far an item of a list is indented; -1 for another line.
func (l *line) itemIndent(raw string) int {
	if l.kind == article.ListItem || isListItem(l.text) {
		return indent(raw)
	}
	return -1
}

// isDate reports whether a line is a date and nothing else: the one above it may only be as wide as the text.
func isDate(s string) bool {
	d, ok := readDate(s)
	return ok && d.byline == ""
}

// A title in a list has two lines at most.
const longestTitle = 160

// appendRow appends the row of a table that w3m has drawn, if the line belongs to one too. joined is that of appendText.
func (l *line) appendRow(joined *strings.Builder, s string, g gap) bool {
	if l.kind != article.Table || g == hard {
		return false
	}
	if strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("├─┼┤┌┬┐└┴┘│ |+-=", r) }) < 0 {
		return true // a rule between two rows
	}
	row, ok := tableRow(s)
	if ok {
		l.appendText(joined, "\n"+row)
	}
	return ok
}

const asciiBar = "|"

// tableRow returns the cells of a row of a table drawn in lines: "│ Index │ Close │".
func tableRow(s string) (row string, ok bool) {
	bar := cellBar
	if strings.HasPrefix(s, asciiBar) {
		bar = asciiBar
	}
	inside, ok := strings.CutPrefix(s, bar)
	if !ok || !strings.HasSuffix(inside, bar) {
		return "", false
	}
	cells := strings.Split(strings.TrimSuffix(inside, bar), bar)
	if bar == asciiBar && len(cells) < 2 {
		return "", false // the bars are those of a caption
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return strings.Join(cells, "\t"), true
}

func stripLynxMarks(s string) string {
	if strings.Contains(s, "(BUTTON)") {
		s = strings.TrimSpace(lynxButton().ReplaceAllString(s, ""))
	}
	switch {
	case s == "":
	case strings.IndexByte("ICL[:", s[0]) >= 0 && lynxMark().MatchString(s):
		return ""
	case strings.Contains(s, "___") || strings.Contains(s, "[ ]") || strings.Contains(s, "[_"):
		return normalize.Text(emptyField().ReplaceAllString(s, " "))
	}
	return s
}

// longestKicker is how long the words in brackets above a headline or before one are.
const longestKicker = 30

// markedPicture returns where the mark of a picture ends that a line begins with, before the words beside the picture: the name
// of its file, or its alt in brackets, which may be empty. 0 is none.
func markedPicture(s string) int {
	if s[0] != '[' {
		return 0
	}
	if fileMark().MatchString(s) {
		return strings.IndexByte(s, ']') + 1
	}
	alt, rest, ok := strings.Cut(s[1:], "]")
	if !ok || rest == "" || strings.Contains(alt, "[") {
		return 0
	}
	if photoFile().MatchString(alt) {
		return len(alt) + len("[]")
	}
	if rest[0] == ' ' {
		return 0
	}
	if alt == "" || len(alt) > longestKicker || strings.HasPrefix(rest, alt) || samePrint(alt, rest) {
		return len(alt) + len("[]")
	}
	return 0
}

// pictureMark returns the picture that a line represents; nil if it represents none.
func pictureMark(s string) *picture {
	switch {
	case strings.HasPrefix(s, "!["):
		if m := image().FindStringSubmatch(s); m != nil && len(m[0]) == len(s) {
			p := &picture{url: m[2], alt: m[1]}
			if p.ofSite() {
				p.url, p.alt = "", ""
			}
			return p
		}
	case strings.HasPrefix(s, "["):
		if bareImage().MatchString(strings.ToLower(s)) {
			return &picture{}
		}
		if alt, ok := strings.CutSuffix(s[1:], "]"); ok && isAlt(alt) {
			return &picture{alt: alt}
		}
	}
	return nil
}

// isAlt reports whether words in brackets on a line are those of a picture: a kicker is shorter.
func isAlt(s string) bool {
	return s == "" || !strings.ContainsAny(s, "[]") && (strings.HasSuffix(s, ")") || len(s) > longestKicker && !isNote(s) && !isCredits(s) && !isSignature(s))
}

// hasBullet reports whether a line begins with the bullet of a list.
func hasBullet(s string) bool {
	bullet, _, ok := strings.Cut(s, " ")
	return ok && (bullet == "*" || bullet == "•" || bullet == "+" || bullet == "o")
}

// barred returns a caption without the bar before or after it, which is what some programs leave of the table around a photo.
func barred(s string) (caption string, ok bool) {
	const bar = asciiBar
	caption = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, bar), bar))
	return caption, (strings.HasPrefix(s, bar) || strings.HasSuffix(s, bar)) && !strings.Contains(caption, bar) && caption != ""
}

// pandocItem matches the dash of an item of a list as pandoc writes it.
var pandocItem = lazyRegexp(`^\s*- {3}`)

// afterButton returns a text without the button that is glued to its beginning: "Click to enlargeMayor opens a tunnel".
func afterButton(s string) string {
	const longest = 40
	for i := 1; i < min(len(s), longest); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' && 'a' <= s[i-1] && s[i-1] <= 'z' {
			if site.IsFurniture(s[:i]) && !site.IsFurniture(s) {
				return s[i:]
			}
			return s
		}
	}
	return s
}

// gluedLabel returns where the label of a list begins that is glued to the end of a text: "dasol@heraldcorp.comMore articles"; -1 if
// none is.
func gluedLabel(s string) int {
	const longest = 40 // "More articles by this writer" has 28 letters
	for i := len(s) - 1; i >= max(1, len(s)-longest); i-- {
		if 'A' <= s[i] && s[i] <= 'Z' && 'a' <= s[i-1] && s[i-1] <= 'z' && site.IsListLabel(s[i:]) {
			return i
		}
	}
	return -1
}

var headingMark = lazyRegexp(`^#{1,6} `)

func textLine(s string, g gap) line {
	s = afterButton(s)
	if row, ok := tableRow(s); ok {
		return line{text: row, kind: article.Table, gap: g}
	}
	if hasBullet(s) {
		_, item, _ := strings.Cut(s, " ")
		if item = stripLynxMarks(item); strings.HasPrefix(item, "[") {
			item = item[markedPicture(item):]
		}
		return line{text: item, kind: article.ListItem, gap: hard}
	}
	if caption, ok := strings.CutPrefix(s, captionSign); ok {
		return line{text: caption, kind: captionKind, gap: g}
	}
	if caption, ok := barred(s); ok {
		return line{text: caption, kind: captionKind, gap: g}
	}
	if quote, ok := strings.CutPrefix(s, "> "); ok {
		return line{text: quote, kind: article.Quote, gap: g}
	}
	if mark := headingMark().FindString(s); mark != "" {
		return line{text: strings.TrimLeft(s[len(mark):], " "), kind: article.Heading, gap: g, level: len(mark) - 1}
	}
	return line{text: s, kind: article.Paragraph, gap: g}
}
