package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencies are the wires this paper prints, by the name it prints them under. Yonhap, AFP and Bloomberg stand in the
// 50 stories of May 2020; the others are wires whose tags stand in the same place. Where one spelling begins another,
// the longer one stands before it.
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
	{"Asia News Network", []string{"asia news network", "ann"}},
	{"KCNA", []string{"korean central news agency", "kcna"}},
	{"News1", []string{"news1", "news 1"}},
}

// blanks are the white space of a text that may not have gone through Text.
const blanks = " \t\n\f\r"

// Agency is the news agency that s names and nothing else, under the paper's own spelling: "yonhap News" is "Yonhap".
// Several wires stay several: "AP-Yonhap".
func Agency(s string) (string, bool) {
	s = Text(s)
	if rest, ok := cutFold(s, "from "); ok {
		s = rest
	}
	return wires(s)
}

// wires gives each wire in s its own spelling and leaves what joins them; it is false where anything else stands in s.
func wires(s string) (string, bool) {
	var b strings.Builder
	for {
		name, rest := cutWire(s)
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

// cutWire takes the wire off the start of s; name is "" where none stands there.
func cutWire(s string) (name, rest string) {
	for _, a := range agencies {
		for _, spelling := range a.spellings {
			if rest, ok := cutFold(s, spelling); ok {
				return a.name, rest
			}
		}
	}
	return "", s
}

// cutJoint takes off what joins two wires: "AP-Yonhap", "AFP / Reuters", "AFP and dpa".
func cutJoint(s string) (rest string, ok bool) {
	s = strings.TrimLeft(s, blanks)
	if s != "" && strings.IndexByte("-/,&+", s[0]) >= 0 {
		return strings.TrimLeft(s[1:], blanks), true
	}
	rest, ok = cutFold(s, "and")
	return strings.TrimLeft(rest, blanks), ok
}

// cutFold is strings.CutPrefix for a prefix in any case.
func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// AgencyTag takes the tag off the end of a text: "… in April. (Yonhap)".
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
	if agency, ok = wires(inside); !ok {
		return s, "", false
	}
	return strings.TrimRight(s[:open], blanks), agency, true
}

// DatelineAgency is the agency in the dateline that a text begins with: "SOCHI, Russia (Yonhap) ―". The dateline stays
// in the text.
func DatelineAgency(s string) (string, bool) {
	place, rest, _ := strings.Cut(s, "(")
	inside, rest, ok := strings.Cut(rest, ")")
	dash, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, blanks))
	if !ok || !isPlace(place) || !strings.ContainsRune("-–—―─", dash) {
		return "", false
	}
	return wires(inside)
}

// isPlace reports whether s is written as places are: "SEOUL", "St. Petersburg, Russia".
func isPlace(s string) bool {
	// The longest datelines name a town, a province and a country; what is longer is a sentence.
	const longest = 60
	s = strings.TrimRight(s, blanks+",")
	if n := utf8.RuneCountInString(s); n < 2 || n > longest {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune(" .,'’-", r)
	}) < 0
}

// What the paper calls itself in a byline, and its desks, in small letters.
var (
	houses     = []string{"korea herald", "herald corp", "herald corporation", "k-pop herald", "kpop herald", "herald economy", "herald business", "investor"}
	houseDesks = []string{"", " staff", " desk", " news", " report", " reports", " reporter", " reporters"}
	desks      = []string{"khnews", "herald staff", "editorial board", "staff writer", "staff writers", "staff reporter", "staff reporters"}
	reports    = []string{"news report", "news reports", "wire report", "wire reports", "staff report", "staff reports"}
)

// IsDesk reports whether s names the paper itself or a desk of it, which is no person: "Korea Herald".
func IsDesk(s string) bool {
	s = strings.ToLower(Text(s))
	if slices.Contains(desks, s) || slices.Contains(reports, strings.TrimPrefix(s, "from ")) {
		return true
	}
	s = strings.TrimPrefix(s, "the ")
	if kind, ok := strings.CutSuffix(s, " desk"); ok && !strings.Contains(kind, " ") {
		return true
	}
	return slices.ContainsFunc(houses, func(house string) bool {
		desk, ok := strings.CutPrefix(s, house)
		return ok && slices.Contains(houseDesks, desk)
	})
}
