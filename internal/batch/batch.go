// Package batch reads many pages at once, in their order, and keeps what comes of them.
//
// In: pages, and how one is read. Out: one result for each page, in the order of the pages, with the source of its
// article filled in (Results); or a file, database or folder of the articles, a report with a line for each page, and a
// journal by which a run that was stopped goes on (Run). It holds a bounded number of pages at a time, and a panic on a
// page is that page's error. It never gives a file its final name before it is complete, and knows nothing of commands.
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

// Result is what came of one page: exactly one of Article and Err is set.
type Result struct {
	Name    string // of the input, as given; "-" is standard input
	Member  string // the name inside a container, or ""
	Article *article.Article
	Err     error // has a Code() string
	Full    bool  // html.Parse had to build the page's tree: the quick way was not sure
}

// Timeout is a page that took too long.
type Timeout struct{ After time.Duration }

func (t *Timeout) Error() string { return fmt.Sprintf("not done within %v", t.After) }

// Code is stable.
func (t *Timeout) Code() string { return "timeout" }

// StuckError is the end of a run: pages that were given up go on and on, and leave no room for others.
type StuckError struct{ Pages int }

func (e *StuckError) Error() string {
	return fmt.Sprintf("%d pages that were given up have not ended and leave no room for others", e.Pages)
}

// Options are how pages are read. Read and Keep are called by several goroutines at once.
type Options struct {
	Workers int // how many pages are read at the same time: 1 or more, there is no default

	// Timeout is how long Read and Keep may take together for one page. One that takes longer is an error, a *Timeout. With 0
	// they may take any time.
	Timeout time.Duration

	// Read makes an article of a page. It can't be told to stop. It must be set.
	Read func(*decode.Document) (*article.Article, error)

	// Keep is asked of each article that Read made: nil keeps it, an error takes its place in the result. Keep must return when
	// its ctx is done, which is when the page has taken too long. Where Keep is not set, every article is kept.
	Keep func(context.Context, *article.Article) error
}

// Results reads the pages and returns their results in the order of the pages. When ctx is done it takes no further page,
// hands out those being read and ends, without an error of its own: callers ask ctx for the cause. Where it cannot go on,
// the last result has a [*StuckError] instead of the next page.
func Results(ctx context.Context, pages iter.Seq2[source.Page, error], opts Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		within, cancel := context.WithCancel(ctx)
		defer cancel()
		p := newPool(within, opts)
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

// unread names the input by what the error knows of it: a page that could not be read may be empty.
func unread(page source.Page, err error) Result {
	if e, ok := errors.AsType[*source.Error](err); ok {
		page = e.Page
	}
	return Result{Name: page.Name, Member: page.Member, Err: err}
}

// one reads a page. A panic is the error of the page.
func (o Options) one(ctx context.Context, page source.Page) (r Result) {
	r = Result{Name: page.Name, Member: page.Member}
	defer func() {
		if v := recover(); v != nil {
			r.Article, r.Err = nil, &source.Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	doc, err := decode.Decode(page.Data, page.ContentType)
	if err != nil {
		r.Err = err
		return r
	}
	doc.URL = page.URL
	r.Full = doc.Full
	a, err := o.Read(doc)
	if err == nil {
		describe(a, page, doc)
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

// describe fills in what the article can't know of itself.
func describe(a *article.Article, page source.Page, doc *decode.Document) {
	if a.URL == "" {
		a.URL = article.Optional(page.URL)
	}
	a.Source = article.Source{
		Path:     page.Name,
		Member:   article.Optional(page.Member),
		Form:     form(page, doc),
		Encoding: doc.Encoding,
		Captured: article.Optional(page.Captured),
	}
	for _, d := range doc.Doubts {
		a.Warnings = append(a.Warnings, article.Warning{Code: d.Code, Message: d.Message})
	}
}

// form is how a page was kept, where decode, which looks into it, has the last word on what is HTML.
func form(page source.Page, doc *decode.Document) string {
	switch {
	case page.Form == "html" && doc.HTML == nil:
		return "text"
	case page.Form == "text" && doc.HTML != nil:
		return "html"
	}
	return page.Form
}
