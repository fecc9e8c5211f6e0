package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"herald/internal/article"
)

// Dedupe is how the same article saved twice is told; it is kept where it comes first in the order of the input.
type Dedupe string

// The ways to tell. The zero value keeps all.
const (
	ByID   Dedupe = "id"   // the site's own; an article without one is kept
	ByText Dedupe = "text" // the letters and digits of the body, in any case
)

// Key is the same for the same article; "" is an article that can't be told. It is kept to the end of the run and so holds no
// part of a page.
func (d Dedupe) Key(a *article.Article) string {
	switch {
	case d == ByID:
		return strings.Clone(string(a.ID)) // which else keeps the whole page that it was cut from
	case d == ByText && a.Body != "":
		sum := sha256.Sum256([]byte(words(a.Body)))
		return hex.EncodeToString(sum[:16]) // 128 bits: no two of a billion articles meet
	}
	return ""
}

// words leaves of a text what all its renderings share.
func words(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
