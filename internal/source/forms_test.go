package source_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/korean"

	"herald/internal/decode"
	"herald/internal/source"
)

const forms = "../../testdata/forms/"

const (
	viewURL    = "http://127.0.0.1:8765/view.php?ud=20200826000999"
	articleURL = "http://127.0.0.1:8765/article/10999999"
	shownURL   = "http://www.koreaherald.com/view.php?ud=20200826000999" // of the pages that wayback.py and saves.py make
	oldURL     = "http://127.0.0.1:8765/old.php"
)

// got is what a test sees of a run: pages and, in their places, errors.
type got struct {
	Pages  []source.Page
	Errors []failure
}

type failure struct{ Name, Member, Code string }

func read(t testing.TB, opts source.Options, stdin io.Reader, paths ...string) got {
	t.Helper()
	opts.Classify = decode.Classify
	var g got
	for page, err := range source.Pages(paths, stdin, opts) {
		var e *source.Error
		switch {
		case err == nil:
			g.Pages = append(g.Pages, page)
		case errors.As(err, &e) && e.Ignored(): // TestIgnored
		case errors.As(err, &e):
			g.Errors = append(g.Errors, failure{e.Page.Name, e.Page.Member, e.Code()})
		default:
			t.Errorf("%v is no *source.Error", err)
		}
	}
	return g
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(forms, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestForms reads every sample in testdata/forms as a file and as standard input, and compares whole pages.
func TestForms(t *testing.T) {
	view, article, old := sample(t, "site/view.html"), sample(t, "site/article.html"), sample(t, "site/old.html")
	// What the Wayback Machine makes of an address without a host stays with one.
	shown := bytes.ReplaceAll(view, []byte("http://127.0.0.1:8765"), []byte("http://www.koreaherald.com"))
	shown = bytes.ReplaceAll(shown, []byte(`="/`), []byte(`="http://www.koreaherald.com/`))
	shown = bytes.Replace(shown, []byte(`"image":"http://www`), []byte(`"image":"http:\/\/www`), 1)
	decoded, err := korean.EUCKR.NewDecoder().Bytes(old) // by the browser
	check(t, err)
	// archive.today's bar, addresses and tags are taken off; the boxes around the page are not.
	unframed := bytes.Replace(shown, []byte(`"image":"http:\/\/www`), []byte(`"image":"http://www`), 1)
	for _, change := range [][2]string{
		{"<link rel=\"canonical\" href=\"" + shownURL + "\">\n", ""},
		{"<head>", "<head>\n<link rel=\"canonical\" href=\"" + shownURL + "\">\n<link rel=\"bookmark\" href=\"" + shownURL + "\">\n\n"},
		{"<body>", `<body><center><div id="CONTENT">`},
		{"</body>", "</div></center></body>"},
	} {
		unframed = bytes.Replace(unframed, []byte(change[0]), []byte(change[1]), 1)
	}

	tests := []struct {
		file string
		want []source.Page // Data nil: a browser has written the page anew, and it must hold words
	}{
		{"site/view.html", []source.Page{{Form: "html", Data: view}}},
		{"site/old.html", []source.Page{{Form: "html", Data: old}}},
		{"lynx.txt", []source.Page{{Form: "text", Data: sample(t, "lynx.txt")}}},
		{"w3m.txt", []source.Page{{Form: "text", Data: sample(t, "w3m.txt")}}},
		{"chrome_complete.html", []source.Page{{Form: "chrome", URL: viewURL}}},
		{"view_source.html", []source.Page{{Form: "view-source", URL: viewURL, ContentType: "text/html; charset=UTF-8",
			Data: append(bytes.Clone(view), '\n')}}},
		{"singlefile.html", []source.Page{{Form: "singlefile", URL: viewURL, Captured: "2026-11-23T12:55:10Z"}}},
		{"singlefile_zip.html", []source.Page{{Form: "singlefile", URL: viewURL, Captured: "2026-11-23T12:55:17Z"}}},
		{"chrome.mhtml", []source.Page{{Form: "mhtml", URL: viewURL, ContentType: "text/html", Captured: "2026-11-23T12:54:58Z"}}},
		{"monolith.html", []source.Page{{Form: "monolith", URL: shownURL, Captured: "2020-09-01T03:15:00Z", Data: sample(t, "monolith.html")}}},
		{"savepage.html", []source.Page{{Form: "savepage", URL: shownURL, Captured: "2020-09-01T03:15:00Z", Data: sample(t, "savepage.html")}}},
		{"google-cache.html", []source.Page{{Form: "google-cache", URL: shownURL, Captured: "2020-09-01T03:15:00Z", Data: sample(t, "google-cache.html")}}},
		{"archive-today.html", []source.Page{{Form: "archive-today", URL: shownURL, Captured: "2020-09-01T03:15:00Z", Data: unframed}}},
		{"httrack/127.0.0.1_8765/viewac1c.html", []source.Page{{Form: "httrack", URL: viewURL, Captured: "2026-11-28T00:34:29Z",
			Data: sample(t, "httrack/127.0.0.1_8765/viewac1c.html")}}},
		{"binary.webarchive", []source.Page{{Form: "webarchive", URL: viewURL, ContentType: "text/html; charset=UTF-8", Data: view}}},
		{"xml.webarchive", []source.Page{{Form: "webarchive", URL: viewURL, ContentType: "text/html; charset=UTF-8", Data: view}}},
		{"wayback.html", []source.Page{{Form: "wayback", URL: shownURL,
			Captured: "2020-09-01T03:15:00Z", Data: shown}}},
		{"wayback_old.html", []source.Page{{Form: "wayback", URL: shownURL,
			Captured: "2020-09-01T03:15:00Z", Data: shown}}},
		{"curl.http", []source.Page{{Form: "curl", ContentType: "text/html; charset=utf-8", Captured: "2026-11-23T12:54:53Z", Data: view}}},
		{"curl_compressed.http", []source.Page{{Form: "curl", ContentType: "text/html", Captured: "2026-11-23T12:54:53Z", Data: article}}},
		{"curl_gzip.http", []source.Page{{Form: "curl", ContentType: "text/html", Captured: "2026-11-23T12:54:53Z", Data: article}}},
		{"curl_redirected.http", []source.Page{{Form: "curl", URL: viewURL, ContentType: "text/html; charset=utf-8",
			Captured: "2026-11-23T12:54:54Z", Data: view}}},
		{"view.html.gz", []source.Page{{Form: "html", Data: view}}},
		{"view.html.zst", []source.Page{{Form: "html", Data: view}}},
		{"view.html.xz", []source.Page{{Form: "html", Data: view}}},
		{"view.html.bz2", []source.Page{{Form: "html", Data: view}}},
		{"view.html.br", []source.Page{{Form: "html", Data: view}}},
		{"pages.zip", packed(view, article, old)},
		{"pages.tgz", packed(view, article, old)},
		{"pages_v7.tar", []source.Page{{Member: "./view.html", Form: "html", Data: view}}},
		{"wget.warc", records("warc", "", view)},
		{"wget.warc.zst", records("warc", "", view)},
		{"wget.warc.gz", records("warc", "", view, article, old)},
		{"wget_single.warc.gz", records("warc", "", view, article, old)},
		{"wget.arc", records("arc", "", view)},
		{"wget.arc.gz", records("arc", "", view, article, old)},
		{"chromium.har", visits("har", view, article, decoded)},
		{"made.wacz", records("wacz", "archive/data.warc.gz#", view, article, old)},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			path := filepath.Join(forms, test.file)
			for _, name := range []string{path, "-"} {
				g := read(t, source.Options{}, bytes.NewReader(sample(t, test.file)), name)
				if len(g.Pages) == 1 && test.want[0].Data == nil {
					for _, words := range []string{"Kite club maps the wind", "보리", "= The equals sign stands", "dawn@example.com"} {
						if !bytes.Contains(g.Pages[0].Data, []byte(words)) {
							t.Errorf("%q is not in the page", words)
						}
					}
					g.Pages[0].Data = nil
				}
				want := got{Pages: make([]source.Page, len(test.want))}
				for i, page := range test.want {
					page.Name = name
					want.Pages[i] = page
				}
				if diff := cmp.Diff(want, g); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func packed(view, article, old []byte) []source.Page {
	return []source.Page{
		{Member: "view.html", Form: "html", Data: view},
		{Member: "article.html", Form: "html", Data: article},
		{Member: "old.html", Form: "html", Data: old},
	}
}

func records(form, in string, data ...[]byte) []source.Page {
	const captured = "2026-11-23T12:54:54Z"
	all := []source.Page{
		{Member: in + viewURL, Form: form, URL: viewURL, ContentType: "text/html; charset=utf-8", Captured: captured},
		{Member: in + articleURL, Form: form, URL: articleURL, ContentType: "text/html", Captured: captured},
		{Member: in + oldURL, Form: form, URL: oldURL, ContentType: "text/html; charset=euc-kr", Captured: captured},
	}[:len(data)]
	for i := range data {
		all[i].Data = data[i]
	}
	return all
}

// visits are the pages of a log of a browser.
func visits(form string, data ...[]byte) []source.Page {
	all := records(form, "", data...)
	for i, started := range []string{"2026-11-28T00:49:54Z", "2026-11-28T00:49:55Z", "2026-11-28T00:49:56Z"} {
		all[i].Captured = started
	}
	return all
}

// TestFormsListed: every form has a sample or a test, and Forms knows it.
func TestFormsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, form := range source.Forms {
		listed[form.Name] = true
	}
	found := map[string]bool{"wet": true, "jsonl": true} // TestWARC, TestJSONLines
	for _, page := range read(t, source.Options{}, nil, forms).Pages {
		found[page.Form] = true
	}
	if diff := cmp.Diff(listed, found); diff != "" {
		t.Error(diff)
	}
}

// TestPreface: a BOM, blank lines or the line of a mailbox before a header change nothing.
func TestPreface(t *testing.T) {
	for file, prefaces := range map[string][]string{
		"chrome.mhtml": {"\ufeff", "\n", "\r\n \r\n", "\ufeff\r\n", "From - Fri Sep 04 10:00:00 2026\n", "\nFrom noh@example.com Fri Sep 04 10:00:00 2026\r\n"},
		"curl.http":    {"\ufeff", "\n\n"},
		"wget.warc":    {"\ufeff", "\n\n"},
	} {
		want := read(t, source.Options{}, bytes.NewReader(sample(t, file)), "-")
		for _, preface := range prefaces {
			got := read(t, source.Options{}, io.MultiReader(strings.NewReader(preface), bytes.NewReader(sample(t, file))), "-")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s after %q: %s", file, preface, diff)
			}
		}
	}
	text := "From here on the text is a page's.\n\nMIME-Version: it quotes a header.\n"
	if got := read(t, source.Options{}, strings.NewReader(text), "-"); len(got.Pages) != 1 || string(got.Pages[0].Data) != text {
		t.Errorf("%+v", got)
	}
}

// TestMHTMLCharset: Chrome keeps the bytes of the page and its charset's name.
func TestMHTMLCharset(t *testing.T) {
	g := read(t, source.Options{}, nil, forms+"chrome_old.mhtml")
	if len(g.Pages) != 1 || !bytes.Contains(g.Pages[0].Data, []byte("\xbc\xd2\xb7\xa1")) { // 소래 in EUC-KR
		t.Errorf("%+v", g)
	}
}

func TestHTTPStatus(t *testing.T) {
	g := read(t, source.Options{}, nil, forms+"curl_404.http")
	want := got{Errors: []failure{{forms + "curl_404.http", "", "http-status"}}}
	if diff := cmp.Diff(want, g); diff != "" {
		t.Error(diff)
	}
}

// TestNested: a page two containers deep has both names before it.
func TestNested(t *testing.T) {
	var members []string
	for _, page := range read(t, source.Options{}, nil, forms+"nested.zip").Pages {
		members = append(members, page.Member+" "+page.Form)
	}
	want := "pages.tgz#view.html html, pages.tgz#article.html html, pages.tgz#old.html html, chrome.mhtml mhtml"
	if diff := cmp.Diff(want, strings.Join(members, ", ")); diff != "" {
		t.Error(diff)
	}
}

// TestPagesAreKept: the bytes of a page do not change while the pages after it are read. The document that is
// made of them keeps them.
func TestPagesAreKept(t *testing.T) {
	var kept, copies [][]byte
	for page, err := range source.Pages([]string{"../../testdata/forms", "../../testdata/pages"}, nil, source.Options{}) {
		if err != nil {
			continue // TestForms reports it
		}
		kept, copies = append(kept, page.Data), append(copies, bytes.Clone(page.Data))
	}
	if len(kept) < 100 {
		t.Fatalf("only %d pages", len(kept))
	}
	for i := range kept {
		if !bytes.Equal(kept[i], copies[i]) {
			t.Errorf("page %d was changed while others were read: %.60q is now %.60q", i, copies[i], kept[i])
		}
	}
}
