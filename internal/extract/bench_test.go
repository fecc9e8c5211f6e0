package extract_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/decode"
	"herald/internal/extract"
)

// BenchmarkArticle sets reading an article beside the parse of the same pages: their ratio is what counts.
func BenchmarkArticle(b *testing.B) {
	for _, template := range []string{"view", "news", "article", "nview", "newsinfo", "lines"} {
		files, err := filepath.Glob(filepath.Join(pages, template, "*.html"))
		if err != nil || len(files) == 0 {
			b.Fatalf("no pages of %s: %v", template, err)
		}
		var data [][]byte
		size := 0
		for _, file := range files {
			data = append(data, readFile(b, file))
			size += len(data[len(data)-1])
		}
		b.Run(template+"/parse", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, d := range data {
					if _, err := html.Parse(bytes.NewReader(d)); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(template+"/article", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, d := range data {
					doc, err := decode.Decode(d, "")
					if err != nil {
						b.Fatal(err)
					}
					if _, err := extract.Article(doc); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
