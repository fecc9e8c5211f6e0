package source_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// TestWayback has what the samples have not: addresses in odd places, and what must stay.
func TestWayback(t *testing.T) {
	const mark = "<!-- End Wayback Rewrite JS Include -->"
	const ours = `<script>__wm.wombat("http://p.example/a","20200901031500","https://web.archive.org/","web","/_static/","1");</script>`
	tests := []struct{ name, in, want string }{
		{"from the root", `<img src="/web/20200901031500im_/http://p.example/a.png">`, `<img src="http://p.example/a.png">`},
		{"without a scheme", `<img src="//web.archive.org/web/20200901031500im_/http://p.example/a.png">`, `<img src="http://p.example/a.png">`},
		{"without a scheme", `<img src="/web/20200901031500im_///p.example/a.png">`, `<img src="//p.example/a.png">`},
		{"with a port", `<a href="http://web.archive.org:80/web/20200901031500/http://p.example:80/">`, `<a href="http://p.example:80/">`},
		{"in JSON", `"https:\/\/web.archive.org\/web\/20200901031500\/http:\/\/p.example\/"`, `"http:\/\/p.example\/"`},
		{"in an address", `<a href="http://x.example/share?u=https%3A%2F%2Fweb.archive.org%2Fweb%2F20200901031500%2Fhttp%3A%2F%2Fp.example%2F">`,
			`<a href="http://x.example/share?u=http%3A%2F%2Fp.example%2F">`},
		{"two in a row", `srcset="/web/20200901031500im_/http://p.example/1 1x, /web/20200901031500im_/http://p.example/2 2x"`,
			`srcset="http://p.example/1 1x, http://p.example/2 2x"`},
		{"a year", `<a href="https://web.archive.org/web/2020/http://p.example/">`, `<a href="http://p.example/">`},
		{"a folder of the paper", `<img src="/web/2020/a.png"><img src="/web/20200901031500/a.png">`, `<img src="/web/2020/a.png"><img src="/web/20200901031500/a.png">`},
		{"the archive's own address", `<a href="https://web.archive.org/">the archive</a>`, `<a href="https://web.archive.org/">the archive</a>`},
		{"a script of the page", `<script>var __WB = 1;</script><script src="/js/site.js"></script>`, `<script>var __WB = 1;</script><script src="/js/site.js"></script>`},
		{"scripts of the archive", `<script src="//archive.org/includes/analytics.js?v=1"></script><link rel=stylesheet href="/_static/css/x.css">` + "\n<p>", "<p>"},
		{"a toolbar without comments", `<div id=wm-ipp-base><div id=wm-ipp><div>words</div></div></div><p>`, `<p>`},
		{"a toolbar never closed", `<div id=wm-ipp-base><div><p>words`, `<div><p>words`},
		{"a comment opened in a script", `<script>/*<!--*/f()</script><p>x</p><!-- FILE ARCHIVED ON 01:11:12 -->`, `<script>/*<!--*/f()</script><p>x</p>`},
		{"a comment never closed", `<p>x<!-- FILE ARCHIVED ON`, `<p>x<!-- FILE ARCHIVED ON`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := "<html>" + mark + ours + test.in + "</html>"
			want := got{Pages: []source.Page{{Name: "-", Form: "wayback", URL: "http://p.example/a", Captured: "2020-09-01T03:15:00Z",
				Data: []byte("<html>" + test.want + "</html>")}}}
			if diff := cmp.Diff(want, read(t, source.Options{}, strings.NewReader(in), "-")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWaybackToolbars: the work on a page made of nothing but toolbars has a bound, which shows in what is left of it.
func TestWaybackToolbars(t *testing.T) {
	const mark, most = "<html><!-- End Wayback Rewrite JS Include --><script src=//archive.org/includes/a.js></script>", 16
	for name, toolbar := range map[string]string{"closed": "<div id=wm-ipp></div>", "never closed": "<div id=wm-ipp>"} {
		g := read(t, source.Options{}, strings.NewReader(mark+"<p>"+strings.Repeat(toolbar, most+100)), "-")
		want := got{Pages: []source.Page{{Name: "-", Form: "wayback", Data: []byte("<html><p>" + strings.Repeat(toolbar, 100))}}}
		if diff := cmp.Diff(want, g); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestWaybackOrigin: where the address and the time come from when the scripts are gone.
func TestWaybackOrigin(t *testing.T) {
	const comment = "<!--\n     FILE ARCHIVED ON 3:15:00 Sep 1, 2020 AND RETRIEVED FROM THE\n-->"
	tests := []struct {
		name string
		in   string
		want source.Page
	}{
		{"a browser's save", "<!-- saved from url=(0065)https://web.archive.org/web/20200901031500/http://p.example/a?b=1 -->\n<html><p>",
			source.Page{Form: "wayback", URL: "http://p.example/a?b=1", Captured: "2020-09-01T03:15:00Z"}},
		{"an address as typed", "<!-- saved from url=(0065)https://web.archive.org/web/2020/p.example/a -->\n<html><p>" + comment,
			source.Page{Form: "wayback", URL: "http://p.example/a", Captured: "2020-09-01T03:15:00Z"}},
		{"the printed line", "<html><div id=wm-ipp-print>The Wayback Machine - https://web.archive.org/web/20200901031500/http://p.example/?a=1&amp;b=2</div><p>",
			source.Page{Form: "wayback", URL: "http://p.example/?a=1&b=2", Captured: "2020-09-01T03:15:00Z"}},
		{"the comment alone", "<html><p>" + comment, source.Page{Form: "wayback", Captured: "2020-09-01T03:15:00Z"}},
		{"a page about it", `<html><a href="https://web.archive.org/web/20200901031500/http://p.example/">a link</a>`, source.Page{Form: "html"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := read(t, source.Options{}, strings.NewReader(test.in), "-")
			for i := range g.Pages {
				g.Pages[i].Data = nil
			}
			test.want.Name = "-"
			if diff := cmp.Diff(got{Pages: []source.Page{test.want}}, g); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWaybackInWARC: a WARC of the Wayback Machine holds the paper's pages, with their addresses.
func TestWaybackInWARC(t *testing.T) {
	data := response("https://web.archive.org/web/20180901031500id_/http://p.example/a", page)
	want := got{Pages: []source.Page{{Name: "-", Member: "https://web.archive.org/web/20180901031500id_/http://p.example/a", Form: "wayback",
		URL: "http://p.example/a", ContentType: "text/html", Captured: "2018-09-01T03:15:00Z", Data: []byte(page)}}}
	if diff := cmp.Diff(want, read(t, source.Options{}, strings.NewReader(data), "-")); diff != "" {
		t.Error(diff)
	}
}

// TestSaves: marks of other tools, and what looks like them.
func TestSaves(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want source.Page
	}{
		{"a file saved again", "<!-- saved from url=(0021)file:///C:/pages/a.html -->\n<html><p>x", source.Page{Form: "chrome"}},
		{"Internet Explorer", "<!DOCTYPE html>\r\n<!-- saved from url=(0018)http://p.example/a -->\r\n<html><p>x", source.Page{Form: "chrome", URL: "http://p.example/a"}},
		{"SingleFile in another zone", "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: http://p.example/a \n saved date: Sat Aug 15 2020 12:12:00 GMT+0900 (Korean Standard Time)\n--><p>x",
			source.Page{Form: "singlefile", URL: "http://p.example/a", Captured: "2020-08-15T03:12:00Z"}},
		{"a page about SingleFile", "<html><p>Page saved with SingleFile", source.Page{Form: "html"}},
		{"base64 MHTML with one part", "From: <Saved by Windows Internet Explorer 8>\r\nDate: Sat, 15 Aug 2020 12:12:00 +0900\r\nMIME-Version: 1.0\r\n" +
			"Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\nThis is a multi-part message.\r\n\r\n--b\r\n" +
			"Content-Type: image/png\r\n\r\nx\r\n--b\r\nContent-Type: text/html; charset=\"euc-kr\"\r\nContent-Transfer-Encoding: base64\r\n" +
			"Content-Location: http://p.example/a\r\n\r\nPGh0bWw+PHA+eA==\r\n--b--\r\n",
			source.Page{Form: "mhtml", URL: "http://p.example/a", ContentType: `text/html; charset="euc-kr"`, Captured: "2020-08-15T03:12:00Z"}},
		{"a mail of HTML alone", "MIME-Version: 1.0\nContent-Type: text/html\n\n<html><p>x", source.Page{Form: "mhtml", ContentType: "text/html"}},
		{"UTF-16", "\xff\xfe<\x00p\x00>\x00x\x00", source.Page{Form: "html"}},
		{"an empty file", "", source.Page{Form: "html"}},
		{"text that speaks of tags", "By A Writer: the story\n\nHe wrote 1 < 2 and <b>.\n", source.Page{Form: "text"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := read(t, source.Options{}, strings.NewReader(test.in), "-")
			for i, p := range g.Pages {
				if len(test.in) > 0 && len(bytes.TrimSpace(p.Data)) == 0 {
					t.Error("no bytes")
				}
				g.Pages[i].Data = nil
			}
			test.want.Name = "-"
			if diff := cmp.Diff(got{Pages: []source.Page{test.want}}, g); diff != "" {
				t.Error(diff)
			}
		})
	}
	for name, in := range map[string]string{
		"MHTML without HTML":   "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n",
		"a mail of text":       "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx",
		"MHTML cut short":      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<html><p>x",
		"MHTML of no boundary": "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--b\r\n",
		"JSON":                 `{"a": [1, 2]}`,
		"RSS":                  `<?xml version="1.0"?><rss><item><![CDATA[<p>x</p>]]></item></rss>`,
	} {
		g := read(t, source.Options{}, strings.NewReader(in), "-")
		if len(g.Pages) > 0 || len(g.Errors) != 1 {
			t.Errorf("%s: %+v", name, g)
		}
	}
}
