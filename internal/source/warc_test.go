package source_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// record is a WARC record of the given headers.
func record(headers, block string) string {
	return fmt.Sprintf("WARC/1.0\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", headers, len(block), block)
}

func response(url, body string) string {
	return record("WARC-Type: response\r\nWARC-Target-URI: "+url+"\r\nWARC-Date: 2020-08-15T03:12:00Z\r\nContent-Type: application/http; msgtype=response\r\n",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+body)
}

func answer(header, body string) string {
	return record("WARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\n", header+"\r\n\r\n"+body)
}

func TestWARC(t *testing.T) {
	a, b, c := response("http://a.example/", page), response("http://b.example/", page), response("http://c.example/", page)
	const inA, inB, inC = "http://a.example/", "http://b.example/", "http://c.example/"
	lost := []failure{{"-", "", "damaged"}}
	all := []string{inA, inB, inC}
	members := func(records ...string) []byte {
		var file []byte
		for _, r := range records {
			file = append(file, gzipOf(t, []byte(r))...)
		}
		return file
	}
	broken := func(flip int, records ...string) []byte { // a byte of the second member is flipped
		file := members(records...)
		file[len(members(records[0]))+flip] ^= 0xff
		return file
	}
	cut := append(append(members(a), members(b)[:60]...), members(c)...)

	tests := []struct {
		name string
		data []byte
		want outcome
	}{
		{"whole", []byte(a + b + c), outcome{Members: all}},
		{"a member each", members(a, b, c), outcome{Members: all}},
		{"one member", members(a + b + c), outcome{Members: all}},
		{"zeros after the last member", append(members(a), 0, 0, 0), outcome{Members: []string{inA}}},
		{"zstd", zstdOf(t, []byte(a+b)), outcome{Members: []string{inA, inB}}},
		{"in a zip", zipOf(t, member{"x.warc.gz", string(members(a, b))}), outcome{Members: []string{"x.warc.gz#" + inA, "x.warc.gz#" + inB}}},
		{"blank lines before the first record", []byte("\r\n\n" + a + b), outcome{Members: []string{inA, inB}}},
		{"a BOM before the first record", []byte("\ufeff" + a + b), outcome{Members: []string{inA, inB}}},
		{"blank lines between and after", []byte(a + "\r\n\r\n\r\n" + b + "\n\n\n\n\n"), outcome{Members: []string{inA, inB}}},
		{"line ends of one byte", []byte(strings.ReplaceAll(a+b, "\r\n", "\n")), outcome{Errors: lost}},
		{"what is no page of ours", []byte(
			record("WARC-Type: warcinfo\r\n", "software: made up") +
				record("WARC-Type: request\r\nWARC-Target-URI: http://a.example/\r\n", "GET / HTTP/1.1\r\n\r\n") +
				record("WARC-Type: revisit\r\nWARC-Target-URI: http://a.example/\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") +
				record("WARC-Type: resource\r\nContent-Type: text/plain\r\n", "a log") +
				record("WARC-Type: response\r\nContent-Type: text/dns\r\n", "20200815 a.example") +
				answer("HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\nLocation: /y", page) +
				answer("HTTP/1.1 404 Not Found\r\nContent-Type: text/html", page) +
				answer("HTTP/1.1 200 OK\r\nContent-Type: image/png", "\x89PNG\r\n\x1a\n") + a),
			outcome{Members: []string{inA}}},
		{"resource", []byte(record("WARC-Type: resource\r\nWARC-Target-URI: <http://a.example/>\r\nContent-Type: text/html\r\n", page)), outcome{Members: []string{inA}}},
		{"cut short", []byte(a + b)[:len(a)+200], outcome{Members: []string{inA}, Errors: lost}},
		{"cut short in a header", []byte(a + b)[:len(a)+20], outcome{Members: []string{inA}, Errors: lost}},
		{"cut short in a member", members(a, b)[:len(members(a))+50], outcome{Members: []string{inA}, Errors: lost}},
		{"garbage between", []byte(a + "garbage\r\nmore of it\n" + b), outcome{Members: []string{inB}, Errors: lost}},
		{"a length too short", []byte(a + strings.Replace(b, "Length: 9", "Length: 8", 1) + c), outcome{Members: []string{inA, inC}, Errors: lost}},
		{"a length too long", []byte(a + strings.Replace(b, "Length: 9", "Length: 19", 1) + c + a), outcome{Members: []string{inA, inA}, Errors: lost}},
		{"a length beyond the end", []byte(a + strings.Replace(b, "Length: 9", "Length: 99999999999", 1) + c), outcome{Members: []string{inA, inC}, Errors: lost}},
		{"no length", []byte(a + strings.Replace(b, "Content-Length", "X-Length", 1) + c), outcome{Members: []string{inA, inC}, Errors: lost}},
		{"a flipped byte", broken(80, a, b, c), outcome{Members: []string{inA, inC}, Errors: lost}},
		{"a flipped byte in the head of a member", broken(0, a, b, c), outcome{Members: []string{inA, inC}, Errors: lost}},
		{"a wrong checksum", broken(len(members(b))-8, a, b, c), outcome{Members: []string{inA, inC}, Errors: lost}},
		{"a member cut short between", cut, outcome{Members: []string{inA, inC}, Errors: lost}},
		{"a header without an end", []byte(a + "WARC/1.0\r\n" + strings.Repeat("X: "+strings.Repeat("x", 100)+"\r\n", 1000) + "\r\n" + c),
			outcome{Members: []string{inA, inC}, Errors: lost}},
		{"a line without an end", []byte(a + "WARC/1.0\r\n" + strings.Repeat("x", 1<<20) + "\r\n" + c), outcome{Members: []string{inA, inC}, Errors: lost}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, outcomeOf(read(t, source.Options{}, bytes.NewReader(test.data), "-"))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLengthSlack: a block whose length is stated a line end too short is read whole; one byte more is damage.
func TestLengthSlack(t *testing.T) {
	const url, ends = "http://a.example/", "</html>" // the page of this test does not end in a line end
	body := strings.TrimSpace(page)
	next := response("http://b.example/", page)
	for _, after := range []string{next, ""} {
		for short := range 4 {
			whole := response(url, body)
			length := len(whole) - strings.Index(whole, "HTTP/1.1") - len("\r\n\r\n")
			stated := strings.Replace(whole, fmt.Sprint("Content-Length: ", length), fmt.Sprint("Content-Length: ", length-short), 1)
			g := read(t, source.Options{}, strings.NewReader(stated+after), "-")
			isWhole := len(g.Pages) > 0 && g.Pages[0].URL == url && strings.HasSuffix(string(g.Pages[0].Data), ends)
			if want := short <= 2; isWhole != want || (len(g.Errors) == 0) != want {
				t.Errorf("%d bytes short: %+v", short, outcomeOf(g))
			}
		}
	}
}

// TestAnswers: bodies as servers send them and as tools leave them.
func TestAnswers(t *testing.T) {
	inChunks := fmt.Sprintf("%x\r\n%s\r\n%x;ext=1\r\n%s\r\n0\r\n\r\n", 10, page[:10], len(page)-10, page[10:])
	gz, br := string(gzipOf(t, []byte(page))), string(brotliOf(t, page))
	tests := []struct{ name, header, body string }{
		{"plain", "", page},
		{"in chunks", "Transfer-Encoding: chunked\r\n", inChunks},
		{"no longer in chunks", "Transfer-Encoding: chunked\r\n", page},
		{"gzip", "Content-Encoding: gzip\r\n", gz},
		{"gzip in chunks", "Content-Encoding: x-gzip\r\nTransfer-Encoding: Chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(gz), gz)},
		{"no longer gzip", "Content-Encoding: gzip\r\nContent-Length: 10\r\n", page},
		{"brotli", "Content-Encoding: br\r\n", br},
		{"no longer brotli", "Content-Encoding: br\r\n", page},
		{"zstd", "Content-Encoding: zstd\r\n", string(zstdOf(t, []byte(page)))},
		{"twice", "Content-Encoding: br, gzip\r\n", string(gzipOf(t, []byte(br)))},
		{"identity", "Content-Encoding: identity\r\n", page},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dump := "HTTP/2 200 \r\nContent-Type: text/html\r\nDate: Sat, 15 Aug 2020 03:12:00 GMT\r\n" + test.header + "\r\n" + test.body
			for _, data := range []string{dump, "HTTP/1.1 100 Continue\r\n\r\n" + dump} {
				want := got{Pages: []source.Page{{Name: "-", Form: "curl", ContentType: "text/html", Captured: "2020-08-15T03:12:00Z", Data: []byte(page)}}}
				if diff := cmp.Diff(want, read(t, source.Options{}, strings.NewReader(data), "-")); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// TestDumps: curl -i of several addresses gives a page for each, also where one is an error, redirects, or is compressed.
func TestDumps(t *testing.T) {
	const ok, moved = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "HTTP/1.1 301 Moved\r\nLocation: http://p.example/new\r\n"
	gz := string(gzipOf(t, []byte(page)))
	length := func(n int) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n", n) }
	two := outcome{Members: []string{"1", "2"}}
	for _, test := range []struct {
		name, dump string
		want       outcome
	}{
		{"one", ok + "\r\n" + page, outcome{Members: []string{""}}},
		{"two", ok + "\r\n" + page + ok + "\r\n" + page, two},
		{"two without a line end", ok + "\r\n" + strings.TrimSpace(page) + ok + "\r\n" + page, two},
		{"two of a stated length", ok + length(len(page)) + page + ok + length(len(page)) + page, two},
		{"two compressed", ok + length(len(gz)) + gz + ok + length(len(gz)) + gz, two},
		{"two no longer compressed", ok + "Content-Encoding: gzip\r\n" + length(20) + page + ok + "\r\n" + page, two},
		{"an error before", "HTTP/1.1 404 Not Found\r\n\r\n" + page + ok + "\r\n" + page,
			outcome{Members: []string{"2"}, Errors: []failure{{"-", "1", "http-status"}}}},
		{"a redirect with a body", moved + "\r\n" + page + ok + "\r\n" + page, outcome{Members: []string{""}}},
		{"a redirect between", ok + "\r\n" + page + moved + "\r\n" + ok + "\r\n" + page, two},
		{"nothing but a redirect", moved + "\r\n" + page, outcome{Errors: []failure{{"-", "", "http-status"}}}},
		{"an answer in a page", ok + "\r\n<html><body><pre>\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n</pre><p>Words</p></body></html>",
			outcome{Members: []string{""}}},
	} {
		g := read(t, source.Options{}, strings.NewReader(test.dump), "-")
		if diff := cmp.Diff(test.want, outcomeOf(g)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		for _, p := range g.Pages {
			if test.name != "an answer in a page" && strings.TrimSpace(string(p.Data)) != strings.TrimSpace(page) {
				t.Errorf("%s: %q", test.name, p.Data)
			}
		}
	}
	tooMany := outcome{Members: []string{"1"}, Errors: []failure{{"-", "", "too-many-members"}}}
	if diff := cmp.Diff(tooMany, outcomeOf(read(t, source.Options{MaxMembers: 1}, strings.NewReader(ok+"\r\n"+page+ok+"\r\n"+page), "-"))); diff != "" {
		t.Error(diff)
	}
}

// TestCut: what a save states of a page that is not whole.
func TestCut(t *testing.T) {
	header := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n%s\r\n"
	answer := func(length int, more string) string { return fmt.Sprintf(header, length, more) + page }
	kept := func(header, answer string) string {
		return record("WARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\n"+header, answer)
	}
	for _, test := range []struct {
		name, data string
		want       bool
	}{
		{"curl", answer(len(page), ""), false},
		{"curl, a byte less", answer(len(page)+1, ""), true},
		{"curl, more than was stated", answer(len(page)-1, ""), false},
		{"curl --compressed", answer(len(page)+1, "Content-Encoding: gzip\r\n"), false},
		{"a record", kept("", answer(len(page), "")), false},
		{"a record, a byte less", kept("", answer(len(page)+1, "")), true},
		{"a record that states it", kept("WARC-Truncated: length\r\n", answer(len(page), "")), true},
	} {
		g := read(t, source.Options{}, strings.NewReader(test.data), "-")
		if len(g.Pages) != 1 || g.Pages[0].Cut != test.want {
			t.Errorf("%s: %+v", test.name, g)
		}
	}
}

// TestWET: text renderings go as text, whole.
func TestWET(t *testing.T) {
	data := record("WARC-Type: conversion\r\nWARC-Target-URI: http://a.example/view.php?ud=1\r\nWARC-Date: 2020-08-15T03:12:00.123Z\r\nContent-Type: text/plain\r\n",
		"A headline\nWords of the page.")
	want := got{Pages: []source.Page{{Name: "-", Member: "http://a.example/view.php?ud=1", Form: "wet", URL: "http://a.example/view.php?ud=1",
		ContentType: "text/plain", Captured: "2020-08-15T03:12:00Z", Data: []byte("A headline\nWords of the page.")}}}
	if diff := cmp.Diff(want, read(t, source.Options{}, strings.NewReader(data), "-")); diff != "" {
		t.Error(diff)
	}
}

// TestConstantMemory streams a WARC of 250 MB, with a film of 100 MB in it, through a pipe.
func TestConstantMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const pages = 1500
	body := "<html><body>" + strings.Repeat("<p>"+strings.Repeat("words ", 160)+"</p>\n", 100)
	in, out := io.Pipe()
	go func() {
		film := answer("HTTP/1.1 200 OK\r\nContent-Type: video/mp4", strings.Repeat("film", 25<<20))
		_, err := io.WriteString(out, film)
		for range pages {
			if err == nil {
				_, err = io.WriteString(out, response("http://a.example/", body))
			}
		}
		out.CloseWithError(err)
	}()
	var most uint64
	n := 0
	for p, err := range source.Pages([]string{"-"}, in, source.Options{}) {
		if err != nil || len(p.Data) != len(body) {
			t.Fatal(err, len(p.Data))
		}
		if n++; n%100 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	// The film is held once by the test itself while it is written, never later.
	if n != pages || most > 20<<20 {
		t.Errorf("%d pages, heap of %d MB", n, most>>20)
	}
}
