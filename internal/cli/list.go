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

// printList prints what there is to read, a line each: path, member, form and size in bytes, parted by tabs. It ends as
// print does.
func (o extractOptions) printList(ctx context.Context, pages iter.Seq2[source.Page, error], to, messages io.Writer) (refused bool, err error) {
	none := true
	var incomplete error
	for page, err := range untilDone(ctx, pages) {
		none = false
		if err == nil {
			// A member's name is printable by itself.
			if _, err := fmt.Fprintf(to, "%s\t%s\t%s\t%d\n", printable(page.Name), page.Member, page.Form, len(page.Data)); err != nil {
				return refused, err
			}
			continue
		}
		if batch.Unread(err) {
			incomplete = errUnread
		} else {
			refused = true
		}
		if batch.Unread(err) || !o.quiet {
			complain(messages, unread(page, err))
		}
	}
	if ctx.Err() != nil {
		return refused, context.Cause(ctx)
	}
	if none && !o.quiet {
		say(messages, nothing)
	}
	return refused, incomplete
}

// unread names an input as batch does.
func unread(page source.Page, err error) batch.Result {
	if e, ok := errors.AsType[*source.Error](err); ok {
		page = e.Page
	}
	return batch.Result{Name: page.Name, Member: page.Member, Err: err}
}

// untilDone ends a sequence when ctx is done, also while an item is waited for: on standard input it may never come.
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
