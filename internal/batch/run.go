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

// Job describes a whole run.
type Job struct {
	// Pages returns all pages. It calls want for each file: one of which nothing is wanted need not be read, and must then
	// yield no page. Pages is called again if a resumed run finds a file that has changed.
	Pages  func(want func(name string) source.Want) iter.Seq2[source.Page, error]
	Shard  Shard
	Dedupe Dedupe
	Output Output
	Report string // path of the file that receives an [Entry] for each page, or ""

	// ReportStream receives the entries at once if there is no Report. That of a resumed run lacks the pages done before.
	ReportStream io.Writer

	// Resume continues an interrupted run with the same output. Without an interrupted run, a new one begins. If an input
	// has changed, it and all inputs after it are read again. A change is detected by the file's size and modification
	// time, or, with Checksum, by the bytes of its pages.
	Resume, Checksum bool
	SkipUnread       bool   // complete the outputs also if inputs could not be read; Run returns an [*UnreadError] all the same
	Settings         string // everything that shapes the output; a resumed run must have the same

	Tell func(Result, Entry) // is called with each page, in order; may be nil
	Options
}

// checkpointEvery is the number of results between two checkpoints: less than a second of work is lost by an interrupt, and
// syncing three files to the disk takes a small share of the time.
const checkpointEvery = 256

// StoppedError is returned if an interrupted run has left a partial output and the new run is not to resume it.
type StoppedError struct{ Partial string }

func (e *StoppedError) Error() string {
	return "found partial output of an interrupted run: " + e.Partial
}

// SettingsError is returned if a run cannot be resumed because its settings differ.
type SettingsError struct{ Output, Journal, Was, Are string }

func (e *SettingsError) Error() string {
	return fmt.Sprintf("cannot resume %s: settings changed: was %s, now %s", e.Output, e.Was, e.Are)
}

// ExistsError is returned if an output exists and is not to be replaced.
type ExistsError struct{ Name string }

func (e *ExistsError) Error() string { return e.Name + " exists" }

// CompleteError is returned if a run that is to be resumed has completed: its output is there, and nothing was read.
type CompleteError struct{ Output string }

func (e *CompleteError) Error() string { return e.Output + " is already complete" }

// UnreadError is returned if inputs could not be read. The output is left partial, unless [Job].SkipUnread is set; if no page
// at all was read, it is removed.
type UnreadError struct {
	Count    int
	Partial  string // path of the output; "" if it was printed, completed or removed
	Complete bool   // the output is complete without them
}

func (e *UnreadError) Error() string { return fmt.Sprintf("%d inputs could not be read", e.Count) }

// Run reads the pages and writes the outputs. When everything is written, it renames the outputs to their final names. The
// error is a [*WriteError], [*StoppedError], [*SettingsError], [*ExistsError], [*CompleteError],
// [*UnreadError] or [*StuckError], or, when ctx is done, its
// cause. The summary describes the outputs in any case.
func Run(ctx context.Context, job Job) (Summary, error) {
	job.Output.Encode.Query = job.Output.Encode.Query.Within(ctx, job.Timeout)
	before, err := job.readState()
	if err != nil {
		return newSummary(), err
	}
	if before.complete != nil {
		err := before.complete.apply()
		if err == nil {
			err = os.Remove(job.journalName())
		}
		return before.complete.Summary, writeError(job.Output.Name, err)
	}
	usable := limits{math.MaxInt, math.MaxInt64, math.MaxInt64}
	for {
		from, count := before.lastCheckpoint(usable)
		r, err := job.start(before.checkpoints[:count], from)
		if short, ok := errors.AsType[*shortError](err); ok && count > 0 {
			usable.reduce(short)
			continue
		}
		if err != nil {
			return newSummary(), err
		}
		err = r.read(ctx, before.inputs[:from.inputs])
		if changed, ok := errors.AsType[*changedError](err); ok {
			usable.results = changed.pages
			continue
		}
		return r.summary, err
	}
}

func (j Job) journalName() string { return partial(j.Output.Name) + ".journal" }

// readState returns the state of the run to resume; it is empty for a new run.
func (j Job) readState() (*journalState, error) {
	if j.Output.Name == "" {
		return &journalState{}, nil
	}
	if err := checkUnlocked(j.journalName()); err != nil {
		return nil, writeError(j.Output.Name, err)
	}
	_, err := os.Lstat(partial(j.Output.Name))
	found := err == nil
	state, err := readJournal(j.journalName())
	switch {
	case err != nil:
		return nil, writeError(j.journalName(), err)
	case found && !j.Resume:
		return nil, &StoppedError{partial(j.Output.Name)}
	}
	return j.usable(state, found)
}

