package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"os"
	"time"

	"herald/internal/source"
)

// tracker skips the pages that an interrupted run has done, and records for each other page the state of the file that it
// comes from.
type tracker struct {
	checksum    bool
	done        []input // files whose pages are not read again, from the next one to skip
	skipped     int     // pages
	fileStart   int     // pages skipped before the current file
	lastSkipped string  // the last file that was skipped without reading it

	inputs  chan input // one for each page that is not skipped, in their order
	changed int        // number of pages before the first changed file; -1 if no file has changed
}

func newTracker(done []input, checksum bool, workers int) *tracker {
	// A full queue, the page that waits to enter it, and the one that was just handed out: sending never blocks.
	underWay := perWorker*workers + 2
	return &tracker{checksum: checksum, done: mergeInputs(done), inputs: make(chan input, underWay), changed: -1}
}

// pages returns the pages that are not done. It ends early, and sets changed, at a file that has changed.
func (t *tracker) pages(ctx context.Context, pages iter.Seq2[source.Page, error]) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		var current input
		for page, err := range pages {
			current = t.inputOf(current, page, err)
			if len(t.done) > 0 {
				if !t.skipPage(current) {
					t.changed = t.fileStart
					return
				}
				continue
			}
			select {
			case t.inputs <- current:
			case <-ctx.Done():
				return
			}
			if !yield(page, err) {
				return
			}
		}
		if len(t.done) > 0 && ctx.Err() == nil {
			t.changed = t.fileStart
		}
	}
}

// skipPage skips a page of the next file that is done. It reports false, and skips nothing, if the file has changed.
func (t *tracker) skipPage(now input) bool {
	was := t.done[0]
	if was.Path != now.Path || was.Unread || !t.checksum && !was.same(now) {
		return false
	}
	if now.Pages >= was.Pages {
		if was.Sum != now.Sum {
			return false
		}
		t.done = t.done[1:]
		t.fileStart = t.skipped + 1
	}
	t.skipped++
	return true
}

// skipFile skips a file that is done and unchanged, and reports whether it did: the file need not be read. The last file is
// never skipped, as only some of its pages may be done. A file that is named twice in a row is one input in the journal.
func (t *tracker) skipFile(name string) bool {
	path := PathText(name)
	if path == t.lastSkipped {
		return true
	}
	if t.checksum || len(t.done) < 2 || path != t.done[0].Path || t.done[0].Unread || !t.done[0].same(stateOf(name)) {
		return false
	}
	t.skipped += t.done[0].Pages
	t.fileStart, t.lastSkipped, t.done = t.skipped, path, t.done[1:]
	return true
}

func (in input) same(now input) bool { return in.Size == now.Size && in.Time == now.Time }

// inputOf returns the file of a page, counting its pages up to this one; before is the input of the previous page.
func (t *tracker) inputOf(before input, page source.Page, err error) input {
	if failure, ok := errors.AsType[*source.Error](err); ok {
		page = failure.Page
	}
	path := PathText(page.Name)
	t.lastSkipped = "" // the same name after this page is another input
	now := before
	if path != before.Path {
		now = stateOf(page.Name)
		now.Path = path
	}
	now.Pages++
	now.Unread = now.Unread || Unread(err)
	if t.checksum {
		h := sha256.New() // Write never fails
		_, _ = h.Write([]byte(now.Sum))
		_, _ = h.Write(page.Data)
		now.Sum = hex.EncodeToString(h.Sum(nil))
	}
	return now
}

func stateOf(path string) input {
	info, err := os.Stat(path)
	if err != nil {
		return input{Unread: path != "-"}
	}
	if info.IsDir() { // it was passed over, and changes with what is in it
		return input{}
	}
	return input{Size: info.Size(), Time: info.ModTime().UTC().Format(time.RFC3339Nano)}
}
