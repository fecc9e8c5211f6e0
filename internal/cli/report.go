package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"herald/internal/report"
)

func newReportCommand(streams Streams) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "report FILE... -o report.html",
		Short: "Draw what a corpus holds, and what is doubtful in it, as one HTML page",
		Long: `report counts the articles of a corpus and draws the counts as one HTML page: articles
by month and template, what is missing, lengths, bylines, agencies, warnings with
examples, duplicates, months with no article. The page needs no network and no script.

FILE is what herald batch wrote, told by its content: articles (-o FILE.jsonl, .jsonl.gz,
.jsonl.zst or .db) or the lines of --report, which say what became of the other pages.
Several are counted together. "-" is standard input, and so is no file at all when
something is piped in. A line that can't be read is named and not counted; of a file that
begins with nothing else it is said what it is, and it is not read on.

Exit codes:
  0    all was counted
  1    all was counted but some damaged lines (standard error says which), or there was
       nothing to count: then there is no page
  2    the command line can't be meant
  3    an input could not be read or the output not written: there is no page
  130  interrupted (143: terminated): there is no page`,
		Example: `  herald batch archive/ -o corpus.jsonl.gz --report report.jsonl
  herald report corpus.jsonl.gz report.jsonl -o report.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && streams.InTerminal {
				return &usageError{"no corpus to read: name what herald batch wrote, or pipe it in", "see: herald report --help"}
			}
			if len(args) == 0 {
				args = []string{"-"}
			}
			return runReport(cmd.Context(), args, output, streams)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`, which is there only when all was counted; standard output where there is none")
	return cmd
}

func runReport(ctx context.Context, names []string, name string, streams Streams) error {
	if err := (&input{operands: names}).refuseOverwrite(name); err != nil {
		return err
	}
	out, err := openOutput(name, streams.Out)
	if err != nil {
		return err
	}
	corpus := report.NewCorpus()
	err = count(ctx, corpus, names, streams)
	if err == nil && corpus.Articles+corpus.Pages == 0 {
		refuseEmpty(streams.Err, names)
		err = errRefused
	}
	if err == nil {
		err = corpus.WritePage(out, linkFrom(name))
	}
	if err := out.finish(err); err != nil {
		return err
	}
	if corpus.Damaged > 0 {
		return errRefused
	}
	return nil
}

// refuseEmpty tells that a page would be empty, with the code that an empty page has in extract.
func refuseEmpty(w io.Writer, names []string) {
	where, attrs := names[0], []any{"path", names[0]}
	if len(names) > 1 {
		where, attrs = fmt.Sprintf("%d inputs", len(names)), nil
	}
	complainOf(w, where, "nothing to count, so there is no page", "empty", attrs)
}

// count adds the inputs to a corpus, and tells what can't be read of them.
func count(ctx context.Context, corpus *report.Corpus, names []string, streams Streams) error {
	for _, name := range names {
		if err := countInput(ctx, corpus, name, streams); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return nil
}

// countInput names the first damaged lines, which tell what is wrong: there may be as many as articles.
func countInput(ctx context.Context, corpus *report.Corpus, name string, streams Streams) error {
	const named = 20 // as on the page
	corpus.Begin(name)
	var last *report.DamagedError
	damages := 0
	for record, err := range untilDone(ctx, report.Records(name, streams.In)) {
		damaged, isDamaged := errors.AsType[*report.DamagedError](err)
		unread, isUnread := errors.AsType[*report.UnreadableError](err)
		switch {
		case isUnread:
			complainOf(streams.Err, name, unread.Error(), unread.Code(), []any{"path", name})
			return errUnread
		case err != nil && !isDamaged:
			return err
		case err == nil:
			corpus.Add(record)
			continue
		}
		corpus.AddDamaged(damaged)
		last = damaged
		if damages++; damages <= named {
			complainOf(streams.Err, damaged.Place(), damaged.Error(), damaged.Code(), damagedAttrs(damaged))
		}
	}
	if damages > named {
		complainOf(streams.Err, name, fmt.Sprintf("… and %d more", damages-named), last.Code(), []any{"path", name})
	}
	return nil
}

// damagedAttrs name a line in a log.
func damagedAttrs(e *report.DamagedError) []any {
	if e.Line == 0 {
		return []any{"path", e.Name}
	}
	return []any{"path", e.Name, "line", e.Line}
}

// linkFrom is how a page of that name leads to a saved page, whose path is as it was given to batch in this folder.
func linkFrom(page string) func(path string) string {
	folder, err := filepath.Abs(filepath.Dir(page)) // "" and "-" are here
	return func(path string) string {
		absolute, err2 := filepath.Abs(path)
		link, err3 := filepath.Rel(folder, absolute)
		if filepath.IsAbs(path) || errors.Join(err, err2, err3) != nil {
			return path
		}
		return link
	}
}
