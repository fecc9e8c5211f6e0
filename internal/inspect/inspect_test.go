package inspect_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/inspect"
	"herald/internal/normalize"
)

const pages = "../../testdata/pages"

func readPage(t *testing.T, file string) inspect.Page {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := decode.Decode(data, "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := extract.Article(doc)
	return inspect.Page{Name: filepath.Base(file), Document: doc, Article: a, Err: err, Evidence: extract.Said(doc)}
}

func inspected(t *testing.T, p inspect.Page) *goquery.Document {
	t.Helper()
	var out bytes.Buffer
	if err := inspect.WriteHTML(&out, p); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// coloured are the words marked in the saved page, by the value they are marked for.
func coloured(doc *goquery.Document) map[string]string {
	words := map[string]string{}
	doc.Find("#page mark[data-value]").Each(func(_ int, mark *goquery.Selection) {
		words[mark.AttrOr("data-value", "")] += " " + mark.Text()
	})
	for id, text := range words {
		words[id] = normalize.Text(text)
	}
	return words
}

func TestColouredWordsAreTheExtracted(t *testing.T) {
	files, err := filepath.Glob(pages + "/*/*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		if strings.HasSuffix(file, ".json") || strings.Contains(file, "/reject/") {
			continue
		}
		seen++
		t.Run(strings.TrimPrefix(file, pages+"/"), func(t *testing.T) {
			p := readPage(t, file)
			if p.Err != nil {
				t.Fatal(p.Err)
			}
			got := coloured(inspected(t, p))
			for id, want := range printedValues(p.Article) {
				has := squeeze(got[id])
				if id == "date" || id == "updated" {
					has = dateOf(got[id])
				}
				if has == "" {
					t.Logf("MISSING %s %q", id, want)
					continue
				}
				if d := cmp.Diff(squeeze(want), has); d != "" {
					t.Errorf("%s: -extracted +coloured\n%s", id, d)
				}
			}
		})
	}
	_ = slices.Sorted[string]
	if seen < 100 {
		t.Errorf("only %d pages", seen)
	}
}

func printedValues(a *article.Article) map[string]string {
	values := map[string]string{
		"headline": a.Headline, "subheadline": string(a.Subheadline), "byline": string(a.Byline), "date": string(a.Date),
		"updated": string(a.Updated), "section": string(a.Section),
	}
	label := func(name string, i int) string {
		return name + "-" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
	}
	_ = label
	for i, b := range a.Blocks {
		values[id("body", i)] = b.Text
	}
	for i, m := range a.Images {
		values[id("caption", i)] = string(m.Caption)
		values[id("credit", i)] = string(m.Credit)
	}
	for i, n := range a.Notes {
		values[id("note", i)] = n
	}
	for k, v := range values {
		if v == "" {
			delete(values, k)
		}
	}
	return values
}

func id(name string, i int) string { return name + "-" + strconv.Itoa(i+1) }

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func dateOf(s string) string {
	d, _ := normalize.Date(s)
	return d.String()
}
