package cli

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"runtime"

	"github.com/spf13/cobra"

	"herald/internal/article"
	"herald/internal/batch"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/inspect"
	"herald/internal/source"
)

type inspectOptions struct {
	input  input
	page   string
	member string
	url    string
	output string
	open   bool
	text   bool
}

func newInspectCommand(streams Streams) *cobra.Command {
	var opts inspectOptions
	cmd := &cobra.Command{
		Use:   "inspect [PAGE|-]",
		Short: "Show a saved page beside its article: what was taken from where, and why",
		Long: `inspect shows one saved page beside the article that was read from it: on the page
each field's words are coloured where they stand, and what was left out is folded
away; beside it stand the fields, for headline, subheadline, byline, agency, date,
updated, section and url with what gave each and what the rest of the page said.
It writes one HTML page that asks for nothing and runs nothing.
A page that gives no article is shown too, with the reason (exit code 1); nothing is
written of what can't be read as a page: a PDF, an empty file, one that is too long.

` + exitCodes,
		Example: `  herald inspect page.html -o inspect.html
  herald inspect --text page.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.take(args, streams); err != nil {
				return err
			}
			return runInspect(cmd.Context(), opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.input.addLimits(flags)
	flags.StringVar(&opts.url, "url", "", "the `URL` of the page, where the page does not say it")
	flags.StringVar(&opts.member, "member", "", "of an archive the page `NAME`, as herald extract --list prints it")
	flags.StringVarP(&opts.output, "output", "o", "", "write to `FILE`")
	flags.BoolVar(&opts.open, "open", false, "show it in the browser; without -o it is a temporary file")
	flags.BoolVar(&opts.text, "text", false, "print a table instead of HTML")
	cmd.MarkFlagsMutuallyExclusive("open", "text")
	return cmd
}

// take refuses what can't be meant.
func (o *inspectOptions) take(args []string, streams Streams) error {
	switch {
	case len(args) > 1:
		return &usageError{"inspect shows one page", "for many: herald extract --explain"}
	case len(args) == 1:
		o.page = args[0]
	case streams.InTerminal:
		return o.usage("no page to read: name a file, or pipe one in")
	default:
		o.page = "-"
	}
	if err := o.input.checkLimits(); err != nil {
		return o.usage(err.Error())
	}
	if o.url != "" {
		if err := checkURL(o.url); err != nil {
			return o.usage(err.Error())
		}
	}
	return o.checkOutput(streams)
}

func (o *inspectOptions) checkOutput(streams Streams) error {
	if !o.open {
		if streams.OutTerminal && o.output == "" && !o.text {
			return &usageError{"HTML is nothing to read in a terminal", "give -o FILE, --open or --text"}
		}
		return nil
	}
	if o.output == "-" {
		return o.usage("--open shows a file, not standard output")
	}
	if _, err := exec.LookPath(opener()[0]); err != nil {
		return &usageError{"--open needs " + opener()[0] + ", which is not here", "give -o FILE and open that"}
	}
	return nil
}

func (inspectOptions) usage(message string) error {
	return &usageError{message, "see: herald inspect --help"}
}

func runInspect(ctx context.Context, opts inspectOptions, streams Streams) error {
	opts.input.operands = []string{opts.page}
	if err := opts.input.refuseOverwrite(opts.output); err != nil {
		return err
	}
	page, err := opts.one(untilDone(ctx, opts.input.pages(streams.In)), streams.Err)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	if opts.url != "" {
		page.URL = opts.url
	}
	shown := readShown(ctx, page)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if shown.Err != nil {
		complain(streams.Err, batch.Result{Name: page.Name, Member: page.Member, Err: shown.Err})
	}
	if shown.Document != nil { // else there is nothing to show
		if err := opts.write(shown, streams); err != nil {
			return err
		}
	}
	if shown.Err != nil {
		return errRefused
	}
	return nil
}

// one is the page that is meant. What else an archive holds is not read to its end.
func (o inspectOptions) one(pages iter.Seq2[source.Page, error], messages io.Writer) (source.Page, error) {
	var found []source.Page
	var failed error
	var members []string
	for page, err := range pages {
		members = append(members, page.Member)
		switch {
		case err != nil && failed == nil:
			failed = err
			if batch.Unread(err) {
				complain(messages, unread(page, err))
				return page, errUnread
			}
		case err == nil && (o.member == "" || o.member == page.Member):
			found = append(found, page)
		}
		if len(found) > 1 || len(found) == 1 && o.member != "" { // of two of one name the first
			break
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1 && found[0].Member == "":
		return source.Page{}, o.usage(o.page + " holds several pages; name one of them")
	case len(found) > 1:
		return source.Page{}, &usageError{o.page + " holds several pages; name one: --member " + found[0].Member, "they are: herald extract --list " + o.page}
	case o.member != "":
		meant := ""
		if near := nearest(o.member, members); near != "" {
			meant = fmt.Sprintf(" (did you mean %q?)", near)
		}
		return source.Page{}, &usageError{fmt.Sprintf("%s holds no page %q%s", o.page, o.member, meant), "they are: herald extract --list " + o.page}
	case failed != nil:
		complain(messages, unread(source.Page{Name: o.page}, failed))
		return source.Page{}, errRefused
	}
	return source.Page{}, o.usage(o.page + ": " + nothing)
}

// readShown reads a page as extract does, and keeps what it was read from.
func readShown(ctx context.Context, page source.Page) inspect.Page {
	shown := inspect.Page{}
	read := func(doc *decode.Document) (*article.Article, error) {
		shown.Document, shown.Claims = doc, extract.Claims(doc)
		a, err := extract.Explained(doc)
		if err != nil {
			shown.Evidence = extract.Said(doc)
		}
		return a, err
	}
	one := func(yield func(source.Page, error) bool) { yield(page, nil) }
	for r := range batch.Results(ctx, one, batch.Options{Workers: 1, Read: read}) {
		shown.Name, shown.Article, shown.Err = pageName(r), r.Article, r.Err
	}
	if shown.Article != nil {
		shown.Evidence = shown.Article.Evidence
	}
	return shown
}

func (o inspectOptions) write(shown inspect.Page, streams Streams) error {
	if o.open && o.output == "" {
		file, err := os.CreateTemp("", "herald-*.html")
		if err != nil {
			return &outputError{"a temporary file", cause(err)}
		}
		if err := file.Close(); err != nil {
			return &outputError{file.Name(), cause(err)}
		}
		o.output = file.Name()
	}
	out, err := openOutput(o.output, streams.Out)
	if err != nil {
		return err
	}
	if o.text {
		width := 0 // a file has none
		if streams.OutTerminal && out.name == "" {
			width = streams.Width
		}
		err = inspect.WriteText(out, shown, width)
	} else {
		err = inspect.WriteHTML(out, shown)
	}
	if err := out.finish(err); err != nil || !o.open {
		return err
	}
	return open(o.output)
}

// opener is the system's command that opens a file with the program for it.
func opener() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open"}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	return []string{"xdg-open"}
}

// open shows a file. It does not wait: the opener may stay as long as the browser does.
func open(file string) error {
	command := append(opener(), file)
	if err := exec.Command(command[0], command[1:]...).Start(); err != nil {
		return &usageError{fmt.Sprintf("%s can't be shown: %v", file, cause(err)), "open it yourself"}
	}
	return nil
}
