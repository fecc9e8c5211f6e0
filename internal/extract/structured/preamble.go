package structured

import (
	"regexp"
	"strings"
	"sync"
)

// preamble is what a service for readers prints above a page that it has converted to Markdown.
var preamble = lazyRegexp(`^\s*Title: .*\n(?s:.{0,1000}?)\nMarkdown Content:\s*\n`)

// ReadPreamble separates a text from what such a service states above it.
func ReadPreamble(text string) (rest string, s Data) {
	if !strings.HasPrefix(strings.TrimLeft(text, " \n"), "Title: ") {
		return text, s
	}
	m := preamble().FindStringIndex(text)
	if m == nil {
		return text, s
	}
	for l := range strings.Lines(text[:m[1]]) {
		label, value, _ := strings.Cut(l, ": ")
		switch strings.TrimSpace(label) {
		case "Title":
			add(&s.Title, "text Title", value)
		case "URL Source":
			add(&s.URL, "text URL Source", value)
		case "Published Time":
			add(&s.Published, "text Published Time", value)
		}
	}
	return text[m[1]:], s
}

func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
