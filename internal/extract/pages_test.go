package extract_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
)

var update = flag.Bool("update", false, "rewrite the goldens")

const pages = "../../testdata/pages"

// read is a page as extract reads it, with the source a fixture has.
func read(t *testing.T, file string) (*article.Article, error) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := decode.Decode(data, "")
	if err != nil {
		return nil, err
	}
	a, err := extract.Article(doc)
	if err != nil {
		return nil, err
	}
	a.Source.Path, a.Source.Form = filepath.Base(file), "html"
	if doc.HTML == nil {
		a.Source.Form = "text"
	}
	return a, nil
}

// fixtures are the pages of every template; a folder without a page, a page without a golden and a stray file fail.
func fixtures(t *testing.T) []string {
	t.Helper()
	folders, err := os.ReadDir(pages)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, folder := range folders {
		if folder.Name() == "reject" {
			continue
		}
		files, err := os.ReadDir(filepath.Join(pages, folder.Name()))
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for _, f := range files {
			name := filepath.Join(pages, folder.Name(), f.Name())
			switch {
			case strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".txt"):
				count++
				all = append(all, name)
				if _, err := os.Stat(golden(name)); err != nil && !*update {
					t.Errorf("%s has no golden", name)
				}
			case !strings.HasSuffix(name, ".golden.json"):
				t.Errorf("stray file %s", name)
			}
		}
		if count == 0 {
			t.Errorf("no pages in %s", folder.Name())
		}
	}
	if len(all) == 0 {
		t.Fatal("no fixtures")
	}
	return all
}

func golden(page string) string {
	return strings.TrimSuffix(page, filepath.Ext(page)) + ".golden.json"
}

func TestPages(t *testing.T) {
	for _, page := range fixtures(t) {
		t.Run(strings.TrimPrefix(page, pages+"/"), func(t *testing.T) {
			got, err := read(t, page)
			if err != nil {
				t.Fatal(err)
			}
			if folder := filepath.Base(filepath.Dir(page)); got.Template != folder {
				t.Errorf("template %q, want that of the folder, %q", got.Template, folder)
			}
			if *update {
				write(t, golden(page), got)
			}
			var want article.Article
			data, err := os.ReadFile(golden(page))
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(&want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func write(t *testing.T, file string, a *article.Article) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(a); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestReject(t *testing.T) {
	files, err := filepath.Glob(pages + "/reject/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages to reject: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(string(data), "\n")
			want := strings.TrimSuffix(strings.TrimPrefix(first, "<!-- wanted: "), " -->")
			_, err = read(t, file)
			var coded interface{ Code() string }
			if !errors.As(err, &coded) || coded.Code() != want {
				t.Errorf("got %v, want the code %s", err, want)
			}
		})
	}
}

// shared is the folder of real pages beside the repository; without it the tests that need them skip.
func shared(t *testing.T) string {
	t.Helper()
	const dir = "../../../shared"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no real pages beside the repository")
	}
	return dir
}

func TestRealReject(t *testing.T) {
	dir := shared(t)
	for _, name := range []string{"home_2015.html", "search_2022.html"} {
		_, err := read(t, filepath.Join(dir, "pages/reject", name))
		var refusal *extract.Refusal
		if !errors.As(err, &refusal) || refusal.Code() != "not-article" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
