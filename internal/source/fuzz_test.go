package source_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"herald/internal/decode"
	"herald/internal/source"
)

// fuzz: for any bytes, nothing panics, every error has a code, and every page is whole.
func fuzz(t *testing.T, data []byte) {
	listed := map[string]bool{}
	for _, form := range source.Forms {
		listed[form.Name] = true
	}
	opts := source.Options{MaxPage: 1 << 20, MaxMembers: 100, Classify: decode.Classify}
	for p, err := range source.Pages([]string{"-"}, bytes.NewReader(data), opts) {
		var e *source.Error
		switch {
		case errors.As(err, &e):
			if e.Code() == "" || e.Page.Name != "-" || p.Data != nil {
				t.Errorf("%+v %+v", e, p)
			}
		case err != nil || !listed[p.Form] || p.Name != "-" || len(p.Data) > 1<<20:
			t.Errorf("%v %+v", err, p)
		}
		if _, err := time.Parse(time.RFC3339, p.Captured); p.Captured != "" && err != nil {
			t.Error(err)
		}
	}
}

func seed(f *testing.F, globs ...string) {
	f.Helper()
	n := 0
	for _, glob := range globs {
		files, err := filepath.Glob(filepath.Join(forms, glob))
		check(f, err)
		for _, file := range files {
			data, err := os.ReadFile(file)
			check(f, err)
			f.Add(data)
			n++
		}
	}
	if n == 0 {
		f.Fatal("no seeds")
	}
}

func FuzzWARC(f *testing.F) {
	seed(f, "*.warc", "*.warc.gz", "*.warc.zst", "*.arc", "*.arc.gz", "*.http", "*.har")
	f.Add([]byte(response("http://a.example/", page) + "garbage\n" + response("http://b.example/", page)))
	f.Fuzz(fuzz)
}

func FuzzMHTML(f *testing.F) {
	seed(f, "*.mhtml")
	f.Fuzz(fuzz)
}

func FuzzWayback(f *testing.F) {
	seed(f, "wayback*.html", "site/*.html", "singlefile*.html", "view_source.html")
	f.Fuzz(fuzz)
}

// FuzzArchive has what is no stream of lines.
func FuzzArchive(f *testing.F) {
	seed(f, "*.zip", "*.tgz", "*.tar", "*.wacz", "*.br", "*.zst", "*.xz", "*.bz2", "*.webarchive")
	f.Add(zipOfSize(f, 1<<63))
	f.Fuzz(fuzz)
}
