package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
		{"letters of a sentence in the box of a picture", 90, 91, ofArticle(func(n int) string {
			return pageWith("<div>" + photo + paragraph("A "+word(n-len("A ."))+".") + "</div>" + paragraph(lamps) + paragraph(nobody))
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

// What is beside a picture without a box around both is its caption if it is marked so, a name or a credit.
func TestCaptionBesidePicture(t *testing.T) {
	type story struct {
		Captions, Blocks []string
	}
	first, second := paragraph(lamps), paragraph(nobody)
	text := []string{lamps, nobody}
	for body, want := range map[string]story{
		photo + "<p>Kim Da-sol</p>" + first + second:                                                                                                 {[]string{"Kim Da-sol"}, text},
		first + photo + "<p><b>Kim Da-sol</b></p>" + second:                                                                                          {[]string{""}, []string{lamps, "Kim Da-sol", nobody}},
		first + photo + "<h3>Kim Da-sol</h3>" + second:                                                                                               {[]string{""}, []string{lamps, "Kim Da-sol", nobody}},
		first + photo + "<p>The lamp at the gate.</p><p>(KT)</p>" + second:                                                                           {[]string{"The lamp at the gate. [KT]"}, text},
		first + photo + "<p>(KT)</p>" + second:                                                                                                       {[]string{" [KT]"}, text},
		first + "<div>" + photo + "<p>A lamp</p></div><div>" + photo + "</div>" + second:                                                             {[]string{"A lamp"}, text},
		first + "<div>" + photo + "</div><div>" + photo + "<p>A lamp</p></div>" + second:                                                             {[]string{"A lamp"}, text},
		first + `<a href="/article/10777001">` + photo + "</a>" + second:                                                                             {nil, text},
		"<table><tr><td><table><tr><td>" + photo + "</td></tr><tr><td>A lamp</td></tr></table>" + lamps + "<br><br>" + nobody + "</td></tr></table>": {[]string{"A lamp"}, text},
		"<table><tr><td><figure>" + photo + "<p>A lamp</p></figure>" + lamps + "<br><br>" + nobody + "</td></tr></table>":                            {[]string{"A lamp"}, text},
		first + `<img src="https://example.com/lamp.gif">` + second:                                                                                  {nil, text},
		first + `<img src="https://example.com/lamp.gif"><p class=caption>Lit</p>` + second:                                                          {[]string{"Lit"}, text},
	} {
		a := articleOf(t, pageWith(body))
		var got story
		for _, i := range a.Images {
			c := string(i.Caption)
			if i.Credit != "" {
				c += " [" + string(i.Credit) + "]"
			}
			got.Captions = append(got.Captions, c)
		}
		for _, b := range a.Blocks {
			got.Blocks = append(got.Blocks, b.Text)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: -want +got\n%s", body, d)
		}
	}
}

func TestSamePrint(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"abcdefg", "abcdefgh", false}, // 7 letters say nothing
		{"abcdefg", "Abc defg.", true},
		{"", "…", false},
		{"abcdefgh", "abcdefghi", true},
		{"abcdefghi", "abcdefgh", true},
		{word(12), word(20), true}, // three fifths
		{word(12), word(21), false},
		{"A ferry named", `A ferry named "Last Lamp" at the pier of Sorim`, true}, // an alt ends at a quotation mark
		{"A ferry", `A ferry named "Last Lamp" at the pier of Sorim`, false},
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

func TestSubheadThresholds(t *testing.T) {
	hasSubhead := func(a *article.Article) bool { return a.Subheadline != "" }
	described := func(description, body string) string {
		return `<meta property="og:description" content="` + description + `">` + pageWith(body)
	}
	testThresholds(t, []threshold{
		{"lines of a subheadline in the body", 2, 3, ofArticle(func(n int) string {
			return pageWith(strings.Repeat("<h2>One lamp more than it thought</h2>", n) + paragraph(lamps))
		}, hasSubhead)},
		{"letters of a description that shows where a body begins", 20, 19, ofArticle(func(n int) string {
			return described("W "+word(n-1), paragraph("One lamp more than it thought")+paragraph("W "+word(50)+"."))
		}, hasSubhead)},
		{"letters of a description that is not in the body", 20, 19, ofArticle(func(n int) string {
			return described("X"+word(n-1), paragraph(lamps))
		}, func(a *article.Article) bool { return hasWarning(a, "body-start-differs") })},
	})
}

func TestCreditThresholds(t *testing.T) {
	hasCredit := func(text func(n int) string) func(*testing.T, int) bool {
		return of(func(n int) bool { _, by := splitCredit(text(n)); return by != "" })
	}
	testThresholds(t, []threshold{
		{"letters of a credit below a caption", 60, 61, of(func(n int) bool { return isCreditBelow("The lamp at the gate", capital(n)) })},
		{"letters of a long credit in brackets", 80, 81, hasCredit(func(n int) string { return "The lamp at the gate. (" + capital(n) + ")" })},
		{"letters of a short credit in brackets", 2, 1, hasCredit(func(n int) string { return "The lamp at the gate. (" + capital(n) + ")" })},
		{"letters of an announced credit", 60, 61, hasCredit(func(n int) string { return "The lamp at the gate. Photo: " + capital(n) })},
	})
}

func TestBoxThresholds(t *testing.T) {
	title := func(n int) line {
		return line{kind: article.ListItem, text: word(10 + n), links: 10, related: true}
	}
	testThresholds(t, []threshold{
		{"letters of the label of a list", 40, 41, of(func(n int) bool {
			l := classified([]line{{text: capital(n)}})[0]
			return l.isLabel()
		})},
		{"letters beside the link of a title", 20, 21, of(func(n int) bool { return classified([]line{title(n)})[0].isTitle() })},
		{"titles of a list without a label", 2, 1, of(func(n int) bool { return content{titles: n}.isList() })},
		{"labels of a list of two titles", 2, 3, of(func(n int) bool { return content{titles: 2, labels: n}.isList() })},
		{"other lines in a list", 0, 1, of(func(n int) bool { return content{titles: 2, others: n}.isList() })},
		{"bytes of a picture in the page", 201, 200, func(t *testing.T, n int) bool {
			t.Helper()
			const begin = "data:image/png;base64,"
			body := parsed(t, `<img src="`+begin+word(n-len(begin))+`">`).LastChild.LastChild
			return isInlined(body.FirstChild)
		}},
	})
}

func TestCardThresholds(t *testing.T) {
	testThresholds(t, []threshold{
		{"lines of a card up to the name", 4, 5, of(func(n int) bool {
			lines := classified(textLines(strings.Repeat("Share\n\n", n-1) + "Kim Da-sol (dasol@heraldcorp.com)"))
			card, _ := page{lines: lines}.card(0)
			return len(card) == 1
		})},
		{"letters of a card far from the body", 400, 401, ofArticle(func(n int) string {
			const name, mail = "Kim Da-sol", "dasol@heraldcorp.com"
			const label = 40 // letters: not a sentence
			rest := n - letters(name+mail)
			return farCard("<p>" + name + "</p><p>" + mail + "</p>" + strings.Repeat("<p>"+word(label)+"</p>", rest/label) + "<p>" + word(rest%label) + "</p>")
		}, hasMail)},
		{"nodes of a card far from the body", 40, 41, ofArticle(func(n int) string {
			const others = 5 // div, b, text, p, text
			return farCard("<b>Kim Da-sol</b><p>dasol@heraldcorp.com</p>" + strings.Repeat("<i></i>", n-others))
		}, hasMail)},
		{"nodes of a card", 40, 41, func(t *testing.T, n int) bool {
			t.Helper()
			const others = 2 // div, text
			body := parsed(t, "<div>dasol@heraldcorp.com"+strings.Repeat("<i></i>", n-others)+"</div>").LastChild.LastChild
			return mayBeCard(body.FirstChild)
		}},
	})
}

// farCard is a page with a box below labels of other articles, as designs that are not known have the card of the writer.
func farCard(box string) string {
	return "<title>Town counts its lamps again - The Korea Herald</title><h1>Town counts its lamps again</h1><p>By Kim Da-sol</p><p>Published : Feb. 1, 2026 - 16:42</p><div>" +
		paragraph(lamps) + paragraph(nobody) + "</div><ul>" + strings.Repeat("<li><a href=/t/1>Lamps</a></li>", 6) + "</ul><h3>Most Read</h3><div>" + box + "</div>"
}

func hasMail(a *article.Article) bool {
	return len(a.Authors) == 1 && a.Authors[0].Email == "dasol@heraldcorp.com"
}

// The author whom a card names gets its mail, unless the card has two mails.
func TestFarCard(t *testing.T) {
	for box, want := range map[string]bool{
		"<b>Kim Da-sol</b><a href=mailto:dasol@heraldcorp.com></a>":                                           true,
		"<p>Kim Da-sol covers lamps.</p><p>dasol@heraldcorp.com</p>":                                          true,
		"<b>Noh Ye-bin</b><a href=mailto:dasol@heraldcorp.com></a>":                                           false,
		"<b>Kim Da-sol</b><p>dasol@heraldcorp.com</p><p>yebin@heraldcorp.com</p>":                             false,
		"<b>Kim Da-sol</b><p>dasol@heraldcorp.com</p></div><div><b>Noh Ye-bin</b><p>yebin@heraldcorp.com</p>": true,
		"<b>Kim Da-sol</b><a href=mailto:khnews@heraldcorp.com></a>":                                          false,
	} {
		if a := articleOf(t, farCard(box)); hasMail(a) != want {
			t.Errorf("%s: %v", box, a.Authors)
		}
	}
}

func TestNoteThresholds(t *testing.T) {
	const corrected = "This article has been corrected: "
	testThresholds(t, []threshold{
		{"letters of a note on the article", 700, 701, of(func(n int) bool { return isAboutArticle(corrected + word(n-len(corrected))) })},
		{"letters from an article to the machine", 60, 61, of(func(n int) bool { return isAboutArticle("This article " + word(n-2) + " by a machine") })},
		{"letters from a translation to the machine", 40, 41, of(func(n int) bool { return isAboutArticle("Translated " + word(n-2) + " by a machine") })},
		{"letters of a source in brackets", 60, 61, of(func(n int) bool { _, ok := sourceName("(" + capital(n) + ")"); return ok })},
		{"words of a source in brackets", 8, 9, of(func(n int) bool {
			_, ok := sourceName("(" + strings.TrimSpace(strings.Repeat("W ", n)) + ")")
			return ok
		})},
		{"letters of a text that a warning quotes", 60, 61, of(func(n int) bool { return beginning(word(n)) == word(n) })},
	})
}

// The last text of a body may end as a sentence does, or in a table or a list.
func TestUncertainEnd(t *testing.T) {
	for end, want := range map[string]bool{
		paragraph("Town buys a lamp"):                            true,
		"<h3>Town buys a lamp</h3>":                              false, // no heading ends a body
		paragraph("Town buys a lamp."):                           false,
		paragraph("“Town buys a lamp”"):                          false,
		"<ul><li>Town buys a lamp</li></ul>":                     false,
		paragraph("By Kim Da-sol (dasol@heraldcorp.com)"):        false,
		"<table><tr><td>A<td>1<tr><td>B<td>2</table>":            false,
		"<blockquote>The lamp at the gate is red</blockquote>":   false,
		paragraph("A lamp is at the gate (it is the first one)"): false,
	} {
		a := articleOf(t, pageWith(paragraph(lamps)+paragraph(nobody)+end))
		if got := hasWarning(a, "body-end-uncertain"); got != want {
			t.Errorf("a body that ends in %s: warned %v, want %v", end, got, want)
		}
	}
	if a := articleOf(t, pageWith("<figure>"+photo+"<figcaption>The lamp at the gate on Monday, after the storm</figcaption></figure>")); a.Body == "" || len(a.Warnings) > 0 {
		t.Errorf("a photo story has the body %q and the warnings %v", a.Body, a.Warnings)
	}
}

func hasWarning(a *article.Article, code string) bool {
	return slices.ContainsFunc(a.Warnings, func(w article.Warning) bool { return w.Code == code })
}

// Without a description only another element, another class or bold print shows the subheadline in a body.
func TestSubheadByElement(t *testing.T) {
	const first = "One lamp more than it thought"
	for above, want := range map[string]string{
		"<p>" + first + "</p>":              "",
		"<h2>" + first + "</h2>":            first,
		"<p class=q1>" + first + "</p>":     first,
		"<p><b>" + first + "</b></p>":       first,
		"<p><b>Dear lamps of ours,</b></p>": "",
	} {
		if a := articleOf(t, pageWith(above+paragraph(lamps)+paragraph(nobody))); string(a.Subheadline) != want {
			t.Errorf("below %s the subheadline is %q, want %q", above, a.Subheadline, want)
		}
	}
}
