package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// sentences are long enough to be recognized as a body.
var sentences = []string{
	"The ferry to the outer islands left the quay two hours late on a calm grey morning, with forty crates of lamp oil and a piano on its deck.",
	"Nobody on the pier could say why the harbour office had kept it so long, and the clerk at the window had gone to look for his keys.",
	"By noon the second boat was loaded as well, and the crew of the first one waved to it from behind the breakwater before they turned north.",
}

func genericPage(head, above, below string) string {
	return fmt.Sprintf(`<html lang="en"><head>%s</head><body><nav><a href="/">Front</a> <a href="/s">Sport</a></nav>
		<article>%s<div class="text"><p>%s</p></div>%s</article><footer><p>All the words of this paper belong to it.</p></footer></body></html>`,
		head, above, strings.Join(sentences, "</p><p>"), below)
}

// readPaper reads the page of another paper.
func readPaper(doc *goquery.Document) generic {
	root := doc.Nodes[0]
	return readGeneric(doc, layout(root), structured.Read(root, nil), "")
}

// bodyText returns the text of lines but for captions.
func bodyText(lines []line) string {
	var texts []string
	for _, l := range lines {
		if !l.isCaption() {
			texts = append(texts, l.text)
		}
	}
	return normalize.Text(strings.Join(texts, " "))
}