// usable returns the state that a run continues with. found means that there is a partial output.
func (j Job) usable(state *journalState, found bool) (*journalState, error) {
	if state == nil && !found && j.Resume && j.isComplete() {
		return nil, &CompleteError{j.Output.Name}
	}
	unfinished := state == nil || state.complete == nil
	switch {
	case !found && !j.Output.Replace && unfinished && j.existing() != "":
		return nil, &ExistsError{j.existing()}
	case state == nil, !j.Resume, !found && unfinished:
		return &journalState{}, nil
	case state.settings != j.Settings:
		return nil, &SettingsError{j.Output.Name, j.journalName(), state.settings, j.Settings}
	}
	return state, nil
}

// isComplete reports whether a run to the same outputs has completed.
func (j Job) isComplete() bool {
	_, err := os.Stat(j.Report)
	return holdsAny(j.Output.Name) && (err == nil || j.Report == "")
}

// existing returns the name of an output that would be replaced, or "".
func (j Job) existing() string {
	for _, name := range []string{j.Output.Name, j.Report} {
		if holdsAny(name) {
			return name
		}
	}
	return ""
}

// holdsAny reports whether a file or folder exists and is not empty: mktemp makes an empty one.
func holdsAny(name string) bool {
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return err == nil && info.Size() > 0
	}
	files, err := os.ReadDir(name)
	return err != nil || len(files) > 0
}

// run is a run with its outputs open.
type run struct {
	Job
	out        sink      // nil, like the others, if it could not be opened
	report     io.Writer // nil if there is no report
	reportFile *os.File  // report, if it is a file
	journal    *journal  // nil if the articles are printed
	summary    Summary
	pending    []input           // since the last checkpoint
	kept       map[string]string // keys of articles, with the page that was kept
	fresh      map[string]string // the part of kept since the last checkpoint
}

