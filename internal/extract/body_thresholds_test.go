package extract

import (
	"slices"
	"strings"
	"testing"

	"herald/internal/article"
)

func TestCaptionThresholds(t *testing.T) {
	const prose = "<p>" + lamps + "</p><p>" + nobody + "</p>"
	testThresholds(t, []threshold{
		{"letters of a credit in its own element", 60, 61, ofArticle(func(n int) string {
			return pageWith("<figure>" + photo + "<figcaption>A lamp in Sinpyeong<span>" + capital(n) + "</span></figcaption></figure>" + prose)
		}, func(a *article.Article) bool { return caption(a) == "A lamp in Sinpyeong" })},
		{"words before a credit in its own element", 3, 2, ofArticle(func(n int) string {
			return pageWith("<figure>" + photo + "<figcaption>" + strings.Repeat("Lamp ", n) + "<span>Kim Da-sol</span></figcaption></figure>" + prose)
		}, func(a *article.Article) bool { return string(a.Images[0].Credit) == "Kim Da-sol" })},
		{"captions below a picture", 4, 5, ofArticle(func(n int) string {
			var b strings.Builder
			for _, place := range []string{"gate", "quay", "hall", "well", "mill"}[:n] {
				b.WriteString(`<div class="caption">The lamp at the ` + place + "</div>")
			}
			return pageWith(photo + b.String() + prose)
		}, oneImage)},
		{"lines in the box of a picture", 3, 4, ofArticle(func(n int) string {
			return pageWith("<figure>" + photo + "<p>At the gate</p><p>At the quay</p><p>At the hall</p><p>At the well</p>"[:n*len("<p>At the gate</p>")] + "</figure>" + prose)
		}, hasCaption)},
		{"nodes in the box of a picture", 1000, 1001, ofArticle(func(n int) string {
			const others = 4 // div, img, p, text
			return pageWith("<div>" + photo + "<p>The lamp at the gate</p>" + strings.Repeat("<i></i>", n-others) + "</div>" + prose)
		}, hasCaption)},
		{"letters beside the box of a picture", 41, 40, ofArticle(func(n int) string {
			return pageWith("<div>" + photo + paragraph("a "+word(39)) + "</div>" + paragraph("a "+word(n-1)))
		}, hasCaption)},
		{"paragraphs of one kind, above which another is a caption", 2, 1, ofArticle(func(n int) string {
			return pageWith(photo + "<div>The lamp at the gate</div>" + strings.Repeat(paragraph(lamps), n))
		}, hasCaption)},
		{"photos of a story that is its captions", 3, 4, ofArticle(func(n int) string {
			var b strings.Builder
			for _, place := range []string{"gate", "quay", "hall", "well"}[:n] {
				b.WriteString(`<figure><img src="https://example.com/` + place + `.jpg"><figcaption>The lamp at the ` + place + "</figcaption></figure>")
			}
			return pageWith(b.String())
		}, func(a *article.Article) bool { return a.Body != "" })},
	})
}

func TestSamePrint(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"abcdefg", "abcdefgh", false}, // 7 letters say nothing
		{"abcdefgh", "abcdefghi", true},
		{word(12), word(20), true}, // three fifths
		{word(12), word(21), false},
	} {
		if got := samePrint(c.a, c.b); got != c.want {
			t.Errorf("samePrint(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestParagraphThresholds(t *testing.T) {
	blocks := func(n int) func(*article.Article) bool {
		return func(a *article.Article) bool { return len(a.Blocks) == n }
	}
	testThresholds(t, []threshold{
		{"letters of a headline that is repeated in capitals", 25, 24, ofArticle(func(n int) string {
			return strings.Replace(pageWith(paragraph(capital(n))+paragraph(lamps)), "Town counts its lamps again", strings.ToUpper(capital(n)), 1)
		}, blocks(1))},
		{"letters of a heading in bold", 80, 81, ofArticle(func(n int) string {
			return pageWith(paragraph(lamps) + "<p><b>" + capital(n) + "</b></p>" + paragraph(nobody))
		}, func(a *article.Article) bool { return a.Blocks[1].Type == article.Heading })},
		{"lines of a verse", 3, 2, ofArticle(func(n int) string {
			return pageWith(paragraph(strings.Repeat("Lamps are red,<br>", n)) + paragraph(lamps))
		}, func(a *article.Article) bool { return a.Blocks[0].Text == "Lamps are red," })},
		{"letters of a line of verse", 60, 61, ofArticle(func(n int) string {
			return pageWith(paragraph(strings.Repeat(capital(n-1)+",<br>", 3)) + paragraph(lamps))
		}, func(a *article.Article) bool { return len(a.Blocks) == 4 })},
		{"lines of a verse of six that begin small", 2, 3, ofArticle(func(n int) string {
			return pageWith(paragraph(strings.Repeat("lamps are red,<br>", n)+strings.Repeat("Lamps are red,<br>", 6-n)) + paragraph(lamps))
		}, func(a *article.Article) bool { return len(a.Blocks) == 7 })},
		{"letters of a text that a photo interrupts", 80, 79, ofArticle(func(n int) string {
			return pageWith(paragraph("A "+word(n-2)) + photo + paragraph(nobody))
		}, blocks(1))},
		{"lines between a heading after a list and its text", 3, 4, ofArticle(func(n int) string {
			return pageWith(paragraph(lamps) + `<p>Related articles</p><p><a href="/article/1">Town buys a lamp</a></p><h3>Which one</h3>` +
				strings.Repeat(paragraph("A lamp"), n) + paragraph(nobody))
		}, func(a *article.Article) bool {
			return slices.ContainsFunc(a.Blocks, func(b article.Block) bool { return b.Text == "Which one" })
		})},
	})
}

func TestSignatureThresholds(t *testing.T) {
	const signed = "<p>By Kim Da-sol (dasol@heraldcorp.com)</p>"
	agency := func(a *article.Article) bool { return a.Agency == "Yonhap" }
	testThresholds(t, []threshold{
		{"lines from the end of an agency tag to the end", 3, 4, ofArticle(func(n int) string {
			return pageWith(paragraph(lamps+" (Yonhap)") + strings.Repeat(paragraph(nobody), n-1))
		}, agency)},
		{"agency tags of a roundup", 2, 1, ofArticle(func(n int) string {
			return pageWith(strings.Repeat(paragraph(lamps+" (Yonhap)"), n) + strings.Repeat(paragraph(nobody), 5))
		}, agency)},
		{"lines of the site below the signature", 1, 2, ofArticle(func(n int) string {
			return pageWith(paragraph(lamps) + signed + strings.Repeat(paragraph("Lamp by lamp"), n))
		}, func(a *article.Article) bool { return a.Body == lamps })},
		{"letters of a text whose end is searched for a signature", 2000, 2001, ofArticle(func(n int) string {
			const begin, end = "Noah Smith is a columnist of ", ". -- Ed."
			page := pageWith(paragraph(lamps) + paragraph(begin+word(n-len(begin)-len(end))+end))
			return strings.Replace(page, `<p class="date">`, `<p>By Noah Smith</p><p class="date">`, 1)
		}, func(a *article.Article) bool { return len(a.Notes) == 1 })},
		{"signatures of a roundup", 100, 101, ofArticle(func(n int) string {
			return pageWith(strings.Repeat(paragraph(lamps)+signed, n))
		}, func(a *article.Article) bool { return !strings.Contains(a.Body, "Da-sol") })},
	})
}
