package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"herald/internal/report"
)

func newReportCommand(streams Streams) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "report FILE... -o report.html",
		Short: "Summarize a corpus as one HTML page",
		Long: `report counts the articles of a corpus and charts the counts on one HTML page:
articles by month and template, months without articles, dates in the future,
the share without byline, section and date by template and year, all fields and
sections by year, lengths with the shortest and longest articles, the most
frequent bylines and agencies, outcomes and codes, warnings, duplicates. Below
each chart are its numbers; examples link to the saved page and to its address,
and name the command that inspects it.

The page is one file without scripts that loads nothing. It can be printed, with
all that is folded, and has dark colors. The same input gives the same bytes, as
long as no date in it is in the future.

FILE is an output of 'herald batch', recognized by its content: articles
(.jsonl, .jsonl.gz, .jsonl.zst or .db) or the lines of --report, which also
account for the pages without an article. Several files are counted together.
"-" is standard input, which is also read when no file is given and input is
piped in. Damaged lines are reported and not counted (the first 20 of a file are
reported one by one). A file that does not begin as a corpus is reported once
and skipped.

Exit codes:
  0    everything was counted
  1    damaged lines were skipped (standard error lists them); or there was
       nothing to count, and no page is written
  2    invalid usage
  3    an input could not be read or the output not written: no page is written
  130  interrupted (143: terminated): no page is written`,
		Example: `  herald batch archive/ -o corpus.jsonl.gz --report report.jsonl
  herald report corpus.jsonl.gz report.jsonl -o report.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && streams.InTerminal {
				return &usageError{"no input: name files that herald batch wrote, or pipe one in", seeHelp("herald report")}
			}
			if streams.OutTerminal && output == "" {
				return refuseHTML("use -o FILE")
			}
			if len(args) == 0 {
				args = []string{"-"}
			}
			return runReport(cmd.Context(), args, output, streams)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE` (created only when the run completes); default standard output")
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
	corpus.Today = today()
	err = count(ctx, corpus, names, streams)
	if err == nil && corpus.Articles+corpus.Pages == 0 {
		printEmpty(streams.Err, names)
		err = errRejected
	}
	if err == nil {
		err = corpus.WritePage(out, linkFrom(name))
	}
	if err := out.finish(err); err != nil {
		return err
	}
	if corpus.Damaged > 0 {
		return errRejected
	}
	return nil
}

// today returns the day in Korea, where the dates of the paper are from.
func today() string {
	korea := time.FixedZone("KST", 9*60*60)
	return time.Now().In(korea).Format(time.DateOnly) //nolint:forbidigo // it flags dates in the future and is in no record
}

// printEmpty reports that there is nothing to count, with the code that an empty page has in extract.
func printEmpty(w io.Writer, names []string) {
	where, attrs := names[0], []any{"path", names[0]}
	if len(names) > 1 {
		where, attrs = fmt.Sprintf("%d inputs", len(names)), nil
	}
	printError(w, where, "nothing to count, no page written", "empty", attrs)
}

// count adds the inputs to a corpus and reports what cannot be read.
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

// countInput adds one input to a corpus. It reports the first damaged lines one by one and the number of the others: there
// may be as many as articles.
func countInput(ctx context.Context, corpus *report.Corpus, name string, streams Streams) error {
	const reported = 20 // as many as the page lists
	corpus.Begin(name)
	var last *report.DamagedError
	damages := 0
	for record, err := range untilDone(ctx, report.Records(name, streams.In)) {
		damaged, isDamaged := errors.AsType[*report.DamagedError](err)
		unread, isUnread := errors.AsType[*report.UnreadableError](err)
		switch {
		case isUnread:
			printError(streams.Err, name, unread.Error(), unread.Code(), []any{"path", name})
			return errUnread
		case err != nil && !isDamaged:
			return err
		case err == nil:
			corpus.Add(record)
			continue
		}
		corpus.AddDamaged(damaged)
		last = damaged
		if damages++; damages <= reported {
			printError(streams.Err, damaged.Place(), damaged.Error(), damaged.Code(), damagedAttrs(damaged))
		}
	}
	if damages > reported {
		printError(streams.Err, name, fmt.Sprintf("… and %d more", damages-reported), last.Code(), []any{"path", name})
	}
	return nil
}

// damagedAttrs returns the log attributes that name a line.
func damagedAttrs(e *report.DamagedError) []any {
	if e.Line == 0 {
		return []any{"path", e.Name}
	}
	return []any{"path", e.Name, "line", e.Line}
}

// linkFrom returns a function that makes the path of a saved page, relative to the working folder, relative to the report.
func linkFrom(page string) func(path string) string {
	folder, err := filepath.Abs(filepath.Dir(page)) // "" and "-" are in the working folder
	return func(path string) string {
		absolute, err2 := filepath.Abs(path)
		link, err3 := filepath.Rel(folder, absolute)
		if filepath.IsAbs(path) || errors.Join(err, err2, err3) != nil {
			return path
		}
		return link
	}
}
