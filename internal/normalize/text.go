// Package normalize turns strings as printed into values: text, dates, bylines and credits, agencies.
//
// In: one string, and for bylines the [Newsroom] of the paper. Out: one value, and whether the string contained one.
// Every function is pure, and idempotent if its result is a string. The package knows what holds for newspapers and
// nothing of one site; it never sees a document, a file, the clock, or the time zone of the machine.
//
//   - [Text], [Letters], [Language] read running text.
//   - [Dates], [Date], [AnyDate] return a [Timestamp].
//   - [Newsroom] parses the bylines of a paper that is known, [SplitCredit] those of any paper.
//   - [Agency], [AgencyTag], [DatelineAgency] find news agencies.
package normalize

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Text folds white space (no-break and ideographic spaces too) to single spaces, composes s to NFC, and drops what does
// not belong in a word: control characters, bidi overrides, zero-width marks and soft hyphens. It keeps the joiners
// U+200C and U+200D, which emoji and some scripts need. The controls U+0080 to U+009F become what Windows-1252 has in their
// place, as browsers read the references &#128; to &#159;: no page means the controls.
func Text(s string) string {
	trimmed := strings.TrimSpace(s)
	if len(trimmed) < len(s) && strings.Contains(s, ellipsis1252) {
		trimmed = strings.Trim(s, blanks)
	}
	s = trimmed
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case ' ' < r && r < unicode.MaxASCII: // most of them
		case windows1252First <= r && r < windows1252First+rune(len(windows1252)) && windows1252[r-windows1252First] != 0:
			r = windows1252[r-windows1252First]
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r) || unicode.Is(invisible, r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// FoldWidth returns s with the letters and figures of Latin script in their usual width: "２０２６" becomes "2026". The white
// space of s is that of [Text].
func FoldWidth(s string) string {
	const firstByte = 0xEF // of the fullwidth forms in UTF-8, U+FF00 and after: nearly no line has it
	if strings.IndexByte(s, firstByte) < 0 {
		return s
	}
	return width.Fold.String(s)
}

// plain reports whether s, which has no space around it, is printable ASCII with single spaces: [Text] returns it as it is.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= unicode.MaxASCII {
			return false
		}
	}
	return !strings.Contains(s, "  ")
}

// windows1252 are the characters of Windows-1252 at windows1252First and after; 0 where it has none (the table of numeric
// character references in the HTML specification).
var windows1252 = [...]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

const windows1252First = 0x80

// ellipsis1252 is the one of them that Unicode calls white space.
const ellipsis1252 = "\u0085"

// invisible are the characters besides the controls that have no place in a word.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, // soft hyphen
		{Lo: 0x200b, Hi: 0x200b, Stride: 1}, // zero-width space
		{Lo: 0x202a, Hi: 0x202e, Stride: 1}, // bidi embeddings and overrides
		{Lo: 0x2060, Hi: 0x2060, Stride: 1}, // word joiner
		{Lo: 0x2066, Hi: 0x2069, Stride: 1}, // bidi isolates
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // byte order mark
	},
}

// Letters returns the letters and digits of s in lower case: two spellings that differ only in hyphens, quotes, dashes
// or spaces become the same.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(s))
}

// latinPerHangul is how many Latin letters of English carry as much speech as one Hangul syllable: about two and a half.
const latinPerHangul = 2.5

// Language returns "ko" or "en" by the script of most letters, and "" if neither has the majority. The lang attribute of
// a page proves nothing: an English front page of 2015 declares "ko".
func Language(s string) string {
	var hangul, latin, other int
	for _, r := range s {
		switch {
		case r <= unicode.MaxASCII:
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
	switch korean := latinPerHangul * float64(hangul); {
	case korean > float64(latin+other):
		return "ko"
	case float64(latin-other) > korean:
		return "en"
	}
	return ""
}
