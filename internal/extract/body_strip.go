package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// signatureRule strips one part of what signs an article from the end of a text.
type signatureRule struct {
	name string
	page string // below testdata/pages; of one of its lines no earlier rule strips anything
	// strip returns the text before that part, and keeps the part in the body.
	strip func(a *articleBody, text string, k bodyContext) (rest string, ok bool)
}

// signatureRules are tried in this order, again and again until none strips anything. What names exactly one thing comes
// before what may be part of something longer: a note may end in a byline, a byline in a mail.
var signatureRules = []signatureRule{
	{"end mark", "article/next_story_and_card_around.html", stripEndMark},
	{"news reports", "view/lead_repeats_caption_enlarge_slash.html", stripNewsReports},
	{"agency tag", "amp/blind_afp_dateline.html", stripAgencyTag},
	{"agency", "jsp/head_yonhap_p.html", stripAgency},
	{"note", "news/embeds_editors_note.html", stripNote},
	{"credits", "kpopherald/blind_video_credits.html", stripCredits},
	{"byline", "amp/blind_plain.html", stripByline},
	{"role", "news/correspondent_feed_bug_url.html", stripRole},
	{"odd byline", "kpopherald/short_paragraphs_bold_titles_odd_byline.html", stripOddByline},
	{"names with mails", "article/next_story_and_card_around.html", stripNamesWithMails},
	{"mail", "kpopherald/blind_headings_deskmail.html", stripMail},
	{"source", "article/other_paper_as_source.html", stripSource},
	{"writer's name", "print/kicker_names_writer_below.html", stripWriter},
}

// stripEnd strips what the first rule that applies finds at the end of a text.
func (a *articleBody) stripEnd(text string, k bodyContext) (rest string, ok bool) {
	for _, r := range signatureRules {
		if rest, ok := r.strip(a, text, k); ok {
			return rest, true
		}
	}
	return text, false
}

// stripSignature strips from the end of a text whatever signs an article.
func (a *articleBody) stripSignature(text string, k bodyContext) string {
	// No signature and no note is longer: only the end of a text of megabytes is examined.
	const longest = 2000
	above, end := "", text
	if cut := len(text) - longest; cut > 0 {
		for !utf8.RuneStart(text[cut]) {
			cut++
		}
		above, end = text[:cut], text[cut:]
	}
	before := a.strippedCount
	for end != "" && a.strippedCount < mostSignatures {
		rest, ok := a.stripEnd(end, k)
		if !ok {
			break
		}
		a.strippedCount++
		end = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(rest), "|"))
	}
	if a.strippedCount == before {
		return text
	}
	if end == "" {
		return a.stripSignature(strings.TrimSpace(above), k)
	}
	return above + end
}

// stripEndMark strips what an agency puts below its article.
func stripEndMark(_ *articleBody, text string, _ bodyContext) (string, bool) {
	return "", text == "(END)"
}

// stripNewsReports keeps the credit of several agencies as a note, without the mail of the desk.
func stripNewsReports(a *articleBody, text string, _ bodyContext) (string, bool) {
	if !site.IsNewsReports(text) {
		return text, false
	}
	note, _, _ := strings.Cut(strings.TrimLeft(text, "(["), " (")
	a.addNotes(strings.Trim(note, ")] "))
	return "", true
}

// stripAgencyTag strips "(Yonhap)" after a sentence or alone. Inside a sentence a bracket is text.
func stripAgencyTag(a *articleBody, text string, _ bodyContext) (string, bool) {
	rest, agency, ok := normalize.AgencyTag(text)
	if !ok || !endsSentence(rest) {
		return text, false
	}
	a.setAgency(agency)
	return rest, true
}

// stripAgency strips a line that is an agency's name: "- Bloomberg -".
func stripAgency(a *articleBody, text string, _ bodyContext) (string, bool) {
	agency, ok := normalize.Agency(strings.Trim(text, "-–—―/ "))
	if !ok {
		return text, false
	}
	a.setAgency(agency)
	return "", true
}

// stripNote strips an editor's note. The writer that it describes is an author.
func stripNote(a *articleBody, text string, k bodyContext) (string, bool) {
	rest, note, ok := takeNote(text, k)
	if !ok {
		return text, false
	}
	a.addNotes(note)
	for _, name := range k.names {
		if strings.HasPrefix(note, name) {
			a.describe(name)
		}
	}
	return rest, true
}

// stripCredits keeps who made the video, the graphics or the translation as a note.
func stripCredits(a *articleBody, text string, _ bodyContext) (string, bool) {
	if _, byline := site.Newsroom.ParseByline(text); byline {
		return text, false // "Reporting by Kim Da-sol"
	}
	rest, note, ok := takeCredits(text)
	if ok {
		a.addNotes(note)
	}
	return rest, ok
}

// stripByline strips "By Name (mail)", also after the last sentence.
func stripByline(a *articleBody, text string, _ bodyContext) (string, bool) {
	rest, by, ok := takeByline(text)
	if ok {
		a.sign(by)
	}
	return rest, ok
}

