package extract_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// FuzzArticle: whatever the bytes, there is an article or an error and not both, nothing panics, and every word of the
// article stands in the page.
func FuzzArticle(f *testing.F) {
	files, err := filepath.Glob(pages + "/*/*")
	if err != nil || len(files) == 0 {
		f.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden.json") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(slim.ReplaceAll(data, nil))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := decode.Decode(data, "")
		if err != nil {
			return
		}
		said := allText(doc)
		a, err := extract.Article(doc)
		if (a == nil) == (err == nil) {
			t.Fatalf("article %v and error %v", a, err)
		}
		// The finder behind the general way drops buttons and the like between two words without a space: what they
		// part is glued. It invents no letter, but two words become one.
		if err == nil && a.Template != extract.ByGeneric {
			checkArticle(t, a, said)
		}
	})
}

// slim takes the bulk off a seed that says nothing: a page of 80 KB is mutated at three runs a second.
var slim = regexp.MustCompile(`(?s)<script>.*?</script>|<script type="text/javascript".*?</script>|<style.*?</style>|<!--.*?-->|<li[^>]*><a[^>]*list\.php[^\n]*\n|\n\s*\n`)

func checkArticle(t *testing.T, a *article.Article, said string) {
	t.Helper()
	fields := []string{a.Headline, a.Body, string(a.Subheadline), string(a.Byline), string(a.Section)}
	for _, i := range a.Images {
		fields = append(fields, string(i.Caption), string(i.Credit))
	}
	for _, text := range slices.Concat(fields, a.Notes) {
		for word := range strings.FieldsSeq(text) {
			if !strings.Contains(said, normalize.Letters(word)) {
				t.Errorf("invented: %q in %q", word, text)
			}
		}
	}
	if a.Headline == "" || a.Body == "" || len(a.Blocks) == 0 {
		t.Errorf("an article without headline or body: %+v", a)
	}
}

// textMarks are what a text rendering has around links, and what stands between two words that are one without it.
var textMarks = regexp.MustCompile(`\[\d+\]|\]\([^()\s]*\)|\s*[<‹](?:https?|mailto):[^<>‹›\s]*[>›]|\*\*|\(BUTTON\) ?`)

// allText is every letter of a page, that of attributes too, in order and without anything between: words may be
// split by tags.
func allText(doc *decode.Document) string {
	if doc.HTML == nil {
		said := normalize.Letters(doc.Text) + " " + normalize.Letters(textMarks.ReplaceAllString(doc.Text, ""))
		p := structured.ReadPreamble(doc.Text) // YAML has escapes
		for _, c := range slices.Concat(p.Headline, p.Section) {
			said += " " + normalize.Letters(c.Value)
		}
		for _, c := range p.Authors {
			said += " " + normalize.Letters(strings.Join(c.Names, " "))
		}
		if p.Own != nil {
			said += " " + normalize.Letters(p.Own.Headline+" "+p.Own.Subheadline+" "+p.Own.Byline)
		}
		return said
	}
	var text, hidden, attributes strings.Builder
	for n := range doc.HTML.Nodes[0].Descendants() {
		switch n.Type {
		case html.TextNode:
			// A script inside a word parts nothing, and neither does a title in the body.
			if p := n.Parent.Data; p == "script" || p == "style" || p == "noscript" || p == "template" || p == "title" {
				hidden.WriteString(n.Data)
				continue
			}
			text.WriteString(n.Data)
		case html.ElementNode:
			for _, a := range n.Attr {
				attributes.WriteString(a.Val + " ")
			}
		}
	}
	return normalize.Letters(text.String()) + " " + normalize.Letters(attributes.String()) + " " + normalize.Letters(hidden.String())
}

func FuzzByline(f *testing.F) {
	for _, s := range []string{"By Kim Da-sol", "By A, B and C (a@b.com)", "By Choi He-suk  (", "김영원", "By Park Min, Korea Herald correspondent"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, ok := site.Newsroom.ParseByline(s)
		if !ok {
			return
		}
		again, ok := site.Newsroom.ParseNames(b.Text)
		if !ok || again.Text != b.Text || len(again.People) != len(b.People) {
			t.Errorf("%q is %+v, and that %+v", s, b, again)
		}
	})
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"Published : Aug 15, 2020 - 12:12 Updated : Aug 15, 2020 - 12:12", "2014-02-06 19:10", "Feb 30, 99999 - 25:61"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, found := range normalize.Dates(s) {
			if again, ok := normalize.Date(found.Timestamp.String()); !ok || !again.Time.Equal(found.Timestamp.Time) {
				t.Errorf("%q in %q is not read back", found.Timestamp, s)
			}
		}
		if text := normalize.Text(s); normalize.Text(text) != text {
			t.Errorf("Text(%q) changes when taken again", s)
		}
	})
}
