package extract

import (
	"strings"
	"testing"

	"herald/internal/article"
)

// printed returns what was found in the body of an article: the blocks, the first sentences of which are A, B and C, then who
// signed it, its agency, pictures and notes.
func printed(a *article.Article) string {
	short := strings.NewReplacer(lamps, "A", nobody, "B", counted, "C")
	var blocks []string
	for _, b := range a.Blocks {
		text := short.Replace(b.Text)
		if b.Type != article.Paragraph {
			text = string(b.Type) + " " + text
		}
		blocks = append(blocks, text)
	}
	found := []string{strings.Join(blocks, " / ")}
	add := func(label, value string) {
		if value != "" {
			found = append(found, label+value)
		}
	}
	add("by ", string(a.Byline))
	for _, person := range a.Authors {
		add("mail ", string(person.Email))
	}
	add("from ", string(a.Agency))
	for _, i := range a.Images {
		found = append(found, "picture "+strings.TrimSpace(string(i.Caption)+" "+string(i.Credit)))
	}
	for _, n := range a.Notes {
		add("note ", n)
	}
	return strings.Join(found, ", ")
}

const counted = "It is the third lamp that the town has counted twice."

func TestBodies(t *testing.T) {
	const title = `<a href="/article/10777001">Gate falls again</a>`
	first, second := paragraph(lamps), paragraph(nobody)
	for body, want := range map[string]string{
		first + "<h3>Most Popular</h3><ul><li>" + title + "</li></ul>" + second:                                    "A / B",
		first + "<div><h3>Most Popular</h3><p>" + title + "</p></div>" + second:                                    "A / B",
		first + "<p>Most Popular</p><p>" + title + "</p>" + second:                                                 "A / B",
		first + "<p>Most Popular</p><p>" + title + "</p><p>Yes.</p>" + second:                                      "A / Yes. / B",
		first + "<p>Most Popular</p>" + title + "<h3>Which one</h3>" + second:                                      "A / heading Which one / B",
		first + "<p>Most Popular</p>" + title + "<blockquote>Which one</blockquote>" + second:                      "A / quote Which one / B",
		first + "<blockquote>Most Popular</blockquote>" + second:                                                   "A / quote Most Popular / B",
		first + "<h3>Most Popular</h3>" + second:                                                                   "A / heading Most Popular / B",
		first + second + "<h3>Most Popular</h3>":                                                                   "A / B",
		"<p>Most Popular</p><p>Gate falls again</p>" + first + second:                                              "A / B",
		first + "<p>Published : Feb. 1, 2026 - 16:42:10</p>" + second:                                              "A / B",
		first + "<p>Published : Feb. 2, 2026 - 16:42:10</p>" + second:                                              "A / Published : Feb. 2, 2026 - 16:42:10 / B",
		"<p>Published : Feb. 2, 2026 - 16:42:10</p>" + first + second:                                              "A / B",
		"<p>Business</p>" + first + second:                                                                         "A / B",
		first + "<p>Business</p>" + second:                                                                         "A / Business / B",
		"<p>Town counts its lamps again</p>" + first + second:                                                      "A / B",
		first + "<p>Town counts its lamps again</p>" + second:                                                      "A / Town counts its lamps again / B",
		first + "<p>***</p>" + second:                                                                              "A / B",
		first + "<p>Share</p>" + second:                                                                            "A / B",
		first + "<h3>Share</h3>" + second:                                                                          "A / heading Share / B",
		first + "<h3>Share</h3>":                                                                                   "A",
		first + "<blockquote>Copyright Herald Corporation. All Rights Reserved.</blockquote>" + second:             "A / quote Copyright Herald Corporation. All Rights Reserved. / B",
		first + "<p>" + title + "</p>" + second:                                                                    "A / B",
		first + `<p><a href="https://example.com/a">Gate falls again</a></p>` + second:                             "A / B",
		first + `<p><a href="https://example.com/a">` + nobody + "</a></p>":                                        "A / B",
		first + `<p><a href="/article/10777001">` + nobody + "</a></p>":                                            "A",
		first + `<h3><a href="https://example.com/a">1. The gate</a></h3>` + second:                                "A / heading 1. The gate / B",
		first + `<h3><a href="https://example.com/a">The gate</a></h3>` + second:                                   "A / heading The gate / B",
		first + `<ul><li><a href="https://example.com/a">The gate</a></li><li>A lamp</li></ul>` + second:           "A / B",
		first + "<ul><li>" + title + " Feb. 1, 2026</li></ul>" + second:                                            "A / B",
		first + "<p>Related: " + title + "</p>" + second:                                                           "A / B",
		first + `<p><b>Read more:</b> <a href="https://example.com/a">The gate is shut</a></p>` + second:           "A / B",
		first + "<h3>Related articles:</h3><p>" + title + "</p>" + second:                                          "A / B",
		first + "<h3>The gate</h3>":                                                                                "A",
		first + "<h3>The gate</h3>" + title:                                                                        "A / heading The gate",
		first + "<p><b>The gate</b></p>" + second:                                                                  "A / heading The gate / B",
		first + "<p><b>The gate.</b></p>" + second:                                                                 "A / The gate. / B",
		first + "<p><b>The gate</b></p><p>It fell.</p>" + second:                                                   "A / heading The gate / It fell. / B",
		first + "<p><b>The gate</b></p><p><b>It fell.</b></p>" + second:                                            "A / The gate / It fell. / B",
		first + "<p><b>The gate</b></p>":                                                                           "A / The gate",
		"<p>Dear Editor,<br>the lamp is red.</p>" + first:                                                          "Dear Editor, / the lamp is red. / A",
		"<p>The lamp of the town is<br>red.</p>" + first:                                                           "The lamp of the town is red. / A",
		"<p>The lamp of the town<br>Is red<br><br>Lit.</p>" + first:                                                "The lamp of the town / Is red / Lit. / A",
		"<p>The lamp of<br><br>the town.</p>" + first:                                                              "The lamp of / the town. / A",
		"<p>The lamp of the town is No.<br>2 of them<br><br>It costs Sept.<br>5 won.</p>" + first:                  "The lamp of the town is No. 2 of them / It costs Sept. 5 won. / A",
		"<p>The lamp of the town,</p>" + photo + "<p>which is red, is lit.</p>" + first:                            "The lamp of the town, which is red, is lit. / A, picture ",
		"<p>Dear Editor,</p>" + photo + "<p>the lamp is red.</p>" + first:                                          "Dear Editor, / the lamp is red. / A, picture ",
		first + second + "<p>By Kim Da-sol (dasol@heraldcorp.com)</p><p>Thanks</p>":                                "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + second + "<p>By Kim Da-sol (dasol@heraldcorp.com)</p><p>Thanks</p><p>Again</p>":                    "A / B / Thanks / Again, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + second + "<p>By Kim Da-sol (dasol@</p><p>heraldcorp.com)</p>":                                      "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + second + "<p>Kim Da-sol (</p><p>dasol@heraldcorp.com)</p>":                                         "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + "<p>By Kim Da-sol</p>" + second:                                                                    "A / By Kim Da-sol / B",
		first + "<p>By Kim Da-sol (dasol@heraldcorp.com)</p>" + second:                                             "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + "<p>" + nobody + " By Kim Da-sol (dasol@heraldcorp.com)</p>":                                       "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + "<p>" + nobody + " (Yonhap)</p>":                                                                   "A / B, from Yonhap",
		first + second + "<p>Kim Da-sol</p><p>Staff reporter</p><p>dasol@heraldcorp.com</p>":                       "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + second + "<p>By Kim Da-sol<br>Intern reporter (dasol@heraldcorp.com)</p>":                          "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + second + "<p>Video by Noh Ye-bin</p><p>By Kim Da-sol (dasol@heraldcorp.com)</p>":                   "A / B, by Kim Da-sol, mail dasol@heraldcorp.com, note Video by Noh Ye-bin",
		first + second + "<p>(Yonhap)</p>":                                                                         "A / B, from Yonhap",
		first + second + "<p>Editor's note: The lamp is red.</p>":                                                  "A / B, note Editor's note: The lamp is red.",
		first + second + "<p>This article was translated by a machine.</p>":                                        "A / B, note This article was translated by a machine.",
		first + "<p>Editor's note: The lamp is red.</p>" + second:                                                  "A / B, note Editor's note: The lamp is red.",
		"<p>Editor's note: The lamp is red.</p>" + first + second:                                                  "A / B, note Editor's note: The lamp is red.",
		first + second + "<table><tr><td>a<td>1<tr><td>b<td>2</table>":                                             "A / B / table a\t1\nb\t2",
		"<p>SINPO (AFP) -- " + lamps + "</p>" + second:                                                             "SINPO (AFP) -- A / B, from AFP",
		first + "<p>SINPO (AFP) -- " + nobody + "</p>":                                                             "A / SINPO (AFP) -- B",
		"<p>The lamp of the town is lit and the gate of the hall is shut<br>And so it is<br><br>- One</p>" + first: "The lamp of the town is lit and the gate of the hall is shut And so it is / - One / A",
		"<p>The lamp of the town<br>and its gate<br><br>- One</p>" + first:                                         "The lamp of the town and its gate / - One / A",
		first + photo + "<p>Noh Ye-bin</p>":                                                                        "A / Noh Ye-bin, picture ",
	} {
		if got := printed(articleOf(t, pageWith(body))); got != want {
			t.Errorf("%s:\n%s, want\n%s", body, got, want)
		}
	}
}

