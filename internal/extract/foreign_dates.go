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
func weighDates(page *survey, s structured.Data, h head, at int) (published, updated claim.Claim) {
	published, updated = firstStamp(s.Published), firstStamp(s.Updated)
	if published.Value != "" {
		return published, updated
	}
	return firstStamp(printedDates(page, h, at)), updated
}

func firstStamp(claims []claim.Claim) claim.Claim {
	for _, c := range claims {
		if _, ok := normalize.AnyDate(c.Value); ok {
			return c
		}
	}
	return claim.Claim{}
}

// printedDates returns the dates that the page prints: that of the head, near the headline those in marked elements, then in
// lines; then in labelled lines anywhere.
func printedDates(page *survey, h head, at int) []claim.Claim {
	var marked, beside []claim.Claim // the element of the head's date may state more than it prints
	for _, d := range nearHeadline(page.dates, at) {
		if dom.Within(d.node, h.dateOf) || dom.Within(h.dateOf, d.node) {
			marked = append(marked, markedDates(d)...)
		} else {
			beside = append(beside, markedDates(d)...)
		}
	}
	list := append(marked, claim.Claim{From: claim.FromLine, Value: h.dateline})
	list = append(list, beside...)
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

// markedDates returns the dates that an element states and prints.
func markedDates(d spot) (list []claim.Claim) {
	if holdsMoment(d.node) {
		return nil // the time element is exact, and its text may have the month first
	}
	for _, name := range []string{"datetime", "content"} {
		if v := dom.Attr(d.node, name); v != "" {
			list = append(list, claim.Claim{From: d.node.Data + "[" + name + "]", Value: v})
		}
	}
	return append(list, claim.Claim{From: d.node.Data, Value: strings.ReplaceAll(d.text, pieceMark, " ")})
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
