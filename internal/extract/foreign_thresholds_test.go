package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/claim"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// ofGeneric is for what holds of the page of another paper.
func ofGeneric(page func(n int) string, holds func(generic) bool) func(*testing.T, int) bool {
	return func(t *testing.T, n int) bool {
		t.Helper()
		t.Helper()
		doc := document(t, page(n))
		return holds(readGeneric(doc, structured.Read(doc.Nodes[0], nil), ""))
	}
}

func TestGenericThresholds(t *testing.T) {
	const h1, byline = "<h1>Ferry late</h1>", `<div class="byline">By Ann Oar</div>`
	between := func(n int) string { return paragraph(word(n)) }
	hasAuthor := func(g generic) bool { return len(g.authors) == 1 && g.authors[0] == "Ann Oar" }
	testThresholds(t, []threshold{
		{"letters from a byline above down to the headline", 300, 301, ofGeneric(func(n int) string {
			return genericPage("", byline+between(n-len("ByAnnOar"))+h1, "")
		}, hasAuthor)},
		{"letters from the headline down to a byline", 1500, 1501, ofGeneric(func(n int) string {
			return genericPage("", h1+between(n-len("Ferrylate"))+byline, "")
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
		{"bytes of a byline", 500, 501, ofGeneric(func(n int) string {
			return genericPage("", h1+`<div class="byline"><b>By Ann Oar</b><i>`+word(n-len("By Ann Oar"))+"</i></div>", "")
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
		{"elements of a page", 50_000, 50_001, ofGeneric(func(n int) string {
			const others = 17 // of the page
			return genericPage("", h1, "<div><p>"+sentences[1]+" "+sentences[0]+"</p></div><p>"+strings.Repeat("<i></i>", n-others)+"</p>")
		}, func(g generic) bool { return strings.Count(walkText(g.root), sentences[0]) == 2 })}, // in two boxes, of which the densest is one
		{"headings of a page", 50, 51, ofGeneric(func(n int) string {
			return genericPage("<title>Ferry late</title>", strings.Repeat("<h1>"+word(40)+"</h1>", n-1)+h1+byline, "")
		}, hasAuthor)}, // the byline is near to no other heading
	})
}

func TestStoryThresholds(t *testing.T) {
	leafOf := func(letters int, text string, linked float64) leaf {
		return leaf{node: &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}, text: text, letters: letters, linked: linked}
	}
	testThresholds(t, []threshold{
		{"letters of a sentence without end", 60, 59, of(func(n int) bool { return leafOf(n, "Ferry", 0).isProse() })},
		{"letters of a sentence", 20, 19, of(func(n int) bool { return leafOf(n, "Ferry.", 0).isProse() })},
		{"percent of a sentence without end in links", 50, 51, of(func(n int) bool { return leafOf(60, "Ferry", float64(n)/100).isProse() })},
		{"percent of a sentence in links", 80, 81, of(func(n int) bool { return leafOf(60, "Ferry.", float64(n)/100).isProse() })},
		{"letters of a sentence half in links", 60, 59, of(func(n int) bool { return leafOf(n, "Ferry.", 0.6).isProse() })},
		{"letters of a credit", 119, 120, of(func(n int) bool { return leafOf(n, "Photo by Ann Oar", 0).isFurniture() })},
		{"letters of a call to subscribe", 239, 240, of(func(n int) bool { return leafOf(n, "Subscribe", 0).isFurniture() })},
		{"percent of a label in links", 81, 80, of(func(n int) bool { return leafOf(60, "Ferry", float64(n)/100).isFurniture() })},
		{"letters in links of an item of 40 that ends a story", 20, 21, func(t *testing.T, n int) bool {
			t.Helper()
			item := "<li>" + word(40-n) + "<a>" + word(n) + "</a></li>"
			doc := document(t, "<p>"+sentences[0]+"</p><ul>"+item+"</ul>")
			trimBody(doc.Nodes[0], "Ferry late")
			return strings.Contains(walkText(doc.Nodes[0]), "ww")
		}},
		{"letters of furniture beside 100 of a story", 50, 51, func(t *testing.T, n int) bool {
			t.Helper()
			doc := document(t, `<div class="promo">`+word(n)+"</div><p>"+word(100)+"</p>")
			dropFurniture(doc.Nodes[0])
			return normalize.Text(walkText(doc.Nodes[0])) == word(100)
		}},
	})
}

func TestAlike(t *testing.T) {
	for text, want := range map[string]float64{"Ferry late": 1, "Ferry early": 0.5, "Piano found": 0} {
		if got := similarity("Ferry late", text); got != want {
			t.Errorf("the likeness of %q is %v, want %v", text, got, want)
		}
	}
}

// A letter alone names no paper: it would be cut off every title.
func TestLengthOfSiteName(t *testing.T) {
	for name, want := range map[string]int{"X": 0, "XY": 1} {
		if got := siteNames(structured.Data{SiteName: []claim.Claim{{Value: name}}}, ""); len(got) != want {
			t.Errorf("%q gives the names %q", name, got)
		}
	}
}
