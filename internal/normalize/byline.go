package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Person is somebody named in a byline; Email may be "".
type Person struct {
	Name  string
	Email string
}

// Byline is what a byline says.
type Byline struct {
	Text   string   // as printed, without the word By and without mail
	People []Person // in the order printed; an agency or a desk is no person
	Agency string   // "" when none is named
	Mails  []string // printed, but of nobody named here
}

// Desk reports whether the byline names neither a person nor an agency: "Korea Herald".
func (b Byline) Desk() bool { return len(b.People) == 0 && b.Agency == "" }

var (
	// A mail may be cut short by the end of the field: "By Choi He-suk  (", "(hjwon@".
	cutMail = pattern(`\s*[(<\[][^)>\]]*$`)
	joints  = pattern(`\s*(?:[,;/|·&、]|\b(?i:and|with)\b)\s*`)
	// Small words inside a name: Anne-Marie de la Cruz, Otto von Berg.
	particles = []string{"de", "da", "del", "dela", "della", "las", "los", "der", "den", "di", "dos", "du", "el", "al", "bin", "ibn", "la", "le", "van", "von", "zu", "ter", "y"}
	// Cities of two words that follow a name as its place; a city of one word can't be taken for a name anyway.
	cities = []string{"New York", "Hong Kong", "Los Angeles", "San Francisco", "Tel Aviv", "New Delhi", "Washington DC", "Washington, D.C."}
)

// ParseByline reads a byline as printed: "By Kim Da-sol", "By A, B and C (a@heraldcorp.com)", "By A, Korea Herald
// correspondent", "By Yonhap", "By 김영원", "BY YONHAP". The word By must be there.
func ParseByline(s string) (Byline, bool) {
	if !mayBeBy(s) {
		return Byline{}, false
	}
	s = Text(s)
	if _, by := cutBy(s); !by {
		return Byline{}, false
	}
	return onlyNames(s)
}

// OnlyNames reads a byline that may lack the word By, and in which nothing stands but names, roles, places and mails.
// By its form a line in capitals may be one too, "Back Home Again": where it stands must tell.
func OnlyNames(s string) (Byline, bool) { return onlyNames(Text(s)) }

func onlyNames(s string) (Byline, bool) {
	b, strange, ok := parse(AfterBy(s))
	return b, ok && !strange
}

// ParseSignature reads a line that signs a story without the word By: "Park Min-ji (minji@heraldcorp.com)",
// "김다솔 기자 (dasol@heraldcorp.com)". The mail must be there, and nothing but names, roles and places beside it.
func ParseSignature(s string) (Byline, bool) {
	if len(Mails(s)) == 0 {
		return Byline{}, false
	}
	b, strange, ok := parse(Text(s))
	return b, ok && !strange && len(b.People) > 0
}

// ParseNames reads a byline of which the page itself says that it is one, with or without the word By.
// It is false when what is named can't be a byline: a sentence, a date, nothing.
func ParseNames(s string) (Byline, bool) {
	s = Text(s)
	b, _, ok := parse(AfterBy(s))
	return b, ok
}

// mayBeBy reports whether the first letter of s is one that By, or a word that may stand before it, begins with.
func mayBeBy(s string) bool {
	first := strings.IndexFunc(s, unicode.IsLetter)
	return first >= 0 && strings.IndexByte("bwrsta", s[first]|0x20) >= 0
}

// AfterBy is s without the word By, which may be there twice: a field may add it to a byline that has it.
func AfterBy(s string) string {
	for rest, by := cutBy(s); by; rest, by = cutBy(s) {
		s = strings.TrimLeft(rest, " ,;/|:([<-–—―·")
	}
	return s
}

// cutBy takes the word By off the start. It also stands in capitals, with a colon, or behind "Written" and its like.
func cutBy(s string) (rest string, ok bool) {
	for _, done := range []string{"written ", "reported ", "story ", "text and photos ", "text ", "words and photos ", "words ", "article "} {
		if rest, ok = cutFold(s, done); ok {
			s = rest
			break
		}
	}
	if rest, ok = cutFold(s, "by"); !ok {
		return s, false
	}
	name := strings.TrimLeft(rest, blanks)
	if after, colon := strings.CutPrefix(name, ":"); colon {
		return strings.TrimLeft(after, blanks), true
	}
	return name, rest == "" || len(name) < len(rest)
}

