package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"herald/internal/normalize"
)

// weighAuthors decides who a story is by: the first place that names a person, in the order of trust; where none
// does, the first that names anybody (an agency, the paper itself).
func weighAuthors(page *survey, s structured, sites []string, at int, story *html.Node) nameClaim {
	places := slices.Clone(s.authors)
	places = append(places, shownBylines(page, at)...)
	if story != nil {
		places = append(places, closingByline(story)...)
	}
	var fallback nameClaim
	for _, p := range places {
		named := nameClaim{from: p.from}
		person := false
		for _, text := range p.names {
			for _, name := range splitNames(text) {
				if isSite(text, sites) {
					name = text // "Tagblatt (www.tagblatt.example)" as the paper calls itself elsewhere
				}
				if slices.Contains(named.names, name) {
					continue
				}
				named.names = append(named.names, name)
				person = person || looksLikePerson(name) && !isSite(name, sites)
			}
		}
		if person {
			named.names = slices.DeleteFunc(named.names, func(n string) bool { return isSite(n, sites) })
			return named
		}
		if len(fallback.names) == 0 {
			fallback = named
		}
	}
	return fallback
}

// shownBylines are the bylines near the headline: those marked as such, then the lines that begin like one.
func shownBylines(page *survey, at int) []nameClaim {
	var list []nameClaim
	bylines := near(page.bylines, at)
	for i, b := range bylines {
		list = append(list, nameClaim{b.node.Data, personsIn(withNeighbours(b, bylines[i+1:]))})
	}
	for _, l := range near(page.lines, at) {
		if byWord().MatchString(l.text) {
			list = append(list, nameClaim{"line", personsIn([]string{l.text})})
		}
	}
	for _, l := range near(page.lines, at) {
		if _, dated := normalize.AnyDate(l.text); dated && mostlyDate(l.text) {
			list = append(list, nameClaim{"date line", besideDate(l.text)})
		}
	}
	for _, l := range page.lines {
		if !l.apart && authorLabel().MatchString(l.text) {
			list = append(list, nameClaim{"labelled line", personsIn([]string{l.text})})
		}
	}
	return list
}

// withNeighbours are the pieces of a byline and of those of its kind right behind it: each writer has an element.
func withNeighbours(b spot, further []spot) []string {
	const between = 10 // letters: "and", a comma, "with"
	names := strings.Split(b.text, pieceMark)
	end := b.at + letters(b.text)
	for _, f := range further {
		if f.at >= end && f.at <= end+between && f.node.Data == b.node.Data && attr(f.node, "class") == attr(b.node, "class") {
			names = append(names, strings.Split(f.text, pieceMark)...)
			end = f.at + letters(f.text)
		}
	}
	return names
}

// personsIn keeps the names of persons; a byline's element also holds roles, places, dates and buttons. Where it
// names no person all is kept: it may be the desk.
func personsIn(texts []string) []string {
	var persons []string
	for _, text := range texts {
		for _, name := range splitNames(text) {
			if looksLikePerson(name) {
				persons = append(persons, name)
			}
		}
	}
	if len(persons) > 0 {
		return persons
	}
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return len(strings.Fields(text)) > maxDeskWords })
}

// maxDeskWords is more than any desk or agency has in its name with the word By before it: what is longer is a
// sentence that begins with one ("By noon the boat was full").
const maxDeskWords = 5

// besideDate are the parts of a date line that hold no figure: "A B | 5.4.2025" has the writer beside the date.
func besideDate(line string) []string {
	var list []string
	for _, part := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("|•·,/", r) }) {
		if part = strings.TrimSpace(part); looksLikePerson(part) && !normalize.IsMonth(part) {
			list = append(list, part)
		}
	}
	return list
}

// closingByline is a story's last line where it is nothing but a name.
func closingByline(story *html.Node) []nameClaim {
	last := ""
	for n := range story.Descendants() {
		if n.Type == html.TextNode {
			if text := normalize.Text(n.Data); text != "" {
				last = text
			}
		}
	}
	if len(last) > maxSpotText || !looksLikePerson(strings.TrimFunc(last, unicode.IsPunct)) {
		return nil
	}
	return []nameClaim{{"closing line", []string{strings.TrimFunc(last, unicode.IsPunct)}}}
}

