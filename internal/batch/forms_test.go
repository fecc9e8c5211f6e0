package batch_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"herald/internal/article"
	"herald/internal/batch"
	"herald/internal/extract"
	"herald/internal/extract/site"
	"herald/internal/source"
)

// What the saves state: the URL of the page, its number there, the time of the capture, its name in an archive.
const (
	from   = "http://www.koreaherald.com/view.php?ud=" + number
	number = "20990101000001"
	// The day that the number states.
	numberDay = "2099-01-01"
	when      = "2020-08-26T11:40:00Z"
	saved     = "saved/page.html"
)

// form is a way to save a page, and the fields that the source of its article then has.
type form struct {
	name     string // of source.Forms
	member   string
	url      bool // the save states the URL of the page
	captured bool // the save states its time
	keep     func(t *testing.T, page []byte) []byte
}

var htmlForms = map[string]form{
	"gzip":            {name: "html", keep: gzipOf},
	"brotli":          {name: "html", keep: brotliOf},
	"zstd":            {name: "html", keep: zstdOf},
	"zip":             {name: "html", member: saved, keep: zipOf},
	"tar":             {name: "html", member: saved, keep: tarOf},
	"tgz":             {name: "html", member: saved, keep: tgzOf},
	"zip in tar":      {name: "html", member: saved + "#" + saved, keep: zipInTar},
	"curl -i":         {name: "curl", captured: true, keep: response},
	"curl -i, brotli": {name: "curl", captured: true, keep: brotliResponse},
	"WARC":            {name: "warc", member: from, url: true, captured: true, keep: warcOf},
	"WARC.gz":         {name: "warc", member: from, url: true, captured: true, keep: warcGzip},
	"WARC.zst":        {name: "warc", member: from, url: true, captured: true, keep: warcZstd},
	"WACZ":            {name: "wacz", member: "archive/data.warc.gz#" + from, url: true, captured: true, keep: wacz},
	"JSON lines":      {name: "jsonl", member: "1", url: true, keep: jsonLine},
	"MHTML, quoted":   {name: "mhtml", url: true, captured: true, keep: mhtmlQuoted},
	"MHTML, base64":   {name: "mhtml", url: true, captured: true, keep: mhtmlBase64},
	"Chrome complete": {name: "chrome", url: true, keep: complete},
	"SingleFile":      {name: "singlefile", url: true, captured: true, keep: singleFile},
	"view-source":     {name: "view-source", keep: viewSource},
	"Wayback":         {name: "wayback", url: true, captured: true, keep: wayback},
}

// bareForms are forms without the scripts of the page.
var bareForms = map[string]form{
	"Chrome's MHTML": {name: "mhtml", url: true, captured: true, keep: mhtmlQuoted},
}

var textForms = map[string]form{
	"gzip": {name: "text", keep: gzipOf},
	"zstd": {name: "text", keep: zstdOf},
	"zip":  {name: "text", member: saved, keep: zipOf},
	"tgz":  {name: "text", member: saved, keep: tgzOf},
	"WET":  {name: "wet", member: from, url: true, captured: true, keep: wetOf},
}

// TestForms: a page of any template, saved in any form, yields the article of the page itself. Whole articles are compared;
// in a form without scripts, with that of the page without its scripts.
func TestForms(t *testing.T) {
	for _, file := range templatePages(t) {
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			page, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Ext(file) == ".txt" {
				sameArticle(t, page, textForms)
				return
			}
			sameArticle(t, page, htmlForms)
			sameArticle(t, withoutScripts(page), bareForms)
		})
	}
}

func sameArticle(t *testing.T, page []byte, forms map[string]form) {
	t.Helper()
	plain := only(t, page)
	for name, f := range forms {
		if diff := cmp.Diff(withOneScheme(f.of(*plain)), withOneScheme(only(t, f.keep(t, page)))); diff != "" {
			t.Errorf("%s (-plain +kept):\n%s", name, diff)
		}
	}
}

// withOneScheme returns an article with the pictures of the site under http. Relative addresses are resolved against that of the
// save, which is made up here and need not have the scheme that the page declares.
func withOneScheme(a *article.Article) *article.Article {
	images := slices.Clone(a.Images)
	for i := range images {
		images[i].URL = article.Optional(strings.Replace(string(images[i].URL), "https://www.koreaherald.com/", "http://www.koreaherald.com/", 1))
	}
	changed := *a
	changed.Images = images
	return &changed
}

// of returns the article with the source of the form. If the page does not declare its URL, it is that of the save.
func (f form) of(plain article.Article) *article.Article {
	plain.Source.Form, plain.Source.Member = f.name, article.Optional(f.member)
	if f.captured {
		plain.Source.Captured = when
	}
	if f.url && plain.URL == "" {
		plain.URL, plain.ID = from, number
		if plain.Date == "" {
			plain.Date, plain.Day = numberDay, numberDay
			plain.Warnings = []article.Warning{{Code: "date-from-id", Message: "no date is printed or stated; the day is that of the page's id"}}
		}
	}
	return &plain
}

