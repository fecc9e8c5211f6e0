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

// weighAuthors returns the authors that the most trusted place naming a person states; if no place names a person, those of
// the first that names an agency, or else the paper itself.
func weighAuthors(page *survey, s structured.Data, sites []string, head normalize.Byline, at int, closing []claim.Names) claim.Names {
	places := slices.Clone(s.Authors)
	places = append(places, printedBylines(page, at)...)
	places = append(places, headByline(head))
	places = append(places, closing...)
	var fallback claim.Names
	for _, p := range places {
		named := claim.Names{From: p.From, Names: splitPlace(p, sites)}
		ofSite := func(name string) bool { return isSiteName(name, sites) }
		if slices.ContainsFunc(named.Names, func(name string) bool { return normalize.LooksLikePerson(name) && !ofSite(name) }) {
			named.Names = slices.DeleteFunc(named.Names, ofSite)
			return named
		}
		if len(fallback.Names) == 0 || !namesAgency(fallback) && namesAgency(named) {
			fallback = named
		}
	}
	return fallback
}

// headByline returns the persons that the byline of the head names, else its agency.
func headByline(by normalize.Byline) claim.Names {
	names := claim.Names{From: "byline of the head"}
	for _, p := range by.People {
		names.Names = append(names.Names, p.Name)
	}
	if len(by.People) == 0 && by.Agency != "" {
		names.Names = []string{by.Agency}
	}
	return names
}

func namesAgency(c claim.Names) bool {
	return slices.ContainsFunc(c.Names, func(name string) bool {
		_, ok := normalize.Agency(name)
		return ok
	})
}

// splitPlace returns the distinct names of a place. The name of the paper is not split: "Tagblatt (www.tagblatt.example)".
func splitPlace(place claim.Names, sites []string) []string {
	var names []string
	for _, text := range place.Names {
		for _, name := range normalize.SplitCredit(text) {
			if isSiteName(text, sites) {
				name = text
			}
			if !slices.Contains(names, name) && !normalize.IsPlaceholder(name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// printedBylines returns the bylines that the page prints: in marked elements, then in lines that begin like one or have a date,
// all near the headline; then in labelled lines anywhere.
func printedBylines(page *survey, at int) []claim.Names {
	var list []claim.Names
	bylines := nearHeadline(page.bylines, at)
	for i, b := range bylines {
		list = append(list, claim.Names{From: b.node.Data, Names: personsIn(withNeighbours(b, bylines[i+1:]))})
	}
	for _, l := range nearHeadline(page.lines, at) {
		if normalize.StartsCredit(spotText(l)) {
			list = append(list, claim.Names{From: claim.FromLine, Names: personsInLine(l)})
		}
	}
	for _, l := range nearHeadline(page.lines, at) {
		if text := spotText(l); isBareDate(text) {
			list = append(list, claim.Names{From: "date line", Names: normalize.NamesBesideDate(text)})
		}
	}
	for _, l := range page.lines {
		if !l.apart && authorLabel().MatchString(spotText(l)) {
			list = append(list, claim.Names{From: claim.FromLabelledLine, Names: personsInLine(l)})
		}
	}
	return list
}

// withNeighbours returns the texts of a byline and of the elements of the same kind right after it: each may name a writer.
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

// personsIn returns the names of persons in the texts of a byline's element, which also has roles, places, dates and buttons. If
// it names no person, all short texts are returned: one may be a desk.
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

// personsInLine returns the names of persons in the pieces of a line; where none names a person, those in all of it.
func personsInLine(l spot) []string {
	persons := personsIn(strings.Split(l.text, pieceMark))
	if slices.ContainsFunc(persons, normalize.LooksLikePerson) {
		return persons
	}
	return personsIn([]string{spotText(l)})
}

// maxDeskWords is the number of words of the longest desk or agency with the word By before it. A longer text is a sentence
// ("By noon the boat was full").
const maxDeskWords = 5

// closingByline returns the names of a byline below the last sentence in an element, or a bare name that is its last text.
func (p page) closingByline(root *html.Node) []claim.Names {
	if root == nil {
		return nil
	}
	last := true
	for _, l := range slices.Backward(p.lines) {
		if l.picture != nil || !dom.Within(l.node, root) {
			continue
		}
		text := strings.TrimFunc(l.text, unicode.IsPunct)
		switch {
		case len(l.text) > maxSpotText:
			return nil
		case normalize.StartsCredit(text) || last && normalize.LooksLikePerson(text):
			return []claim.Names{{From: claim.FromSignature, Names: personsIn([]string{text})}}
		case l.isSentence():
			return nil
		}
		last = false
	}
	return nil
}

var authorLabel = lazyRegexp(`(?i)^(?:autor|autorin/autor|autorin|author|auteur|autore|written by|text)\b[: ]`)
