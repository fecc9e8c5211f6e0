package extract

import (
	"strings"

	"herald/internal/article"
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
	linkedImage   = lazyRegexp(`\[(!\[[^\]\n]*\]\([^()\s]*\))\]\([^()\s]*\)`)
	image         = lazyRegexp(`!\[([^\]\n]*)\]\(([^()\s]*)\)`)
	markdownLink  = lazyRegexp(`!?\[([^\[\]\n]*)\]\((?:https?:|mailto:|javascript:|[/#])[^()\s]*\)`)
	angledLink    = lazyRegexp(`\s*[<‹](?:https?|mailto):[^<>‹›\s]*[>›]`)
	// What lynx writes for frames, buttons, fields and marked text.
	lynxMark   = lazyRegexp(`^(?:IFRAME: \S*|_{3,}(?: _{3,})*|\[(?:INS|DEL):|:(?:INS|DEL)\]|\[(?:INS|DEL): ?:(?:INS|DEL)\])$`)
	lynxButton = lazyRegexp(`\(BUTTON\) ?`)
	// w3m prints the name of a picture's file, also right before the words of a link.
	fileMark  = lazyRegexp(`^\[[a-z]+\d+[a-z]?\]\S`)
	fileName  = lazyRegexp(`\[[a-z]+\w*_\d+\] ?`)
	bareImage = lazyRegexp(`^\[(?:[^\[\]\s]+\.(?:jpe?g|png|gif|webp)|inline|image|img|\d{6,}[^\[\]\s]*|[a-z]+\w*_\d+|[a-z]+\d+[a-z]?)\]$`)
)

// linkSign replaces the number of a link until the lines are made: a control character that no text has.
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
		text = linkNumbers().ReplaceAllString(text[:at[0]], linkSign)
	} else if strings.Contains(text, "[1]") && strings.Contains(text, "[2]") && strings.Contains(text, "[3]") {
		text = numberedWords().ReplaceAllString(text, "$1"+linkSign+"$2")
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
	if strings.Contains(text, "_0]") {
		text = fileName().ReplaceAllStringFunc(text, func(name string) string { return "\n" + strings.TrimSpace(name) + "\n" })
	}
	if strings.Contains(text, "http") {
		text = angledLink().ReplaceAllString(text, "")
	}
	return text
}

// readSigns takes from the line as written whether it is a link.
func (l *line) readSigns(raw string) {
	l.linked = isNumbered(raw) && !endsSentence(l.text) && len(l.text) <= longestTitle
	l.related = l.linked && strings.Contains(raw, relatedSign)
}

// textLines returns the lines of a text rendering. A blank line separates paragraphs; a line as wide as the page was
// wrapped there.
func textLines(text string) []line {
	raw := strings.Split(text, "\n")
	width := wrapWidth(raw)
	var lines []line
	var joined strings.Builder // the text of the last line, where more than one of the file makes it
	g := hard
	wrapped := false
	for i, r := range raw {
		s := stripLynxMarks(normalize.Text(r))
		last := len(lines) - 1
		switch p := pictureMark(s); {
		case s == "":
			g, wrapped = hard, false
			continue
		case p != nil:
			lines = append(lines, line{kind: article.Paragraph, gap: g, picture: p})
			g, wrapped = soft, false
			continue
		case last >= 0 && addRow(&lines[last], s, g):
			continue
		case wrapped && g != hard && !hasBullet(s):
			if joined.Len() == 0 {
				joined.WriteString(lines[last].text)
			}
			joined.WriteString(" " + s)
			lines[last].text = joined.String()
		default:
			l := textLine(s, g)
			l.readSigns(r)
			lines = append(lines, l)
			joined.Reset()
		}
		g, wrapped = lineEnd(s, raw[i:], width)
	}
	return lines
}

