package extract

import (
	"cmp"
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
	if d, ok := readDate(h.dateline); ok && d.published.Time.IsZero() { // below the line of the publication
		updated = cmp.Or(updated, firstStamp(headDates(page, h)))
		h.dateline, h.dateOf = "", nil
	}
	if updated.Value == "" && !h.dates.updated.Time.IsZero() {
		updated = claim.Claim{From: claim.FromLine, Value: h.dates.updated.WithoutZone().String()}
	}
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

// headDates returns the date of a head: what its element states, which is more than it prints, and what it prints.
func headDates(page *survey, h head) (list []claim.Claim) {
	for _, d := range page.dates {
		if dom.Within(d.node, h.dateOf) {
			list = append(list, markedDates(d)...)
		}
	}
	return append(list, claim.Claim{From: claim.FromLine, Value: h.dateline})
}

// printedDates returns the dates that the page prints: that of the head, near the headline those in marked elements, then in
// lines; then in labelled lines anywhere.
func printedDates(page *survey, h head, at int) []claim.Claim {
	list := headDates(page, h)
	for _, d := range nearHeadline(page.dates, at) {
		list = append(list, markedDates(d)...)
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
