package extract_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"herald/internal/decode"
	"herald/internal/extract"
)

// TestFastIsFull: the quick way to a tree never changes an article, nor a refusal.
func TestFastIsFull(t *testing.T) {
	for _, folder := range []string{pages, "../../testdata/forms", "../../../shared/."} {
		t.Run(filepath.Base(filepath.Clean(folder)), func(t *testing.T) {
			read, full := 0, 0
			err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
				if err == nil && e.IsDir() && strings.HasSuffix(path, "cases/forms") {
					return fs.SkipDir // damaged on purpose; package source reads them
				}
				if err != nil || e.IsDir() || !strings.Contains(filepath.Base(path), ".htm") {
					return err
				}
				read++
				if !sameArticle(t, unpacked(t, readFile(t, path))) {
					full++
				}
				return nil
			})
			if os.IsNotExist(err) && strings.Contains(folder, "shared") {
				t.Skip("no real pages at hand")
			}
			if err != nil || read == 0 {
				t.Fatalf("%d pages read: %v", read, err)
			}
			t.Logf("%d of %d pages were left to the full parser", full, read)
		})
	}
}

// TestReusedDecoder: what a page leaves in the memory of a decoder changes no article, and no article changes afterwards.
func TestReusedDecoder(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(pages, "*", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var decoder decode.Decoder
	read := func(file string, decode func([]byte, string) (*decode.Document, error)) any {
		doc, err := decode(readFile(t, file), "")
		if err != nil {
			return err.Error()
		}
		a, err := extract.Reader{}.Explained(doc)
		if err != nil {
			return err.Error()
		}
		return a
	}
	var got, want []any
	for _, file := range files {
		got, want = append(got, read(file, decoder.Decode)), append(want, read(file, decode.Decode))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// unpacked is a file, without the gzip that the real pages are kept in.
func unpacked(tb testing.TB, data []byte) []byte {
	tb.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return data
	}
	page, err := io.ReadAll(z)
	if err != nil {
		tb.Fatal(err)
	}
	return page
}

// sameArticle compares what is read from the trees of htmltree and of html.Parse, and reports whether htmltree built one. A
// page that is nested too deep is not compared, since html.Parse refuses it, nor one whose encoding decode has repaired.
func sameArticle(tb testing.TB, page []byte) bool {
	tb.Helper()
	fast, err := decode.Decode(page, "")
	if err != nil || fast.HTML == nil {
		return true
	}
	deep := func(d decode.Doubt) bool { return d.Code == "deep-markup" }
	misread := bytes.Contains(page, []byte("â€")) || bytes.Contains(page, []byte("â\u0080"))
	if fast.Full || misread || slices.ContainsFunc(fast.Doubts, deep) {
		return !fast.Full
	}
	full := *fast
	tree, err := html.Parse(bytes.NewReader(asUTF8(tb, page, fast.Encoding)))
	if err != nil {
		tb.Fatalf("%v, but htmltree built a tree: %.200q", err, page)
	}
	full.HTML, full.Full = goquery.NewDocumentFromNode(tree), true
	got, gotErr := extract.Reader{}.Explained(fast)
	want, wantErr := extract.Reader{}.Explained(&full)
	if d := cmp.Diff([]any{want, text(wantErr)}, []any{got, text(gotErr)}); d != "" {
		tb.Fatalf("%.200q\n%s", page, d)
	}
	return true
}

// asUTF8 returns a page as decode hands it to the parser.
func asUTF8(tb testing.TB, page []byte, encoding string) []byte {
	tb.Helper()
	if encoding != "utf-8" {
		e, _ := charset.Lookup(encoding)
		var err error
		if page, err = e.NewDecoder().Bytes(page); err != nil {
			tb.Fatal(err)
		}
	}
	page = bytes.ToValidUTF8(bytes.TrimPrefix(page, []byte("\ufeff")), []byte("\uFFFD"))
	page = bytes.ReplaceAll(page, []byte{0}, nil)
	twice := false
	fixed := escapedTwice.ReplaceAllFunc(page, func(found []byte) []byte {
		once := "&" + string(found[len("&amp;"):])
		if html.UnescapeString(once) == once || once == "&lt;" || once == "&gt;" {
			return found
		}
		twice = twice || once != "&amp;"
		return []byte(once)
	})
	if !twice {
		return page
	}
	return fixed
}

// escapedTwice matches what decode escapes once less, if it is a character reference but for those of markup.
var escapedTwice = regexp.MustCompile(`&amp;#?\w{1,8};`)

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// FuzzFast seeds with the smaller pages: the fuzzer spends its time on changing them, not on reading them.
func FuzzFast(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(pages, "*", "*.html"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		if data := readFile(f, file); len(data) < 8<<10 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, page []byte) { sameArticle(t, page) })
}
