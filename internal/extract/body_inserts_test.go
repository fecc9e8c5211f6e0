package extract

import (
	"strings"
	"testing"

	"herald/internal/article"
)

func TestInsertThresholds(t *testing.T) {
	has := func(text string) func(*article.Article) bool {
		return func(a *article.Article) bool { return strings.Contains(a.Body, text) }
	}
	text := paragraph(lamps) + paragraph(nobody)
	invitation := func(sentences int) string {
		return `<div class="letter"><p>Letters from the quay</p>` + strings.Repeat("<p>One lamp a week.</p>", sentences) + `<p><a href="/letters">Read it</a></p></div>`
	}
	testThresholds(t, []threshold{
		{"sentences in a box", 3, 2, ofArticle(func(n int) string { return pageWith(text + invitation(n) + text) }, has("quay"))},
		{"paragraphs beside a box", 2, 3, ofArticle(func(n int) string {
			return pageWith(strings.Repeat(paragraph(lamps), n) + invitation(1))
		}, has("quay"))},
		{"of six paragraphs, those beside a box", 3, 4, ofArticle(func(n int) string {
			beside := strings.Repeat(paragraph(lamps), n)
			return pageWith("<div>" + strings.Repeat(paragraph(nobody), 6-n) + "</div><div>" + beside + invitation(1) + "</div>")
		}, has("quay"))},
		{"letters of a label", 61, 60, ofArticle(func(n int) string {
			return pageWith(text + "<div>quay " + word(n-len("quay ")) + "</div>" + text)
		}, has("quay"))},
		{"titled boxes of one name", 3, 2, ofArticle(func(n int) string {
			return pageWith(text + text + strings.Repeat(`<div class="facts"><h4>Lamps</h4><p>The quay has lamps.</p></div>`, n) + text)
		}, has("quay"))},
		{"of four paragraphs beside it, those in a titled box", 5, 4, ofArticle(func(n int) string {
			return pageWith(text + `<div><h4>The quay</h4>` + strings.Repeat(`<p class="s">`+nobody+"</p>", n) + "</div>" + text)
		}, has("quay"))},
		{"of four paragraphs, those in a titled box beside another of two", 3, 2, ofArticle(func(n int) string {
			box := func(class string, n int) string {
				return `<div class="` + class + `"><h4>The quay</h4>` + strings.Repeat(`<p class="s">`+nobody+"</p>", n) + "</div>"
			}
			return pageWith(text + box("a", 2) + text + box("b", n))
		}, has("quay"))},
		{"boxes of one name", 2, 1, ofArticle(func(n int) string { return pageWith(text + strings.Repeat(invitation(1), n) + text) }, has("quay"))},
	})
}

// What is in a box beside the paragraphs, unlike them, is furniture in any language; the parts of an article are not.
func TestInserts(t *testing.T) {
	body := func(box string) string {
		return paragraph(lamps) + paragraph(nobody) + box + paragraph("Vendors lend their second umbrellas to whoever asks before the rain.") + paragraph("The ferry was late again.")
	}
	title, text := "<h4>Quay</h4>", "<p>Two rooms and a stove.</p>"
	for page, want := range map[string]bool{
		body(`<div><span>Quay</span></div>`):                              false,
		body(`<div><p>Quay</p></div>`):                                    false,
		body(`<p>Quay</p>`):                                               true,
		body(`<h3>Quay</h3>`):                                             true,
		body(`<pre>Quay</pre>`):                                           true,
		body(`<div><b>Quay</b></div>`):                                    true,
		body(`<div class="a">Quay</div><div class="a">Sea</div>`):         true,
		body(`<div><p>Quay</p><p>Sea</p></div>`):                          true,
		body(`<div>` + title + text + `</div>`):                           false,
		body(`<div>` + title + text + `<ul><li>One lamp</li></ul></div>`): false,
		body(`<div>` + title + `<img src="/1.jpg">` + text + `</div>`):    false,
		body(`<div><h3>Quay</h3>` + text + `</div>`):                      true,
		body(`<div><h3>Quay</h3><p class="s">Two rooms.</p></div>`):       false,
		body(`<div>` + title + text + `<p>By Noh Ye-bin</p></div>`):       true,
		body("") + `<div class="b"><p>Quay is bound by a code.</p></div>`: false,
		body("") + `<div><p>Quay is bound by a code.</p></div>`:           true,
		body("") + `<section class="b"><p>Quay and sea.</p><p>Both are full of lamps.</p><p>Nobody pays.</p></section>`:                           true,
		strings.ReplaceAll(strings.ReplaceAll(body(""), "<p>", `<div class="a"><p>`), "</p>", "</p></div>") + `<div class="b"><p>Quay.</p></div>`: true,
	} {
		if got := strings.Contains(articleOf(t, pageWith(page)).Body, "Quay"); got != want {
			t.Errorf("%s: the box is in the body: %v, want %v", page, got, want)
		}
	}
}

