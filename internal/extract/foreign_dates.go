package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// weighDates returns the claims of the first publication and the update. The metadata take precedence over what is printed:
// they are exact to the second and state their zone.
func weighDates(page *survey, s structured.Data, at int) (published, updated claim.Claim) {
	published, updated = firstStamp(s.Published), firstStamp(s.Updated)
	if published.Value != "" {
		return published, updated
	}
	return firstStamp(printedDates(page, at)), updated
}

func firstStamp(claims []claim.Claim) claim.Claim {
	for _, c := range claims {
		if _, ok := normalize.AnyDate(c.Value); ok {
			return c
		}
	}
	return claim.Claim{}
}

// printedDates returns the dates that the page prints: near the headline in marked elements, then in lines; then in labelled
// lines anywhere.
func printedDates(page *survey, at int) []claim.Claim {
	var list []claim.Claim
	for _, d := range nearHeadline(page.dates, at) {
		if holdsMoment(d.node) {
			continue // the time element is exact, and its text may have the month first
		}
		for _, name := range []string{"datetime", "content"} {
			if v := dom.Attr(d.node, name); v != "" {
				list = append(list, claim.Claim{From: d.node.Data + "[" + name + "]", Value: v})
			}
		}
		list = append(list, claim.Claim{From: d.node.Data, Value: strings.ReplaceAll(d.text, pieceMark, " ")})
	}
	for _, l := range nearHeadline(page.lines, at) {
		if text := spotText(l); mostlyDate(text) {
			list = append(list, claim.Claim{From: claim.FromLine, Value: text})
		}
	}
	for _, l := range page.lines {
		if text := spotText(l); dateWord().MatchString(text) && !l.apart {
			list = append(list, claim.Claim{From: claim.FromLabelledLine, Value: text})
		}
	}
	return list
}

// holdsMoment reports whether a time element with an hour is in an element.
func holdsMoment(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Time && strings.Contains(dom.Attr(d, "datetime"), ":") {
			return true
		}
	}
	return false
}

var dateWord = lazyRegexp(`(?i)^(?:published|posted|date|datum|veröffentlicht|publié|publicado|pubblicato|stand|입력|公開)\b`)
