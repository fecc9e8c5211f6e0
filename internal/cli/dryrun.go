package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"herald/internal/batch"
	"herald/internal/source"
)

// forms counts the pages of an input by their form.
type forms struct {
	pages   map[string]int
	bytes   map[string]int64
	ignored map[string]int // files that were passed over, by code
}

// dryRun prints what a run would read: form, number and bytes of the pages, separated by tabs. It extracts and writes nothing.
func (o batchOptions) dryRun(ctx context.Context, job batch.Job, streams Streams) error {
	all := func(string) source.Want { return source.All }
	counted := forms{map[string]int{}, map[string]int64{}, map[string]int{}}
	var rejected, unread bool
	for page, err := range untilDone(ctx, job.Shard.Pages(job.Pages(all))) {
		switch {
		case err == nil:
			counted.pages[page.Form]++
			counted.bytes[page.Form] += int64(len(page.Data))
			continue
		case batch.IsIgnored(err):
			counted.ignored[codeOf(err)]++
			continue
		case batch.Unread(err):
			unread = true
		default:
			rejected = true
		}
		if batch.Unread(err) || !o.quiet {
			printPageError(streams.Err, failedPage(page, err))
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := counted.print(o.quiet, streams); err != nil {
		return err
	}
	if unread {
		return errUnread
	}
	return o.rejects.err(rejected || len(counted.pages) == 0 && o.shard == "")
}

func (f forms) print(quiet bool, streams Streams) error {
	for _, form := range slices.Sorted(maps.Keys(f.pages)) {
		if _, err := fmt.Fprintf(streams.Out, "%s\t%d\t%d\n", form, f.pages[form], f.bytes[form]); err != nil {
			return &outputError{err: cause(err)}
		}
	}
	if quiet {
		return nil
	}
	if len(f.pages) == 0 {
		printMessage(streams.Err, msgNoPages, "")
	}
	printIgnored(streams.Err, f.ignored)
	return nil
}
