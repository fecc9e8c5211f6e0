package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"herald/internal/article"
	"herald/internal/check"
	"herald/internal/encode"
	"herald/internal/normalize"
	"herald/internal/report"
)

// reportOptions are the flags of report.
type reportOptions struct {
	output  outputFile
	json    bool
	checked string
	today   string
	day     time.Time // of today
}

// reportHelp is what --help prints of report.
const reportHelp = `report counts the articles of a corpus and charts the counts on one HTML page:
articles by month and template, months without articles, the fields that
articles have by template and year, sections by year, lengths with the shortest
and longest articles, the most frequent bylines and agencies, outcomes and
codes, warnings, duplicates. Below each chart are its numbers; examples link to
the saved page and to its address, and name the command that inspects it.

It begins with what to look at first: lines, paragraphs and headlines that
articles share, captions in bodies, bodies far shorter or longer than usual,
dates in the future or far from the day in the id, bylines that look like
labels, and fields that suddenly become rare. Each has a severity, examples with
the command that shows their page and, for lines that are not of the article,
the furniture line to add to a template file. --json prints this as JSON.

--checked adds the accuracy of each field from a sample that 'herald sample'
drew and a person has checked.

The page is one file without scripts that loads nothing. It can be printed, with
all that is folded, and has dark colors. The same input and --today give the
same bytes.

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
  130  interrupted (143: terminated): no page is written`

func newReportCommand(streams Streams) *cobra.Command {
	var opts reportOptions
	cmd := &cobra.Command{
		Use:   "report FILE... -o report.html",
		Short: "Audit and summarize a corpus as one HTML page",
		Long:  reportHelp,
		Example: `  herald batch archive/ -o corpus.jsonl.gz --report report.jsonl
  herald report corpus.jsonl.gz report.jsonl -o report.html
  herald report --json corpus.jsonl.gz`,
		RunE: func(cmd *cobra.Command, args []string) error {
			names, err := corpusNames(args, streams, "herald report")
			if err == nil {
				err = opts.check(streams)
			}
			if err != nil {
				return err
			}
			return runReport(cmd.Context(), names, opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.output.addFlags(flags, "")
	flags.BoolVar(&opts.json, "json", false, "print the findings as JSON instead of the HTML page")
	flags.StringVar(&opts.checked, "checked", "", "add the accuracy of each field from `FILE`, a checked sample of 'herald sample'")
	flags.StringVar(&opts.today, "today", "", "`DAY` (YYYY-MM-DD) after which dates are in the future; default the current day in Korea")
	return cmd
}

// corpusNames returns the inputs of a command that reads corpora.
func corpusNames(args []string, streams Streams, command string) ([]string, error) {
	switch {
	case len(args) > 0:
		return args, refuseFolders(args)
	case streams.InTerminal:
		return nil, &usageError{"no input: name files that herald batch wrote, or pipe one in", seeHelp(command)}
	}
	return []string{"-"}, nil
}

// refuseFolders refuses a folder of pages in the place of a corpus.
func refuseFolders(names []string) error {
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return &usageError{name + " is a folder, not a corpus", "make a corpus of its pages: herald batch " + name + " -o corpus.jsonl.gz"}
		}
	}
	return nil
}

// check checks the flags.
func (o *reportOptions) check(streams Streams) error {
	if streams.OutTerminal && o.output.name == "" && !o.json {
		return refuseHTML("use -o FILE")
	}
	o.day = today()
	if o.today == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, o.today)
	if err != nil {
		return &usageError{fmt.Sprintf("--today %q is not a date: want YYYY-MM-DD", o.today), seeHelp("herald report")}
	}
	o.day = day
	return nil
}

// reportMemory keeps the report of a million articles below 200 MB: it holds half of that.
const reportMemory = 144 << 20

