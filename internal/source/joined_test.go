package source_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// TestJoined: several pages in one file are split where one ends and the next begins, and nowhere else.
func TestJoined(t *testing.T) {
	const (
		doctype = "<!DOCTYPE html>\n<html><head><title>A</title></head><body><p>Words of the one.</p></body></html>"
		bare    = "<HTML><body><p>Words of the other.</p></body></HTML>"
		xhtml   = `<?xml version="1.0" encoding="utf-8"?>` + "\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\">\n<html><body><p>X</p></body></html>"
		saved   = "<!-- Saved from http://p.example/a at 2020-09-11T01:00:00Z using monolith v2.8.1 -->\n" + doctype
		traced  = doctype + "\n<!-- Mirrored from p.example/a by HTTrack Website Copier/3.x -->\n"
		open    = "<!DOCTYPE html><html><body><p>No end of the html element.</p></body>"
	)
	for _, test := range []struct {
		name  string
		pages []string
	}{
		{"one", []string{doctype}},
		{"two", []string{doctype + "\n", doctype + "\n"}},
		{"without line ends", []string{doctype, doctype, doctype}},
		{"without doctypes", []string{bare + "\n", bare + "\n"}},
		{"a doctype after none", []string{bare + "\n", doctype + "\n"}},
		{"no doctype after one", []string{doctype + "\n", bare + "\n", doctype}},
		{"an end and a start in a script", []string{"<!doctype html><html><script>w('</html>' + '<html>')</script><p>Words</p></html><"}},
		{"BOMs between", []string{doctype + "\r\n\ufeff", doctype}},
		{"an XML declaration is the next page's", []string{doctype + "\n", xhtml + "\n", xhtml}},
		{"a comment of the next page", []string{saved + "\n", saved}},
		{"a comment of the page before", []string{traced, traced, doctype}},
		{"a page that closes only its body", []string{open + "\n", doctype}},
		{"a doctype in an element", []string{"<!DOCTYPE html><base href=x><div>cached</div><div>" + doctype + "</div>"}},
		{"a doctype in a script", []string{"<!doctype html><html><script>w('<!DOCTYPE html><html></html>')</script><p>Words</p></html>"}},
		{"an end in a script", []string{"<html><script>w('</html>'); w('<html>')</script><p>Words</p></html>"}},
		{"text between", []string{doctype + "\nand words\n" + doctype}},
		{"an end twice", []string{doctype + "</html>\n"}},
	} {
		want := got{}
		for i, data := range test.pages {
			page := source.Page{Name: "-", Form: "html", Data: []byte(data)}
			if len(test.pages) > 1 {
				page.Member = string(rune('1' + i))
			}
			if test.name == "a comment of the next page" {
				page.Form, page.URL, page.Captured = "monolith", "http://p.example/a", "2020-09-11T01:00:00Z"
			}
			want.Pages = append(want.Pages, page)
		}
		g := read(t, source.Options{}, strings.NewReader(strings.Join(test.pages, "")), "-")
		if diff := cmp.Diff(want, g); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestJoinedOwn: what herald writes of several articles is split into them, and only that.
func TestJoinedOwn(t *testing.T) {
	const (
		dated     = "Ferry gets a bell\nThe captain pays for it\nBy Noh Ye-bin\n2021-02-01T16:42:00+09:00 (updated 2021-02-01T18:00:00+09:00)\n\nIt rings.\n"
		undated   = "Ferry gets a bell\nBy Noh Ye-bin\n\nIt rings.\n"
		day       = "Ferry gets a bell\nBy Noh Ye-bin\n2021-02-01\n\nIt rings.\n"
		otherDay  = "Ferry gets a bell\nNoh Ye-bin\n2021-02-01\n\nIt rings.\n"
		printed   = "Ferry gets a bell\nPublished : 2021-02-01 16:42\n\nIt rings.\n"
		markdown  = "---\nschema: \"herald.article/1\"\nheadline: \"Ferry gets a bell\"\n---\n\n# Ferry gets a bell\n\nIt rings.\n"
		clipped   = "---\ntitle: Ferry gets a bell\nurl: https://p.example/a\n---\n\nIt rings.\n"
		separator = "\n* * *\n\n"
		blank     = "\n"
	)
	windows := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	for _, test := range []struct {
		name  string
		parts []string // pages and what separates them
		pages int
	}{
		{"text", []string{dated, separator, dated, separator, dated}, 3},
		{"text with a date in one", []string{undated, separator, dated, separator, undated}, 3},
		{"text with days", []string{day, separator, day}, 2},
		{"text with line ends of Windows", []string{windows(dated), windows(separator), windows(undated)}, 2},
		{"text of one", []string{dated}, 1},
		{"text of another program", []string{printed, separator, printed}, 1},
		{"text of another program with days", []string{otherDay, separator, otherDay}, 1},
		{"text with asterisks on other lines", []string{dated, "* * *\n", dated}, 1},
		{"Markdown", []string{markdown, blank, markdown}, 2},
		{"Markdown with line ends of Windows", []string{windows(markdown), windows(blank), windows(markdown)}, 2},
		{"Markdown of another program", []string{clipped, blank, clipped}, 1},
		{"a text about the schema", []string{"Front matter:\n\n", "schema: \"herald.article/1\"\n\n---\n"}, 1},
	} {
		file := strings.Join(test.parts, "")
		want := []string{file}
		if test.pages > 1 {
			want = nil
			for i := 0; i < len(test.parts); i += 2 {
				want = append(want, test.parts[i])
			}
		}
		var got []string
		for _, page := range read(t, source.Options{}, strings.NewReader(file), "-").Pages {
			got = append(got, string(page.Data))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestJoinedIsLong: a file of pages may be longer than a page may be; a page in it may not.
func TestJoinedIsLong(t *testing.T) {
	const most = 1000
	one := "<!doctype html><html><body><p>" + strings.Repeat("words ", 100) + "</p></body></html>\n"
	long := "<!doctype html><html><body><p>" + strings.Repeat("words ", 200) + "</p></body></html>\n"
	opts := source.Options{MaxPage: most}
	want := outcome{Members: []string{"1", "2", "3", "4", "5"}}
	if diff := cmp.Diff(want, outcomeOf(read(t, opts, strings.NewReader(strings.Repeat(one, 5)), "-"))); diff != "" {
		t.Error(diff)
	}
	want = outcome{Members: []string{"1", "2"}, Errors: []failure{{"-", "", "too-large"}}}
	if diff := cmp.Diff(want, outcomeOf(read(t, opts, strings.NewReader(one+one+long), "-"))); diff != "" {
		t.Error(diff)
	}
	want = outcome{Members: []string{"1", "2"}, Errors: []failure{{"-", "", "too-many-members"}}}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{MaxMembers: 2}, strings.NewReader(one+one+one), "-"))); diff != "" {
		t.Error(diff)
	}
	packed := append(gzipOf(t, []byte(one)), gzipOf(t, []byte(one))...) // cat a.html.gz b.html.gz
	want = outcome{Members: []string{"1", "2"}}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, bytes.NewReader(packed), "-"))); diff != "" {
		t.Error(diff)
	}
}

