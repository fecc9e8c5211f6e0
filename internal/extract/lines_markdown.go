package extract

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/extract/site"
)

// Markdown is read as a text rendering: its marks are replaced by those of other programs, for which textLines has rules.
// What a backslash escapes is no mark: it is replaced by a private character until the lines are made.

// escapedBase is added to an escaped character. The private characters of this plane are removed from a page.
const escapedBase = 0xF0000

// captionSign begins a line that is emphasized as a whole.
const captionSign = string(rune(escapedBase))

var (
	escaped    = lazyRegexp(`\\[!-/:-@\[-` + "`" + `{-~]`)
	hardBreak  = lazyRegexp(`(?m)\\$`)
	linkLine   = lazyRegexp(`(?m)^([ \t]*(?:#{1,6} +|[-*+] +|\d+\. +)?)\[([^\[\]\n]+)\]\(([^()\s]*)\)[ \t]*$`)
	rule       = lazyRegexp(`^(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,}|={3,})$`)
	emphasized = lazyRegexp(`^(?:\*([^*]+)\*|_([^_]+)_)$`)
	emphasis   = lazyRegexp(`\*{1,3}([^\s*](?:[^*\n]*[^\s*])?)\*{1,3}|(^|[^\w_])_{1,3}([^\s_](?:[^_\n]*[^\s_])?)_{1,3}($|[^\w_])`)
	// Crawlers write the fields of the head into a row that is no table.
	fieldRow   = lazyRegexp(`^[^|]+(?:\|[^|]+)*\|$`)
	delimiters = lazyRegexp(`^\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$`)
)

var (
	// markedLink matches a link or a picture with its address.
	markedLink = lazyRegexp(`\]\((?:https?:|/)`)
	// markedLine matches a heading, the line below one, a line that is emphasized as a whole, and the address of links that are
	// made elsewhere.
	markedLine = lazyRegexp(`^(?:#{1,6} \S|={3,}\s*$|\*{1,3}[^\s*][^*]*\*{1,3}\s*$|` + reference + `)`)
	// underlined matches a heading with its mark in the line below it.
	underlined    = lazyRegexp(`(\A|\n[ \t]*\n)([^\s#>*+|-][^\n]*)\n={3,}[ \t]*(?:\n|\z)`)
	linkReference = lazyRegexp(`(?m)^` + reference)
	referringLink = lazyRegexp(`(!?\[([^\[\]\n]*)\])\[([^\[\]\n]*)\]`)
)

// reference matches the label and the address of links that are made elsewhere.
const reference = `\[([^\[\]\n]+)\]:[ \t]+<?((?:https?:|/)[^\s>]*)>?(?:[ \t]+["'(][^\n]*)?\s*$`

// isMarkdown reports whether a text has marks that no other program writes.
func isMarkdown(text string) bool {
	if strings.Contains(text, "](") && markedLink().MatchString(text) {
		return true
	}
	for l := range strings.Lines(text) {
		if strings.IndexByte("#=*[", l[0]) >= 0 && markedLine().MatchString(l) {
			return true
		}
	}
	return false
}

// inlined returns Markdown whose headings have their marks before them and whose links have their addresses beside them.
func inlined(text string) string {
	if strings.Contains(text, "\n===") {
		text = underlined().ReplaceAllString(text, "$1# $2\n")
	}
	if !strings.Contains(text, "]: ") {
		return text
	}
	addresses := map[string]string{}
	for _, m := range linkReference().FindAllStringSubmatch(text, -1) {
		addresses[m[1]] = m[2]
	}
	text = linkReference().ReplaceAllString(text, "")
	return referringLink().ReplaceAllStringFunc(text, func(s string) string {
		m := referringLink().FindStringSubmatch(s)
		if address := addresses[cmp.Or(m[3], m[2])]; address != "" {
			return m[1] + "(" + address + ")"
		}
		return s
	})
}

// markdownLines returns the lines of Markdown.
func markdownLines(text string) []line {
	text = strings.Map(func(r rune) rune {
		if isPrivate(r) {
			return -1
		}
		return r
	}, text)
	text = inlined(text)
	text = escaped().ReplaceAllStringFunc(text, func(s string) string { return string(rune(escapedBase + int(s[1]))) })
	if isPandoc(text) {
		text = fromPandoc(text)
	}
	text = stripLinkMarks(signLinks(hardBreak().ReplaceAllString(text, "")))
	var b strings.Builder
	for l := range strings.Lines(text) {
		b.WriteString(markdownLine(strings.TrimSpace(l)))
	}
	lines := textLines(b.String())
	for i := range lines {
		lines[i].text = literal(lines[i].text)
	}
	releaseCaptions(lines)
	return lines
}

// signLinks replaces the marks of the links that are lines by signs.
func signLinks(text string) string {
	return linkLine().ReplaceAllStringFunc(text, func(l string) string {
		m := linkLine().FindStringSubmatch(l)
		sign := linkSign
		if _, ok := site.ArticleID(m[3]); ok {
			sign = relatedSign
		}
		return m[1] + sign + m[2]
	})
}

// releaseCaptions makes paragraphs of the emphasized lines that are not captions: these are below a picture or, where the
// program has put the pictures there, at the end.
func releaseCaptions(lines []line) {
	end := len(lines)
	for end > 0 && lines[end-1].kind == captionKind {
		end--
	}
	for i := range lines {
		l := &lines[i]
		captioned := i >= end || i > 0 && (lines[i-1].picture != nil || lines[i-1].kind == captionKind)
		if l.kind == captionKind && (!captioned || isNote(l.text) || isCredits(l.text)) {
			l.kind = article.Paragraph
		}
	}
}

// markdownLine returns a line with the marks of a text rendering and its line feed, or "" if it is none.
func markdownLine(l string) string {
	switch {
	case strings.HasPrefix(l, "!["):
	case rule().MatchString(l):
		l = ""
	case fieldRow().MatchString(l):
		l = strings.ReplaceAll(stripEmphasis(l), "|", "\n")
	case strings.HasPrefix(l, "|") && delimiters().MatchString(l):
		return ""
	case len(l) > 1 && strings.HasPrefix(l, "|") && strings.HasSuffix(l, "|"):
		l = cellBar + strings.ReplaceAll(stripEmphasis(l[1:len(l)-1]), "|", cellBar) + cellBar
	case emphasized().MatchString(l):
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
		if isPrivate(r) {
			return r - escapedBase
		}
		return r
	}, s)
}

// isPrivate reports whether a character represents an escaped one, or is captionSign.
func isPrivate(r rune) bool { return escapedBase <= r && r < escapedBase+utf8.RuneSelf }
