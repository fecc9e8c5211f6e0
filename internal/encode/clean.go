package encode

import "strings"

// hidden reports whether a character must not be written raw. C0, DEL and C1 control terminals; bidirectional overrides and
// isolates display a line in another order than it has; YAML has no raw form of U+FEFF, U+FFFE and U+FFFF.
func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < 0x20, 0x7f <= r && r < 0xa0:
		return true
	case 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
		return true
	}
	return r == 0xfeff || r == 0xfffe || r == 0xffff
}

// lineEndings replaces every kind of line end by a line feed.
var lineEndings = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// lines returns text as valid UTF-8 without unsafe characters. It may have several lines, and tabs.
func lines(s string) string {
	// Bytes that are not valid UTF-8 control a terminal in 8-bit mode: 0x9b is CSI.
	s = lineEndings.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s)
}

// spaces replaces line feeds and tabs by spaces.
var spaces = strings.NewReplacer("\n", " ", "\t", " ")

// line returns text like lines, on one line.
func line(s string) string {
	return strings.TrimSpace(spaces.Replace(lines(s)))
}
