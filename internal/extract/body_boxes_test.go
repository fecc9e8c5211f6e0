package extract

import (
	"strings"
	"testing"

	"herald/internal/article"
)

func TestAsideBoxThresholds(t *testing.T) {
	has := func(text string) func(*article.Article) bool {
		return func(a *article.Article) bool { return strings.Contains(a.Body, text) }
	}
	text := paragraph(lamps) + paragraph(nobody)
	// What a reader has written below a name and a day.
	posting := func(name string) string {
		return "<div><b>" + name + "</b> <time>Feb. 2, 2026</time><p>Ours has been dark for years.</p></div>"
	}
	teaser := `<div><h3><a href="/lamp">Lamp by lamp</a></h3><p>The lamps of the quay are counted too, says a man with a ladder.</p></div>`
	testThresholds(t, []threshold{
		{"letters beside a player", 151, 150, ofArticle(func(n int) string {
			return pageWith(strings.Repeat(text, 10) + `<div><iframe src="https://example.com"></iframe><span>` + word(n-len("A")) + " A</span></div>" + text)
		}, has(word(20)))},
		{"comments below an article", 1, 2, ofArticle(func(n int) string {
			return pageWith(text + "<div>" + strings.Repeat(posting("lampman"), n) + "</div>")
		}, has("Ours"))},
		{"comments beside two paragraphs", 3, 2, ofArticle(func(n int) string {
			return pageWith(text + "<div>" + strings.Repeat(strings.Replace(posting("lampman"), "for years", "for years and years, says who lives here", 1), n) + "</div>")
		}, has("Ours"))},
		{"letters of a name with its day", 61, 60, ofArticle(func(n int) string {
			return pageWith(text + "<div>" + strings.Repeat(posting(word(n-len(" Feb. 2, 2026"))), 2) + "</div>")
		}, has("Ours"))},
		{"paragraphs above two teasers", 1, 2, ofArticle(func(n int) string {
			return pageWith(strings.Repeat(paragraph(lamps), n) + "<div>" + strings.Repeat(teaser, 2) + "</div>")
		}, has("ladder"))},
	})
}

func TestLowSubheadThreshold(t *testing.T) {
	testThresholds(t, []threshold{
		{"lines between the head and the subheadline", 4, 5, func(t *testing.T, n int) bool {
			t.Helper()
			lines := layout(parsed(t, "<h1>Town counts its lamps again</h1>"+strings.Repeat("<div>Share</div>", n)+
				"<h4>Nobody knows which it is</h4><div>"+paragraph(lamps)+paragraph(nobody)+"</div>")).lines
			h := head{title: lines[0].text, end: 1}
			h.findLowSubhead(lines, len(lines))
			return h.subhead.Value != ""
		}},
		{"lines above the body, if it is known", 2, 1, func(t *testing.T, n int) bool {
			t.Helper()
			lines := layout(parsed(t, "<h1>Town counts its lamps again</h1><h4>Nobody knows which it is</h4><div>"+paragraph(lamps)+paragraph(nobody)+"</div>")).lines
			h := head{title: lines[0].text, end: 1}
			h.findLowSubhead(lines, n)
			return h.subhead.Value != ""
		}},
	})
}

func TestShadowTree(t *testing.T) {
	for mark, want := range map[string]int{`shadowrootmode="open"`: 1, "": 0} {
		lines := layout(parsed(t, "<div><template "+mark+">"+paragraph(lamps)+"</template></div>")).lines
		if len(lines) != want {
			t.Errorf("a template with %q prints %d lines, want %d", mark, len(lines), want)
		}
	}
}

// A name with a day is above what a reader has written; a day alone and a sentence are not.
func TestPostings(t *testing.T) {
	for _, c := range []struct {
		above, below string
		want         bool
	}{
		{"Noh on Feb. 1, 2026", "The lamp is red.", true},
		{"Feb. 1, 2026", "The lamp is red.", false},
		{"Noh lit it on Feb. 1, 2026.", "The lamp is red.", false},
		{"Noh on Feb. 1, 2026, Feb. 2, 2026", "The lamp is red.", false},
		{"Noh on Monday", "The lamp is red.", false},
		{"Noh on Feb. 1, 2026", "The lamp", false},
		{"Noh on Feb. 1, 2026", "Lit.", false},
		{"Noh of " + word(34) + " on Feb. 1, 2026", "The lamp is red.", true},
		{"Noh of " + word(38) + " on Feb. 1, 2026", "The lamp is red.", false},
	} {
		lines := classified([]line{{text: c.above}, {text: c.below}})
		if got := isPosting(lines); got != c.want {
			t.Errorf("%q above %q: %v, want %v", c.above, c.below, got, c.want)
		}
	}
	if isPosting(classified([]line{{text: "Noh on Feb. 1, 2026"}})) {
		t.Error("a posting without words")
	}
}

// The captions are the story, unless a paragraph is below them, or a box whose text is longer.
func TestPhotosAreStory(t *testing.T) {
	const (
		head  = "<title>Town counts its lamps again - The Korea Herald</title><h1>Town counts its lamps again</h1><p>By Kim Da-sol</p><p>Published : Feb. 1, 2026 - 16:42</p><div>"
		brief = "<p>Five stories from here in your inbox, every evening at six.</p>"
	)
	picture := "<figure>" + photo + "<figcaption>" + lamps + " (Yonhap)</figcaption></figure>"
	for below, want := range map[string]string{
		"": lamps,
		"</div><section><h2>Morning Brief</h2>" + brief + "</section>":                        lamps,
		"</div><section><h2>One lamp more</h2>" + paragraph(nobody+" "+nobody) + "</section>": "One lamp more\n\n" + nobody + " " + nobody,
		paragraph("Nobody in the town hall knows which of them it is.") + "</div>":            "Nobody in the town hall knows which of them it is.",
	} {
		if a := articleOf(t, head+picture+below); a.Body != want {
			t.Errorf("%s: got %q, want %q", below, a.Body, want)
		}
	}
}
