package decode

import (
	"strings"
	"testing"
)

func TestBreaksOff(t *testing.T) {
	const head, ends = "<!DOCTYPE html><html><head><title>T</title></head><body><div><p>Words of the page", "</p></div></body></html>"
	for _, test := range []struct {
		name, page string
		want       bool
	}{
		{"whole", head + ends, false},
		{"without html", head + "</p></div></body>", false},
		{"without body and html", head + "</p></div>", false},
		{"without the end of a paragraph", head + "</div>", false},
		{"formatting left open", head + "<b><font><a href=x>more</div>", false},
		{"the end in capitals", head + "</P></DIV></BODY>", false},
		{"scripts behind the end", head + ends + strings.Repeat("<script>x()</script>\n", foot), false},
		{"a comment left open behind the end", head + ends + "<!-- made in", false},
		{"an address in angle brackets", head + "</p></div>a <1", false},

		{"in a word", head, true},
		{"behind a paragraph", head + "</p>\n", true},
		{"in a tag", head + "</p></div><p class=\"x", true},
		{"in an end tag", head + "</p></div></", true},
		{"in a comment", head + "</p></div><!-- ad", true},
		{"in a script", head + "</p></div><script>document.write('<p>", true},
		{"in the head", "<!DOCTYPE html><html><head><title>T", true},
		{"in an element of the site's own", "<!DOCTYPE html><html><body><kh-text>Words", true},
		{"an element closed twice", head + "</div></div><section>More", true},
	} {
		if got := breaksOff([]byte(test.page)); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	for _, far := range []int{0, 1} { // the end tag may be as far from the end as the foot is long, or before it
		page := head + "<section>" + "</html>" + strings.Repeat(" ", foot-len("</html>")+far)
		if breaksOff([]byte(page)) {
			t.Errorf("%d bytes before the foot: breaks off", far)
		}
	}
}
