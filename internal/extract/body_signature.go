package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// takeClosing takes the signature off a story: the byline with its mail, the tag of the agency, the editor's notes and
// the video credits, whether they stand in lines of their own or are glued to the last sentence.
func (s *articleBody) takeClosing(lines []line, k bodyContext) []line {
	lines = uptoSignature(joinMails(lines))
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].picture != nil || lines[i].kind == article.Table {
			continue
		}
		rest := s.peelAll(lines[i].text, k)
		if rest == lines[i].text {
			break
		}
		if rest != "" {
			lines[i].setText(rest)
			break
		}
		lines = slices.Delete(lines, i, i+1)
	}
	return s.takeSignatures(lines, k)
}

// uptoSignature drops what stands below the signature of a story without being text: a link, a slogan. A note stays, and
// so does more than one line: a box or a second part.
func uptoSignature(lines []line) []line {
	others := 0
	for i, l := range slices.Backward(lines) {
		rest, _, tag := normalize.AgencyTag(l.text)
		b, by := l.byline()
		if tag && rest == "" || by && len(b.People)+len(b.Mails) > 0 || l.is(onlyMail) || l.is(signature) {
			return lines[:i+1]
		}
		if !l.linked && l.picture == nil {
			others++
		}
		if others > 1 || l.is(prose) || l.is(note) || l.kind != article.Paragraph || l.is(sentence) && l.picture == nil {
			return lines
		}
	}
	return lines
}

// takeSignatures takes the lines that are a signature as a whole, wherever they stand: a text box or a second part may
// follow below. The first line may be the byline again.
func (s *articleBody) takeSignatures(lines []line, k bodyContext) []line {
	taken := make([]bool, len(lines))
	tags := 0
	for _, l := range lines {
		if _, _, ok := normalize.AgencyTag(l.text); ok {
			tags++
		}
	}
	for i, l := range lines {
		if l.picture != nil || l.kind == article.Table || l.kind == article.Heading {
			continue
		}
		// A roundup has a tag below each of its items; one tag far above the end belongs to its sentence.
		const nearEnd = 3
		if rest, agency, ok := normalize.AgencyTag(l.text); ok && rest != "" && endsSentence(rest) && (tags > 1 || i >= len(lines)-nearEnd) {
			s.setAgency(agency)
			lines[i].setText(rest)
			continue
		}
		if strings.Contains(l.text, site.OriginalLabel) && s.strippedCount < mostSignatures {
			s.strippedCount++
			rest := site.OriginalLink().ReplaceAllString(l.text, "")
			s.notes = append(site.OriginalLink().FindAllString(l.text, -1), s.notes...)
			lines[i].setText(normalize.Text(rest))
			taken[i] = lines[i].text == ""
			continue
		}
		b, by := l.byline()
		first := i == 0 && by
		switch {
		case by && (first || l.is(mail)), l.is(onlyMail), l.is(note), l.is(credits), l.is(signature), l.is(oddByline):
			taken[i] = s.peelAll(l.text, k) == ""
		case by && slices.ContainsFunc(b.People, func(p normalize.Person) bool { return matchesWriter(k.names, p.Name) }):
			taken[i] = s.peelAll(l.text, k) == ""
		}
	}
	return removeMarked(lines, taken)
}

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
			for _, l := range out[i+1 : i+1+mails] {
				out[i].setText(out[i].text + " " + l.text)
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

// mailsBelow is how many lines of mails stand below the first of the lines, parted by one break each, where that is a name or
// several.
func mailsBelow(lines []line) int {
	name := lines[0]
	if len(name.text) > longestByline || len(normalize.Mails(name.text)) > 0 || opensBracket(name.text) {
		return 0
	}
	mails := 0
	for mails+1 < len(lines) && lines[mails+1].gap == soft && onlyMails(lines[mails+1].text) {
		mails++
	}
	if mails == 0 || !isNames(name) {
		return 0
	}
	return mails
}

// onlyMails reports whether nothing stands in a text but mails and the marks between them.
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

// A roundup is signed by a dozen, each with a tag and a mail; what has hundreds of them is a list of people, and stays
// in the text.
const mostSignatures = 100

// peelAll takes from the end of a text whatever signs a story, until nothing more does.
func (s *articleBody) peelAll(text string, k bodyContext) string {
	// No signature is longer, nor is a note: of a text of megabytes only the end is looked at.
	const longest = 2000
	above, end := "", text
	if cut := len(text) - longest; cut > 0 {
		for !utf8.RuneStart(text[cut]) {
			cut++
		}
		above, end = text[:cut], text[cut:]
	}
	before := s.strippedCount
	for end != "" && s.strippedCount < mostSignatures {
		rest, ok := s.peel(end, k)
		if !ok {
			break
		}
		s.strippedCount++
		end = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(rest), "|"))
	}
	if s.strippedCount == before {
		return text
	}
	if end == "" && above != "" {
		return s.peelAll(strings.TrimSpace(above), k)
	}
	return above + end
}