// In a body the card of its writer is neither text nor picture, and neither is what a suspicious name holds, unless that is a
// sentence. What is above the first paragraph may be the subheadline.
func TestSignedBodies(t *testing.T) {
	first, second := paragraph(lamps), paragraph(nobody)
	for body, want := range map[string]string{
		first + `<div class="related"><p>The gate is shut, and nobody knows who shut it.</p></div>` + second:                                 "A / The gate is shut, and nobody knows who shut it. / B, by Kim Da-sol",
		first + `<div class="related"><p><a href="/article/10777001">The gate is shut, and nobody knows who shut it.</a></p></div>` + second: "A / B, by Kim Da-sol",
		first + `<div class="banner"><p>The gate is shut, and nobody knows who shut it.</p></div>` + second:                                  "A / B, by Kim Da-sol",
		first + `<div class="related"><blockquote>The gate is shut</blockquote></div>` + second:                                              "A / quote The gate is shut / B, by Kim Da-sol",
		first + `<div class="related"><blockquote><a href="/article/10777001">The gate is shut</a></blockquote></div>` + second:              "A / B, by Kim Da-sol",
		first + `<div class="related"><p>The gate is shut, and nobody knows who shut it</p></div>` + second:                                  "A / B, by Kim Da-sol",
		first + `<div id="x" class="y" data-z="z"><p>The gate is shut.</p></div>` + second:                                                   "A / The gate is shut. / B, by Kim Da-sol",
		first + `<div style="display: none"><p>The gate is shut, and nobody knows who shut it.</p></div>` + second:                           "A / B, by Kim Da-sol",
		first + `<div style="visibility:hidden"><p>The gate is shut.</p></div>` + second:                                                     "A / B, by Kim Da-sol",
		first + `<div style="color: red"><p>The gate is shut.</p></div>` + second:                                                            "A / The gate is shut. / B, by Kim Da-sol",
		first + "<div hidden><p>The gate is shut.</p></div>" + second:                                                                        "A / B, by Kim Da-sol",
		"<div hidden>" + first + second + "</div>":                                                                                           "A / B, by Kim Da-sol",
		first + "<aside><p>The gate is shut.</p></aside>" + second:                                                                           "A / B, by Kim Da-sol",
		first + `<div class="related"><h1>The gate</h1></div>` + second:                                                                      "A / heading The gate / B, by Kim Da-sol",
		first + photo + `<p><a href="/a">Kim Da-sol</a></p>` + second:                                                                        "A / B, by Kim Da-sol",
		first + "<div>" + photo + "<p>Kim Da-sol</p><p>Kim Da-sol writes of lamps</p></div>" + second:                                        "A / B, by Kim Da-sol",
		first + "<div>" + photo + "<p>Noh Ye-bin</p><p>Noh Ye-bin writes of lamps</p></div>" + second:                                        "A / B, by Kim Da-sol, picture Noh Ye-bin Noh Ye-bin writes of lamps",
		first + "<div>" + photo + "<p>Kim Da-sol</p><p>dasol@heraldcorp.com</p></div>" + second:                                              "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		first + `<div class="photo-wrap">` + photo + "<p>" + lamps + " It is lit again.</p></div>" + second:                                  "A / B, by Kim Da-sol, picture " + lamps + " It is lit again.",
		first + "<div>" + photo + "<p>" + lamps + " It is lit again.</p></div>" + second:                                                     "A / A It is lit again. / B, by Kim Da-sol, picture ",
		first + "<div>" + photo + "<p>" + lamps + " It is lit again. (KT)</p></div>" + second:                                                "A / B, by Kim Da-sol, picture " + lamps + " It is lit again. KT",
		first + photo + "<p>At the gate</p><p>Photo: Noh Ye-bin</p>" + second:                                                                "A / B, by Kim Da-sol, picture At the gate Noh Ye-bin",
		first + photo + "<div>At the gate</div>" + second:                                                                                    "A / B, by Kim Da-sol, picture At the gate",
		first + photo + `<p class="caption">At the gate</p>` + second:                                                                        "A / B, by Kim Da-sol, picture At the gate",
		first + photo + "<p>At the gate</p>" + second:                                                                                        "A / At the gate / B, by Kim Da-sol, picture ",
		first + "<figure>" + photo + "<p>At the gate of the town</p><p>At the gate of the town</p></figure>" + second:                        "A / B, by Kim Da-sol, picture At the gate of the town",
		first + photo + photo + "<p class=caption>At the gate</p>" + second:                                                                  "A / B, by Kim Da-sol, picture At the gate",
		first + photo + second + photo + "<p class=caption>At the gate</p>":                                                                  "A / B, by Kim Da-sol, picture At the gate",
		"<p>One lamp more than that</p>" + first + second:                                                                                    "One lamp more than that / A / B, by Kim Da-sol",
		"<h2>One lamp more than that</h2>" + first + second:                                                                                  "A / B, by Kim Da-sol, below One lamp more than that",
		"<h2>One lamp more than that</h2><h2>Two gates less</h2>" + first + second:                                                           "A / B, by Kim Da-sol, below One lamp more than that\nTwo gates less",
		"<h2>One lamp more than that.</h2>" + first + second:                                                                                 "heading One lamp more than that. / A / B, by Kim Da-sol",
		"<h2>One lamp more:</h2>" + first + second:                                                                                           "heading One lamp more: / A / B, by Kim Da-sol",
		"<h2>One</h2><h2>Two</h2><h2>Three</h2>" + first + second:                                                                            "heading One / heading Two / heading Three / A / B, by Kim Da-sol",
	} {
		a := articleOf(t, strings.Replace(pageWith(body), "</section>", "<p>By Kim Da-sol</p></section>", 1))
		got := printed(a)
		if a.Subheadline != "" {
			got += ", below " + string(a.Subheadline)
		}
		if got != want {
			t.Errorf("%s:\n%s, want\n%s", body, got, want)
		}
	}
}

