package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"herald/internal/batch"
	"herald/internal/source"
)

type batchOptions struct {
	input      input
	output     string
	to         string
	format     string
	formatSet  bool
	fields     fieldList
	csv        csvOptions
	query      query
	strict     bool
	workers    int
	timeout    time.Duration
	resume     bool
	checksum   bool
	report     string
	dedupe     string
	since      string
	until      string
	where      string
	shard      string
	rejects    rejects
	dry        bool
	overwrite  bool
	noProgress bool
	skip       bool // inputs that cannot be read
	quiet      bool
	verbose    bool

	templates templatesFile
	loaded    loadedTemplates
}

func newBatchCommand(streams Streams) *cobra.Command {
	opts := batchOptions{format: "json"}
	cmd := &cobra.Command{
		Use:   "batch PATH... -o OUT",
		Short: "Extract many saved pages into one output",
		Long: `batch reads what extract reads, on all cores, and writes the articles in the
order of the pages. The output has the same bytes whatever --jobs is.

Until the run completes, the output is under OUT.partial, next to a journal; a
file named OUT is always complete. After Ctrl-C, a crash or a full disk, the
same command with --resume continues, and the result has the bytes of an
uninterrupted run.

The type of OUT is its extension, or --to:
` + outputTypes() + `
` + exitCodes,
		Example: `  herald batch archive/ -o corpus.jsonl.gz --report report.jsonl
  herald batch crawl.warc.gz -o corpus.db --dedupe id --since 2020-01-01
  herald batch archive/ --where '.agency == "Yonhap"' --jq '[.day, .headline] | @tsv' -r -o yonhap.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.input.take(args, streams); err != nil {
				return opts.usage(err.Error())
			}
			if err := opts.refuseEmptyFilters(cmd.Flags()); err != nil {
				return err
			}
			opts.formatSet = cmd.Flags().Changed("format")
			if opts.output == "-" {
				opts.output = ""
			}
			return runBatch(cmd.Context(), opts, streams)
		},
	}
	opts.addFlags(cmd)
	return cmd
}

func (o *batchOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	o.input.addFlags(flags)
	flags.StringVarP(&o.output, "output", "o", "", "write to `OUT`; default standard output")
	enumFlag{name: "to", usage: "output `TYPE`, if the file name does not show it", values: typeCompletions()}.addTo(cmd, flags, &o.to)
	enumFlag{name: "format", shorthand: "f", usage: "`FORMAT` of the files of a DIR/ output", values: formatNames()}.addTo(cmd, flags, &o.format)
	o.fields.addFlag(flags, "write")
	o.csv.addFlags(flags)
	o.query.addFlags(flags)
	flags.BoolVar(&o.strict, "strict", false, strictUsage)
	o.templates.addFlag(flags)
	flags.IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "read `N` pages in parallel, on at most N cores")
	flags.DurationVar(&o.timeout, "timeout", 10*time.Second, "reject a page that takes longer than `TIME`; 0 for no limit") // a usual page takes milliseconds
	flags.BoolVar(&o.resume, "resume", false, "resume an interrupted run with the same OUT; if it was completed, do nothing")
	flags.BoolVar(&o.checksum, "checksum", false, "detect changed inputs by content hash instead of size and mtime")
	flags.StringVar(&o.report, "report", "", "write the outcome of every page to `FILE`, as JSON lines")
	enumFlag{name: "dedupe", usage: "keep only the first of articles with the same `KEY`", values: []cobra.Completion{
		string(batch.ByID), string(batch.ByText),
	}}.addTo(cmd, flags, &o.dedupe)
	flags.StringVar(&o.since, "since", "", "keep only articles of `DAY` (in Korea) or later: 2020-08-26")
	flags.StringVar(&o.until, "until", "", "keep only articles of `DAY` or earlier")
	flags.StringVar(&o.where, "where", "", "keep only articles for which this jq `EXPRESSION` is true")
	flags.StringVar(&o.shard, "shard", "", "read only part `I/N` of the pages: 1/8 to 8/8")
	o.rejects.addFlag(flags)
	flags.BoolVar(&o.skip, "skip-unreadable", false, "complete the output without the inputs that cannot be read (exit code 3)")
	flags.BoolVar(&o.overwrite, "overwrite", false, "replace an OUT or a report that exists, when the run completes")
	flags.BoolVar(&o.dry, "dry-run", false, "print form, number and bytes of the pages that would be read, and write nothing")
	flags.BoolVar(&o.noProgress, "no-progress", false, "print no progress")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "print no progress, no summary and no rejected pages")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "report each article, and the progress every 30 seconds")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	flags.Lookup("jobs").DefValue = "number of cores" // help and man page are the same on every machine
}

func runBatch(ctx context.Context, opts batchOptions, streams Streams) error {
	opts.input.options.Progress = new(source.Progress)
	var err error
	if opts.loaded, err = opts.templates.load(); err != nil {
		return err
	}
	job, err := opts.job(streams)
	if err != nil {
		return err
	}
	if opts.dry {
		return opts.dryRun(ctx, job, streams)
	}
	if err := opts.input.refuseOverwrite(opts.output, opts.report); err != nil {
		return err
	}
	opened, err := opts.open(&job, streams)
	if err != nil {
		return err
	}
	boundMemory(batchMemory)
	// Without this, the garbage collector and idle threads keep the other cores busy too.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(min(runtime.GOMAXPROCS(0), opts.workers)))
	p := newProgress(opts, streams)
	job.Tell = p.page
	summary, err := batch.Run(ctx, job)
	if (summary.Pages > 0 || err == nil) && !isPipeClosed(err) {
		p.printSummary(summary)
	}
	for _, to := range opened {
		err = to.finish(err)
	}
	opts.printIncomplete(ctx, err, streams)
	if done, ok := errors.AsType[*batch.CompleteError](err); ok { // also with --quiet: nothing was done
		printMessage(streams.Err, done.Error()+"; nothing was read", "to read everything again, use --overwrite instead of --resume")
		return nil
	}
	return opts.userError(summary, err)
}

// printIncomplete reports what a run that ended with err has left. The user who interrupts a quiet run knows.
func (o batchOptions) printIncomplete(ctx context.Context, err error, streams Streams) {
	const resume = "run the same command with --resume to continue"
	if unread, ok := errors.AsType[*batch.UnreadError](err); ok {
		switch {
		case unread.Partial != "":
			printMessage(streams.Err, o.output+" is incomplete", resume+", or with --resume --skip-unreadable to complete it as it is")
		case unread.Complete:
			printMessage(streams.Err, o.output+" is without "+plural(unread.Count, "input")+" that could not be read", "")
		}
		return
	}
	_, stuck := errors.AsType[*batch.StuckError](err)
	if o.output != "" && !o.quiet && (ctx.Err() != nil || stuck) {
		printMessage(streams.Err, o.output+" is incomplete", resume)
	}
}

// batchMemory keeps the process below 256 MB; pages of the largest size need half of that.
const batchMemory = 192 << 20

// boundMemory makes the garbage collector run less often: only a few MB are in use at a time, and collecting after every
// second page takes a quarter of a run. The limit is soft; stacks and the program itself come on top. GOGC and GOMEMLIMIT take
// precedence.
func boundMemory(limit int64) {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(800) // under 100 MB for usual pages; more gains nothing
		debug.SetMemoryLimit(limit)
	}
}

// job returns the run that the flags ask for.
func (o batchOptions) job(streams Streams) (batch.Job, error) {
	job := batch.Job{
		Pages: func(want func(string) source.Want) iter.Seq2[source.Page, error] {
			return o.input.wanted(want).pages(streams.In)
		},
		Dedupe:     batch.Dedupe(o.dedupe),
		Resume:     o.resume,
		Checksum:   o.checksum,
		SkipUnread: o.skip,
		Options:    batch.Options{Workers: o.workers, Timeout: o.timeout, Read: extractOptions{strict: o.strict, loaded: o.loaded}.read},
	}
	if err := o.check(); err != nil {
		return job, err
	}
	var err error
	if job.Output, err = o.batchOutput(); err != nil {
		return job, err
	}
	if job.Shard, err = parseShard(o.shard); err != nil {
		return job, o.usage(err.Error())
	}
	filter := &batch.Filter{Since: o.since, Until: o.until}
	if o.where != "" {
		if err := filter.Where(o.where); err != nil {
			return job, invalidQuery("--where", fmt.Sprintf("invalid --where: %v", err), err, "herald batch")
		}
	}
	job.Keep = filter.Keep
	job.Settings, err = o.settings(job.Output.Form)
	return job, err
}

// open sets where the outputs of a job go. It is called last: opening a pipe waits for its reader. A device or a pipe
// ("/dev/null") is written as standard output is; such outputs are returned.
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

// check refuses combinations of flags that make no sense.
func (o batchOptions) check() error {
	switch {
	case o.workers < 1:
		return o.usage("--jobs must be at least 1")
	case o.timeout < 0:
		return o.usage("--timeout must not be negative")
	case o.resume && o.output == "":
		return o.usage("--resume needs an output file: -o OUT")
	case o.resume && (o.input.filesFrom == "-" || slices.Contains(o.input.operands, "-")):
		return o.usage("--resume cannot read standard input a second time: name a file")
	case o.checksum && o.output == "":
		return o.usage("--checksum needs an output that can be resumed: -o OUT")
	case o.report == "-" && o.output == "":
		return o.usage("articles and report cannot both go to standard output: -o OUT")
	case o.dedupe != "" && o.shard != "":
		return &usageError{"--dedupe and --shard cannot be combined: a shard does not see the others", "deduplicate the joined output"}
	}
	return o.checkDays()
}

func (o batchOptions) checkDays() error {
	for _, flag := range []struct{ name, day string }{{"since", o.since}, {"until", o.until}} {
		if _, err := time.Parse(time.DateOnly, flag.day); flag.day != "" && err != nil {
			return o.usage(fmt.Sprintf("invalid --%s %q: want a day such as 2020-08-26", flag.name, flag.day))
		}
	}
	if o.since != "" && o.until != "" && o.since > o.until {
		return o.usage(fmt.Sprintf("--since %s is after --until %s", o.since, o.until))
	}
	return nil
}

func (batchOptions) usage(message string) error {
	return &usageError{message, seeHelp("herald batch")}
}

// refuseEmptyFilters refuses a filter that is set to nothing: with an unset shell variable it would keep everything.
func (o batchOptions) refuseEmptyFilters(flags *pflag.FlagSet) error {
	for _, name := range []string{"shard", "since", "until", "where"} {
		if f := flags.Lookup(name); f.Changed && f.Value.String() == "" {
			return o.usage("--" + name + " must not be empty; omit it to disable the filter")
		}
	}
	return nil
}

// settings returns as JSON all that shapes the output except the pages, each of which the journal records. The keys are the
// names of the flags.
func (o batchOptions) settings(form string) (string, error) {
	settings, err := json.Marshal(map[string]any{
		"version": version(), "to": form, "format": o.format, "fields": o.fields.names, "csv-safe": o.csv.safe, "csv-bom": o.csv.bom,
		"jq": o.query.expression, "raw-output": o.query.raw,
		"strict": o.strict, "dedupe": o.dedupe, "since": o.since, "until": o.until, "where": o.where, "shard": o.shard,
		"checksum": o.checksum, "report": o.report, "templates": o.loaded.hash, "input": o.input.options,
	})
	return string(settings), err
}

// changedSettings describes how two results of settings differ: `--since was "", now "2020-01-01"`.
func changedSettings(was, now string) string {
	var before, after map[string]json.RawMessage
	if err := errors.Join(json.Unmarshal([]byte(was), &before), json.Unmarshal([]byte(now), &after)); err != nil {
		return fmt.Sprintf("was %s, now %s", was, now)
	}
	var changes []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if bytes.Equal(before[name], after[name]) {
			continue
		}
		flag := "--" + name
		if name == "version" || name == "input" {
			flag = name // of herald, and the flags that choose and limit the input
		}
		changes = append(changes, fmt.Sprintf("%s was %s, now %s", flag, before[name], after[name]))
	}
	return strings.Join(changes, "; ")
}

// parseShard parses "1/8", the first of eight.
func parseShard(text string) (batch.Shard, error) {
	if text == "" {
		return batch.Shard{}, nil
	}
	left, right, _ := strings.Cut(text, "/")
	i, err := strconv.Atoi(left)
	n, err2 := strconv.Atoi(right)
	if err != nil || err2 != nil || i < 1 || i > n {
		return batch.Shard{}, fmt.Errorf("invalid --shard %q: want I/N with 1 <= I <= N", text)
	}
	return batch.Shard{Index: i - 1, Count: n}, nil
}

// userError returns the error of a run in the words of the command line.
func (o batchOptions) userError(summary batch.Summary, err error) error {
	if err == nil {
		rejected := summary.Outcomes[batch.NotArticle]+summary.Outcomes[batch.Failed] > 0
		return o.rejects.err(rejected || summary.Pages == 0 && o.shard == "") // a shard of few pages may have none
	}
	if _, unread := errors.AsType[*batch.UnreadError](err); unread {
		return errUnread
	}
	if exists, ok := errors.AsType[*batch.ExistsError](err); ok {
		return &usageError{exists.Error(), "use --overwrite to replace it when the run completes, or choose another name"}
	}
	if stopped, ok := errors.AsType[*batch.StoppedError](err); ok {
		return &usageError{"found partial output of an interrupted run: " + stopped.Partial, "use --resume to continue that run, or remove the file to start over"}
	}
	if changed, ok := errors.AsType[*batch.SettingsError](err); ok {
		return &usageError{
			fmt.Sprintf("cannot resume %s: settings changed: %s", o.output, changedSettings(changed.Was, changed.Are)),
			"use the same flags, or remove " + changed.Journal + " to start over",
		}
	}
	if device, ok := errors.AsType[*outputError](err); ok {
		return device
	}
	if output, ok := errors.AsType[*batch.WriteError](err); ok {
		return &outputError{output.Name, cause(output.Err)}
	}
	return err
}
