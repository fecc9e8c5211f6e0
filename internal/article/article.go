// Package article defines the article that herald extracts from a saved page, its JSON form and its JSON Schema.
//
// In: nothing; package extract fills an [Article]. Out: nothing; package encode prints it. The package holds names and
// types and imports only the standard library. It never reads, parses or validates a page.
package article

import (
	"bytes"
	"encoding/json"
)

// Schema identifies the shape of an [Article]. It changes when a key is removed or changes its meaning.
const Schema = "herald.article/1"

// Article is one article as printed on the page. Its JSON form always has every key: a value that the page lacks is null or
// []. All text is UTF-8 in Unicode normalization form C, without control characters.
type Article struct {
	Schema      string    `json:"schema"`
	Headline    string    `json:"headline"`    // with its kicker: "[Editorial] Share the pain"
	Subheadline Optional  `json:"subheadline"` // several key points are separated by line feeds
	Byline      Optional  `json:"byline"`      // as printed, without the word By
	Authors     []Author  `json:"authors"`     // the persons named in byline and signature
	Agency      Optional  `json:"agency"`      // the news agency that supplied the article: "Yonhap"
	Date        Optional  `json:"date"`        // first publication: RFC 3339, +09:00 on this site; a bare day if no time is printed
	Updated     Optional  `json:"updated"`     // the printed update, in the form of Date
	Day         Optional  `json:"day"`         // the calendar day of Date in Korea: "2020-08-26"
	Section     Optional  `json:"section"`
	Body        string    `json:"body"` // the texts of Blocks, separated by one blank line
	Blocks      []Block   `json:"blocks"`
	Images      []Image   `json:"images"`
	Notes       []string  `json:"notes"` // editor's notes, corrections, descriptions of the writer, video credits
	URL         Optional  `json:"url"`
	ID          Optional  `json:"id"`       // the site's own: ud, the number after /article/, newsMLId
	Language    Optional  `json:"language"` // BCP 47, from the script of the text and the declaration of the page
	WordCount   int       `json:"word_count"`
	Source      Source    `json:"source"`
	Template    string    `json:"template"` // the rules that read the page; "herald templates" lists them
	Warnings    []Warning `json:"warnings"`

	// Evidence is filled on demand (--explain) and absent otherwise.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Author is a person, never an agency or a desk. On a page of another paper it is any party that the page credits.
type Author struct {
	Name  string   `json:"name"`
	Email Optional `json:"email"`
}

// BlockType classifies a [Block] of the body.
type BlockType string

// The types of blocks.
const (
	Paragraph BlockType = "paragraph"
	Heading   BlockType = "heading"
	Quote     BlockType = "quote"
	ListItem  BlockType = "list-item"
	Table     BlockType = "table" // rows separated by line feeds, cells by tabs
)

// Block is one piece of the body. Blocks are in reading order.
type Block struct {
	Type BlockType `json:"type"`
	Text string    `json:"text"`
}

// Image is a picture of the article. If the page was saved without pictures, as text is, it has a caption only.
type Image struct {
	URL     Optional `json:"url"`
	Caption Optional `json:"caption"` // without the credit
	Credit  Optional `json:"credit"`  // without brackets: "Yonhap"
}

// Source states where the page came from. It holds neither run time nor host: the same input yields the same bytes.
type Source struct {
	Path     string   `json:"path"`     // as given by the user; "-" is standard input
	Member   Optional `json:"member"`   // the name inside a container
	Form     string   `json:"form"`     // how the page was saved: "html", "text", …
	Encoding string   `json:"encoding"` // the character encoding that the bytes were decoded with: "utf-8"
	Captured Optional `json:"captured"` // RFC 3339, from the save itself, never the file's modification time
}

// Warning is a doubt about the article. Codes are stable.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Evidence is what one part of the page states about one field.
type Evidence struct {
	Field  string `json:"field"`
	From   string `json:"from"` // a selector, a JSON-LD path or a text pattern
	Value  string `json:"value"`
	Agrees bool   `json:"agrees"` // whether the article has the same value
}

// Optional is a string that may be absent: the empty string is null in JSON.
type Optional string

// MarshalJSON encodes the empty string as null, and every other one without HTML escaping.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(string(o)); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// UnmarshalJSON decodes a string, or null as the empty string. It returns the error of [json.Unmarshal] for any other value.
func (o *Optional) UnmarshalJSON(b []byte) error {
	if string(b) == "null" { // most fields of most articles
		*o = ""
		return nil
	}
	return json.Unmarshal(b, (*string)(o))
}
