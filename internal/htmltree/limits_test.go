package htmltree

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// attributes returns n attributes with different names.
func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " a%d", i)
	}
	return b.String()
}

// TestBuildLimits builds pages at each limit, and none above it.
func TestBuildLimits(t *testing.T) {
	const implied = 3 // html, head, body
	for name, test := range map[string]struct {
		most int // that is built
		page func(n int) string
		err  error // of one more
	}{
		"maxOpen":          {maxOpen - 2, func(n int) string { return strings.Repeat("<div>", n) }, ErrTooDeep}, // in html and body
		"maxTagAttributes": {maxTagAttributes, func(n int) string { return "<p" + attributes(n) + ">" }, ErrUnsure},
		"MaxAttributes": {MaxAttributes, func(n int) string {
			return strings.Repeat("<br"+attributes(50)+">", n/50) + "<br" + attributes(n%50) + ">"
		}, ErrUnsure},
		"tokens": {MaxNodes, func(n int) string { return "<p>" + strings.Repeat("</b>", n) }, ErrUnsure},
		"nodes":  {MaxNodes/2 - implied, func(n int) string { return strings.Repeat("<br>", n) }, ErrUnsure},
		"maxActive": {maxActive, func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "<b a=%d>", i)
			}
			return b.String()
		}, ErrUnsure},
		// The n-th text is joined to n-1 bytes: n*n/2 bytes of work for 5*n bytes of page.
		"maxWork": {10*maxWork - 1, func(n int) string { return "<p>" + strings.Repeat("a</b>", n) }, ErrUnsure},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := new(Arena).Build([]byte(test.page(test.most))); err != nil {
				t.Errorf("at %d: %v", test.most, err)
			}
			if _, err := new(Arena).Build([]byte(test.page(test.most + 1))); !errors.Is(err, test.err) {
				t.Errorf("at %d: %v, want %v", test.most+1, err, test.err)
			}
		})
	}
	tooDeep := strings.Repeat("<div>", maxOpen-1)
	if _, err := html.Parse(strings.NewReader(tooDeep)); err == nil {
		t.Error("html.Parse accepts a page that is ErrTooDeep")
	}
}

// TestBuildFormattingLimits compares pages with html.Parse around maxEqual, maxAdoptions and maxCopies.
func TestBuildFormattingLimits(t *testing.T) {
	for n := range 2 * maxAdoptions {
		for _, page := range []string{
			strings.Repeat("<b>", n) + "<p>a</b>b<p>c",
			"<b>" + strings.Repeat("<div>", n) + "a</b>b",
			"<b>" + strings.Repeat("<i>", n) + "<div>a</b>b",
		} {
			if !sameTree(t, []byte(page)) {
				t.Errorf("%s is left to html.Parse", page)
			}
		}
		var different bytes.Buffer
		for i := range n {
			fmt.Fprintf(&different, "<font size=%d>", i)
		}
		if page := fmt.Sprintf("<b>%s<div>a</b>b<p>c", &different); !sameTree(t, []byte(page)) {
			t.Errorf("%s is left to html.Parse", page)
		}
	}
}
