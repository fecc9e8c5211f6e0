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
func (s *story) takeClosing(lines []line, k known) []line {
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
		if tag && rest == "" || by && len(b.People)+len(b.Mails) > 0 || onlyMail(l.text) || isSigned(l.text) {
			return lines[:i+1]
		}
		if !l.linked && l.picture == nil {
			others++
		}
		if others > 1 || isProse(l) || isNote(l.text) || l.kind != article.Paragraph || terminal(l.text) && l.picture == nil {
			return lines
		}
	}
	return lines
}

// takeSignatures takes the lines that are a signature as a whole, wherever they stand: a text box or a second part may
// follow below. The first line may be the byline again.
func (s *story) takeSignatures(lines []line, k known) []line {
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
		if rest, agency, ok := normalize.AgencyTag(l.text); ok && rest != "" && terminal(rest) && (tags > 1 || i >= len(lines)-nearEnd) {
			s.setAgency(agency)
			lines[i].setText(rest)
			continue
		}
		if strings.Contains(l.text, "기사 원문") && s.peeled < mostSignatures {
			s.peeled++
			rest := original().ReplaceAllString(l.text, "")
			s.notes = append(original().FindAllString(l.text, -1), s.notes...)
			lines[i].setText(normalize.Text(rest))
			taken[i] = lines[i].text == ""
			continue
		}
		b, by := l.byline()
		first := i == 0 && by
		switch {
		case by && (first || len(normalize.Mails(l.text)) > 0), onlyMail(l.text), isNote(l.text), isCredits(l.text), isSigned(l.text), isOddByline(l.text):
			taken[i] = s.peelAll(l.text, k) == ""
		case by && slices.ContainsFunc(b.People, func(p normalize.Person) bool { return names(k.names, p.Name) }):
			taken[i] = s.peelAll(l.text, k) == ""
		}
	}
	return without(lines, taken)
}

func names(list []string, name string) bool {
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

// The longest closing line, of three writers with their mails.
const longestByline = 200

// A roundup is signed by a dozen, each with a tag and a mail; what has hundreds of them is a list of people, and stays
// in the text.
const mostSignatures = 100

// peelAll takes from the end of a text whatever signs a story, until nothing more does.
func (s *story) peelAll(text string, k known) string {
	// No signature is longer, nor is a note: of a text of megabytes only the end is looked at.
	const longest = 2000
	above, end := "", text
	if cut := len(text) - longest; cut > 0 {
		for !utf8.RuneStart(text[cut]) {
			cut++
		}
		above, end = text[:cut], text[cut:]
	}
	before := s.peeled
	for end != "" && s.peeled < mostSignatures {
		rest, ok := s.peel(end, k)
		if !ok {
			break
		}
		s.peeled++
		end = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(rest), "|"))
	}
	if s.peeled == before {
		return text
	}
	if end == "" && above != "" {
		return s.peelAll(strings.TrimSpace(above), k)
	}
	return above + end
}

