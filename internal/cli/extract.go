package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"herald/internal/article"
	"herald/internal/batch"
	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/source"
)

type extractOptions struct {
	input   input
	list    bool
	format  string
	fields  fieldList
	csv     csvOptions
	query   query
	output  outputFile
	url     string
	strict  bool
	explain bool
	emit    bool
	rejects rejects
	quiet   bool
	verbose bool

	formatSet bool // by the user
	templates templatesFile
	loaded    loadedTemplates
}

func newExtractCommand(streams Streams) *cobra.Command {
	opts := extractOptions{format: "json"}
	cmd := &cobra.Command{
		Use:   "extract [PATH|-]...",
		Short: "Extract the articles of saved pages",
		Long: `extract reads saved pages and prints their articles in the order of the paths. A
path is a page in any form in which pages are kept, an archive of pages, or a
folder of both (see 'herald help forms'). "-" is standard input, which is also
read when no path is given and input is piped in. A rejected page is one line on
standard error; the run continues.

` + exitCodes,
		Example: `  herald extract page.html
  herald extract --jq .headline -r archive/
  herald extract --jq '.authors[].email = null' archive/
  herald extract --format csv --fields day,byline,headline -o stories.csv crawl.warc.gz
  find archive -name '*.html' -print0 | herald extract -0 --files-from - -f text`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.input.take(args, streams); err != nil {
				return opts.usage(err.Error())
			}
			opts.formatSet = cmd.Flags().Changed("format")
			return runExtract(cmd.Context(), opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.input.addFlags(flags)
	flags.BoolVar(&opts.list, "list", false, "list path, member, form and size in bytes of each page, tab-separated, and extract nothing")
	enumFlag{name: "format", shorthand: "f", usage: "output `FORMAT`", values: formatNames()}.addTo(cmd, flags, &opts.format)
	opts.fields.addFlag(flags, "print")
	opts.csv.addFlags(flags)
	opts.query.addFlags(flags)
	opts.output.addFlags(flags, "")
	flags.StringVar(&opts.url, "url", "", "page `URL`, used if the page does not declare one (one page only)")
	flags.BoolVar(&opts.strict, "strict", false, strictUsage)
	opts.templates.addFlag(flags)
	flags.BoolVar(&opts.explain, "explain", false, "add the evidence for each field to the article (see 'herald help evidence')")
	flags.BoolVar(&opts.emit, "emit-rejected", false, "print rejected pages too, as JSON objects {\"error\", \"source\"} in their place")
	opts.rejects.addFlag(flags)
	flags.BoolVarP(&opts.quiet, "quiet", "q", false, "do not report rejected pages")
	flags.BoolVarP(&opts.verbose, "verbose", "v", false, "report each article: its template and number of warnings")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	for _, ofArticles := range []string{"format", "fields", "csv-safe", "csv-bom", "jq", "raw-output", "url", "strict", "templates", "explain", "emit-rejected", "verbose"} {
		cmd.MarkFlagsMutuallyExclusive("list", ofArticles)
	}
	return cmd
}

const strictUsage = "reject pages that match no template" // in extract and batch

// csvOptions are the flags for spreadsheets.
type csvOptions struct{ safe, bom bool }

func (c *csvOptions) addFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&c.safe, "csv-safe", false, "escape CSV cells that a spreadsheet would run as formulas")
	flags.BoolVar(&c.bom, "csv-bom", false, "begin CSV with a byte order mark, by which Excel recognizes UTF-8")
}

// check returns an error if a flag is set and the output is not CSV.
func (c csvOptions) check(isCSV bool, wanted string) error {
	switch {
	case isCSV:
		return nil
	case c.safe:
		return errors.New("--csv-safe needs " + wanted)
	case c.bom:
		return errors.New("--csv-bom needs " + wanted)
	}
	return nil
}

// rejects is the flag --rejects-ok: for array jobs and co-processes, which take any other exit code than 0 for a failure.
type rejects struct{ ok bool }

func (r *rejects) addFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&r.ok, "rejects-ok", false, "exit with 0, not 1, if pages were rejected")
}

// err returns the error of a run that is complete.
func (r rejects) err(rejected bool) error {
	if rejected && !r.ok {
		return errRejected
	}
	return nil
}