// lineEnd returns what separates the first of the raw lines, whose text is s, from the next, and whether it was wrapped
// there.
func lineEnd(s string, raw []string, width int) (g gap, wrapped bool) {
	switch {
	case width == 0 || len(raw) == 1:
		return soft, false
	case full(raw[0], raw[1], width):
		// Whether a paragraph ends with a sentence at the margin is not known: join decides by the rest.
		return soft, !endsSentence(s)
	case endsWithStop(s):
		return hard, false // there was room for the next word
	}
	return soft, false
}

// A title in a list has two lines at most.
const longestTitle = 160

// addRow adds the row of a table that w3m has drawn to the last line, if that belongs to one too.
func addRow(last *line, s string, g gap) bool {
	if last.kind != article.Table || g == hard {
		return false
	}
	if strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("├─┼┤┌┬┐└┴┘│ ", r) }) < 0 {
		return true // a rule between two rows
	}
	row, ok := tableRow(s)
	if ok {
		last.text += "\n" + row
	}
	return ok
}

// tableRow returns the cells of a row of a table drawn in lines: "│ Index │ Close │".
func tableRow(s string) (row string, ok bool) {
	const bar = "│"
	inside, ok := strings.CutPrefix(s, bar)
	if !ok || !strings.HasSuffix(inside, bar) {
		return "", false
	}
	cells := strings.Split(strings.TrimSuffix(inside, bar), bar)
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return strings.Join(cells, "\t"), true
}

func stripLynxMarks(s string) string {
	switch {
	case s == "":
	case strings.IndexByte("I_[:", s[0]) >= 0 && lynxMark().MatchString(s):
		return ""
	case s[0] == '[' && fileMark().MatchString(s):
		return strings.TrimSpace(s[strings.IndexByte(s, ']')+1:])
	case strings.Contains(s, "(BUTTON)"):
		return strings.TrimSpace(lynxButton().ReplaceAllString(s, ""))
	}
	return s
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
	}
	return nil
}

// hasBullet reports whether a line begins with the bullet of a list.
func hasBullet(s string) bool {
	bullet, _, ok := strings.Cut(s, " ")
	return ok && (bullet == "*" || bullet == "•" || bullet == "+" || bullet == "o")
}

var headingMark = lazyRegexp(`^#{1,6} `)

func textLine(s string, g gap) line {
	if row, ok := tableRow(s); ok {
		return line{text: row, kind: article.Table, gap: g}
	}
	if hasBullet(s) {
		_, item, _ := strings.Cut(s, " ")
		return line{text: stripLynxMarks(item), kind: article.ListItem, gap: g}
	}
	if caption, ok := strings.CutPrefix(s, captionSign); ok {
		return line{text: caption, kind: captionKind, gap: g}
	}
	if quote, ok := strings.CutPrefix(s, "> "); ok {
		return line{text: quote, kind: article.Quote, gap: g}
	}
	if mark := headingMark().FindString(s); mark != "" {
		return line{text: s[len(mark):], kind: article.Heading, gap: g}
	}
	return line{text: s, kind: article.Paragraph, gap: g}
}

// wrapWidth returns the width that a text was wrapped at, 0 if it was not: lynx and w3m wrap at 80 columns, people at
// up to 132.
func wrapWidth(raw []string) int {
	width := 0
	for _, r := range raw {
		if strings.Contains(r, "://") {
			continue // an address is not wrapped
		}
		width = max(width, len([]rune(strings.TrimRight(r, " \r"))))
	}
	const widest = 132
	if width > widest {
		return 0
	}
	return width
}

// full reports whether the first word of the next line had no room in this one. A centered line ends where its text
// ends.
func full(r, next string, width int) bool {
	// The deepest list of a page is not indented so far.
	const middle = 16
	if len(r)-len(strings.TrimLeft(r, " ")) >= middle {
		return false
	}
	words := strings.Fields(next)
	return len(words) > 0 && len([]rune(strings.TrimRight(r, " \r")))+1+len([]rune(words[0])) > width
}
