package extract

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/dom"
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
		doc, err := decode.Decode([]byte(page(n)), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := Article(doc)
		if err != nil {
			a = &article.Article{}
		}
		return holds(a)
	}
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

func TestSameTitleCutShort(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwx" // 24
	if !sameTitle(letters, letters+" yz") {
		t.Error("24 letters are enough for a title cut short")
	}
	if sameTitle(letters[:23], letters+" yz") {
		t.Error("23 letters prove nothing")
	}
}

func TestDistanceOfDate(t *testing.T) {
	for below, want := range map[int]bool{14: true, 15: false} {
		lines := []line{{text: "A whale closes a harbor", kind: article.Heading}}
		for range below - 1 {
			lines = append(lines, line{text: "Share", kind: article.Paragraph})
		}
		lines = classified(append(lines, line{text: "2020-08-26 15:44", kind: article.Paragraph}))
		if h := findHead(lines, hints{}, 0, len(lines)); (h.date >= 0) != want {
			t.Errorf("a date %d lines below the headline: found %v, want %v", below, h.date >= 0, want)
		}
	}
}

func TestLengthOfHeadline(t *testing.T) {
	for length, want := range map[int]bool{2: false, 3: true, 300: true, 301: false} {
		lines := classified([]line{{text: strings.Repeat("w", length), kind: article.Paragraph}})
		if got := canBeHeadline(lines[0]); got != want {
			t.Errorf("a headline of %d bytes: %v, want %v", length, got, want)
		}
	}
}

func TestLengthOfNote(t *testing.T) {
	const label = "Editor's note: "
	for length, want := range map[int]bool{700: true, 701: false} {
		if got := isNote(label + strings.Repeat("w", length-len(label))); got != want {
			t.Errorf("a note of %d bytes: %v, want %v", length, got, want)
		}
	}
}

func TestLengthOfProse(t *testing.T) {
	for length, want := range map[int]bool{39: false, 40: true} {
		lines := classified([]line{{text: "a " + strings.Repeat("w", length-2), kind: article.Paragraph}})
		if got := lines[0].is(prose); got != want {
			t.Errorf("a line of %d bytes: %v, want %v", length, got, want)
		}
	}
}

func parsed(t *testing.T, body string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader("<html><body>" + body + "</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestLengthOfCaption(t *testing.T) {
	for length, want := range map[int]article.BlockType{700: captionKind, 701: article.Paragraph} {
		lines := layout(parsed(t, `<div class="caption">`+strings.Repeat("w", length)+"</div>")).lines
		if got := lines[0].kind; got != want {
			t.Errorf("a caption of %d letters is a %s, want a %s", length, got, want)
		}
	}
}

// A box with a suspicious name is boilerplate if it holds a fifth of the page's letters at most.
func TestShareOfJunk(t *testing.T) {
	const box = 20
	for rest, want := range map[int]bool{4*box - 1: true, 4 * box: false} {
		root := parsed(t, `<div class="related">`+strings.Repeat("b", box)+"</div><p>"+strings.Repeat("w", rest)+"</p>")
		kept := slices.ContainsFunc(layout(root).lines, func(l line) bool { return strings.HasPrefix(l.text, "b") })
		if kept != want {
			t.Errorf("%d letters in a box, %d beside it: kept %v, want %v", box, rest, kept, want)
		}
	}
}

// The title of another article, a heading that is a link, weighs no more than a line above the date.
func TestWeightOfHeadline(t *testing.T) {
	h1, h3 := heading(t, "h1"), heading(t, "h3")
	linked := func(l line) line { l.linked = true; return l }
	if a, b := headlineWeight(linked(h3), false), headlineWeight(line{kind: article.Paragraph}, true); a >= b+1 {
		t.Errorf("a linked h3 weighs %d, a paragraph above the date %d", a, b)
	}
	if a, b := headlineWeight(h1, false), headlineWeight(h3, false); a <= b {
		t.Errorf("h1 weighs %d, h3 %d", a, b)
	}
	if a := headlineWeight(linked(h3), false); a != 1 {
		t.Errorf("a linked h3 weighs %d, want 1", a)
	}
}

func heading(t *testing.T, tag string) line {
	t.Helper()
	for n := range dom.Elements(parsed(t, "<"+tag+">A whale closes a harbor</"+tag+">")) {
		if n.Data == tag {
			return line{text: "A whale closes a harbor", kind: article.Heading, node: n}
		}
	}
	t.Fatalf("no %s", tag)
	return line{}
}

// A box with a form or the card of a reporter is boilerplate up to 500 letters, and up to a third of the body.
func TestLengthOfAside(t *testing.T) {
	for _, test := range []struct {
		box, body int
		want      bool
	}{{500, 5000, true}, {501, 5000, false}, {100, 301, true}, {100, 300, false}} {
		root := parsed(t, "<div>"+strings.Repeat("w", test.box)+"</div><p>"+strings.Repeat("b", test.body-test.box)+"</p>")
		body := root.LastChild.LastChild
		boxes := asideBoxes{body.FirstChild: asideBox{body: body, card: true}}
		if got := boxes.isAside(body.FirstChild); got != test.want {
			t.Errorf("a box of %d letters in a body of %d: boilerplate %v, want %v", test.box, test.body, got, test.want)
		}
	}
}

func TestLengthOfList(t *testing.T) {
	const sentence = "The whale stayed in the harbor until the evening, and nobody went home."
	for between, want := range map[int]int{29: 30, 30: -1} {
		lines := []line{{text: "More from Headlines", kind: article.Paragraph}}
		for range between {
			lines = append(lines, line{text: "Whale seen", kind: article.Paragraph})
		}
		lines = append(lines, line{text: sentence, kind: article.Paragraph}, line{text: sentence, kind: article.Paragraph})
		if got := (page{lines: classified(lines)}).resumesAfterList(0, 0); got != want {
			t.Errorf("an article after %d titles resumes at line %d, want %d", between, got, want)
		}
	}
}
