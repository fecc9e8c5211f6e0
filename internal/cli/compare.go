package cli

import (
	"context"
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"herald/internal/article"
	"herald/internal/compare"
)

// compareOptions are the flags of compare.
type compareOptions struct {
	output outputFile
	json   bool
}

func newCompareCommand(streams Streams) *cobra.Command {
	var opts compareOptions
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Show what differs between two corpora of the same pages",
		Long: `compare prints which articles the corpus NEW gained and lost against OLD, and
which fields changed, with counts and examples: what a template file or a new
version of herald changed.

Articles are the same if they have the same id or, without one, the same path
and member. Of several with one id in a corpus the first counts. The examples
show the part where the two values begin to differ.

OLD and NEW are outputs of 'herald batch': .jsonl, .jsonl.gz, .jsonl.zst or .db.
OLD is read twice and cannot be standard input; NEW may be "-".

Exit codes:
  0    the corpora were compared, whether they differ or not
  1    damaged lines were skipped (standard error lists them); or OLD or NEW is
       not a corpus, and nothing is written
  2    invalid usage
  3    an input could not be read or the output not written
  130  interrupted (143: terminated)`,
		Example: `  herald batch archive/ -o old.jsonl.gz
  herald batch --strict archive/ -o new.jsonl.gz
  herald compare old.jsonl.gz new.jsonl.gz`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) != 2:
				return &usageError{"compare takes two corpora", seeHelp("herald compare")}
			case args[0] == "-":
				return &usageError{"OLD is read twice and cannot be standard input", "name a file"}
			}
			if err := refuseFolders(args); err != nil {
				return err
			}
			return runCompare(cmd.Context(), args[0], args[1], opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.output.addFlags(flags, "")
	flags.BoolVar(&opts.json, "json", false, "print JSON instead of text")
	return cmd
}

func runCompare(ctx context.Context, old, now string, opts compareOptions, streams Streams) error {
	boundMemory(reportMemory)
	if err := opts.output.refuse(&input{operands: []string{old, now}}); err != nil {
		return err
	}
	out, err := openOutput(opts.output.name, streams.Out)
	if err != nil {
		return err
	}
	c := compare.New()
	quiet := streams
	quiet.Err = io.Discard // what is damaged in OLD was reported on the first reading
	damaged := 0
	for _, reading := range []struct {
		name    string
		add     func(*article.Article)
		streams Streams
	}{{old, c.AddOld, streams}, {now, c.AddNew, streams}, {old, c.AddOldAgain, quiet}} {
		from := articleReader{add: reading.add}
		if err = readCorpora(ctx, []string{reading.name}, reading.streams, &from); err != nil {
			break
		}
		if from.read == 0 && from.damaged > 0 {
			printError(streams.Err, reading.name, "no article to compare, nothing written", "empty", []any{"path", reading.name})
			err = errRejected
			break
		}
		damaged += from.damaged
	}
	switch {
	case err != nil:
	case opts.json:
		e := json.NewEncoder(escapingWriter{out})
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		err = e.Encode(c.Result())
	default:
		err = c.Result().WriteText(out, printable)
	}
	if err := out.finish(err); err != nil {
		return err
	}
	if damaged > 0 {
		return errRejected
	}
	return nil
}
