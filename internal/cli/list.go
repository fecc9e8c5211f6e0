package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"herald/internal/batch"
	"herald/internal/source"
)

// printList prints path, member, form and size in bytes of each page, separated by tabs. It returns what print returns.
func (o extractOptions) printList(ctx context.Context, pages iter.Seq2[source.Page, error], to, messages io.Writer) (rejected bool, err error) {
	empty := true
	var incomplete error
	for page, err := range untilDone(ctx, pages) {
		if batch.IsIgnored(err) {
			continue
		}
		empty = false
		if err == nil {
			// source escapes the names of members.
			if _, err := fmt.Fprintf(to, "%s\t%s\t%s\t%d\n", printable(page.Name), page.Member, page.Form, len(page.Data)); err != nil {
				return rejected, err
			}
			continue
		}
		if batch.Unread(err) {
			incomplete = errUnread
		} else {
			rejected = true
		}
		if batch.Unread(err) || !o.quiet {
			printPageError(messages, failedPage(page, err))
		}
	}
	if ctx.Err() != nil {
		return rejected, context.Cause(ctx)
	}
	return o.reportEmpty(empty, messages) || rejected, incomplete
}

// failedPage returns the error of a page as a result of batch.
func failedPage(page source.Page, err error) batch.Result {
	if e, ok := errors.AsType[*source.Error](err); ok {
		page = e.Page
	}
	return batch.Result{Name: page.Name, Member: page.Member, Err: err}
}

// untilDone ends a sequence when ctx is done, even while it waits for an item: on standard input one may never come.
func untilDone[T any](ctx context.Context, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	type item struct {
		value T
		err   error
	}
	return func(yield func(T, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		items := make(chan item)
		go func() {
			defer close(items)
			for value, err := range all {
				select {
				case items <- item{value, err}:
				case <-ctx.Done():
					return
				}
			}
		}()
		for {
			select {
			case <-ctx.Done():
				return
			case i, more := <-items:
				if !more || !yield(i.value, i.err) {
					return
				}
			}
		}
	}
}
