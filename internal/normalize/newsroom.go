package normalize

import (
	"slices"
	"strings"
)

// A Newsroom is what one newspaper prints in its bylines besides the names of its writers, all in lower case. Its
// methods read the bylines of that paper. The zero Newsroom is that of a paper of which nothing is known.
type Newsroom struct {
	Paper     []string // the words of the paper's name without "the", which may precede a role: "korea", "herald"
	Brand     string   // the word of the name that no person is named and that stands for the paper in a role: "herald"
	Houses    []string // the paper, its publisher and its sister papers, alone or with "desk", "staff", "reports" and the like
	Desks     []string // what the paper signs with besides: "khnews"
	Mailboxes []string // the local parts of the mail addresses of desks: "khnews"
}

// Desks and mailboxes of any newspaper, and what follows the paper's name when it signs.
var (
	desks      = []string{"editorial board", "staff writer", "staff writers", "staff reporter", "staff reporters"}
	reports    = []string{"news report", "news reports", "wire report", "wire reports", "staff report", "staff reports"}
	houseDesks = []string{"", " staff", " desk", " news", " report", " reports", " reporter", " reporters"}
	mailboxes  = []string{"news", "editor", "opinion", "webmaster", "desk", "letters"}
)

// IsDesk reports whether s names the paper itself or a desk of it, which is not a person: "Korea Herald". Desks of one name
// may be numbered.
func (n *Newsroom) IsDesk(s string) bool {
	s = strings.TrimRight(strings.ToLower(Text(s)), " 0123456789")
	if slices.Contains(desks, s) || slices.Contains(n.Desks, s) || slices.Contains(reports, strings.TrimPrefix(s, "from ")) {
		return true
	}
	s = strings.TrimPrefix(s, "the ")
	if kind, ok := strings.CutSuffix(s, " desk"); ok && !strings.Contains(kind, " ") {
		return true
	}
	return slices.ContainsFunc(n.Houses, func(house string) bool {
		desk, ok := strings.CutPrefix(s, house)
		return ok && slices.Contains(houseDesks, desk)
	})
}

// IsDeskMail reports whether a mail address is that of a desk and not of a person: khnews@heraldcorp.com.
func (n *Newsroom) IsDeskMail(mail string) bool {
	local, _, _ := strings.Cut(strings.ToLower(mail), "@")
	return slices.Contains(mailboxes, local) || slices.Contains(n.Mailboxes, local)
}

// IsRole reports whether s is what a writer does and nothing else: "Korea Herald correspondent".
func (n *Newsroom) IsRole(s string) bool {
	s = Text(s)
	first, _, _ := strings.Cut(s, " ")
	if !n.beginsRole(first) {
		return false
	}
	words := strings.Fields(s)
	return len(words) > 0 && len(n.cutRole(words)) == 0
}

// beginsRole reports whether a word may be the first of a role. Most texts begin with another.
func (n *Newsroom) beginsRole(word string) bool {
	return roles.has(word) || roleKinds.has(word) || strings.EqualFold(word, "the") || len(n.Paper) > 0 && strings.EqualFold(word, n.Paper[0])
}

// PersonName returns the person in one part of a byline, without role and place: "Kim Da-sol in Washington", "Staff
// reporter Kim Da-sol". A lone Hangul name is a person; a lone Latin word is not (it is a place or a pen name).
func (n *Newsroom) PersonName(s string) (string, bool) {
	words := strings.Fields(Text(s))
	if rest := n.cutRole(words); len(rest) > 0 {
		words = rest
	}
	name := strings.Join(n.trimRole(trimPlace(words)), " ")
	if strings.HasSuffix(name, ")") {
		name = bracketed().ReplaceAllString(name, "")
	}
	if !isPerson(name) || n.hasBrand(name) {
		return "", false
	}
	return name, true
}

var bracketed = pattern(`\s*\([^()]*\)$`)

func (n *Newsroom) hasBrand(s string) bool {
	return anyWord(s, func(w string) bool { return strings.EqualFold(w, n.Brand) })
}
