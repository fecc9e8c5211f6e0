package decode_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/korean"

	"herald/internal/decode"
)

// hangul is long enough to count; its last syllables are in CP949 but not in KS X 1001.
const hangul = "등대지기 마흔 명이 항구에 모여 등불을 밝혔다. 바람은 없었고 안개는 짙었다. 뷁 쀍"

func cp949(t testing.TB, s string) []byte {
	t.Helper()
	b, err := korean.EUCKR.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wide(order binary.AppendByteOrder, s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func page(head, body string) string {
	return "<!DOCTYPE html><html><head>" + head + "<title>t</title></head><body><p>" + body + "</p></body></html>"
}

// seen is what a test compares of a document.
type seen struct {
	Text     string // of the document, or of the body of its tree
	HTML     bool
	Encoding string
	Doubts   []string
}

func look(doc *decode.Document) seen {
	s := seen{Text: doc.Text, HTML: doc.HTML != nil, Encoding: doc.Encoding}
	if s.HTML {
		s.Text = doc.HTML.Find("body").Text()
	}
	for _, d := range doc.Doubts {
		s.Doubts = append(s.Doubts, d.Code)
	}
	return s
}

func TestCharset(t *testing.T) {
	const meta = `<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">`
	const ksx = "등대지기 마흔 명이 항구에 모여 등불을 밝혔다." // letters that KS X 1001 has
	const meta8 = `<meta charset="utf-8">`
	html := func(text, encoding string, doubts ...string) seen { return seen{text, true, encoding, doubts} }
	for _, c := range []struct {
		name   string
		data   []byte
		header string
		want   seen
	}{
		{"ascii", []byte(page("", "plain")), "", html("plain", "utf-8")},
		{"utf-8", []byte(page("", hangul)), "", html(hangul, "utf-8")},
		{"utf-8 BOM", []byte("\ufeff" + page("", hangul)), "", html(hangul, "utf-8")},
		{"utf-8 BOM against the header", []byte("\ufeff" + page("", hangul)), "text/html; charset=euc-kr", html(hangul, "utf-8")},
		{"utf-16le BOM", wide(binary.LittleEndian, "\ufeff"+page("", hangul)), "", html(hangul, "utf-16le")},
		{"utf-16be BOM", wide(binary.BigEndian, "\ufeff"+page("", hangul)), "", html(hangul, "utf-16be")},
		{"utf-16le", wide(binary.LittleEndian, page("", hangul)), "", html(hangul, "utf-16le")},
		{"utf-16be declared as utf-8", wide(binary.BigEndian, page(meta8, hangul)), "text/html; charset=utf-8", html(hangul, "utf-16be")},
		{"utf-16le of English", wide(binary.LittleEndian, page("", strings.Repeat("plain words ", 900))), "", html(strings.Repeat("plain words ", 900), "utf-16le")},
		{"utf-16le text of Hangul", wide(binary.LittleEndian, strings.Repeat(hangul, 9)), "", seen{strings.Repeat(hangul, 9), false, "utf-16le", nil}},
		{"declared by the header", cp949(t, page("", hangul)), "text/html; charset=EUC-KR", html(hangul, "euc-kr")},
		{"declared by http-equiv", cp949(t, page(meta, hangul)), "", html(hangul, "euc-kr")},
		{"declared by meta", cp949(t, page(`<meta charset=ks_c_5601-1987>`, hangul)), "", html(hangul, "euc-kr")},
		{"declared by a name of Windows", cp949(t, page(`<meta charset="cp949">`, hangul)), "", html(hangul, "euc-kr")},
		{"declared by XML", cp949(t, `<?xml version="1.0" encoding="euc-kr"?>`+page("", hangul)), "", html(hangul, "euc-kr")},
		{"the header before the meta", []byte(page(`<meta charset="shift_jis">`, "caf\xe9 \x93quoted\x94")), "text/html; charset=iso-8859-1", html("café “quoted”", "windows-1252")},
		{"an unknown name, then the meta", cp949(t, page(meta, hangul)), "text/html; charset=none-such", html(hangul, "euc-kr")},
		{"another encoding", []byte(page(`<meta charset="shift_jis">`, "\x93\xfa\x96\x7b")), "", html("日本", "shift_jis")},
		{"declared beyond 1024 bytes", cp949(t, page("<script>"+strings.Repeat(" ", 2000)+"</script>"+meta, hangul)), "", html(hangul, "euc-kr", "charset-guessed")},
		{"utf-8 declared as euc-kr", []byte(page(meta, hangul)), "text/html; charset=euc-kr", html(hangul, "utf-8")},
		{"CP949 declared as utf-8", cp949(t, page(meta8, hangul)), "", html(hangul, "euc-kr", "charset-misdeclared")},
		{"CP949 declared as latin", cp949(t, page("", hangul)), "text/html; charset=iso-8859-1", html(hangul, "euc-kr", "charset-misdeclared")},
		{"windows-1252 declared as utf-8", []byte(page(meta8, "don\x92t \x93quote\x94")), "", html("don’t “quote”", "windows-1252", "charset-misdeclared")},
		{"undeclared CP949", cp949(t, page("", hangul)), "", html(hangul, "euc-kr", "charset-guessed")},
		{"undeclared CP949, one name", cp949(t, page("", "By 김영원 in English")), "", html("By 김영원 in English", "euc-kr", "charset-guessed")},
		{"undeclared CP949 text", cp949(t, hangul), "", seen{hangul, false, "euc-kr", []string{"charset-guessed"}}},
		{"undeclared windows-1252", []byte(page("", "don\x92t caf\xe9 na\xefve \x93quote\x94 \x97")), "", html("don’t café naïve “quote” —", "windows-1252", "charset-guessed")},
		{"letters that look like a Korean pair", []byte(page("", "l'\xab\xe9t\xe9\xbb au caf\xe9")), "", html("l'«été» au café", "windows-1252", "charset-guessed")},
		{"ISO-2022-KR", shifted(t, page(`<meta charset="iso-2022-kr">`, ksx)), "", html(ksx, "euc-kr")},
		{"ISO-2022-KR by its header", shifted(t, page("", ksx)), "text/html; charset=ISO-2022-KR", html(ksx, "euc-kr")},
		{"undeclared ISO-2022-KR", shifted(t, page("", ksx)), "", html(ksx, "euc-kr", "charset-guessed")},
		{"ISO-2022-KR of Hangul alone", shifted(t, strings.Repeat(ksx+" \n", 9)), "", seen{strings.Repeat(ksx+" \n", 9), false, "euc-kr", []string{"charset-guessed"}}},
		{"an escape in UTF-8", []byte(page("", "a\x1b$)C"+hangul)), "", html("a\x1b$)C"+hangul, "utf-8")},
		{"cut CP949", cp949(t, page(meta, hangul))[:len(cp949(t, page(meta, hangul[:9])))-len("</p></body></html>")-1], "", html("등대\ufffd", "euc-kr", "charset-damaged")},
		{"cut utf-8", []byte("<html><body><p>" + hangul + "\xea\xb0"), "", html(hangul+"\ufffd", "utf-8", "charset-damaged")},
		{"ascii and one cut character", []byte("<html><body><p>plain words\xea"), "", html("plain words\ufffd", "utf-8", "charset-damaged")},
		{"broken in the middle", []byte(page(meta, hangul+"\xea\xb0 x \xff")), "", html(hangul+"\ufffd x \ufffd", "utf-8", "charset-damaged")},
		{"U+FFFD in the page itself", []byte(page("", "a\ufffdb")), "", html("a\ufffdb", "utf-8")},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := decode.Decode(c.data, c.header)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, look(doc)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// shifted is text in ISO-2022-KR: what of EUC-KR has its highest bit set is between SO and SI, without that bit.
func shifted(t *testing.T, text string) []byte {
	t.Helper()
	data := []byte("\x1b$)C")
	out := false
	for _, c := range cp949(t, text) {
		if high := c >= 0x80; high != out {
			out = high
			data = append(data, map[bool]byte{true: 0x0e, false: 0x0f}[out])
		}
		data = append(data, c&0x7f)
	}
	return data
}

// TestUndeclaredUTF16 has each share of letters just within its limit and just beyond. A NUL is one byte of each letter of
// ASCII, and of 가.
func TestUndeclaredUTF16(t *testing.T) {
	text := func(ascii, others int, other string) string {
		return strings.Repeat(other, others) + strings.Repeat("w", ascii)
	}
	for _, c := range []struct {
		text string
		wide bool
	}{
		{text(11, 89, "각"), true},
		{text(10, 90, "각"), false},
		{text(100, 24, "가"), true},
		{text(100, 25, "가"), false},
		{text(2048, 1843, "각"), true}, // of the first 2,048 letters a tenth and one are ASCII
		{text(2048, 1844, "각"), false},
	} {
		for name, order := range map[string]binary.AppendByteOrder{"utf-16le": binary.LittleEndian, "utf-16be": binary.BigEndian} {
			doc, err := decode.Decode(wide(order, c.text), "")
			if got := err == nil && doc.Encoding == name; got != c.wide {
				t.Errorf("%.9s… of %d letters is %s: %v, want %v", c.text, len(c.text), name, got, c.wide)
			}
		}
	}
}

// TestMisread: a page that was saved in a wrong encoding is valid UTF-8 with wrong letters.
func TestMisread(t *testing.T) {
	for text, want := range map[string][2]string{ // what is read, and the doubt
		"â€œWe wait,â€\u009d he said of ë“±ëŒ€.":      {"“We wait,” he said of 등대.", "charset-misdeclared"},
		"â\u0080\u009cWe wait,â\u0080\u009d he said.": {"“We wait,” he said.", "charset-misdeclared"},
		"â€œWe wait,â€ he said in the château.":       {"“We wait,â€ he said in the château.", "charset-damaged"},
		"“We wait,” he said in the château.":          {"“We wait,” he said in the château.", ""},
	} {
		doc, err := decode.Decode([]byte("<html><body><p>"+text+"</p></body></html>"), "")
		if err != nil {
			t.Fatal(err)
		}
		got := [2]string{doc.HTML.Text()}
		for _, d := range doc.Doubts {
			got[1] += d.Code
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestEscapedTwice: a browser would show "&ldquo;" on such a page; a quotation mark is read. References to < and > stay.
func TestEscapedTwice(t *testing.T) {
	for page, want := range map[string]string{
		"&amp;ldquo;We wait,&amp;#8221; he said of R&amp;amp;D&amp;nbsp;two.":               "“We wait,” he said of R&D\u00a0two.",
		"R&amp;D; write &amp;lt;p&amp;gt;, AT&amp;T and &amp;thetasym; not &amp;thetasymx;": "R&D; write &lt;p&gt;, AT&T and ϑ not &thetasymx;",
		"R&amp;amp;D": "R&amp;D", // as a page on markup shows it
		"cut &amp;":   "cut &",
	} {
		doc, err := decode.Decode([]byte("<html><body><p>"+page+"</p></body></html>"), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.HTML.Text(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHTMLOrText(t *testing.T) {
	prose := strings.Repeat("The ferry crossed the bay twice a day, and nobody minded the fog. ", 20)
	const xhtml = `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x.dtd"><html xmlns="x"><head></head><body>a</body></html>`
	for _, c := range []struct {
		name, data string
		html       bool
	}{
		{"prose", prose, false},
		{"prose that quotes a tag", prose + "Write <p> before it, <div> around it, he said." + prose, false},
		{"prose that begins with a quoted tag", "<p> is for a paragraph.\n" + prose, false},
		{"prose that quotes a whole page", prose + "<html><body><p>x</p></body></html>" + prose, false},
		{"prose that begins with a bracket", "[Editorial] Fog\n" + prose, false},
		{"prose with angle brackets", "<Photo> A pier\n" + prose + "1 < 2 and <3", false},
		{"a mail address first", "<ok@example.com> wrote\n" + prose, false},
		{"a text with the addresses of its links", strings.Repeat("A pier <https://example.com/a>\nA ferry <mailto:a@example.com>\n", 20), false},
		{"names separated by semicolons", "Ok; Seo; Pyo; Gam; Ryu; Nam; Do; Ma; Ban", false},
		{"50 names separated by semicolons, and an address", strings.Repeat("Ok Sae-ron; ", 50) + "https://example.com/view.php?ud=20200826000999", false},
		{"names separated by semicolons, a line each", strings.Repeat("Kim (Mokpo);\n", 50), false},
		{"a headline that begins as a bitmap does", "BMW recalls a ferry\n" + prose, false},
		{"prose with semicolons and a formula", "One; two; three; E = mc2.\n" + prose, false},
		{"a page", page("", prose), true},
		{"a page in capitals", "<HTML><BODY>" + prose, true},
		{"a page after 60 KB of script", "<script>var a = '<rss>';" + strings.Repeat("f({});\n", 9000) + "</script>" + page("", prose), true},
		{"a page after 60 KB of comment", "<!--" + strings.Repeat(" { a; } <feed> ", 4000) + "-->" + page("", prose), true},
		{"a page after white space and a BOM", "\ufeff\n\n  " + page("", prose), true},
		{"a page after an HTTP header", "HTTP/1.1 200 OK\nServer: a; b; c\n\n" + page("", "<b>a</b><i>b</i>"), true},
		{"XHTML", xhtml, true},
		{"XHTML with a style sheet", strings.Replace(xhtml, "<!DOCTYPE", `<?xml-stylesheet href="a.css"?><!-- c --><!DOCTYPE`, 1), true},
		{"a piece of a page", `<div class="a"><p>` + prose + "</p></div>", true},
		{"the inside of an element", "One.<br><br>Two.<br><b>Three</b><br><br>Four.<br><br>", true},
		{"Markdown with elements", "# Ferry\n\n" + strings.Repeat("<div class=\"a\">\n\n[Ferry](/ferry) and [bell](/bell)\n\n</div>\n\n", 6), false},
		{"elements with a link of Markdown", "# Ferry\n\n" + strings.Repeat("<div class=\"a\">\n\n[Ferry](/ferry) and a bell\n\n</div>\n\n", 6), true},
		{"a page that was cut early", "<!DOCTYPE html", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := decode.Decode([]byte(c.data), "")
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.HTML != nil; got != c.html {
				t.Errorf("HTML %v, want %v", got, c.html)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	noise := make([]byte, 5000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for _, c := range []struct{ name, data, code, message string }{
		{"nothing", "", "empty", "no content"},
		{"white space", " \r\n\t\u00a0\n", "empty", "no content"},
		{"NULs", strings.Repeat("\x00", 9000), "empty", "no content"},
		{"a BOM", "\ufeff\n", "empty", "no content"},
		{"a wide BOM", "\xff\xfe\n\x00", "empty", "no content"},
		{"PDF", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-a-page",
			"a PDF file, not a page; to read it: pdftotext FILE - | herald extract"},
		{"Parquet", "PAR1\x15\x04\x15", "not-a-page", "a Parquet file, not a page; to read it: " +
			`duckdb -c "copy (select url, html from 'FILE') to '/dev/stdout' (format json)" | herald extract`},
		{"ENEX", "<?xml version=\"1.0\"?>\n<!DOCTYPE en-export SYSTEM \"x\">\n<en-export><note><title>T</title></note></en-export>", "not-a-page",
			"an Evernote export, not a page; to read it: evernote2md FILE FOLDER"},
		{"PNG", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-a-page", "a PNG image, not a page"},
		{"gzip", "\x1f\x8b\x08\x00\x00\x00", "not-a-page", "a gzip file, not a page"},
		{"zip", "PK\x03\x04\x14\x00", "not-a-page", "a zip file, not a page"},
		{"noise", string(noise), "not-a-page", "bytes of no known kind"},
		{"media", "RIFF\x24\x08\x00\x00WEBPVP8 \x18\x08\x00\x00\x10\x00", "not-a-page", "image/webp, not a page"},
		{"JSON", `{"a": "<p>b</p>"}`, "not-a-page", "a JSON file, not a page"},
		{"JSON that was cut, with a page", `{"html": "<html><body><p>a</p></body></html>"`, "not-a-page", "a JSON file, not a page; to read it: jq -c . FILE | herald extract"},
		{"JSON list of pages", `[{"html": "<!DOCTYPE html><p>a</p>"}]`, "not-a-page", "a JSON file, not a page; to read it: jq -c '.[]' FILE | herald extract"},
		{"JSON that holds a page deeper", `{"rows": [{"html": "<html><body><p>a</p></body></html>"}]}`, "not-a-page",
			"a JSON file, not a page; to read it: jq -c '.. | objects | select(.html)' FILE | herald extract"},
		{"JSON object of several lines", "{\n\"html\": \"<html><body><p>a</p></body></html>\"\n}\n", "not-a-page", "a JSON file, not a page; to read it: jq -c . FILE | herald extract"},
		{"lines of JSON lists", strings.Repeat(`["http://a.example/1", "<html><body><p>a</p></body></html>"]`+"\n", 2), "not-a-page",
			"a JSON file, not a page; to read it: jq -c '{url: .[0], html: .[1]}' FILE | herald extract"},
		{"lines of JSON strings", strings.Repeat(`"<html><body><p>a</p></body></html>"`+"\n", 2), "not-a-page",
			"a JSON file, not a page; to read it: jq -c '{html: .}' FILE | herald extract"},
		{"list of paths", "a.html\n/x y/c.html\n./d\nC:\\e f\\g.htm\r\n", "not-a-page",
			"a list of paths, not a page; to read it: herald extract --files-from FILE"},
		{"list of find -print0", "archive/a.html\x00./archive/b c.html\x00./d.html\x00", "not-a-page",
			"a list of paths, not a page; to read it: herald extract --null --files-from FILE"},
		{"list of find -print0 of long paths", strings.Repeat("./archive/2021/03/04/20210304000999.html\x00", 9), "not-a-page",
			"a list of paths, not a page; to read it: herald extract --null --files-from FILE"},
		{"list of paths and URLs", "a/b.html\nhttp://a.example/1\n", "not-a-page", "a list of paths, not a page; to read it: herald extract --files-from FILE"},
		{"list of URLs", strings.Repeat("http://www.a.example/view.php?ud=20200911000770\n", 200), "not-a-page",
			"a list of URLs, not a page; to read it: wget --warc-file=pages -i FILE"},
		{"CSV of pages", "url,\"html\"\nhttp://a.example/?b=1,\"<!DOCTYPE html><p>a</p>\"\n", "not-a-page",
			"a CSV table of pages, not a page; to read it: mlr --icsv --ojsonl cat FILE | herald extract"},
		{"CSV of pages after a row without one", "url,html,n\r\nhttp://a.example/1,\"\",1\r\nhttp://a.example/2,\"<html><p>a</p>\",2\r\n", "not-a-page",
			"a CSV table of pages, not a page; to read it: mlr --icsv --ojsonl cat FILE | herald extract"},
		{"CSV of pages alone", "html\n\"<html><p>a</p>\"\n", "not-a-page", "a CSV table of pages, not a page; to read it: mlr --icsv --ojsonl cat FILE | herald extract"},
		{"CSV of pages with semicolons", "url;html\na;\"<html><p>a</p>\"\n", "not-a-page",
			"a CSV table of pages, not a page; to read it: mlr --icsv --ifs ';' --ojsonl cat FILE | herald extract"},
		{"CSV of pages without a header", "http://a.example/1,2021-03-04 09:15,\"<html><p>a</p>\"\n", "not-a-page",
			"a CSV table of pages, not a page; to read it: mlr --icsv --implicit-csv-header --ojsonl cat FILE | herald extract"},
		{"TSV of pages", "url\thtml\nhttp://a.example/1\t<html><p>a</p>\n", "not-a-page", "a TSV table of pages, not a page; to read it: mlr --itsv --ojsonl cat FILE | herald extract"},
		{"SQL dump", "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nINSERT INTO pages VALUES('<html><p>a</p>');\n", "not-a-page",
			"an SQL dump, not a page; to read it: sqlite3 pages.db <FILE"},
		{"JSON that was cut", `[ {"headline": "a", "body": "b`, "not-a-page", "a JSON file, not a page"},
		{"JSON list", ` [1, 2, null]`, "not-a-page", "a JSON file, not a page"},
		{"RSS", `<?xml version="1.0"?><rss version="2.0"><channel><title>a</title></channel></rss>`, "not-a-page", "an XML file, not a page"},
		{"RSS without a declaration", `<rss version="2.0"><channel><description>&lt;p&gt;</description></channel></rss>`, "not-a-page", "an XML file, not a page"},
		{"Atom", "\ufeff<?xml version=\"1.0\"?>\n<!-- c --><feed xmlns=\"x\"><entry/></feed>", "not-a-page", "an XML file, not a page"},
		{"XML of no known kind", `<?xml version="1.0"?><catalog><p>a</p></catalog>`, "not-a-page", "an XML file, not a page"},
		{"script", `/*! lib v3 | (c) some */ !function(e,t){"use strict";var n=e.a;t.b="<div><p></p></div>";return n}(window);`, "not-a-page", "a script or a style sheet, not a page"},
		{"script with markup", "// menu\nvar menu = {a: 1};\ndocument.write('<ul><li><a>x</a></li><li><a>y</a></li></ul>');\nmenu.b();\n", "not-a-page", "a script or a style sheet, not a page"},
		{"script that quotes a page", "f('<html><body>');g();h();", "not-a-page", "a script or a style sheet, not a page"},
		{"script of calls", "ga('create', 'UA-1');\nga('send', 'pageview');\n", "not-a-page", "a script or a style sheet, not a page"},
		{"script that begins with a long string", "var words = '" + strings.Repeat("word ", 500) + "';" + strings.Repeat("f({a: 1});\n", 200), "not-a-page", "a script or a style sheet, not a page"},
		{"style sheet of imports", "@import url(a.css);\n@import url(b.css);\n", "not-a-page", "a script or a style sheet, not a page"},
		{"style sheet", "@charset \"utf-8\";\nbody { color: red; margin: 0 }\n.a > p { color: blue; }\n", "not-a-page", "a script or a style sheet, not a page"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := decode.Decode([]byte(c.data), "")
			var e *decode.Error
			if doc != nil || !errors.As(err, &e) {
				t.Fatalf("got %v, %v", doc, err)
			}
			if diff := cmp.Diff([]string{c.code, c.message}, []string{e.Code(), e.Error()}); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestClassify: files that sites serve with their pages are foreign; files that may hold pages are only rejected.
func TestClassify(t *testing.T) {
	const html, text, foreign, refused = "html", "text", "foreign", "refused"
	for _, c := range []struct{ name, data, want string }{
		{"a page", page("", hangul), html},
		{"a page padded with NULs", page("", "x") + strings.Repeat("\x00", 9000), html},
		{"UTF-16", "\xff\xfe<\x00p\x00>\x00", html},
		{"nothing", "", html},
		{"a text rendering", "A Headline\nBy A Writer\nWords.\n", text},
		{"a text rendering that begins with a quotation", "\"We are here\"\nBy A Writer\nWords.\n", text},
		{"a text rendering of one word a line", "Word.\nword\n", text},
		{"a text rendering after an address", "http://a.example/1\nA Headline\n", text},
		{"a text rendering after a path", "/tmp/a.txt\nA Headline\n", text},
		{"a list of paths that end in NUL", strings.Repeat("/a/page of the paper number one.html\x00", 3), foreign},
		{"an image", "\x89PNG\r\n\x1a\n", foreign},
		{"an image that only the standard library recognizes", "RIFF\x24\x08\x00\x00WEBPVP8 \x18\x08\x00\x00", foreign},
		{"a style sheet", "body { color: red; }\n", foreign},
		{"JSON", `{"a": [1, 2]}`, foreign},
		{"JSON without a key", "null", foreign},
		{"JSON that holds a page", `{"html": "<!doctype html><p>a</p>"}`, refused},
		{"a table of pages", "url,html\na,\"<html><p>a</p>\"\n", refused},
		{"a text rendering that quotes a page", "A Headline\nBy A Writer\nHe wrote \"<html>\" on it, \"<body>\" below.\n", text},
		{"a page after a line of the server", "notice\n\t<html><p>a</p><p>b</p><p>c</p><p>d</p></html>\n", html},
		{"a feed", `<?xml version="1.0"?><rss></rss>`, foreign},
		{"a drawing", "<!-- made by hand -->\n<svg></svg>", foreign},
		{"an article in NITF", `<?xml version="1.0"?><nitf><body><p>x</p></body></nitf>`, refused},
		{"XML of no known kind", `<?xml version="1.0"?><catalog/>`, refused},
		{"a property list", "bplist00\xd1\x01\x02", refused},
		{"an archive that is not read", "7z\xbc\xaf\x27\x1c", refused},
		{"bytes of no known kind", "\x00\x01\x02\x03\x04", refused},
	} {
		got, err := decode.Classify([]byte(c.data))
		if e, ok := errors.AsType[*decode.Error](err); ok {
			if got = refused; e.Foreign() {
				got = foreign
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"line ends", "one\r\ntwo\rthree\n\r\nfour", "one\ntwo\nthree\n\nfour"},
		{"NULs", "one\x00 two and a text that is long enough for one of them\x00\x00\x00", "one two and a text that is long enough for one of them"},
	} {
		doc, err := decode.Decode([]byte(c.data), "")
		if err != nil {
			t.Fatal(c.name, err)
		}
		if doc.Text != c.want {
			t.Errorf("%s: %q, want %q", c.name, doc.Text, c.want)
		}
	}
}

func TestDeepMarkup(t *testing.T) {
	const named = `<div id="story" class="x"><p>First.</p><p>Second.</p></div>`
	closed := func(n int, tag, inside string) string {
		return strings.Repeat("<"+tag+">", n) + inside + strings.Repeat("</"+tag+">", n)
	}
	for _, c := range []struct{ name, body string }{
		{"520 div", closed(520, "div", named)},
		{"200,000 div", closed(200_000, "div", named)},
		{"200,000 div that are never closed", strings.Repeat("<div>", 200_000) + named},
		{"200,000 named div", closed(200_000, `div class="a"`, "") + named},
		{"3,000 font that are never closed", strings.Repeat("a<font size=2>", 3000) + named},
		{"600 tables", closed(600, "table><tr><td", named)},
		{"600 lists", strings.Repeat("<ul><li>", 600) + strings.Repeat("</li></ul>", 600) + named},
		{"600 div closed at once", strings.Repeat("<div/>", 600) + named},
		{"100,000 wrong end tags in 600 div", strings.Repeat("<div>", 600) + strings.Repeat("</section></font>", 100_000) + named},
		{"2,000 labels between divs", strings.Repeat("<div><label>a</div>", 2000) + strings.Repeat("<font>", 600) + named},
	} {
		t.Run(c.name, func(t *testing.T) {
			begin := time.Now()
			doc, err := decode.Decode([]byte("<html><body>"+c.body), "")
			if err != nil {
				t.Fatal(err)
			}
			// What takes the square of 200,000 steps takes minutes; this takes well below a second.
			if d := time.Since(begin); d > 10*time.Second {
				t.Errorf("%v", d)
			}
			if diff := cmp.Diff([]string{"deep-markup"}, look(doc).Doubts); diff != "" {
				t.Errorf("doubts: -want +got\n%s", diff)
			}
			if got := doc.HTML.Find("#story p").Text(); got != "First.Second." {
				t.Errorf("the story is %q", got)
			}
		})
	}
}

// TestDeepestMarkup: where not even the flattened page can be parsed, its words are still there, each apart.
func TestDeepestMarkup(t *testing.T) {
	doc, err := decode.Decode([]byte("<html><title>T</title><body>"+strings.Repeat("<h1><li><h1><dd>", 400)+"<div>First.</div><div>Second.</div>"), "")
	if err != nil {
		t.Fatal(err)
	}
	want := seen{"First.Second.", true, "utf-8", []string{"deep-markup"}}
	if diff := cmp.Diff(want, look(doc)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	inner, err := doc.HTML.Find("body").Html()
	if err != nil {
		t.Fatal(err)
	}
	if inner != "<br/>First.<br/>Second.<br/>" {
		t.Errorf("the body is %q", inner)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(page("", hangul)), "")
	f.Add(cp949(f, page(`<meta charset="utf-8">`, hangul)), "text/html; charset=euc-kr")
	f.Add(wide(binary.LittleEndian, page("", hangul)), "")
	f.Add(wide(binary.BigEndian, "\ufeff"+hangul), "text/html; charset=utf-7")
	f.Add([]byte(hangul+"\r\r\n\x00\xea\xb0"), "text/plain")
	f.Add([]byte("<h1><li><h1>"+strings.Repeat("<table><tr><td><font>", 200)), "text/html; charset=iso-2022-jp")
	f.Add([]byte(`<?xml version="1.0" encoding="gb18030"?><rss>`), "")
	f.Add([]byte("var a = {};;"), "charset")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		given := bytes.Clone(data)
		doc, err := decode.Decode(data, contentType)
		if !bytes.Equal(given, data) {
			t.Fatal("the page was changed")
		}
		if err != nil {
			var e *decode.Error
			if doc != nil || !errors.As(err, &e) || e.Code() == "" || e.Error() == "" {
				t.Fatalf("%v, %v", doc, err)
			}
			return
		}
		if (doc.HTML == nil) != (strings.TrimSpace(doc.Text) != "") || doc.Encoding == "" {
			t.Fatalf("neither HTML nor text, or both: %+v", doc)
		}
		if !utf8.ValidString(doc.Text) || strings.ContainsAny(doc.Text, "\x00\r") {
			t.Fatalf("%q", doc.Text)
		}
	})
}
