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

// progress tells a person how a batch goes: a bar on a terminal, else with -v a line now and then.
type progress struct {
	quiet    bool
	messages io.Writer
	log      *slog.Logger     // for -v
	tick     <-chan time.Time // when the next line is due; nil is never
	begun    time.Time
	pages    int
	failed   int
	full     int // read by the full parser

	in     input // what is read
	bar    *progressbar.ProgressBar
	counts unit // by the bar
}

// unit is what a bar counts, of which it knows the whole, but for pages.
type unit int

const (
	byFiles unit = iota // folders: each file is about a page
	byBytes             // archives
	byPages             // standard input and lists
)

func newProgress(opts batchOptions, streams Streams) *progress {
	p := &progress{quiet: opts.quiet, messages: streams.Err, log: slog.New(slog.DiscardHandler), in: opts.input}
	p.begun = time.Now() //nolint:forbidigo // the rate is for a person; no output holds it
	if opts.verbose {
		p.log = logger(streams.Err)
	}
	switch {
	case opts.quiet:
	case streams.ErrTerminal && !messagesOf(streams.Err).json():
		p.newBar(p.in.unit())
	case opts.verbose:
		p.tick = time.Tick(30 * time.Second) // seldom enough for the log of a night
	}
	return p
}

func (p *progress) newBar(counts unit) {
	total := int64(-1) // unknown
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
		progressbar.OptionThrottle(100*time.Millisecond), // as fast as an eye follows
		progressbar.OptionSetWidth(20),                   // columns; the figures need the others
		progressbar.OptionClearOnFinish(),
	)
}

// description stands before the bar. The rate is that of the pages, whatever the bar counts.
func (p *progress) description() string {
	return fmt.Sprintf("%s, %s, %d failed", number(p.pages, "page"), p.rate(), p.failed)
}

// unit is what can be counted beforehand of the input.
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

// total counts the files, or their bytes.
func (in *input) total(of unit) int64 {
	total := int64(0)
	for _, path := range in.operands {
		_ = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				total += measure(name, of)
			}
			return nil // what can't be read is told of by the run
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

// tell is called for each page.
func (p *progress) tell(r batch.Result, e batch.Entry) {
	p.pages++
	if r.Full {
		p.full++
	}
	switch e.Outcome {
	case batch.NotArticle, batch.Failed:
		p.failed++
		p.complain(r)
	case batch.OK, batch.Partial:
		p.log.Info("read", readAttrs(r)...)
	}
	select {
	case <-p.tick:
		say(p.messages, fmt.Sprintf("%s, %d failed, %s", number(p.pages, "page"), p.failed, p.rate()))
	default:
	}
	p.draw()
}

func (p *progress) draw() {
	if p.bar == nil {
		return
	}
	at, read := int64(p.pages), p.in.options.Progress
	if p.counts == byFiles && at > read.Files.Load() { // there are archives among the files
		_ = p.bar.Clear()
		p.newBar(byBytes)
	}
	last := p.bar.GetMax64() - 1 // what was read is not done: at its end the bar would be gone
	switch p.counts {
	case byFiles:
		at = min(read.Files.Load(), last)
	case byBytes:
		at = min(read.Bytes.Load(), last)
	}
	p.bar.Describe(p.description())
	_ = p.bar.Set64(at) // a bar that can't be drawn stops nothing
}

func (p *progress) complain(r batch.Result) {
	if p.quiet {
		return
	}
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	complain(p.messages, r)
}

func (p *progress) rate() string {
	took := time.Since(p.begun) //nolint:forbidigo // for a person
	return fmt.Sprintf("%.0f pages/s", float64(p.pages)/took.Seconds())
}

// end sums a run up: of what the output holds, with what runs before have put there.
func (p *progress) end(s batch.Summary) {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
	if p.quiet {
		return
	}
	say(p.messages, fmt.Sprintf("%s (%s): %s; %s", number(s.Pages, "page"), p.rate(), number(s.Articles(), "article"), outcomes(s)))
	if len(s.Templates) > 0 {
		say(p.messages, "by template: "+counts(s.Templates))
	}
	if len(s.Codes) > 0 {
		say(p.messages, "by code: "+counts(s.Codes))
	}
	p.log.Info("parsed", "pages", p.pages, "full", p.full)
}

// number is "1 page" or "2 pages".
func number(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

func outcomes(s batch.Summary) string {
	var parts []string
	for _, o := range batch.Outcomes {
		parts = append(parts, fmt.Sprintf("%d %s", s.Outcomes[o], o))
	}
	return strings.Join(parts, ", ")
}

// counts are sorted by name, so that two runs are easy to compare.
func counts(of map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%d %s", of[name], name))
	}
	return strings.Join(parts, ", ")
}
