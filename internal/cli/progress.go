package cli

import (
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"herald/internal/batch"
)

// progress reports how a batch run advances: a bar on a terminal, else, with --verbose, a line from time to time.
type progress struct {
	quiet    bool
	messages io.Writer
	log      *slog.Logger     // for --verbose
	tick     <-chan time.Time // when the next line is due; nil for never
	begun    time.Time
	pages    int
	failed   int
	full     int // parsed by html.Parse

	in     input
	bar    *progressbar.ProgressBar
	counts unit // of the bar
}

// unit is what a bar counts. Its total is known in advance, except for pages.
type unit int

const (
	byFiles unit = iota // folders: each file is about a page
	byBytes             // archives
	byPages             // standard input and lists
)

func newProgress(opts batchOptions, streams Streams) *progress {
	p := &progress{quiet: opts.quiet, messages: streams.Err, log: slog.New(slog.DiscardHandler), in: opts.input}
	p.begun = time.Now() //nolint:forbidigo // the rate goes to standard error, not into an output
	if opts.verbose {
		p.log = logger(streams.Err)
	}
	switch {
	case opts.quiet, opts.noProgress:
	case streams.ErrTerminal && !messagesTo(streams.Err).json():
		p.newBar(p.in.unit())
	case opts.verbose:
		p.tick = time.Tick(30 * time.Second) // seldom enough for the log of a whole night
	}
	return p
}

func (p *progress) newBar(counts unit) {
	total := int64(-1) // unknown, to progressbar
	if counts != byPages {
		total = p.in.total(counts)
	}
	p.counts = counts
	p.bar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(p.messages),
		progressbar.OptionSetDescription(p.description()),
		progressbar.OptionShowCount(),
		progressbar.OptionShowBytes(counts == byBytes),
		progressbar.OptionSetPredictTime(counts != byPages),
		progressbar.OptionThrottle(100*time.Millisecond), // as fast as the eye follows
		progressbar.OptionSetWidth(20),                   // columns; leaves room for the figures
		progressbar.OptionClearOnFinish(),
	)
}

// description returns the text before the bar. The rate is that of pages, whatever the bar counts.
func (p *progress) description() string {
	return fmt.Sprintf("%s, %s, %d failed", plural(p.pages, "page"), p.rate(), p.failed)
}

// unit returns what of the input can be counted in advance.
func (in *input) unit() unit {
	if in.filesFrom != "" || slices.Contains(in.operands, "-") {
		return byPages
	}
	for _, path := range in.operands {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			return byBytes
		}
	}
	return byFiles
}

// total returns the number of files, or of their bytes.
func (in *input) total(of unit) int64 {
	total := int64(0)
	for _, path := range in.operands {
		_ = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				total += measure(name, of)
			}
			return nil // the run reports what cannot be read
		})
	}
	return total
}

func measure(file string, of unit) int64 {
	if of == byFiles {
		return 1
	}
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}

// page records the outcome of a page.
func (p *progress) page(r batch.Result, e batch.Entry) {
	if e.Outcome == batch.Ignored {
		p.log.Info("ignored", ignoredAttrs(r)...)
		return
	}
	p.pages++
	if r.Full {
		p.full++
	}
	switch e.Outcome {
	case batch.NotArticle, batch.Failed:
		p.failed++
		p.printPageError(r)
	case batch.OK, batch.Partial:
		p.log.Info("read", articleAttrs(r)...)
	}
	select {
	case <-p.tick:
		printMessage(p.messages, fmt.Sprintf("%s, %d failed, %s", plural(p.pages, "page"), p.failed, p.rate()), "")
	default:
	}
	p.draw()
}

func (p *progress) draw() {
	if p.bar == nil {
		return
	}
	at, read := int64(p.pages), p.in.options.Progress
	if p.counts == byFiles && at > read.Files.Load() { // some files are archives
		_ = p.bar.Clear()
		p.newBar(byBytes)
	}
	last := p.bar.GetMax64() - 1 // read is not yet done; the bar disappears at its end
	switch p.counts {
	case byFiles:
		at = min(read.Files.Load(), last)
	case byBytes:
		at = min(read.Bytes.Load(), last)
	}
	p.bar.Describe(p.description())
	_ = p.bar.Set64(at) // a failure to draw does not matter
}

// printPageError reports a page without an article; with --quiet, only what makes the result incomplete.
func (p *progress) printPageError(r batch.Result) {
	if p.quiet && !batch.Unread(r.Err) {
		return
	}
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	printPageError(p.messages, r)
}

func (p *progress) rate() string {
	took := time.Since(p.begun) //nolint:forbidigo // goes to standard error
	return fmt.Sprintf("%.0f pages/s", float64(p.pages)/took.Seconds())
}

// finish removes the bar.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// printSummary prints what the output holds, including what earlier runs have put there.
func (p *progress) printSummary(s batch.Summary) {
	p.finish()
	if p.quiet {
		return
	}
	summary := msgNoPages
	if s.Pages > 0 {
		summary = fmt.Sprintf("%s (%s): %s; %s", plural(s.Pages, "page"), p.rate(), plural(s.Articles(), "article"), outcomes(s))
	}
	printMessage(p.messages, summary, "")
	if len(s.Templates) > 0 {
		printMessage(p.messages, "by template: "+counts(s.Templates), "")
	}
	if len(s.Codes) > 0 {
		printMessage(p.messages, "by code: "+counts(s.Codes), "")
	}
	printIgnored(p.messages, s.Ignored)
	p.log.Info("parsed", "pages", p.pages, "full", p.full)
}

// printIgnored reports how many files were passed over, by code.
func printIgnored(w io.Writer, ignored map[string]int) {
	if len(ignored) > 0 {
		printMessage(w, "passed over: "+counts(ignored), "")
	}
}

// plural returns "1 page" or "2 pages".
func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

func outcomes(s batch.Summary) string {
	var parts []string
	for _, o := range batch.Outcomes {
		if o == batch.Ignored { // of no page
			continue
		}
		parts = append(parts, fmt.Sprintf("%d %s", s.Outcomes[o], o))
	}
	return strings.Join(parts, ", ")
}

// counts lists names with their counts, sorted by name so that two runs are easy to compare.
func counts(of map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%d %s", of[name], name))
	}
	return strings.Join(parts, ", ")
}
