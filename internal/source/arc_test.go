package source_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// arcRecord is a record of an ARC of version 1.
func arcRecord(url, contentType, block string) string {
	return fmt.Sprintf("%s 203.0.113.9 20200815031200 %s %d\n%s\n", url, contentType, len(block), block)
}

func TestARC(t *testing.T) {
	const answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
	const first = "filedesc://a.arc 0.0.0.0 20200815000000 text/plain 20\n1 0 InternetArchive\n\n\n"
	const inA, inB, inC = "http://a.example/", "http://b.example/a page", "http://c.example/"
	a, b, c := arcRecord(inA, "text/html", answer), arcRecord(inB, "text/html", answer), arcRecord(inC, "text/html", answer)
	lost := []failure{{"-", "", "damaged"}}
	longer := func(record string, by int) string {
		size := len(answer)
		return strings.Replace(record, fmt.Sprintf(" %d\n", size), fmt.Sprintf(" %d\n", size+by), 1)
	}
	for _, test := range []struct {
		name string
		data string
		want outcome
	}{
		{"whole", first + a + b + c, outcome{Members: []string{inA, inB, inC}}},
		{"no first record", a + c, outcome{Members: []string{inA, inC}}},
		{"an answer without its header", first + arcRecord(inA, "text/html", page), outcome{Members: []string{inA}}},
		{"what is no page", first + arcRecord("dns:a.example", "text/dns", "20200815 a.example") + arcRecord(inB, "image/png", "\x89PNG\r\n\x1a\n") + a,
			outcome{Members: []string{inA}}},
		{"blank lines between", first + "\n" + a + "\n\n\n" + b, outcome{Members: []string{inA, inB}}},
		{"a length two too short", first + longer(a, -2) + b, outcome{Members: []string{inA, inB}}},
		{"a length much too short", first + longer(a, -20) + b, outcome{Members: []string{inB}, Errors: lost}},
		{"a length much too long", first + longer(a, 20) + b + c, outcome{Members: []string{inC}, Errors: lost}},
		{"garbage between", first + a + "garbage\nhttp://x.example/ is no record\n" + b + c, outcome{Members: []string{inB, inC}, Errors: lost}},
		{"cut short", (first + a + b)[:len(first+a)+100], outcome{Members: []string{inA}, Errors: lost}},
		{"a length that is no number", first + longer(a, 0) + strings.Replace(b, fmt.Sprint(len(answer)), "99999999999999999999", 1) + c,
			outcome{Members: []string{inA, inC}, Errors: lost}},
	} {
		if diff := cmp.Diff(test.want, outcomeOf(read(t, source.Options{}, strings.NewReader(test.data), "-"))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	packed := bytes.Join([][]byte{gzipOf(t, []byte(first)), gzipOf(t, []byte(a)), gzipOf(t, []byte(b)), gzipOf(t, []byte(c))}, nil)
	packed[len(gzipOf(t, []byte(first)))+len(gzipOf(t, []byte(a)))+60] ^= 0xff
	want := outcome{Members: []string{inA, inC}, Errors: lost}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, bytes.NewReader(packed), "-"))); diff != "" {
		t.Error(diff)
	}
}
