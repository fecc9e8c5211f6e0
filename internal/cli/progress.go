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
	log      *slog.Logger // for -v
	bar      *progressbar.ProgressBar
	tick     <-chan time.Time // when the next line is due; nil is never
	begun    time.Time
	pages    int
	failed   int
}

func newProgress(opts batchOptions, streams Streams) *progress {
	p := &progress{quiet: opts.quiet, messages: streams.Err, log: slog.New(slog.DiscardHandler)}
	p.begun = time.Now() //nolint:forbidigo // the rate is for a person; no output holds it
	if opts.verbose {
		p.log = logger(streams.Err)
	}
	switch {
	case opts.quiet:
	case streams.ErrTerminal && !messagesOf(streams.Err).json():
		p.bar = newBar(streams.Err, countFiles(opts.input))
	case opts.verbose:
		p.tick = time.Tick(30 * time.Second) // seldom enough for the log of a night
	}
	return p
}

func newBar(w io.Writer, total int64) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("0 failed"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("pages"),
		progressbar.OptionThrottle(100*time.Millisecond), // as fast as an eye follows
		progressbar.OptionSetWidth(20),                   // columns; the figures need the others
		progressbar.OptionClearOnFinish(),
	)
}

// countFiles counts the files in folders, each of them about a page; -1, unknown, where something else is read.
func countFiles(in input) int64 {
	if in.filesFrom != "" {
		return -1
	}
	count := int64(0)
	for _, path := range in.operands {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			return -1
		}
		_ = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				count++
			}
			return nil // what can't be read is told of by the run
		})
	}
	return count
}

// tell is called for each page.
func (p *progress) tell(r batch.Result, e batch.Entry) {
	p.pages++
	switch e.Outcome {
	case batch.NotArticle, batch.Failed:
		p.failed++
		p.complain(r)
	case batch.OK, batch.Partial:
		p.log.Info("read", readAttrs(r)...)
	}
	select {
	case <-p.tick:
		say(p.messages, fmt.Sprintf("%d pages, %d failed, %s", p.pages, p.failed, p.rate()))
	default:
	}
	if p.bar == nil {
		return
	}
	if total := p.bar.GetMax64(); total > 0 && int64(p.pages) > total {
		p.bar.ChangeMax(-1) // there are archives among the files
	}
	p.bar.Describe(fmt.Sprintf("%d failed", p.failed))
	_ = p.bar.Add(1) // a bar that can't be drawn stops nothing
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
	say(p.messages, fmt.Sprintf("%d pages (%s): %d articles; %s", s.Pages, p.rate(), s.Articles(), outcomes(s)))
	if len(s.Templates) > 0 {
		say(p.messages, "by template: "+counts(s.Templates))
	}
	if len(s.Codes) > 0 {
		say(p.messages, "by code: "+counts(s.Codes))
	}
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