func TestGenericHeadline(t *testing.T) {
	site := `<meta property="og:site_name" content="The Quay">`
	tests := map[string]struct{ head, above, want string }{
		"the heading alone":                   {"", "<h1>Ferry late</h1>", "Ferry late"},
		"the paper's name is a heading too":   {site, "<h1>The Quay</h1><h1>Ferry late</h1>", "Ferry late"},
		"another heading is not the headline": {"<title>Ferry late</title>", "<h1>Sign in</h1><h1>Ferry late</h1>", "Ferry late"},
		"the paper's name after it":           {site + "<title>Ferry late - The Quay</title>", "", "Ferry late"},
		"the paper's name before it":          {site + "<title>The Quay | Ferry late</title>", "", "Ferry late"},
		"section and paper after it":          {site + "<title>Ferry late | Harbour | The Quay</title>", "", "Ferry late"},
		"a dash of the headline stays":        {site + "<title>Ferry late - again | The Quay</title>", "", "Ferry late - again"},
		"an unknown name is cut if the heading confirms it": {
			"<title>Ferry late - Quayside</title>", "<h1>Ferry late</h1>", "Ferry late"},
		"a kicker in the heading": {
			`<meta property="og:title" content="[Harbour] Ferry late"><title>[Harbour] Ferry late</title>`,
			"<h1><span>[Harbour]</span> Ferry late</h1>", "[Harbour] Ferry late"},
		"words glued by markup": {
			`<meta property="og:title" content="Ferry late again">`, "<h1><b>Ferry</b><b>late</b>again</h1>", "Ferry late again"},
		"the claim of the most kinds of places": {
			`<meta property="og:title" content="Why the ferry was late"><title>Ferry late</title>` +
				ldScript(`{"@type":"NewsArticle","headline":"Ferry late"}`), "<h1>Ferry late</h1>", "Ferry late"},
		"a heading that the title repeats": {
			`<meta property="og:title" content="Why the ferry was late"><title>Ferry late</title>` +
				ldScript(`{"@type":"NewsArticle","headline":"Why the ferry was late"}`), "<h1>Ferry late</h1>", "Ferry late"},
		"a heading that the title repeats, against embedded data": {
			`<meta property="og:title" content="Why the ferry was late"><title>Ferry late</title><script>state={"a":"Why the ferry was late"}</script>` +
				ldScript(`{"@type":"NewsArticle","headline":"Why the ferry was late"}`), "<h1>Ferry late</h1>", "Why the ferry was late"},
		"og and twitter are one kind of place": {
			`<meta property="og:title" content="Why the ferry was late"><meta name="twitter:title" content="Why the ferry was late">` +
				`<title>Ferry late</title>`, "<h1>Ferry late</h1>", "Ferry late"},
		"embedded data decide between two": {
			`<meta property="og:title" content="Why the ferry was late">` + ldScript(`{"@type":"NewsArticle","headline":"F\u00e4hre late"}`) +
				`<script>state={"a":"F\u00e4hre late","b":"F\u00e4hre late"}</script>`, "", "Fähre late"},
		"a headline cut short is ignored": {
			`<meta property="og:title" content="Ferry late and no…">` + ldScript(`{"@type":"NewsArticle","headline":"Ferry late and nobody knows why"}`),
			"", "Ferry late and nobody knows why"},
		"the id of the page is no headline": {
			ldScript(`{"@type":"NewsArticle","name":"a-60a0111a-c2d2","headline":"Ferry late"}`) + `<script>id="a-60a0111a-c2d2"</script>`, "", "Ferry late"},
		"a printed headline without heading": {
			"<title>Ferry late, and nobody knows why - The Quay</title>", `<div class="title">Ferry late, and nobody knows why</div><div>By Ann Oar</div><time>3 Feb 2031</time>`, "Ferry late, and nobody knows why"},
		"soft hyphens": {"", "<h1>Ferry\u00adboat  late</h1>", "Ferryboat late"},
		"none":         {"", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			doc := document(t, genericPage(test.head, test.above, ""))
			if got := readPaper(doc).headline; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestGenericAuthors(t *testing.T) {
	site := `<meta property="og:site_name" content="The Quay">`
	const h1 = "<h1>Ferry late</h1>"
	tests := map[string]struct {
		head, above, below string
		want               []string
	}{
		"JSON-LD before meta": {
			ldScript(`{"@type":"NewsArticle","author":[{"name":"Ann Oar"},{"name":"Bo Keel"}]}`) + `<meta name="author" content="Ann Oar">`,
			h1, "", []string{"Ann Oar", "Bo Keel"}},
		"a person before the paper": {
			site + ldScript(`{"@type":"NewsArticle","author":{"name":"The Quay"}}`) + `<meta name="author" content="Ann Oar">`,
			h1, "", []string{"Ann Oar"}},
		"the paper where nobody else is named": {
			site + ldScript(`{"@type":"NewsArticle","author":{"name":"The Quay"}}`), h1, "", []string{"The Quay"}},
		"an agency beside a person is kept": {
			ldScript(`{"@type":"NewsArticle","author":[{"name":"Ann Oar"},{"name":"TPA"}]}`), h1, "", []string{"Ann Oar", "TPA"}},
		"an address is not a name": {
			`<meta property="article:author" content="https://social.example/quay"><meta name="author" content="Ann Oar">`,
			h1, "", []string{"Ann Oar"}},
		"a handle is not a name": {`<meta name="twitter:creator" content="@quay">`, h1, "", nil},
		"a number is not a name": {`<meta name="author" content="4711">`, h1, "", nil},
		"two in one string":      {`<meta name="author" content="By Ann Oar and Bo Keel">`, h1, "", []string{"Ann Oar", "Bo Keel"}},
		"three in one string":    {`<meta name="author" content="Ann Oar, Bo Keel und Cy van Mast">`, h1, "", []string{"Ann Oar", "Bo Keel", "Cy van Mast"}},
		"a role after the name":  {`<meta name="author" content="Ann Oar, Harbour Correspondent">`, h1, "", []string{"Ann Oar"}},
		"initials are kept":      {ldScript(`{"@type":"NewsArticle","author":["tpa/kel"]}`), h1, "", []string{"tpa/kel"}},
		"a Hangul name":          {`<meta name="author" content="나루터">`, h1, "", []string{"나루터"}},
		"a date right beside it": {"", h1 + `<div><span>By Ann Oar</span><span>3 Feb 2031</span></div>`, "", []string{"Ann Oar"}},
		"nobody is named":        {`<meta name="author" content="No Author">`, h1, "", nil},
		"rel author":             {"", h1 + `<p><a rel="author" href="/p/1">Ann Oar</a></p>`, "", []string{"Ann Oar"}},
		"a byline's furniture": {
			"", h1 + `<div class="byline">By <a>Ann Oar</a><span>Follow</span><span>3 Feb 2031</span></div>`, "", []string{"Ann Oar"}},
		"each writer in an element": {
			"", h1 + `<span class="author">Ann Oar</span> and <span class="author">Bo Keel</span>`, "", []string{"Ann Oar", "Bo Keel"}},
		"the nearest byline": {
			"", h1 + `<div class="byline">By Ann Oar</div>`, `<div class="byline">By Cy Mast</div>`, []string{"Ann Oar"}},
		"the byline of a teaser is ignored": {
			"", h1 + `<div class="teaser"><span class="author">Cy Mast</span></div>`, "", nil},
		"a plain line":               {"", h1 + "<div>By Ann Oar</div>", "", []string{"Ann Oar"}},
		"beside the date":            {"", h1 + "<div>Ann Oar | 3.2.2031</div>", "", []string{"Ann Oar"}},
		"a labelled line":            {"", h1, "<ul><li><b>Author</b> Ann Oar</li></ul>", []string{"Ann Oar"}},
		"a label of meta":            {`<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Oar">`, h1, "", []string{"Ann Oar"}},
		"nobody":                     {"", h1, "", nil},
		"a sentence is not a byline": {"", h1 + "<p>By the time it left, the gulls had gone.</p>", "", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			doc := document(t, genericPage(test.head, test.above, test.below))
			got := readPaper(doc).authors
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestClosingByline(t *testing.T) {
	for closing, want := range map[string][]string{
		"<p><strong>Ann Oar</strong></p>":               {"Ann Oar"},
		"<p>(By Ann Oar)</p><p>Enditem/</p>":            {"Ann Oar"},
		"<p>Ann Oar</p><p>Enditem/</p>":                 nil,
		"<p>By noon the ferry had left without it.</p>": nil,
	} {
		g := readPaper(document(t, strings.Replace(genericPage("", "<h1>Ferry late</h1>", ""), "</p></div>", "</p>"+closing+"</div>", 1)))
		if diff := cmp.Diff(want, g.authors); diff != "" {
			t.Errorf("%s: %s", closing, diff)
		}
		if body := bodyText(g.lines); want != nil && strings.Contains(body, "Ann Oar") {
			t.Errorf("the body contains the closing byline: %q", body)
		}
	}
}

func TestGenericDate(t *testing.T) {
	const h1 = "<h1>Ferry late</h1>"
	tests := map[string]struct{ head, above, below, want string }{
		"JSON-LD before meta": {
			`<meta property="article:published_time" content="2031-02-04">` + ldScript(`{"@type":"NewsArticle","datePublished":"2031-02-03T04:05:06Z"}`),
			h1, "", "2031-02-03T04:05:06Z"},
		"an absurd date is skipped": {
			`<meta property="article:published_time" content="2031-02-04">` + ldScript(`{"@type":"NewsArticle","datePublished":"0001-01-01T00:00:00"}`),
			h1, "", "2031-02-04"},
		"the nearest time element": {
			"", h1 + `<time datetime="2031-02-03">Monday</time>`, `<time datetime="2031-01-01">old</time>`, "2031-02-03"},
		"a relative time is ignored": {
			"", h1 + `<time>2 hours ago</time><span class="date">3 February 2031</span>`, "", "3 February 2031"},
		"a printed line":                {"", h1 + "<div>Published : Feb 3, 2031 - 16:05</div>", "", "Published : Feb 3, 2031 - 16:05"},
		"a day in a caption is ignored": {"", h1 + "<p>The old ferry at the outer pier, seen by a passing gull on Feb 3, 1999</p>", "", ""},
		"a labelled line far away":      {"", h1, "<p>" + strings.Repeat("Far away from it all. ", 100) + "</p><ul><li><b>Date</b> 3.2.2031</li></ul>", "Date 3.2.2031"},
		"a date in a teaser is ignored": {"", h1 + `<div class="teaser"><time datetime="2031-01-01">old</time></div>`, "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			doc := document(t, genericPage(test.head, test.above, test.below))
			if got := readPaper(doc).published; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestGenericStory(t *testing.T) {
	middle := func(s string) string {
		return "<h1>Ferry late</h1><div><p>" + sentences[0] + "</p>" + s + "<p>" + sentences[1] + "</p><p>" + sentences[2] + "</p>"
	}
	tests := map[string]struct {
		body  string
		extra string // the text of the body besides the sentences
	}{
		"the body alone":                {middle("") + "</div>", ""},
		"headline and date above":       {"<div><h1>Ferry late</h1><p>Updated 3 Feb</p>" + middle("") + "</div></div>", ""},
		"a credit":                      {middle("<p>Photo: Ann Oar, TPA</p>") + "</div>", ""},
		"a caption by its class":        {middle(`<div class="photo-caption">The ferry at the quay, before it left for the islands in the morning.</div>`) + "</div>", ""},
		"an advertisement of the paper": {middle("<p>Subscribe to the harbour letter for more of this.</p>") + "</div>", ""},
		"lines below the body":          {middle("") + "<p>Read more</p><p>Harbour desk</p></div>", ""},
		"a heading within":              {middle("<h2>No keys</h2>") + "</div>", "No keys"},
		"a list within":                 {middle("<ul><li>forty crates</li><li>a piano</li></ul>") + "</div>", "forty crates a piano"},
		"a short sentence within":       {middle("<p>He never came back.</p>") + "</div>", "He never came back."},
		"a list that ends it":           {middle("") + "<ul><li>forty crates</li><li>a piano</li></ul></div>", "forty crates a piano"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			doc := document(t, "<html><head><title>Ferry late</title></head><body><article>"+test.body+"</article></body></html>")
			got := normalize.Text(bodyText(readPaper(doc).lines))
			for _, s := range sentences {
				if !strings.Contains(got, s) {
					t.Fatalf("a sentence is lost: %q", got)
				}
				got = strings.Replace(got, s, "", 1)
			}
			if normalize.Text(got) != test.extra {
				t.Errorf("besides the sentences %q, want %q", normalize.Text(got), test.extra)
			}
		})
	}
}

// A class that names furniture is layout if its elements hold much of the body.
func TestTrimKeepsLayout(t *testing.T) {
	doc := document(t, `<div class="promo-box"><p>`+sentences[0]+`</p></div><div class="promo-box"><p>`+sentences[1]+`</p></div><p>`+sentences[2]+`</p>`)
	if got, want := bodyText(removeNamed(layout(doc.Nodes[0]).lines, nil)), strings.Join(sentences, " "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Some sites send the body in a hidden element.
func TestHiddenStory(t *testing.T) {
	page := `<html><body><div><p>All the words of this paper belong to it.</p></div><div hidden><section><p>` +
		strings.Join(sentences, "</p><p>") + `</p></section></div></body></html>`
	doc := document(t, page)
	got := normalize.Text(bodyText(readPaper(doc).lines))
	if want := strings.Join(sentences, " "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Generic extraction does not change the page.
func TestGenericLeavesThePage(t *testing.T) {
	doc := document(t, genericPage("<title>Ferry late</title>", "<h1>Ferry late</h1>", ""))
	before, err := doc.Html()
	if err != nil {
		t.Fatal(err)
	}
	readPaper(doc)
	after, err := doc.Html()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}

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

// An author of a Korean paper is named without the word for reporter, which stays in the byline.
func TestKoreanReporter(t *testing.T) {
	a := articleOf(t, genericPage(`<meta name="author" content="김다솔 기자">`, "<h1>Ferry late</h1>", ""))
	want := []article.Author{{Name: "김다솔"}}
	if a.Byline != "김다솔 기자" || !slices.Equal(a.Authors, want) {
		t.Errorf("%q by %v, want by %v", a.Byline, a.Authors, want)
	}
}
