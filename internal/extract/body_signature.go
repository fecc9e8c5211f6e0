package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// takeClosing takes the signature off a body: the byline with its mail, the tag of the agency, the editor's notes and
// the credits, in lines of their own or glued to the last sentence.
func (a *articleBody) takeClosing(lines []line, k bodyContext) []line {
	lines = uptoSignature(joinMails(lines))
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].picture != nil || lines[i].kind == article.Table {
			continue
		}
		a.signing = lines[i]
		rest := a.stripSignature(lines[i].text, k)
		if rest == lines[i].text {
			break
		}
		if rest != "" {
			lines[i].setText(rest)
			break
		}
		lines = slices.Delete(lines, i, i+1)
	}
	return a.takeSignatures(lines, k)
}

// longestBio is how many bytes the sentence of a writer's card has at most, in a text rendering.
const longestBio = 100

// uptoSignature removes what is below the signature without being text: a link, a slogan, a writer's card. A note stays, and so does
// more than one line: a box or a second part.
func uptoSignature(lines []line) []line {
	others := 0
	for i, l := range slices.Backward(lines) {
		if isSigned(l) {
			return lines[:i+1]
		}
		if !l.linked && l.picture == nil {
			others++
		}
		bio := l.node == nil && l.is(sentence) && len(l.text) <= longestBio
		if others > 1 || l.is(note|credits) || !bio && l.is(prose) || l.kind != article.Paragraph || !bio && l.is(sentence) && l.picture == nil {
			return lines
		}
	}
	return lines
}

// spaceNames separates the writers' names in their cards from what a program has glued to them, and from the words of a portrait:
// "Song Ha-eunSong Ha-eunhaeun@heraldcorp.com".
func spaceNames(lines []line, names []string) {
	for i := range lines {
		for _, name := range names {
			card, ok := strings.CutPrefix(lines[i].text, name)
			card, portrait := strings.CutPrefix(strings.TrimLeft(card, " "), name)
			first, _ := utf8.DecodeRuneInString(card)
			if glued := lines[i].text == name+card && unicode.IsLetter(first); ok && len(lines[i].text) <= longestByline && (portrait || glued) {
				lines[i].setText(strings.TrimSpace(name + " " + strings.TrimLeft(card, " ")))
			}
			role, ok := strings.CutPrefix(lines[i].text, name+" ")
			if role, _, _ = strings.Cut(role, ", "); ok && site.Newsroom.IsRole(role) {
				lines[i].setText(name)
			}
		}
	}
}

// isSigned reports whether a line is the tag of an agency or names who wrote the article, or ends so after its last sentence.
func isSigned(l line) bool {
	if l.is(onlyMail | signature) {
		return true
	}
	if rest, _, tag := normalize.AgencyTag(l.text); tag {
		return endsSentence(rest)
	}
	if b, by := l.byline(); by {
		return len(b.People)+len(b.Mails) > 0
	}
	if !l.is(mail) {
		return false
	}
	_, _, by := takeByline(l.text)
	return by
}

// takeSignatures takes the lines that are a signature as a whole, anywhere in the body: a text box or a second part may
// follow. The first line may be the byline again.
func (a *articleBody) takeSignatures(lines []line, k bodyContext) []line {
	taken := make([]bool, len(lines))
	tags := 0
	for _, l := range lines {
		if _, _, ok := normalize.AgencyTag(l.text); ok {
			tags++
		}
	}
	// A roundup has a tag below each of its items; one tag far above the end belongs to its sentence.
	const nearEnd = 3
	for i := len(lines) - 1; i >= 0; i-- { // what is found is put before what was below it
		l := &lines[i]
		a.signing = *l
		switch {
		case l.picture != nil, l.kind == article.Table, l.kind == article.Heading:
		case (tags > 1 || i >= len(lines)-nearEnd) && a.takeTag(l):
		case a.takeOriginalLink(l):
			taken[i] = l.text == ""
		case k.isSignature(l, i == 0):
			taken[i] = a.stripSignature(l.text, k) == ""
		}
	}
	return removeMarked(lines, taken)
}

// takeTag takes the tag of an agency off the end of a paragraph.
func (a *articleBody) takeTag(l *line) bool {
	rest, agency, ok := normalize.AgencyTag(l.text)
	if !ok || rest == "" || !endsSentence(rest) {
		return false
	}
	a.setAgency(agency)
	l.setText(rest)
	return true
}