// parse reads names, mails, roles and places. strange tells that something else stands among them: a sentence does.
func parse(s string) (b Byline, strange, ok bool) {
	// No byline on any page is longer; what is longer is a sentence.
	const longest = 200
	if s == "" || len(s) > longest {
		return Byline{}, true, false
	}
	known := false
	var waiting []int   // the persons named since the last mail
	var follow []string // the mails since the last person
	for _, part := range splitNames(s) {
		if isMail(part) {
			follow = append(follow, part)
			continue
		}
		name, person := PersonName(withoutCraft(part))
		agency, agent := Agency(part)
		switch {
		case agent:
			known = true
			if b.Agency == "" {
				b.Agency = agency
			}
		case IsDesk(part):
			known = true
		case person && !slices.ContainsFunc(b.People, func(p Person) bool { return SamePerson(p.Name, name) }):
			if len(follow) > 0 {
				b.address(waiting, follow)
				waiting, follow = nil, nil
			}
			waiting = append(waiting, len(b.People))
			b.People = append(b.People, Person{Name: name})
		case !person && !isRoleOrPlace(part):
			strange = true
		}
	}
	b.address(waiting, follow)
	b.Text = printedNames(s)
	if b.Agency != "" {
		if several, all := Agency(b.Text); all {
			b.Agency = several
		}
	}
	return b, strange, b.Text != "" && (known || len(b.People) > 0)
}

// withoutCraft takes off what somebody gave to a story but its words: "Photos by Kim Da-sol".
func withoutCraft(part string) string {
	for _, craft := range []string{"photos by ", "photo by ", "photography by ", "pictures by ", "video by ", "graphics by ", "illustrations by "} {
		if name, ok := cutFold(part, craft); ok {
			return name
		}
	}
	return part
}

// Words that no name has: what holds one names a role, a desk, or is a sentence.
var notName = wordSet("herald reporter reporters correspondent correspondents writer writers editor editors columnist columnists contributor " +
	"contributors intern interns staff desk news newsroom team agency agencies press times university professor institute ministry report " +
	"reports photo video graphic wire service services daily online the of for is was are this")

// Words of what a writer does or where he does it: "Korea Herald correspondent", "professor at Seoul University", "Ph.D.".
var roleWords = wordSet("herald reporter correspondent writer editor columnist contributor intern staff desk bureau chief professor president " +
	"director researcher fellow analyst ambassador critic university institute agencies wires dr phd")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// hasWord reports whether one of the words stands in s, in any case: "Editor-in-chief" has editor, in and chief.
func hasWord(s string, words map[string]bool) bool {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if words[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

func isRole(s string) bool {
	lower := strings.ToLower(s)
	return hasWord(s, roleWords) || strings.Contains(lower, "special to") || strings.Contains(lower, "ph.d") ||
		strings.Contains(s, "기자") || strings.Contains(s, "특파원")
}

func isRoleOrPlace(s string) bool {
	words := strings.Fields(s)
	// A place has at most three words ("New York City"), a role with its house at most eight.
	if len(words) <= 8 && isRole(s) {
		return true
	}
	return len(words) <= 3 && !slices.ContainsFunc(words, func(w string) bool { return !isNameWord(w) })
}

// printedNames is the byline without its mails, and without the marks that stood between them.
func printedNames(s string) string {
	s = Text(withoutCutMail(replaceMails(s, ", ")))
	for again := Text(betweenMails.Replace(s)); again != s; again = Text(betweenMails.Replace(s)) {
		s = again
	}
	return strings.Trim(s, " ,;/|([<-–—―·")
}

var betweenMails = strings.NewReplacer(", and ", " and ", ", & ", " & ", " , ", ", ", ", ,", ",")

func isMail(s string) bool {
	found := mailsIn(s)
	return len(found) == 1 && found[0] == place{0, len(s)}
}

// replaceMails puts something in the place of each mail and of the marks around it; @ in it stands for the mail.
func replaceMails(s, with string) string {
	var b strings.Builder
	end := 0
	for _, m := range mailsIn(s) {
		before := strings.TrimRight(strings.TrimRight(s[end:m.start], blanks), "(<[")
		b.WriteString(strings.TrimRight(before, blanks+",/;"))
		b.WriteString(strings.ReplaceAll(with, "@", s[m.start:m.end]))
		end = len(s) - len(strings.TrimLeft(strings.TrimLeft(s[m.end:], blanks), ")>]"))
	}
	b.WriteString(s[end:])
	return b.String()
}

func withoutCutMail(s string) string {
	if !strings.ContainsAny(s, "(<[") {
		return s
	}
	return cutMail().ReplaceAllString(s, "")
}

// mayJoin reports whether something stands in s that joins names; most parts are one name.
func mayJoin(s string) bool {
	return strings.ContainsAny(s, ",;/|·&、") || strings.Contains(s, "nd") || strings.Contains(s, "ND") || strings.Contains(s, "ith") || strings.Contains(s, "ITH")
}

// splitNames parts "A and B (b@x.com), correspondent" into A, B, b@x.com, correspondent.
func splitNames(s string) []string {
	s = withoutCutMail(replaceMails(s, "\x00@\x00"))
	var parts []string
	for part := range strings.SplitSeq(s, "\x00") {
		if isMail(part) {
			parts = append(parts, part)
			continue
		}
		if mayJoin(part) {
			part = joints().ReplaceAllString(part, "\x00")
		}
		for name := range strings.SplitSeq(part, "\x00") {
			if name = withoutMarks(name); name != "" {
				parts = append(parts, name)
			}
		}
	}
	return parts
}

// withoutMarks is a name without the marks around it; the dot of "Jr." belongs to it.
func withoutMarks(s string) string {
	bare := strings.Trim(s, " .-–—―")
	if strings.HasSuffix(bare, " Jr") || strings.HasSuffix(bare, " Sr") {
		return strings.TrimRight(strings.TrimLeft(s, " .-–—―"), " -–—―")
	}
	return bare
}

// address gives each mail to the person it stands behind: one mail to the last person named before it, several to the
// last ones in their order. The mail of a desk is nobody's.
func (b *Byline) address(waiting []int, mails []string) {
	var own []string
	for _, m := range mails {
		if DeskMail(m) {
			b.Mails = append(b.Mails, m)
		} else {
			own = append(own, m)
		}
	}
	n := min(len(own), len(waiting))
	for i, person := range waiting[len(waiting)-n:] {
		b.People[person].Email = own[i]
	}
	b.Mails = append(b.Mails, own[n:]...)
}

// Mails are the mail addresses in s, in order, without what stands around them.
func Mails(s string) []string {
	var found []string
	for _, m := range mailsIn(s) {
		found = append(found, s[m.start:m.end])
	}
	return found
}

// place is where something stands in a text, in bytes.
type place struct{ start, end int }

func mailsIn(s string) (found []place) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '@')
		if i < 0 {
			return found
		}
		at := from + i
		before := strings.TrimRightFunc(s[from:at], func(r rune) bool { return inHost(r) || strings.ContainsRune("._%+", r) })
		start, end := from+len(before), at+1+hostLength(s[at+1:])
		from = end
		if start < at && end > at+1 {
			found = append(found, place{start, end})
		}
	}
}

