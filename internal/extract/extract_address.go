package extract

import (
	"strings"

	"herald/internal/extract/claim"
	"herald/internal/extract/site"
)

// addressLine matches a line that is an address, at most after its label and before the number of a printed page: "Source:
// http://…", "http://… 1/2".
var addressLine = lazyRegexp(`(?m)^[ \t]*(?:([\p{L} ]{2,24}?)[ \t]*[:：][ \t]*)?<?(https?://[^\s<>]+)>?(?:[ \t]+\d{1,3}/\d{1,3})?[ \t]*$`)

// takeAddress takes the address that a text prints of itself, and returns the text without the lines that are addresses of
// articles of the site: printers put them into the foot of a page, and people above or below what they copy.
func (x *extraction) takeAddress(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	var rest strings.Builder
	end := 0
	prose := proseBytes(text)
	printed := map[string]string{} // above or below the prose, by the number of the article
	for _, m := range addressLine().FindAllStringSubmatchIndex(text, -1) {
		address := text[m[4]:m[5]]
		id, ok := site.ArticleID(address)
		if !ok || !site.IsHeraldURL(address) || m[2] >= 0 && text[m[2]:m[3]] == site.OriginalLabel {
			continue
		}
		rest.WriteString(text[end:m[0]])
		end = m[1]
		if (m[1] <= prose.start || prose.end <= m[0]) && !seeAlso().MatchString(text[m[0]:m[1]]) {
			printed[id] = address
		}
	}
	rest.WriteString(text[end:])
	if len(printed) == 1 {
		for _, address := range printed {
			x.meta.URL = append(x.meta.URL, claim.Claim{Field: "url", From: "line of the text", Value: address})
		}
	}
	return rest.String()
}

// proseBytes returns where the prose of a text begins and ends, in bytes.
func proseBytes(text string) span {
	prose := span{len(text), 0}
	at := 0
	for l := range strings.Lines(text) {
		if len(l) >= shortestSentence && strings.Contains(strings.TrimSpace(l), " ") && endsWithStop(strings.TrimSpace(l)) {
			prose = span{min(prose.start, at), at + len(l)}
		}
		at += len(l)
	}
	return prose
}