func (s *story) peel(text string, k known) (rest string, ok bool) {
	if text == "(END)" { // what a wire puts below its story
		return "", true
	}
	if newsReports().MatchString(text) {
		note, _, _ := strings.Cut(strings.TrimLeft(text, "(["), " (") // without the desk's mail
		s.notes = append([]string{strings.Trim(note, ")] ")}, s.notes...)
		return "", true
	}
	if rest, agency, ok := normalize.AgencyTag(text); ok && terminal(rest) {
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
			if strings.HasPrefix(note, name) && !names(s.authors, name) {
				s.authors = append(s.authors, name)
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
	if site.Newsroom.IsRole(text) {
		return "", true
	}
	if isOddByline(text) {
		s.closing.Mails = append(normalize.Mails(text), s.closing.Mails...)
		return "", true
	}
	if b, ok := site.Newsroom.ParseSignature(text); ok {
		s.sign(b)
		return "", true
	}
	if rest, mail, ok := takeMail(text); ok {
		s.closing.Mails = append([]string{mail}, s.closing.Mails...)
		return rest, true
	}
	for _, name := range k.names {
		if text == name {
			s.signer = name
		}
		if rest, ok := strings.CutSuffix(text, name); ok && (rest == "" || terminal(rest) && len(s.notes) > 0) {
			if !names(s.authors, name) {
				s.authors = append(s.authors, name)
			}
			return rest, true
		}
	}
	return text, false
}

func (s *story) setAgency(agency string) {
	if s.agency == "" {
		s.agency = agency
	}
}

// sign keeps the closing byline; the one nearest to the story wins the text, all give persons and mails.
func (s *story) sign(b normalize.Byline) {
	if b.Agency != "" {
		s.setAgency(b.Agency)
	}
	desk := b.Desk() && s.closing.Text != "" // the paper's own name names nobody beside a writer's
	if len(b.People) > 0 && len(s.closing.People) > 0 && !shares(b, s.closing) {
		b.Text += ", " + s.closing.Text
	}
	b.Mails = append(b.Mails, s.closing.Mails...)
	for _, p := range s.closing.People {
		if !slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) }) {
			b.People = append(b.People, p)
		}
	}
	if desk {
		b.Text = s.closing.Text
	}
	s.closing = b
}

// takeByline finds "By Name (mail)" at the end, in a line of its own or glued to the last sentence.
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
		if b, ok = site.Newsroom.ParseByline(text[at:]); ok && terminal(strings.TrimRight(text[:at], " -–—―/|")) {
			return strings.TrimRight(text[:at], " -–—―/|"), b, true
		}
	}
}

func lastBy(s string) int {
	return max(strings.LastIndex(s, "By "), strings.LastIndex(s, "BY "), strings.LastIndex(s, "by "))
}

var mailAtEnd = pattern(`[\s(<\[/–—―-]*([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\s*[)>\]]*\.?$`)

// takeMail finds a mail alone at the end: "50,000 won.(wone0102@heraldcorp.com)".
func takeMail(text string) (rest, mail string, ok bool) {
	if !strings.Contains(text, "@") {
		return text, "", false
	}
	m := mailAtEnd().FindStringSubmatchIndex(text)
	if m == nil {
		return text, "", false
	}
	rest = text[:m[0]]
	bracketed := strings.ContainsAny(text[m[0]:m[2]], "(<[")
	// Without a bracket a sentence may end in a mail: "Write to the office at info@example.org".
	if !terminal(rest) || rest != "" && !bracketed {
		return text, "", false
	}
	return rest, text[m[2]:m[3]], true
}

func isSigned(text string) bool {
	_, ok := site.Newsroom.ParseSignature(text)
	return ok
}

// isOddByline tells a closing byline that names nobody anybody could read: "By Bell (khnews@heraldcorp.com)".
func isOddByline(text string) bool {
	// "By", the longest name of a desk, and a mail.
	const words = 6
	return startsWithBy(text) && strings.HasSuffix(text, ")") && len(normalize.Mails(text)) > 0 && strings.Count(text, " ") < words
}

func onlyMail(text string) bool {
	rest, _, ok := takeMail(text)
	return ok && rest == ""
}

