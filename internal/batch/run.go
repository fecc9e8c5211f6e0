package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"os"
	"path/filepath"

	"herald/internal/article"
	"herald/internal/encode"
	"herald/internal/source"
)

// Job is a whole run.
type Job struct {
	// Pages are all pages. A file of which it knows that nothing is wanted it need not read, but then it must not yield of it.
	// They are walked again from the start where a resumed run finds a changed file.
	Pages  func(want func(name string) source.Want) iter.Seq2[source.Page, error]
	Shard  Shard
	Dedupe Dedupe
	Output Output
	Report string // a file with an Entry for each page; "" is none

	// ReportStream takes the entries at once where there is no Report. One of a run that goes on has those of its own pages.
	ReportStream io.Writer

	// Resume goes on where a run to the same output was stopped, or begins where there is none. A file is known by size
	// and time, or by its pages' bytes with Checksum; from the first that is not what it was, all is read again.
	Resume, Checksum bool
	Settings         string // all that shapes the output; a run that is resumed must have the same

	Tell func(Result, Entry) // told of each page, in order
	Options
}

// every is how many pages lie between two points: less than a second of work to lose, and an article's share of bringing
// three files to the disk is small.
const every = 256

// StoppedError is an output of a run that was stopped, where a new one was to begin.
type StoppedError struct{ Partial string }

func (e *StoppedError) Error() string {
	return fmt.Sprintf("%s is there, of a run that was stopped", e.Partial)
}

// SettingsError is a run that can't be resumed with these settings.
type SettingsError struct{ Journal, Was, Are string }

func (e *SettingsError) Error() string {
	return fmt.Sprintf("%s is of a run with other settings:\n  then %s\n  now  %s", e.Journal, e.Was, e.Are)
}

// UnreadError is a run in which an input could not be read. Its output has no final name yet; where no page was read at
// all, nothing is left of it.
type UnreadError struct {
	Count   int
	Partial string // where the output stands; "" where it was printed, or nothing is left
}

func (e *UnreadError) Error() string { return fmt.Sprintf("%d inputs could not be read", e.Count) }

// Run reads the pages and gives the outputs their names when all is written. The summary is of what the outputs hold, also
// where there is an error: a *WriteError, a *StoppedError, a *SettingsError, an *UnreadError, a *StuckError or, when ctx is done, its cause.
func Run(ctx context.Context, job Job) (Summary, error) {
	job.Output.Encode.Query = job.Output.Encode.Query.Within(ctx, job.Timeout)
	before, err := job.past()
	if err != nil {
		return newSummary(), err
	}
	if before.complete != nil {
		err := before.complete.do()
		if err == nil {
			err = os.Remove(job.journal())
		}
		return before.complete.Summary, writeError(job.Output.Name, err)
	}
	pages := math.MaxInt // that may be passed over: all that are done
	for {
		from, points := before.last(pages)
		r, err := job.start(before, from, points)
		if err != nil {
			return newSummary(), err
		}
		err = r.all(ctx, before.inputs[:from.inputs])
		if changed, ok := errors.AsType[*changedError](err); ok {
			pages = changed.pages
			continue
		}
		return r.summary, err
	}
}

func (j Job) journal() string { return partial(j.Output.Name) + ".journal" }

// past is what a run before has left; all of it is empty for a new run.
func (j Job) past() (*past, error) {
	if j.Output.Name == "" {
		return &past{}, nil
	}
	if err := unlocked(j.journal()); err != nil {
		return nil, writeError(j.Output.Name, err)
	}
	_, err := os.Lstat(partial(j.Output.Name))
	there := err == nil
	p, err := readJournal(j.journal())
	switch {
	case err != nil:
		return nil, writeError(j.journal(), err)
	case there && !j.Resume:
		return nil, &StoppedError{partial(j.Output.Name)}
	case p == nil, !j.Resume, !there && p.complete == nil:
		return &past{}, nil
	case p.settings != j.Settings:
		return nil, &SettingsError{j.journal(), p.settings, j.Settings}
	}
	return p, nil
}

// running is a run with its outputs open.
type running struct {
	Job
	out     sink      // nil, as the others, where it could not be opened
	report  io.Writer // nil where none is asked for
	lines   *os.File  // report, where it is a file
	journal *journal  // nil where the articles are printed
	summary Summary
	pending []input           // since the last point
	kept    map[string]string // keys of articles, with the page that was kept
	fresh   map[string]string // those of them since the last point
}

