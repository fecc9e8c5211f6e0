//go:build unix

package peers

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/extract"
)

// steps convert the bytes of a page to its text, each as its documentation recommends.
var steps = []struct {
	name string
	run  func(page []byte) error
}{
	{"html.Parse", func(page []byte) error { _, err := html.Parse(bytes.NewReader(page)); return err }},
	{"herald", herald},
	{"go-readability", func(page []byte) error {
		article, err := readability.FromReader(bytes.NewReader(page), nil)
		if err != nil {
			return err
		}
		if article.Node == nil {
			return errNothing
		}
		return article.RenderText(io.Discard)
	}},
	{"go-trafilatura", func(page []byte) error {
		_, err := trafilatura.Extract(bytes.NewReader(page), trafilatura.Options{})
		return err
	}},
	{"go-trafilatura+fallback", func(page []byte) error {
		_, err := trafilatura.Extract(bytes.NewReader(page), trafilatura.Options{EnableFallback: true})
		return err
	}},
}

var errNothing = errors.New("no content found")

func herald(page []byte) error {
	doc, err := decode.Decode(page, "")
	if err != nil {
		return err
	}
	article, err := extract.Article(doc)
	if err != nil {
		return err
	}
	return encode.Formats[0].New(io.Discard, encode.Options{}).Encode(article)
}

// BenchmarkPeers measures on herald's fixtures and, if they are available, on real pages of other papers. A page that a step
// rejects is counted (refused/op): it may have cost less.
func BenchmarkPeers(b *testing.B) {
	fixtures, err := filepath.Glob("../../../testdata/pages/*/*.html")
	fixtures = slices.DeleteFunc(fixtures, func(file string) bool { return strings.Contains(file, "/reject/") })
	if err != nil || len(fixtures) == 0 {
		b.Fatalf("no pages: %v", err)
	}
	for _, set := range []struct {
		name  string
		files []string
	}{
		{"fixtures", fixtures},
		{"news", shared(b, "news")},
		{"papers", shared(b, "papers")},
	} {
		if len(set.files) == 0 {
			b.Logf("no real pages of %s beside the repository", set.name)
			continue
		}
		pages := read(b, set.files)
		for _, step := range steps {
			b.Run(set.name+"/"+step.name, func(b *testing.B) {
				b.ReportAllocs()
				refused := 0
				before := cpu(b)
				for b.Loop() {
					refused = 0
					for _, page := range pages {
						if step.run(page) != nil {
							refused++
						}
					}
				}
				b.ReportMetric((cpu(b)-before)*1e9/float64(b.N), "cpu-ns/op")
				b.ReportMetric(float64(len(pages)), "pages/op")
				b.ReportMetric(float64(refused), "refused/op")
			})
		}
	}
}

// shared returns the folder of real pages of other papers: beside the repository, or one level higher for a git worktree.
func shared(b *testing.B, set string) []string {
	b.Helper()
	for _, dir := range []string{"../../../../shared", "../../../../../shared"} {
		files, err := filepath.Glob(filepath.Join(dir, set, "html", "*.html.gz"))
		if err != nil {
			b.Fatal(err)
		}
		if len(files) > 0 {
			return files
		}
	}
	return nil
}

func read(b *testing.B, files []string) [][]byte {
	b.Helper()
	var pages [][]byte
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err == nil && strings.HasSuffix(file, ".gz") {
			page, err = unpack(page)
		}
		if err != nil {
			b.Fatalf("%s: %v", file, err)
		}
		pages = append(pages, page)
	}
	return pages
}

func unpack(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// cpu returns the CPU time of this process in seconds.
func cpu(b *testing.B) float64 {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}
