package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"os"
	"strings"
	"time"

	"herald/internal/source"
)

// watch follows the pages on their way in: it passes over those that are done, and says of the others which file, in which
// state, they came from.
type watch struct {
	checksum bool
	done     []input // files whose pages are not read again
	passed   int     // pages passed over
	start    int     // of them, those before the file in hand
	over     string  // the last file that was passed over unread

	seen    chan input // one for each page that goes on, in their order
	changed int        // pages before the first file that is not what it was when it was done; -1 where there is none
}

func newWatch(done []input, checksum bool, workers int) *watch {
	// Room for all the pages that are under way, so that nobody waits for room here.
	return &watch{checksum: checksum, done: files(done), seen: make(chan input, (perWorker+1)*workers+1), changed: -1}
}

func (w *watch) pages(ctx context.Context, pages iter.Seq2[source.Page, error]) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		var now input
		for page, err := range pages {
			now = w.next(now, page, err)
			if left := len(w.done); left > 0 {
				if !w.pass(now) {
					w.changed = w.start
					return
				}
				w.passed++
				if len(w.done) < left {
					w.start = w.passed
				}
				continue
			}
			select {
			case w.seen <- now:
			case <-ctx.Done():
				return
			}
			if !yield(page, err) {
				return
			}
		}
		if len(w.done) > 0 && ctx.Err() == nil {
			w.changed = w.start
		}
	}
}

// passOver tells whether a file is done and what it was, so that it need not be read. The last of the done may be done in
// part. A file that is named twice in a row is one in the journal.
func (w *watch) passOver(name string) bool {
	path := journalled(name)
	if path == w.over {
		return true
	}
	if w.checksum || len(w.done) < 2 || path != w.done[0].Path || w.done[0].Unread || !w.done[0].same(stateOf(name)) {
		return false
	}
	w.passed += w.done[0].Pages
	w.start, w.over, w.done = w.passed, path, w.done[1:]
	return true
}

// journalled is a name as a journal can keep it.
func journalled(name string) string { return strings.ToValidUTF8(name, "\ufffd") }

func (in input) same(now input) bool { return in.Size == now.Size && in.Time == now.Time }

// next is the file of a page, with the pages up to this one.
func (w *watch) next(before input, page source.Page, err error) input {
	if failure, ok := errors.AsType[*source.Error](err); ok {
		page = failure.Page
	}
	path := journalled(page.Name)
	w.over = "" // named again behind this page, it is another stretch
	now := before
	if path != before.Path {
		now = stateOf(page.Name)
		now.Path = path
	}
	now.Pages++
	now.Unread = now.Unread || Unread(err)
	if w.checksum {
		h := sha256.New() // Write never fails
		_, _ = h.Write([]byte(now.Sum))
		_, _ = h.Write(page.Data)
		now.Sum = hex.EncodeToString(h.Sum(nil))
	}
	return now
}

// pass tells whether a page is one of those that are done, and its file what it was.
func (w *watch) pass(now input) bool {
	was := w.done[0]
	if was.Path != now.Path || was.Unread || !w.checksum && !was.same(now) {
		return false
	}
	if now.Pages < was.Pages {
		return true
	}
	w.done = w.done[1:]
	return was.Sum == now.Sum
}

func stateOf(path string) input {
	info, err := os.Stat(path)
	if err != nil {
		return input{Unread: path != "-"}
	}
	return input{Size: info.Size(), Time: info.ModTime().UTC().Format(time.RFC3339Nano)}
}

// Unread tells whether it is the system that did not let an input, or the list of the inputs, be read: another try may do
// better. What is damaged, encrypted, too large or no page stays so.
func Unread(err error) bool {
	_, code := refused(err)
	return err != nil && code == "unreadable"
}