func runReport(ctx context.Context, names []string, opts reportOptions, streams Streams) error {
	boundMemory(reportMemory)
	if err := opts.output.refuse(&input{operands: append(slices.Clone(names), opts.checked)}); err != nil {
		return err
	}
	corpus := report.NewCorpus(opts.day)
	checked, err := readChecked(opts.checked)
	if err != nil {
		return err
	}
	out, err := openOutput(opts.output.name, streams.Out)
	if err != nil {
		return err
	}
	err = readCorpora(ctx, names, streams, checkedCorpus{corpus, checked})
	if err == nil && corpus.Articles+corpus.Pages == 0 {
		printEmpty(streams.Err, names)
		err = errRejected
	}
	if err == nil {
		corpus.Accuracy = checked.Accuracy
		err = opts.refuseForeign(checked)
	}
	switch {
	case err != nil:
	case opts.json:
		err = corpus.WriteJSON(escapingWriter{out})
	default:
		err = corpus.WritePage(out, linkFrom(opts.output.name))
	}
	if err := out.finish(err); err != nil {
		return err
	}
	if corpus.Damaged > 0 {
		return errRejected
	}
	return nil
}

// today returns the day in Korea, where the dates of the paper are from, at midnight in UTC.
func today() time.Time {
	year, month, day := time.Now().In(normalize.KST).Date() //nolint:forbidigo // --today fixes what depends on it
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// readChecked reads a checked sample; it is empty if no file is named.
func readChecked(name string) (*check.Checked, error) {
	if name == "" {
		return &check.Checked{}, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, &inputError{"--checked", name, cause(err)}
	}
	defer file.Close() //nolint:errcheck // it was only read
	checked, err := check.Read(file)
	if err != nil {
		return nil, &usageError{fmt.Sprintf("--checked %s: %v", name, err), seeHelp("herald sample")}
	}
	return checked, nil
}

// refuseForeign refuses a checked sample that is of another corpus than the one that was read.
func (o *reportOptions) refuseForeign(checked *check.Checked) error {
	if n := checked.Unmet(); n > 0 {
		what := fmt.Sprintf("--checked %s: a sample of another corpus: %d of its %s are not in this one", o.checked, n, plural(checked.Articles, "article"))
		return &usageError{what, "name the corpus that herald sample drew it from"}
	}
	return nil
}

// checkedCorpus is a corpus whose articles a checked sample is compared with.
type checkedCorpus struct {
	*report.Corpus
	checked *check.Checked
}

// Add takes a record.
func (c checkedCorpus) Add(record report.Record) {
	if record.Article != nil {
		c.checked.Meet(record.Article, encode.SafeCell)
	}
	c.Corpus.Add(record)
}

// printEmpty reports that there is nothing to count, with the code that an empty page has in extract.
func printEmpty(w io.Writer, names []string) {
	where, attrs := names[0], []any{"path", names[0]}
	if len(names) > 1 {
		where, attrs = fmt.Sprintf("%d inputs", len(names)), nil
	}
	printError(w, where, "nothing to count, no page written", "empty", attrs)
}

// corpusReader takes the records of corpora. [report.Corpus] is one.
type corpusReader interface {
	Begin(name string)
	Add(report.Record)
	AddDamaged(*report.DamagedError)
}

// readCorpora reads corpora and reports what cannot be read.
func readCorpora(ctx context.Context, names []string, streams Streams, to corpusReader) error {
	for _, name := range names {
		if err := readCorpus(ctx, name, streams, to); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return nil
}

// readCorpus reads one corpus. It reports the first damaged lines one by one and the number of the others: there may be as
// many as articles.
func readCorpus(ctx context.Context, name string, streams Streams, to corpusReader) error {
	const reported = 20 // as many as the page lists
	to.Begin(name)
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
			to.Add(record)
			continue
		}
		to.AddDamaged(damaged)
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

// articleReader calls add for the articles of corpora, and counts the damaged lines.
type articleReader struct {
	add     func(*article.Article)
	damaged int
	read    int
}

// Begin does nothing: all inputs are one corpus.
func (*articleReader) Begin(string) {}

// Add takes a record. The lines of reports are no articles.
func (r *articleReader) Add(record report.Record) {
	if record.Article != nil {
		r.read++
		r.add(record.Article)
	}
}

// AddDamaged counts a line that could not be read.
func (r *articleReader) AddDamaged(*report.DamagedError) { r.damaged++ }

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
