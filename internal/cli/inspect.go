package cli

import (
	"context"
	"errors"
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
	output outputFile
	open   bool
	text   bool

	templates templatesFile
}

func newInspectCommand(streams Streams) *cobra.Command {
	var opts inspectOptions
	cmd := &cobra.Command{
		Use:   "inspect [PAGE|-]",
		Short: "Show a saved page next to its article, with the source of each field",
		Long: `inspect writes one HTML page that shows a saved page next to the article
extracted from it. On the left the words of each field are highlighted where
they occur, and everything that was left out is folded. On the right are the
fields with the element that their words come from; headline, subheadline,
byline, agency, date, updated, section and url also with the evidence for each
(see 'herald help evidence'). The HTML page loads nothing and runs nothing. Use
the flag --text for a table instead.

A rejected page is shown too, with the reason, and the exit code is 1. Nothing
is written for an input that is not a page, such as a PDF, an empty file or one
that is too long. Use --member for a page of an archive.

` + exitCodes,
		Example: `  herald inspect page.html -o inspect.html
  herald inspect --text page.html
  herald inspect --text --member 'pages.tgz#view.html' nested.zip`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.take(args, streams); err != nil {
				return err
			}
			return runInspect(cmd.Context(), opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.input.addLimits(flags)
	flags.StringVar(&opts.url, "url", "", "page `URL`, used if the page does not declare one")
	flags.StringVar(&opts.member, "member", "", "page `NAME` of an archive, as 'herald extract --list' prints it")
	opts.templates.addFlag(flags)
	opts.output.addFlags(flags, "")
	flags.BoolVar(&opts.open, "open", false, "open the page in the browser; without -o as a temporary file")
	flags.BoolVar(&opts.text, "text", false, "print a table instead of HTML")
	cmd.MarkFlagsMutuallyExclusive("open", "text")
	return cmd
}

// take sets the page and checks the flags.
func (o *inspectOptions) take(args []string, streams Streams) error {
	switch {
	case len(args) > 1:
		return &usageError{"inspect takes one page", "for several pages use 'herald extract --explain'"}
	case len(args) == 1:
		o.page = args[0]
	case streams.InTerminal:
		return o.usage("no input: name a page, or pipe one in")
	default:
		o.page = "-"
	}
	if err := errors.Join(refuseURL(o.page), o.input.checkLimits()); err != nil {
		return o.usage(err.Error())
	}
	if o.url != "" && !isURL(o.url) {
		return o.usage(fmt.Sprintf("--url %q is not an http(s) URL", o.url))
	}
	return o.checkOutput(streams)
}

func (o *inspectOptions) checkOutput(streams Streams) error {
	if !o.open {
		if streams.OutTerminal && o.output.name == "" && !o.text {
			return refuseHTML("use -o FILE, --open or --text")
		}
		return nil
	}
	if o.output.name == "-" {
		return o.usage("--open cannot show standard output")
	}
	if _, err := exec.LookPath(opener()[0]); err != nil {
		return &usageError{"--open needs " + opener()[0] + ", which is not installed", "use -o FILE and open the file yourself"}
	}
	return nil
}

// refuseHTML returns the usage error of a command whose output would be HTML on a terminal.
func refuseHTML(hint string) *usageError {
	return &usageError{"refusing to write HTML to a terminal", hint}
}

func (inspectOptions) usage(message string) error {
	return &usageError{message, seeHelp("herald inspect")}
}

func runInspect(ctx context.Context, opts inspectOptions, streams Streams) error {
	opts.input.operands = []string{opts.page}
	if err := opts.output.refuse(&opts.input); err != nil {
		return err
	}
	loaded, err := opts.templates.load()
	if err != nil {
		return err
	}
	page, err := opts.onePage(untilDone(ctx, opts.input.pages(streams.In)), streams.Err)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	if opts.url != "" {
		page.URL = opts.url
	}
	shown := readShown(ctx, page, loaded.reader())
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if shown.Err != nil {
		printPageError(streams.Err, batch.Result{Name: page.Name, Member: page.Member, Err: shown.Err})
	}
	if shown.Document != nil { // nil for an input that is not a page
		if err := opts.write(shown, streams); err != nil {
			return err
		}
	}
	if shown.Err != nil {
		return errRejected
	}
	return nil
}

// onePage returns the page that --member names, or the only one.
func (o inspectOptions) onePage(pages iter.Seq2[source.Page, error], messages io.Writer) (source.Page, error) {
	found, members, failed := o.findPages(pages)
	if batch.Unread(failed) {
		printPageError(messages, failedPage(source.Page{Name: o.page}, failed))
		return source.Page{}, errUnread
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1 && found[0].Member == "":
		return source.Page{}, &usageError{o.page + " holds several pages", "name one of its files"}
	case len(found) > 1:
		return source.Page{}, o.listMembers(o.page + " holds several pages: choose one with --member " + found[0].Member)
	case o.member != "":
		return source.Page{}, o.listMembers(fmt.Sprintf("%s holds no page %q", o.page, o.member)).suggest(o.member, members)
	case failed != nil:
		printPageError(messages, failedPage(source.Page{Name: o.page}, failed))
		return source.Page{}, errRejected
	}
	return source.Page{}, o.usage(o.page + ": " + msgNoPages)
}

// findPages returns the first page that --member names, or the first two pages, with the members that it met on the way
// and the first error. It does not read an archive further than needed.
func (o inspectOptions) findPages(pages iter.Seq2[source.Page, error]) (found []source.Page, members []string, failed error) {
	enough := 2
	if o.member != "" {
		enough = 1 // several members may have the same name
	}
	for page, err := range pages {
		if batch.IsIgnored(err) {
			continue
		}
		members = append(members, page.Member)
		switch {
		case err == nil && (o.member == "" || o.member == page.Member):
			found = append(found, page)
		case err != nil && failed == nil:
			failed = err
		}
		if len(found) == enough || batch.Unread(failed) {
			break
		}
	}
	return found, members, failed
}

// listMembers returns a usage error with the command that lists the members of the archive as its hint.
func (o inspectOptions) listMembers(message string) *usageError {
	return &usageError{message, "list them with 'herald extract --list " + o.page + "'"}
}

// readShown reads a page as extract does and keeps the document that it was read from.
func readShown(ctx context.Context, page source.Page, reader extract.Reader) inspect.Page {
	shown := inspect.Page{}
	read := func(doc *decode.Document) (*article.Article, error) {
		shown.Document, shown.Claims = doc, reader.Claims(doc)
		a, err := reader.Explained(doc)
		if err != nil {
			shown.Evidence = reader.Said(doc)
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
	if o.open && o.output.name == "" {
		file, err := os.CreateTemp("", "herald-*.html")
		if err != nil {
			return &outputError{"a temporary file", cause(err)}
		}
		if err := file.Close(); err != nil {
			return &outputError{file.Name(), cause(err)}
		}
		o.output.name = file.Name()
	}
	out, err := openOutput(o.output.name, streams.Out)
	if err != nil {
		return err
	}
	if o.text {
		width := 0 // not for a terminal
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
	return open(o.output.name)
}

// opener returns the command of the system that opens a file in the program for its type.
func opener() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open"}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	return []string{"xdg-open"}
}

// open opens a file in the browser without waiting: the opener may run as long as the browser does.
func open(file string) error {
	command := append(opener(), file)
	if err := exec.Command(command[0], command[1:]...).Start(); err != nil {
		return &usageError{fmt.Sprintf("cannot open %s: %v", file, cause(err)), "open it yourself"}
	}
	return nil
}
