package encode

import "strings"

// hidden tells the characters that must not leave herald raw. C0, DEL and C1 drive terminals; the bidirectional overrides and
// isolates show a line in another order than it has; YAML has no raw form for U+FEFF, U+FFFE and U+FFFF.
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

// ends makes every kind of line end a line feed.
var ends = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// lines is text that may have several lines and tabs: valid UTF-8, nothing hidden.
func lines(s string) string {
	// Bytes that are no UTF-8 are controls to a terminal in an 8-bit mode: 0x9b is CSI.
	s = ends.Replace(strings.ToValidUTF8(s, "\uFFFD"))
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

// blanks parts words on one line.
var blanks = strings.NewReplacer("\n", " ", "\t", " ")

// line is text on one line.
func line(s string) string {
	return strings.TrimSpace(blanks.Replace(lines(s)))
}
