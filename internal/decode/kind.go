package decode

import (
	"bytes"
	"encoding/json"

	"golang.org/x/net/html"
)

// magic are the files that lie among saved pages, by their first bytes. What a text may begin with is not here.
var magic = []struct{ prefix, kind string }{
	{"%PDF-", "a PDF file"},
	{"\x89PNG\r\n", "a PNG image"},
	{"GIF87a", "a GIF image"},
	{"GIF89a", "a GIF image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"\x1f\x8b", "a gzip file"},
	{"\x28\xb5\x2f\xfd", "a zstd file"},
	{"\xfd7zXZ", "an xz file"},
	{"7z\xbc\xaf", "a 7z file"},
	{"Rar!", "a RAR file"},
	{"PK\x03\x04", "a zip file"},
	{"PK\x05\x06", "a zip file"},
	{"\xd0\xcf\x11\xe0", "an office file"},
	{"{\\rtf", "an RTF file"},
	{"\x7fELF", "a program"},
	{"SQLite format 3", "a database"},
}

// binaryKind says what the bytes are if they are no text, "" for text.
func binaryKind(data []byte) string {
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.kind
		}
	}
	if wideEncoding(data) != "" {
		return ""
	}
	head := data[:min(len(data), 4096)]
	controls := 0
	for _, b := range head {
		if isControl(b) {
			controls++
		}
	}
	// Random bytes have one control in nine; a text that a terminal or a bad disk left its marks in has far fewer.
	if controls*30 > len(head) {
		return "a binary file"
	}
	return ""
}

// isControl leaves out what text has: the white space from tab to CR, and ESC, which stands in terminal logs and ISO-2022.
func isControl(b byte) bool {
	if b >= ' ' {
		return b == 0x7f
	}
	return (b < '\t' || b > '\r') && b != '\x1b'
}

// otherKind says what the text is if it is neither a page nor a text rendering.
func otherKind(text []byte) string {
	text = bytes.TrimSpace(text)
	switch {
	case isJSON(text):
		return "a JSON file"
	case isXML(text):
		return "an XML file"
	case isCode(text):
		return "a script or a style sheet"
	}
	return ""
}

// isJSON also knows a file that was cut; a headline may begin with a bracket, so the start alone proves little.
func isJSON(text []byte) bool {
	if text[0] != '{' && text[0] != '[' {
		return false
	}
	return beginsAsJSON(text) || json.Valid(text)
}

// beginsAsJSON tells an object that has a key, or a list of such.
func beginsAsJSON(text []byte) bool {
	if list, ok := bytes.CutPrefix(text, []byte("[")); ok {
		text = bytes.TrimLeft(list, whitespace)
	}
	object, ok := bytes.CutPrefix(text, []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimLeft(object, whitespace), []byte(`"`))
}

// isXML tells a feed or another XML file from XHTML by its root.
func isXML(text []byte) bool {
	if text[0] != '<' || isFold(text[1:], "!doctype html") || isFold(text[1:], "html") {
		return false
	}
	root := firstTag(text)
	switch root {
	case "rss", "feed", "rdf:rdf", "urlset", "sitemapindex", "opml", "nitf", "newsml", "newsitem", "svg", "plist":
		return true
	}
	return bytes.HasPrefix(text, []byte("<?xml")) && root != "" && !beginsPage(root)
}

// firstTag is the name of the first start tag, "" if there is none.
func firstTag(text []byte) string {
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			return string(name)
		}
	}
}

// isCode tells a script or a style sheet: one character in sixty ends a statement or opens a block, in its first two thousand. Prose has
// one in five hundred.
func isCode(text []byte) bool {
	if text[0] == '<' {
		return false
	}
	text = bytes.TrimSpace(withoutComments(text))
	head := text[:min(len(text), 2000)]
	if bytes.HasPrefix(head, []byte("<")) || hasStructure(head) {
		return false
	}
	signs := bytes.Count(head, []byte("{")) + bytes.Count(head, []byte("}")) + bytes.Count(head, []byte(";"))
	// A list of names may be parted by semicolons, but it assigns nothing and opens no block.
	return signs >= 3 && signs*60 > len(head) && bytes.ContainsAny(head, "{=")
}

// withoutComments takes off the comments that a script or a style sheet begins with.
func withoutComments(text []byte) []byte {
	for {
		rest := bytes.TrimLeft(text, whitespace)
		begin, end := "/*", "*/"
		if !bytes.HasPrefix(rest, []byte(begin)) {
			begin, end = "//", "\n"
		}
		rest, begins := bytes.CutPrefix(rest, []byte(begin))
		_, behind, ends := bytes.Cut(rest, []byte(end))
		if !begins || !ends {
			return text
		}
		text = behind
	}
}

// beginsPage tells the tags that an HTML page, or a piece of one, may begin with.
func beginsPage(tag string) bool {
	switch tag {
	case "html", "head", "body", "title", "meta", "link", "base", "script", "style", "noscript", "iframe", "frameset",
		"div", "span", "p", "br", "hr", "a", "img", "table", "tbody", "tr", "td", "center", "font", "b", "i", "strong", "em", "u",
		"section", "article", "main", "header", "footer", "nav", "aside", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6",
		"ul", "ol", "li", "dl", "blockquote", "pre", "input", "button", "ins", "amp-ad", "template", "object":
		return true
	}
	return false
}

// hasStructure reports whether a text has what only a page has: its doctype, or one of its three outer elements.
func hasStructure(text []byte) bool {
	for rest := range tags(text) {
		if name, ok := cutFold(rest, "!doctype"); ok {
			if begin := bytes.TrimLeft(name, whitespace); len(begin) < len(name) {
				if _, ok := cutFold(begin, "html"); ok {
					return true
				}
			}
			continue
		}
		for _, name := range []string{"html", "head", "body"} {
			if rest, ok := cutFold(rest, name); ok && len(rest) > 0 && (isSpace(rest[0]) || rest[0] == '>') {
				return true
			}
		}
	}
	return false
}

// beginsAddress tells an address in angles, as browsers write links into a text, from a tag.
func beginsAddress(text []byte) bool {
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if _, ok := cutFold(text, scheme); ok {
			return true
		}
	}
	return false
}

// countTags counts the tags of a text, up to most.
func countTags(text []byte, most int) int {
	count := 0
	for rest := range tags(text) {
		rest = bytes.TrimPrefix(rest, []byte("/"))
		if !beginsWithLetter(rest) || beginsAddress(rest) {
			continue
		}
		end := bytes.IndexAny(rest, "<>")
		if end < 0 {
			break
		}
		if rest[end] == '>' {
			count++
		}
		if count == most {
			break
		}
	}
	return count
}

// isHTML tells a page from a text rendering, which may quote a tag or two. A page begins with markup, however long the script or the comment
// is that it begins with; or, where a server's message or a header went before it, it is full of tags.
func isHTML(text []byte) bool {
	text = bytes.TrimSpace(text)
	if text[0] == '<' && beginsAsHTML(text) {
		return true
	}
	// Eight tags are more than a text quotes in passing; the least marked-up story still has one in 400 bytes.
	const few, oftenEnough = 8, 400
	tags := countTags(text, few+len(text)/oftenEnough)
	return tags >= few && (tags*oftenEnough > len(text) || hasStructure(text))
}

// beginsAsHTML asks for a known tag and a second one: a text may begin with a quoted tag.
func beginsAsHTML(text []byte) bool {
	if hasStructure(text[:min(len(text), 100)]) && bytes.HasPrefix(text, []byte("<")) {
		return true
	}
	return beginsPage(firstTag(text)) && countTags(text, 2) == 2
}
