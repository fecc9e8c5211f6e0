package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"herald/internal/article"
)

// Dedupe is how duplicates are detected: of an article that was saved twice, the first in the order of the input is kept. The
// zero value keeps all.
type Dedupe string

// The ways to detect duplicates.
const (
	ByID   Dedupe = "id"   // equal ids of the site; an article without an id is kept
	ByText Dedupe = "text" // equal letters and digits in the body, ignoring case
)

// Key returns a key that is equal for duplicates, "" for an article that has none. Keys are kept to the end of a run and
// therefore share no memory with a page.
func (d Dedupe) Key(a *article.Article) string {
	switch {
	case d == ByID:
		return strings.Clone(string(a.ID)) // the id is a substring of the page and would keep it in memory
	case d == ByText && a.Body != "":
		sum := sha256.Sum256([]byte(lettersAndDigits(a.Body)))
		return hex.EncodeToString(sum[:16]) // 128 bits: two of a billion articles never have the same in practice
	}
	return ""
}

// lettersAndDigits returns the part of a text that all its renderings share, in lower case.
func lettersAndDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
