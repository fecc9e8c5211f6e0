package decode

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"golang.org/x/net/html"
)

// The forms that [Classify] reports.
const (
	formHTML = "html"
	formText = "text"
)

// Classify reports how Decode would read the bytes: "html" or "text". It reads only the beginning of most pages. Bytes that
// are not a page are an [*Error]; callers that walk folders skip those of which [Error.Foreign] is true. UTF-16 is
// reported as "html" without being read.
func Classify(data []byte) (form string, err error) {
	data = unshifted(withoutPadding(data))
	if err := checkBinary(data); err != nil {
		return "", err
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(data, utf8BOM))
	if len(text) == 0 || wideEncoding(data) != "" {
		return formHTML, nil
	}
	isHTML, err := classifyText(text)
	switch {
	case err != nil:
		return "", err
	case isHTML:
		return formHTML, nil
	}
	return formText, nil
}

// checkBinary returns an error for bytes that are not text in any encoding.
func checkBinary(data []byte) error {
	for _, k := range otherKinds {
		if bytes.HasPrefix(data, []byte(k.prefix)) {
			return k.refusal()
		}
	}
	head := data[:min(len(data), headSize)]
	if bytes.IndexByte(head, 0) >= 0 { // here, as text is decoded without NULs
		if k, ok := listOf(data); ok {
			return k.refusal()
		}
	}
	controls := 0
	for _, b := range head {
		if isControl(b) {
			controls++
		}
	}
	// One byte in nine of random data is a control character; text from a terminal log or a bad disk has far fewer.
	const oneIn = 30
	if controls*oneIn <= len(head) || wideEncoding(data) != "" {
		return nil
	}
	// The standard library knows the formats of images, fonts, sound and video. It is asked last because it takes a text
	// that begins with "BM" for a bitmap.
	if contentType := http.DetectContentType(data); !strings.HasPrefix(contentType, "text/") && contentType != "application/octet-stream" {
		return notAPage(contentType, true)
	}
	return &Error{code: "not-a-page", why: "bytes of no known kind"}
}

func notAPage(kind string, foreign bool) *Error {
	return otherKind{what: kind, foreign: foreign}.refusal()
}

// isControl reports whether b is a control character that text does not contain: not the white space from tab to CR, and
// not ESC, which occurs in terminal logs and ISO-2022.
func isControl(b byte) bool {
	if b >= ' ' {
		return b == 0x7f
	}
	return (b < '\t' || b > '\r') && b != '\x1b'
}

// classifyText reports whether text, which has a character other than white space, is HTML or a text rendering; the latter
// may quote some tags. Text of another kind, such as a script, is an error.
func classifyText(text []byte) (isHTML bool, err error) {
	text = bytes.TrimSpace(text)
	if !isStructure(text[1:]) && isFenced(text) {
		return false, nil
	}
	if text[0] != '<' {
		return classifyWithoutTag(text)
	}
	if isStructure(text[1:]) {
		return true, nil
	}
	root := firstTag(text)
	if isXMLRoot(root) || bytes.HasPrefix(text, []byte("<?xml")) && root != "" && !beginsPage(root) {
		if root == evernote.prefix {
			return false, evernote.refusal()
		}
		return false, notAPage("an XML file", isFeed(text))
	}
	// A text rendering may begin with a quoted tag, so that one tag alone proves nothing. Above the outer elements of a page is
	// at most one of the site's tags.
	const oneTag = 100
	beginsHTML := hasStructure(text[:min(len(text), oneTag)]) || beginsPage(root) && countTags(text, 2) == 2
	return beginsHTML || isFullOfTags(text), nil
}

// classifyWithoutTag is classifyText for what does not begin with a tag.
func classifyWithoutTag(text []byte) (isHTML bool, err error) {
	if isJSON(text) {
		return false, jsonFile(text).refusal()
	}
	k, ok := listOf(text)
	if at := firstStructure(text); at > 0 && !ok {
		k, ok = tableOf(text[:at])
	}
	if ok {
		return false, k.refusal()
	}
	if isCode(text) {
		return false, notAPage("a script or a style sheet", true)
	}
	return isFullOfTags(text), nil
}

// isJSON reports whether text is JSON, also if it was cut short. A headline may begin with a bracket: the first character
// alone proves little.
func isJSON(text []byte) bool { return beginsAsJSON(text) || json.Valid(text) }

// beginsAsJSON reports whether text begins with an object that has a key, with a list of such objects, or with a line of
// another value that holds a page.
func beginsAsJSON(text []byte) bool {
	if line, _, _ := bytes.Cut(text, []byte("\n")); (line[0] == '"' || line[0] == '[') && firstStructure(line) > 0 && json.Valid(line) {
		return true
	}
	if list, ok := bytes.CutPrefix(text, []byte("[")); ok {
		text = bytes.TrimLeft(list, whitespace)
	}
	object, ok := bytes.CutPrefix(text, []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimLeft(object, whitespace), []byte(`"`))
}

// isXMLRoot reports whether a tag is the root of a known kind of XML: a feed, a site map, a drawing, an article.
func isXMLRoot(tag string) bool {
	switch tag {
	case "rss", "feed", "rdf:rdf", "urlset", "sitemapindex", "opml", "nitf", "newsml", "newsitem", "svg", "plist", "en-export":
		return true
	}
	return false
}