// TestJoinedTars: tars that were joined, or appended after the zeros that end the first, are read one after the other.
func TestJoinedTars(t *testing.T) {
	a, b := tarOf(t, member{"a.html", page}), tarOf(t, member{"b.html", page}, member{"c.html", page})
	zeros := make([]byte, 20*512)
	for name, test := range map[string]struct {
		data []byte
		opts source.Options
		want outcome
	}{
		"joined":          {slices.Concat(a, b), source.Options{}, outcome{Members: []string{"a.html", "b.html", "c.html"}}},
		"after zeros":     {slices.Concat(a, zeros, b, zeros), source.Options{}, outcome{Members: []string{"a.html", "b.html", "c.html"}}},
		"compressed each": {slices.Concat(gzipOf(t, a), gzipOf(t, b)), source.Options{}, outcome{Members: []string{"a.html", "b.html", "c.html"}}},
		"other bytes":     {slices.Concat(a, []byte(strings.Repeat("words ", 100))), source.Options{}, outcome{Members: []string{"a.html"}}},
		"too many":        {slices.Concat(a, b), source.Options{MaxMembers: 2}, outcome{Members: []string{"a.html", "b.html"}, Errors: []failure{{"-", "", "too-many-members"}}}},
	} {
		if diff := cmp.Diff(test.want, outcomeOf(read(t, test.opts, bytes.NewReader(test.data), "-"))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