// only returns the only article of a save.
func only(t *testing.T, kept []byte) *article.Article {
	t.Helper()
	var found []*article.Article
	pages := source.Pages([]string{"-"}, bytes.NewReader(kept), source.Options{})
	for r := range batch.Results(t.Context(), pages, batch.Options{Workers: 1, Read: extract.Article}) {
		if r.Err != nil {
			t.Fatalf("%s: %v", r.Member, r.Err)
		}
		found = append(found, r.Article)
	}
	if len(found) != 1 {
		t.Fatalf("%d articles, want 1", len(found))
	}
	return found[0]
}

// templatePages returns the fixtures of every template, and fails if a template has none. Those of "generic" are omitted: they
// are pages of other papers, and would be read differently with a URL of this site.
func templatePages(t *testing.T) []string {
	t.Helper()
	folders, err := filepath.Glob("../../testdata/pages/*")
	if err != nil || len(folders) <= len(site.Builtin().ByYear()) {
		t.Fatalf("%d folders of pages for %d templates, %v", len(folders), len(site.Builtin().ByYear()), err)
	}
	var all []string
	for _, folder := range folders {
		if name := filepath.Base(folder); name == "reject" || name == "generic" {
			continue
		}
		found := 0
		for _, ending := range []string{"*.html", "*.txt"} {
			files, err := filepath.Glob(filepath.Join(folder, ending))
			if err != nil {
				t.Fatal(err)
			}
			if testing.Short() { // under the race detector one page of a template does what all do
				files = files[:min(1, len(files))]
			}
			all, found = append(all, files...), found+len(files)
		}
		if found == 0 {
			t.Fatalf("no pages in %s", folder)
		}
	}
	return all
}

func gzipOf(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	return written(t, &b, gzip.NewWriter(&b), data)
}

func brotliOf(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	return written(t, &b, brotli.NewWriterLevel(&b, brotli.BestSpeed), data)
}

func zstdOf(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	check(t, err)
	return written(t, &b, z, data)
}

func quoted(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	return written(t, &b, quotedprintable.NewWriter(&b), data)
}

