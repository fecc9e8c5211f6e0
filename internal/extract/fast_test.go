package extract_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// sameArticle compares what both ways read, and reports whether the quick one was sure.
func sameArticle(tb testing.TB, page []byte) bool {
	tb.Helper()
	fast, fastErr := decode.Decode(page, "")
	full, fullErr := decode.Fully(bytes.Clone(page), "")
	if (fastErr == nil) != (fullErr == nil) {
		tb.Fatalf("%v, but in full %v: %.200q", fastErr, fullErr, page)
	}
	if fastErr != nil {
		return true
	}
	if isFlattened(full) && !isFlattened(fast) {
		return true // before html.Parse, the size of a tree is only estimated
	}
	got, gotErr := extract.Explained(fast)
	want, wantErr := extract.Explained(full)
	if d := cmp.Diff([]any{want, text(wantErr)}, []any{got, text(gotErr)}); d != "" {
		tb.Fatalf("%.200q\n%s", page, d)
	}
	return !fast.Full
}

func isFlattened(doc *decode.Document) bool {
	return slices.ContainsFunc(doc.Doubts, func(d decode.Doubt) bool { return d.Code == "deep-markup" })
}

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
