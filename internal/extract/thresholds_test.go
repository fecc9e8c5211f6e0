package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/decode"
)

// threshold is a number of the code that decides something: what holds with within pieces does not hold with beyond. Both
// are numbers: a test of the constant would follow it.
type threshold struct {
	name           string
	within, beyond int
	holds          func(t *testing.T, n int) bool
}

func testThresholds(t *testing.T, all []threshold) {
	t.Helper()
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			if !c.holds(t, c.within) {
				t.Errorf("not with %d", c.within)
			}
			if c.holds(t, c.beyond) {
				t.Errorf("also with %d", c.beyond)
			}
		})
	}
}

// of is for what needs no test to make it.
func of(holds func(n int) bool) func(*testing.T, int) bool {
	return func(_ *testing.T, n int) bool { return holds(n) }
}

// ofArticle is for what holds of the article of a page; that of a rejected page is empty.
func ofArticle(page func(n int) string, holds func(*article.Article) bool) func(*testing.T, int) bool {
	return func(t *testing.T, n int) bool {
		t.Helper()
		return holds(articleOf(t, page(n)))
	}
}

// articleOf returns the article of a page; that of a rejected page is empty.
func articleOf(t *testing.T, page string) *article.Article {
	t.Helper()
	doc, err := decode.Decode([]byte(page), "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Article(doc)
	if err != nil {
		return &article.Article{}
	}
	return a
}

// Sentences of a body.
const (
	lamps  = "The town of Sinpyeong has counted its lamps, and has one more than it thought."
	nobody = "Nobody in the town hall knows which of them it is, nor who pays for its light."
)

func paragraph(s string) string { return "<p>" + s + "</p>" }

func word(n int) string { return strings.Repeat("w", n) }

// capital returns a word of n letters that begins with a capital.
func capital(n int) string { return "W" + word(n-1) }

func pageWith(body string) string {
	return `<section class="view_top"><div class="news_title"><h1>Town counts its lamps again</h1></div>` +
		`<p class="date">Published : Feb. 1, 2026 - 16:42:10</p></section><article id="articleText">` + body + "</article>"
}

const photo = `<img src="https://example.com/lamp.jpg">`

func caption(a *article.Article) string {
	if len(a.Images) == 0 {
		return ""
	}
	return string(a.Images[0].Caption)
}

func hasCaption(a *article.Article) bool { return caption(a) != "" }

func oneImage(a *article.Article) bool { return len(a.Images) == 1 }

func parsed(t *testing.T, body string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader("<html><body>" + body + "</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	return root
}