// takeOriginalLink takes the address of the article that a line states to be its original, as a note.
func (a *articleBody) takeOriginalLink(l *line) bool {
	if !strings.Contains(l.text, site.OriginalLabel) || a.strippedCount >= mostSignatures {
		return false
	}
	a.strippedCount++
	a.addNotes(site.OriginalLink().FindAllString(l.text, -1)...)
	l.setText(normalize.Text(site.OriginalLink().ReplaceAllString(l.text, "")))
	return true
}

// isSignature reports whether a line as a whole may sign the article. A byline in the middle of a body does so if it has a
// mail or names a writer of the head.
func (k bodyContext) isSignature(l *line, first bool) bool {
	if l.is(onlyMail | note | credits | signature | oddByline) {
		return true
	}
	if l.node == nil && len(l.text) <= longestBio && slices.ContainsFunc(k.names, func(name string) bool { return describes(l.text, name) == 0 }) {
		return true
	}
	b, by := l.byline()
	return by && (first || l.is(mail) || slices.ContainsFunc(b.People, func(p normalize.Person) bool { return matchesWriter(k.names, p.Name) }))
}

// matchesWriter reports whether a name is that of a person in a list.
func matchesWriter(list []string, name string) bool {
	return slices.ContainsFunc(list, func(n string) bool { return normalize.SamePerson(n, name) })
}

// joinMails puts a mail together that a line break splits: "By Cho Chung-un (christory@" / "heraldcorp.com)".
func joinMails(lines []line) []line {
	out := slices.Clone(lines)
	for i := len(out) - 2; i >= 0; i-- {
		if out[i].picture != nil || out[i+1].picture != nil || len(out[i+1].text) > longestByline {
			continue
		}
		if mails := mailsBelow(out[i:]); mails > 0 {
			for _, l := range out[i+1 : i+1+mails] { // a role beside a mail is no part of the name
				for _, m := range normalize.Mails(l.text) {
					out[i].setText(out[i].text + " (" + m + ")")
				}
			}
			out = slices.Delete(out, i+1, i+1+mails)
			continue
		}
		if !opensBracket(out[i].text) {
			continue
		}
		glued := out[i].text + out[i+1].text
		whole := len(normalize.Mails(glued)) > len(normalize.Mails(out[i].text))+len(normalize.Mails(out[i+1].text))
		if (whole || strings.HasSuffix(out[i].text, "(")) && strings.Contains(glued[len(out[i].text)-1:], ")") {
			out[i].setText(glued)
			out = slices.Delete(out, i+1, i+2)
		}
	}
	return out
}

// mailsBelow returns how many lines below the first one state the mails of the persons that it names, at most with their
// roles: in a card, below a signature.
func mailsBelow(lines []line) int {
	name := lines[0]
	if len(lines) < 2 || !isReach(lines[1]) || len(name.text) > longestByline || len(normalize.Mails(name.text)) > 0 || opensBracket(name.text) || site.Newsroom.IsRole(name.text) || !isNames(name) {
		return 0
	}
	mails := 0
	for i := 1; i < len(lines) && isReach(lines[i]); i++ {
		if strings.Contains(lines[i].text, "@") {
			mails = i
		}
	}
	return mails
}

// isReach reports whether a line is how to reach somebody, or a role: most lines are sentences, and neither.
func isReach(l line) bool {
	if strings.Contains(l.text, "@") {
		return onlyMails(l.text) || site.Newsroom.IsContact(l.text)
	}
	return l.picture == nil && !endsWithStop(l.text) && site.Newsroom.IsRole(l.text)
}

// onlyMails reports whether a text is nothing but mails and the marks between them.
func onlyMails(text string) bool {
	mails := normalize.Mails(text)
	for _, m := range mails {
		text = strings.Replace(text, m, "", 1)
	}
	return len(mails) > 0 && strings.Trim(text, " ()[]<>,;/&") == ""
}

// opensBracket reports whether the last bracket of a text is one that opens.
func opensBracket(s string) bool {
	i := strings.LastIndexAny(s, "()[]<>")
	return i >= 0 && strings.IndexByte("([<", s[i]) >= 0
}

