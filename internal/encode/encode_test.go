package encode_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"go.yaml.in/yaml/v3"

	"herald/internal/article"
	"herald/internal/encode"
)

var update = flag.Bool("update", false, "rewrite the goldens")

const folder = "../../testdata/encode"

// TestFormats writes the articles of every case in every format. A case is a txtar archive: articles.json, optionally
// options.json, and one file per format, by its name.
func TestFormats(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases in %s (%v)", folder, err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := make(map[string]string)
			for _, f := range archive.Files {
				want[f.Name] = string(f.Data)
			}
			got := map[string]string{"articles.json": want["articles.json"]}
			var opts encode.Options
			if s, ok := want["options.json"]; ok {
				got["options.json"] = s
				if err := json.Unmarshal([]byte(s), &opts); err != nil {
					t.Fatal(err)
				}
			}
			articles := read(t, want["articles.json"])
			for _, f := range encode.Formats {
				got[f.Name] = printed(t, f, opts, articles...)
			}
			if *update {
				write(t, path, archive, got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got (go test ./internal/encode -update rewrites):\n%s", diff)
			}
		})
	}
}

// read decodes JSON objects of articles.
func read(t *testing.T, objects string) []*article.Article {
	t.Helper()
	var articles []*article.Article
	d := json.NewDecoder(strings.NewReader(objects))
	for {
		a := new(article.Article)
		switch err := d.Decode(a); {
		case errors.Is(err, io.EOF):
			return articles
		case err != nil:
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
}

// printed returns the articles in a format.
func printed(t *testing.T, f encode.Format, opts encode.Options, articles ...*article.Article) string {
	t.Helper()
	var b bytes.Buffer
	e := f.New(&b, opts)
	for _, a := range articles {
		if err := e.Encode(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// write rewrites a case.
func write(t *testing.T, path string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	names := []string{"options.json", "articles.json"}
	for _, f := range encode.Formats {
		names = append(names, f.Name)
	}
	archive.Files = nil
	for _, name := range names {
		if s, ok := got[name]; ok {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(s)})
		}
	}
	if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

// hostile are the texts that the tests put into every field of an article.
var hostile = []string{
	"no", "null", "~", "true", "2020-08-15", "1e3", "0x1F", "010", ".inf", "", " ", "a: b", "- a", "#", "a # b", "---", "...", "{a", "[a", "*a", "&a",
	"!!int 3", "%YAML 1.1", "@a", "`a`", "'", `"`, `"a", "b"`, `\`, `\x`, "a\nb", "a\r\nb", "a\rb", "a\n---\nb", "\ta", "a\t", "=1+1", ",", ";", "a,b\n\"c\"",
	"\x00", "\x1b[31m", "\x07", "\x7f", "\u0080", "\u0085", "\u009b2J", "\u2028", "\u2029", "\u202e", "\u2066a\u2069", "\ufeff", "\ufffe", "\uffff", "\ufffd",
	"\xff", "\xed\xa0\x80", "a\x9bb", "한글 「漢字」", "😀", "<script>&amp;</script>", "-- csv --", strings.Repeat("a", 2000),
}

// filled returns an article with s in every string.
func filled(s string) *article.Article {
	o := article.Optional(s)
	return &article.Article{
		Schema: s, Headline: s, Subheadline: o, Byline: o, Authors: []article.Author{{Name: s, Email: o}, {Name: s}}, Agency: o,
		Date: o, Updated: o, Day: o, Section: o, Body: s,
		Blocks: []article.Block{
			{Type: article.Paragraph, Text: s}, {Type: article.Heading, Text: s}, {Type: article.Quote, Text: s},
			{Type: article.ListItem, Text: s}, {Type: article.Table, Text: s}, {Type: article.BlockType(s), Text: s},
		},
		Images: []article.Image{{URL: o, Caption: o, Credit: o}}, Notes: []string{s}, URL: o, ID: o, Language: o,
		Source:   article.Source{Path: s, Member: o, Form: s, Encoding: s, Captured: o},
		Template: s, Warnings: []article.Warning{{Code: s, Message: s}}, Evidence: []article.Evidence{{Field: s, From: s, Value: s}},
	}
}

// TestFilled checks that filled fills every field, also one that is added to the article later.
func TestFilled(t *testing.T) {
	v := reflect.ValueOf(filled("x")).Elem()
	for i, name := range encode.FieldNames() {
		if name != "word_count" && v.Field(i).IsZero() {
			t.Errorf("filled leaves %s empty", name)
		}
	}
}

// TestNoRawControls checks that no format writes a hostile character raw.
func TestNoRawControls(t *testing.T) {
	for _, f := range encode.Formats {
		for _, opts := range []encode.Options{{}, {Indent: true, Width: 20, Safe: true}, {Fields: encode.FieldNames()}} {
			for _, s := range hostile {
				out := printed(t, f, opts, filled(s))
				if !utf8.ValidString(out) {
					t.Errorf("%s of %q is not UTF-8", f.Name, s)
				}
				if f.Name == "csv" {
					out = strings.ReplaceAll(out, "\r\n", "\n")
				}
				if i := strings.IndexFunc(out, raw); i >= 0 {
					t.Errorf("%s of %q prints %q", f.Name, s, []rune(out[i:])[0])
				}
			}
		}
	}
}

// raw reports whether a character must not be written raw.
func raw(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || '\u007f' <= r && r <= '\u009f' || '\u202a' <= r && r <= '\u202e' ||
		'\u2066' <= r && r <= '\u2069' || r == '\u2028' || r == '\u2029' || r == '\ufeff'
}

// TestCSVRoundTrip checks that encoding/csv reads back every cell, and rows as wide as the header.
func TestCSVRoundTrip(t *testing.T) {
	for _, fields := range [][]string{nil, {"headline"}, encode.FieldNames()} {
		for _, s := range hostile {
			out := printed(t, format(t, "csv"), encode.Options{Fields: fields}, filled(s), filled("plain"))
			if ends := strings.Count(out, "\r\n"); ends != 3 || ends != strings.Count(out, "\r") {
				t.Errorf("%q: %d CRLF, want one at the end of each of the three rows and nowhere else", s, ends)
			}
			rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
			if err != nil {
				t.Fatalf("%q: %v", s, err)
			}
			if len(rows) != 3 {
				t.Fatalf("%q: %d rows, want a header and two", s, len(rows))
			}
			at := slices.Index(rows[0], "headline")
			if diff := cmp.Diff([]string{shownAs(s), "plain"}, []string{rows[1][at], rows[2][at]}); diff != "" {
				t.Errorf("headline %q: -want +got\n%s", s, diff)
			}
		}
	}
}

// shownAs returns s as formats write it that cannot escape control characters.
func shownAs(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if raw(r) || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, s)
}

// TestFrontMatterRoundTrip checks that the front matter has the same values in YAML as the article in JSON.
func TestFrontMatterRoundTrip(t *testing.T) {
	for _, s := range hostile {
		a := filled(s)
		out := printed(t, format(t, "markdown"), encode.Options{}, a)
		front, _, ok := strings.Cut(strings.TrimPrefix(out, "---\n"), "\n---\n")
		if !ok {
			t.Fatalf("%q: no front matter", s)
		}
		var got map[string]any
		if err := yaml.Unmarshal([]byte(front), &got); err != nil {
			t.Fatalf("%q: %v\n%s", s, err, front)
		}
		var want map[string]any
		if err := json.Unmarshal([]byte(printed(t, format(t, "json"), encode.Options{}, a)), &want); err != nil {
			t.Fatal(err)
		}
		for _, below := range []string{"body", "blocks", "images", "notes"} {
			delete(want, below)
		}
		want["word_count"] = 0 // YAML has an int where JSON has a float
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -json +yaml\n%s", s, diff)
		}
	}
}

// TestJSONRoundTrip checks that JSON loses nothing that it has to escape.
func TestJSONRoundTrip(t *testing.T) {
	for _, s := range hostile {
		if !utf8.ValidString(s) {
			continue // comes back as U+FFFD
		}
		want := filled(s)
		out := printed(t, format(t, "json"), encode.Options{}, want)
		if strings.Count(out, "\n") != 1 {
			t.Errorf("%q: not one line", s)
		}
		got := new(article.Article)
		if err := json.Unmarshal([]byte(out), got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", s, diff)
		}
	}
}

func TestParseFields(t *testing.T) {
	known := encode.FieldNames()
	for _, c := range []struct {
		list string
		want []string
		err  error
	}{
		{list: "", want: nil},
		{list: "headline", want: []string{"headline"}},
		{list: " date, headline ,date", want: []string{"date", "headline"}},
		{list: "headlne", err: &encode.FieldError{Name: "headlne", Known: known}},
		{list: "headline,", err: &encode.FieldError{Name: "", Known: known}},
		{list: "title", err: &encode.FieldError{Name: "title", Known: known}},
		{list: "Body", err: &encode.FieldError{Name: "Body", Known: known}},
	} {
		got, err := encode.ParseFields(c.list)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.list, diff)
		}
		if diff := cmp.Diff(c.err, err); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.list, diff)
		}
	}
}

// TestOneWrite checks that an article is one Write, so that an interrupted run leaves whole articles.
func TestOneWrite(t *testing.T) {
	for _, f := range encode.Formats {
		var w counter
		e := f.New(&w, encode.Options{})
		for range 3 {
			if err := e.Encode(filled(strings.Repeat("long ", 5000))); err != nil {
				t.Fatal(err)
			}
		}
		want := counter(3)
		if f.Name == "tei" {
			want = 2 // the first goes with the second
		}
		if w != want {
			t.Errorf("%s: %d writes for 3 articles, want %d", f.Name, w, want)
		}
	}
}

// counter counts calls of Write.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c++
	return len(p), nil
}

// TestWriteError checks that every encoder returns the error of its writer.
func TestWriteError(t *testing.T) {
	for _, f := range encode.Formats {
		e := f.New(full{}, encode.Options{})
		if err := errors.Join(e.Encode(filled("x")), e.Close()); !errors.Is(err, errFull) {
			t.Errorf("%s: %v, want %v", f.Name, err, errFull)
		}
	}
}

var errFull = errors.New("no space left")

// full is a writer without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// format returns the format of a name.
func format(t *testing.T, name string) encode.Format {
	t.Helper()
	for _, f := range encode.Formats {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no format %s", name)
	return encode.Format{}
}

// TestQuery checks the lines of results, and that a query that fails writes nothing.
func TestQuery(t *testing.T) {
	a := &article.Article{Headline: "A \u202eB\u2028", WordCount: 12345678}
	for _, test := range []struct {
		query, want, err string
		raw              bool
	}{
		{query: `.headline, .notes`, want: `"A \u202eB\u2028"` + "\n[]\n"},
		{query: `.headline`, raw: true, want: "A B\n\n"},
		{query: `{b: .word_count, a: 100000000000000000001, c: "<&>"}`, want: `{"a":100000000000000000001,"b":12345678,"c":"<&>"}` + "\n"},
		{query: `1, halt, 2`, want: "1\n"},
		{query: `empty`},
		{query: `.day, .headline.x`, err: `jq '.day, .headline.x': expected an object but got: string ("A ` + "\u202eB\u2028" + `")`},
	} {
		q, err := encode.ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		message := ""
		if err := encode.Formats[0].New(&out, encode.Options{Query: q, Raw: test.raw}).Encode(a); err != nil {
			message = err.Error()
		}
		if out.String() != test.want || message != test.err {
			t.Errorf("%s: %q, %q", test.query, out.String(), message)
		}
	}
}

// TestQueryIsBounded checks that a query ends with an error if it runs without end or yields more than fits in memory.
func TestQueryIsBounded(t *testing.T) {
	done, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		query, err string
		ctx        context.Context
		timeout    time.Duration
	}{
		{query: `repeat("a" * 1e6)`, err: "more than 32 MiB of results for one article"},
		{query: `"a" * 4e7`, err: "more than 32 MiB of results for one article"},
		{query: `reduce range(99) as $i (1; [., .])`, err: "more than 32 MiB of results for one article"},
		{query: `reduce range(99) as $i (1; {a: ., b: .})`, err: "more than 32 MiB of results for one article"},
		{query: `reduce range(1e5) as $i (1; [.])`, err: "more than 32 MiB of results for one article"}, // too deep for a recursive printer
		{query: `last(repeat(1))`, timeout: time.Millisecond, err: "context deadline exceeded"},
		{query: `try last(repeat(1)) catch 1`, ctx: done, err: "context canceled"},
	} {
		q, err := encode.ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		if test.ctx == nil {
			test.ctx = t.Context()
		}
		var out strings.Builder
		err = encode.Formats[0].New(&out, encode.Options{Query: q.Within(test.ctx, test.timeout), Raw: true}).Encode(&article.Article{})
		query, ok := errors.AsType[*encode.QueryError](err)
		if !ok || query.Err.Error() != test.err || out.Len() > 0 {
			t.Errorf("%s: %v, and %d bytes", test.query, err, out.Len())
		}
	}
}

// TestParseQueryError checks the columns of parse errors.
func TestParseQueryError(t *testing.T) {
	for query, want := range map[string]int{".a |": 5, ".a ]": 4, "가": 1, `"가" ]`: 5, "nothing": 0, `"open`: 6} {
		_, err := encode.ParseQuery(query)
		if e, ok := errors.AsType[*encode.QueryError](err); !ok || e.Expression != query || e.Column != want || e.Code() != "jq" {
			t.Errorf("%s: %v, want column %d", query, err, want)
		}
	}
}

// TestColor checks that colors surround the keys and strings of JSON and each line of the headline in text, and nothing else.
func TestColor(t *testing.T) {
	a := &article.Article{Headline: `A "b\" c`, WordCount: 7, Date: "2021-03-03"}
	opts := encode.Options{Fields: []string{"headline", "word_count", "date", "authors"}, Color: true, Width: 4}
	for format, want := range map[string]string{
		"json": "{\x1b[34;1m\"headline\"\x1b[m:\x1b[32m\"A \\\"b\\\\\\\" c\"\x1b[m,\x1b[34;1m\"word_count\"\x1b[m:7," +
			"\x1b[34;1m\"date\"\x1b[m:\x1b[32m\"2021-03-03\"\x1b[m,\x1b[34;1m\"authors\"\x1b[m:[]}\n",
		"text": "\x1b[1mA\x1b[m\n\x1b[1m\"b\\\"\x1b[m\n\x1b[1mc\x1b[m\n2021-03-03\n\nword_count:\n  7\n",
	} {
		i := slices.IndexFunc(encode.Formats, func(f encode.Format) bool { return f.Name == format })
		var out strings.Builder
		if err := encode.Formats[i].New(&out, opts).Encode(a); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}