func runExtract(ctx context.Context, opts extractOptions, streams Streams) error {
	if err := opts.check(); err != nil {
		return err
	}
	format, fields, err := opts.outputFormat()
	if err != nil {
		return err
	}
	query, err := opts.query.parse(fields)
	if err != nil {
		return invalidQuery("--jq", err.Error(), err, "herald extract")
	}
	if opts.loaded, err = opts.templates.load(); err != nil {
		return err
	}
	if err := opts.output.refuse(&opts.input); err != nil {
		return err
	}
	if err := opts.checkExtension(); err != nil {
		return err
	}
	out, err := openOutput(opts.output.name, streams.Out)
	if err != nil {
		return err
	}
	boundMemory(batchMemory)
	options := encode.Options{
		Fields: fields,
		Query:  query.Within(ctx, 0),
		Raw:    opts.query.raw,
		Indent: streams.OutTerminal && out.name == "",
		Color:  out.name == "" && streams.style.articleColors(format, streams.OutTerminal),
		Width:  streams.Width,
		Safe:   opts.csv.safe,
		BOM:    opts.csv.bom,
	}
	pages := withURL(opts.input.pages(streams.In), opts.url)
	var rejected bool
	if opts.list {
		rejected, err = opts.printList(ctx, pages, out, streams.Err)
	} else {
		results := batch.Results(ctx, pages, batch.Options{Workers: runtime.GOMAXPROCS(0), Read: opts.read})
		p := printer{opts: opts, encoder: format.New(out, options), messages: streams.Err, log: slog.New(slog.DiscardHandler)}
		if opts.emit {
			p.reject = func(r encode.Rejection) error { return encode.Reject(out, options, r) }
		}
		if opts.verbose {
			p.log = logger(streams.Err)
		}
		rejected, err = p.print(ctx, results)
	}
	if err := out.finish(err); err != nil {
		return err
	}
	return opts.rejects.err(rejected)
}

// check refuses combinations of flags that make no sense.
func (o extractOptions) check() error {
	if err := o.csv.check(o.format == "csv", "--format csv"); err != nil {
		return o.usage(err.Error())
	}
	if o.emit && o.format != "json" {
		return o.usage("--emit-rejected needs --format json")
	}
	if o.query.expression != "" && o.format != "json" {
		return o.usage("--jq needs --format json")
	}
	if o.url == "" {
		return nil
	}
	if !isURL(o.url) {
		return o.usage(fmt.Sprintf("--url %q is not an http(s) URL", o.url))
	}
	if len(o.input.operands) != 1 || o.input.filesFrom != "" {
		return o.usage("--url applies to one page, not to several")
	}
	if info, err := os.Stat(o.input.operands[0]); err == nil && info.IsDir() {
		return o.usage("--url applies to one page, not to a folder")
	}
	return nil
}

// checkExtension refuses JSON in a file with the name of another format: unlike batch, extract does not choose the format by the
// extension. It also stops "-o *.html", whose first page is the output.
func (o extractOptions) checkExtension() error {
	if o.formatSet || o.list || o.query.expression != "" || !isFile(o.output.name, false) {
		return nil
	}
	extension := strings.ToLower(filepath.Ext(o.output.name))
	refusal := &usageError{message: fmt.Sprintf("--format json would write JSON lines to %s", o.output.name)}
	i := slices.IndexFunc(encode.Formats, func(f encode.Format) bool { return f.Ext == extension })
	switch {
	case extension == ".db" || extension == ".gz" || extension == ".zst":
		refusal.hint = "use 'herald batch -o " + o.output.name + "'"
	case i < 0 || extension == ".json" || extension == ".jsonl":
		return nil
	default:
		refusal.hint = "use --format " + encode.Formats[i].Name + ", or --format json for JSON lines"
	}
	return refusal
}

// isURL reports whether an address is an absolute http or https URL.
func isURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func (extractOptions) usage(message string) error {
	return &usageError{message, seeHelp("herald extract")}
}

// outputFormat returns the format of the articles and the fields to print, nil for all.
func (o extractOptions) outputFormat() (encode.Format, []string, error) {
	format := encode.Formats[slices.Index(formatNames(), o.format)]
	fields, err := encode.ParseFields(o.fields.names)
	if field, ok := errors.AsType[*encode.FieldError](err); ok {
		return format, nil, unknownValue("field", field.Name, field.Known, "see 'herald fields'")
	}
	for _, name := range fields {
		if slices.Contains(format.Lack, name) {
			return format, nil, &usageError{fmt.Sprintf("--fields %s: the %s format has no such field", name, format.Name), "use --format json"}
		}
	}
	if o.explain && !slices.Contains(fields, "evidence") && (fields != nil || o.format != "json") {
		return format, nil, &usageError{"--explain adds the field evidence, which is not printed", "name it in --fields, or use --format json"}
	}
	return format, fields, err
}

