package extract

import (
	"strings"
	"unicode"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// weighDates decides on the first publication and the update. What is stated for machines is exact to the second and
// names its zone, so it goes before what is printed.
func weighDates(page *survey, s structured.Data, at int) (published, updated claim.Claim) {
	published, updated = firstStamp(s.Published), firstStamp(s.Updated)
	if published.Value != "" {
		return published, updated
	}
	return firstStamp(shownDates(page, at)), updated
}

func firstStamp(claims []claim.Claim) claim.Claim {
	for _, c := range claims {
		if _, ok := normalize.AnyDate(c.Value); ok {
			return c
		}
	}
	return claim.Claim{}
}

// shownDates are the dates near the headline: those marked as such, then those in its lines.
func shownDates(page *survey, at int) []claim.Claim {
	var list []claim.Claim
	for _, d := range near(page.dates, at) {
		for _, name := range []string{"datetime", "content"} {
			if v := dom.Attr(d.node, name); v != "" {
				list = append(list, claim.Claim{From: d.node.Data + "[" + name + "]", Value: v})
			}
		}
		list = append(list, claim.Claim{From: d.node.Data, Value: strings.ReplaceAll(d.text, pieceMark, " ")})
	}
	for _, l := range near(page.lines, at) {
		if mostlyDate(l.text) {
			list = append(list, claim.Claim{From: "line", Value: l.text})
		}
	}
	for _, l := range page.lines {
		if dateWord().MatchString(l.text) && !l.apart {
			list = append(list, claim.Claim{From: "labelled line", Value: l.text})
		}
	}
	return list
}

var dateWord = lazyRegexp(`(?i)^(?:published|posted|date|datum|veröffentlicht|publié|publicado|pubblicato|stand|입력|公開)\b`)

// mostlyDate tells a line that holds a date and little else from a sentence or a caption that names a day.
func mostlyDate(line string) bool {
	// In letters: "Published : ", a weekday, a time with its zone, a writer's name, and the longest month, September.
	const besideDate = 34
	words := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	return letters(strings.Join(words, "")) <= besideDate
}