func TestBodiesOfTexts(t *testing.T) {
	const (
		head            = "Town counts its lamps again\n\nBy Noh Ye-bin\n\nPublished : Feb. 1, 2026 - 16:42\n\n"
		one, two, three = lamps + "\n\n", nobody + "\n\n", counted + "\n\n"
	)
	for body, want := range map[string]string{
		one + "Most Popular\n\nGate falls again\n\nWhale seen\n\n" + two + three:                                                  "A / B / C, by Noh Ye-bin",
		one + two + "Most Popular\n\nGate falls again\n\nWhale seen":                                                              "A / B, by Noh Ye-bin",
		one + "View this post on Lampgram\n\n" + two:                                                                              "A / B, by Noh Ye-bin",
		one + "The gate is shut, the lamp is lit, and so on.\n\n— Min Seo (@minseo) June 1, 2021\n\n" + two:                       "A / B, by Noh Ye-bin",
		"— Min Seo (@minseo) June 1, 2021\n\n" + one + two:                                                                        "A / B, by Noh Ye-bin",
		one + "Related: Gate falls again\n\n" + two:                                                                               "A / B, by Noh Ye-bin",
		one + "The town of Sinpyeong has bought a lamp for the\n\ngate of the town.\n\n" + two:                                    "A / The town of Sinpyeong has bought a lamp for the gate of the town. / B, by Noh Ye-bin",
		one + "Kim Da-sol\n\n" + two:                                                                                              "A / B, by Noh Ye-bin, picture Kim Da-sol",
		one + "The lamp at the gate (Yonhap)\n\n" + two + three:                                                                   "A / B / C, by Noh Ye-bin, picture The lamp at the gate Yonhap",
		one + "The lamp at the gate / Yonhap\n\n" + two + three:                                                                   "A / B / C, by Noh Ye-bin, picture The lamp at the gate Yonhap",
		one + "[The lamp at the gate of the town hall]\n\nThe lamp at the gate of the town hall\n\n" + two + three:                "A / B / C, by Noh Ye-bin, picture The lamp at the gate of the town hall",
		one + "The lamp at the gate of the town\n\nThe lamp at the gate of the town\n\n" + two + three:                            "A / B / C, by Noh Ye-bin, picture The lamp at the gate of the town",
		one + two + "By Kim Da-sol (dasol@heraldcorp.com)\n\nBusiness\n\nPolitics\n\nNational\n\n" + three:                        "A / B, by Kim Da-sol, mail dasol@heraldcorp.com",
		one + two + "(Yonhap)\n\nMost Popular\n\nGate falls again\n\n" + three + three:                                            "A / B, by Noh Ye-bin, from Yonhap",
		"  - One lamp\n  - Two lamps\n\n" + one + two:                                                                             "- One lamp / - Two lamps / A / B, by Noh Ye-bin",
		one + two + "Copyright Herald Corporation. All Rights Reserved.":                                                          "A / B, by Noh Ye-bin",
		"[photo.jpg]\n\n" + one + "The lamp at the gate of the town hall The lamp at the gate of the town hall\n\n" + two + three: "A / B / C, by Noh Ye-bin, picture The lamp at the gate of the town hall",
	} {
		if got := printed(articleOf(t, head+body)); got != want {
			t.Errorf("%s:\n%s, want\n%s", body, got, want)
		}
	}
}
