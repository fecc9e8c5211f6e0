// Package decode turns the bytes of a page into a document.
//
// In: bytes, and the content type that the save states. Out: a tree for HTML, or the text for a text rendering (a browser's
// "save as text", lynx -dump), in UTF-8, with the doubts met on the way; or, for bytes that are not a page, an [*Error]. It
// alone decides whether bytes are a page ([Classify] answers that without a document). It never interprets what the page
// states and never reads a file.
//
// Decode removes padding, finds the encoding, classifies the text by its first tags and parses it. Only pages that
// htmltree does not parse are measured first (limits.go), and flattened where they are nested too deep (flat.go).
package decode

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"herald/internal/htmltree"
)

// Document is a decoded page: exactly one of HTML and Text is set.
type Document struct {
	HTML     *goquery.Document // nil for a text rendering
	Text     string            // a text rendering: valid UTF-8 with LF line ends and without NUL
	URL      string            // set by the caller if the save states it; "" otherwise
	Encoding string            // the encoding the bytes were read as, by its WHATWG name: "utf-8", "euc-kr"
	Cut      bool              // the page breaks off, by its markup or, set by the caller, as the save states
	Full     bool              // html.Parse built the tree, not htmltree
	Doubts   []Doubt
}

// Doubt reports what decoding had to guess or could not keep.
type Doubt struct {
	Code    string // "charset-guessed", "charset-misdeclared", "charset-damaged", "deep-markup"
	Message string
}

// Error is the reason why bytes are not a page.
type Error struct {
	code    string
	why     string
	foreign bool
}

func (e *Error) Error() string { return e.why }

// Code is stable: "empty", "not-a-page", "too-many-elements", "too-many-lines", "too-much-text".
func (e *Error) Code() string { return e.code }

// Foreign reports whether the bytes are evidently another kind of file that a site serves with its pages: an image, a style
// sheet, a feed.
func (e *Error) Foreign() bool { return e.foreign }

// Decode reads the bytes of one page; contentType is the HTTP header of the capture or "". The error is an [*Error]. The
// document refers to the bytes, which must not be changed afterwards.
func Decode(data []byte, contentType string) (*Document, error) {
	return new(Decoder).Decode(data, contentType)
}

// Decoder decodes one page after the other, in memory that it reuses. Its zero value is ready to use. It is not safe for
// concurrent use.
type Decoder struct{ arena htmltree.Arena }

// Decode is like the function [Decode], but the document is valid only until the next call: its nodes must not be kept. Its
// strings may be.
func (d *Decoder) Decode(data []byte, contentType string) (*Document, error) {
	data = unshifted(withoutPadding(data))
	if err := checkBinary(data); err != nil {
		return nil, err
	}
	text, encoding, doubts, err := textOf(data, contentType)
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(text, 0) >= 0 {
		text = bytes.ReplaceAll(text, []byte{0}, nil)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, &Error{code: "empty", why: "no content"}
	}
	if tooMuchText(text) {
		return nil, &Error{code: "too-much-text", why: fmt.Sprintf("more than %d MB of text, not a page", maxText>>20)}
	}
	isHTML, err := classifyText(text)
	if err != nil {
		return nil, err
	}
	doc := &Document{Encoding: encoding, Doubts: doubts}
	if isHTML {
		err = d.setHTML(doc, text)
	} else {
		err = doc.setText(text)
	}
	if err != nil {
		return nil, err
	}
	return doc, nil
}

// withoutPadding removes NULs from the end: an interrupted save may be padded with them to its intended size.
func withoutPadding(data []byte) []byte {
	if len(data) == 0 || data[len(data)-1] != 0 || wideEncoding(data) != "" {
		return data
	}
	return bytes.TrimRight(data, "\x00")
}

func (doc *Document) setText(text []byte) error {
	doc.Text = strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\r", "\n")
	if strings.Count(doc.Text, "\n") > maxLines {
		return &Error{code: "too-many-lines", why: fmt.Sprintf("a text of more than %d lines, not a page", maxLines)}
	}
	return nil
}

func (d *Decoder) setHTML(doc *Document, text []byte) error {
	text = unescapedTwice(text)
	p, err := d.parse(text)
	if err != nil {
		return err
	}
	removeLongNames(p.tree, text)
	doc.Full, doc.Cut = p.full, breaksOff(text)
	if p.flattened {
		doc.Doubts = append(doc.Doubts, Doubt{"deep-markup", "the markup is nested too deep; some tags were omitted"})
	}
	doc.HTML = goquery.NewDocumentFromNode(p.tree)
	return nil
}
