package structured

import (
	"fmt"
	"strings"
	"testing"
)

// Each limit has a page just within it and one just beyond, as numbers: a test of the constant would follow it.
func TestLimits(t *testing.T) {
	const article = `{"@type":"NewsArticle","headline":"Ferry late"}`
	headline := func(s Data) bool { return len(s.Headline) == 1 }
	for name, test := range map[string]struct {
		within, beyond int
		page           func(n int) string
		holds          func(s Data) bool
	}{
		"bytes of a block": {4 << 20, 4<<20 + 1, func(n int) string {
			return ldScript(article + strings.Repeat(" ", n-len(article)))
		}, headline},
		"depth of an article": {32, 33, func(n int) string {
			return ldScript(strings.Repeat("[", n) + article + strings.Repeat("]", n))
		}, headline},
		"bytes of a headline": {2000, 2001, func(n int) string {
			return ldScript(`{"@type":"NewsArticle","headline":"` + strings.Repeat("w", n) + `"}`)
		}, headline},
		"bytes of a name": {2000, 2001, func(n int) string {
			return ldScript(`{"@type":"NewsArticle","author":"` + strings.Repeat("w", n) + `"}`)
		}, func(s Data) bool { return len(s.Authors) == 1 }},
	} {
		t.Run(name, func(t *testing.T) {
			for n, want := range map[int]bool{test.within: true, test.beyond: false} {
				if got := test.holds(Read(document(t, test.page(n)).Nodes[0], nil)); got != want {
					t.Errorf("%d: %v, want %v", n, got, want)
				}
			}
		})
	}
}

// Of one field 16 statements count, and 16 names of one statement.
func TestCounts(t *testing.T) {
	var metas, names strings.Builder
	for i := range 17 {
		fmt.Fprintf(&metas, `<meta property="og:title" content="Ferry %d">`, i)
		fmt.Fprintf(&names, `"Ann %d",`, i)
	}
	s := Read(document(t, metas.String()+ldScript(`{"@type":"NewsArticle","author":[`+strings.TrimSuffix(names.String(), ",")+`]}`)).Nodes[0], nil)
	if len(s.Headline) != 16 || len(s.Authors) != 1 || len(s.Authors[0].Names) != 16 {
		t.Errorf("%d headlines, authors %v", len(s.Headline), s.Authors)
	}
}