// stripRole strips what the writer is, in a line below the name, and the label of his card above it.
func stripRole(_ *articleBody, text string, _ bodyContext) (string, bool) {
	return "", site.Newsroom.IsRole(text) || isCardLabel(text)
}

// stripOddByline strips a byline that names nobody; its mail is kept.
func stripOddByline(a *articleBody, text string, _ bodyContext) (string, bool) {
	if !isOddByline(text) {
		return text, false
	}
	mails := normalize.Mails(text)
	name := oneWord(strings.TrimRight(normalize.AfterBy(strings.Replace(text, mails[0], "", 1)), " ()"))
	if len(name.People) > 0 {
		name.Mails = mails
		a.sign(name)
	} else {
		a.signature.Mails = append(mails, a.signature.Mails...)
	}
	a.traceSigner()
	return "", true
}

// stripNamesWithMails strips names that only their mails show to be a signature: "Park Min-ji (minji@heraldcorp.com)".
func stripNamesWithMails(a *articleBody, text string, _ bodyContext) (string, bool) {
	by, ok := site.Newsroom.ParseSignature(text)
	if ok {
		a.sign(by)
	}
	return "", ok
}

// cutMail matches a mail address without its host.
var cutMail = lazyRegexp(`^[a-z0-9._-]+@$`)

// stripMail strips a mail after the last sentence or alone.
func stripMail(a *articleBody, text string, _ bodyContext) (string, bool) {
	if cutMail().MatchString(text) {
		return "", true
	}
	rest, mail, ok := takeMail(text)
	if ok {
		a.signature.Mails = append([]string{mail}, a.signature.Mails...)
		a.traceSigner()
	}
	return rest, ok
}

// stripWriter strips the name of a writer whom the head names: alone, or before a note that was stripped.
func stripWriter(a *articleBody, text string, k bodyContext) (string, bool) {
	for _, name := range k.names {
		if text == name {
			a.loneSigner = name
			a.traceSigner()
		}
		if rest, ok := strings.CutSuffix(text, name); ok && (rest == "" || endsSentence(rest) && len(a.notes) > 0) {
			a.describe(name)
			return rest, true
		}
	}
	return text, false
}

// stripSource strips a last line in brackets that is written as a name: "(The Washington Post)".
func stripSource(a *articleBody, text string, _ bodyContext) (string, bool) {
	name, ok := sourceName(text)
	if ok && site.CutPaperName(name) != "" {
		a.setAgency(name)
	}
	if ok {
		return "", true
	}
	return text, false
}

// sourceName returns the name that a text in round brackets is.
func sourceName(text string) (string, bool) {
	// "(McClatchy-Tribune Information Services)" has 40 letters.
	const longest, mostWords = 60, 8
	name, ok := strings.CutPrefix(text, "(")
	name, closed := strings.CutSuffix(name, ")")
	words := strings.Fields(name)
	if !ok || !closed || len(name) > longest || len(words) == 0 || len(words) > mostWords || strings.ContainsAny(name, "()@:;?!") {
		return "", false
	}
	if !isName(name) {
		return "", false
	}
	return name, !noSource[strings.ToLower(words[0])]
}

// noSource are first words in brackets that refer the reader to something.
var noSource = dom.WordSet("see|end|continued|photo|photos|video|updated|related|read|click|watch|to|part")

// addNotes puts notes before those that were below them.
func (a *articleBody) addNotes(notes ...string) {
	for i, note := range slices.Backward(notes) {
		a.trace(claim.Note, len(a.notes)+len(notes)-i, note, a.signing)
	}
	a.notes = append(notes, a.notes...)
}

// describe keeps a writer whom a note describes.
func (a *articleBody) describe(name string) {
	if !matchesWriter(a.describedAuthors, name) {
		a.describedAuthors = append(a.describedAuthors, name)
	}
}

// setAgency keeps the agency of the last tag.
func (a *articleBody) setAgency(agency string) {
	if a.agency == "" {
		a.agency = agency
		a.trace("agency", 0, a.signing.text, a.signing)
	}
}

// sign keeps a signature. The one nearest to the body gives the text; all give persons and mails.
func (a *articleBody) sign(by normalize.Byline) {
	a.traceSigner()
	if by.Agency != "" {
		a.setAgency(by.Agency)
	}
	desk := by.Desk() && a.signature.Text != "" // the paper's own name names nobody beside a writer's
	if len(by.People) > 0 && len(a.signature.People) > 0 && !sharesPerson(by, a.signature) {
		by.Text += ", " + a.signature.Text
	}
	by.Mails = append(by.Mails, a.signature.Mails...)
	for _, p := range a.signature.People {
		if !slices.ContainsFunc(by.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) }) {
			by.People = append(by.People, p)
		}
	}
	if desk {
		by.Text = a.signature.Text
	}
	a.signature = by
}
