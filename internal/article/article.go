// Package article is the value that herald is about: what a saved page says was printed.
//
// In: nothing; extract fills an Article. Out: nothing; encode prints it. The package holds the names and the JSON
// form of the fields and imports only the standard library. It never reads, parses or judges a page.
package article

import (
	"bytes"
	"encoding/json"
)

// Schema names the shape of an Article. It changes when a key is removed or changes its meaning.
const Schema = "herald.article/1"

// Article is one story as printed. Every key is in the JSON form always: a page without the thing has null or [].
// All text is NFC, in UTF-8, without control characters.
type Article struct {
	Schema      string    `json:"schema"`
	Headline    string    `json:"headline"`    // with its kicker: "[Editorial] Share the pain"
	Subheadline Optional  `json:"subheadline"` // the deck below the headline
	Byline      Optional  `json:"byline"`      // who it is by, as printed, without the word By
	Authors     []Author  `json:"authors"`     // the persons in the byline and the closing line
	Agency      Optional  `json:"agency"`      // the news agency the story is from: "Yonhap"
	Date        Optional  `json:"date"`        // first publication: RFC 3339, +09:00 on this site; a bare day where no time is given
	Updated     Optional  `json:"updated"`     // the printed update, in the form of Date
	Day         Optional  `json:"day"`         // the calendar day of Date in Korea: "2020-08-26"
	Section     Optional  `json:"section"`
	Body        string    `json:"body"` // the text of Blocks, joined by one blank line
	Blocks      []Block   `json:"blocks"`
	Images      []Image   `json:"images"`
	Notes       []string  `json:"notes"` // editor's notes, writers' descriptions, video credits
	URL         Optional  `json:"url"`
	ID          Optional  `json:"id"`       // the site's own: ud, the number after /article/, newsMLId
	Language    Optional  `json:"language"` // BCP 47, as far as script and the page's own word tell
	WordCount   int       `json:"word_count"`
	Source      Source    `json:"source"`
	Template    string    `json:"template"` // the rules that read the page; see "herald templates"
	Warnings    []Warning `json:"warnings"`

	// Evidence is filled on demand (--explain) and absent otherwise.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Author is a person, never an agency or a desk; on the page of another paper whoever that credits.
type Author struct {
	Name  string   `json:"name"`
	Email Optional `json:"email"`
}

// BlockType says what a block of the body is.
type BlockType string

// The kinds of block.
const (
	Paragraph BlockType = "paragraph"
	Heading   BlockType = "heading"
	Quote     BlockType = "quote"
	ListItem  BlockType = "list-item"
	Table     BlockType = "table" // rows parted by line feeds, cells by tabs
)

// Block is one piece of the story, in reading order.
type Block struct {
	Type BlockType `json:"type"`
	Text string    `json:"text"`
}

// Image is a picture of the story, or, where the page form has no pictures, what is printed under it.
type Image struct {
	URL     Optional `json:"url"`
	Caption Optional `json:"caption"` // without the credit
	Credit  Optional `json:"credit"`  // without brackets: "Yonhap"
}

// Source tells where the page came from. It holds no run time and no host: the same input gives the same bytes.
type Source struct {
	Path     string   `json:"path"`     // as given; "-" is standard input
	Member   Optional `json:"member"`   // the name inside a container
	Form     string   `json:"form"`     // how it was kept: "html", "text", …
	Encoding string   `json:"encoding"` // the character encoding the bytes were read as: "utf-8"
	Captured Optional `json:"captured"` // RFC 3339, from the save itself, never from the file's time
}

// Warning is a doubt that the article carries. Codes are stable.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Evidence is one thing the page said of one field.
type Evidence struct {
	Field  string `json:"field"`
	From   string `json:"from"` // a selector, a JSON-LD path, a text pattern
	Value  string `json:"value"`
	Agrees bool   `json:"agrees"` // with what the article says
}

// Optional is a string that may be absent; the empty one is null in JSON.
type Optional string

// MarshalJSON writes null for the empty string. It never fails on valid UTF-8.
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

// UnmarshalJSON reads null as the empty string.
func (o *Optional) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*o = ""
	if s != nil {
		*o = Optional(*s)
	}
	return nil
}