// A roundup is signed by a dozen, each with a tag and a mail. A text with hundreds of them is a list of people, and
// they stay in it.
const mostSignatures = 100

// takeByline finds "By Name (mail)" at the end of a text, alone or glued to the last sentence.
func takeByline(text string) (rest string, b normalize.Byline, ok bool) {
	if b, ok = site.Newsroom.ParseByline(text); ok {
		return "", b, true // "Written by Kim Da-sol"
	}
	from := max(0, len(text)-longestByline)
	for at := len(text); ; {
		if at = lastBy(text[from:at]); at < 0 {
			return text, b, false
		}
		at += from
		if b, ok = site.Newsroom.ParseByline(text[at:]); ok && endsSentence(strings.TrimRight(text[:at], " -–—―/|")) {
			return strings.TrimRight(text[:at], " -–—―/|"), b, true
		}
	}
}

func lastBy(s string) int {
	return max(strings.LastIndex(s, "By "), strings.LastIndex(s, "BY "), strings.LastIndex(s, "by "))
}

var (
	writerIs = lazyRegexp(`(?:^|[.!?”’")\]]|--+|[–—―])\s*((?:--+|[–—―])?\s*The (?:(?:views|opinions)(?: and opinions)? expressed|(?:writer|author|columnist|contributor)s?,? (?:is|are|was|were|has|have|teaches|serves|works|heads|runs|can))\b)`)
)

// takeNote finds an editor's note at the end of a text: "The writer is … -- Ed.", "Noah Smith is a columnist. --
// Ed.".
func takeNote(text string, k bodyContext) (rest, note string, ok bool) {
	at := -1
	if mayBeWriter(text) {
		if m := writerIs().FindStringSubmatchIndex(text); m != nil {
			at = m[2]
		}
	}
	for _, name := range k.names {
		at = earlier(at, describes(text, name))
	}
	switch {
	case at >= 0:
	case len(text) <= longestNote && (byEditor(text) || isContribution(text) || isLabelledNote(text) || isAboutArticle(text)):
		at = 0
	default:
		return text, "", false
	}
	if len(text) <= longestNote && describesPerson(text[:max(0, at)]) {
		at = 0 // what the writer is precedes whose views these are
	}
	note = strings.TrimSpace(strings.TrimLeft(text[at:], "-–—― ("))
	return strings.TrimRight(text[:at], " -–—―"), note, true
}

// mayBeWriter reports whether a text may describe "the writer": most do not.
func mayBeWriter(text string) bool {
	for _, words := range []string{"The writer", "The author", "The views", "The opinions", "The co"} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// bioVerbs are the verbs of a note that describes a writer. The last is none: "Noah Smith, a columnist, …".
var bioVerbs = []string{" is ", " was ", " has ", " teaches ", " writes ", " works ", " covers ", " leads ", " heads ", " serves ", noVerb}

const noVerb = ", "

// describesPerson reports whether a text describes a person, as "Noah Smith is a columnist in Wonju" does.
func describesPerson(text string) bool {
	for _, verb := range bioVerbs {
		name, _, ok := strings.Cut(text, verb)
		_, person := site.Newsroom.PersonName(name)
		_, word := site.Newsroom.PenName(name)
		if ok && verb != noVerb && (person || word) {
			return true
		}
	}
	return false
}

// describes returns where a text begins to describe a writer; -1 if it does not. Inside a text, or without a verb, only
// an editor's sign at the end proves it.
func describes(text, name string) int {
	at := -1
	if !strings.Contains(text, name) {
		return at
	}
	edited := byEditor(text)
	for _, verb := range bioVerbs {
		if verb != noVerb || edited {
			at = earlier(at, describedAt(text, name, verb, edited))
		}
	}
	return at
}

// describedAt returns where a name and a verb are at the beginning of a text or, in one that an editor has signed, of a
// sentence. The name may be there twice: once as a line of its own that was glued to it.
func describedAt(text, name, verb string, edited bool) int {
	i := strings.Index(text, name+verb)
	if i > 0 && (!edited || !endsSentence(strings.TrimSuffix(text[:i], name))) {
		return -1
	}
	return i
}

// earlier returns the lesser of two positions; -1 is none.
func earlier(a, b int) int {
	if a < 0 || b >= 0 && b < a {
		return b
	}
	return a
}
