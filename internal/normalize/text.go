// Package normalize turns strings as printed into values: text, dates, bylines, agencies.
//
// In: one string. Out: one value, and whether the string held one. Every function is pure and idempotent where its
// result is a string; the package never sees a document, a file or the clock.
package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text folds white space (no-break and ideographic spaces too) to single spaces, composes to NFC, and drops what has
// no place in a word: controls, bidi overrides, zero-width marks and soft hyphens. The joiners U+200C and U+200D stay,
// since emoji and some scripts need them.
func Text(s string) string {
	s = trimBlanks(s)
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, composed := false, true
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case r == ' ' || unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		composed = composed && isComposed(r)
	}
	if composed {
		return b.String()
	}
	return norm.NFC.String(b.String())
}

// trimBlanks is strings.Trim for blanks, without the set that it builds each time.
func trimBlanks(s string) string {
	for len(s) > 0 && isBlank(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isBlank(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// isComposed reports whether NFC leaves a rune as it is, whatever stands beside it: what is below U+0300, where the first
// mark that composes stands, and the dashes, quotes and dots of print, U+2010 to U+2027.
func isComposed(r rune) bool { return r < '\u0300' || r >= '\u2010' && r <= '\u2027' }

// plain reports whether Text would return s as it is, without allocating: printable ASCII, parted by single spaces.
func plain(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

func invisible(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // bidi embeddings, overrides, isolates
		return true
	case r == '\u200b', r == '\ufeff', r == '\u2060', r == '\u00ad':
		return true
	}
	return false
}

// Letters keeps the letters and digits of s, in lower case: two spellings that differ only in hyphens, quotes, dashes
// or spaces become one.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(s))
}

// Language tells "ko" from "en" by the script of most letters, or "" where neither is in the majority.
// The site's lang attribute proves nothing: its English front page of 2015 says "ko".
func Language(s string) string {
	var hangul, latin, other int
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
				latin++
			}
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			other++
		}
	}
	// A Hangul syllable is worth about two and a half Latin letters of the same speech.
	switch hangul = hangul * 5 / 2; {
	case hangul > latin+other:
		return "ko"
	case latin > hangul+other:
		return "en"
	}
	return ""
}
