package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/source"
)

// reader returns an article with the page's text as headline.
func reader(doc *decode.Document) (*article.Article, error) {
	return &article.Article{Headline: doc.Text}, nil
}

func numbered(n int, pulled *int) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		for i := range n {
			*pulled++
			if !yield(source.Page{Name: fmt.Sprint(i), Data: fmt.Appendf(nil, "page %d", i)}, nil) {
				return
			}
		}
	}
}

func TestResultsKeepOrder(t *testing.T) {
	const n = 200
	for _, workers := range []int{1, 2, 7} {
		last := make(chan struct{})
		read := func(doc *decode.Document) (*article.Article, error) {
			if workers > 1 && doc.Text == "page 0" {
				<-last // the first page is ready after a later one
			}
			if workers > 1 && doc.Text == "page 5" {
				close(last)
			}
			return reader(doc)
		}
		var got, want []string
		var pulled int
		for r := range Results(t.Context(), numbered(n, &pulled), Options{Workers: workers, Read: read}) {
			got = append(got, r.Name+": "+r.Article.Headline)
		}
		for i := range n {
			want = append(want, fmt.Sprintf("%d: page %d", i, i))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers (-want +got):\n%s", workers, diff)
		}
	}
}

func TestResultsHoldFewPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, n = 2, 1000
		release := make(chan struct{})
		read := func(doc *decode.Document) (*article.Article, error) {
			if doc.Text == "page 0" {
				<-release
			}
			return reader(doc)
		}
		var pulled, results int
		go func() {
			synctest.Wait() // nothing moves while page 0 is not ready
			if want := perWorker*workers + 1; pulled != want {
				t.Errorf("%d pages taken while the first was read, want a full queue and one more: %d", pulled, want)
			}
			close(release)
		}()
		for range Results(t.Context(), numbered(n, &pulled), Options{Workers: workers, Read: read}) {
			results++
		}
		if results != n {
			t.Errorf("%d results of %d pages", results, n)
		}
	})
}

