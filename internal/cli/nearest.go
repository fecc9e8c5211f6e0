package cli

import (
	"fmt"
	"strings"
)

// unknown says that a word is none of those that can stand there, and which was likely meant.
func unknown(kind, word string, known []string) string {
	meant := ""
	if near := nearest(word, known); near != "" {
		meant = fmt.Sprintf(" (did you mean %q?)", near)
	}
	return fmt.Sprintf("unknown %s %q%s; there are: %s", kind, word, meant, strings.Join(known, ", "))
}

// nearest is the known word that begins with what was typed, or is at most two typing errors away, or "". Of a short word
// half of the letters must be left to go by.
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

// distance counts the letters to insert, drop or change that make a into b (Levenshtein).
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
