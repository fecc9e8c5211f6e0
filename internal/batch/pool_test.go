package batch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/source"
)

// TestPoolOrder reads pages of random cost, a few of which exceed the timeout or cannot be read, from an iterator that
// pauses at random, with a consumer that does too.
func TestPoolOrder(t *testing.T) {
	const pages, timeout = 300, 10 * time.Second
	for seed := range uint64(40) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 0))
			pause := func(chance int, most time.Duration) time.Duration {
				if random.IntN(chance) > 0 {
					return 0
				}
				return time.Duration(random.Int64N(int64(most)))
			}
			costs, arrivals, handling := make([]time.Duration, pages), make([]time.Duration, pages), make([]time.Duration, pages)
			var want []string
			for i := range pages {
				costs[i], arrivals[i], handling[i] = pause(4, 12*time.Second), pause(20, time.Minute), pause(20, time.Minute)
				outcome := "read"
				switch {
				case i%17 == 3:
					outcome = "unread"
				case costs[i] == timeout:
					costs[i]-- // which of two timers of one instant is first is not defined
				case costs[i] > timeout:
					outcome = "timeout"
				}
				want = append(want, fmt.Sprintf("%d %s", i, outcome))
			}
			all := func(yield func(source.Page, error) bool) {
				for i := range pages {
					time.Sleep(arrivals[i])
					page, err := source.Page{Name: fmt.Sprint(i), Data: []byte("text"), URL: fmt.Sprint(i)}, error(nil)
					if i%17 == 3 {
						page, err = source.Page{Name: page.Name}, errStopped
					}
					if !yield(page, err) {
						return
					}
				}
			}
			read := func(doc *decode.Document) (*article.Article, error) {
				var i int
				if _, err := fmt.Sscan(doc.URL, &i); err != nil {
					return nil, err
				}
				time.Sleep(costs[i])
				return &article.Article{}, nil
			}
			var got []string
			for r := range Results(t.Context(), all, Options{Workers: 1 + int(seed)%5, Timeout: timeout, Read: read}) {
				outcome := "read"
				switch {
				case isA[*Timeout](r.Err):
					outcome = "timeout"
				case r.Err != nil:
					outcome = "unread"
				}
				got = append(got, r.Name+" "+outcome)
				time.Sleep(handling[len(got)-1])
			}
			time.Sleep(12 * time.Second) // until abandoned pages have ended
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("seed %d (-want +got):\n%s", seed, diff)
			}
		})
	}
}

// TestPoolStuckAfterPause: the watchdog expires while all pages have a worker and the next page is not there yet. That page
// finds no worker, and the run must still end.
func TestPoolStuckAfterPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const timeout = 10 * time.Second
		abandoned := runtime.NumCPU() + 1
		end := make(chan struct{})
		defer close(end)
		pages := func(yield func(source.Page, error) bool) {
			for range abandoned {
				if !yield(source.Page{Data: []byte("endless")}, nil) {
					return
				}
			}
			time.Sleep(time.Duration(abandoned+2) * (timeout + grace))
			yield(source.Page{Data: []byte("late")}, nil)
		}
		read := func(*decode.Document) (*article.Article, error) {
			<-end
			return &article.Article{}, nil
		}
		ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
		defer cancel()
		var last error
		for r := range Results(ctx, pages, Options{Workers: 1, Timeout: timeout, Read: read}) {
			last = r.Err
		}
		if e, ok := errors.AsType[*StuckError](last); !ok || e.Pages != abandoned {
			t.Errorf("the last result is %v, want a StuckError of %d pages", last, abandoned)
		}
	})
}

// TestPoolIteratorPanics: the panic reaches the caller, after the results of the pages before it.
func TestPoolIteratorPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pages := func(yield func(source.Page, error) bool) {
			for i := range 3 {
				if !yield(source.Page{Name: fmt.Sprint(i), Data: []byte("text")}, nil) {
					return
				}
			}
			panic("broken list")
		}
		var got []string
		defer func() {
			v, _ := recover().(string)
			if !strings.HasPrefix(v, "broken list\n") || !strings.Contains(v, "TestPoolIteratorPanics") {
				t.Errorf("recovered %q, want the value and the stack of the panic", v)
			}
			if !slices.Equal(got, []string{"0", "1", "2"}) {
				t.Errorf("results before the panic: %v", got)
			}
		}()
		for r := range Results(t.Context(), pages, Options{Workers: 2, Read: reader}) {
			got = append(got, r.Name)
		}
		t.Error("the results ended without a panic")
	})
}
