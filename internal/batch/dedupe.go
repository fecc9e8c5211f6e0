package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

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
		sum := sha256.Sum256(lettersAndDigits(a.Body))
		return hex.EncodeToString(sum[:16]) // 128 bits: two of a billion articles never have the same in practice
	}
	return ""
}

// lettersAndDigits returns the part of a text that all its renderings share, in lower case.
func lettersAndDigits(text string) []byte {
	kept := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			kept = append(kept, byte(r))
		case 'A' <= r && r <= 'Z':
			kept = append(kept, byte(r)|0x20) // in lower case
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			kept = utf8.AppendRune(kept, unicode.ToLower(r))
		}
	}
	return kept
}