func written(t *testing.T, b *bytes.Buffer, to io.WriteCloser, data []byte) []byte {
	t.Helper()
	_, err := to.Write(data)
	check(t, err)
	check(t, to.Close())
	return b.Bytes()
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func zipOf(t *testing.T, page []byte) []byte {
	t.Helper()
	return zipped(t, map[string][]byte{saved: page})
}

func zipped(t *testing.T, members map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range members {
		w, err := z.Create(name)
		check(t, err)
		_, err = w.Write(data)
		check(t, err)
	}
	check(t, z.Close())
	return b.Bytes()
}

func tarOf(t *testing.T, page []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	check(t, w.WriteHeader(&tar.Header{Name: saved, Mode: 0o644, Size: int64(len(page))}))
	return written(t, &b, w, page)
}

func tgzOf(t *testing.T, page []byte) []byte {
	t.Helper()
	return gzipOf(t, tarOf(t, page))
}

func zipInTar(t *testing.T, page []byte) []byte {
	t.Helper()
	return tarOf(t, zipOf(t, page))
}

func response(_ *testing.T, page []byte) []byte {
	return fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nDate: Wed, 26 Aug 2020 11:40:00 GMT\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n%s", page)
}

func brotliResponse(t *testing.T, page []byte) []byte {
	t.Helper()
	return fmt.Appendf(nil, "HTTP/2 200\r\ndate: Wed, 26 Aug 2020 11:40:00 GMT\r\ncontent-encoding: br\r\n\r\n%s", brotliOf(t, page))
}

const warcInfo = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"

func record(kind, contentType string, block []byte) []byte {
	return fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <%s>\r\nWARC-Date: %s\r\n"+
		"Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, from, when, contentType, len(block), block)
}

func captureOf(t *testing.T, page []byte) []byte {
	t.Helper()
	return record("response", "application/http;msgtype=response", response(t, page))
}

func warcOf(t *testing.T, page []byte) []byte {
	t.Helper()
	return append([]byte(warcInfo), captureOf(t, page)...)
}

// warcGzip writes a gzip member for each record, as crawlers do.
func warcGzip(t *testing.T, page []byte) []byte {
	t.Helper()
	return append(gzipOf(t, []byte(warcInfo)), gzipOf(t, captureOf(t, page))...)
}

func warcZstd(t *testing.T, page []byte) []byte {
	t.Helper()
	return append(zstdOf(t, []byte(warcInfo)), zstdOf(t, captureOf(t, page))...)
}

func wetOf(_ *testing.T, text []byte) []byte {
	return append([]byte(warcInfo), record("conversion", "text/plain", text)...)
}

func wacz(t *testing.T, page []byte) []byte {
	t.Helper()
	return zipped(t, map[string][]byte{
		"datapackage.json":     []byte(`{"profile":"data-package"}`),
		"pages/pages.jsonl":    []byte(`{"format":"json-pages-1.0"}`),
		"archive/data.warc.gz": warcGzip(t, page),
	})
}

// jsonLine writes the bytes as they are, also those that are not UTF-8.
func jsonLine(_ *testing.T, page []byte) []byte {
	var b bytes.Buffer
	b.WriteString(`{"url":"` + from + `","html":"`)
	for _, c := range page {
		switch {
		case c == '"' || c == '\\':
			b.Write([]byte{'\\', c})
		case c < ' ':
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteString("\"}\n")
	return b.Bytes()
}

func mhtmlQuoted(t *testing.T, page []byte) []byte {
	t.Helper()
	return mhtml("quoted-printable", quoted(t, page))
}

func mhtmlBase64(_ *testing.T, page []byte) []byte {
	const line = 57 // bytes, which are the 76 letters that RFC 2045 allows
	var b bytes.Buffer
	for ; len(page) > line; page = page[line:] {
		b.WriteString(base64.StdEncoding.EncodeToString(page[:line]) + "\r\n")
	}
	b.WriteString(base64.StdEncoding.EncodeToString(page))
	return mhtml("base64", b.Bytes())
}

func mhtml(encoding string, body []byte) []byte {
	return fmt.Appendf(nil, "From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: page\r\n"+
		"Date: Wed, 26 Aug 2020 11:40:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----edge\"\r\n\r\n\r\n"+
		"------edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: %s\r\nContent-Location: %s\r\n\r\n%s\r\n------edge--\r\n", from, encoding, from, body)
}

var script = regexp.MustCompile(`(?is)<script\b.*?</script>`)

func withoutScripts(page []byte) []byte { return script.ReplaceAll(page, nil) }

// complete adds Chrome's comment after the doctype, as Chrome does.
func complete(_ *testing.T, page []byte) []byte {
	doctype := regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype[^>]*>\s*)?`)
	return doctype.ReplaceAll(page, fmt.Appendf(nil, "${0}<!-- saved from url=(%04d)%s -->\n", len(from), from))
}

func singleFile(t *testing.T, page []byte) []byte {
	t.Helper()
	return insertAfter(t, `(?i)<html[^>]*>`, page, "<!--\n Page saved with SingleFile \n url: "+from+
		" \n saved date: Wed Aug 26 2020 20:40:00 GMT+0900 (Korean Standard Time)\n-->")
}

// insertAfter inserts words after the first match of a pattern.
func insertAfter(t *testing.T, pattern string, page []byte, words string) []byte {
	t.Helper()
	at := regexp.MustCompile(pattern).FindIndex(page)
	if at == nil {
		t.Fatalf("a page without %s", pattern)
	}
	return fmt.Appendf(nil, "%s%s%s", page[:at[1]], words, page[at[1]:])
}

func viewSource(_ *testing.T, page []byte) []byte {
	var b bytes.Buffer
	b.WriteString(`<html><head><meta name="color-scheme" content="light dark"></head><body><div class="line-gutter-backdrop"></div><table><tbody>`)
	for i, line := range strings.Split(string(page), "\n") {
		fmt.Fprintf(&b, `<tr><td class="line-number" value="%d"></td><td class="line-content">%s</td></tr>`, i+1, html.EscapeString(line))
	}
	b.WriteString("</tbody></table></body></html>")
	return b.Bytes()
}

var (
	attributeURL = regexp.MustCompile(`((?:src|href|content)=["']?)((?:https?:)?//[^"' >]+)`)
	jsonURL      = regexp.MustCompile(`(":\s*")(https?:\\?/\\?/[^"]+)`)
)

// wayback returns the page as the Wayback Machine shows it: with a prefix before each URL, its scripts, toolbar and last comment.
func wayback(t *testing.T, page []byte) []byte {
	t.Helper()
	page = attributeURL.ReplaceAll(page, []byte("${1}https://web.archive.org/web/20200826114000/${2}"))
	page = jsonURL.ReplaceAll(page, []byte(`${1}https:\/\/web.archive.org\/web\/20200826114000\/${2}`))
	page = insertAfter(t, `(?i)<head[^>]*>`, page, `<script src="//archive.org/includes/athena.js" type="text/javascript"></script>
<script type="text/javascript">__wm.wombat("`+from+`","20200826114000","https://web.archive.org/","web","/_static/","1598442000");</script>
<!-- End Wayback Rewrite JS Include -->
`)
	page = insertAfter(t, `(?i)<body[^>]*>`, page, `<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<div id="wm-ipp-base"><p>12 captures, in words of the toolbar.</p></div>
<!-- END WAYBACK TOOLBAR INSERT -->`)
	return append(page, "\n<!--\n     FILE ARCHIVED ON 11:40:00 Aug 26, 2020 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 10:00:00 Nov 23, 2026.\n-->\n"...)
}
