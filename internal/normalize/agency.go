package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencies are the news agencies under the names that Korean papers in English print. Yonhap, AFP and Bloomberg occur in
// 50 real articles of May 2020; tags of the others have the same form. A spelling that begins with another one of the
// agency precedes it.
var agencies = []struct {
	name      string
	spellings []string // in small letters
}{
	{"Yonhap", []string{"yonhap news agency", "yonhap news", "yonhap"}},
	{"Newsis", []string{"newsis"}},
	{"AFP", []string{"afp", "agence france-presse", "agence france presse"}},
	{"AP", []string{"ap", "the associated press", "associated press"}},
	{"Reuters", []string{"thomson reuters", "reuters"}},
	{"Bloomberg", []string{"bloomberg news", "bloomberg opinion", "bloomberg view", "bloomberg"}},
	{"dpa", []string{"dpa", "deutsche presse-agentur"}},
	{"Xinhua", []string{"xinhua news agency", "xinhua news", "xinhua"}},
	{"Kyodo", []string{"kyodo news", "kyodo"}},
	{"Jiji", []string{"jiji press", "jiji"}},
	{"UPI", []string{"upi"}},
	{"EFE", []string{"efe"}},
	{"ANSA", []string{"ansa"}},
	{"IANS", []string{"ians"}},
	{"TASS", []string{"itar-tass", "tass"}},
	{"Anadolu", []string{"anadolu agency", "anadolu"}},
	{"PRNewswire", []string{"prnewswire", "pr newswire"}},
	{"TNS", []string{"tns", "tribune news service"}},
	{"Tribune Content Agency", []string{"tribune content agency"}},
	{"Project Syndicate", []string{"project syndicate"}},
	{"EPA-EFE", []string{"epa-efe"}},
	{"EPA", []string{"epa", "european pressphoto agency"}},
	{"Asia News Network", []string{"asia news network", "ann"}},
	{"KCNA", []string{"korean central news agency", "kcna"}},
	{"News1", []string{"news1", "news 1"}},
}

// blanks are the white space in a text that [Text] may not have folded.
const blanks = " \t\n\f\r"

// Agency returns the news agency that s names, in the paper's own spelling: "Yonhap" for "from yonhap News". Several
// agencies stay joined as printed: "AP-Yonhap". It returns false if anything else is in s.
func Agency(s string) (string, bool) {
	s = Text(s)
	if rest, ok := cutFold(s, "from "); ok {
		s = rest
	}
	return parseAgencies(s)
}

// parseAgencies respells each agency in s and keeps what joins them. It returns false if anything else is in s.
func parseAgencies(s string) (string, bool) {
	var b strings.Builder
	for {
		name, rest := cutAgency(s)
		if name == "" {
			return "", false
		}
		b.WriteString(name)
		if rest == "" {
			return b.String(), true
		}
		after, ok := cutJoint(rest)
		if !ok {
			return "", false
		}
		b.WriteString(rest[:len(rest)-len(after)])
		s = after
	}
}

// cutAgency takes an agency off the start of s; name is "" if s does not begin with one.
func cutAgency(s string) (name, rest string) {
	for _, a := range agencies {
		for _, spelling := range a.spellings {
			if rest, ok := cutFold(s, spelling); ok {
				return a.name, rest
			}
		}
	}
	return "", s
}

// cutJoint takes off what joins two agencies: "AP-Yonhap", "AFP / Reuters", "AFP and dpa".
func cutJoint(s string) (rest string, ok bool) {
	s = strings.TrimLeft(s, blanks)
	if s != "" && strings.IndexByte("-/,&+", s[0]) >= 0 {
		return strings.TrimLeft(s[1:], blanks), true
	}
	rest, ok = cutFold(s, "and")
	return strings.TrimLeft(rest, blanks), ok
}

// cutFold is strings.CutPrefix for a prefix in any case of letters.
func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || s[0]|0x20 != prefix[0]|0x20 || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false // most texts begin with another letter, which 0x20 makes small
	}
	return s[len(prefix):], true
}

// AgencyTag takes the tag of an agency off the end of a text: "… in April. (Yonhap)". It returns s as it is, and false,
// if s does not end in one.
func AgencyTag(s string) (rest, agency string, ok bool) {
	last, size := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune(")]）", last) {
		return s, "", false
	}
	open := strings.LastIndexAny(s, "([（")
	if open < 0 {
		return s, "", false
	}
	_, openSize := utf8.DecodeRuneInString(s[open:])
	inside := s[open+openSize : len(s)-size]
	for _, word := range []string{"from ", "source: "} {
		if source, ok := cutFold(inside, word); ok {
			inside = source
			break
		}
	}
	if agency, ok = parseAgencies(inside); !ok {
		return s, "", false
	}
	return strings.TrimRight(s[:open], blanks), agency, true
}

// DatelineAgency returns the agency in the dateline that a text begins with: "Yonhap" for "SOCHI, Russia (Yonhap) ― …".
func DatelineAgency(s string) (string, bool) {
	place, rest, _ := strings.Cut(s, "(")
	place = dayInDateline().ReplaceAllString(place, "")
	inside, rest, ok := strings.Cut(rest, ")")
	dash, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, blanks))
	if !ok || !isPlace(place) || !strings.ContainsRune("-–—―─", dash) {
		return "", false
	}
	return parseAgencies(inside)
}

// dayInDateline is what Reuters prints after the place: "LONDON, March 3 (Reuters) - ".
var dayInDateline = pattern(`,\s*` + englishMonths + `\s\d{1,2}\s*$`)

// Lengths in characters of the place in a dateline. The longest name a town, a province and a country; what is longer is
// a sentence, and a single letter begins a list.
const (
	shortestDateline = 2
	longestDateline  = 60
)

// isPlace reports whether s is written as the place in a dateline: "SEOUL", "St. Petersburg, Russia".
func isPlace(s string) bool {
	s = strings.TrimRight(s, blanks+",")
	if n := utf8.RuneCountInString(s); n < shortestDateline || n > longestDateline {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune(" .,'’-", r)
	})
}
