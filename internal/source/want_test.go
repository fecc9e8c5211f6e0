package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// TestWant: what is not wanted gives neither page nor error and is not read beyond its head; it counts as read.
func TestWant(t *testing.T) {
	dir := t.TempDir()
	page := []byte("<html>" + strings.Repeat("<p>a long page of words</p>", 10_000))
	for name, data := range map[string][]byte{
		"page.html":   page,
		"page.gz":     sample(t, "view.html.gz"),
		"packed.tgz":  sample(t, "pages.tgz"),
		"packed.zip":  sample(t, "pages.zip"),
		"picture.png": []byte("\x89PNG\r\n\x1a\n"),
		"bytes":       {0, 1, 2, 3},
	} {
		check(t, os.WriteFile(filepath.Join(dir, name), data, 0o666))
	}
	packed := []string{
		"packed.tgz#view.html", "packed.tgz#article.html", "packed.tgz#old.html",
		"packed.zip#view.html", "packed.zip#article.html", "packed.zip#old.html", "page.gz#",
	}
	for _, test := range []struct {
		want source.Want
		gets []string
	}{
		{source.All, append([]string{"bytes: not-a-page"}, append(packed, "page.html#")...)},
		{source.Members, packed},
		{source.Nothing, nil},
	} {
		var done source.Progress
		var gets []string
		g := func(name string) string { return strings.TrimPrefix(name, dir+"/") }
		opts := source.Options{Want: func(string) source.Want { return test.want }, Progress: &done}
		all := read(t, opts, nil, dir)
		for _, e := range all.Errors {
			gets = append(gets, g(e.Name)+": "+e.Code)
		}
		for _, p := range all.Pages {
			gets = append(gets, g(p.Name)+"#"+p.Member)
		}
		if diff := cmp.Diff(test.gets, gets); diff != "" {
			t.Errorf("%v: %s", test.want, diff)
		}
		if n := done.Files.Load(); n != 6 {
			t.Errorf("%v: %d files", test.want, n)
		}
		if n := done.Bytes.Load(); n < int64(len(page)) {
			t.Errorf("%v: only %d bytes", test.want, n)
		}
	}
}
