// Package batch reads many pages concurrently and keeps their order.
//
// In: pages, and a function that reads one. Out: one result for each page, in the order of the pages, with the source of
// its article filled in ([Results]); or a file, database or folder of the articles, a report with a line for each page, and
// a journal from which an interrupted run is resumed ([Run]). It holds a bounded number of pages at a time. A panic while
// reading a page is recovered and returned as the error of that page. A file is renamed to its final name only when it is
// complete. The package never parses flags or prints to the user.
package batch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"
	"time"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/source"
)

// Result is the result of one page: exactly one of Article and Err is set.
type Result struct {
	Name    string        // of the input, as given; "-" is standard input
	Member  string        // name inside a container, or ""
	Fields  source.Fields // of JSON lines: the fields that the page and its URL are from
	Article *article.Article
	Err     error // has a Code() string
	Full    bool  // html.Parse built the tree of the page: htmltree left it to it
}

// Timeout is the error of a page that exceeded [Options].Timeout.
type Timeout struct{ After time.Duration }

func (t *Timeout) Error() string { return fmt.Sprintf("not done within %v", t.After) }

// Code returns "timeout".
func (t *Timeout) Code() string { return "timeout" }

// StuckError ends a run: pages that exceeded the timeout are still running and leave no room for others.
type StuckError struct{ Pages int } // their number

func (e *StuckError) Error() string {
	return fmt.Sprintf("%d pages that exceeded the timeout are still running and leave no room for others", e.Pages)
}

// Options set how pages are read. Read and Keep are called by several goroutines at once.
type Options struct {
	Workers int // number of pages that are read at the same time: 1 or more, there is no default

	// Timeout limits the time of Read and Keep together for one page. The error of a page that exceeds it is a [*Timeout].
	// With 0 there is no limit.
	Timeout time.Duration

	// Read extracts the article of a page. It cannot be interrupted. It must be set. The document is valid until the same
	// worker reads another page.
	Read func(*decode.Document) (*article.Article, error)

	// Keep is called with each article that Read returns: nil keeps it, an error replaces it in the result. Keep must return
	// when its ctx is done, which is when the page exceeds the timeout. If Keep is nil, every article is kept.
	Keep func(context.Context, *article.Article) error
}

// Results reads the pages and yields their results in the order of the pages. When ctx is done, it starts no further page,
// yields the results of those being read, and ends; callers get the cause from ctx. If pages that exceeded the timeout occupy
// all workers, the last result has a [*StuckError]. A panic of the page iterator is raised again in the caller, after the
// results of the pages before it.
func Results(ctx context.Context, pages iter.Seq2[source.Page, error], opts Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		withCancel, cancel := context.WithCancel(ctx)
		defer cancel()
		p := newPool(withCancel, opts)
		defer p.stop()
		defer context.AfterFunc(ctx, p.stop)()
		go p.feed(pages)
		for {
			result, more := p.next()
			if !more || !yield(result) {
				return
			}
		}
	}
}

// unreadResult returns the result of a page that could not be read. The page may be empty: the error then names the input.
func unreadResult(page source.Page, err error) Result {
	if e, ok := errors.AsType[*source.Error](err); ok {
		page = e.Page
	}
	return Result{Name: page.Name, Member: page.Member, Err: err}
}

// read reads a page. A panic is the error of the page.
func (o Options) read(ctx context.Context, decoder *decode.Decoder, page source.Page) (r Result) {
	r = Result{Name: page.Name, Member: page.Member, Fields: page.Fields}
	defer func() {
		if v := recover(); v != nil {
			r.Article, r.Err = nil, &source.Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	doc, err := decoder.Decode(page.Data, page.ContentType)
	if err != nil {
		r.Err = err
		return r
	}
	doc.URL, doc.Cut = page.URL, doc.Cut || page.Cut
	r.Full = doc.Full
	a, err := o.Read(doc)
	if err == nil {
		addSource(a, page, doc)
		if o.Keep != nil {
			err = o.Keep(ctx, a)
		}
	}
	if err != nil {
		r.Err = err
		return r
	}
	r.Article = a
	return r
}

// addSource fills in the fields that depend on where the page comes from.
func addSource(a *article.Article, page source.Page, doc *decode.Document) {
	if a.URL == "" {
		a.URL = article.Optional(page.URL)
	}
	a.Source = article.Source{
		Path:     PathText(page.Name),
		Member:   article.Optional(page.Member),
		Form:     form(page, doc),
		Encoding: doc.Encoding,
		Captured: article.Optional(page.Captured),
	}
	for _, d := range doc.Doubts {
		a.Warnings = append(a.Warnings, article.Warning{Code: d.Code, Message: d.Message})
	}
}

// form returns the form in which a page was saved. Whether its bytes are HTML or text is for decode to decide.
func form(page source.Page, doc *decode.Document) string {
	switch {
	case page.Form == "html" && doc.HTML == nil:
		return "text"
	case page.Form == "text" && doc.HTML != nil:
		return "html"
	}
	return page.Form
}
