package batch

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"herald/internal/decode"
	"herald/internal/source"
)

const (
	// perWorker is the number of pages per worker in the queue: those read ahead of the one that is handed out next. A page
	// of eight times the usual cost then stalls no other worker, and memory stays at a few pages per core.
	perWorker = 8
	// maxInFlight is the number of bytes of pages that are queued or being read: one page of the largest size, as the tree of
	// a page takes several times its bytes, and the next one is already in memory. One page alone is always accepted.
	maxInFlight = source.DefaultMaxPage
	// grace is added to the timeout in the time that the run waits for abandoned pages when nothing else moves, before it is
	// stuck. It covers the delay of timers on a busy machine if the timeout is short: each page that runs has exceeded its
	// timeout by then.
	grace = 10 * time.Second
)

// pool reads pages with workers that stay, and hands out the results in the order of the pages.
//
// A page that exceeds the timeout cannot be stopped: its worker is abandoned with the page, and another takes its place.
// As many workers may be abandoned at a time as there are cores; beyond that, places stay empty until one ends.
type pool struct {
	opts   Options
	window int    // slots that the queue holds
	cores  int    // abandoned workers that are replaced at once
	start  func() // starts a worker

	mu        sync.Mutex
	room      sync.Cond // for the feeder: the queue has room
	work      sync.Cond // for workers: a page is queued
	ready     sync.Cond // for the consumer: the first page of the queue is done
	queue     []*slot   // pages in their order, from the next one to hand out
	claimed   int       // slots at the head of the queue that have, or had, a worker
	bytes     int       // of pages queued or being read, abandoned ones too
	blocked   bool      // the feeder waits for bytes
	abandoned int       // workers on pages that exceeded the timeout
	vacant    int       // places of abandoned workers that were not filled again
	closed    bool      // no more pages come
	stopped   bool      // the caller has had enough
	panicked  string    // value and stack of a panic of the page iterator
	watchdog  *time.Timer
}

// slot is a page on its way through the pool.
type slot struct {
	page   source.Page
	size   int
	result Result
	done   bool // result is final
}

func newPool(ctx context.Context, opts Options) *pool {
	p := &pool{opts: opts, window: perWorker * opts.Workers, cores: runtime.NumCPU()}
	p.start = func() { go p.run(ctx) }
	p.room.L, p.work.L, p.ready.L = &p.mu, &p.mu, &p.mu
	if opts.Timeout > 0 {
		p.watchdog = time.AfterFunc(p.patience(), p.checkStuck)
	}
	for range opts.Workers {
		p.start()
	}
	return p
}

// feed queues all pages. It is not waited for: it may hang in a read of standard input that nobody ends. A panic of the
// iterator is kept for the consumer, whose goroutine is the one that can recover it.
func (p *pool) feed(pages iter.Seq2[source.Page, error]) {
	defer func() {
		v := recover()
		p.mu.Lock()
		defer p.mu.Unlock()
		if v != nil {
			p.panicked = fmt.Sprintf("%v\n\n%s", v, debug.Stack())
		}
		p.close()
	}()
	for page, err := range pages {
		if !p.enqueue(page, err) {
			return
		}
	}
}

func (p *pool) close() {
	p.closed = true
	p.work.Broadcast()
	p.ready.Signal()
}

// stop makes everyone leave. Pages that have a worker are finished.
func (p *pool) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
	p.queue = p.queue[:min(p.claimed, len(p.queue))]
	if p.watchdog != nil {
		p.watchdog.Stop()
	}
	p.room.Signal()
	p.work.Broadcast()
	p.ready.Signal()
}

