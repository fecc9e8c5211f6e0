package normalize

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Person is a writer named in a byline. Email is "" if none is printed.
type Person struct {
	Name  string
	Email string
}

// Byline is whom a byline names.
type Byline struct {
	Text   string   // as printed, without the word By and without mail addresses
	People []Person // in the order of print; an agency or a desk is not a person
	Agency string   // "" if none is named
	Mails  []string // printed, but not of a person named here
}

// Desk reports whether the byline names neither a person nor an agency: "Korea Herald".
func (b Byline) Desk() bool { return len(b.People) == 0 && b.Agency == "" }

// longestByline is the length in bytes of the longest byline on any page; what is longer is a sentence.
const longestByline = 200

// ParseByline parses a byline as printed, with the word By: "By Kim Da-sol", "By A, B and C (a@heraldcorp.com)", "By A,
// Korea Herald correspondent", "By Yonhap", "By 김영원", "BY YONHAP". It returns false if By is missing, or if anything
// but names, roles, places and mail addresses follows it.
func (n *Newsroom) ParseByline(s string) (Byline, bool) {
	if !mayBeBy(s) {
		return Byline{}, false
	}
	s = Text(s)
	if _, by := cutBy(s); !by {
		return Byline{}, false
	}
	return n.ParseNamesOnly(s)
}

// ParseNamesOnly parses a byline that may lack the word By. It returns false if anything but names, roles, places and
// mail addresses occurs in it. A line in capitals may pass too ("Back Home Again"): callers look at its position.
func (n *Newsroom) ParseNamesOnly(s string) (Byline, bool) {
	b, strange, ok := n.parse(AfterBy(Text(s)), true)
	return b, ok && !strange
}

// ParseSignature parses a line that signs an article without the word By: "Park Min-ji (minji@heraldcorp.com)", "김다솔 기자
// (dasol@heraldcorp.com)". It returns false without a mail address, without a person, or if anything but names, roles
// and places occurs beside them.
func (n *Newsroom) ParseSignature(s string) (Byline, bool) {
	if len(Mails(s)) == 0 {
		return Byline{}, false
	}
	b, strange, ok := n.parse(unbracketed(Text(s)), true)
	return b, ok && !strange && len(b.People) > 0
}

// unbracketed returns s without the brackets around all of it: "[Kim Da-sol / dasol@heraldcorp.com]".
func unbracketed(s string) string {
	for _, pair := range []string{"[]", "()", "<>", "‹›"} {
		open, closing := utf8.DecodeRuneInString(pair)
		inside, _ := strings.CutPrefix(s, string(open))
		if inside, ok := strings.CutSuffix(inside, pair[closing:]); ok && len(inside)+len(pair) == len(s) && !strings.ContainsAny(inside, pair) {
			return inside
		}
	}
	return s
}

// IsContact reports whether s is how to reach somebody whom it does not name: mail addresses, at most with a role or a
// place: "Staff reporter (dasol@heraldcorp.com)".
func (n *Newsroom) IsContact(s string) bool {
	if _, by := cutBy(Text(s)); by || len(Mails(s)) == 0 {
		return false
	}
	b, strange, _ := n.parse(unbracketed(Text(s)), true)
	return !strange && len(b.People) == 0 && b.Agency == ""
}

// PenName returns the only word of s if it is written as a name: "Suvi".
func (n *Newsroom) PenName(s string) (string, bool) {
	s = Text(s)
	// Two letters are initials.
	const shortest = 3
	ok := utf8.RuneCountInString(s) >= shortest && isNameWord(s) && s != strings.ToUpper(s) && !hasWord(s, notNameWords) && !isRole(s) && !n.IsDesk(s) && !n.hasBrand(s)
	return s, ok
}

// ParseNames parses a text that the page declares to be a byline, with or without the word By. It returns false and only
// the Text if the text names nobody: a sentence, a date, a lone word.
func (n *Newsroom) ParseNames(s string) (Byline, bool) {
	b, _, ok := n.parse(AfterBy(Text(s)), false)
	return b, ok
}

// mayBeBy reports whether the first letter of s is that of By or of a word that may precede it.
func mayBeBy(s string) bool {
	first := strings.IndexFunc(s, unicode.IsLetter)
	return first >= 0 && strings.IndexByte("bwrstap", s[first]|0x20) >= 0
}

// AfterBy returns s without the word By at its start. The word may occur twice: a field may add it to a byline that has it.
func AfterBy(s string) string {
	for rest, by := cutBy(s); by; rest, by = cutBy(s) {
		s = strings.TrimLeft(rest, " ,;/|:([<-–—―·")
	}
	return s
}

// cutBy takes the word By off the start, in any case, with a colon or without, also after "Written" and the like.
func cutBy(s string) (rest string, ok bool) {
	for _, done := range []string{"written ", "reported ", "reporting ", "submitted ", "posted ", "story ", "text and photos ", "text ", "words and photos ", "words ", "article "} {
		if by, ok := cutFold(s, done); ok {
			return cutLabel(by, "by")
		}
	}
	return cutLabel(s, "by")
}

// cutLabel takes a word off the start in any case, with a colon or a blank after it.
func cutLabel(s, word string) (rest string, ok bool) {
	if rest, ok = cutFold(s, word); !ok {
		return s, false
	}
	name := strings.TrimLeft(rest, blanks)
	if after, colon := strings.CutPrefix(name, ":"); colon {
		return strings.TrimLeft(after, blanks), true
	}
	if rest != "" && name == rest {
		return s, false // a longer word begins with it
	}
	return name, true
}

