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
		return `<div class="letter"><p>Letters from the quay</p>` + strings.Repeat("<p>One lamp a week.</p>", sentences) + "<p>Read it</p></div>"
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
		{"boxes of one name", 2, 1, ofArticle(func(n int) string { return pageWith(text + strings.Repeat(invitation(1), n) + text) }, has("quay"))},
	})
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
