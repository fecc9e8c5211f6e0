package extract_test

import (
	"math"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"herald/internal/decode"
	"herald/internal/extract"
)

// TestLinear: a page that says one thing four times as often costs about four times as much. What is compared is the
// memory taken, which is the same in every run; work that grows with the square took it too.
func TestLinear(t *testing.T) {
	page := func(inHead, inBody string) string {
		return `<html><head><title>A headline of some length - The Korea Herald</title>` + inHead + `</head><body><h1>A headline of some length</h1>
<p>By Kim Da-sol</p><p>Published : Aug. 20, 2020 - 14:05</p><article id="articleText">
<p>The first sentence of a story that is long enough to be one.</p>` + inBody + `<p>The last sentence of a story that is long enough to be one.</p></article></body></html>`
	}
	foreign := func(inHead string) string { // read by generic extraction
		return `<html><head><title>A headline of some length</title>` + inHead + `</head><body><h1>A headline of some length</h1>
<p>The first sentence of a story, that is long enough to be one, and to be found.</p>
<p>The second sentence of a story, that is long enough to be one, and to be found.</p></body></html>`
	}
	text := func(body string) string {
		return "A headline of some length\nBy Kim Da-sol\nPublished : Aug. 20, 2020 - 14:05\n\nThe first sentence of a story that is long enough to be one.\n\n" + body
	}
	for _, test := range []struct {
		name  string
		page  func(repeated string) string
		piece string // NAME and NUMBER are others in each
	}{
		{"signatures", func(s string) string { return page("", s) }, "<p>By Writer NAME (wNUMBER@example.com)</p>"},
		{"originals", func(s string) string { return page("", s) }, "<p>기사 원문: http://example.com/NUMBER</p>"},
		{"one sentence", func(s string) string { return page("", s) }, "and so on, and on NUMBER<br>"},
		{"one sentence of a text", text, "and so on, and on and on and on and on and on and on and on and on and on, onNUMBER\n"},
		{"columns of a text", text, "Words NAME   and others NUMBERth\n"},
		{"columns without figures", text, "Words NAME   and others\n"},
		{"writers in the head", foreign, `<meta name="author" content="Writer NAME">`},
	} {
		const linear, square = 4, 16
		few, many := taken(t, test.page, test.piece, 500), taken(t, test.page, test.piece, 2000)
		if ratio := float64(many) / float64(few); ratio > (linear+square)/2 {
			t.Errorf("%s: four times the page takes %.1f times the memory", test.name, ratio)
		}
	}
}

// taken is how many bytes are allocated at least to read a page with so many pieces.
func taken(t *testing.T, page func(string) string, piece string, pieces int) uint64 {
	t.Helper()
	var b strings.Builder
	for i := range pieces {
		name := []byte{'A' + byte(i/26/26%26), 'a' + byte(i/26%26), 'a' + byte(i%26)}
		b.WriteString(strings.NewReplacer("NAME", string(name), "NUMBER", strconv.Itoa(i)).Replace(piece))
	}
	data := []byte(page(b.String()))
	least := uint64(math.MaxUint64)
	for range 3 { // a collection in between empties the pools of regexp
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		doc, err := decode.Decode(data, "")
		if err == nil {
			_, err = extract.Article(doc)
		}
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Errorf("%.40q: %v", piece, err)
		}
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}
