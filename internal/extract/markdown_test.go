package extract_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/encode"
)

// own is what Markdown that herald has written says of an article: all but the kind of the page and its doubts.
type own struct {
	Headline, Subheadline, Byline, Agency, Date, Updated, Section, URL, ID string
	Authors                                                                []article.Author
	Blocks                                                                 []article.Block
}

func ownOf(a *article.Article) own {
	o := own{
		a.Headline, string(a.Subheadline), string(a.Byline), string(a.Agency), string(a.Date), string(a.Updated), string(a.Section), string(a.URL), string(a.ID),
		a.Authors, a.Blocks,
	}
	for i := range o.Blocks {
		o.Blocks[i].Text = strings.Join(strings.Fields(o.Blocks[i].Text), " ")
	}
	return o
}

// herald reads the Markdown that it has written of every golden.
func TestOwnMarkdown(t *testing.T) {
	i := slices.IndexFunc(encode.Formats, func(f encode.Format) bool { return f.Name == "markdown" })
	if i < 0 {
		t.Fatal("no format markdown")
	}
	for _, page := range fixtures(t) {
		t.Run(strings.TrimPrefix(page, pages+"/"), func(t *testing.T) {
			var want article.Article
			if err := json.Unmarshal(readFile(t, golden(page)), &want); err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := encode.Formats[i].New(&b, encode.Options{}).Encode(&want); err != nil {
				t.Fatal(err)
			}
			got, err := readBytes(b.Bytes(), filepath.Base(page))
			if err != nil {
				t.Fatalf("%v\n%s", err, b.String())
			}
			if d := cmp.Diff(ownOf(&want), ownOf(got)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}
