package extract

import "strings"

// Markdown is read as a text rendering: its marks are replaced by those of other programs, for which textLines has rules.
// What a backslash escapes is no mark: it is replaced by a private character until the lines are made.

// escapedBase is added to an escaped character: no page has private characters of this plane.
const escapedBase = 0xF0000

// captionSign begins the line of a caption.
const captionSign = "\x02"

var (
	escaped    = lazyRegexp(`\\[!-/:-@\[-` + "`" + `{-~]`)
	hardBreak  = lazyRegexp(`(?m)\\$`)
	rule       = lazyRegexp(`^(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$`)
	emphasized = lazyRegexp(`^(?:\*([^*]+)\*|_([^_]+)_)$`)
	emphasis   = lazyRegexp(`\*{1,3}([^\s*](?:[^*\n]*[^\s*])?)\*{1,3}|(^|[^\w_])_{1,3}([^\s_](?:[^_\n]*[^\s_])?)_{1,3}($|[^\w_])`)
	delimiters = lazyRegexp(`^\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$`)
)

// markdownLines returns the lines of Markdown.
func markdownLines(text string) []line {
	text = escaped().ReplaceAllStringFunc(text, func(s string) string { return string(rune(escapedBase + int(s[1]))) })
	text = stripLinkMarks(hardBreak().ReplaceAllString(text, ""))
	var b strings.Builder
	pictured := false // the line before is a picture
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		b.WriteString(markdownLine(l, pictured))
		pictured = strings.HasPrefix(l, "![") || pictured && l == ""
	}
	lines := textLines(b.String())
	for i := range lines {
		lines[i].text = literal(lines[i].text)
	}
	return lines
}

// markdownLine returns a line with the marks of a text rendering and its line feed, or "" if it is none.
func markdownLine(l string, pictured bool) string {
	const cell = "│"
	switch {
	case strings.HasPrefix(l, "!["):
	case rule().MatchString(l):
		l = ""
	case strings.HasPrefix(l, "|") && delimiters().MatchString(l):
		return ""
	case len(l) > 1 && strings.HasPrefix(l, "|") && strings.HasSuffix(l, "|"):
		l = cell + strings.ReplaceAll(stripEmphasis(l[1:len(l)-1]), "|", cell) + cell
	case pictured && emphasized().MatchString(l):
		l = captionSign + stripEmphasis(l)
	default:
		for _, bullet := range []string{"- ", "* ", "+ "} {
			if item, ok := strings.CutPrefix(l, bullet); ok {
				l = "• " + item
			}
		}
		l = stripEmphasis(l)
	}
	return l + "\n"
}

func stripEmphasis(l string) string {
	if strings.ContainsAny(l, "*_") {
		return emphasis().ReplaceAllString(l, "$1$2$3$4")
	}
	return l
}

// literal returns a text with the escaped characters themselves.
func literal(s string) string {
	return strings.Map(func(r rune) rune {
		if escapedBase < r && r < escapedBase+0x80 {
			return r - escapedBase
		}
		return r
	}, s)
}