func TestLabelledLinkThresholds(t *testing.T) {
	page := func(label string, words int, end string) string {
		return pageWith(paragraph(lamps) + `<p>` + label + `<a href="https://example.com/1">` + strings.Repeat("pier ", words-1) + "pier" + end + "</a></p>" + paragraph(nobody))
	}
	has := func(a *article.Article) bool { return strings.Contains(a.Body, "pier") }
	testThresholds(t, []threshold{
		{"words of a title after its label", 3, 4, ofArticle(func(n int) string { return page("<b>Lee también:</b> ", n, "") }, has)},
		{"letters of the label", 41, 40, ofArticle(func(n int) string { return page("<b>"+capital(n-1)+":</b> ", 6, "") }, has)},
	})
	for _, kept := range []string{page("<b>Lee también</b> ", 6, ""), page("<b>Lee también:</b> ", 6, ".")} {
		if !has(articleOf(t, kept)) {
			t.Errorf("%s: the link is not in the body", kept)
		}
	}
}

func TestNextArticleThresholds(t *testing.T) {
	own := "<h1>Town counts its lamps again</h1><p>Feb. 1, 2026 - 16:42</p>" + paragraph(lamps)
	ends := func(t *testing.T, page string) bool {
		t.Helper()
		lines := layout(parsed(t, page)).lines
		return nextArticle(lines, 0) < len(lines)
	}
	testThresholds(t, []threshold{
		{"lines above the date of the next article", 2, 3, func(t *testing.T, n int) bool {
			t.Helper()
			return ends(t, own+"<h1>Ferry finds its pier</h1>"+strings.Repeat("<p>At sea</p>", n)+"<p>Feb. 2, 2026 - 16:42</p>"+paragraph(nobody))
		}},
		{"lines above its text", 7, 8, func(t *testing.T, n int) bool {
			t.Helper()
			return ends(t, own+"<h1>Ferry finds its pier</h1><p>By Noh Ye-bin</p>"+strings.Repeat("<p>At sea</p>", n-1)+paragraph(nobody))
		}},
		{"rank of its title", 1, 2, func(t *testing.T, n int) bool {
			t.Helper()
			title := strings.Replace("<hN>Ferry finds its pier</hN>", "N", string(rune('0'+n)), 2)
			return ends(t, own+title+"<p>By Noh Ye-bin</p>"+paragraph(nobody))
		}},
		{"paragraphs above it", 1, 0, func(t *testing.T, n int) bool {
			t.Helper()
			return ends(t, "<h1>Town counts its lamps again</h1>"+strings.Repeat(paragraph(lamps), n)+"<h1>Ferry finds its pier</h1><p>By Noh Ye-bin</p>"+paragraph(nobody))
		}},
	})
}

func TestFeedThresholds(t *testing.T) {
	teaser := "<div>The lamps of the quay</div>" + paragraph(lamps) + "<div>Feb. 1, 2026</div>"
	feed := func(t *testing.T, page string) bool {
		t.Helper()
		return isFeed(layout(parsed(t, page)).lines)
	}
	testThresholds(t, []threshold{
		{"dates of a feed", 3, 2, func(t *testing.T, n int) bool { t.Helper(); return feed(t, strings.Repeat(teaser, n)) }},
		{"paragraphs without a date between", 1, 2, func(t *testing.T, n int) bool {
			t.Helper()
			return feed(t, strings.Repeat(teaser, 3)+strings.Repeat(paragraph(nobody), n))
		}},
	})
	if feed(t, strings.Repeat(teaser, 3)+`<h3><a href="/article/10880001">Ferry finds its pier in the fog</a></h3>`) {
		t.Error("a list with links is the weights' job")
	}
}