// feed matches the XML that a site serves with its pages. It does not match NITF, NewsML and property lists, which may hold
// an article.
var feed = pattern(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|svg|urlset|sitemapindex|rdf:rdf|opml)\b`)

func isFeed(text []byte) bool { return feed().Match(text[:min(len(text), headSize)]) }

// firstTag returns the name of the first start tag, or "" if the text has no start tag.
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

// isCode reports whether text is a script or a style sheet. There, one character in 60 ends a statement or delimits a block; in
// prose, one in 500. A list of names may be separated by semicolons, but it has no statement.
func isCode(text []byte) bool {
	text = bytes.TrimSpace(withoutComments(text))
	// The shorter window is for scripts that end in a long string, the longer one for those that begin with it.
	const short, long, oftenEnough = 2000, 64 << 10, 60
	if bytes.HasPrefix(text, []byte("<")) || hasStructure(text[:min(len(text), short)]) {
		return false
	}
	for _, size := range []int{short, long} {
		window := text[:min(len(text), size)]
		marks := bytes.Count(window, []byte("{")) + bytes.Count(window, []byte("}")) + bytes.Count(window, []byte(";"))
		if marks*oftenEnough > len(window) && hasStatement(window) {
			return true
		}
	}
	return false
}

// isFenced reports whether a text has the fences that pandoc's Markdown has around elements, whose classes are in braces. Its
// first element may be a tag.
func isFenced(text []byte) bool {
	const twice = 2 // a fence opens and closes
	return bytes.Count(text, []byte("\n:::")) >= twice
}

// hasStatement reports whether text has a block, an assignment, a call or an at-rule of a style sheet.
func hasStatement(text []byte) bool {
	for _, sign := range []string{"{", "();", "');", `");`, "@import", "@charset"} {
		if bytes.Contains(text, []byte(sign)) {
			return true
		}
	}
	for word := range bytes.FieldsSeq(text) {
		// The "=" of an address follows its "/" or "?".
		if name, _, ok := bytes.Cut(word, []byte("=")); ok && !bytes.ContainsAny(name, "/?") {
			return true
		}
	}
	return false
}

// withoutComments removes the comments at the beginning of a script or a style sheet.
func withoutComments(text []byte) []byte {
	for {
		rest := bytes.TrimLeft(text, whitespace)
		begin, end := "/*", "*/"
		if !bytes.HasPrefix(rest, []byte(begin)) {
			begin, end = "//", "\n"
		}
		rest, begins := bytes.CutPrefix(rest, []byte(begin))
		_, after, ends := bytes.Cut(rest, []byte(end))
		if !begins || !ends {
			return text
		}
		text = after
	}
}

// beginsPage reports whether an HTML page, or a piece of one, may begin with the tag.
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

// hasStructure reports whether a text has a doctype or one of the three outer elements of a page. If the first of them follows
// a quotation mark, it is a string in a script.
func hasStructure(text []byte) bool {
	at := firstStructure(text)
	return at == 0 || at > 0 && bytes.IndexByte([]byte("\"'`"), text[at-1]) < 0
}

// firstStructure returns the index of the first doctype or outer element of a page, or -1.
func firstStructure(text []byte) int {
	for rest := range tags(text) {
		if isStructure(rest) {
			return len(text) - len(rest) - len("<")
		}
	}
	return -1
}

// isStructure reports whether a tag, from its name on, is the doctype or one of the three outer elements.
func isStructure(tag []byte) bool {
	if doctype, ok := cutFold(tag, "!doctype"); ok {
		name := bytes.TrimLeft(doctype, whitespace)
		_, ok := cutFold(name, "html")
		return ok && len(name) < len(doctype)
	}
	for _, name := range []string{"html", "head", "body"} {
		if rest, ok := cutFold(tag, name); ok && len(rest) > 0 && (isSpace(rest[0]) || rest[0] == '>') {
			return true
		}
	}
	return false
}

// beginsAddress reports whether text begins with an address. Browsers write those of links into a text, in angle brackets.
func beginsAddress(text []byte) bool {
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if _, ok := cutFold(text, scheme); ok {
			return true
		}
	}
	return false
}

// countTags returns the number of tags of a text, at most limit.
func countTags(text []byte, limit int) int {
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
		if count == limit {
			break
		}
	}
	return count
}

// markdownLinks returns the number of links in Markdown, which may hold the tags of elements that it has no marks for.
func markdownLinks(text []byte) int {
	return bytes.Count(text, []byte("](http")) + bytes.Count(text, []byte("](/"))
}

// isFullOfTags reports whether text has as many tags as a page does, whatever it begins with: a message of the server, a
// header, the text of the first paragraph.
func isFullOfTags(text []byte) bool {
	// Eight tags are more than a text quotes in passing; the article with the least markup has one in 400 bytes.
	const few, oftenEnough = 8, 400
	count := countTags(text, few+len(text)/oftenEnough)
	return count >= few && (count*oftenEnough > len(text) || hasStructure(text)) && count > markdownLinks(text)
}
