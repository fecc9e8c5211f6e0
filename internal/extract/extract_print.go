package extract

import (
	"slices"
	"strings"

	"herald/internal/extract/claim"
	"herald/internal/extract/site"
)

// A text may be a page as it was printed, or as people copy it: with the address of the page, and with what is above and below
// each sheet of a print. None of these lines is text.

var (
	// addressLine matches a line that is an address, at most after a title in another column or after its label, and before the
	// number of a sheet or the day of the print: "Source: http://…", "http://… 1/2".
	addressLine = lazyRegexp(`^\s*(?:\S.{0,200}?\s{2,})?(?:([\p{L} ]{2,24}?)\s*[:：]\s*)?<?(https?://[^\s<>]+)>?(?:\s+\d{1,3}/\d{1,3}|\s+\d{4}-\d\d-\d\d)?\s*$`)
	// runningLine matches when a page was printed, at most beside its title, and the number of a sheet.
	runningLine = lazyRegexp(`^\s*(?:` + printTime + `(?:\s.*)?|\d{1,3} of \d{1,3}\s+` + printTime + `|(?:\S.{0,200}?\s+)?(?i:page) \d{1,3} (?:of|/) \d{1,3})\s*$`)
)

// printTime is when a page was printed, as English and Korean browsers write it.
const printTime = `(?:\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?: ?[AP]M)?|\d{2,4}\. \d{1,2}\. \d{1,2}\. (?:오전|오후) \d{1,2}:\d{2})`

// takePrinted returns a text without the addresses of articles of the site and the running lines. It takes the address that is
// above or below all the prose, if only one is there.
func (x *extraction) takePrinted(text string) string {
	var kept []string
	var above, below []string // the addresses above and below the prose so far
	prose := false
	for l := range strings.SplitSeq(text, "\n") {
		switch address, own := printedAddress(l); {
		case address == "" && !isRunningLine(l):
			kept = append(kept, l)
			if isProseLine(l) {
				prose, below = true, nil
			}
		case !own:
		case prose:
			below = append(below, address)
		default:
			above = append(above, address)
		}
	}
	if stated := slices.Concat(above, below); len(stated) > 0 && !slices.ContainsFunc(stated, func(a string) bool { return !sameArticle(a, stated[0]) }) {
		x.meta.URL = append(x.meta.URL, claim.Claim{Field: "url", From: "line of the text", Value: stated[0]})
	}
	return strings.Join(kept, "\n")
}

// printedAddress returns the address of an article of the site that a line is, and whether it may be that of the text itself.
func printedAddress(l string) (address string, own bool) {
	if !endsInAddress(l) {
		return "", false
	}
	m := addressLine().FindStringSubmatch(l)
	if m == nil || m[1] == site.OriginalLabel || !site.IsHeraldURL(m[2]) {
		return "", false
	}
	if _, ok := site.ArticleID(m[2]); !ok {
		return "", false
	}
	return m[2], !seeAlso().MatchString(l)
}

func sameArticle(a, b string) bool {
	one, _ := site.ArticleID(a)
	other, _ := site.ArticleID(b)
	return one == other
}

// endsInAddress reports whether a line may be an address as addressLine matches it. Those in a list of links, which has
// hundreds, are after a number or a bracket.
func endsInAddress(l string) bool {
	at := strings.Index(l, "http")
	if at < 0 || !strings.Contains(l[at:], "://") {
		return false
	}
	before := strings.TrimRight(l[:at], " \t<")
	return before == "" || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "：") || at-len(before) > 1
}

// isRunningLine reports whether a line is printed on each sheet. Most lines neither begin with a day or a number of sheets nor
// end with the number of a page.
func isRunningLine(l string) bool {
	l = strings.TrimSpace(l)
	if l == "" {
		return false
	}
	const afterFigures = 3 // bytes, of which two are figures
	begins := isFigure(l[0]) && (strings.Contains(l[:min(len(l), afterFigures)], "/") || strings.Contains(l, " of ") || strings.Contains(l, "오"))
	ends := isFigure(l[len(l)-1]) && strings.Contains(l, "age ")
	return (begins || ends) && runningLine().MatchString(l)
}

func isFigure(c byte) bool { return '0' <= c && c <= '9' }

// isProseLine reports whether a line of the file reads like a sentence of an article.
func isProseLine(l string) bool {
	l = strings.TrimSpace(l)
	return len(l) >= shortestSentence && strings.Contains(l, " ") && endsWithStop(l)
}
