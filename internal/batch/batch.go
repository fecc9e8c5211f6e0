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

// Options are how pages are read.
type Options struct {
	Workers int           // pages read at once
	Timeout time.Duration // for one page; 0 is none

	// Read makes an article of a page. Keep, if any, is then asked of it; its error takes the article's place. It ends when its
	// ctx is done, as that is where the page has taken too long. Both run in several goroutines at once.
	Read func(*decode.Document) (*article.Article, error)
	Keep func(context.Context, *article.Article) error
}

const (
	// perWorker is how many pages each worker may be ahead of the one that is printed next. One slow page of 100 times the
	// usual cost then stalls the others for a moment only, and memory stays at some pages for each core.
	perWorker = 8
	// maxInFlight is how many bytes of pages are being read at once: one of the largest size, as the tree of a page takes
	// several times its bytes, and the next is already in memory. One page alone is always let through.
	maxInFlight = source.DefaultMaxPage
)

// Results reads the pages. When ctx is done it takes no further page, hands out those in hand and ends, without an error
// of its own: the caller asks ctx why.
func Results(ctx context.Context, pages iter.Seq2[source.Page, error], opts Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		for slot := range inHand(ctx, start(ctx, pages, opts)) {
			if !yield(<-slot) {
				return
			}
		}
	}
}

// start hands each page to a worker and its slot, at once, to the queue. The goroutine that walks the pages is not
// waited for: it may hang in a read of standard input that nobody ends.
func start(ctx context.Context, pages iter.Seq2[source.Page, error], opts Options) <-chan chan Result {
	queue := make(chan chan Result, perWorker*opts.Workers)
	b := newBounds(opts.Workers)
	go func() {
		defer close(queue)
		for page, err := range pages {
			slot := make(chan Result, 1)
			switch {
			case err != nil:
				slot <- unread(page, err)
			case !b.enter(ctx, len(page.Data)):
				return
			default:
				go func() {
					defer b.leave(len(page.Data))
					slot <- opts.within(ctx, page)
				}()
			}
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
		}
	}()
	return queue
}

// bounds are those of the pages being read. enter is for one goroutine.
type bounds struct {
	workers chan struct{}
	left    chan int // bytes of pages that were read; it has room for all that can come between two calls of enter
	bytes   int      // being read, as far as enter knows
}

func newBounds(workers int) *bounds {
	return &bounds{workers: make(chan struct{}, workers), left: make(chan int, workers)}
}

// enter waits for room for a page; false when ctx is done before.
func (b *bounds) enter(ctx context.Context, size int) bool {
	select {
	case b.workers <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	for b.bytes > 0 && b.bytes+size > maxInFlight || len(b.left) > 0 {
		select {
		case n := <-b.left:
			b.bytes -= n
		case <-ctx.Done():
			return false
		}
	}
	b.bytes += size
	return true
}

func (b *bounds) leave(size int) {
	b.left <- size
	<-b.workers
}

// inHand are the slots of the queue; when ctx is done, those that are in it still.
func inHand(ctx context.Context, queue <-chan chan Result) iter.Seq[chan Result] {
	return func(yield func(chan Result) bool) {
		for {
			var slot chan Result
			var more bool
			select {
			case slot, more = <-queue:
			case <-ctx.Done():
				select {
				case slot, more = <-queue:
				default:
				}
			}
			if !more || !yield(slot) {
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

// within is one with an end. To Read a page that takes longer can't be stopped: its goroutine goes on beside the others,
// with the page and a share of a core, until it ends by itself or the program does. Its place is given to the next page.
func (o Options) within(ctx context.Context, page source.Page) Result {
	if o.Timeout == 0 {
		return o.one(ctx, page)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan Result, 1)
	go func() { done <- o.one(ctx, page) }()
	end := time.NewTimer(o.Timeout)
	defer end.Stop()
	select {
	case r := <-done:
		return r
	case <-end.C:
		return Result{Name: page.Name, Member: page.Member, Err: &Timeout{o.Timeout}}
	}
}

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
