package decode

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// each repeats a format with numbers.
func each(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

const story = `<div id="story"><p>First.<p>Second.</div>`

// TestTooMuchMarkup: a small page that makes the parser build a large tree is flattened, or rejected.
func TestTooMuchMarkup(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       string // doubt or error; "" for none
	}{
		{"a long page", strings.Repeat("<p>Words, <b>bold</b> and <a href=x>linked</a>.</p>\n", 5000), ""},
		{"400 font of one kind in old paragraphs", strings.Repeat("<p><font size=2 face='a>b'>x</p>", 400), ""},
		{"font in each paragraph, never closed", each(400, "<p><font a=%d></p>") + strings.Repeat("<p>x</p>", 4000), "deep-markup"},
		{"distinct, after a quoted >", each(400, "<p><font a='>%d'></p>") + strings.Repeat("<p>x</p>", 4000), "deep-markup"},
		{"in capitals, by line ends", each(400, "<p><FONT\na=%d></p>") + strings.Repeat("<p>x</p>", 4000), "deep-markup"},
		{"one with 1,000 attributes", "<p><i " + each(1000, "a%d ") + "></p>" + strings.Repeat("<p>x</p>", 4000), "deep-markup"},
		{"closed around open blocks", strings.Repeat("<b><i><u><s>"+strings.Repeat("<div>", 8)+"</b>", 40_000), "deep-markup"},
		{"a link with 1,000 attributes", "<p><a " + each(1000, "a%d ") + "></p>" + strings.Repeat("<p>x</p>", 4000), "too-many-elements"},
		{"1,000,000 cells", "<table>" + strings.Repeat("<td>", 1_000_000) + "</table>", "too-many-elements"},
		{"1,000,000 line ends", strings.Repeat("<br>", 1_000_000), "too-many-elements"},
		{"what looks like tags in a tag", "<a " + strings.Repeat("<a ", 400_000) + ">", ""},
		{"one element with 1,000,000 attributes", "<div " + each(1_000_000, "a%d ") + ">", "too-many-elements"},
		{"comments that never end", strings.Repeat("<script>/*<!--*/ x = '</b>'</script>", 130_000), ""}, // each was searched to the end of the page
		{"10,000 elements with 100 attributes", strings.Repeat("<div "+each(100, "a%d ")+"></div>", 10_000), "too-many-elements"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Decode([]byte("<html><body>"+c.body+story), "")
			if e, ok := errors.AsType[*Error](err); ok {
				if e.Code() != c.want {
					t.Errorf("%v [%s], want [%s]", e, e.Code(), c.want)
				}
				return
			}
			var got string
			for _, d := range doc.Doubts {
				got += d.Code
			}
			if diff := cmp.Diff([]string{c.want, "First.Second."}, []string{got, doc.HTML.Find("#story p").Text()}); diff != "" {
				t.Errorf("doubt and story: -want +got\n%s", diff)
			}
		})
	}
}

// TestLongNames: a class of megabytes is no class; it takes nothing else with it.
func TestLongNames(t *testing.T) {
	long := strings.Repeat("x ", longPage)
	doc, err := Decode([]byte(`<html><body class="`+long+`" data-x="`+long+`"><p class="kept">`+story), "")
	if err != nil {
		t.Fatal(err)
	}
	_, named := doc.HTML.Find("body").Attr("class")
	data, _ := doc.HTML.Find("body").Attr("data-x")
	if named || data != long || doc.HTML.Find("p.kept").Length() != 1 {
		t.Errorf("class %v, %d bytes of data, %d kept", named, len(data), doc.HTML.Find("p.kept").Length())
	}
}

// FuzzTreeSize: the parser never builds more than was counted.
func FuzzTreeSize(f *testing.F) {
	for _, s := range []string{
		story, "<p><font a=1></p><p>x", "<b><i><div><div><p></b>x</i>", "<table><b><tr><td>x</table><a><a>", "<svg><style><font a=1><font a=2></style><p>x",
		"<a b='<b>'><a c=\">\"", "<select><b></select></b></p>x", "<font a=1><table></font></table><p>x<p>y", "</p></p></br>", "<a b =\n'c'd=e/f/g = h>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		tree, err := html.Parse(bytes.NewReader(text))
		if err != nil {
			return
		}
		got := 0
		for n := range tree.Descendants() {
			got++
			if isFormatting([]byte(n.Data)) {
				got += len(n.Attr) / 2
			}
		}
		const always = 4 // html, head, body, and the text before the first tag
		if most := treeSize(text) + always; got > most {
			t.Errorf("%d nodes, counted %d of %q", got, most, text)
		}
	})
}