func formatNames() []string {
	var names []string
	for _, f := range encode.Formats {
		names = append(names, f.Name)
	}
	return names
}

// read extracts the article of a page, as --explain and --strict ask.
func (o extractOptions) read(doc *decode.Document) (*article.Article, error) {
	read := o.loaded.reader().Article
	if o.explain {
		read = o.loaded.reader().Explained
	}
	a, err := read(doc)
	if err == nil && o.strict && a.Template == "generic" {
		return nil, noTemplateError{}
	}
	return a, err
}

// noTemplateError is returned for a page that --strict rejects.
type noTemplateError struct{}

func (noTemplateError) Error() string { return "matches no template (rejected by --strict)" }

// Code returns "generic-template", which is also the code of the warning that such a page gets without --strict.
func (noTemplateError) Code() string { return "generic-template" }

// printer writes the articles of a run and reports its rejected pages.
type printer struct {
	opts     extractOptions
	encoder  encode.Encoder
	reject   func(encode.Rejection) error // writes a rejected page among the articles; nil if it is reported on standard error
	messages io.Writer
	log      *slog.Logger // for --verbose
}

// print returns at once when the output fails or ctx is done, and errUnread at the end if an input could not be read.
func (p *printer) print(ctx context.Context, results iter.Seq[batch.Result]) (rejected bool, err error) {
	empty := true
	var incomplete error
	for r := range results {
		if batch.IsIgnored(r.Err) {
			p.log.Info("ignored", ignoredAttrs(r)...)
			continue
		}
		empty = false
		if r.Err == nil {
			if err := encodeArticle(ctx, p.encoder, &r); err != nil {
				return rejected, err
			}
		}
		if r.Err == nil {
			p.log.Info("read", articleAttrs(r)...)
			continue
		}
		if batch.Unread(r.Err) {
			incomplete = errUnread
		} else {
			rejected = true
		}
		if err := p.printRejected(r); err != nil {
			return rejected, err
		}
	}
	if ctx.Err() != nil {
		return rejected, context.Cause(ctx)
	}
	if err := p.encoder.Close(); err != nil {
		return rejected, err
	}
	return p.opts.reportEmpty(empty, p.messages) || rejected, incomplete
}

// reportEmpty reports that there was no page, if so, and returns empty.
func (o extractOptions) reportEmpty(empty bool, messages io.Writer) bool {
	if empty && !o.quiet {
		printMessage(messages, msgNoPages, "")
	}
	return empty
}

// encodeArticle writes the article of a page. An article that the query cannot be applied to becomes the error of its page; the
// error that is returned ends the command.
func encodeArticle(ctx context.Context, to encode.Encoder, r *batch.Result) error {
	err := to.Encode(r.Article)
	query, ok := errors.AsType[*encode.QueryError](err)
	if !ok {
		return err
	}
	if ctx.Err() != nil { // the query was abandoned
		return context.Cause(ctx)
	}
	r.Err = query
	return nil
}

// printRejected reports a page without an article. What makes the result incomplete is on standard error in any case.
func (p *printer) printRejected(r batch.Result) error {
	if usage, ok := errors.AsType[*usageError](r.Err); ok {
		return usage
	}
	if p.reject == nil && !p.opts.quiet || batch.Unread(r.Err) {
		printPageError(p.messages, r)
	}
	if panicked, ok := errors.AsType[*source.Panic](r.Err); ok {
		p.log.Error("panic", append(pageAttrs(r), "stack", string(panicked.Stack))...)
	}
	if p.reject == nil {
		return nil
	}
	return p.reject(encode.Rejection{
		Error:  encode.Reason{Code: codeOf(r.Err), Message: r.Err.Error()},
		Source: encode.Subject{Path: batch.PathText(r.Name), Member: article.Optional(r.Member)},
	})
}

// withURL sets the URL of --url on the only page. That an archive holds several pages is known only when one is read.
func withURL(pages iter.Seq2[source.Page, error], url string) iter.Seq2[source.Page, error] {
	if url == "" {
		return pages
	}
	return func(yield func(source.Page, error) bool) {
		for page, err := range pages {
			if page.Member != "" {
				yield(page, extractOptions{}.usage("--url applies to one page, not to an archive"))
				return
			}
			page.URL = url
			if !yield(page, err) {
				return
			}
		}
	}
}