func inHost(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-'
}

// hostLength is how much of s is the host of a mail: names joined by dots, two at least.
func hostLength(s string) int {
	rest := strings.TrimLeftFunc(s, inHost)
	joined := false
	for len(rest) < len(s) && strings.HasPrefix(rest, ".") {
		after := strings.TrimLeftFunc(rest[1:], inHost)
		if len(after) == len(rest)-1 {
			break // a dot that ends the sentence
		}
		rest, joined = after, true
	}
	if !joined {
		return 0
	}
	return len(s) - len(rest)
}

// DeskMail reports whether a mail is that of a desk and not of a person: khnews@heraldcorp.com.
func DeskMail(m string) bool {
	local, _, _ := strings.Cut(strings.ToLower(m), "@")
	return slices.Contains([]string{"khnews", "kh", "news", "khnews1", "editor", "opinion", "webmaster", "koreaherald", "desk", "letters"}, local)
}

// PersonName is the person in one part of a byline, without role and place: "Kim Da-sol in Washington", "Staff
// reporter Kim Da-sol". A lone Hangul name is a person; a lone Latin word is none (it is a place or a pen name).
func PersonName(s string) (string, bool) {
	words := strings.Fields(Text(s))
	if rest := cutRole(words); len(rest) > 0 {
		words = rest
	}
	words = trimRole(trimPlace(words))
	s = strings.Join(words, " ")
	if strings.HasSuffix(s, ")") {
		s = bracketed().ReplaceAllString(s, "")
	}
	if n := utf8.RuneCountInString(s); isHangul(s) && n >= 2 && n <= 5 {
		return s, true
	}
	words = strings.Fields(s)
	// Two words at least; the longest names in print have six ("Maria del Carmen de la Cruz").
	if len(words) < 2 || len(words) > 6 || strings.EqualFold(words[0], "by") || hasWord(s, notName) || slices.Contains(cities, s) {
		return "", false
	}
	capitals := 0
	for _, w := range words {
		switch {
		case isNameWord(w) || isHangul(w):
			capitals++
		case !slices.Contains(particles, strings.ToLower(w)):
			return "", false
		}
	}
	return s, capitals >= 2 || capitals == 1 && isHangul(words[0])
}

var bracketed = pattern(`\s*\([^()]*\)$`)

// SamePerson reports whether two spellings name one person: "Bae Hyunjung" and "Bae Hyun-jung".
func SamePerson(a, b string) bool { return Letters(a) == Letters(b) }
