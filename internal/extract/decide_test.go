package extract

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"herald/internal/decode"
	"herald/internal/extract/structured"
)

// TestQualityDecision prints how many real pages of each kind are accepted. The floor is the share of articles, and the ceiling
// that of lists, a little beyond what was measured in Nov. 2026: 89 of 90, and 14 of 75.
func TestQualityDecision(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 260 real pages")
	}
	const fewestArticles, mostLists = 0.98, 0.2
	shared := sharedDir(t)
	labels, err := os.ReadFile(filepath.Join(shared, "types", "labels.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]*score{"lists": {}}
	for l := range strings.Lines(string(labels)) {
		id, kind := field(l, "id"), field(l, "type")
		_, err := Article(realPage(t, filepath.Join(shared, "types", "html", id+".html.gz")))
		if kinds[kind] == nil {
			kinds[kind] = &score{}
		}
		kinds[kind].add(mark(err == nil))
		if kind == "listing" || kind == "collection" {
			kinds["lists"].add(mark(err == nil))
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%-14s %3.0f of %d accepted", kind, kinds[kind].sum, kinds[kind].n)
	}
	if got := kinds["article"].mean(); got < fewestArticles {
		t.Errorf("%.3f of the articles are accepted, want %.3f", got, fewestArticles)
	}
	if got := kinds["lists"].mean(); got > mostLists {
		t.Errorf("%.3f of the lists are accepted, want at most %.3f", got, mostLists)
	}
}

// field returns the value of a string in a line of JSON without escapes in it.
func field(line, name string) string {
	_, rest, _ := strings.Cut(line, fmt.Sprintf("%q: \"", name))
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

func realPage(t *testing.T, name string) *decode.Document {
	t.Helper()
	doc, err := decode.Decode(unzipped(t, name), "")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAddressSign(t *testing.T) {
	for address, want := range map[string]float64{
		"https://paper.example/":                           -1,
		"https://www.koreaherald.com/search/index.php":     -1,
		"https://www.koreaherald.com/article/10500001":     1,
		"https://paper.example/12345":                      0,
		"https://paper.example/123456":                     1,
		"https://paper.example/ferry-late-in-the":          0.75,
		"https://paper.example/news/ferry-late-in-the-fog": 1,
		"": 0,
	} {
		if got := addressSign(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}

func TestDecideThresholds(t *testing.T) {
	const card = `<div><h3><a href="/article/1">Town buys one more lamp</a></h3>`
	isTeaserBelow := func(between int) bool {
		doc := document(t, "<p>"+nobody+"</p>"+card+strings.Repeat("<p>lit</p>", between)+"<p>"+lamps+"</p></div><div><p>"+nobody+"</p></div>")
		lines := layout(doc.Nodes[0]).lines
		return isTeaser(lines, slices.IndexFunc(lines, func(l line) bool { return l.text == lamps }))
	}
	testThresholds(t, []threshold{
		{"lines between a title and its teaser", 3, 4, of(isTeaserBelow)},
		{"letters of a stated headline", 50, 49, of(func(n int) bool {
			doc := document(t, "<title>"+word(n)+"</title><h1>"+word(n)+"</h1>")
			c := candidate{lines: layout(doc.Nodes[0]).lines}
			c.meta = structured.Read(doc.Nodes[0], nil)
			return c.statedHeadline() == 1
		})},
		{"spaces of the title of another article", 2, 1, of(func(n int) bool {
			doc := document(t, `<p><a href="/1">`+strings.Repeat("lamp ", n)+"lamp</a></p>")
			l := layout(doc.Nodes[0]).lines[0]
			return l.isOtherTitle()
		})},
	})
}

func TestStatedKind(t *testing.T) {
	const product, story = `{"@type":"Product"}`, `{"@type":"NewsArticle"}`
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	og := func(s string) string { return `<meta property="og:type" content="` + s + `">` }
	for head, want := range map[string]float64{
		"":                                    0,
		ld(story):                             1,
		ld(product):                           -1,
		ld("[" + product + "," + story + "]"): 1,
		og("article"):                         0.6,
		og("website"):                         -0.6,
		og("product.group"):                   -0.6,
		og("website") + ld(story):             1,
		og("profile"):                         0,
	} {
		c := candidate{meta: structured.Read(document(t, head).Nodes[0], nil)}
		if got := c.statedKind(); got != want {
			t.Errorf("%s: %v, want %v", head, got, want)
		}
		if c.herald = true; strings.HasPrefix(head, "<meta") && !strings.Contains(head, "json") && c.statedKind() != 0 {
			t.Errorf("%s: proves something on a page of this site", head)
		}
	}
}