// enqueue waits for room and reports whether the page was taken. Once the queue is full, it waits until half of it is handed
// out: the feeder is then woken once for several pages.
func (p *pool) enqueue(page source.Page, err error) bool {
	s := &slot{page: page, size: len(page.Data)}
	if err != nil {
		s = &slot{result: unreadResult(page, err), done: true}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for full := false; !p.stopped && !p.closed; full = true {
		tooMany := len(p.queue) >= p.window || full && !p.blocked && len(p.queue) > p.window/2
		p.blocked = !tooMany && p.bytes > 0 && p.bytes+s.size > maxInFlight
		if !tooMany && !p.blocked {
			break
		}
		p.progress()
		p.room.Wait()
	}
	p.blocked = false
	if p.stopped || p.closed {
		return false
	}
	p.bytes += s.size
	p.queue = append(p.queue, s)
	if s.done {
		p.announce(s)
	} else {
		p.work.Signal()
	}
	if p.vacant == p.opts.Workers { // the page waits for an abandoned one, and the watchdog may have expired
		p.progress()
	}
	return true
}

// next waits for the first page of the queue; false is the end. It panics where the page iterator did, after the pages
// before.
func (p *pool) next() (Result, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.queue) == 0 || !p.queue[0].done {
		if len(p.queue) == 0 && (p.closed || p.stopped) {
			if p.panicked != "" {
				panic(p.panicked)
			}
			return Result{}, false
		}
		p.ready.Wait()
	}
	s := p.queue[0]
	p.queue[0] = nil
	p.queue = p.queue[1:]
	p.claimed = max(0, p.claimed-1)
	if len(p.queue) == p.window/2 {
		p.room.Signal()
	}
	return s.result, true
}

// announce wakes the consumer if it waits for this page.
func (p *pool) announce(s *slot) {
	if len(p.queue) > 0 && p.queue[0] == s {
		p.ready.Signal()
	}
}

// claim waits for a page; nil is the end.
func (p *pool) claim() *slot {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		for p.claimed < len(p.queue) {
			s := p.queue[p.claimed]
			p.claimed++
			if !s.done {
				p.progress()
				return s
			}
		}
		if p.closed || p.stopped {
			return nil
		}
		p.work.Wait()
	}
}

// run is a worker: it reads pages until there are no more, or until it is abandoned.
func (p *pool) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var timer *time.Timer
	var decoder decode.Decoder // abandoned with the worker
	for {
		s := p.claim()
		if s == nil {
			return
		}
		started := time.Now() //nolint:forbidigo // the limit is one of the time of the run
		if p.opts.Timeout > 0 {
			timer = time.AfterFunc(p.opts.Timeout, func() {
				if p.abandon(s) {
					cancel()
				}
			})
		}
		result := p.opts.read(ctx, &decoder, s.page)
		if timer != nil {
			timer.Stop()
			if time.Since(started) > p.opts.Timeout { //nolint:forbidigo // on a busy machine the timer may fire late
				result = p.timedOut(s.page)
			}
		}
		if p.finish(s, result) {
			return
		}
	}
}

// finish stores the result of a page, and reports whether its worker was abandoned meanwhile.
func (p *pool) finish(s *slot, result Result) (abandoned bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.progress()
	s.page = source.Page{} // its bytes are not needed any more
	p.bytes -= s.size
	if p.blocked {
		p.room.Signal()
	}
	if !s.done {
		s.result, s.done = result, true
		p.announce(s)
		return false
	}
	p.abandoned--
	if p.vacant > 0 {
		p.vacant--
		p.start()
	}
	return true
}

// abandon ends a page that exceeds the timeout, and reports whether it was not finished yet.
func (p *pool) abandon(s *slot) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.done {
		return false
	}
	s.result = p.timedOut(s.page)
	s.done = true
	p.announce(s)
	p.progress()
	if p.abandoned++; p.abandoned > p.cores {
		p.vacant++
	} else {
		p.start()
	}
	return true
}

func (p *pool) timedOut(page source.Page) Result {
	return Result{Name: page.Name, Member: page.Member, Err: &Timeout{p.opts.Timeout}}
}

func (p *pool) patience() time.Duration { return p.opts.Timeout + grace }

// progress is called whenever the run moves, and when someone begins to wait for abandoned pages.
func (p *pool) progress() {
	if p.watchdog != nil && !p.stopped {
		p.watchdog.Reset(p.patience())
	}
}

// checkStuck ends the run where nothing has moved for so long that all it waits for are abandoned pages.
func (p *pool) checkStuck() {
	p.mu.Lock()
	defer p.mu.Unlock()
	noWorkers := p.vacant == p.opts.Workers && p.claimed < len(p.queue)
	if p.abandoned == 0 || p.stopped || !noWorkers && !p.blocked {
		return
	}
	s := &slot{result: Result{Err: &StuckError{p.abandoned}}, done: true}
	p.queue = append(p.queue[:p.claimed], s) // instead of the pages that nobody can read
	p.close()
	p.room.Signal()
	p.announce(s)
}
