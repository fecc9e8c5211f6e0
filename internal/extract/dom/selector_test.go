package dom

import (
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Match finds what cascadia finds, for selectors of every shape: the key by which an element is preselected hides none.
func TestSelectorMatchesAsCascadia(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<div id="a" class="x y sm:flex"><p class="10a">1<b>2</b></p><P data-k="v, (w">3</P>
		<table><tr><td>4</td><td class="x">5<i></i></td></tr></table><x-card class="y">6</x-card></div>`))
	if err != nil {
		t.Fatal(err)
	}
	for _, written := range []string{
		"P", "*", ".x", "#a .y", "p:has(b)", ":has(i)", ".x:not(.y, p)", "td:nth-of-type(2)", `[data-k="v, (w"]`, `[DATA-K]`, `.sm\:flex`,
		`.\31 0a`, `[class~="10a"]`, "x-card, b", "div > :not(.x p)", "h1",
	} {
		s, err := ParseSelector(written)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []*html.Node
		for n := range Elements(root) {
			if s.Match(n) {
				got = append(got, n)
			}
		}
		want = cascadia.QueryAll(root, cascadia.MustCompile(written))
		if !slices.Equal(got, want) {
			t.Errorf("%s matches %d elements, want %d", written, len(got), len(want))
		}
	}
	if _, err := ParseSelector("h1["); err == nil {
		t.Error("h1[ is a selector")
	}
}
