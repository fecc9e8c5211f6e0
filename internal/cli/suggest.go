package cli

import (
	"fmt"
	"slices"
	"strings"
)

// unknownValue returns the usage error for a word that is not one of the known ones; what names the kind of word.
func unknownValue(what, word string, known []string, hint string) *usageError {
	err := &usageError{fmt.Sprintf("unknown %s %q: want one of %s", what, word, strings.Join(known, ", ")), hint}
	return err.suggest(word, known)
}

// suggest makes the known word nearest to what was typed the hint of the error, if one is near.
func (e *usageError) suggest(word string, known []string) *usageError {
	near := otherName(word)
	if !slices.Contains(known, near) {
		near = nearest(word, known)
	}
	if near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

// otherName returns herald's name for a word that other programs use, or "".
func otherName(word string) string {
	switch strings.ToLower(word) {
	case "md":
		return "markdown"
	case "ndjson":
		return "jsonl"
	case "sqlite", "sqlite3":
		return "db"
	case "title":
		return "headline"
	case "--force":
		return "--overwrite"
	}
	return ""
}

// nearest returns the known word that begins with what was typed or is at most two typing errors away, or "". In a word of less
// than six letters one error is allowed: "yaml" is not "html".
func nearest(word string, known []string) string {
	word = strings.ToLower(word)
	best, found := 2, ""
	if len(word) >= 6 {
		best = 3
	}
	for _, k := range known {
		d := distance(word, k)
		if strings.HasPrefix(k, word) {
			d = min(d, 1) // as good as one error
		}
		if d < best && d < max(len(word), 1) {
			best, found = d, k
		}
	}
	return found
}

// distance returns the number of typing errors that make a into b: letters inserted, dropped, changed, or swapped with the next.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1) // of errors, for each beginning of a and of b
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
