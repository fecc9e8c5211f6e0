package extract

import (
	"fmt"
	"testing"
)

// Elements separate lines and their pieces, and determine the kind of a line. A line is cut if something was between it and the one before.
func TestLaidOutLines(t *testing.T) {
	read := func(page string) []line { return layout(parsed(t, page)).lines }
	show := func(l line) string {
		s := shown(l)
		if l.pieces != nil {
			s += fmt.Sprintf(" %q", l.pieces)
		}
		if l.cut {
			s += " cut"
		}
		return s
	}
	expectLines(t, read, show, []renderedText{
		{"<p>A<q>lamp</q></p>", []string{"paragraph A“lamp” [\"A“\" \"lamp\" \"”\"]"}},
		{"<p>Published : <time>Feb. 1, 2026<span>16:42</span></time>by</p>", []string{"paragraph Published : Feb. 1, 2026 16:42 by [\"Published :   \" \"Feb. 1, 2026 \" \"16:42\" \" by\"]"}},
		{`<p><time datetime="2026-02-01T16:42:00+09:00">3 hours ago</time></p>`, []string{"paragraph 2026-02-01T16:42:00+09:00"}},
		{`<p><time datetime="soon">3 hours ago</time></p>`, []string{"paragraph 3 hours ago"}},
		{`<p><time datetime="2026-02-01">Feb. 2, 2026</time></p>`, []string{"paragraph Feb. 2, 2026"}},
		{"<p><time>3 hours ago</time><span>a</span><span>b</span></p>", []string{"paragraph 3 hours ago ab [\"  3 hours ago\" \" a\" \"b\"]"}},
		{"<p>\n<time>May 3, 2027</time><span>A lamp<br>A gate</span></p>", []string{"paragraph May 3, 2027", "paragraph A lamp", "soft paragraph A gate"}},
		{"<p>By <time>May 3, 2027</time><span>A lamp<br>A gate</span></p>", []string{"paragraph By May 3, 2027 A lamp [\"By   \" \"May 3, 2027\" \" A lamp\"]", "soft paragraph A gate"}},
		{"<kh-p>A lamp</kh-p><kh-p>A gate</kh-p>", []string{"paragraph A lamp", "paragraph A gate"}},
		{"<div>A <kh-b>lamp</kh-b> at</div>", []string{"paragraph A lamp at [\"A \" \"lamp\" \" at\"]"}},
		{"<khp>A lamp</khp><khp>A gate</khp>", []string{"paragraph A lampA gate [\"A lamp\" \"A gate\"]"}},
		{"<p><a href=/a>List</a><a href=/b>Print</a></p>", []string{"linked paragraph List", "linked paragraph Print"}},
		{"<p>List<a href=/b>Print</a></p>", []string{"paragraph ListPrint [\"List\" \"Print\"]"}},
		{`<p>Kim Da-sol<a href="mailto:dasol@heraldcorp.com"><img src=/m.svg alt=""></a></p>`, []string{"paragraph Kim Da-sol (dasol@heraldcorp.com) [\"Kim Da-sol \" \" (dasol@heraldcorp.com)\"]", "linked picture /m.svg[]"}},
		{`<p>Kim Da-sol<a href="mailto:dasol@heraldcorp.com">dasol@heraldcorp.com</a></p>`, []string{"paragraph Kim Da-sol dasol@heraldcorp.com [\"Kim Da-sol \" \"dasol@heraldcorp.com\"]"}},
		{"<p>Kim<span>dasol@heraldcorp.com</span><span>Noh</span></p>", []string{"paragraph Kim dasol@heraldcorp.comNoh [\"Kim\" \" dasol@heraldcorp.com\" \"Noh\"]"}},
		{"<p>a<i></i>Kim<span>dasol@heraldcorp.com</span><i>Noh</i><span>yebin@heraldcorp.com</span></p>", []string{"paragraph aKim dasol@heraldcorp.comNoh yebin@heraldcorp.com [\"a\" \"Kim\" \" dasol@heraldcorp.com\" \"Noh\" \" yebin@heraldcorp.com\"]"}},
		{"<p>Kim (<span>dasol@heraldcorp.com</span>)</p>", []string{"paragraph Kim (dasol@heraldcorp.com) [\"Kim (\" \"dasol@heraldcorp.com\" \")\"]"}},
		{"<h2>Whale<br>seen</h2>", []string{"heading 0 Whale seen"}},
		{"<h2>" + word(301) + "<br>w</h2>", []string{"heading 0 " + word(301), "soft heading 0 w"}},
		{"<p>Whale<br>seen<br><br>again</p>", []string{"paragraph Whale", "soft paragraph seen", "paragraph again"}},
		{"<ul><li>A lamp<p>A gate</p></li></ul>", []string{"list-item A lamp", "list-item A gate"}},
		{"<p>A lamp</p><noscript><img src=/a.jpg></noscript>", []string{"paragraph A lamp", "picture /a.jpg[]"}},
		{"<noscript>Lamp</noscript>", nil},
		{"<noscript></noscript>", nil},
		{"<p>A lamp</p><img src=/blank.gif><noscript><img src=/a.jpg></noscript>", []string{"paragraph A lamp", "picture /a.jpg[]"}},
		{"<img src=/b.jpg><noscript><img src=/a.jpg></noscript>", []string{"picture /b.jpg[]", "picture /a.jpg[] cut"}},
		{`<p>Lamp <img src=/b.jpg alt="B"><noscript><img src=/a.jpg></noscript></p>`, []string{"paragraph Lamp", "picture /b.jpg[B]", "picture /a.jpg[] cut"}},
		{"<img src=/blank.gif data-src=/a.jpg>", []string{"picture /a.jpg[]"}},
		{`<img srcset="/a.jpg 480w, /b.jpg 960w">`, []string{"picture /b.jpg[]"}},
		{`<img srcset="a 480w, b 1.5x">`, nil},
		{`<picture><source srcset="/a.jpg 1x, /b.jpg 2x"><img></picture>`, []string{"picture /b.jpg[]"}},
		{`<p><source srcset="/a.jpg 1x"><img alt="A"></p>`, []string{"picture [A]"}},
		{`<picture><source><source srcset="/c.jpg"><img></picture>`, []string{"picture /c.jpg[]"}},
		{`<img data-srcset="data:,a /b.jpg 2x">`, nil},
		{`<img alt="Lamp">`, []string{"picture [Lamp]"}},
		{"<img>", nil},
		{`<img src="data:,">`, []string{"picture []"}},
		{`<img src="/a.jpg" width=60>`, nil},
		{`<img src="/a.jpg" height="61px">`, []string{"picture /a.jpg[]"}},
		{`<amp-img src="/a.jpg" width=4 height=3></amp-img>`, []string{"picture /a.jpg[]"}},
		{`<img src="/a.jpg" style="display: none">`, nil},
		{"<figure><img src=/a.jpg><figcaption>A lamp <b>at</b> the gate <span>Kim Da-sol</span></figcaption></figure>", []string{"picture /a.jpg[]", "caption A lamp at the gate Kim Da-sol [\"A lamp at the gate \" \"Kim Da-sol\"] cut"}},
		{"<figure><img src=/a.jpg><span class=credit>Kim Da-sol</span></figure>", []string{"picture /a.jpg[]", "credit Kim Da-sol cut"}},
		{"<p>A lamp <span class=credit>Kim Da-sol</span></p>", []string{"paragraph A lamp Kim Da-sol [\"A lamp \" \"Kim Da-sol\"]"}},
		{"<figure><figcaption>A <small>lamp</small> is <cite>lit</cite></figcaption></figure>", []string{"caption A lamp is [\"A \" \"lamp\" \" is \"]", "credit lit"}},
		{"<figcaption>Lamp <span class=credit>Yonhap</span></figcaption>", []string{"caption Lamp", "credit Yonhap"}},
		{"<table><tr><td>Lamp</td><td>1<br>2</td></tr><tr><td>Gate</td><td></td></tr></table>", []string{"table Lamp\t1 2\nGate\t"}},
		{"<table><tr><td></td><td></td></tr><tr><td>Lamp</td><td>1</td></tr><tr><td>Gate</td><td>2</td></tr></table>", []string{"table Lamp\t1\nGate\t2"}},
		{"<table><tr><td>Lamp</td><td><img src=/a.jpg></td></tr><tr><td>Gate</td><td>2</td></tr></table>", []string{"paragraph Lamp", "picture /a.jpg[]", "paragraph Gate cut", "paragraph 2"}},
		{"<table><tr><td>Lamp</td><td><table><tr><td>a</td></tr></table></td></tr><tr><td>Gate</td><td>2</td></tr></table>", []string{"paragraph Lamp", "paragraph a", "paragraph Gate", "paragraph 2"}},
		{"<table><tr><!-- a --><td>Lamp</td><td>1<script>a</script></td></tr><tr><th>Gate</th><td>2</td></tr></table>", []string{"table Lamp\t1\nGate\t2"}},
		{"<p>" + lamps + "</p><p>" + nobody + "</p><div class=\"related\">Whale seen</div><div class=\"related\" style=\"display:none\">x</div>", []string{"paragraph " + lamps, "paragraph " + nobody}},
		{"<p>" + lamps + "</p><p>" + nobody + "</p><div id=\"popular\">Published : Feb. 1, 2026</div>", []string{"paragraph " + lamps, "paragraph " + nobody, "paragraph Published : Feb. 1, 2026"}},
		{"<p>" + lamps + "</p><p>" + nobody + "</p><div lang=\"related\" id=\"popular\">By Kim Da-sol</div>", []string{"paragraph " + lamps, "paragraph " + nobody, "paragraph By Kim Da-sol"}},
		{"<p>" + lamps + nobody + "</p><div class=\"related\" data-a=\"x\"><h1>Lamp</h1></div>", []string{"paragraph " + lamps + nobody, "heading 0 Lamp"}},
		{"<aside>Lamp</aside><p>" + lamps + nobody + "</p>", []string{"paragraph " + lamps + nobody + " cut"}},
	})
}