// start opens the outputs at a checkpoint, the last of those that were made.
func (j Job) start(made []checkpoint, from checkpoint) (*run, error) {
	r := &run{Job: j, summary: from.Summary, kept: map[string]string{}, fresh: map[string]string{}}
	for _, c := range made {
		maps.Copy(r.kept, c.Kept)
	}
	if err := r.open(from); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// open opens the journal before the outputs: it locks them, and it must never record more than the outputs hold, wherever
// the run is killed.
func (r *run) open(from checkpoint) (err error) {
	if r.Output.Name != "" {
		if r.journal, err = openJournal(r.journalName(), r.Settings, from.end); err != nil {
			return writeError(r.Output.Name, err)
		}
	}
	err = r.openOutputs(from)
	if err != nil && r.journal != nil && from.end == 0 { // there is nothing to resume
		err = errors.Join(err, closeAndRemove(r.journal.file))
		r.journal = nil
	}
	return err
}

func (r *run) openOutputs(from checkpoint) (err error) {
	r.report = r.ReportStream
	if r.Report != "" {
		if r.reportFile, err = openAt(partial(r.Report), from.Report); err != nil {
			if short, ok := errors.AsType[*shortError](err); ok {
				short.report = true
			}
			return writeError(r.Report, err)
		}
		r.report = r.reportFile
	}
	out, err := r.Output.open(from.Out) // not assigned to r.out at once: a nil pointer in a sink is not a nil sink
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

// changedError ends a run before its first page if a file that was done has changed.
type changedError struct{ pages int } // before the changed file

func (e *changedError) Error() string {
	return fmt.Sprintf("a file after page %d has changed", e.pages)
}

// read reads the pages that are not done, up to the end of the run.
func (r *run) read(ctx context.Context, done []input) error {
	withStop, stop := context.WithCancel(ctx)
	defer stop()
	t := newTracker(done, r.Checksum, r.Workers)
	pages := t.pages(withStop, r.Shard.Pages(r.withoutOutputs(r.Pages(r.wants(t)))))
	for result := range Results(withStop, pages, r.Options) {
		if stuck, ok := errors.AsType[*StuckError](result.Err); ok { // --resume does not read the abandoned pages again
			return errors.Join(stuck, r.saveCheckpoint(), r.close())
		}
		if err := r.take(ctx, result, <-t.inputs); err != nil {
			return errors.Join(err, r.close())
		}
	}
	switch {
	case ctx.Err() != nil:
		return errors.Join(context.Cause(ctx), r.close())
	case t.changed >= 0:
		return errors.Join(&changedError{t.changed}, r.close())
	case r.summary.Unread > 0 && r.summary.Unread == r.summary.Pages && r.Output.Name != "":
		return errors.Join(&UnreadError{Count: r.summary.Unread}, r.remove())
	case r.summary.Unread > 0 && r.Output.Name != "" && !r.SkipUnread:
		return errors.Join(&UnreadError{Count: r.summary.Unread, Partial: partial(r.Output.Name)}, r.close())
	}
	if err := r.complete(); err != nil {
		return err
	}
	if r.summary.Unread > 0 {
		return &UnreadError{Count: r.summary.Unread, Complete: r.Output.Name != ""}
	}
	return nil
}

// wants returns how much of a file is to be read: nothing if it is done, and no page of it that belongs to another shard.
func (r *run) wants(t *tracker) func(name string) source.Want {
	return func(name string) source.Want {
		switch {
		case t.skipFile(name):
			return source.Nothing
		case !r.Shard.contains(name, ""):
			return source.Members
		}
		return source.All
	}
}

// take writes a result to the outputs.
func (r *run) take(ctx context.Context, result Result, from input) error {
	e, err := r.write(&result)
	if ctx.Err() != nil && errors.Is(result.Err, ctx.Err()) { // a query was interrupted: the page is not done
		return context.Cause(ctx)
	}
	if err != nil {
		return writeError(r.Output.Name, err)
	}
	if err := r.record(result, e); err != nil {
		return err
	}
	r.summary.add(e)
	if Unread(result.Err) {
		r.summary.Unread++
	}
	r.addPending(from)
	if r.summary.results()%checkpointEvery == 0 {
		return r.saveCheckpoint()
	}
	return nil
}

// write writes the article of a result to the output, unless it is a duplicate. If the query of the output fails on the
// article, that becomes the error of the result.
func (r *run) write(result *Result) (Entry, error) {
	e := newEntry(*result)
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
		return newEntry(*result), nil
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

// record passes an entry to the caller and writes it to the report.
func (r *run) record(result Result, e Entry) error {
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

// addPending adds a page of a file to the inputs of the next checkpoint.
func (r *run) addPending(from input) {
	pages := 1
	if n := len(r.pending) - 1; n >= 0 && r.pending[n].Path == from.Path {
		pages += r.pending[n].Pages
		r.pending = r.pending[:n]
	}
	from.Pages = pages
	r.pending = append(r.pending, from)
}

// saveCheckpoint syncs the outputs to the disk, then the journal that records it.
func (r *run) saveCheckpoint() error {
	at := checkpoint{Summary: r.summary, Kept: r.fresh}
	var err error
	if at.Out, err = r.out.flush(); err != nil {
		return writeError(r.Output.Name, err)
	}
	if r.journal == nil {
		return nil
	}
	if r.reportFile != nil {
		err = r.reportFile.Sync()
		if err == nil {
			at.Report, err = r.reportFile.Seek(0, io.SeekCurrent)
		}
		if err != nil {
			return writeError(r.Report, err)
		}
	}
	var lines []line
	for _, in := range r.pending {
		lines = append(lines, line{Input: &in})
	}
	if err := r.journal.write(append(lines, line{Checkpoint: &at})...); err != nil {
		return writeError(r.journalName(), err)
	}
	r.pending, r.fresh = nil, map[string]string{}
	return nil
}

// complete flushes the outputs and renames them to their final names.
func (r *run) complete() error {
	c := completion{Summary: r.summary, Replace: r.Output.Replace}
	done, err := r.out.complete()
	if err != nil {
		return errors.Join(writeError(r.Output.Name, err), r.close())
	}
	if r.reportFile != nil {
		if err := errors.Join(r.reportFile.Sync(), r.reportFile.Close()); err != nil {
			return errors.Join(writeError(r.Report, err), r.closeJournal())
		}
		c.Renames = append(c.Renames, [2]string{partial(r.Report), r.Report})
	}
	if r.journal == nil {
		return writeError(r.Report, c.apply())
	}
	c.Renames = append(c.Renames, [2]string{done, filepath.Clean(r.Output.Name)})
	c.Remove = []string{partial(r.Output.Name), listOf(partial(r.Output.Name))}
	if err := r.journal.write(line{Complete: &c}); err != nil {
		return errors.Join(writeError(r.journalName(), err), r.closeJournal())
	}
	if err := c.apply(); err != nil {
		return errors.Join(writeError(r.Output.Name, err), r.closeJournal())
	}
	return writeError(r.journalName(), closeAndRemove(r.journal.file))
}

// remove removes the outputs of a run that read no page, so that the next run needs no --resume. The journal keeps other
// processes away until the rest is gone.
func (r *run) remove() error {
	err := writeError(r.Output.Name, r.out.close())
	if r.reportFile != nil {
		err = errors.Join(err, closeAndRemove(r.reportFile))
	}
	for _, name := range []string{partial(r.Output.Name), listOf(partial(r.Output.Name))} {
		err = errors.Join(err, os.RemoveAll(name))
	}
	return errors.Join(err, closeAndRemove(r.journal.file))
}

// close leaves the outputs partial, to be resumed.
func (r *run) close() error {
	var err error
	if r.out != nil {
		err = writeError(r.Output.Name, r.out.close())
	}
	if r.reportFile != nil {
		err = errors.Join(err, r.reportFile.Close())
	}
	return errors.Join(err, r.closeJournal())
}

func (r *run) closeJournal() error {
	if r.journal == nil {
		return nil
	}
	return r.journal.file.Close()
}
