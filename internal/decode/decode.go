// Package decode makes a document of a page's bytes.
//
// In: bytes and what the save says of their type. Out: a tree for HTML, or the text for a text rendering (a browser's
// "save as text", lynx -dump), in NFC-ready UTF-8, with the doubts met on the way. It never judges what the page says
// and never reads a file.
package decode

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"
)

// Document is a page that can be read: exactly one of HTML and Text is set.
type Document struct {
	HTML     *goquery.Document // nil for a text rendering
	Text     string            // a text rendering with LF line ends
	URL      string            // set by the caller where the save says it; "" otherwise
	Encoding string            // the encoding the bytes were read as, by its WHATWG name: "utf-8", "euc-kr"
	Doubts   []Doubt
}

// Doubt is something that decoding had to guess.
type Doubt struct {
	Code    string // "charset-guessed", …
	Message string
}

// Error is a page that is none.
type Error struct {
	code string
	why  string
}

func (e *Error) Error() string { return e.why }

// Code is stable: "empty", "not-a-page".
func (e *Error) Code() string { return e.code }

var markup = regexp.MustCompile(`(?i)<(?:!doctype|html|head|body|div|p|table|article|section)\b`)

// Decode reads the bytes of one page; contentType is the HTTP header of the capture or "".
func Decode(data []byte, contentType string) (*Document, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, &Error{"empty", "an empty file"}
	}
	doc := &Document{Encoding: "utf-8"}
	if !utf8.Valid(data) {
		enc, name, _ := charset.DetermineEncoding(data, contentType)
		decoded, err := enc.NewDecoder().Bytes(data)
		if err != nil {
			return nil, &Error{"not-a-page", "text in no known encoding"}
		}
		data, doc.Encoding = decoded, name
	}
	if !markup.Match(data) {
		doc.Text = string(data)
		return doc, nil
	}
	tree, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
	if err != nil {
		return nil, &Error{"not-a-page", err.Error()}
	}
	doc.HTML = tree
	return doc, nil
}
