package decode

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/htmltree"
)

func word(n int) string { return strings.Repeat("w", n) }

// TestThresholds: what holds with within pieces does not hold with beyond. Both are numbers: a test of the constant would
// follow it.
func TestThresholds(t *testing.T) {
	isText := func(data string) bool { return checkBinary([]byte(data)) == nil }
	isHTML := func(text string) bool { is, err := classifyText([]byte(text)); return is && err == nil }
	code := func(text string) bool { return isCode([]byte(text)) }
	keepsClass := func(size, length int) bool {
		body := &html.Node{Type: html.ElementNode, Data: "body", Attr: []html.Attribute{{Key: "class", Val: word(length)}}}
		tree := &html.Node{Type: html.DocumentNode}
		tree.AppendChild(body)
		removeLongNames(tree, make([]byte, size))
		return len(body.Attr) == 1
	}
	for _, c := range []struct {
		name           string
		within, beyond int
		holds          func(n int) bool
	}{
		{"bytes up to the end of a declared name", 1024, 1025, func(n int) bool {
			const meta = "<meta charset=euc-kr"
			return declared([]byte(strings.Repeat(" ", n-len(meta))+meta+">"), "") == "euc-kr"
		}},
		{"letters of KS X 1001 beside one other", 10, 9, func(n int) bool { return isKorean([]byte(strings.Repeat("\xb0\xa1", n) + "\xe9 ")) }},
		{"control characters in 3,000 bytes", 100, 101, func(n int) bool { return isText(word(3000-n) + strings.Repeat("\x01", n)) }},
		{"bytes before 137 control characters", 3960, 3959, func(n int) bool { return isText(word(n) + strings.Repeat("\x01", 137)) }},
		{"bytes up to the end of the first outer element", 100, 101, func(n int) bool {
			return isHTML("<x>" + strings.Repeat(" ", n-len("<x><html>")) + "<html>")
		}},
		{"bytes up to the root of a feed", 4096, 4097, func(n int) bool {
			_, err := classifyText([]byte("<!--" + word(n-len("<!---->"+"<rss")) + "--><rss></rss>"))
			e, ok := errors.AsType[*Error](err)
			return ok && e.Foreign()
		}},
		{"bytes of a script with ten marks", 599, 600, func(n int) bool { return code("a=1" + strings.Repeat(";", 10) + word(n-13)) }},
		{"bytes of a script down to its marks", 2000, 2001, func(n int) bool { return code(word(n-34) + strings.Repeat("{", 34) + word(64<<10)) }},
		{"bytes of a script down to later marks", 64 << 10, 64<<10 + 1, func(n int) bool {
			return code(word(n-1093) + strings.Repeat("{", 1093) + word(64<<10))
		}},
		{"tags of a page that begins with words", 8, 7, func(n int) bool { return isHTML("w" + strings.Repeat("<b>", n)) }},
		{"bytes of a page with eight tags", 3199, 3200, func(n int) bool { return isHTML("w" + strings.Repeat("<b>", 8) + word(n-25)) }},
		{"bytes of a text", 4 << 20, 4<<20 + 1, func(n int) bool { return !tooMuchText([]byte(word(n))) }},
		{"bytes of text in a page", 4 << 20, 4<<20 + 1, func(n int) bool { return !tooMuchText([]byte("<p>" + word(n) + "</p>")) }},
		{"lines of a text", 100_000, 100_001, func(n int) bool {
			_, err := Decode([]byte(strings.Repeat("A line.\r", n)), "")
			e, ok := errors.AsType[*Error](err)
			return !ok || e.Code() != "too-many-lines"
		}},
		{"bytes of a page with a long class", 1 << 20, 1<<20 + 1, func(n int) bool { return keepsClass(n, 5000) }},
		{"bytes of a class", 4096, 4097, func(n int) bool { return keepsClass(2<<20, n) }},
		{"tags inside one another", 8, 9, func(n int) bool { return treeSize([]byte(strings.Repeat("<a ", n))) <= htmltree.MaxNodes }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !c.holds(c.within) {
				t.Errorf("not with %d", c.within)
			}
			if c.holds(c.beyond) {
				t.Errorf("also with %d", c.beyond)
			}
		})
	}
}

// TestTreeSize: each part of what the parser may build is counted.
func TestTreeSize(t *testing.T) {
	for text, want := range map[string]int{
		"<p>":              4,
		"<b>":              5,
		"<b a>":            5, // an attribute counts as half a node, and halves are rounded down
		"<b a c>":          6,
		"<b><b><b><b>":     4 * (4 + 3), // the fourth that is the same makes the parser forget one
		"<a><a>":           2 * (4 + 1), // one link is open
		"<b></b>":          2*(4+1) + 8*(1+1),
		"<b><i><u><s></b>": 5*(4+4) + 8*(1+3),
	} {
		if got := treeSize([]byte(text)); got != want {
			t.Errorf("treeSize(%q) = %d, want %d", text, got, want)
		}
	}
}

// TestFlattened: what is kept of 600 elements in one another.
func TestFlattened(t *testing.T) {
	for tag, want := range map[string]int{
		`div class=a`:   400,
		`div`:           100,
		`table class=a`: 80, // each opens five elements
		`ul class=a`:    133,
	} {
		if got := bytes.Count(flatten([]byte(strings.Repeat("<"+tag+">", 600)), shallow), []byte("<"+tag+">")); got != want {
			t.Errorf("%d of 600 %s are kept, want %d", got, tag, want)
		}
	}
}
