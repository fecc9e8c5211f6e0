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
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/klauspost/compress/zstd"

	"herald/internal/article"
	"herald/internal/batch"
	"herald/internal/extract"
	"herald/internal/source"
)

const from = "http://www.koreaherald.com/view.php?ud=20990101000001"

// form is one way to keep a page, and what the article's source then says of it.
type form struct {
	name string // of source.Forms
	make func(t *testing.T, page []byte) []byte
}

var forms = map[string]form{
	"plain":           {"html", func(_ *testing.T, p []byte) []byte { return p }},
	"gzip":            {"html", func(t *testing.T, p []byte) []byte { return written(t, p, gzipTo) }},
	"brotli":          {"html", func(t *testing.T, p []byte) []byte { return written(t, p, brotliTo) }},
	"zstd":            {"html", func(t *testing.T, p []byte) []byte { return written(t, p, zstdTo) }},
	"zip":             {"html", zipOf},
	"tar":             {"html", tarOf},
	"tgz":             {"html", func(t *testing.T, p []byte) []byte { return written(t, tarOf(t, p), gzipTo) }},
	"zip in tar":      {"html", func(t *testing.T, p []byte) []byte { return tarOf(t, zipOf(t, p)) }},
	"curl -i":         {"curl", func(_ *testing.T, p []byte) []byte { return response(p) }},
	"WARC":            {"warc", func(_ *testing.T, p []byte) []byte { return warcOf(p) }},
	"WARC.gz":         {"warc", func(t *testing.T, p []byte) []byte { return written(t, warcOf(p), gzipTo) }},
	"WARC.zst":        {"warc", func(t *testing.T, p []byte) []byte { return written(t, warcOf(p), zstdTo) }},
	"MHTML quoted":    {"mhtml", func(t *testing.T, p []byte) []byte { return mhtmlOf("quoted-printable", written(t, p, quotedTo)) }},
	"MHTML base64":    {"mhtml", func(_ *testing.T, p []byte) []byte { return mhtmlOf("base64", base64Lines(p)) }},
	"Chrome complete": {"chrome", afterDoctype(fmt.Sprintf("<!-- saved from url=(%04d)%s -->\n", len(from), from))},
	"SingleFile":      {"singlefile", singleFile},
	"view-source":     {"view-source", func(_ *testing.T, p []byte) []byte { return viewSource(p) }},
	"Wayback":         {"wayback", func(_ *testing.T, p []byte) []byte { return wayback(p) }},
}

