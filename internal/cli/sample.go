package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"herald/internal/check"
	"herald/internal/encode"
)

// sampleOptions are the flags of sample.
type sampleOptions struct {
	output outputFile
	size   int
	seed   uint64
	by     []string
}

func newSampleCommand(streams Streams) *cobra.Command {
	var opts sampleOptions
	cmd := &cobra.Command{
		Use:   "sample CORPUS... -o check.csv",
		Short: "Draw a random sample of a corpus to check by hand",
		Long: `sample draws a random sample of the articles of a corpus as a CSV file, for a
person to check in a spreadsheet: path, id and fields of each article, the
'herald inspect' command that shows its page, and beside each field an empty
column to mark it right (y) or wrong (n). An empty mark is a field that was not
checked.

The sample is stratified: of each template and year there is at least one
article, if the sample is large enough, and as many as its share of the corpus.
The same corpus and --seed give the same sample. Cells that a spreadsheet would
run as formulas are escaped.

'herald report CORPUS --checked check.csv' states the accuracy of each field
with its 95 % interval.

CORPUS is an output of 'herald batch': .jsonl, .jsonl.gz, .jsonl.zst or .db.

Exit codes:
  0    the sample was drawn
  1    damaged lines were skipped; or there was no article, and nothing is
       written
  2    invalid usage
  3    an input could not be read or the output not written
  130  interrupted (143: terminated)`,
		Example: `  herald batch archive/ -o corpus.jsonl.gz
  herald sample corpus.jsonl.gz -n 200 -o check.csv
  herald sample corpus.jsonl.gz -n 200 --by section --seed 7 -o sections.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			names, err := corpusNames(args, streams, "herald sample")
			if err != nil {
				return err
			}
			sampler, err := opts.sampler()
			if err != nil {
				return err
			}
			return runSample(cmd.Context(), names, opts, sampler, streams)
		},
	}
	flags := cmd.Flags()
	opts.output.addFlags(flags, ", with its marks")
	flags.IntVarP(&opts.size, "size", "n", 200, "draw `N` articles")
	flags.Uint64Var(&opts.seed, "seed", 1, "`SEED` of the random order")
	flags.StringSliceVar(&opts.by, "by", []string{"template", "year"}, "strata: `KEYS` from template, year, section; '' for none")
	return cmd
}

// sampler returns the sampler that the flags ask for.
func (o sampleOptions) sampler() (*check.Sampler, error) {
	if o.size < 1 {
		return nil, &usageError{fmt.Sprintf("invalid --size %d: want at least 1", o.size), seeHelp("herald sample")}
	}
	s := &check.Sampler{Size: o.size, Seed: o.seed}
	var names []string
	for _, key := range check.Keys {
		names = append(names, string(key))
	}
	for _, name := range o.by {
		if !slices.Contains(names, name) {
			err := &usageError{fmt.Sprintf("invalid --by %q: want some of %s", name, strings.Join(names, ", ")), seeHelp("herald sample")}
			return nil, err.suggest(name, names)
		}
		s.By = append(s.By, check.Key(name))
	}
	return s, nil
}

func runSample(ctx context.Context, names []string, opts sampleOptions, sampler *check.Sampler, streams Streams) error {
	boundMemory(reportMemory)
	if err := opts.output.refuse(&input{operands: names}); err != nil {
		return err
	}
	out, err := openOutput(opts.output.name, streams.Out)
	if err != nil {
		return err
	}
	from := articleReader{add: sampler.Add}
	err = readCorpora(ctx, names, streams, &from)
	if err == nil && from.read == 0 {
		printError(streams.Err, names[0], "no article to draw, nothing written", "empty", nil)
		err = errRejected
	}
	if err == nil {
		err = sampler.Write(out, encode.SafeCell)
	}
	if err := out.finish(err); err != nil {
		return err
	}
	if strata, articles := sampler.Unseen(); strata > 0 {
		what := fmt.Sprintf("no article in the sample is of %d of the strata, which have %s", strata, plural(articles, "article"))
		printMessage(streams.Err, what, "use a larger -n or fewer keys in --by")
	}
	if from.damaged > 0 {
		return errRejected
	}
	return nil
}
