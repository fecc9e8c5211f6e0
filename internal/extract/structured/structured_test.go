package structured

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"herald/internal/extract/claim"
)

func document(t *testing.T, page string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func ldScript(block string) string {
	return `<script type="application/ld+json">` + block + `</script>`
}

func TestStructuredJSONLD(t *testing.T) {
	headline := []claim.Claim{{From: "jsonld:NewsArticle.headline", Value: "Ferry late"}}
	authors := func(names ...string) []claim.Names {
		return []claim.Names{{From: "jsonld:NewsArticle.author", Names: names}}
	}
	tests := map[string]struct {
		page     string
		headline []claim.Claim
		authors  []claim.Names
	}{
		"one object, author an object": {
			ldScript(`{"@type":"NewsArticle","headline":"Ferry late","author":{"@type":"Person","name":"Ann Oar"}}`),
			headline, authors("Ann Oar")},
		"an array of types, author a string": {
			ldScript(`{"@type":["Thing","https://schema.org/NewsArticle"],"headline":"Ferry late","author":"Ann Oar"}`),
			headline, authors("Ann Oar")},
		"in a graph, author by reference": {
			ldScript(`{"@graph":[{"@id":"#p","@type":"Person","name":"Ann Oar"},{"@type":"NewsArticle","headline":"Ferry late","author":{"@id":"#p"}}]}`),
			headline, authors("Ann Oar")},
		"an array, authors an array of both kinds": {
			ldScript(`[{"@type":"NewsArticle","headline":"Ferry late","author":["Ann Oar",{"name":"Bo Keel"},{"givenName":"Cy","familyName":"Mast"}]}]`),
			headline, authors("Ann Oar", "Bo Keel", "Cy Mast")},
		"several blocks": {
			ldScript(`{"@type":"Organization","name":"The Quay"}`) + ldScript(`{"@type":"NewsArticle","headline":"Ferry late","author":"Ann Oar"}`),
			headline, authors("Ann Oar")},
		"main entity of a page": {
			ldScript(`{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Ferry late","author":"Ann Oar"}}`),
			headline, authors("Ann Oar")},
		"articles of a list are others": {
			ldScript(`{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other","author":"Cy Mast"}]}`),
			nil, nil},
		"references in a circle": {
			ldScript(`{"@graph":[{"@id":"#a","name":{"@id":"#b"}},{"@id":"#b","name":{"@id":"#a"}},{"@type":"NewsArticle","headline":"Ferry late","author":{"@id":"#a"}}]}`),
			headline, nil},
		"entities": {
			ldScript(`{"@type":"NewsArticle","headline":"Ferry &amp;&nbsp;bus late"}`),
			[]claim.Claim{{From: "jsonld:NewsArticle.headline", Value: "Ferry & bus late"}}, nil},
		"repaired: commas before brackets": {
			ldScript(`{"@type":"NewsArticle","headline":"Ferry late","author":["Ann Oar",],}`),
			headline, authors("Ann Oar")},
		"repaired: raw line feed and tab in a string": {
			ldScript("{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\n\tlate\"}"),
			headline, nil},
		"repaired: quotes in a string, a bad escape": {
			ldScript(`{"@type":"NewsArticle","headline":"The "Gull"\'s late","author":"Ann Oar"}`),
			[]claim.Claim{{From: "jsonld:NewsArticle.headline", Value: `The "Gull"'s late`}}, authors("Ann Oar")},
		"repaired: a comment around it": {
			ldScript(`<!-- {"@type":"NewsArticle","headline":"Ferry late"} -->`),
			headline, nil},
		"repaired: CDATA around it": {
			ldScript("//<![CDATA[\n" + `{"@type":"NewsArticle","headline":"Ferry late"}` + "\n//]]>"),
			headline, nil},
		"repaired: the last bracket is missing": {
			ldScript(`{"@type":"NewsArticle","headline":"Ferry late","author":[{"name":"Ann Oar"}`),
			headline, authors("Ann Oar")},
		"repaired: a bracket too many, a semicolon": {
			ldScript(`{"@type":"NewsArticle","headline":"Ferry late"}};`),
			headline, nil},
		"repaired: entities for quotes": {
			ldScript(`{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Ferry late&quot;}`),
			headline, nil},
		"no JSON at all": {ldScript(`window.x = 1`), nil, nil},
		"two objects in one block": {
			ldScript(`{"@type":"Organization"} {"@type":"NewsArticle","headline":"Ferry late"}`),
			headline, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := Read(document(t, test.page).Nodes[0], nil)
			if diff := cmp.Diff(test.headline, s.Headline, cmp.AllowUnexported(claim.Claim{})); diff != "" {
				t.Errorf("headline: %s", diff)
			}
			if diff := cmp.Diff(test.authors, s.Authors, cmp.AllowUnexported(claim.Names{})); diff != "" {
				t.Errorf("authors: %s", diff)
			}
		})
	}
}

