package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"herald/internal/batch"
	"herald/internal/extract/site"
	"herald/internal/learn"
	"herald/internal/source"
)

type learnOptions struct {
	input  input
	output outputFile
	sample int
	quiet  bool
}

func newLearnCommand(streams Streams) *cobra.Command {
	opts := learnOptions{}
	cmd := &cobra.Command{
		Use:   "learn ARCHIVE... -o FILE",
		Short: "Learn templates from many pages of one design",
		Long: `learn reads what batch reads and writes a template file for --templates. What is
at the same place on many pages is the site; what varies there, and agrees with
the titles and dates that the pages state, is the article.

The file can be read and edited: each rule has the number of pages that support
it as a comment. A template that failed on pages it was not learned from has
"enabled: false" and the reason. Lines under suspect are on several pages and
stay in the body; move those that are not of the articles to furniture.

For pages of a built-in template that names their body, only what else to drop
is learned. Designs with fewer than five pages are left alone. The same pages
give the same file.

Exit codes:
  0    the file is written; without a design that has enough pages it has no
       template
  2    invalid usage
  3    an input could not be read or the output not written: no file is written
  130  interrupted (143: terminated): no file is written`,
		Example: `  herald learn archive/ -o learned.yaml
  herald batch --templates learned.yaml archive/ -o corpus.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.input.take(args, streams); err != nil {
				return opts.usage(err.Error())
			}
			return runLearn(cmd.Context(), opts, streams)
		},
	}
	flags := cmd.Flags()
	opts.input.addFlags(flags)
	opts.output.addFlags(flags, ", with all edits in it")
	flags.IntVar(&opts.sample, "sample", learn.DefaultSample, "learn from at most `N` pages of each design")
	flags.BoolVarP(&opts.quiet, "quiet", "q", false, "print no progress, no summary and no input that is not a page")
	return cmd
}

func (learnOptions) usage(message string) error {
	return &usageError{message, seeHelp("herald learn")}
}

// fewestSample is the smallest --sample: a fourth of the pages is held out, and five must be left to learn from.
const fewestSample = 10

func runLearn(ctx context.Context, opts learnOptions, streams Streams) error {
	if opts.sample < fewestSample {
		return opts.usage(fmt.Sprintf("--sample must be at least %d", fewestSample))
	}
	if err := opts.output.refuse(&opts.input); err != nil {
		return err
	}
	out, err := openOutput(opts.output.name, streams.Out)
	if err != nil {
		return err
	}
	return out.finish(opts.learn(ctx, out, streams))
}

func (o learnOptions) learn(ctx context.Context, to io.Writer, streams Streams) error {
	o.input.options.Progress = new(source.Progress)
	p := newProgress(batchOptions{input: o.input, quiet: o.quiet}, streams)
	learner := learn.New(o.sample)
	var incomplete error
	for page, err := range untilDone(ctx, o.input.pages(streams.In)) {
		outcome := batch.Entry{} // no article is written
		r := batch.Result{Name: page.Name, Member: page.Member}
		if err == nil {
			err = learner.Add(page)
		}
		if err != nil {
			r, outcome.Outcome = failedPage(page, err), batch.Failed
		}
		if batch.Unread(err) {
			incomplete = errUnread
		}
		p.page(r, outcome)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	result := learner.Learn()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.finish()
	if !o.quiet {
		o.printSummary(result, streams.Err)
	}
	if result.Pages == 0 && incomplete == nil {
		return errRejected // there was none
	}
	var entries []site.Entry
	for _, d := range result.Designs {
		if d.Template != nil {
			entries = append(entries, d.Entry)
		}
	}
	text, err := site.YAML(entries)
	if err != nil {
		return err
	}
	if _, err := to.Write(text); err != nil {
		return &outputError{o.output.name, cause(err)}
	}
	return incomplete
}

// printSummary prints what was learned of each design, and what to look at.
func (o learnOptions) printSummary(r learn.Result, messages io.Writer) {
	if r.Pages == 0 {
		printMessage(messages, msgNoPages, "")
		return
	}
	hint := ""
	if len(r.Designs) == 0 {
		hint = fmt.Sprintf("a design is learned from %d pages or more", learn.FewestPages)
	}
	printMessage(messages, fmt.Sprintf("%s, %d failed: %s", plural(r.Pages, "page"), r.Failed, plural(len(r.Designs), "design")), hint)
	for _, d := range r.Designs {
		name := "no template"
		switch {
		case d.Extends != "":
			name = "extends " + d.Extends
		case d.Template != nil:
			name = d.Name
		}
		printMessage(messages, fmt.Sprintf("%s: %s, %s in the sample, %s", name, plural(d.Pages, "page"), plural(d.Articles, "article"), plural(d.Rules, "rule")), "")
		for _, doubt := range d.Doubts {
			printMessage(messages, name+": doubt: "+doubt, "")
		}
		if d.Template != nil && o.output.name != "" {
			printMessage(messages, name+": check it on a page of the design", "herald inspect --text --templates "+o.output.name+" "+inspectArguments(d))
		}
	}
}

// inspectArguments returns what inspect takes for the example of a design.
func inspectArguments(d learn.Design) string {
	if d.Member == "" {
		return d.Page
	}
	return "--member '" + d.Member + "' " + d.Page
}
