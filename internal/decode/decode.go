// Package decode makes a document of a page's bytes.
//
// In: bytes and what the save says of their type. Out: a tree for HTML, or the text for a text rendering (a browser's
// "save as text", lynx -dump), in NFC-ready UTF-8, with the doubts met on the way; or, for bytes that are no page, an
// Error. It never judges what the page says and never reads a file.
package decode

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Document is a page that can be read: exactly one of HTML and Text is set.
type Document struct {
	HTML     *goquery.Document // nil for a text rendering
	Text     string            // a text rendering: valid UTF-8 with LF line ends and without NUL
	URL      string            // set by the caller where the save says it; "" otherwise
	Encoding string            // the encoding the bytes were read as, by its WHATWG name: "utf-8", "euc-kr"
	Full     bool              // html.Parse built the tree: the quick way was not sure
	Doubts   []Doubt
}

// Doubt is something that decoding had to guess or could not keep.
type Doubt struct {
	Code    string // "charset-guessed", "charset-misdeclared", "charset-damaged", "deep-markup"
	Message string
}

// Error is a page that is none.
type Error struct {
	code string
	why  string
}

func (e *Error) Error() string { return e.why }

// Code is stable: "empty", "not-a-page", "too-many-elements", "too-many-lines", "too-much-text".
func (e *Error) Code() string { return e.code }

// Decode reads the bytes of one page; contentType is the HTTP header of the capture or "". The error is an *Error. The document
// keeps the bytes: nobody may change them afterwards.
func Decode(data []byte, contentType string) (*Document, error) {
	return decode(data, contentType, parse)
}

// Fully is Decode by html.Parse alone. It gives the same tree and doubts and takes longer: tests and benchmarks hold Decode to
// it.
func Fully(data []byte, contentType string) (*Document, error) {
	return decode(data, contentType, parseFully)
}

func decode(data []byte, contentType string, parse func([]byte) (parsed, error)) (*Document, error) {
	if wideEncoding(data) == "" {
		// A save that broke off may be filled up with NULs to the size it was to have.
		data = bytes.TrimRight(data, "\x00")
	}
	if kind := binaryKind(data); kind != "" {
		return nil, &Error{"not-a-page", kind + ", not a page"}
	}
	text, encoding, doubts, err := textOf(data, contentType)
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(text, 0) >= 0 {
		text = bytes.ReplaceAll(text, []byte{0}, nil)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, &Error{"empty", "an empty file"}
	}
	if tooMuchText(text) {
		return nil, &Error{"too-much-text", fmt.Sprintf("more than %d MB of text, not a page", maxText>>20)}
	}
	if kind := otherKind(text); kind != "" {
		return nil, &Error{"not-a-page", kind + ", not a page"}
	}
	doc := &Document{Encoding: encoding, Doubts: doubts}
	if !isHTML(text) {
		doc.Text = strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\r", "\n")
		if strings.Count(doc.Text, "\n") > maxLines {
			return nil, &Error{"too-many-lines", fmt.Sprintf("a text of more than %d lines, not a page", maxLines)}
		}
		return doc, nil
	}
	p, err := parse(text)
	if err != nil {
		return nil, err
	}
	shorten(p.tree, text)
	doc.Full = p.full
	if p.flat {
		doc.Doubts = append(doc.Doubts, Doubt{"deep-markup", "the markup is nested too deep; some of it was left out"})
	}
	doc.HTML = goquery.NewDocumentFromNode(p.tree)
	return doc, nil
}
