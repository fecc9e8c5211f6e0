package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"os"
	"strings"
	"syscall"
	"time"

	"herald/internal/source"
)

// watch follows the pages on their way in: it passes over those that are done, and says of the others which file, in which
// state, they came from.
type watch struct {
	checksum bool
	done     []input // files whose pages are not read again

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
		passed, start := 0, 0 // pages passed over, and of them those before the file in hand
		for page, err := range pages {
			now = w.next(now, page, err)
			if left := len(w.done); left > 0 {
				if !w.pass(now) {
					w.changed = start
					return
				}
				passed++
				if len(w.done) < left {
					start = passed
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
			w.changed = start
		}
	}
}

// next is the file of a page, with the pages up to this one.
func (w *watch) next(before input, page source.Page, err error) input {
	if failure, ok := errors.AsType[*source.Error](err); ok {
		page = failure.Page
	}
	path := strings.ToValidUTF8(page.Name, "\ufffd") // as a journal can keep it
	now := before
	if path != before.Path {
		now = stateOf(page.Name)
		now.Path = path
	}
	now.Pages++
	now.Unread = now.Unread || unreadYet(err)
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
	if was.Path != now.Path || was.Unread || !w.checksum && (was.Size != now.Size || was.Time != now.Time) {
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

// unreadYet is a failure of the system, which may be another day's success: to read a page, or the list of the pages,
// which is no error of source's.
func unreadYet(err error) bool {
	if _, ok := errors.AsType[*source.Error](err); ok {
		_, system := errors.AsType[syscall.Errno](err)
		return system
	}
	_, code := refused(err)
	return err != nil && code == "unreadable"
}
