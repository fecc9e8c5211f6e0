package extract

import (
	"strings"
	"unicode"
)

// pandoc writes a page as Markdown of its own: fences around elements, attributes after links and headings, paragraphs
// wrapped, and typographic quotes as straight ones. What is left without these is Markdown as other programs write it.

const attributes = `\{(?:[^{}"]|"[^"]*")*\}`

var (
	fence      = lazyRegexp(`(?m)^[ \t>]*:{3,}`)
	linkedItem = lazyRegexp(`(?m)^-   \[[^\[\]\n]+\]\(`)
	// A span of text, a link or picture, and a heading with their attributes.
	attributedSpan    = lazyRegexp(`\[([^\[\]]*)\]` + attributes)
	attributedLink    = lazyRegexp(`\)` + attributes)
	attributedHeading = lazyRegexp(`(?m)^([ \t>]*#{1,6} .*?) *` + attributes + `$`)
	titledLink        = lazyRegexp(`\]\( *(\S*)(?:\s+"[^"]*")?\)`)
	// A link around a thumbnail and the words beside it.
	thumbnail = lazyRegexp(`\[([^\[\]]*)!\[[^\[\]]*\]\([^()\s]*\)([^\[\]]*[^\[\]\s][^\[\]]*|)\]\(`)
	// The tag of an element that Markdown has no mark for; an address in such brackets has a sign after its first word.
	tag       = lazyRegexp(`</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>`)
	itemMark  = lazyRegexp(`^(?:[-*+]|\d+[.)]|:) {2,}`)
	ruledLine = lazyRegexp(`^-{3,}(?: +-+)*$`)
)

// isPandoc reports whether Markdown is pandoc's: no other program writes fences or indents the links of a list by four columns, and
// few break lines with a backslash.
func isPandoc(text string) bool {
	const fewestBreaks = 2
	return isFenced(text) || linkedItem().MatchString(text) || strings.Count(text, "\\\n") >= fewestBreaks
}

func isFenced(text string) bool { return strings.Contains(text, ":::") && fence().MatchString(text) }

// fromPandoc returns pandoc's Markdown as other programs write it. Characters escaped there are private ones here.
func fromPandoc(text string) string {
	fenced := isFenced(text)
	text = unwrapped(text)
	// Spans are in spans: pandoc keeps every element that has a class or a style, of which word processors nest a dozen.
	const deepest = 12
	for range deepest {
		plain := attributedSpan().ReplaceAllString(text, "$1")
		if plain == text {
			break
		}
		text = plain
	}
	text = tag().ReplaceAllString(text, "")
	text = attributedLink().ReplaceAllString(text, ")")
	text = attributedHeading().ReplaceAllString(text, "$1")
	text = titledLink().ReplaceAllString(text, "]($1)")
	text = thumbnail().ReplaceAllStringFunc(text, func(s string) string {
		m := thumbnail().FindStringSubmatch(s)
		if strings.TrimSpace(m[1]+m[2]) == "" {
			return s // the picture is all there is of the link
		}
		return "[" + m[1] + m[2] + "]("
	})
	if fenced && !strings.ContainsAny(text, "“”‘’") {
		text = typographic(text)
	}
	return text
}

// unwrapped returns a text with each paragraph on one line, but for the breaks in it, and without fences.
func unwrapped(text string) string {
	var b strings.Builder
	open, quoted := false, false // of the paragraph so far
	table := dashTable{}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		l = strings.TrimSuffix(l, " :::")
		content := strings.TrimLeft(l, " \t>")
		quote := strings.Contains(l[:len(l)-len(content)], ">")
		if row, ok := table.row(l, lines[min(i+1, len(lines)-1)]); ok {
			b.WriteString(row)
			open = false
			continue
		}
		if content == "" || strings.HasPrefix(content, ":::") {
			b.WriteString("\n\n")
			open = false
			continue
		}
		if mark := itemMark().FindString(content); mark != "" || content[0] == '#' || open && quote != quoted {
			b.WriteString("\n\n")
			if content = strings.TrimPrefix(content, ":   "); mark != "" && mark[0] != ':' {
				content = strings.Fields(mark)[0] + " " + content[len(mark):]
			}
			open = false
		}
		if open {
			b.WriteByte(' ')
		} else if quote {
			b.WriteString("> ")
		}
		broken := strings.HasSuffix(content, `\`)
		b.WriteString(strings.TrimSuffix(content, `\`))
		if open, quoted = !broken, quote; broken {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// dashTable reads a table whose columns are as wide as the dashes below their names.
type dashTable struct {
	columns [][]int // nil outside a table
	named   bool    // the dashes are still to come
}

// row returns a row of a table as a line of Markdown, "" for the dashes below its names and a blank line for other dashes;
// false if the line is not of a table.
func (t *dashTable) row(l, below string) (string, bool) {
	bare := strings.TrimSpace(l)
	switch {
	case ruledLine().MatchString(bare):
		if t.named {
			t.named = false
			return "", true
		}
		t.columns = columnsOf(l)
		return "\n", true
	case bare == "":
		t.columns = nil
		return "", false
	case t.columns == nil:
		if t.columns = columnsOf(below); t.columns == nil {
			return "", false
		}
		t.named = true
	}
	runes := []rune(l)
	var cells []string
	for i, c := range t.columns {
		end := len(runes)
		if i+1 < len(t.columns) {
			end = t.columns[i+1][0]
		}
		cells = append(cells, strings.TrimSpace(string(runes[min(c[0], len(runes)):min(end, len(runes))])))
	}
	row := "| " + strings.Join(cells, " | ") + " |\n"
	if t.named {
		row = "\n\n" + row
	}
	return row, true
}

// columnsOf returns where the columns of a row of dashes are, nil if a line is none or has one column.
func columnsOf(l string) [][]int {
	if bare := strings.TrimSpace(l); !strings.Contains(bare, " ") || !ruledLine().MatchString(bare) {
		return nil
	}
	return dashes().FindAllStringIndex(l, -1)
}

var dashes = lazyRegexp(`-+`)

// typographic returns a text with the quotes, dashes and dots that pandoc has written in ASCII. It escapes those that the
// page has in ASCII.
func typographic(text string) string {
	text = longDashes().ReplaceAllStringFunc(text, func(s string) string {
		return strings.NewReplacer("---", "—", "--", "–").Replace(s)
	})
	text = strings.ReplaceAll(text, "...", "…")
	var b strings.Builder
	before := ' '
	for _, r := range text {
		opens := unicode.IsSpace(before) || strings.ContainsRune("([—–“‘*_/", before)
		switch {
		case r == '"' && opens:
			r = '“'
		case r == '"':
			r = '”'
		case r == '\'' && opens:
			r = '‘'
		case r == '\'':
			r = '’'
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

var longDashes = lazyRegexp(`[^-\s|] ?-{2,3} ?[^-\s|]`)
