// Package batch reads many pages at once and hands them back in their order.
//
// In: pages, and how one is read. Out: one result for each page, in the order of the pages, with the source of its
// article filled in. It holds a bounded number of pages at a time, and a panic on a page is that page's error. It never
// writes anything and knows nothing of commands.
package batch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"

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
}

// Panic is a page on which a reader of ours broke.
type Panic struct {
	Value any
	Stack []byte // of the goroutine that panicked: for a bug report
}

func (p *Panic) Error() string { return fmt.Sprintf("herald broke on this page: %v", p.Value) }

// Code is stable.
func (p *Panic) Code() string { return "panic" }

// perWorker is how many pages each worker may be ahead of the one that is printed next. One slow page of 100 times the
// usual cost then stalls the others for a moment only, and memory stays at some pages for each core.
const perWorker = 8

// Results reads the pages with that many workers. It ends early, without an error of its own, when ctx is done: the
// caller asks ctx why.
func Results(ctx context.Context, pages iter.Seq2[source.Page, error], workers int, read func(*decode.Document) (*article.Article, error)) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		for slot := range inOrder(ctx, start(ctx, pages, workers, read)) {
			if !yield(slot) {
				return
			}
		}
	}
}

// start hands each page to a worker and its slot, at once, to the queue. The goroutine that walks the pages is not
// waited for: it may hang in a read of standard input that nobody ends.
func start(ctx context.Context, pages iter.Seq2[source.Page, error], workers int, read func(*decode.Document) (*article.Article, error)) <-chan chan Result {
	queue := make(chan chan Result, perWorker*workers)
	free := make(chan struct{}, workers)
	go func() {
		defer close(queue)
		for page, err := range pages {
			slot := make(chan Result, 1)
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
			if err != nil {
				slot <- unread(page, err)
				continue
			}
			free <- struct{}{}
			go func() {
				defer func() { <-free }()
				slot <- one(page, read)
			}()
		}
	}()
	return queue
}

func inOrder(ctx context.Context, queue <-chan chan Result) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		for {
			select {
			case <-ctx.Done():
				return
			case slot, more := <-queue:
				if !more {
					return
				}
				select {
				case <-ctx.Done():
					return
				case r := <-slot:
					if !yield(r) {
						return
					}
				}
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

func one(page source.Page, read func(*decode.Document) (*article.Article, error)) (r Result) {
	r = Result{Name: page.Name, Member: page.Member}
	defer func() {
		if v := recover(); v != nil {
			r.Article, r.Err = nil, &Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	doc, err := decode.Decode(page.Data, page.ContentType)
	if err != nil {
		r.Err = err
		return r
	}
	doc.URL = page.URL
	if r.Article, r.Err = read(doc); r.Err == nil {
		describe(r.Article, page, doc)
	}
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
		Form:     page.Form,
		Encoding: doc.Encoding,
		Captured: article.Optional(page.Captured),
	}
	if doc.HTML == nil && page.Form == "html" {
		a.Source.Form = "text" // source does not look into a page
	}
	for _, d := range doc.Doubts {
		a.Warnings = append(a.Warnings, article.Warning{Code: d.Code, Message: d.Message})
	}
}
