package source_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// quoted returns a string as JSON.
func quoted(t testing.TB, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	check(t, err)
	return string(b)
}

// inUTF16 returns a text of characters below U+10000 in UTF-16 with a BOM.
func inUTF16(text string) string {
	wide := []byte{0xff, 0xfe}
	for _, r := range text {
		wide = append(wide, byte(r), byte(r>>8))
	}
	return string(wide)
}

// rowsOf is what a test sees of JSON lines: member, fields and URL of each page; error codes after the members.
func rowsOf(g got) []string {
	var all []string
	for _, p := range g.Pages {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s", p.Member, p.Form, p.Fields.HTML, p.Fields.URL, p.URL)))
	}
	for _, e := range g.Errors {
		all = append(all, e.Member+" "+e.Code)
	}
	return all
}

func TestJSONLines(t *testing.T) {
	html := quoted(t, page)
	whole, piece := `"<!doctype html><p>x</p>"`, `"<p>a piece</p><p>of</p> a page"`
	tests := map[string]struct {
		lines  string
		fields source.Fields
		want   []string
	}{
		"usual names": {
			lines: `{"url":"http://a.example/","html":` + html + "}\n" + `{"link":"http://b.example/","raw_html":` + html + "}\n" +
				`{"uri":"http://c.example/","body":` + html + "}\n" + `{"text":` + html + ",\"url\":null}\n" + `{"content":` + piece + ",\"url\":\"no\"}\n",
			want: []string{"1 jsonl html url http://a.example/", "2 jsonl raw_html link http://b.example/", "3 jsonl body uri http://c.example/",
				"4 jsonl text", "5 jsonl content url"},
		},
		"a page takes precedence over text": {
			lines: `{"content":"The words of it.","raw_html":` + html + "}\n" + `{"content":` + piece + `,"page":` + whole + "}\n",
			want:  []string{"1 jsonl raw_html", "2 jsonl page"},
		},
		"named fields": {
			lines: `{"html":` + html + `,"url":"http://a.example/","at":"http://b.example/","src":"Words of a page.","pk":7}` + "\n" +
				`{"src":"More words.","pk":"k/8"}` + "\n" + `{"src":"Other words.","pk":null}` + "\n" + `{"html":` + html + ",\"pk\":[1]}\n",
			fields: source.Fields{HTML: "src", URL: "at", ID: "pk"},
			want:   []string{"7 jsonl src at http://b.example/", "k/8 jsonl src", "3 jsonl src", "4 no-html"},
		},
		"rows without a page": {
			lines: `{"html":` + html + "}\n" + `{"html":null}` + "\n\n" + `{"html":""}` + "\n" + `{"url":"http://a.example/"}` + "\n" +
				`{"html":{"page":1}}` + "\n" + `{"text":"Only words."}` + "\n{}\n",
			want: []string{"1 jsonl html", "2 no-html", "4 no-html", "5 no-html", "6 no-html", "7 no-html", "8 no-html"},
		},
		"broken rows": {
			lines: `{"html":` + html + "}\n" + `{"html":"<html>` + "\n" + `{"html":"<html>\q"}` + "\nwords\n" + `{"html":` + html + `}{"a":1}` + "\n" +
				`{"html":` + html + "}\n" + `{"html":"<html><p>cut`,
			want: []string{"1 jsonl html", "6 jsonl html", "2 damaged", "3 damaged", "4 damaged", "5 damaged", "7 damaged"},
		},
		"a broken row first":         {lines: `{"html":"<html>` + "\n" + `{"html":` + html + "}\n", want: []string{"2 jsonl html", "1 damaged"}},
		"a row without a page first": {lines: `{"url":"http://a.example/","html":null}` + "\n" + `{"html":` + html + "}\n", want: []string{"2 jsonl html", "1 no-html"}},
		"an array, a row a line":     {lines: `[{"html":` + html + "},\n" + `{"html":` + html + "}]\n", want: []string{"1 jsonl html", "2 jsonl html"}},
		"an array on its own lines":  {lines: "[\n" + `{"html":` + html + "}\n," + `{"html":` + html + "}\n]\n", want: []string{"2 jsonl html", "3 jsonl html"}},
		"BOM, CRLF, blank lines":     {lines: "\ufeff\r\n{ \"html\" : " + html + " }\r\n\r\n", want: []string{"2 jsonl html"}},
		"names in capitals": {
			lines: `{"URL":"http://a.example/","HTML":` + html + "}\n" + `{"Link":"http://b.example/","Content":` + piece + "}\n",
			want:  []string{"1 jsonl HTML URL http://a.example/", "2 jsonl Content Link http://b.example/"},
		},
		"named fields have the capitals they are given": {
			lines: `{"Page":` + html + `,"page":"` + "Words." + `"}` + "\n", fields: source.Fields{HTML: "Page"}, want: []string{"1 jsonl Page"},
		},
		"a text sequence":  {lines: strings.Repeat("\x1e"+`{"html":`+html+"}\n", 2), want: []string{"1 jsonl html", "2 jsonl html"}},
		"UTF-16":           {lines: inUTF16(strings.Repeat(`{"html":`+html+"}\r\n", 2)), want: []string{"1 jsonl html", "2 jsonl html"}},
		"UTF-16 of a page": {lines: inUTF16("<html><p>{\"html\":"), want: []string{"html"}},
		"ids that repeat":  {lines: strings.Repeat(`{"id":"a","html":`+html+"}\n", 2), fields: source.Fields{ID: "id"}, want: []string{"a jsonl html", "a jsonl html"}},
		"no row at all":    {lines: "", fields: source.Fields{HTML: "html"}, want: nil},
		// Other JSON is no page.
		"an object on several lines": {lines: "{\n\"html\": " + html + "\n}\n", want: []string{" not-a-page"}},
		"an array on one line":       {lines: `[{"html":` + html + `},{"html":` + html + "}]", want: []string{"1 damaged"}},
		"other objects":              {lines: `{"name":"x"}` + "\n" + `{"html":` + html + "}\n", want: []string{" not-a-page"}},
		"articles of herald":         {lines: `{"schema":"herald.article/1","headline":"A","body":"<html>"}` + "\n", want: []string{" not-a-page"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			opts := source.Options{Fields: test.fields}
			got := rowsOf(read(t, opts, strings.NewReader(test.lines), "-"))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestJSONLinesData: the bytes of a page are those of the string, whatever escapes it has; the form is that of the page itself
// where it has one.
func TestJSONLinesData(t *testing.T) {
	saved := "<!-- saved from url=(0020)http://a.example/pg -->\n" + page
	lines := `{"html":"<html>\u003cp\u003e\ud55c\"\\\/\t\ud83d\ude00\ud800</html>"}` + "\n" + `{"html":` + quoted(t, saved) + "}\n"
	g := read(t, source.Options{}, strings.NewReader(lines), "-")
	want := got{Pages: []source.Page{
		{Name: "-", Member: "1", Form: "jsonl", Data: []byte("<html><p>한\"\\/\t😀\ufffd</html>"), Fields: source.Fields{HTML: "html"}},
		{Name: "-", Member: "2", Form: "chrome", URL: "http://a.example/pg", Data: []byte(saved), Fields: source.Fields{HTML: "html"}},
	}}
	if diff := cmp.Diff(want, g); diff != "" {
		t.Error(diff)
	}
}

// TestJSONLinesInFolder: in a folder JSON that is not JSON lines of pages is passed over, also what belongs to a page.
func TestJSONLinesInFolder(t *testing.T) {
	dir := t.TempDir()
	row := `{"html":` + quoted(t, page) + "}\n"
	for name, data := range map[string]string{
		"a.json": `{"url":"http://a.example/","html":null}`, "b.jsonl": row, "c.jsonl.gz": string(gzipOf(t, []byte(row+row))), "d.html": page,
		"e.zip": string(zipOf(t, member{"f.jsonl", row}, member{"g.json", `{"url":"x"}`})), "h.json": "{\n\"a\": 1}", "i.html": "",
	} {
		check(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666))
	}
	var got []string
	for _, p := range read(t, source.Options{}, nil, dir).Pages {
		got = append(got, filepath.Base(p.Name)+" "+p.Member)
	}
	want := []string{"b.jsonl 1", "c.jsonl.gz 1", "c.jsonl.gz 2", "d.html ", "e.zip f.jsonl#1", "i.html "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestJSONLinesLimits: a page, a line and the number of rows just within the limits and just beyond them.
func TestJSONLinesLimits(t *testing.T) {
	const most = 1000
	const line = 2*most + 1<<20 // of TestJSONLines: twice a page, and a megabyte
	row := func(size, all int) string {
		html := "<html>" + strings.Repeat("x", size-len("<html>"))
		rest := all - len(`{"html":"","more":""}`+"\n") - size
		return `{"html":"` + html + `","more":"` + strings.Repeat("y", max(0, rest)) + "\"}\n"
	}
	lines := row(most, 0) + row(most+1, 0) + row(10, line) + row(10, line+1) + row(11, 0)
	g := read(t, source.Options{MaxPage: most, MaxMembers: 5}, strings.NewReader(lines), "-")
	want := []string{"1 jsonl html", "3 jsonl html", "5 jsonl html", "2 too-large", "4 too-large"}
	if diff := cmp.Diff(want, rowsOf(g)); diff != "" {
		t.Error(diff)
	}
	g = read(t, source.Options{MaxPage: most, MaxMembers: 4}, strings.NewReader(lines), "-")
	if diff := cmp.Diff([]string{"1 jsonl html", "3 jsonl html", "2 too-large", "4 too-large", " too-many-members"}, rowsOf(g)); diff != "" {
		t.Error(diff)
	}
	nested := zipOf(t, member{"a.jsonl", row(10, 0)}, member{"b.json", `{"name":"x"}`})
	for depth, want := range map[int][]string{1: {"a.jsonl too-deep"}, 2: {"a.jsonl#1 jsonl html"}} {
		if diff := cmp.Diff(want, rowsOf(read(t, source.Options{MaxDepth: depth}, bytes.NewReader(nested), "-"))); diff != "" {
			t.Errorf("depth %d: %s", depth, diff)
		}
	}
}

// TestJSONLinesAnswered: a page is yielded as soon as its line is there, before the next one is written.
func TestJSONLinesAnswered(t *testing.T) {
	in, out := io.Pipe()
	pages := make(chan source.Page)
	go func() {
		defer close(pages)
		for page, err := range source.Pages([]string{"-"}, in, source.Options{}) {
			if err != nil {
				t.Error(err)
			}
			pages <- page
		}
	}()
	for n := range 3 {
		for _, part := range []string{"{", `"html":"<html>`, "x\"", "}\n"} { // a writer without a buffer
			_, err := io.WriteString(out, part)
			check(t, err)
		}
		if page := <-pages; page.Member != fmt.Sprint(n+1) {
			t.Fatalf("row %d: %+v", n+1, page)
		}
	}
	check(t, out.Close())
	if page, more := <-pages; more {
		t.Errorf("%+v", page)
	}
}
