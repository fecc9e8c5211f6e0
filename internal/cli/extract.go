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
	"strings"

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
	var opts extractOptions
	cmd := &cobra.Command{
		Use:   "extract [PATH|-]...",
		Short: "Print the articles of saved pages",
		Long: `extract reads saved pages and prints their articles in the order of the paths: files
in every form in which people keep pages, archives of them, and folders of both.
"-" is standard input, and so is no path at all when standard input is a pipe.
A page that gives no article is one line on standard error and stops nothing.

` + exitCodes,
		Example: `  herald extract page.html
  herald extract --jq .headline -r archive/
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
	flags.BoolVar(&opts.list, "list", false, "print path, member, form and size in bytes of each page, parted by tabs, and no article")
	flags.StringVarP(&opts.format, "format", "f", "json", "print as `FORMAT`: "+strings.Join(formatNames(), ", "))
	flags.StringVar(&opts.fields, "fields", "", "print only these `FIELDS`: headline,date,...")
	flags.BoolVar(&opts.csvSafe, "csv-safe", false, "make csv cells harmless that a spreadsheet would run")
	opts.query.addFlags(flags)
	flags.StringVarP(&opts.output, "output", "o", "", "write to `FILE`, which is there only when the run was complete")
	flags.StringVar(&opts.url, "url", "", "the `URL` of the page, where the page does not say it (one page only)")
	flags.BoolVar(&opts.strict, "strict", false, "refuse a page that no known template reads")
	flags.BoolVar(&opts.explain, "explain", false, "add which evidence gave headline, subheadline, byline, agency, date, updated, section and url, and what the rest said")
	flags.BoolVarP(&opts.quiet, "quiet", "q", false, "no line for a page that gives no article")
	flags.BoolVarP(&opts.verbose, "verbose", "v", false, "a line for each article: template, number of warnings")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	for _, ofArticles := range []string{"format", "fields", "csv-safe", "jq", "raw-output", "url", "strict", "explain", "verbose"} {
		cmd.MarkFlagsMutuallyExclusive("list", ofArticles)
	}
	return cmd
}

func runExtract(ctx context.Context, opts extractOptions, streams Streams) error {
	if err := opts.check(); err != nil {
		return err
	}
	format, fields, err := opts.form()
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
	boundMemory()
	to := format.New(out, encode.Options{
		Fields: fields,
		Query:  query.Within(ctx, 0),
		Raw:    opts.query.raw,
		Indent: streams.OutTerminal && out.name == "",
		Color:  out.name == "" && streams.look.colorsOf(format, streams.OutTerminal),
		Width:  streams.Width,
		Safe:   opts.csvSafe,
	})
	pages := withURL(opts.input.pages(streams.In), opts.url)
	var refused bool
	if opts.list {
		refused, err = opts.printList(ctx, pages, out, streams.Err)
	} else {
		results := batch.Results(ctx, pages, batch.Options{Workers: runtime.GOMAXPROCS(0), Read: opts.read})
		refused, err = opts.print(ctx, results, to, streams.Err)
	}
	if err := out.finish(err); err != nil {
		return err
	}
	if refused {
		return errRefused
	}
	return nil
}

// check refuses what can't be meant.
func (o extractOptions) check() error {
	if o.csvSafe && o.format != "csv" {
		return o.usage("--csv-safe is for --format csv")
	}
	if o.query.expression != "" && o.format != "json" {
		return o.usage("--jq is for --format json")
	}
	if o.url == "" {
		return nil
	}
	if err := checkURL(o.url); err != nil {
		return o.usage(err.Error())
	}
	if len(o.input.operands) != 1 || o.input.filesFrom != "" {
		return o.usage("--url is for one page, not for several")
	}
	if info, err := os.Stat(o.input.operands[0]); err == nil && info.IsDir() {
		return o.usage("--url is for one page, not for a folder")
	}
	return nil
}

func checkURL(address string) error {
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("--url %q is no web address", address)
	}
	return nil
}

func (extractOptions) usage(message string) error {
	return &usageError{message, "see: herald extract --help"}
}

// form is what is printed of an article, and how.
func (o extractOptions) form() (encode.Format, []string, error) {
	i := slices.Index(formatNames(), o.format)
	if i < 0 {
		return encode.Format{}, nil, o.usage(unknown("format", o.format, formatNames()))
	}
	fields, err := encode.ParseFields(o.fields)
	if field, ok := errors.AsType[*encode.FieldError](err); ok {
		return encode.Format{}, nil, o.usage(unknown("field", field.Name, field.Known))
	}
	for _, name := range fields {
		if slices.Contains(encode.Formats[i].Lack, name) {
			return encode.Format{}, nil, o.usage(fmt.Sprintf("--fields %s: %s has no place for it; json has", name, o.format))
		}
	}
	return encode.Formats[i], fields, err
}

func formatNames() []string {
	var names []string
	for _, f := range encode.Formats {
		names = append(names, f.Name)
	}
	return names
}

// read is extract.Article as the flags want it.
func (o extractOptions) read(doc *decode.Document) (*article.Article, error) {
	read := extract.Article
	if o.explain {
		read = extract.Explained
	}
	a, err := read(doc)
	if err == nil && o.strict && a.Template == "generic" {
		return nil, noTemplate{}
	}
	return a, err
}

// noTemplate is a page that --strict refuses.
type noTemplate struct{}

func (noTemplate) Error() string {
	return "no known template; without --strict it is read the general way"
}

// Code is stable.
func (noTemplate) Code() string { return "generic-template" }

// print writes each article and tells of each page that gave none, to the end whatever the pages are. It fails at once
// where the output does or ctx is done, and in the end with errUnread where an input could not be read.
func (o extractOptions) print(ctx context.Context, results iter.Seq[batch.Result], to encode.Encoder, messages io.Writer) (refused bool, err error) {
	log := slog.New(slog.DiscardHandler)
	if o.verbose {
		log = logger(messages)
	}
	none := true
	var incomplete error
	for r := range results {
		none = false
		if r.Err == nil {
			err := to.Encode(r.Article)
			if query, ok := errors.AsType[*encode.QueryError](err); ok {
				if ctx.Err() != nil { // it was given up
					return refused, context.Cause(ctx)
				}
				r.Err = query
			} else if err != nil {
				return refused, err
			}
		}
		if r.Err == nil {
			log.Info("read", readAttrs(r)...)
			continue
		}
		if batch.Unread(r.Err) {
			incomplete = errUnread
			complain(messages, r)
			continue
		}
		if usage, ok := errors.AsType[*usageError](r.Err); ok {
			return refused, usage
		}
		refused = true
		if !o.quiet {
			complain(messages, r)
		}
		if broken, ok := errors.AsType[*source.Panic](r.Err); ok {
			log.Error("panic", append(pageAttrs(r), "stack", string(broken.Stack))...)
		}
	}
	if ctx.Err() != nil {
		return refused, context.Cause(ctx)
	}
	if none && !o.quiet {
		say(messages, nothing)
	}
	if err := to.Close(); err != nil {
		return refused, err
	}
	return refused, incomplete
}

// nothing is said where a folder, an archive, a list or a glob left no page: the run is whole and yet not what was meant.
const nothing = "no page was found"

// withURL says of the page where it came from, if the user did. That an archive holds more than one page is known only
// when one comes out of it.
func withURL(pages iter.Seq2[source.Page, error], url string) iter.Seq2[source.Page, error] {
	if url == "" {
		return pages
	}
	return func(yield func(source.Page, error) bool) {
		for page, err := range pages {
			if page.Member != "" {
				yield(page, extractOptions{}.usage("--url is for one page, not for an archive"))
				return
			}
			page.URL = url
			if !yield(page, err) {
				return
			}
		}
	}
}

func pageName(r batch.Result) string {
	if r.Member == "" {
		return r.Name
	}
	return r.Name + "#" + r.Member
}

// coded are the errors that end a page.
type coded interface {
	error
	Code() string // stable
}
