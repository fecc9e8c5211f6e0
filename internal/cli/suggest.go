package cli

import (
	"fmt"
	"strings"
)

// unknownValue returns the usage error for a word that is not one of the known ones; what names the kind of word.
func unknownValue(what, word string, known []string, hint string) *usageError {
	err := &usageError{fmt.Sprintf("unknown %s %q: want one of %s", what, word, strings.Join(known, ", ")), hint}
	return err.suggest(word, known)
}

// suggest makes the known word nearest to what was typed the hint of the error, if one is near.
func (e *usageError) suggest(word string, known []string) *usageError {
	if near := nearest(word, known); near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

// nearest returns the known word that begins with what was typed or is at most two typing errors away, or "". At least half
// of the letters of a short word must match.
func nearest(word string, known []string) string {
	word = strings.ToLower(word)
	best, found := min(3, len(word)/2+1), ""
	for _, k := range known {
		d := distance(word, k)
		if strings.HasPrefix(k, word) {
			d = min(d, 1) // as good as one error
		}
		if d < best {
			best, found = d, k
		}
	}
	return found
}

// distance returns the Levenshtein distance: the number of letters to insert, drop or change that make a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
