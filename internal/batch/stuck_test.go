package batch

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/source"
)

// TestEndlessQueriesAreStopped: an interrupted run ends at once while an expression is evaluated, and its page is not done.
func TestEndlessQueriesAreStopped(t *testing.T) {
	pages := folderOf(t, 1)
	endless, err := encode.ParseQuery(`last(repeat(1))`)
	if err != nil {
		t.Fatal(err)
	}
	var where Filter
	if err := where.Where(`last(repeat(1))`); err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func(*Job){
		"--jq":    func(j *Job) { j.Output.Encode.Query = endless },
		"--where": func(j *Job) { j.Keep = where.Keep },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithCancelCause(t.Context())
			j := job(pages, filepath.Join(t.TempDir(), "out.jsonl"))
			j.Report = j.Output.Name + ".report"
			ask(&j)
			j.Read = func(doc *decode.Document) (*article.Article, error) {
				time.AfterFunc(10*time.Millisecond, func() { stop(errStopped) })
				return readWords(doc)
			}
			summary, err := Run(ctx, j)
			if !errors.Is(err, errStopped) || summary.Pages > 0 {
				t.Errorf("%v, %+v", err, summary)
			}
		})
	}
}

// TestTimeout: a page that exceeds the timeout is an error in its place, and the others are read.
func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		read := func(doc *decode.Document) (*article.Article, error) {
			if doc.Text == "page 2" {
				<-end
			}
			return reader(doc)
		}
		var pulled int
		var got []string
		for r := range Results(t.Context(), numbered(4, &pulled), Options{Workers: 1, Timeout: 10 * time.Second, Read: read}) {
			code := "read"
			if r.Err != nil {
				_, c := classify(r.Err)
				code = string(c)
			}
			got = append(got, r.Name+" "+code)
		}
		if diff := cmp.Diff([]string{"0 read", "1 read", "2 timeout", "3 read"}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		close(end)
	})
}

// TestStuckError: an abandoned page counts in maxInFlight until it ends, and as many are replaced as there are cores; the run
// ends if it waits longer than the grace for others.
func TestStuckError(t *testing.T) {
	const timeout = 10 * time.Second
	cores := runtime.NumCPU()
	for name, test := range map[string]struct {
		pages  []int // sizes; all but the last time out
		after  time.Duration
		pulled int
		stuck  int // pages that the error names; 0 if there is no error
	}{
		"a large page":                         {[]int{maxInFlight, 100}, time.Hour, 2, 1},
		"a large page that ends in the grace":  {[]int{maxInFlight, 100}, 2*timeout + grace - time.Second, 2, 0},
		"a large page that ends after it":      {[]int{maxInFlight, 100}, 2*timeout + grace + time.Second, 2, 1},
		"small pages, as many as are replaced": {slices.Repeat([]int{100}, cores+1), time.Hour, cores + 1, 0},
		"small pages, one more":                {slices.Repeat([]int{100}, cores+2), time.Hour, cores + 2, cores + 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := make(chan struct{})
				time.AfterFunc(test.after, func() { close(end) })
				read := func(doc *decode.Document) (*article.Article, error) {
					if doc.URL != "last" {
						<-end
					}
					return reader(doc)
				}
				pulled := 0
				pages := func(yield func(source.Page, error) bool) {
					for i, size := range test.pages {
						page := source.Page{Data: pageOfSize(size)}
						if i == len(test.pages)-1 {
							page.URL = "last"
						}
						if pulled++; !yield(page, nil) {
							return
						}
					}
				}
				var last error
				for r := range Results(t.Context(), pages, Options{Workers: 1, Timeout: timeout, Read: read}) {
					last = r.Err
				}
				stuck := 0
				if e, ok := errors.AsType[*StuckError](last); ok {
					stuck = e.Pages
				}
				if stuck != test.stuck || pulled != test.pulled || test.stuck == 0 && last != nil {
					t.Errorf("after %d pages %v, of %d pages; want %+v", pulled, last, stuck, test)
				}
				<-end
			})
		})
	}
}

// TestStuckRunIsResumed: a stuck run is resumed after the pages on which it was stuck.
func TestStuckRunIsResumed(t *testing.T) {
	pages, dir := folderOf(t, 30), t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		j := job(pages, filepath.Join(dir, "out.jsonl"))
		j.Workers, j.Timeout = 1, 10*time.Second
		j.Read = func(doc *decode.Document) (*article.Article, error) {
			<-end
			return readWords(doc)
		}
		given := runtime.NumCPU() + 1
		stopped, err := Run(t.Context(), j)
		if !isA[*StuckError](err) || stopped.Codes["timeout"] != given || stopped.Pages != given {
			t.Errorf("%+v, %v", stopped, err)
		}
		close(end)
		j.Resume = true
		s, err := Run(t.Context(), j)
		if err != nil || s.Pages != 30 || s.Codes["timeout"] != given {
			t.Errorf("%+v, %v", s, err)
		}
	})
}
