package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/structured"
)

// ofGeneric is for what holds of the page of another paper.
func ofGeneric(page func(n int) string, holds func(generic) bool) func(*testing.T, int) bool {
	return func(t *testing.T, n int) bool {
		t.Helper()
		return holds(readPaper(document(t, page(n))))
	}
}

func TestGenericThresholds(t *testing.T) {
	const h1, byline = "<h1>Ferry late</h1>", `<div class="byline">By Ann Oar</div>`
	story := paragraph(lamps) + paragraph(nobody) // what is below is not in the head
	between := func(n int) string { return paragraph(word(n)) }
	hasAuthor := func(g generic) bool { return len(g.authors) == 1 && g.authors[0] == "Ann Oar" }
	testThresholds(t, []threshold{
		{"letters from a byline above down to the headline", 300, 301, ofGeneric(func(n int) string {
			return genericPage("", byline+between(n-len("ByAnnOar"))+h1, "")
		}, hasAuthor)},
		{"letters from the headline down to a byline", 1500, 1501, ofGeneric(func(n int) string {
			return genericPage("", h1+story+between(n-len("Ferrylate")-letters(lamps+nobody))+byline, "")
		}, hasAuthor)},
		{"letters above the headline, which count threefold", 30, 31, ofGeneric(func(n int) string {
			const other = `<div class="byline">By Bo Keel</div>`
			return genericPage("", byline+between(n-len("ByAnnOar"))+h1+between(90-len("Ferrylate"))+other, "")
		}, hasAuthor)},
		{"bytes of a closing byline", 250, 251, ofGeneric(func(n int) string {
			return genericPage("", h1, paragraph("Ann "+capital(n-len("Ann "))))
		}, func(g generic) bool { return len(g.authors) == 1 })},
		{"letters beside a date", 34, 35, ofGeneric(func(n int) string {
			return genericPage("", h1+"<div>3 Feb 2031 "+word(n-len("Feb"))+"</div>", "")
		}, func(g generic) bool { return g.published != "" })},
		{"bytes of a byline", 250, 251, ofGeneric(func(n int) string {
			return genericPage("", h1+story+`<div class="byline"><b>By Ann Oar</b><i>`+word(n-len("By Ann Oar"))+"</i></div>", "")
		}, hasAuthor)},
		{"letters between two writers", 10, 11, ofGeneric(func(n int) string {
			const author = `<span class="author">`
			return genericPage("", h1+author+"Ann Oar</span> "+word(n)+" "+author+"Bo Keel</span>", "")
		}, func(g generic) bool { return len(g.authors) == 2 })},
		{"words of a desk", 5, 6, ofGeneric(func(n int) string {
			return genericPage("", h1+`<div class="byline">By the`+strings.Repeat(" quay", n-2)+"</div>", "")
		}, func(g generic) bool { return len(g.authors) > 0 })},
		{"bytes of scripts", 4 << 20, 4<<20 + 1, ofGeneric(func(n int) string {
			const said = `state={"a":"Why the ferry was late"}`
			return genericPage(`<meta property="og:title" content="Why the ferry was late">`+ldScript(`{"@type":"NewsArticle","headline":"Ferry late"}`)+
				"<script>"+strings.Repeat(" ", n-len(said))+"</script><script>"+said+"</script>", "", "")
		}, func(g generic) bool { return g.headline == "Why the ferry was late" })},
	})
}

func TestForeignRegionThresholds(t *testing.T) {
	// written is a line that begins with a text and has so many letters, of which so many are in links.
	written := func(begin, end string, count, linked int) *line {
		filling := word(count - letters(begin) - letters(end))
		return &line{text: begin + filling + end, links: linked, kind: article.Paragraph, node: &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}}
	}
	testThresholds(t, []threshold{
		{"letters of a sentence without end", 60, 59, of(func(n int) bool { return written("", "", n, 0).isSentence() })},
		{"letters of a sentence", 20, 19, of(func(n int) bool { return written("", ".", n, 0).isSentence() })},
		{"letters of a sentence without end in links, of 60", 30, 31, of(func(n int) bool { return written("", "", 60, n).isSentence() })},
		{"letters of a sentence in links, of 60", 48, 49, of(func(n int) bool { return written("", ".", 60, n).isSentence() })},
		{"letters of a sentence half in links", 60, 59, of(func(n int) bool { return written("", ".", n, 36).isSentence() })},
		{"letters of a credit", 119, 120, of(func(n int) bool { return written("Photo by ", "", n, 0).isForeignFurniture() })},
		{"letters of a call to subscribe", 239, 240, of(func(n int) bool { return written("Subscribe ", "", n, 0).isForeignFurniture() })},
		{"letters of furniture beside 100 of a body", 50, 51, func(t *testing.T, n int) bool {
			t.Helper()
			lines := layout(document(t, `<div class="commentary">`+word(n)+"</div><p>"+word(100)+"</p>").Nodes[0]).lines
			return bodyText(removeNamed(lines, nil)) == word(100)
		}},
		{"ledes above a body", 3, 4, func(t *testing.T, n int) bool {
			t.Helper()
			page := "<h1>Ferry late</h1>"
			for i := range n {
				page += fmt.Sprintf("<div><p>%d %s</p></div>", i, sentences[2])
			}
			g := readPaper(document(t, page+"<div><p>"+strings.Repeat(sentences[0], 9)+"</p></div>"))
			return strings.Contains(bodyText(g.lines), sentences[2])
		}},
		{"letters of a second box beside 1000", 500, 499, regionHolds(func(n int) string {
			return "<div><p>" + word(1000) + "</p></div><div><p>" + word(n) + "</p></div>"
		})},
		{"letters of a paragraph beside a box of 1000", 100, 99, regionHolds(func(n int) string {
			return "<div><p>" + word(1000) + "</p></div><p>" + word(n) + "</p>"
		})},
		{"letters of labels beside a second box of 600", 1800, 1801, regionHolds(func(n int) string {
			const label = 50 // letters: too short for a sentence
			labels := strings.Repeat("<b>"+word(label)+"</b><br>", n/label) + "<b>" + word(n%label) + "</b>"
			return "<div><p>" + word(1000) + "</p></div><div><p>" + word(600) + "</p></div><div>" + labels + "</div>"
		})},
		{"letters of a form, of 1000", 500, 501, func(t *testing.T, n int) bool {
			t.Helper()
			doc := document(t, "<form><p>"+word(n)+"</p></form><p>"+word(1000-n)+"</p>")
			return newProseMap(layout(doc.Nodes[0]).lines).apart[find(doc, "form")]
		}},
	})
}

// regionHolds is for what makes the element around two boxes the body.
func regionHolds(boxes func(n int) string) func(*testing.T, int) bool {
	return func(t *testing.T, n int) bool {
		t.Helper()
		doc := document(t, "<main><section>"+boxes(n)+"</section></main>")
		p := layout(doc.Nodes[0])
		return p.bodyRegion(newProseMap(p.lines), "", head{}).root == find(doc, "section")
	}
}

func find(doc *goquery.Document, selector string) *html.Node { return doc.Find(selector).Nodes[0] }

// A letter alone names no paper: it would be cut off every title.
func TestLengthOfSiteName(t *testing.T) {
	for name, want := range map[string]int{"X": 0, "XY": 1} {
		if got := siteNames(structured.Data{SiteName: []claim.Claim{{Value: name}}}, ""); len(got) != want {
			t.Errorf("%q gives the names %q", name, got)
		}
	}
}
