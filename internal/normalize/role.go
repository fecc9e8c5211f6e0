package normalize

import (
	"slices"
	"strings"
)

// What is printed before or after a name, in lower case: the words of newspaper mastheads. A role is one of roles with any
// number of kinds, or of the paper's name, before it.
var (
	roles     = wordSet("reporter correspondent writer editor columnist photographer contributor intern staff")
	roleKinds = wordSet("staff contributing senior chief intern guest foreign special culture business deputy managing freelance sports " +
		"political economy copy video photo desk national features tech technology industry social affairs news investigative data digital " +
		"finance entertainment k-pop international opinion city")
	koreanRoles = []string{"기자", "특파원", "인턴기자"} // after a name only
)

// roleWords are words of what a writer does or where: "professor at Seoul University", "Ph.D.".
var roleWords = wordSet("reporter correspondent writer editor columnist contributor intern staff desk bureau chief professor president " +
	"director researcher fellow analyst ambassador critic university institute agencies wires dr phd")

// Lengths in words of what follows a name: a place ("New York City"), and a role with its house.
const (
	longestPlace = 3
	longestRole  = 8
)

// cutRole takes the longest role off the start: "Korea Herald staff reporter Kim Da-sol" leaves the name.
func (n *Newsroom) cutRole(words []string) []string {
	left := words
	for len(words) > 0 {
		if roles.has(words[0]) {
			left = words[1:]
		}
		rest := n.cutPaper(words)
		switch {
		case len(rest) < len(words):
			words = rest
		case roleKinds.has(words[0]):
			words = words[1:]
		default:
			return left
		}
	}
	return left
}

// cutPaper takes the paper's name off the start.
func (n *Newsroom) cutPaper(words []string) []string {
	rest := words
	if strings.EqualFold(rest[0], "the") {
		rest = rest[1:]
	}
	if len(n.Paper) == 0 || !slices.EqualFunc(rest[:min(len(n.Paper), len(rest))], n.Paper, strings.EqualFold) {
		return words
	}
	return rest[len(n.Paper):]
}

// trimRole takes the roles off the end, but never all words.
func (n *Newsroom) trimRole(words []string) []string {
	for i := 1; i < len(words); i++ {
		after := words[i:]
		if len(n.cutRole(after)) == 0 || len(after) == 1 && slices.Contains(koreanRoles, after[0]) {
			return n.trimRole(words[:i])
		}
	}
	return words
}

// trimPlace takes off where the writer is: "Kim Da-sol in Washington", "Kim Da-sol at the United Nations".
func trimPlace(words []string) []string {
	for i := 1; i+1 < len(words); i++ {
		if isBeforePlace(words[i]) && namesPlace(words[i+1:]) {
			return words[:i]
		}
	}
	return words
}

func isBeforePlace(word string) bool {
	return slices.Contains([]string{"in", "from", "at"}, strings.ToLower(word))
}

// namesPlace reports whether words are written as the name of a place, at most with its article.
func namesPlace(words []string) bool {
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return len(words) <= longestPlace && !slices.ContainsFunc(words, func(w string) bool { return !isNameWord(w) && !isHangul(w) && !particles.has(w) })
}

// isRole reports whether s contains a word of a role.
func isRole(s string) bool {
	lower := strings.ToLower(s)
	return hasWord(s, roleWords) || strings.Contains(lower, "special to") || strings.Contains(lower, "ph.d") ||
		strings.Contains(s, "기자") || strings.Contains(s, "특파원")
}

func (n *Newsroom) isRoleOrPlace(s string) bool {
	words := strings.Fields(s)
	if len(words) <= longestRole && (isRole(s) || n.hasBrand(s)) {
		return true
	}
	return len(words) <= longestPlace && !slices.ContainsFunc(words, func(w string) bool { return !isNameWord(w) })
}
