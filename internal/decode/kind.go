package decode

import (
	"bytes"
	"encoding/json"
	"regexp"

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

var (
	jsonStart   = regexp.MustCompile(`^(?:\{\s*"|\[\s*\{\s*")`)
	leadComment = regexp.MustCompile(`^(?:\s*(?:/\*(?s:.*?)\*/|//[^\n]*\n))+`)
)

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
	return jsonStart.Match(text) || json.Valid(text)
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
	return bytes.HasPrefix(text, []byte("<?xml")) && root != "" && !pageTags[root]
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
	text = bytes.TrimSpace(text[len(leadComment.Find(text)):])
	head := text[:min(len(text), 2000)]
	if bytes.HasPrefix(head, []byte("<")) || structure.Match(head) {
		return false
	}
	signs := bytes.Count(head, []byte("{")) + bytes.Count(head, []byte("}")) + bytes.Count(head, []byte(";"))
	// A list of names may be parted by semicolons, but it assigns nothing and opens no block.
	return signs >= 3 && signs*60 > len(head) && bytes.ContainsAny(head, "{=")
}

// pageTags are what an HTML page, or a piece of one, may begin with.
var pageTags = map[string]bool{
	"html": true, "head": true, "body": true, "title": true, "meta": true, "link": true, "base": true, "script": true, "style": true,
	"noscript": true, "iframe": true, "frameset": true, "div": true, "span": true, "p": true, "br": true, "hr": true, "a": true, "img": true,
	"table": true, "tbody": true, "tr": true, "td": true, "center": true, "font": true, "b": true, "i": true, "strong": true, "em": true, "u": true,
	"section": true, "article": true, "main": true, "header": true, "footer": true, "nav": true, "aside": true, "figure": true, "form": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "ul": true, "ol": true, "li": true, "dl": true, "blockquote": true,
	"pre": true, "input": true, "button": true, "ins": true, "amp-ad": true, "template": true, "object": true,
}

var (
	structure = regexp.MustCompile(`(?i)<!doctype\s+html|<(?:html|head|body)[\s>]`)
	anyTag    = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
)

// isHTML tells a page from a text rendering, which may quote a tag or two. A page begins with markup, however long the script or the comment
// is that it begins with; or, where a server's message or a header went before it, it is full of tags.
func isHTML(text []byte) bool {
	text = bytes.TrimSpace(text)
	if text[0] == '<' && beginsAsHTML(text) {
		return true
	}
	// Eight tags are more than a text quotes in passing; the least marked-up story still has one in 400 bytes.
	const few, oftenEnough = 8, 400
	tags := len(anyTag.FindAllIndex(text, few+len(text)/oftenEnough))
	return tags >= few && (tags*oftenEnough > len(text) || structure.Match(text))
}

// beginsAsHTML asks for a known tag and a second one: a text may begin with a quoted tag.
func beginsAsHTML(text []byte) bool {
	if structure.Match(text[:min(len(text), 100)]) && bytes.HasPrefix(text, []byte("<")) {
		return true
	}
	return pageTags[firstTag(text)] && len(anyTag.FindAllIndex(text, 2)) == 2
}
