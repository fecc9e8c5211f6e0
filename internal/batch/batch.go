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
	"runtime"
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

const (
	// perWorker is how many pages each worker may be ahead of the one that is printed next. One slow page of 100 times the
	// usual cost then stalls the others for a moment only, and memory stays at some pages for each core.
	perWorker = 8
	// maxInFlight is how many bytes of pages are being read at once: one of the largest size, as the tree of a page takes
	// several times its bytes, and the next is already in memory. One page alone is always let through.
	maxInFlight = source.DefaultMaxPage
	// grace is how long it is waited, beyond the time that a page may take, for given up pages to make room: most end by
	// themselves, on a busy machine somewhat later.
	grace = 10 * time.Second
)

// Results reads the pages. When ctx is done it takes no further page, hands out those in hand and ends, without an error
// of its own: the caller asks ctx why. Where it can't go on, the last result is a *StuckError instead of the next page.
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
	b := newBounds(opts)
	go func() {
		defer close(queue)
		for page, err := range pages {
			slot := make(chan Result, 1)
			var full error
			if err == nil {
				full = b.enter(ctx, len(page.Data))
			}
			switch {
			case err != nil:
				slot <- unread(page, err)
			case ctx.Err() != nil:
				return
			case full != nil:
				slot <- Result{Err: full}
			default:
				go func() {
					r, ended := opts.within(ctx, page)
					slot <- r
					b.leave(len(page.Data), ended)
				}()
			}
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
			if full != nil {
				return
			}
		}
	}()
	return queue
}

// bounds are those of the pages being read. enter is for one goroutine.
type bounds struct {
	workers  chan struct{}
	givenUp  chan struct{} // pages that took too long and have not ended: no more than keep all cores busy
	left     chan int      // bytes of pages that were read; it has room for all that can come between two calls of enter
	bytes    int           // being read, as far as enter knows
	patience time.Duration // of enter; 0 is without an end
}

func newBounds(opts Options) *bounds {
	cores := runtime.GOMAXPROCS(0)
	b := &bounds{workers: make(chan struct{}, opts.Workers), givenUp: make(chan struct{}, cores), left: make(chan int, opts.Workers+cores)}
	if opts.Timeout > 0 {
		b.patience = opts.Timeout + grace // then all that it waits for was given up
	}
	return b
}

// enter waits for room for a page. The error is a *StuckError or, when ctx is done before, its.
func (b *bounds) enter(ctx context.Context, size int) error {
	var late <-chan time.Time
	if b.patience > 0 {
		end := time.NewTimer(b.patience)
		defer end.Stop()
		late = end.C
	}
	select {
	case b.workers <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	case <-late:
		return &StuckError{len(b.givenUp) + len(b.workers)}
	}
	for b.bytes > 0 && b.bytes+size > maxInFlight || len(b.left) > 0 {
		select {
		case n := <-b.left:
			b.bytes -= n
		case <-ctx.Done():
			return ctx.Err()
		case <-late:
			return &StuckError{len(b.givenUp) + len(b.workers) - 1} // one is the place of this page
		}
	}
	b.bytes += size
	return nil
}

// leave makes room when a page has ended. That of a worker is free at once where the page was given up, but its bytes are held.
func (b *bounds) leave(size int, ended <-chan struct{}) {
	place := b.workers
	select {
	case <-ended:
	case b.givenUp <- struct{}{}:
		<-b.workers
		place = b.givenUp
		<-ended
	}
	b.left <- size
	<-place
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
// with the page and a share of a core, until it ends by itself, which closes ended, or the program does.
func (o Options) within(ctx context.Context, page source.Page) (r Result, ended <-chan struct{}) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var late <-chan time.Time
	if o.Timeout > 0 {
		end := time.NewTimer(o.Timeout)
		defer end.Stop()
		late = end.C
	}
	done, over := make(chan Result, 1), make(chan struct{})
	go func() {
		defer close(over)
		done <- o.one(ctx, page)
	}()
	select {
	case r := <-done:
		return r, over
	case <-late:
		return Result{Name: page.Name, Member: page.Member, Err: &Timeout{o.Timeout}}, over
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