func (s *articleBody) peel(text string, k bodyContext) (rest string, ok bool) {
	if text == "(END)" { // what a wire puts below its story
		return "", true
	}
	if site.IsNewsReports(text) {
		note, _, _ := strings.Cut(strings.TrimLeft(text, "(["), " (") // without the desk's mail
		s.notes = append([]string{strings.Trim(note, ")] ")}, s.notes...)
		return "", true
	}
	if rest, agency, ok := normalize.AgencyTag(text); ok && endsSentence(rest) {
		s.setAgency(agency)
		return rest, true
	}
	if agency, ok := normalize.Agency(strings.Trim(text, "-–—―/ ")); ok {
		s.setAgency(agency)
		return "", true
	}
	if rest, note, ok := takeNote(text, k); ok {
		s.notes = append([]string{note}, s.notes...)
		for _, name := range k.names {
			if strings.HasPrefix(note, name) && !matchesWriter(s.describedAuthors, name) {
				s.describedAuthors = append(s.describedAuthors, name)
			}
		}
		return rest, true
	}
	if rest, note, ok := takeCredits(text); ok {
		s.notes = append([]string{note}, s.notes...)
		return rest, true
	}
	if rest, b, ok := takeByline(text); ok {
		s.sign(b)
		return rest, true
	}
	if normalize.IsRole(text) {
		return "", true
	}
	if isOddByline(text) {
		s.signature.Mails = append(normalize.Mails(text), s.signature.Mails...)
		return "", true
	}
	if b, ok := normalize.ParseSignature(text); ok {
		s.sign(b)
		return "", true
	}
	if rest, mail, ok := takeMail(text); ok {
		s.signature.Mails = append([]string{mail}, s.signature.Mails...)
		return rest, true
	}
	for _, name := range k.names {
		if text == name {
			s.loneSigner = name
		}
		if rest, ok := strings.CutSuffix(text, name); ok && (rest == "" || endsSentence(rest) && len(s.notes) > 0) {
			if !matchesWriter(s.describedAuthors, name) {
				s.describedAuthors = append(s.describedAuthors, name)
			}
			return rest, true
		}
	}
	return text, false
}

func (s *articleBody) setAgency(agency string) {
	if s.agency == "" {
		s.agency = agency
	}
}

// sign keeps the closing byline; the one nearest to the story wins the text, all give persons and mails.
func (s *articleBody) sign(b normalize.Byline) {
	if b.Agency != "" {
		s.setAgency(b.Agency)
	}
	desk := b.Desk() && s.signature.Text != "" // the paper's own name names nobody beside a writer's
	if len(b.People) > 0 && len(s.signature.People) > 0 && !sharesPerson(b, s.signature) {
		b.Text += ", " + s.signature.Text
	}
	b.Mails = append(b.Mails, s.signature.Mails...)
	for _, p := range s.signature.People {
		if !slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) }) {
			b.People = append(b.People, p)
		}
	}
	if desk {
		b.Text = s.signature.Text
	}
	s.signature = b
}

// takeByline finds "By Name (mail)" at the end, in a line of its own or glued to the last sentence.
func takeByline(text string) (rest string, b normalize.Byline, ok bool) {
	if b, ok = normalize.ParseByline(text); ok {
		return "", b, true // "Written by Kim Da-sol"
	}
	from := max(0, len(text)-longestByline)
	for at := len(text); ; {
		if at = lastBy(text[from:at]); at < 0 {
			return text, b, false
		}
		at += from
		if b, ok = normalize.ParseByline(text[at:]); ok && endsSentence(strings.TrimRight(text[:at], " -–—―/|")) {
			return strings.TrimRight(text[:at], " -–—―/|"), b, true
		}
	}
}

func lastBy(s string) int {
	return max(strings.LastIndex(s, "By "), strings.LastIndex(s, "BY "), strings.LastIndex(s, "by "))
}

var (
	writerIs = lazyRegexp(`(?:^|[.!?”’")\]]|--+|[–—―])\s*((?:--+|[–—―])?\s*The (?:views expressed|(?:writer|author|columnist|contributor)s?,? (?:is|are|was|were|has|have|teaches|serves|works|heads|runs|can))\b)`)
)

// takeNote finds what an editor put below a story: "The writer is … -- Ed.", "Noah Smith is a columnist. -- Ed.".
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
	case len(text) <= longestNote && (byEditor(text) || isContribution(text) || isLabelledNote(text)):
		at = 0
	default:
		return text, "", false
	}
	note = strings.TrimSpace(strings.TrimLeft(text[at:], "-–—― ("))
	return strings.TrimRight(text[:at], " -–—―"), note, true
}

// mayBeWriter reports whether a text may say something of "the writer": most don't.
func mayBeWriter(text string) bool {
	for _, words := range []string{"The writer", "The author", "The views", "The co"} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// does are the verbs with which a note says who a writer is; the last is none: "Noah Smith, a columnist, …".
var bioVerbs = []string{" is ", " was ", " has ", " teaches ", " writes ", " works ", " covers ", " leads ", " heads ", " serves ", noVerb}

const noVerb = ", "

// describes is where a text begins to say who a writer is; -1 where it does not. Inside a text, or without a verb, only an
// editor's sign at the end tells.
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

// describedAt is where a name and a verb stand at the beginning of a text or, in one that an editor has signed, of a
// sentence. The name may stand before, as a line of its own that was glued to it.
func describedAt(text, name, verb string, edited bool) int {
	i := strings.Index(text, name+verb)
	if i > 0 && (!edited || !endsSentence(strings.TrimSuffix(text[:i], name))) {
		return -1
	}
	return i
}

// earlier is the lesser of two places of which -1 is none.
func earlier(a, b int) int {
	if a < 0 || b >= 0 && b < a {
		return b
	}
	return a
}
