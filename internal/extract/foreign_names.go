package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// weighAuthors decides who a story is by: the first place that names a person, in the order of trust; where none
// does, the first that names anybody (an agency, the paper itself).
func weighAuthors(page *survey, s structured.Data, sites []string, at int, story *html.Node) claim.Names {
	places := slices.Clone(s.Authors)
	places = append(places, shownBylines(page, at)...)
	if story != nil {
		places = append(places, closingByline(story)...)
	}
	var fallback claim.Names
	for _, p := range places {
		named := claim.Names{From: p.From, Names: splitPlace(p, sites)}
		ofSite := func(name string) bool { return isSite(name, sites) }
		if slices.ContainsFunc(named.Names, func(name string) bool { return normalize.LooksLikePerson(name) && !ofSite(name) }) {
			named.Names = slices.DeleteFunc(named.Names, ofSite)
			return named
		}
		if len(fallback.Names) == 0 {
			fallback = named
		}
	}
	return fallback
}

// splitPlace returns the different names of a place. A paper's own name stays whole: "Tagblatt (www.tagblatt.example)".
func splitPlace(place claim.Names, sites []string) []string {
	var names []string
	for _, text := range place.Names {
		for _, name := range normalize.SplitCredit(text) {
			if isSite(text, sites) {
				name = text
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// shownBylines are the bylines near the headline: those marked as such, then the lines that begin like one.
func shownBylines(page *survey, at int) []claim.Names {
	var list []claim.Names
	bylines := near(page.bylines, at)
	for i, b := range bylines {
		list = append(list, claim.Names{From: b.node.Data, Names: personsIn(withNeighbours(b, bylines[i+1:]))})
	}
	for _, l := range near(page.lines, at) {
		if normalize.StartsCredit(l.text) {
			list = append(list, claim.Names{From: claim.FromLine, Names: personsIn([]string{l.text})})
		}
	}
	for _, l := range near(page.lines, at) {
		if _, dated := normalize.AnyDate(l.text); dated && mostlyDate(l.text) {
			list = append(list, claim.Names{From: "date line", Names: normalize.NamesBesideDate(l.text)})
		}
	}
	for _, l := range page.lines {
		if !l.apart && authorLabel().MatchString(l.text) {
			list = append(list, claim.Names{From: claim.FromLabelledLine, Names: personsIn([]string{l.text})})
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
		if f.at >= end && f.at <= end+between && f.node.Data == b.node.Data && dom.Attr(f.node, "class") == dom.Attr(b.node, "class") {
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
		for _, name := range normalize.SplitCredit(text) {
			if normalize.LooksLikePerson(name) {
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

// closingByline is a story's last line where it is nothing but a name.
func closingByline(story *html.Node) []claim.Names {
	last := ""
	for n := range story.Descendants() {
		if n.Type == html.TextNode {
			if text := normalize.Text(n.Data); text != "" {
				last = text
			}
		}
	}
	if len(last) > maxSpotText || !normalize.LooksLikePerson(strings.TrimFunc(last, unicode.IsPunct)) {
		return nil
	}
	return []claim.Names{{From: claim.FromSignature, Names: []string{strings.TrimFunc(last, unicode.IsPunct)}}}
}

var authorLabel = lazyRegexp(`(?i)^(?:autor|autorin/autor|autorin|author|auteur|autore|written by|text)\b[: ]`)
