package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"herald/internal/batch"
	"herald/internal/encode"
	"herald/internal/source"
)

type batchOptions struct {
	input    input
	output   string
	to       string
	format   string
	fields   string
	csvSafe  bool
	query    query
	strict   bool
	workers  int
	timeout  time.Duration
	resume   bool
	checksum bool
	report   string
	dedupe   string
	since    string
	until    string
	where    string
	shard    string
	quiet    bool
	verbose  bool
}

func newBatchCommand(streams Streams) *cobra.Command {
	var opts batchOptions
	cmd := &cobra.Command{
		Use:   "batch PATH... -o OUT",
		Short: "Make one file of the articles of many saved pages",
		Long: `batch reads all that extract reads, on all cores, and writes the articles in the order
of the pages, the same bytes whatever -j is. Until the run is complete the output
stands under OUT.partial, with a journal: after Ctrl-C, a crash or a full disk the
same command with --resume goes on where it was.

OUT is, by its ending or --to:
` + outputForms() + `
` + exitCodes,
		Example: `  herald batch archive/ -o corpus.jsonl.gz --report report.jsonl
  herald batch crawl.warc.gz -o corpus.db --dedupe id --since 2020-01-01
  herald batch archive/ --where '.agency == "Yonhap"' --jq '[.day, .headline] | @tsv' -r -o yonhap.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.input.take(args, streams); err != nil {
				return opts.usage(err.Error())
			}
			if err := opts.refuseEmpty(cmd.Flags()); err != nil {
				return err
			}
			if opts.output == "-" {
				opts.output = ""
			}
			return runBatch(cmd.Context(), opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.input.addFlags(flags)
	flags.StringVarP(&opts.output, "output", "o", "", "write to `OUT`; standard output where there is none")
	flags.StringVar(&opts.to, "to", "", "the `FORM` of the output, where its name does not tell: "+strings.Join(formNames(), ", "))
	flags.StringVarP(&opts.format, "format", "f", "json", "write the files of a folder as `FORMAT`: "+strings.Join(formatNames(), ", "))
	flags.StringVar(&opts.fields, "fields", "", "write only these `FIELDS`: headline,date,...")
	flags.BoolVar(&opts.csvSafe, "csv-safe", false, "make csv cells harmless that a spreadsheet would run")
	opts.query.addFlags(flags)
	flags.BoolVar(&opts.strict, "strict", false, "refuse a page that no known template reads")
	flags.IntVarP(&opts.workers, "jobs", "j", runtime.GOMAXPROCS(0), "read `N` pages at once")
	flags.DurationVar(&opts.timeout, "timeout", 10*time.Second, "give up a page after `TIME`; 0 is never") // a usual page takes milliseconds
	flags.BoolVar(&opts.resume, "resume", false, "go on where a run to the same OUT was stopped")
	flags.BoolVar(&opts.checksum, "checksum", false, "know a changed file by its bytes, not by size and time")
	flags.StringVar(&opts.report, "report", "", "write to `FILE` a line for each page: what became of it, and why")
	flags.StringVar(&opts.dedupe, "dedupe", "", "keep the first of the articles that have the same `KEY`: id, text")
	flags.StringVar(&opts.since, "since", "", "only articles of `DAY` (in Korea) or later: 2020-08-26")
	flags.StringVar(&opts.until, "until", "", "only articles of `DAY` or before")
	flags.StringVar(&opts.where, "where", "", "only articles for which this `JQ` expression is true")
	flags.StringVar(&opts.shard, "shard", "", "only part `I/N` of the pages, 1/8 to 8/8")
	flags.BoolVarP(&opts.quiet, "quiet", "q", false, "no progress, no summary, no line for a page that gives no article")
	flags.BoolVarP(&opts.verbose, "verbose", "v", false, "a line for each article, and one of progress every 30 seconds")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	flags.Lookup("jobs").DefValue = "the number of cores" // the help and the man page are the same on every machine
	return cmd
}

func runBatch(ctx context.Context, opts batchOptions, streams Streams) error {
	opts.input.options.Progress = new(source.Progress)
	job, err := opts.job(streams)
	if err != nil {
		return err
	}
	if err := opts.input.refuseOverwrite(opts.output, opts.report); err != nil {
		return err
	}
	opened, err := opts.open(&job, streams)
	if err != nil {
		return err
	}
	boundMemory()
	p := newProgress(opts, streams)
	job.Tell = p.tell
	summary, err := batch.Run(ctx, job)
	if summary.Pages > 0 || err == nil {
		p.end(summary)
	}
	for _, to := range opened {
		err = to.finish(err)
	}
	unread, _ := errors.AsType[*batch.UnreadError](err)
	_, stuck := errors.AsType[*batch.StuckError](err)
	switch {
	case opts.quiet:
	case opts.output != "" && (ctx.Err() != nil || stuck), unread != nil && unread.Partial != "":
		say(streams.Err, opts.output+" is not complete; the same command with --resume goes on")
	case errors.Is(err, syscall.EPIPE):
		say(streams.Err, "the reader of the output has closed it; the rest was not written")
	}
	return opts.explain(summary, err)
}

// boundMemory lets garbage grow: a few MB are in use at a time, and collecting them after every second page takes a quarter of
// a run. Before the whole is 256 MB it is collected as usual: pages of the largest size need half of that. Who sets GOGC or
// GOMEMLIMIT knows better.
func boundMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(800)         // under 100 MB for usual pages; more gains nothing
		debug.SetMemoryLimit(192 << 20) // the stacks and the program itself come to it
	}
}

// job is the run that the flags ask for.
func (o batchOptions) job(streams Streams) (batch.Job, error) {
	job := batch.Job{
		Pages: func(want func(string) source.Want) iter.Seq2[source.Page, error] {
			return o.input.wanted(want).pages(streams.In)
		},
		Dedupe:   batch.Dedupe(o.dedupe),
		Resume:   o.resume,
		Checksum: o.checksum,
		Options:  batch.Options{Workers: o.workers, Timeout: o.timeout, Read: extractOptions{strict: o.strict}.read},
	}
	if err := o.check(); err != nil {
		return job, err
	}
	var err error
	if job.Output, err = o.out(); err != nil {
		return job, err
	}
	if job.Shard, err = parseShard(o.shard); err != nil {
		return job, o.usage(err.Error())
	}
	filter := &batch.Filter{Since: o.since, Until: o.until}
	if o.where != "" {
		if err := filter.Where(o.where); err != nil {
			return job, o.usage("--where: " + err.Error())
		}
	}
	job.Keep = filter.Keep
	job.Settings, err = o.settings()
	return job, err
}

// open finds where the outputs of a job go, last of all: to open a pipe is to wait for its reader. What is no file of its own
// ("/dev/null") takes what is written as standard output does; these are returned.
func (o batchOptions) open(job *batch.Job, streams Streams) (opened []*output, err error) {
	if isFile(o.output, job.Output.Form == "dir") {
		job.Output.Name = resolved(o.output)
	} else {
		to, err := openOutput(o.output, streams.Out)
		if err != nil {
			return nil, err
		}
		job.Output.Stream, opened = to, append(opened, to)
	}
	switch {
	case o.report == "":
	case isFile(o.report, false):
		job.Report = resolved(o.report)
	default:
		to, err := openOutput(o.report, streams.Out)
		if err != nil {
			return nil, err
		}
		job.ReportStream, opened = to, append(opened, to)
	}
	return opened, nil
}

// check refuses what can't be meant.
func (o batchOptions) check() error {
	switch {
	case o.workers < 1:
		return o.usage("-j must be 1 or more")
	case o.timeout < 0:
		return o.usage("--timeout must not be negative")
	case o.resume && o.output == "":
		return o.usage("--resume needs an output: -o OUT")
	case o.resume && (o.input.filesFrom == "-" || slices.Contains(o.input.operands, "-")):
		return o.usage("--resume can't go back in standard input: name a file")
	case o.checksum && o.output == "":
		return o.usage("--checksum is for an output that can be resumed: -o OUT")
	case o.dedupe != "" && o.dedupe != string(batch.ByID) && o.dedupe != string(batch.ByText):
		return o.usage(unknown("key", o.dedupe, []string{string(batch.ByID), string(batch.ByText)}))
	case o.report == "-" && o.output == "":
		return o.usage("articles and report can't both be printed: -o OUT")
	case o.dedupe != "" && o.shard != "":
		return o.usage("--dedupe can't see the other shards: leave it for the joined output")
	}
	if o.since != "" && o.until != "" && o.since > o.until {
		return o.usage(fmt.Sprintf("no day is from --since %s to --until %s", o.since, o.until))
	}
	for _, day := range []string{o.since, o.until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return o.usage(fmt.Sprintf("%q is no day; a day is written 2020-08-26", day))
		}
	}
	return nil
}

func (batchOptions) usage(message string) error {
	return &usageError{message, "see: herald batch --help"}
}

// refuseEmpty refuses a choice of articles that is given and says nothing: a variable of the shell that is not set would
// choose all of them.
func (o batchOptions) refuseEmpty(flags *pflag.FlagSet) error {
	for _, name := range []string{"dedupe", "shard", "since", "until", "where"} {
		if f := flags.Lookup(name); f.Changed && f.Value.String() == "" {
			return o.usage("--" + name + " is empty; leave it out to choose nothing by it")
		}
	}
	return nil
}

// out is the output, but for the place it goes to.
func (o batchOptions) out() (batch.Output, error) {
	form := o.form()
	if !slices.Contains(formNames(), form) {
		return batch.Output{}, o.usage(o.unknownForm())
	}
	format, fields, err := extractOptions{format: o.format, fields: o.fields}.form()
	if err != nil {
		return batch.Output{}, err
	}
	query, err := o.query.parse()
	switch {
	case err != nil:
		return batch.Output{}, o.usage(err.Error())
	case query != nil && (!strings.HasPrefix(form, "jsonl") || format.Name != "json"):
		return batch.Output{}, o.usage("--jq is for json lines: .jsonl, .jsonl.gz, .jsonl.zst or standard output")
	}
	if (form == "dir" || form == "db") && !isFile(o.output, form == "dir") {
		return batch.Output{}, o.usage("a " + form + " can't be printed: -o OUT")
	}
	return batch.Output{
		Form:   form,
		Format: format,
		Encode: encode.Options{Fields: fields, Query: query, Raw: o.query.raw, Safe: o.csvSafe},
	}, nil
}

// isFile tells whether a name is of a file or a folder of its own, which may be there or not.
func isFile(name string, folder bool) bool {
	if name == "" || name == "-" {
		return false
	}
	info, err := os.Stat(name)
	return err != nil || info.Mode().IsRegular() || folder && info.IsDir()
}

func (o batchOptions) form() string {
	if o.to != "" {
		return o.to
	}
	if o.output == "" {
		return "jsonl"
	}
	info, err := os.Stat(o.output)
	switch {
	case err == nil && info.IsDir():
		return "dir"
	case err == nil && !info.Mode().IsRegular():
		return "jsonl" // a device or a pipe, as standard output
	}
	return batch.FormOf(o.output)
}

// unknownForm says which form is none.
func (o batchOptions) unknownForm() string {
	if o.to != "" {
		return unknown("form", o.to, formNames())
	}
	ending := strings.TrimPrefix(filepath.Ext(o.output), ".")
	if ending == "" {
		return o.output + ": its name has no ending; say with --to what it is: " + strings.Join(formNames(), ", ")
	}
	return o.output + ": " + unknown("ending", ending, formNames()) + "; or say with --to what it is"
}

func formNames() []string {
	var names []string
	for _, f := range batch.Forms {
		names = append(names, f.Name)
	}
	return names
}

func outputForms() string {
	var b strings.Builder
	for _, f := range batch.Forms {
		name := "." + f.Name
		if f.Name == "dir" {
			name = "DIR/"
		}
		fmt.Fprintf(&b, "  %-11s %s\n", name, f.What)
	}
	return b.String()
}

// settings are all that shapes the output, but for the pages, which the journal knows one by one.
func (o batchOptions) settings() (string, error) {
	settings, err := json.Marshal(map[string]any{
		"version": version(), "to": o.form(), "format": o.format, "fields": o.fields, "csv-safe": o.csvSafe,
		"jq": o.query.expression, "raw-output": o.query.raw,
		"strict": o.strict, "dedupe": o.dedupe, "since": o.since, "until": o.until, "where": o.where, "shard": o.shard,
		"checksum": o.checksum, "report": o.report, "input": o.input.options,
	})
	return string(settings), err
}

// parseShard reads "1/8", the first of eight.
func parseShard(text string) (batch.Shard, error) {
	if text == "" {
		return batch.Shard{}, nil
	}
	left, right, _ := strings.Cut(text, "/")
	i, err := strconv.Atoi(left)
	n, err2 := strconv.Atoi(right)
	if err != nil || err2 != nil || i < 1 || i > n {
		return batch.Shard{}, fmt.Errorf("--shard %q is none of 1/N to N/N", text)
	}
	return batch.Shard{Index: i - 1, Count: n}, nil
}

// explain is the error of a run as the command line tells it.
func (o batchOptions) explain(summary batch.Summary, err error) error {
	if err == nil && summary.Outcomes[batch.NotArticle]+summary.Outcomes[batch.Failed] > 0 {
		return errRefused
	}
	if _, unread := errors.AsType[*batch.UnreadError](err); unread {
		return errUnread
	}
	if stopped, ok := errors.AsType[*batch.StoppedError](err); ok {
		return &usageError{stopped.Error(), "--resume goes on with it; remove it to begin again"}
	}
	if other, ok := errors.AsType[*batch.SettingsError](err); ok {
		return &usageError{other.Error(), "give the same; or remove " + other.Journal + " to begin again"}
	}
	if device, ok := errors.AsType[*outputError](err); ok {
		return device
	}
	if output, ok := errors.AsType[*batch.WriteError](err); ok {
		return &outputError{output.Name, cause(output.Err)}
	}
	return err
}