// parse reads names, mail addresses, roles and places. ok reports whether anybody is named, strange whether anything else
// occurs among them, as in a sentence: a strict parse stops there, and b is then incomplete.
func (n *Newsroom) parse(s string, strict bool) (b Byline, strange, ok bool) {
	if len(s) > longestByline {
		return Byline{}, true, false
	}
	s = strings.TrimSuffix(s, " on") // a date follows, in another element or in the same line
	named := false
	var waiting []int   // the persons named since the last mail address
	var follow []string // the mail addresses since the last person
	for _, part := range splitNames(s) {
		if isMail(part) {
			follow = append(follow, part)
			continue
		}
		name, person := n.PersonName(withoutCraft(part))
		agency, isAgency := Agency(part)
		switch {
		case isAgency:
			named = true
			if b.Agency == "" {
				b.Agency = agency
			}
		case n.IsDesk(part):
			named = true
		case person && !slices.ContainsFunc(b.People, func(p Person) bool { return SamePerson(p.Name, name) }):
			named = true
			if len(follow) > 0 {
				n.address(&b, waiting, follow)
				waiting, follow = nil, nil
			}
			waiting = append(waiting, len(b.People))
			b.People = append(b.People, Person{Name: name})
		case !person && !n.isRoleOrPlace(part):
			if strict {
				return b, true, false
			}
			strange = true
		}
	}
	n.address(&b, waiting, follow)
	b.Text = printedNames(s)
	if several, all := Agency(b.Text); all {
		b.Agency = several
	}
	return b, strange, named && b.Text != ""
}

// withoutCraft takes off what somebody contributed besides the words: "Photos by Kim Da-sol".
func withoutCraft(part string) string {
	for _, craft := range []string{"photos by ", "photo by ", "photography by ", "pictures by ", "video by ", "graphics by ", "illustrations by "} {
		if name, ok := cutFold(part, craft); ok {
			return name
		}
	}
	return part
}

// printedNames returns the byline without its mail addresses and the marks between them.
func printedNames(s string) string {
	s = Text(withoutCutMail(replaceMails(s, ", ")))
	if !strings.Contains(s, ",") {
		return strings.Trim(s, aroundNames)
	}
	for again := Text(betweenMails.Replace(s)); again != s; again = Text(betweenMails.Replace(s)) {
		s = again
	}
	return strings.Trim(s, aroundNames)
}

// aroundNames are the marks before and after the names of a byline.
const aroundNames = " ,;/|([<-–—―·"

var betweenMails = strings.NewReplacer(", and ", " and ", ", & ", " & ", ", / ", " / ", " , ", ", ", ", ,", ",")

// joints returns a pattern of what joins names: marks in any language, and the words that the expression matches.
func joints(words string) func() *regexp.Regexp {
	return pattern(`\s*(?:[,;/|·•&、]|` + words + `)\s*`)
}

var englishJoints = joints(`\b(?i:and|with)\b`)

// splitNames splits "A and B (b@x.com), correspondent" into A, B, b@x.com, correspondent.
func splitNames(s string) []string {
	var parts []string
	for part := range strings.SplitSeq(withoutCutMail(replaceMails(s, "\x00@\x00")), "\x00") {
		if isMail(part) {
			parts = append(parts, part)
			continue
		}
		if mayJoin(part) {
			parts = append(parts, splitAt(part, englishJoints)...)
		} else if part = withoutMarks(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// mayJoin reports whether an English joint may occur in s. It is much cheaper than the pattern, and most parts are one name.
func mayJoin(s string) bool {
	return strings.ContainsAny(s, ",;/|·•&、") || strings.Contains(s, "nd") || strings.Contains(s, "ND") || strings.Contains(s, "ith") || strings.Contains(s, "ITH")
}

// splitAt splits s at what joins names, and takes the marks off the parts.
func splitAt(s string, joint func() *regexp.Regexp) []string {
	var parts []string
	for _, part := range joint().Split(s, -1) {
		if part = withoutMarks(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// withoutMarks returns a name without the marks around it. The dot of "Jr." and of an initial belongs to the name.
func withoutMarks(s string) string {
	s = strings.TrimLeft(s, " .-–—―")
	bare := strings.TrimRight(s, " .-–—―")
	last := bare[strings.LastIndexByte(bare, ' ')+1:]
	if bare != last && (last == "Jr" || last == "Sr" || utf8.RuneCountInString(last) == 1) && strings.HasPrefix(s[len(bare):], ".") {
		return bare + "."
	}
	return bare
}

// address assigns mail addresses to the persons before them: one to the last person, several to the last persons in
// their order. That of a desk is nobody's.
func (n *Newsroom) address(b *Byline, waiting []int, mails []string) {
	var own []string
	for _, m := range mails {
		if n.IsDeskMail(m) {
			b.Mails = append(b.Mails, m)
		} else {
			own = append(own, m)
		}
	}
	count := min(len(own), len(waiting))
	for i, person := range waiting[len(waiting)-count:] {
		b.People[person].Email = own[i]
	}
	b.Mails = append(b.Mails, own[count:]...)
}