// start opens the outputs behind a point.
func (j Job) start(before *past, from point, points int) (*running, error) {
	r := &running{Job: j, summary: from.Summary, kept: map[string]string{}, fresh: map[string]string{}}
	for _, p := range before.points[:points] {
		maps.Copy(r.kept, p.Kept)
	}
	if err := r.open(from); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// open opens the journal before the output: it must never know of more than the output holds, wherever the run is killed;
// and it keeps other runs from both.
func (r *running) open(from point) (err error) {
	if r.Output.Name != "" {
		if r.journal, err = openJournal(r.Job.journal(), r.Settings, from.end); err != nil {
			return writeError(r.Output.Name, err)
		}
	}
	err = r.openOutputs(from)
	if err != nil && r.journal != nil && from.end == 0 { // there is nothing to go on with
		err = errors.Join(err, closeAndRemove(r.journal.file))
		r.journal = nil
	}
	return err
}

func (r *running) openOutputs(from point) (err error) {
	r.report = r.ReportStream
	if r.Report != "" {
		if r.lines, err = openAt(partial(r.Report), from.Report); err != nil {
			return writeError(r.Report, err)
		}
		r.report = r.lines
	}
	out, err := r.Output.open(from.Out) // its nil is none of a sink
	if err != nil {
		return writeError(r.Output.Name, err)
	}
	r.out = out
	return nil
}

func writeError(name string, err error) error {
	if err == nil {
		return nil
	}
	return &WriteError{name, err}
}

// changedError ends a run before its first page: what it was to go on with is not what it was.
type changedError struct{ pages int } // before the change

func (e *changedError) Error() string {
	return fmt.Sprintf("a file behind page %d has changed", e.pages)
}

// all takes the pages behind those that are done, to the end of the run.
func (r *running) all(ctx context.Context, done []input) error {
	within, stop := context.WithCancel(ctx)
	defer stop()
	w := newWatch(done, r.Checksum, r.Workers)
	for result := range Results(within, w.pages(within, r.Shard.pages(r.withoutOwn(r.Pages(r.wants(w))))), r.Options) {
		from := <-w.seen
		if stuck, ok := errors.AsType[*StuckError](result.Err); ok { // what was given up is not read again by --resume
			return errors.Join(stuck, r.point(), r.close())
		}
		if err := r.take(ctx, result, from); err != nil {
			return errors.Join(err, r.close())
		}
	}
	switch {
	case ctx.Err() != nil:
		return errors.Join(context.Cause(ctx), r.close())
	case w.changed >= 0:
		return errors.Join(&changedError{w.changed}, r.close())
	case r.summary.Unread > 0 && r.summary.Unread == r.summary.Pages && r.Output.Name != "":
		return errors.Join(&UnreadError{Count: r.summary.Unread}, r.drop())
	case r.summary.Unread > 0 && r.Output.Name != "":
		return errors.Join(&UnreadError{r.summary.Unread, partial(r.Output.Name)}, r.close())
	}
	if err := r.complete(); err != nil {
		return err
	}
	if r.summary.Unread > 0 {
		return &UnreadError{Count: r.summary.Unread}
	}
	return nil
}

// wants tells how much of a file is to be read: all that is done, and a page of another shard, need not be.
func (r *running) wants(w *watch) func(name string) source.Want {
	return func(name string) source.Want {
		switch {
		case w.passOver(name):
			return source.Nothing
		case !r.Shard.has(name, ""):
			return source.Members
		}
		return source.All
	}
}

// take puts a result where it belongs.
func (r *running) take(ctx context.Context, result Result, from input) error {
	e, err := r.write(&result)
	if ctx.Err() != nil && errors.Is(result.Err, ctx.Err()) { // a query was given up: the page is not done
		return context.Cause(ctx)
	}
	if err != nil {
		return writeError(r.Output.Name, err)
	}
	if err := r.tell(result, e); err != nil {
		return err
	}
	r.summary.add(e)
	if Unread(result.Err) {
		r.summary.Unread++
	}
	r.note(from)
	if r.summary.Pages%every == 0 {
		return r.point()
	}
	return nil
}

// write gives the output the article, unless it is there already. An article of which the query of the output can't be
// asked becomes its page's error.
func (r *running) write(result *Result) (Entry, error) {
	e := entry(*result)
	if result.Article == nil {
		return e, nil
	}
	key := r.Dedupe.Key(result.Article)
	if of, again := r.kept[key]; again && key != "" {
		e.Outcome, e.Code, e.Of = Duplicate, "duplicate", article.Optional(of)
		return e, nil
	}
	err := r.out.Encode(result.Article)
	if query, ok := errors.AsType[*encode.QueryError](err); ok {
		result.Article, result.Err = nil, query
		if errors.Is(query, context.DeadlineExceeded) {
			result.Err = fmt.Errorf("--jq: %w", &Timeout{r.Timeout})
		}
		return entry(*result), nil
	}
	if key != "" && err == nil {
		page := e.Path
		if e.Member != "" {
			page += "#" + string(e.Member)
		}
		r.kept[key], r.fresh[key] = page, page
	}
	return e, err
}

func (r *running) tell(result Result, e Entry) error {
	if r.Tell != nil {
		r.Tell(result, e)
	}
	if r.report == nil {
		return nil
	}
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	err := to.Encode(e)
	if err == nil {
		_, err = r.report.Write(b.Bytes())
	}
	return writeError(r.Report, err)
}

// note counts a page of a file for the next point.
func (r *running) note(from input) {
	pages := 1
	if n := len(r.pending) - 1; n >= 0 && r.pending[n].Path == from.Path {
		pages += r.pending[n].Pages
		r.pending = r.pending[:n]
	}
	from.Pages = pages
	r.pending = append(r.pending, from)
}

// point makes a place where the run can go on: the outputs reach the disk before the journal says so.
func (r *running) point() error {
	at := point{Summary: r.summary, Kept: r.fresh}
	var err error
	if at.Out, err = r.out.flush(); err != nil {
		return writeError(r.Output.Name, err)
	}
	if r.journal == nil {
		return nil
	}
	if r.lines != nil {
		err = r.lines.Sync()
		if err == nil {
			at.Report, err = r.lines.Seek(0, io.SeekCurrent)
		}
		if err != nil {
			return writeError(r.Report, err)
		}
	}
	var lines []line
	for _, in := range r.pending {
		lines = append(lines, line{Input: &in})
	}
	if err := r.journal.write(append(lines, line{Point: &at})...); err != nil {
		return writeError(r.Job.journal(), err)
	}
	r.pending, r.fresh = nil, map[string]string{}
	return nil
}

// complete ends the outputs and gives them their names.
func (r *running) complete() error {
	c := completion{Summary: r.summary}
	done, err := r.out.complete()
	if err != nil {
		return errors.Join(writeError(r.Output.Name, err), r.close())
	}
	if r.lines != nil {
		if err := errors.Join(r.lines.Sync(), r.lines.Close()); err != nil {
			return writeError(r.Report, err)
		}
		c.Renames = append(c.Renames, [2]string{partial(r.Report), r.Report})
	}
	if r.journal == nil {
		return writeError(r.Report, c.do())
	}
	c.Renames = append(c.Renames, [2]string{done, filepath.Clean(r.Output.Name)})
	c.Remove = []string{partial(r.Output.Name), listOf(partial(r.Output.Name))}
	if err := r.journal.write(line{Complete: &c}); err != nil {
		return errors.Join(writeError(r.Job.journal(), err), r.journal.file.Close())
	}
	if err := c.do(); err != nil {
		return errors.Join(writeError(r.Output.Name, err), r.journal.file.Close())
	}
	return writeError(r.Job.journal(), closeAndRemove(r.journal.file))
}

// drop leaves nothing of a run that has nothing to go on with: the next need not be told to. The journal keeps others out
// until the rest is gone.
func (r *running) drop() error {
	err := writeError(r.Output.Name, r.out.close())
	if r.lines != nil {
		err = errors.Join(err, closeAndRemove(r.lines))
	}
	for _, name := range []string{partial(r.Output.Name), listOf(partial(r.Output.Name))} {
		err = errors.Join(err, os.RemoveAll(name))
	}
	return errors.Join(err, closeAndRemove(r.journal.file))
}

// close leaves everything for a run that goes on.
func (r *running) close() error {
	var err error
	if r.out != nil {
		err = writeError(r.Output.Name, r.out.close())
	}
	if r.lines != nil {
		err = errors.Join(err, r.lines.Close())
	}
	if r.journal != nil {
		err = errors.Join(err, r.journal.file.Close())
	}
	return err
}
