package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestCredit is the length in characters of the longest credit that SplitCredit reads: a dozen names with their
// roles. What is longer is a text.
const longestCredit = 250

var (
	// creditWords introduce the writer on pages in other languages, with a colon or without.
	creditWords = []string{
		"reporting by", "autorin/autor", "autor", "autore", "author", "von", "par", "por", "di", "door", "av", "af", "foto und text", "text", "words",
	}
	creditJoints = joints(`\s(?:and|und|et|y|e|en|och|og|i)\s`)
	// creditTail is what may follow a name: a bracket, a mail address, a role or a place after a dash.
	creditTail = pattern(`\s*(?:\(.*\)|<.*>|\S+@\S+|\s[-–—]\s.*)$`)
	// address occurs in the text of links beside a byline.
	address = pattern(`@|\d|(?i:https?:|www\.|\.(?:com|org|net|de)\b)`)
)

// Words of the pages of other papers, whose markup does not show what is a name.
var (
	// organisationWords occur in the names of papers and agencies, with notNameWords.
	organisationWords = wordSet("agentur media redaktion redacción redaction rédaction redazione redactie associated reuters tv radio gmbh ltd inc")
	// organisationParts do so within a word too.
	organisationParts = []string{"redaktion", "zeitung", "nachrichten", "신문", "일보", "뉴스", "社", "報", "网"}
	// buttonWords are those of the buttons and labels beside a byline.
	buttonWords = wordSet("facebook twitter update updated published today read more popular latest share view follow email author image minute " +
		"minutes comment comments subscribe sign log login bio")
	// foreignRoles are what a writer is in other languages, with roleWords.
	foreignRoles = wordSet("journalist redakteur redakteurin korrespondent korrespondentin autor autorin team")
)

// placeholders are what publishing systems print if no writer is named, and the labels of lists of writers.
var placeholders = pattern(`^(?i:no author|unknown(?: author)?|anonymous|admin(?:istrator)?|web ?master|(?:posted|written|published) by|(?:all |our )?authors?|관련 ?기사|기자)$`)

// IsPlaceholder reports whether s is printed where a writer is named, and names nobody.
func IsPlaceholder(s string) bool { return placeholders().MatchString(Text(s)) }

// StartsCredit reports whether s begins with a word that introduces the writer in one of the languages of most papers:
// "By", "Von", "Par", "Autor:".
func StartsCredit(s string) bool {
	_, ok := cutCreditWord(s)
	return ok
}

func cutCreditWord(s string) (rest string, ok bool) {
	if rest, ok = cutBy(s); ok {
		return rest, true
	}
	for _, word := range creditWords {
		if rest, ok = cutLabel(s, word); ok {
			return rest, true
		}
	}
	return s, false
}

// SplitCredit returns the names in the credit of a page of any newspaper, in the order of print: of persons, and of the
// organisations after them ("Ann Oar, AP"). Roles and places are omitted. A credit that does not begin with a person
// is returned whole, but for a place after an agency: it is the paper's own name, or initials ("srf/hosb").
func SplitCredit(s string) []string {
	s, _ = cutCreditWord(Text(s))
	s = strings.Trim(creditTail().ReplaceAllString(Text(s), ""), " ,;:|/-–—•·")
	if !strings.ContainsFunc(s, unicode.IsLetter) || utf8.RuneCountInString(s) > longestCredit ||
		strings.ContainsAny(s, "/@") && address().MatchString(s) {
		return nil
	}
	var names []string
	for _, part := range splitAt(s, creditJoints) {
		part, _ = cutCreditWord(part)
		switch {
		case LooksLikePerson(part):
			names = append(names, part)
		case len(names) == 0:
			return []string{withoutAgencyPlace(s)}
		case isRole(part) || hasWord(part, foreignRoles):
		case isOrganisation(part) || part == strings.ToUpper(part):
			names = append(names, part)
		}
	}
	return names
}

// withoutAgencyPlace returns the agency in a credit that prints a place after it: "AFP, MANILA".
func withoutAgencyPlace(s string) string {
	agency, place, _ := strings.Cut(s, ", ")
	_, ok := Agency(agency)
	if _, second := Agency(place); !ok || second || !isPlace(place) || LooksLikePerson(place) {
		return s
	}
	return agency
}

// LooksLikePerson reports whether s is written as the name of one person and is not a word of the furniture around a
// byline. It is stricter than a [Newsroom], whose bylines are known by their place.
func LooksLikePerson(s string) bool {
	return isPerson(s) && !isOrganisation(s) && !hasWord(s, buttonWords)
}

func isOrganisation(s string) bool {
	lower := strings.ToLower(s)
	return hasWord(s, notNameWords) || hasWord(s, organisationWords) ||
		slices.ContainsFunc(organisationParts, func(part string) bool { return strings.Contains(lower, part) })
}

// NamesBesideDate returns the persons named in a line that is mainly a date: "Ann Oar | 5.4.2025".
func NamesBesideDate(line string) []string {
	var names []string
	for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune("|•·,/", r) }) {
		if part = strings.TrimSpace(part); LooksLikePerson(part) && monthNumber(part) == 0 {
			names = append(names, part)
		}
	}
	return names
}
