package source_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/decode"
	"herald/internal/source"
)

const picture = "\x89PNG\r\n\x1a\n"

// account returns what becomes of each file: "page", or the code of its error, after "-" if it is passed over.
func account(t *testing.T, opts source.Options, path string) map[string]string {
	t.Helper()
	opts.Classify = decode.Classify
	all := map[string]string{}
	for page, err := range source.Pages([]string{path}, nil, opts) {
		what := "page"
		if e, ok := errors.AsType[*source.Error](err); ok {
			page, what = e.Page, e.Code()
			if e.Ignored() {
				what = "-" + what
			}
		}
		name, err := filepath.Rel(path, page.Name)
		check(t, err)
		if page.Member != "" {
			name = page.Member
		}
		if all[name] != "" {
			t.Errorf("%s twice: %s, %s", name, all[name], what)
		}
		all[name] = what
	}
	return all
}

var mixed = map[string]string{
	"page.html": page, "page_files/frame.html": page, "page_files/a.png": picture, ".hidden.html": page, ".git/a.html": page, "picture.png": picture,
	"data.json": `{"a":1}`, "out/other.html": page, "style.css": "p { color: red; }", "empty.html": "", "sub/.keep": "",
	"my_files/other.html": page, "hts-cache/new.html": page, "hts-log.txt": "HTTrack3.49-2 launched on Sat, 28 Nov 2026",
	"index.html": "<html><head><title>Local index - HTTrack Website Copier</title></head><body><h1>Index of locally available sites:</h1></body></html>",
}

// TestIgnoredInFolder: every file of a folder is a page, an error or passed over; what is in a folder that is passed over is
// named with it.
func TestIgnoredInFolder(t *testing.T) {
	dir := t.TempDir()
	for name, data := range mixed {
		check(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777))
		check(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666))
	}
	want := map[string]string{
		"page.html": "page", "page_files": "-page-files", ".hidden.html": "-hidden", ".git": "-hidden", "picture.png": "-not-a-page",
		"data.json": "-not-a-page", "out": "-excluded", "style.css": "-not-a-page", "empty.html": "page", "sub/.keep": "-hidden",
		"my_files/other.html": "page", "hts-cache": "-mirror-files", "hts-log.txt": "-mirror-files", "index.html": "-not-article",
	}
	if diff := cmp.Diff(want, account(t, source.Options{Exclude: []string{"out"}}, dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("-excluded", account(t, source.Options{Include: []string{"*.png"}}, dir)["page.html"]); diff != "" {
		t.Error(diff)
	}
	for name, want := range map[string]string{
		"picture.png": "not-a-page", ".hidden.html": "page", ".git/a.html": "page", "hts-cache/new.html": "page", "index.html": "not-article",
	} { // named
		if diff := cmp.Diff(map[string]string{".": want}, account(t, source.Options{}, filepath.Join(dir, name))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestIgnoredInArchives: the same of every member, one by one.
func TestIgnoredInArchives(t *testing.T) {
	want := map[string]string{
		"page.html": "page", "page_files/frame.html": "-page-files", "page_files/a.png": "-page-files", ".hidden.html": "-hidden",
		".git/a.html": "-hidden", "picture.png": "-not-a-page", "data.json": "-not-a-page", "out/other.html": "-excluded", "style.css": "-not-a-page",
		"empty.html": "page", "sub/.keep": "-hidden", "link": "-not-a-file", "my_files/other.html": "page",
		"hts-cache/new.html": "-mirror-files", "hts-log.txt": "-mirror-files", "index.html": "-not-article",
	}
	var zipped, tarred bytes.Buffer
	z, w := zip.NewWriter(&zipped), tar.NewWriter(&tarred)
	for _, name := range slices.Sorted(maps.Keys(mixed)) { // in a tar, only a page before its folder is known there
		data := mixed[name]
		m, err := z.Create(name)
		check(t, err)
		_, err = m.Write([]byte(data))
		check(t, err)
		check(t, w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(data))}))
		_, err = w.Write([]byte(data))
		check(t, err)
	}
	link := &zip.FileHeader{Name: "link"}
	link.SetMode(fs.ModeSymlink | 0o777)
	_, err := z.CreateHeader(link)
	check(t, err)
	_, err = z.Create("sub/") // a folder is no file
	check(t, err)
	check(t, z.Close())
	check(t, w.WriteHeader(&tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "page.html"}))
	check(t, w.WriteHeader(&tar.Header{Name: "sub/", Typeflag: tar.TypeDir, Mode: 0o755}))
	check(t, w.Close())
	for name, data := range map[string][]byte{"a.zip": zipped.Bytes(), "a.tar": tarred.Bytes()} {
		path := filepath.Join(t.TempDir(), name)
		check(t, os.WriteFile(path, data, 0o666))
		if diff := cmp.Diff(want, account(t, source.Options{Exclude: []string{"out/*"}}, path)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestIgnoredRecords: a capture of a page that does not hold it is named; pictures and requests are not.
func TestIgnoredRecords(t *testing.T) {
	const html = "HTTP/1.1 200 OK\r\nContent-Type: text/html"
	of := func(kind, url, block string) string {
		return record("WARC-Type: "+kind+"\r\nWARC-Target-URI: http://a.example/"+url+"\r\nContent-Type: text/html\r\n", block)
	}
	warc := of("request", "no", "GET / HTTP/1.1\r\n\r\n") + of("revisit", "same", html+"\r\n\r\n") + of("revisit", "bare", "\r\n") +
		of("revisit", "no", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n") + of("response", "gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+page) +
		of("response", "no", "HTTP/1.1 404 Not Found\r\nContent-Type: image/png\r\n\r\n"+picture) + of("continuation", "rest", page) + of("conversion", "made", page) +
		of("response", "headless", page) + of("response", "proxied", "HTTP/1.1 203 OK\r\nContent-Type: text/html\r\n\r\n"+page) +
		of("response", "untyped", "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n<!doctype html>"+page)
	har := `{"log":{"entries":[` + visit("gone", 404, "text/html", `,"text":"x"`) + "," + visit("moved", 301, "text/html", "") + "," + visit("no", 404, "image/png", "") + `]}}`
	for name, test := range map[string]struct {
		data string
		want map[string]string
	}{
		"a.warc": {warc, map[string]string{
			"http://a.example/same": "-revisit", "http://a.example/bare": "-revisit", "http://a.example/gone": "-http-status", "http://a.example/rest": "unsupported",
			"http://a.example/made": "page", "http://a.example/headless": "page", "http://a.example/proxied": "page", "http://a.example/untyped": "page",
		}},
		"a.har":    {har, map[string]string{"gone": "-http-status", "moved": "-http-status"}},
		"none.har": {`{"log":{"entries":[` + visit("no", 200, "image/png", "") + `]}}`, map[string]string{".": "empty"}},
		"no.warc":  {of("request", "no", "GET / HTTP/1.1\r\n\r\n"), map[string]string{".": "empty"}},
	} {
		path := filepath.Join(t.TempDir(), name)
		check(t, os.WriteFile(path, []byte(test.data), 0o666))
		if diff := cmp.Diff(test.want, account(t, source.Options{}, path)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if test.want["."] == "" {
			continue
		}
		if diff := cmp.Diff(map[string]string{name: "-" + test.want["."]}, account(t, source.Options{}, filepath.Dir(path))); diff != "" {
			t.Errorf("%s in a folder: %s", name, diff)
		}
	}
}