func TestResultsOfBadPages(t *testing.T) {
	unreadable := errors.New("no such thing")
	pages := func(yield func(source.Page, error) bool) {
		_ = yield(source.Page{Name: "a.zip", Member: "1", Data: []byte("fine")}, nil) &&
			yield(source.Page{Name: "a.zip", Member: "2", Data: []byte("breaks the reader")}, nil) &&
			yield(source.Page{Name: "a.zip", Member: "3"}, nil) &&
			yield(source.Page{Name: "gone"}, unreadable) &&
			yield(source.Page{Name: "b", Data: []byte("fine too")}, nil)
	}
	read := func(doc *decode.Document) (*article.Article, error) {
		if strings.HasPrefix(doc.Text, "breaks") {
			panic("out of range")
		}
		return reader(doc)
	}
	type outcome struct{ Name, Member, Headline, Err string }
	var got []outcome
	for r := range Results(t.Context(), pages, Options{Workers: 2, Read: read}) {
		o := outcome{Name: r.Name, Member: r.Member}
		if r.Err != nil {
			o.Err = r.Err.Error()
		} else {
			o.Headline = r.Article.Headline
		}
		got = append(got, o)
	}
	want := []outcome{
		{Name: "a.zip", Member: "1", Headline: "fine"},
		{Name: "a.zip", Member: "2", Err: "herald broke on this page: out of range"},
		{Name: "a.zip", Member: "3", Err: "no content"},
		{Name: "gone", Err: "no such thing"},
		{Name: "b", Headline: "fine too"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// breaking is an input that panics when it is read.
type breaking struct{}

func (breaking) Read([]byte) (int, error) { panic("out of range") }

// TestResultsOfPanickingInput: a panic while an input is read is the error of that input, and the run continues.
func TestResultsOfPanickingInput(t *testing.T) {
	next := filepath.Join(t.TempDir(), "next.txt")
	write(t, next, "fine")
	var got []string
	for r := range Results(t.Context(), source.Pages([]string{"-", next}, breaking{}, source.Options{}), Options{Workers: 2, Read: reader}) {
		got = append(got, fmt.Sprintf("%s: %v", filepath.Base(r.Name), r.Err))
	}
	if diff := cmp.Diff([]string{"-: herald broke on this page: out of range", "next.txt: <nil>"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestResultNamesAnUnreadInput(t *testing.T) {
	for r := range Results(t.Context(), source.Pages([]string{"no/such.html"}, nil, source.Options{}), Options{Workers: 1, Read: reader}) {
		if r.Name != "no/such.html" || r.Err == nil {
			t.Errorf("got %+v", r)
		}
		return
	}
	t.Error("no result")
}

func TestSourceOfTheArticle(t *testing.T) {
	page := source.Page{
		Name: "keep.warc.gz", Member: "<urn:uuid:1>", Form: "warc", URL: "http://www.koreaherald.com/article/1",
		ContentType: "text/html; charset=euc-kr", Captured: "2021-02-01T07:42:00Z",
		Data: []byte("<html><body><p>\xb1\xe8\xbf\xb5\xbf\xf8</body></html>"), // a name in EUC-KR
	}
	read := func(doc *decode.Document) (*article.Article, error) {
		doc.Doubts = []decode.Doubt{{Code: "a-doubt", Message: "of decode"}}
		return &article.Article{
			Headline: doc.HTML.Find("p").Text() + " at " + doc.URL,
			Warnings: []article.Warning{{Code: "a-warning", Message: "of extract"}},
		}, nil
	}
	want := article.Article{
		Headline: "김영원 at http://www.koreaherald.com/article/1",
		URL:      "http://www.koreaherald.com/article/1",
		Source: article.Source{
			Path: "keep.warc.gz", Member: "<urn:uuid:1>", Form: "warc", Encoding: "euc-kr", Captured: "2021-02-01T07:42:00Z",
		},
		Warnings: []article.Warning{{Code: "a-warning", Message: "of extract"}, {Code: "a-doubt", Message: "of decode"}},
	}
	if diff := cmp.Diff(want, *Options{Read: read}.read(t.Context(), new(decode.Decoder), page).Article); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFormIsThatOfTheDocument: decode decides whether a page is HTML or text, not source, which looks only at its start.
// Other forms are kept.
func TestFormIsThatOfTheDocument(t *testing.T) {
	const text, html = "no markup", "<h1>Markup</h1> <b>of few words</b>"
	for _, test := range []struct{ form, data, want string }{
		{"html", text, "text"}, {"text", html, "html"}, {"text", text, "text"}, {"html", html, "html"}, {"warc", text, "warc"}, {"wet", html, "wet"},
	} {
		got := Options{Read: reader}.read(t.Context(), new(decode.Decoder), source.Page{Name: "-", Form: test.form, Data: []byte(test.data)}).Article.Source
		want := article.Source{Path: "-", Form: test.want, Encoding: "utf-8"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q kept as %s (-want +got):\n%s", test.data, test.form, diff)
		}
	}
}

// TestResultsEndEarly: the results end when the context is done, even if the source hangs, and no goroutine remains when the
// caller stops early: synctest fails the test then.
func TestResultsEndEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, terminal := io.Pipe()
		pages := func(yield func(source.Page, error) bool) {
			if yield(source.Page{Name: "1", Data: []byte("page")}, nil) {
				source.Pages([]string{"-"}, in, source.Options{})(yield)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var results int
		for range Results(ctx, pages, Options{Workers: 2, Read: reader}) {
			results++
			cancel()
		}
		if results != 1 {
			t.Errorf("%d results, want the one before the interrupt", results)
		}
		_ = terminal.Close()
	})
	synctest.Test(t, func(t *testing.T) {
		var pulled int
		for range Results(t.Context(), numbered(1000, &pulled), Options{Workers: 2, Read: reader}) {
			break
		}
		synctest.Wait()
		if pulled == 1000 {
			t.Error("all pages were taken after the caller had stopped")
		}
	})
}