var (
	editor = pattern(`(?:--+|[-–—―(])\s*(?:E|e)d(?:itor)?(?:\.|\b)\s*\)?$`)
	// What is compiled from several wires says so instead of naming one.
	newsReports = pattern(`^[(\[]?(?i:(?:from |compiled from |korea herald staff and )?(?:news|wire) reports)[)\]]?\.?(?:\s*\(\S+@\S+\))?$`)
	labelled    = pattern(`^[(\[<‹*]*\s*(?i:editor[’']?s[’']? notes?|ed[’.]s? note|correction|clarification|note to readers)\s*(?:[\])>›]|[:：–—-])`)
	writerIs    = pattern(`(?:^|[.!?”’")\]]|--+|[–—―])\s*((?:--+|[–—―])?\s*The (?:views expressed|(?:writer|author|columnist|contributor)s?,? (?:is|are|was|were|has|have|teaches|serves|works|heads|runs|can))\b)`)
	// A podcast's page links the story it speaks of, "original article": a note in the middle of the text.
	original   = pattern(`기사 원문\s*[:：]\s*\S+`)
	videoMaker = pattern(`((?:` + strings.Join(making, "|") + `)(?: [a-z]+| and| &|,){0,6} by (?:\p{Lu}|\p{Hangul})[^.!?]*(?:\([^()]*\))?(?:,? \([^()]*\))*)$`)
)

// making are the words that credits begin with.
var making = []string{"Video", "Photos", "Photo", "Script", "Graphics", "Graphic", "Illustration", "Audio", "Edited", "Filmed", "Shot", "Translated", "Translation", "Produced", "Compiled"}

func isNote(s string) bool {
	return byEditor(s) || strings.HasPrefix(s, "The writer is ") || isContribution(s) || len(s) <= longestNote && labelled().MatchString(s)
}

// isContribution reports whether a line says who helped: "Kim Da-sol in Busan contributed to this report."
func isContribution(s string) bool {
	return len(s) <= longestByline && (strings.Contains(s, " contributed ") || strings.Contains(s, "ranslated by ")) && contributed().MatchString(s)
}

var contributed = pattern(`^[\p{Lu}\p{Hangul}(][^.!?]* contributed (?:reporting )?(?:to|for) this (?:report|article|story|piece)\.?\)?$|^\(?(?:This (?:article|story|column) was t|T)ranslated by (?:\p{Lu}|\p{Hangul})[^.!?]{1,60}\.?\)?$`)

// byEditor reports whether a text ends in "-- Ed.".
func byEditor(s string) bool {
	end := strings.TrimRight(s, " .)")
	for _, word := range []string{"Ed", "ed", "Editor", "editor"} {
		if before, ok := strings.CutSuffix(end, word); ok {
			dash, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
			return strings.ContainsRune("-–—―(", dash) && editor().MatchString(s)
		}
	}
	return false
}

func isCredits(s string) bool {
	rest, _, ok := takeCredits(s)
	return ok && rest == ""
}

// takeNote finds what an editor put below a story: "The writer is … -- Ed.", "Noah Smith is a columnist. -- Ed.".
func takeNote(text string, k known) (rest, note string, ok bool) {
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
	case (byEditor(text) || isContribution(text) || labelled().MatchString(text)) && len(text) <= longestNote:
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
var does = []string{" is ", " was ", " has ", " teaches ", " writes ", " works ", " covers ", " leads ", " heads ", " serves ", noVerb}

const noVerb = ", "

// describes is where a text begins to say who a writer is; -1 where it does not. Inside a text, or without a verb, only an
// editor's sign at the end tells.
func describes(text, name string) int {
	at := -1
	if !strings.Contains(text, name) {
		return at
	}
	edited := byEditor(text)
	for _, verb := range does {
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
	if i > 0 && (!edited || !terminal(strings.TrimSuffix(text[:i], name))) {
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

// The longest note is a short paragraph; what is longer and ends in "-- Ed." is a story with a note glued to it.
const longestNote = 700

// takeCredits finds who made the video or the translation: "Video shot and edited by Park Subin (…)".
func takeCredits(text string) (rest, note string, ok bool) {
	if !strings.Contains(text, " by ") || !slices.ContainsFunc(making, func(w string) bool { return strings.Contains(text, w) }) {
		return text, "", false
	}
	m := videoMaker().FindStringSubmatchIndex(text)
	if m == nil || len(text)-m[0] > longestByline || !terminal(text[:m[0]]) {
		return text, "", false
	}
	return text[:m[0]], text[m[0]:], true
}
