package cli

import (
	"context"
	"errors"
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
examples, duplicates, months with no page. The page needs no network and no script.

FILE is what herald batch wrote, told by its content: articles (-o FILE.jsonl, .jsonl.gz,
.jsonl.zst or .db) or the lines of --report, which say what became of the other pages.
Several are counted together. "-" is standard input, and so is no file at all when
something is piped in. A line that can't be read is named and not counted.

Exit codes:
  0    all was counted
  1    all was counted but some damaged lines (standard error says which)
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

// count adds the inputs to a corpus, and tells what can't be read of them.
func count(ctx context.Context, corpus *report.Corpus, names []string, streams Streams) error {
	for _, name := range names {
		corpus.Begin(name)
		for record, err := range untilDone(ctx, report.Records(name, streams.In)) {
			if err == nil {
				corpus.Add(record)
				continue
			}
			if e, ok := errors.AsType[coded](err); ok {
				say(streams.Err, err.Error()+" ["+e.Code()+"]")
			}
			damaged, ok := errors.AsType[*report.DamagedError](err)
			if !ok {
				return errUnread
			}
			corpus.AddDamaged(damaged)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return nil
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
