package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a person's name in words. The longest names in print have six ("Maria del Carmen de la Cruz"), of which at
// most five have a capital; a single word is a place or a pen name.
const (
	longestName    = 6
	fewestCapitals = 2
	mostCapitals   = 5
)

var (
	// particles are the small words inside a name: Anne-Marie de la Cruz, Otto von Berg.
	particles = wordSet("de da del dela della las los der den di dos du el al bin ibn la le van von zu ter y e af av")
	// cities of two words follow a name as its place; a city of one word cannot be taken for a name anyway.
	cities = []string{"New York", "Hong Kong", "Los Angeles", "San Francisco", "Tel Aviv", "New Delhi", "Washington DC", "Washington, D.C."}
	// eastAsian is a name without a space, or a Chinese or Japanese one with a space between its halves.
	eastAsian = pattern(`^(?:\p{Hangul}{2,5}|[\p{Han}\p{Hiragana}\p{Katakana}ー]{2,6}(?: [\p{Han}\p{Hiragana}\p{Katakana}ー]{1,4})?)$`)
)

// notNameWords are words that no person is named: a text with one of them names a role or an organisation, or is a
// sentence.
var notNameWords = wordSet("reporter reporters correspondent correspondents writer writers editor editors columnist columnists contributor " +
	"contributors intern interns staff desk news newsroom team agency agencies press times university professor institute ministry report " +
	"reports photo video graphic wire service services daily online the of for is was are this")

// isPerson reports whether s is written as the name of one person, in Latin, Cyrillic or East Asian letters.
func isPerson(s string) bool {
	if eastAsian().MatchString(s) {
		return true
	}
	words := strings.Fields(s)
	if len(words) < fewestCapitals || len(words) > longestName || strings.EqualFold(words[0], "by") || hasWord(s, notNameWords) || slices.Contains(cities, s) {
		return false
	}
	capitals := 0
	for _, w := range words {
		switch {
		case isNameWord(w) || isHangul(w):
			capitals++
		case !particles.has(w):
			return false
		}
	}
	return fewestCapitals <= capitals && capitals <= mostCapitals
}

// isNameWord reports whether a word is written as a part of a name: "Da-sol", "O’Neil", "J.", "d’Arc".
func isNameWord(w string) bool {
	for _, article := range []string{"d’", "d'", "l’", "l'"} {
		w = strings.TrimPrefix(w, article)
	}
	first, size := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first) && !strings.ContainsFunc(w[size:], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’‘`.-", r)
	})
}

func isHangul(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Hangul, r) })
}

// SamePerson reports whether two spellings name one person: "Bae Hyunjung" and "Bae Hyun-jung".
func SamePerson(a, b string) bool { return Letters(a) == Letters(b) }

// words is a set of words in lower case.
type words map[string]bool

func wordSet(list string) words {
	set := words{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// has reports whether a word, in any case of letters, is in the set. It allocates nothing for the words of most texts.
func (set words) has(word string) bool {
	var lower [16]byte
	if len(word) > len(lower) {
		return set[strings.ToLower(word)]
	}
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return set[strings.ToLower(word)]
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		lower[i] = c
	}
	return set[string(lower[:len(word)])]
}

// hasWord reports whether one of the words occurs in s in any case: "Editor-in-chief" has editor, in and chief.
func hasWord(s string, set words) bool { return anyWord(s, set.has) }

func anyWord(s string, is func(string) bool) bool {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if is(w) {
			return true
		}
	}
	return false
}
