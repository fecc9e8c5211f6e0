package extract_test

import (
	"strings"
	"testing"

	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/extract/site"
)

// A template of the user reads a page only if its body holds the words of a brief; below that the page is read as without it.
// A list stays a list.
func TestUserTemplateFallsBack(t *testing.T) {
	set, err := site.ParseFile([]byte("templates: [{name: mine, mark: .ttl, headline: .ttl, body: .copy}]"))
	if err != nil {
		t.Fatal(err)
	}
	const row = `<p><a href="/a">The harbor opens again after the long and cold winter</a></p>`
	for body, want := range map[string]string{
		"<p>Seven words make no brief at all.</p>":      "",
		"<p>Eight words make a brief of this page.</p>": "mine",
		strings.Repeat(row, 6):                          "",
	} {
		page := `<html><body><div class="ttl">A headline of the page</div><div class="copy">` + body + `</div></body></html>`
		doc, err := decode.Decode([]byte(page), "")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a, err := (extract.Reader{Templates: set}).Article(doc); err == nil {
			got = a.Template
		}
		if got != want {
			t.Errorf("%s is read by %q, want %q", body, got, want)
		}
	}
}
