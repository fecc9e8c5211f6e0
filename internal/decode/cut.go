package decode

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// foot is the end of a page, in which the end tags of body and html are: scripts may follow them.
const foot = 2048

// breaksOff reports whether an HTML page ends where no page ends: inside a tag, a comment or a script, or with elements open
// whose end tags may not be omitted. Those of body and html may, as the standard has it.
func breaksOff(text []byte) bool {
	if endsDocument(text[max(0, len(text)-foot):]) {
		return false
	}
	open := map[string]int{}
	z := html.NewTokenizer(bytes.NewReader(text))
	for token := z.Next(); token != html.ErrorToken; token = z.Next() {
		tagName, _ := z.TagName()
		name := string(tagName)
		switch {
		case token == html.EndTagToken && (name == "body" || name == "html"):
			return false
		case !needsEnd(name):
		case token == html.StartTagToken:
			open[name]++
		case token == html.EndTagToken && open[name] > 1:
			open[name]--
		case token == html.EndTagToken:
			delete(open, name)
		}
	}
	return len(open) > 0 || endsInTag(text) || bytes.LastIndex(text, []byte("<!--")) > bytes.LastIndex(text, []byte("-->"))
}

// endsDocument reports whether a text has the end tag of body or html.
func endsDocument(text []byte) bool {
	for rest := range tags(text) {
		for _, name := range []string{"/html", "/body"} {
			if after, ok := cutFold(rest, name); ok && (len(after) == 0 || after[0] == '>' || isSpace(after[0])) {
				return true
			}
		}
	}
	return false
}

// endsInTag reports whether a text ends before the end of its last tag.
func endsInTag(text []byte) bool {
	last := bytes.LastIndexByte(text, '<')
	if last < 0 || bytes.IndexByte(text[last:], '>') >= 0 {
		return false
	}
	name := bytes.TrimPrefix(text[last+1:], []byte("/"))
	return len(name) == 0 || beginsWithLetter(name) || name[0] == '!'
}

// needsEnd reports whether pages close an element as a rule: those that change how text looks are often left open. Elements of
// a site's own have a hyphen in their names.
func needsEnd(name string) bool {
	switch atom.Lookup([]byte(name)) {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Figure, atom.Figcaption,
		atom.Table, atom.Ul, atom.Ol, atom.Dl, atom.Form, atom.Blockquote, atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Iframe,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return strings.Contains(name, "-")
}
