// Package claim holds a value together with the place of the page that states it.
package claim

import (
	"strings"

	"golang.org/x/net/html"
)

// Claim is what one place of a page states about one field.
type Claim struct {
	Field string     // JSON name of the field, or one of the constants below; "" where only one field is in question
	From  string     // the selector, metadata key or position that states it
	Value string     // as written there, white space folded
	Node  *html.Node // the element that prints it; nil if it is metadata or the page is a text rendering

	Number int // of a block, a picture or a note, from 1; 0 where there can be only one
}

// Names is what one place states about the authors. The names are as written there, neither checked nor split.
type Names struct {
	From  string
	Names []string
}

// Fields of claims about the body: about a block, the parts of a picture, a note, and a line that signs the article.
const (
	Body      = "body"
	Picture   = "picture"
	Caption   = "caption"
	Credit    = "credit"
	Note      = "note"
	Signature = "signature"
)

// What several readers state as From.
const (
	FromSignature    = "closing line" // the signature below the body
	FromTrail        = "trail above the headline"
	FromHead         = "head of the page" // what all metadata of a page state alike
	FromLine         = "line"             // of a page of another paper
	FromLabelledLine = "labelled line"
)

// What the From of metadata begins with.
const (
	FromJSONLD = "jsonld:"
	FromMeta   = "meta"
)

// IsMetadata reports whether a From is metadata: what it states need not be printed.
func IsMetadata(from string) bool {
	return from == FromHead || strings.HasPrefix(from, FromJSONLD) || strings.HasPrefix(from, FromMeta)
}