var (
	byWord      = pattern(`(?i)^(?:written by|story by|text by|reporting by|by|autorin/autor|von|par|por|di|door|av|af|autor|autore|author|text|foto und text|words)(?::\s*|\s+|$)`)
	authorLabel = pattern(`(?i)^(?:autor|autorin/autor|autorin|author|auteur|autore|written by|text)\b[: ]`)
	nameParts   = pattern(`\s*(?:[,;|•·、]|\s/\s|\s&\s|\s(?:and|und|et|y|e|en|och|og|i)\s)\s*`)
	trailing    = pattern(`\s*(?:\(.*\)|<.*>|\S+@\S+|\s[-–—]\s.*)$`)
	notName     = pattern(`(?i)https?:|www\.|@|\d|\.(?:com|org|net|de)\b|[?!=<>{}]`)
	roleWord    = pattern(`(?i)\b(?:reporter|correspondent|editor|writer|journalist|columnist|staff|contributor|redakteur|redakteurin|korrespondent|korrespondentin|autor|autorin|desk|team)\b`)
	organWord   = pattern(`(?i)(?:\b(?:news|press|agency|agentur|media|redaktion|redacción|redaction|rédaction|redazione|redactie|online|staff|team|desk|the|associated|reuters|tv|radio|gmbh|ltd|inc|reporter|correspondent|newsroom|editors?|facebook|twitter|updated?|published|today|read|more|popular|latest|share|view|follow|email|author|photo|image|minutes?|comments?|subscribe|sign|log|login|bio)\b|redaktion|zeitung|nachrichten|신문|일보|뉴스|社|報|网)`)
	eastAsian   = pattern(`^(?:\p{Hangul}{2,5}|[\p{Han}\p{Hiragana}\p{Katakana}ー]{2,6}(?: [\p{Han}\p{Hiragana}\p{Katakana}ー]{1,4})?)$`)
	lowerParts  = []string{"de", "del", "della", "di", "da", "dos", "du", "van", "von", "den", "der", "ter", "la", "le", "el", "al", "bin", "ibn", "y", "e", "zu", "af", "av"}
)

// splitNames parts a credit into names: "By A and B", "A, B", "A / B"; a role or a place behind a comma is no name.
// A credit whose parts are not all names of two words or more stands as it is: "srf/hosb", "Freie Presse".
func splitNames(text string) []string {
	text = normalize.Text(byWord().ReplaceAllString(normalize.Text(text), ""))
	text = strings.Trim(trailing().ReplaceAllString(text, ""), " ,;:|/-–—•·")
	if !strings.ContainsFunc(text, unicode.IsLetter) || notName().MatchString(text) && strings.ContainsAny(text, "/@") || utf8.RuneCountInString(text) > maxSpotText {
		return nil
	}
	parts := nameParts().Split(text, -1)
	if len(parts) == 1 {
		return []string{text}
	}
	var names []string
	for _, p := range parts {
		p = strings.TrimSpace(byWord().ReplaceAllString(p, ""))
		switch {
		case looksLikePerson(p):
			names = append(names, p)
		case len(names) == 0:
			return []string{text}
		case roleWord().MatchString(p): // "Name, Reporter"
		case organWord().MatchString(p) || p == strings.ToUpper(p):
			names = append(names, p) // "Name, MDR SACHSEN-ANHALT", "Name, AP"
		}
	}
	return names
}

// looksLikePerson tells a person's name by its shape: two to five words with capitals, or two to six Hangul or Han
// signs; no address, no figure, no word of an organisation or of the page's furniture.
func looksLikePerson(name string) bool {
	if notName().MatchString(name) || organWord().MatchString(name) {
		return false
	}
	if eastAsian().MatchString(name) {
		return true
	}
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 5 || utf8.RuneCountInString(name) > 50 {
		return false
	}
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && (i == 0 && len(words) < 3 || !slices.Contains(lowerParts, w)) {
			return false
		}
	}
	return true
}