// TestForms: a page of every template, kept in every form, gives the article that the page itself gives.
func TestForms(t *testing.T) {
	for _, folder := range templateFolders(t) {
		files, err := filepath.Glob(filepath.Join(folder, "*.html"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no pages in %s: %v", folder, err)
		}
		for _, file := range files {
			page, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := only(t, page)
			for name, f := range forms {
				got := only(t, f.make(t, page))
				if got.Source.Form != f.name {
					t.Errorf("%s as %s: form %q, want %q", file, name, got.Source.Form, f.name)
				}
				if d := cmp.Diff(want, got, cmpopts.IgnoreFields(article.Article{}, "Source"), saveAddress(want)); d != "" {
					t.Errorf("%s as %s: -plain +kept\n%s", file, name, d)
				}
			}
		}
	}
}

// saveAddress: a page that does not say where it stands has the address that the save gives, and an id by it.
func saveAddress(plain *article.Article) cmp.Option {
	if plain.URL == "" {
		return cmpopts.IgnoreFields(article.Article{}, "URL", "ID")
	}
	return cmp.Options{}
}

func templateFolders(t *testing.T) []string {
	t.Helper()
	var folders []string
	for _, tpl := range extract.Templates() {
		folders = append(folders, filepath.Join("../../testdata/pages", tpl.Name))
	}
	return append(folders, "../../testdata/pages/lines")
}

// only is the one article in what was kept.
func only(t *testing.T, kept []byte) *article.Article {
	t.Helper()
	var found []*article.Article
	for r := range batch.Results(t.Context(), source.Pages([]string{"-"}, bytes.NewReader(kept), source.Options{}), batch.Options{Workers: 1, Read: extract.Article}) {
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

func written(t *testing.T, data []byte, to func(io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := to(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipTo(w io.Writer) (io.WriteCloser, error)   { return gzip.NewWriter(w), nil }
func brotliTo(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriter(w), nil }
func zstdTo(w io.Writer) (io.WriteCloser, error)   { return zstd.NewWriter(w) }
func quotedTo(w io.Writer) (io.WriteCloser, error) { return quotedprintable.NewWriter(w), nil }

func zipOf(t *testing.T, page []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("saved/page.html")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(page); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t *testing.T, page []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: "saved/page.html", Mode: 0o644, Size: int64(len(page))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(page); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func response(page []byte) []byte {
	return fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nDate: Wed, 26 Aug 2020 11:40:00 GMT\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n%s", page)
}

func warcOf(page []byte) []byte {
	body := response(page)
	return fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"+
		"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <%s>\r\nWARC-Date: 2020-08-26T11:40:00Z\r\n"+
		"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", from, len(body), body)
}

func mhtmlOf(encoding string, page []byte) []byte {
	return fmt.Appendf(nil, "From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: page\r\n"+
		"Date: Wed, 26 Aug 2020 11:40:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----edge\"\r\n\r\n\r\n"+
		"------edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: %s\r\nContent-Location: %s\r\n\r\n%s\r\n------edge--\r\n", from, encoding, from, page)
}

func base64Lines(page []byte) []byte {
	const width = 76 // RFC 2045
	text := base64.StdEncoding.EncodeToString(page)
	var b bytes.Buffer
	for ; len(text) > width; text = text[width:] {
		b.WriteString(text[:width] + "\r\n")
	}
	b.WriteString(text)
	return b.Bytes()
}

var opening = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype[^>]*>\s*)?`)

// afterDoctype puts a browser's comment where browsers put it.
func afterDoctype(comment string) func(*testing.T, []byte) []byte {
	return func(_ *testing.T, page []byte) []byte {
		at := opening.FindIndex(page)[1]
		return []byte(string(page[:at]) + comment + string(page[at:]))
	}
}

func singleFile(t *testing.T, page []byte) []byte {
	t.Helper()
	const header = "<!--\n Page saved with SingleFile \n url: " + from + " \n saved date: Wed Aug 26 2020 20:40:00 GMT+0900 (Korean Standard Time)\n-->"
	// The tag of the root stands before the comment.
	root := regexp.MustCompile(`(?i)<html[^>]*>`).FindIndex(page)
	if root == nil {
		t.Fatal("a page without its root")
	}
	return []byte(string(page[:root[1]]) + header + string(page[root[1]:]))
}

func viewSource(page []byte) []byte {
	var b strings.Builder
	b.WriteString(`<html><head><meta name="color-scheme" content="light dark"></head><body><div class="line-gutter-backdrop"></div><table><tbody>`)
	for i, line := range strings.Split(string(page), "\n") {
		fmt.Fprintf(&b, `<tr><td class="line-number" value="%d"></td><td class="line-content">%s</td></tr>`, i+1, html.EscapeString(line))
	}
	b.WriteString("</tbody></table></body></html>")
	return []byte(b.String())
}

var address = regexp.MustCompile(`((?:src|href|content)=["']?)((?:https?:)?//[^"' >]+)`)

func wayback(page []byte) []byte {
	s := address.ReplaceAllStringFunc(string(page), func(m string) string {
		sub := address.FindStringSubmatch(m)
		if strings.HasPrefix(sub[2], "//") {
			// The archive gives an address without scheme that of its capture; herald gives it https.
			return sub[1] + "//web.archive.org/web/20200826114000im_/https:" + sub[2]
		}
		return sub[1] + "https://web.archive.org/web/20200826114000/" + sub[2]
	})
	s = strings.Replace(s, "<head>", `<head><script src="//archive.org/includes/athena.js" type="text/javascript"></script>
<script type="text/javascript">__wm.wombat("`+from+`","20200826114000","https://web.archive.org/","web","/_static/","1598442000");</script>
<!-- End Wayback Rewrite JS Include -->
`, 1)
	s = regexp.MustCompile(`<body[^>]*>`).ReplaceAllStringFunc(s, func(body string) string {
		return body + `<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><p>12 captures, with words of the toolbar.</p></div><!-- END WAYBACK TOOLBAR INSERT -->`
	})
	return []byte(s + "\n<!--\n     FILE ARCHIVED ON 11:40:00 Aug 26, 2020 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 10:00:00 Nov 23, 2026.\n-->\n")
}