func TestStructuredMeta(t *testing.T) {
	got := Read(document(t, `<html lang="en"><title>Ferry late - The Quay</title>
		<link rel="canonical" href="https://quay.example/1">
		<meta property="og:title" content="Ferry late"><meta name="twitter:title" content="Ferry  late">
		<meta property="og:site_name" content="The Quay"><meta property="og:type" content="article">
		<meta property="article:section" content="Harbour">
		<meta property="article:published_time" content="2031-02-03T04:05:06Z">
		<meta name="last-modified" content="2031-02-04">
		<meta name="author" content="Ann Oar"><meta name="author" content="Bo Keel">
		<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Oar">`).Nodes[0], nil)
	want := Data{
		Headline:  []claim.Claim{{From: `meta[property="og:title"]`, Value: "Ferry late"}, {From: `meta[name="twitter:title"]`, Value: "Ferry late"}},
		Title:     []claim.Claim{{From: "title", Value: "Ferry late - The Quay"}},
		Section:   []claim.Claim{{From: `meta[property="article:section"]`, Value: "Harbour"}},
		Language:  []claim.Claim{{From: "html[lang]", Value: "en"}},
		URL:       []claim.Claim{{From: `link[rel="canonical"]`, Value: "https://quay.example/1"}},
		SiteName:  []claim.Claim{{From: `meta[property="og:site_name"]`, Value: "The Quay"}},
		Kind:      []claim.Claim{{From: `meta[property="og:type"]`, Value: "article"}},
		Published: []claim.Claim{{From: `meta[property="article:published_time"]`, Value: "2031-02-03T04:05:06Z"}},
		Updated:   []claim.Claim{{From: `meta[name="last-modified"]`, Value: "2031-02-04"}},
		Authors:   []claim.Names{{From: `meta[name="author"]`, Names: []string{"Ann Oar", "Bo Keel"}}, {From: "meta label", Names: []string{"Ann Oar"}}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Data{}, claim.Claim{}, claim.Names{})); diff != "" {
		t.Error(diff)
	}
}

// A block that is huge, deep or both neither crashes nor holds up the page.
func TestStructuredBounds(t *testing.T) {
	const deep = 100_000
	blocks := map[string]string{
		"10 MB":            `{"@type":"NewsArticle","headline":"` + strings.Repeat("x", 10<<20) + `"}`,
		"deep objects":     strings.Repeat(`{"@graph":`, deep) + "1" + strings.Repeat("}", deep),
		"deep arrays":      strings.Repeat("[", deep),
		"quotes only":      strings.Repeat(`"`, 1<<20),
		"commas and space": "[" + strings.Repeat(", ", 1<<20),
		"a wide array":     `{"@type":"NewsArticle","author":[` + strings.Repeat(`{"name":"Ann Oar"},`, 50_000) + `1]}`,
	}
	for name, block := range blocks {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			s := Read(document(t, ldScript(block)+`<title>Ferry late</title>`).Nodes[0], nil)
			if len(s.Title) != 1 {
				t.Errorf("the rest of the page is lost: %v", s.Title)
			}
			if took := time.Since(start); took > 10*time.Second { // a hundred times what it takes: finds only what grows out of bounds
				t.Errorf("took %v", took)
			}
		})
	}
}
