package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands before or behind a name, in small letters: the words of newspaper mastheads. A role is one of roles with any
// number of kinds, or of the paper's name, before it.
var (
	roles     = []string{"reporter", "correspondent", "writer", "editor", "columnist", "photographer", "contributor", "intern", "staff"}
	roleKinds = []string{
		"staff", "contributing", "senior", "chief", "intern", "guest", "foreign", "special", "culture", "business", "deputy", "managing",
		"freelance", "sports", "political", "economy", "copy", "video", "photo",
	}
	koreanRoles = []string{"기자", "특파원", "인턴기자"} // behind a name only
)

// IsRole reports whether s is what a writer does and nothing else: "Korea Herald correspondent".
func IsRole(s string) bool {
	words := strings.Fields(Text(s))
	return len(words) > 0 && len(cutRole(words)) == 0
}

// cutRole takes the longest role off the start: "Korea Herald staff reporter Kim Da-sol" leaves the name.
func cutRole(words []string) []string {
	left := words
	for len(words) > 0 {
		first := strings.ToLower(words[0])
		if slices.Contains(roles, first) {
			left = words[1:]
		}
		rest := cutPaper(words)
		switch {
		case len(rest) < len(words):
			words = rest
		case slices.Contains(roleKinds, first):
			words = words[1:]
		default:
			return left
		}
	}
	return left
}

// cutPaper takes the paper's name off the start.
func cutPaper(words []string) []string {
	for _, paper := range [][]string{{"the", "korea", "herald"}, {"korea", "herald"}} {
		if len(words) >= len(paper) && slices.EqualFunc(words[:len(paper)], paper, strings.EqualFold) {
			return words[len(paper):]
		}
	}
	return words
}

// trimRole takes the roles off the end, but never all words.
func trimRole(words []string) []string {
	for i := 1; i < len(words); i++ {
		behind := words[i:]
		if len(cutRole(behind)) == 0 || len(behind) == 1 && slices.Contains(koreanRoles, behind[0]) {
			return trimRole(words[:i])
		}
	}
	return words
}

// trimPlace takes off where the writer is: "Kim Da-sol in Washington".
func trimPlace(words []string) []string {
	for i := 1; i+1 < len(words); i++ {
		first, _ := utf8.DecodeRuneInString(words[i+1])
		if slices.Contains([]string{"in", "from", "at"}, strings.ToLower(words[i])) && unicode.IsLetter(first) {
			return words[:i]
		}
	}
	return words
}

// isNameWord reports whether a word is written as a part of a name: "Da-sol", "O’Neil", "J.", "d’Arc".
func isNameWord(w string) bool {
	for _, article := range []string{"d’", "d'", "l’", "l'"} {
		w = strings.TrimPrefix(w, article)
	}
	first, size := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first) && strings.IndexFunc(w[size:], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’‘`.-", r)
	}) < 0
}

func isHangul(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Hangul, r) {
			return false
		}
	}
	return s != ""
}
