package source_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// visit is an entry of a HAR.
func visit(url string, status int, contentType, more string) string {
	return fmt.Sprintf(`{"request":{"url":%q},"startedDateTime":"2020-08-15T12:12:00.5+09:00","response":{"status":%d,"content":{"mimeType":%q%s}}}`,
		url, status, contentType, more)
}

func TestHAR(t *testing.T) {
	quoted, err := json.Marshal(page)
	check(t, err)
	const inA, inB = "http://a.example/", "http://b.example/"
	html := func(url string) string { return visit(url, 200, "text/html; charset=utf-8", `,"text":`+string(quoted)) }
	log := func(entries ...string) string {
		return `{"log":{"version":"1.2","pages":[{"id":"x"}],"entries":[` + strings.Join(entries, ",") + `],"comment":""}}`
	}
	film := visit("http://f.example/", 200, "video/mp4", `,"encoding":"base64","text":"`+strings.Repeat("AAAA", 4600)+`"`)
	small := source.Options{MaxPage: 4000} // an entry may have twice as much, and what is read at once
	for _, test := range []struct {
		name string
		data string
		opts source.Options
		want outcome
	}{
		{"two", log(html(inA), html(inB)), source.Options{}, outcome{Members: []string{inA, inB}}},
		{"indented, after a BOM", "\ufeff{\n  \"log\" : {\n\"entries\":[" + html(inA) + "]}}", source.Options{}, outcome{Members: []string{inA}}},
		{"none", log(), source.Options{}, outcome{Errors: []failure{{"-", "", "empty"}}}},
		{"from the cache", log(visit(inA, 304, "text/html", `,"text":"<p>Words</p>"`), visit(inB, 304, "text/html", "")), source.Options{}, outcome{Members: []string{inA}}},
		{"types that are not stated", log(visit(inA, 200, "", `,"text":"<html><p>Words</p>"`), visit(inB, 200, "x-unknown", `,"text":" <!DOCTYPE html>"`), visit(inB, 200, "", `,"text":"words"`)),
			source.Options{}, outcome{Members: []string{inA, inB}}},
		{"base64", log(visit(inA, 200, "text/html", `,"encoding":"base64","text":"PHA+V29yZHM8L3A+"`)), source.Options{}, outcome{Members: []string{inA}}},
		{"what is no page", log(visit(inB, 200, "image/png", `,"text":"x"`), visit(inB, 404, "text/html", `,"text":"x"`), visit(inB, 301, "text/html", ""), html(inA)),
			source.Options{}, outcome{Members: []string{inA}}},
		{"without content", log(visit(inB, 200, "text/html", ""), html(inA)), source.Options{},
			outcome{Members: []string{inA}, Errors: []failure{{"-", inB, "not-a-page"}}}},
		{"base64 that is none", log(visit(inB, 200, "text/html", `,"encoding":"base64","text":"=="`), html(inA)), source.Options{},
			outcome{Members: []string{inA}, Errors: []failure{{"-", inB, "damaged"}}}},
		{"cut short", log(html(inA), html(inB))[:len(log(html(inA)))+20], source.Options{}, outcome{Members: []string{inA}, Errors: []failure{{"-", "", "damaged"}}}},
		{"cut short between entries", log(html(inA))[:len(log(html(inA)))-len(`],"comment":""}}`)], source.Options{},
			outcome{Members: []string{inA}, Errors: []failure{{"-", "", "damaged"}}}},
		{"broken", strings.Replace(log(html(inA), html(inB)), inB+`"`, inB, 1), source.Options{}, outcome{Members: []string{inA}, Errors: []failure{{"-", "", "damaged"}}}},
		{"no entries", `{"log":{"version":"1.2"}}`, source.Options{}, outcome{Errors: []failure{{"-", "", "damaged"}}}},
		{"entries that are no list", `{"log":{"entries":{}}}`, source.Options{}, outcome{Errors: []failure{{"-", "", "damaged"}}}},
		{"nested without end", `{"log":{"x":` + strings.Repeat("[", 1<<20), source.Options{}, outcome{Errors: []failure{{"-", "", "damaged"}}}},
		{"a long entry", log(html(inA), film, html(inB)), source.Options{MaxPage: 8000}, outcome{Members: []string{inA, inB}}},
		{"an entry too long", log(html(inA), film, html(inB)), small, outcome{Members: []string{inA}, Errors: []failure{{"-", "", "too-large"}}}},
		{"a page too long", log(html(inA), visit(inB, 200, "text/html", `,"text":"`+strings.Repeat("words ", 700)+`"`)), small,
			outcome{Members: []string{inA}, Errors: []failure{{"-", inB, "too-large"}}}},
		{"too many", log(html(inA), html(inB)), source.Options{MaxMembers: 1}, outcome{Members: []string{inA}, Errors: []failure{{"-", "", "too-many-members"}}}},
	} {
		if diff := cmp.Diff(test.want, outcomeOf(read(t, test.opts, strings.NewReader(test.data), "-"))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	want := got{Pages: []source.Page{{Name: "-", Member: inA, Form: "har", URL: inA, ContentType: "text/html; charset=utf-8",
		Captured: "2020-08-15T03:12:00Z", Data: []byte(page)}}}
	// One byte at a time, its beginning is for long that of JSON lines.
	for _, in := range []io.Reader{strings.NewReader(log(html(inA))), iotest.OneByteReader(strings.NewReader("{ \"log\"\n: " + log(html(inA))[len(`{"log":`):]))} {
		if diff := cmp.Diff(want, read(t, source.Options{}, in, "-")); diff != "" {
			t.Error(diff)
		}
	}
}
