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
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
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
	flags.StringVar(&o.fields, "fields", "", "write only these `FIELDS`, separated by commas: headline,date,...")
	flags.BoolVar(&o.csvSafe, "csv-safe", false, csvSafeUsage)
	o.query.addFlags(flags)
	flags.BoolVar(&o.strict, "strict", false, strictUsage)
	flags.IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "read `N` pages in parallel, on at most N cores")
	flags.DurationVar(&o.timeout, "timeout", 10*time.Second, "reject a page that takes longer than `TIME`; 0 for no limit") // a usual page takes milliseconds
	flags.BoolVar(&o.resume, "resume", false, "resume an interrupted run with the same OUT")
	flags.BoolVar(&o.checksum, "checksum", false, "detect changed inputs by content hash instead of size and mtime")
	flags.StringVar(&o.report, "report", "", "write the outcome of every page to `FILE`, as JSON lines")
	enumFlag{name: "dedupe", usage: "keep only the first of articles with the same `KEY`", values: []cobra.Completion{
		string(batch.ByID), string(batch.ByText),
	}}.addTo(cmd, flags, &o.dedupe)
	flags.StringVar(&o.since, "since", "", "keep only articles of `DAY` (in Korea) or later: 2020-08-26")
	flags.StringVar(&o.until, "until", "", "keep only articles of `DAY` or earlier")
	flags.StringVar(&o.where, "where", "", "keep only articles for which this jq `EXPRESSION` is true")
	flags.StringVar(&o.shard, "shard", "", "read only part `I/N` of the pages: 1/8 to 8/8")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "print no progress, no summary and no rejected pages")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "report each article, and the progress every 30 seconds")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	flags.Lookup("jobs").DefValue = "number of cores" // help and man page are the same on every machine
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
	if !opts.quiet && opts.isResumable(ctx, err) {
		printMessage(streams.Err, opts.output+" is incomplete", "run the same command with --resume to continue")
	}
	return opts.userError(summary, err)
}

// isResumable reports whether a run that ended with err has left a partial output for --resume.
func (o batchOptions) isResumable(ctx context.Context, err error) bool {
	if unread, ok := errors.AsType[*batch.UnreadError](err); ok {
		return unread.Partial != ""
	}
	_, stuck := errors.AsType[*batch.StuckError](err)
	return o.output != "" && (ctx.Err() != nil || stuck)
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
		Dedupe:   batch.Dedupe(o.dedupe),
		Resume:   o.resume,
		Checksum: o.checksum,
		Options:  batch.Options{Workers: o.workers, Timeout: o.timeout, Read: extractOptions{strict: o.strict}.read},
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
			return job, o.usage(fmt.Sprintf("invalid --where: %v", err))
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

// batchOutput returns the output without the place where it goes.
func (o batchOptions) batchOutput() (batch.Output, error) {
	form, err := o.outputType()
	if err != nil {
		return batch.Output{}, err
	}
	format, fields, err := extractOptions{format: o.format, fields: o.fields}.outputFormat()
	if err != nil {
		return batch.Output{}, err
	}
	query, err := o.query.parse()
	switch {
	case err != nil:
		return batch.Output{}, o.usage(err.Error())
	case query != nil && (!strings.HasPrefix(form, "jsonl") || format.Name != "json"):
		return batch.Output{}, o.usage("--jq needs a JSON lines output: .jsonl, .jsonl.gz, .jsonl.zst or standard output")
	}
	if (form == "dir" || form == "db") && !isFile(o.output, form == "dir") {
		return batch.Output{}, o.usage("cannot write a " + form + " to a stream: -o OUT")
	}
	return batch.Output{
		Form:   form,
		Format: format,
		Encode: encode.Options{Fields: fields, Query: query, Raw: o.query.raw, Safe: o.csvSafe},
	}, nil
}

// isFile reports whether a name is that of a regular file or, if folder is set, of a folder. It need not exist yet.
func isFile(name string, folder bool) bool {
	if name == "" || name == "-" {
		return false
	}
	info, err := os.Stat(name)
	return err != nil || info.Mode().IsRegular() || folder && info.IsDir()
}

// outputType returns the name of one of batch.Forms.
func (o batchOptions) outputType() (string, error) {
	switch {
	case o.to != "":
		return o.to, nil
	case o.output == "":
		return "jsonl", nil
	}
	info, err := os.Stat(o.output)
	switch {
	case err == nil && info.IsDir():
		return "dir", nil
	case err == nil && !info.Mode().IsRegular():
		return "jsonl", nil // a device or a pipe, as standard output
	}
	if form := batch.FormOf(o.output); slices.Contains(typeNames(), form) {
		return form, nil
	}
	extension := strings.TrimPrefix(filepath.Ext(o.output), ".")
	if extension == "" {
		return "", &usageError{"the output type of " + o.output + " is unknown: it has no extension", "use --to with one of " + strings.Join(typeNames(), ", ")}
	}
	unknown := unknownValue("extension", extension, typeNames(), "name the type with --to")
	unknown.message = o.output + ": " + unknown.message
	return "", unknown
}

func typeNames() []string {
	var names []string
	for _, f := range batch.Forms {
		names = append(names, f.Name)
	}
	return names
}

func typeCompletions() []cobra.Completion {
	var types []cobra.Completion
	for _, f := range batch.Forms {
		types = append(types, cobra.CompletionWithDesc(f.Name, f.What))
	}
	return types
}

// outputTypes lists the types of OUT for the help, as they are written in a name.
func outputTypes() string {
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

// settings returns as JSON all that shapes the output except the pages, each of which the journal records. The keys are the
// names of the flags.
func (o batchOptions) settings(form string) (string, error) {
	settings, err := json.Marshal(map[string]any{
		"version": version(), "to": form, "format": o.format, "fields": o.fields, "csv-safe": o.csvSafe,
		"jq": o.query.expression, "raw-output": o.query.raw,
		"strict": o.strict, "dedupe": o.dedupe, "since": o.since, "until": o.until, "where": o.where, "shard": o.shard,
		"checksum": o.checksum, "report": o.report, "input": o.input.options,
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
	if err == nil && summary.Outcomes[batch.NotArticle]+summary.Outcomes[batch.Failed] > 0 {
		return errRejected
	}
	if _, unread := errors.AsType[*batch.UnreadError](err); unread {
		return errUnread
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
