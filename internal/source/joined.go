package source

import (
	"bytes"
	"strings"
)

// maxJoined is how many places of a file are looked at as the start of another page: more than MaxPage has room for.
const maxJoined = 100_000

// longestComment is how long a comment between two pages may be: the longest address that browsers take, and some words.
const longestComment = 2100

// pagesIn splits a file that holds several pages, one after the other: cat *.html, wget -O FILE, herald extract -f text. A page
// of HTML begins at a doctype or an html element directly after the end of another page. Most files hold one page.
func pagesIn(data []byte) (pages [][]byte) {
	start, at := 0, nextTop(data, 0)
	if at < 0 {
		return articlesIn(data)
	}
	for n := 0; at >= 0 && n < maxJoined; n++ {
		if begin, ok := startAfterPage(data[start:at]); ok {
			pages = append(pages, data[start:start+begin:start+begin])
			start += begin
		}
		at = nextTop(data, at+1)
	}
	return append(pages, data[start:])
}

// nextTop returns the index of the next doctype or html element, or -1. Most tags are dismissed by their first letter: every
// page is searched.
func nextTop(data []byte, from int) int {
	for {
		i := bytes.IndexByte(data[from:], '<')
		if i < 0 {
			return -1
		}
		from += i + 1
		if from == len(data) {
			return -1
		}
		if c := data[from]; c != '!' && c != 'h' && c != 'H' {
			continue
		}
		if tag := data[from-1:]; hasPrefixFold(tag, "<html") || hasPrefixFold(tag, "<!doctype") {
			return from - 1
		}
	}
}

func hasPrefixFold(data []byte, prefix string) bool {
	return len(data) >= len(prefix) && strings.EqualFold(string(data[:len(prefix)]), prefix)
}

// startAfterPage reports whether a text ends with a page, and the index where the next one starts. Comments after a page
// belong to it, but an XML declaration, and the comment of a program that writes it before the doctype, to the next.
func startAfterPage(text []byte) (start int, ok bool) {
	start = len(text)
	for {
		text = bytes.TrimRight(text, " \t\r\n\x00\ufeff")
		var open int
		near := text[max(0, len(text)-longestComment):]
		switch {
		case bytes.HasSuffix(near, []byte("-->")):
			open = bytes.LastIndex(near, []byte("<!--"))
		case bytes.HasSuffix(near, []byte("?>")):
			open = bytes.LastIndex(near, []byte("<?xml"))
		default:
			return start, endsPage(text)
		}
		if open < 0 {
			return 0, false
		}
		text = text[:len(text)-len(near)+open]
		if lead := near[open:]; hasPrefixFold(lead, "<?xml") || hasPrefixFold(lead, "<!-- saved from ") {
			start = len(text)
		}
	}
}

// endsPage reports whether a text ends with the last tag of a page.
func endsPage(text []byte) bool {
	return hasPrefixFold(text[max(0, len(text)-len("</html>")):], "</html>") || hasPrefixFold(text[max(0, len(text)-len("</body>")):], "</body>")
}
