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
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"herald/internal/article"
	"herald/internal/batch"
	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/extract"
	"herald/internal/source"
)

type extractOptions struct {
	input   input
	list    bool
	format  string
	fields  string
	csvSafe bool
	query   query
	output  string
	url     string
	strict  bool
	explain bool
	quiet   bool
	verbose bool
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
			return runExtract(cmd.Context(), opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.input.addFlags(flags)
	flags.BoolVar(&opts.list, "list", false, "list path, member, form and size in bytes of each page, tab-separated, and extract nothing")
	enumFlag{name: "format", shorthand: "f", usage: "output `FORMAT`", values: formatNames()}.addTo(cmd, flags, &opts.format)
	flags.StringVar(&opts.fields, "fields", "", "print only these `FIELDS`, separated by commas: headline,date,...")
	flags.BoolVar(&opts.csvSafe, "csv-safe", false, csvSafeUsage)
	opts.query.addFlags(flags)
	flags.StringVarP(&opts.output, "output", "o", "", "write to `FILE` (created only when the run completes)")
	flags.StringVar(&opts.url, "url", "", "page `URL`, used if the page does not declare one (one page only)")
	flags.BoolVar(&opts.strict, "strict", false, strictUsage)
	flags.BoolVar(&opts.explain, "explain", false, "add the evidence for each field to the article (see 'herald help evidence')")
	flags.BoolVarP(&opts.quiet, "quiet", "q", false, "do not report rejected pages")
	flags.BoolVarP(&opts.verbose, "verbose", "v", false, "report each article: its template and number of warnings")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	for _, ofArticles := range []string{"format", "fields", "csv-safe", "jq", "raw-output", "url", "strict", "explain", "verbose"} {
		cmd.MarkFlagsMutuallyExclusive("list", ofArticles)
	}
	return cmd
}

// Flags that extract and batch share.
const (
	csvSafeUsage = "escape CSV cells that a spreadsheet would run as formulas"
	strictUsage  = "reject pages that match no template"
)

func runExtract(ctx context.Context, opts extractOptions, streams Streams) error {
	if err := opts.check(); err != nil {
		return err
	}
	format, fields, err := opts.outputFormat()
	if err != nil {
		return err
	}
	query, err := opts.query.parse()
	if err != nil {
		return opts.usage(err.Error())
	}
	if err := opts.input.refuseOverwrite(opts.output); err != nil {
		return err
	}
	out, err := openOutput(opts.output, streams.Out)
	if err != nil {
		return err
	}
	boundMemory(batchMemory)
	to := format.New(out, encode.Options{
		Fields: fields,
		Query:  query.Within(ctx, 0),
		Raw:    opts.query.raw,
		Indent: streams.OutTerminal && out.name == "",
		Color:  out.name == "" && streams.style.articleColors(format, streams.OutTerminal),
		Width:  streams.Width,
		Safe:   opts.csvSafe,
	})
	pages := withURL(opts.input.pages(streams.In), opts.url)
	var rejected bool
	if opts.list {
		rejected, err = opts.printList(ctx, pages, out, streams.Err)
	} else {
		results := batch.Results(ctx, pages, batch.Options{Workers: runtime.GOMAXPROCS(0), Read: opts.read})
		rejected, err = opts.print(ctx, results, to, streams.Err)
	}
	if err := out.finish(err); err != nil {
		return err
	}
	if rejected {
		return errRejected
	}
	return nil
}

// check refuses combinations of flags that make no sense.
func (o extractOptions) check() error {
	if o.csvSafe && o.format != "csv" {
		return o.usage("--csv-safe needs --format csv")
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
	fields, err := encode.ParseFields(o.fields)
	if field, ok := errors.AsType[*encode.FieldError](err); ok {
		return format, nil, unknownValue("field", field.Name, field.Known, "see 'herald fields'")
	}
	for _, name := range fields {
		if slices.Contains(format.Lack, name) {
			return format, nil, &usageError{fmt.Sprintf("--fields %s: the %s format has no such field", name, format.Name), "use --format json"}
		}
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
	read := extract.Article
	if o.explain {
		read = extract.Explained
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

// print writes the articles and reports the rejected pages. It returns at once when the output fails or ctx is done, and
// errUnread at the end if an input could not be read.
func (o extractOptions) print(ctx context.Context, results iter.Seq[batch.Result], to encode.Encoder, messages io.Writer) (rejected bool, err error) {
	log := slog.New(slog.DiscardHandler)
	if o.verbose {
		log = logger(messages)
	}
	empty := true
	var incomplete error
	for r := range results {
		empty = false
		if r.Err == nil {
			if err := encodeArticle(ctx, to, &r); err != nil {
				return rejected, err
			}
		}
		if usage, ok := errors.AsType[*usageError](r.Err); ok {
			return rejected, usage
		}
		switch {
		case r.Err == nil:
			log.Info("read", articleAttrs(r)...)
		case batch.Unread(r.Err):
			incomplete = errUnread
			printPageError(messages, r)
		default:
			rejected = true
			o.printRejected(r, messages, log)
		}
	}
	if ctx.Err() != nil {
		return rejected, context.Cause(ctx)
	}
	if empty && !o.quiet {
		printMessage(messages, msgNoPages, "")
	}
	if err := to.Close(); err != nil {
		return rejected, err
	}
	return rejected, incomplete
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

func (o extractOptions) printRejected(r batch.Result, messages io.Writer, log *slog.Logger) {
	if !o.quiet {
		printPageError(messages, r)
	}
	if panicked, ok := errors.AsType[*source.Panic](r.Err); ok {
		log.Error("panic", append(pageAttrs(r), "stack", string(panicked.Stack))...)
	}
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
