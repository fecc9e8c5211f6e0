package htmltree

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// outline returns a tree node for node, with the differences that html.Render hides.
func outline(root *html.Node) string {
	var b strings.Builder
	var write func(n *html.Node, depth int)
	write = func(n *html.Node, depth int) {
		fmt.Fprintf(&b, "%*s%d %s %q %q", depth, "", n.Type, n.DataAtom, n.Namespace, n.Data)
		for _, attr := range n.Attr {
			fmt.Fprintf(&b, " %q:%q=%q", attr.Namespace, attr.Key, attr.Val)
		}
		b.WriteByte('\n')
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Parent != n || c.PrevSibling == nil != (c == n.FirstChild) || c.NextSibling == nil != (c == n.LastChild) {
				b.WriteString("broken links\n")
			}
			write(c, depth+1)
		}
	}
	write(root, 0)
	return b.String()
}

// reused is the memory for every tree of these tests: what one tree leaves in it must not appear in the next.
var reused Arena

// compare returns the difference between the trees of Build and html.Parse, and whether Build returned one.
func compare(page []byte) (difference string, built bool) {
	got, err := reused.Build(page)
	if err != nil {
		return "", false
	}
	want, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return "build reads what html.Parse refuses: " + err.Error(), true
	}
	return cmp.Diff(outline(want), outline(got)), true
}

// sameTree fails if Build returns another tree than html.Parse, and reports whether it returned one.
func sameTree(tb testing.TB, page []byte) bool {
	tb.Helper()
	difference, built := compare(page)
	if difference != "" {
		tb.Fatalf("%q\n%s", page, difference)
	}
	return built
}

// TestBuildPages compares the trees of all pages, and logs how many Build leaves to html.Parse.
func TestBuildPages(t *testing.T) {
	for _, folder := range []string{"../../testdata/pages", "../../testdata/forms", "../../../shared/."} {
		pages, built := 0, 0
		err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.Contains(filepath.Ext(path), "htm") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			pages++
			if sameTree(t, bytes.ToValidUTF8(bytes.ReplaceAll(data, []byte{0}, nil), []byte("\uFFFD"))) {
				built++
			}
			return nil
		})
		if os.IsNotExist(err) && strings.Contains(folder, "shared") {
			t.Skip("no real pages at hand")
		}
		if err != nil || built == 0 {
			t.Fatalf("%s: %d of %d pages built, %v", folder, built, pages, err)
		}
		t.Logf("%s: %d of %d pages built", folder, built, pages)
	}
}

// pieces are samples of markup; each must be read as html.Parse reads it or be left to it.
var pieces = []string{
	"<!DOCTYPE html><p>a<div>b</p>c</div>d", "<ul><li>a<li>b<ul><li>c</ul></ul>", "<dl><dt>a<dd>b<dt>c</dl>", "<p>a</div>b</span></p></p>",
	"<table><tr><td>a<td>b<tr><th>c</table>d", "<table>x<tr><td>a</table>", "<table><caption>a</caption></table>", "<table><caption><b>a<tr><td>b</table>c", "<table><caption>a<table><tr><td>b</table>c</caption><th>d</table>e",
	"<table><colgroup><col a=b> <col></colgroup><tr><td>c</table>", "<table><col>a<tr>", "<table><colgroup> a<td>b", "<table><tr><td>a<caption>b</p>c</td>d</caption></table>e",
	"<table><colgroup><!--a--></col></table>b", "<table><caption></tr></table>a</body>",
	"<b>a<i>b</b>c</i>", "<p><b>a<p>c</b>d", "<font color=red>a<p>b</p>c</font>d<p>e", "<a href=1>a<a href=2>b</a>c", "<b><b><b><b>a<p>b",
	"<div><span>a</div>b", "<h1>a<h2>b</h3>c", "<select><option>a<option>b<optgroup><option>c</select>d<option>e",
	"<form><div><form>a</form>b</div>c", "<form><table><td></form></table><table><form></table><p>a</form>b", "<button>a<button>b</button>", "<pre>\n\na</pre><textarea>\n&lt;b></textarea>",
	"<title>a &amp; b</title><script>if (a</b>) '<!--'</script><style>p{}</style>", "<script><!-- <script> </script> --></script>a", "<sCript><!--0<<sCript </sCript </sCript>b", "<script><!-- a < b <script></script>c-->d",
	"<script><!--><script></script>e", "<script><!-- <script </script> <script/></script>f--></script>g", "<script><!-- <script>--> </script>h",
	"<a href='?a=1&b=2&amp;c&copy;&copy&lt;x' B=C b=d checked/>e</a>", "<p a=b/>c<br/>d</br>e<img src=x>", "a<!-- b -- c -->d<!-->e<!--f--!>g-->h",
	`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><p>a<table><tr><td>b</table>`,
	"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'><p>a<table><tr><td>b</table>", "<![if !IE]>a<![endif]>",
	"</html>a<!-- b --> <p>c</body> </html> <!-- d -->", "a</body><!doctype html><!-- b -->", "a</body></html><!doctype html><!-- b -->", "<head><title>a</title></head> <script>b</script><meta c><body d=e>f", "<nobr>a<nobr>b", "<p><nobr>a</p><nobr>b", "<nobr>a<b><nobr>b</nobr>c",
	"<svg viewbox='0 0 1 1'><path d='m0'/></svg>a", "<p><a>b<svg xlink:href=#c><g><title>d &amp; e</title></g></svg>f</a><svg/>g", "<svg><div>a</svg>b",
	"<p><svg></p></svg>a", "<div><svg></div></svg>a", "<svg><foreignObject><p>a</foreignObject></svg>b", "<svg><title><b>a</title></svg>b", "<svg><path></svg>a",
	"<svg><style>a{}</style><font color=red>b</font></svg>c", "<b><p></b><svg></svg>a", "<table><svg></svg></table>", "<svg><svg></svg></svg>a", "<svg><body a=b></body></svg>c", "<table><td><svg><head/><td></td></svg>a",
	"<svg><html a=b></html><frameset></frameset></svg>c", "<table><td><svg><desc a=/><td></td></svg>b", "<math><mi>a</math>", "<template>a</template>b", "<object>a<p>b</object>", "a < b <3 </ c> </>d<",
	"<frameset><frame>", "<plaintext>a</b>", "<xmp><b></xmp>", "<noscript><img></noscript><iframe></p></iframe>", "\r\na\r<pre>\r\nb</pre>",
	"<kh-p><b></kh-p>a<image b=c>", "<isindex a>b", "<table><td><select><tr><td>a</select>b", "<select><div><option>a</select>b<p>c</select>", `<a href=?a&lt=b&ltx&copy;&c=d&=&>e</a><a b="'&copyx">f`,
	"<custom-tag A=1>a</CUSTOM-tag>b<P CLASS=X>c", "<input type=hidden><table><input type=hidden><form><tr><td><form></table>", "<body><li>a</body>b<hr><p>c<hr>d",
}

func TestBuildPieces(t *testing.T) {
	built := 0
	for _, p := range pieces {
		if sameTree(t, []byte(p)) {
			built++
		}
	}
	// The others have markup that Build leaves to html.Parse by design.
	if left := len(pieces) - built; left > len(pieces)/2 {
		t.Errorf("%d of %d pieces were left to html.Parse", left, len(pieces))
	}
}

func FuzzBuild(f *testing.F) {
	for _, p := range pieces {
		f.Add([]byte(p))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		// As Decode gives them.
		sameTree(t, bytes.ToValidUTF8(bytes.ReplaceAll(page, []byte{0}, nil), []byte("\uFFFD")))
	})
}
