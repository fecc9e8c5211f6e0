package encode_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/extract"
)

// What the text does not print, by the names of the pages in testdata.
const (
	captionAlone = "a caption without a credit is like a paragraph"
	noDate       = "without a date the text is like one of another program"
	headingLast  = "a heading at the end of a body is like a caption"
)

var notReadBack = map[string]string{
	"amp/byline_above_date":                   captionAlone,
	"generic/day_only_no_author_figure":       captionAlone,
	"generic/two_boxes_lede_above":            captionAlone,
	"news/two_photos_relative_desk":           captionAlone,
	"text/undated_captions_twice":             noDate,
	"text/undated_caption_above_lead_alt_cut": noDate,
	"article/start_byline_and_end_differ":     headingLast,
}

// TestReadBack checks that what herald writes for people is read as the same article, but for the pages in notReadBack.
func TestReadBack(t *testing.T) {
	goldens, err := filepath.Glob("../../testdata/pages/*/*.golden.json")
	if err != nil || len(goldens) == 0 {
		t.Fatalf("no goldens (%v)", err)
	}
	for _, golden := range goldens {
		data, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		var a article.Article
		if err := json.Unmarshal(data, &a); err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(golden)) + "/" + strings.TrimSuffix(filepath.Base(golden), ".golden.json")
		if d := readBack(t, "markdown", &a); d != "" {
			t.Errorf("%s as Markdown: -want +got\n%s", name, d)
		}
		switch d, why := readBack(t, "text", &a), notReadBack[name]; {
		case d != "" && why == "":
			t.Errorf("%s as text: -want +got\n%s", name, d)
		case d == "" && why != "":
			t.Errorf("%s is read back now; it was not because %s", name, why)
		}
	}
}

// readBack returns what differs in an article when it was written in a format and read again. Text prints no URL.
func readBack(t *testing.T, form string, a *article.Article) string {
	t.Helper()
	fields := func(a *article.Article) []string {
		said := []string{a.Headline, string(a.Byline), string(a.Date), a.Body}
		if form == "markdown" {
			said = append(said, string(a.URL))
		}
		return said
	}
	doc, err := decode.Decode([]byte(printed(t, format(t, form), encode.Options{}, a)), "")
	if err != nil {
		return err.Error()
	}
	got, err := extract.Article(doc)
	if err != nil {
		return err.Error()
	}
	return cmp.Diff(fields(a), fields(got))
}
