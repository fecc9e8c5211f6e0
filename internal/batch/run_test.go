package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/source"
)

// folderOf writes n pages of a few words. Every tenth is a list, every seventh has the text of another, every fifth gets a
// warning.
func folderOf(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("page %d", i)
		switch {
		case i%10 == 3:
			text = "list"
		case i%7 == 2:
			text = fmt.Sprintf("Page %d!", i%70)
		case i%5 == 1:
			text += " warns"
		}
		write(t, filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), text)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

type listError struct{}

func (listError) Error() string { return "a list" }

func (listError) Code() string { return "not-article" }

// readWords extracts the article of such a page.
func readWords(doc *decode.Document) (*article.Article, error) {
	text := strings.TrimSpace(doc.Text)
	if text == "list" {
		return nil, listError{}
	}
	a := &article.Article{Headline: text, Body: text, Template: "words", Day: "2021-03-03"}
	a.Authors = []article.Author{{Name: "Han Bo-ra"}}
	if strings.HasSuffix(text, "warns") {
		a.Warnings = []article.Warning{{Code: "doubt", Message: "a doubt"}}
	}
	return a, nil
}

func job(dir, out string) Job {
	return Job{
		Pages: func(want func(string) source.Want) iter.Seq2[source.Page, error] {
			return source.Pages([]string{dir}, nil, source.Options{Want: want})
		},
		Output:   Output{Name: out, Form: FormOf(out), Format: encode.Formats[0]},
		Settings: "of a test",
		Options:  Options{Workers: 2, Read: readWords},
	}
}

// outputs returns the files in a folder with their content.
func outputs(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var outputNames = []string{"out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.csv", "out.csv.gz", "out.csv.zst", "out.db", "out/"}

// TestResumedOutputIsIdentical interrupts a run repeatedly, with half an article after what the journal records: the outputs
// have the bytes of an uninterrupted run, in every form.
func TestResumedOutputIsIdentical(t *testing.T) {
	pages := folderOf(t, 800)
	for i := range 16 { // passed over
		write(t, filepath.Join(pages, fmt.Sprintf("%04d_files", i*50+4), "a.txt"), "a frame")
	}
	for _, name := range outputNames {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // they wait for the disk
			whole, broken := t.TempDir(), t.TempDir()
			of := func(dir string) Job {
				j := job(pages, filepath.Join(dir, name))
				j.Output.Form = FormOf(name)
				j.Report, j.Dedupe = filepath.Join(dir, "report"), ByText
				return j
			}
			want, err := Run(t.Context(), of(whole))
			if err != nil {
				t.Fatal(err)
			}
			var got Summary
			stops := []int{100, 256, 300, 60}
			for _, after := range stops {
				_, err := stopAfter(t, of(broken), after)
				if !errors.Is(err, errStopped) {
					t.Fatalf("stopped after %d pages: %v", after, err)
				}
				spoil(t, filepath.Join(broken, strings.TrimSuffix(name, "/")+".partial"))
			}
			last := of(broken)
			last.Resume = true
			if got, err = Run(t.Context(), last); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("summary (-whole +broken):\n%s", diff)
			}
			files := outputs(t, whole)
			if len(files) < 2 {
				t.Fatalf("only %d files", len(files))
			}
			if diff := cmp.Diff(files, outputs(t, broken)); diff != "" {
				t.Errorf("files (-whole +broken):\n%.2000s", diff)
			}
		})
	}
}

var errStopped = errors.New("stopped")

// stopAfter resumes a run and interrupts it after so many pages.
func stopAfter(t *testing.T, j Job, pages int) (Summary, error) {
	t.Helper()
	ctx, stop := context.WithCancelCause(t.Context())
	defer stop(nil)
	told := 0
	j.Resume = true
	j.Tell = func(Result, Entry) {
		if told++; told == pages {
			stop(errStopped)
		}
	}
	return Run(ctx, j)
}

// spoil appends half a line, as a power failure may leave it.
func spoil(t *testing.T, partial string) {
	t.Helper()
	for _, name := range []string{partial, partial + ".journal"} {
		info, err := os.Stat(name)
		if err != nil || info.IsDir() || strings.HasSuffix(name, ".db.partial") { // SQLite has its own care
			continue
		}
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteString(`{"headline":"ha`); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestResumeNoticesChanges: files changed, added or removed while the run was interrupted are noticed; the result is that of
// the files as they are.
func TestResumeNoticesChanges(t *testing.T) {
	old := time.Date(2021, 3, 3, 0, 0, 0, 0, time.UTC)
	changes := map[string]struct {
		checksum bool
		change   func(t *testing.T, dir string)
	}{
		"another size": {false, func(t *testing.T, dir string) {
			t.Helper()
			rewrite(t, filepath.Join(dir, "0300.txt"), "page of another length")
		}},
		"another time": {false, func(t *testing.T, dir string) {
			t.Helper()
			write(t, filepath.Join(dir, "0300.txt"), "PAGE 300")
			if err := os.Chtimes(filepath.Join(dir, "0300.txt"), old, old); err != nil {
				t.Fatal(err)
			}
		}},
		"other bytes": {true, func(t *testing.T, dir string) {
			t.Helper()
			rewrite(t, filepath.Join(dir, "0300.txt"), "page 3OO")
		}},
		"a new file": {false, func(t *testing.T, dir string) {
			t.Helper()
			write(t, filepath.Join(dir, "0000a.txt"), "new page")
		}},
		"a file less": {false, func(t *testing.T, dir string) {
			t.Helper()
			if err := os.Remove(filepath.Join(dir, "0299.txt")); err != nil {
				t.Fatal(err)
			}
		}},
		"no file left": {false, func(t *testing.T, dir string) {
			t.Helper()
			for i := 5; i < 700; i++ {
				if err := os.Remove(filepath.Join(dir, fmt.Sprintf("%04d.txt", i))); err != nil {
					t.Fatal(err)
				}
			}
		}},
	}
	for what, test := range changes {
		for _, out := range []string{"out.jsonl.gz", "out/"} {
			t.Run(what+" "+out, func(t *testing.T) {
				t.Parallel()
				pages, broken, whole := folderOf(t, 700), t.TempDir(), t.TempDir()
				of := func(dir string) Job {
					j := job(pages, filepath.Join(dir, out))
					j.Output.Form, j.Report, j.Dedupe = FormOf(out), filepath.Join(dir, "report"), ByText
					j.Checksum = test.checksum
					return j
				}
				resumed := of(broken)
				if _, err := stopAfter(t, resumed, 600); !errors.Is(err, errStopped) {
					t.Fatal(err)
				}
				test.change(t, pages)
				resumed.Resume = true
				if _, err := Run(t.Context(), resumed); err != nil {
					t.Fatal(err)
				}
				if _, err := Run(t.Context(), of(whole)); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(outputs(t, whole), outputs(t, broken)); diff != "" {
					t.Errorf("(-anew +resumed):\n%.2000s", diff)
				}
			})
		}
	}
}

// rewrite writes a file and keeps its time.
func rewrite(t *testing.T, name, text string) {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, text)
	if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
}

// TestResumeSkipsDonePages: a resumed run does not extract the pages before its checkpoint again.
func TestResumeSkipsDonePages(t *testing.T) {
	j := job(folderOf(t, 700), filepath.Join(t.TempDir(), "out.jsonl"))
	if _, err := stopAfter(t, j, 600); !errors.Is(err, errStopped) {
		t.Fatal(err)
	}
	told := 0
	j.Resume, j.Tell = true, func(Result, Entry) { told++ }
	if _, err := Run(t.Context(), j); err != nil {
		t.Fatal(err)
	}
	if want := 700 - 2*checkpointEvery; told != want {
		t.Errorf("%d pages read, want the %d after the second checkpoint", told, want)
	}
}

func TestPartialOutputIsNotOverwritten(t *testing.T) {
	j := job(folderOf(t, 300), filepath.Join(t.TempDir(), "out.jsonl"))
	if _, err := stopAfter(t, j, 280); !errors.Is(err, errStopped) {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), j); !isA[*StoppedError](err) {
		t.Errorf("a new run over a stopped one: %v", err)
	}
	j.Resume, j.Settings = true, "others"
	if _, err := Run(t.Context(), j); !isA[*SettingsError](err) {
		t.Errorf("resumed with other settings: %v", err)
	}
}

func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// TestOutputIsIndependentOfWorkers: output and report have the bytes of a run with one worker, and the report adds up.
func TestOutputIsIndependentOfWorkers(t *testing.T) {
	pages := folderOf(t, 500)
	var want map[string]string
	for _, workers := range []int{1, 2, 8} {
		dir := t.TempDir()
		j := job(pages, filepath.Join(dir, "out.jsonl"))
		j.Workers, j.Dedupe, j.Report = workers, ByText, filepath.Join(dir, "report")
		summary, err := Run(t.Context(), j)
		if err != nil {
			t.Fatal(err)
		}
		got := outputs(t, dir)
		if want == nil {
			want = got
			checkReport(t, summary, got["report"], strings.Count(got["out.jsonl"], "\n"))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-j %d (-one +several):\n%.2000s", workers, diff)
		}
	}
}

func checkReport(t *testing.T, summary Summary, report string, articles int) {
	t.Helper()
	counted := newSummary()
	for line := range strings.Lines(report) {
		var e Entry
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		counted.add(e)
	}
	if diff := cmp.Diff(summary, counted); diff != "" {
		t.Errorf("(-summary +report):\n%s", diff)
	}
	sum := 0
	for _, n := range summary.Outcomes {
		sum += n
	}
	if sum != 500 || summary.Pages != 500 || summary.Articles() != articles {
		t.Errorf("%d outcomes of %d pages, %d of them articles of %d", sum, summary.Pages, summary.Articles(), articles)
	}
	want := map[Outcome]int{OK: 308, Partial: 86, NotArticle: 50, Duplicate: 56}
	if diff := cmp.Diff(want, summary.Outcomes); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

// TestShardsAreTheWhole: all shards together have exactly the lines of one run.
func TestShardsAreTheWhole(t *testing.T) {
	pages, dir := folderOf(t, 500), t.TempDir()
	run := func(shard Shard) []string {
		name := filepath.Join(dir, fmt.Sprintf("%d-%d.jsonl", shard.Index, shard.Count))
		j := job(pages, name)
		j.Shard = shard
		if _, err := Run(t.Context(), j); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return slices.Collect(strings.Lines(string(data)))
	}
	whole := run(Shard{})
	var joined []string
	const shards = 4
	for i := range shards {
		part := run(Shard{i, shards})
		if fair := len(whole) / shards; len(part) < fair*3/4 || len(part) > fair*5/4 {
			t.Errorf("shard %d has %d articles of %d", i, len(part), len(whole))
		}
		joined = append(joined, part...)
	}
	slices.Sort(whole)
	slices.Sort(joined)
	if diff := cmp.Diff(whole, joined); diff != "" {
		t.Errorf("(-whole +shards):\n%.2000s", diff)
	}
}

func TestShardIsStable(t *testing.T) {
	var got []int
	for _, name := range []string{"a.html", "b.html", "archive/page.html"} {
		for i := range 8 {
			if (Shard{i, 8}).contains(name, "") {
				got = append(got, i)
			}
		}
	}
	if diff := cmp.Diff([]int{0, 1, 4}, got); diff != "" {
		t.Errorf("machines of other versions would do other pages (-want +got):\n%s", diff)
	}
}

func TestFilter(t *testing.T) {
	a := article.Article{Headline: "Ferry sails", Day: "2021-03-03", Byline: "Han Bo-ra", WordCount: 40}
	tests := []struct {
		since, until, where string
		day                 article.Optional
		want                string
	}{
		{want: ""},
		{since: "2021-03-03", until: "2021-03-03", want: ""},
		{since: "2021-03-04", want: "since"},
		{until: "2021-03-02", want: "until"},
		{since: "2021-03-03", day: "none", want: "undated"},
		{where: `.byline == "Han Bo-ra"`, want: ""},
		{where: `.word_count > 100`, want: "where"},
		{where: `if .agency then true else null end`, want: "where-error"},
		{where: `empty`, want: "where"},
		{where: `.headline | error`, want: "where-error"},
	}
	for _, test := range tests {
		f := Filter{Since: test.since, Until: test.until}
		if test.where != "" {
			if err := f.Where(test.where); err != nil {
				t.Fatal(err)
			}
		}
		b := a
		if test.day == "none" {
			b.Day = ""
		}
		got := ""
		if err := f.Keep(t.Context(), &b); err != nil {
			_, code := classify(err)
			got = string(code)
		}
		if got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
	for _, wrong := range []string{`.byline ==`, `.byline`, `.agency = "Yonhap"`, `.agecny == "Yonhap"`, `null`, `.notes | length`, `[true]`} {
		if err := new(Filter).Where(wrong); err == nil {
			t.Errorf("%s was taken", wrong)
		}
	}
}

// TestDedupeKeepsNoPages: keys do not keep the pages in memory from which they are.
func TestDedupeKeepsNoPages(t *testing.T) {
	const pages, size = 50, 1 << 20
	j := job("", filepath.Join(t.TempDir(), "out.jsonl"))
	j.Pages = func(func(string) source.Want) iter.Seq2[source.Page, error] {
		return func(yield func(source.Page, error) bool) {
			for i := range pages {
				data := append(fmt.Appendf(nil, "%08d ", i), bytes.Repeat([]byte("word "), size/5)...)
				if !yield(source.Page{Name: fmt.Sprint(i), Data: data}, nil) {
					return
				}
			}
		}
	}
	j.Dedupe = ByID
	j.Read = func(doc *decode.Document) (*article.Article, error) {
		return &article.Article{ID: article.Optional(doc.Text[:8]), Headline: "of a page"}, nil
	}
	var live runtime.MemStats
	j.Tell = func(r Result, _ Entry) {
		if r.Name == fmt.Sprint(pages-1) {
			runtime.GC()
			runtime.ReadMemStats(&live)
		}
	}
	before := runtime.MemStats{}
	runtime.GC()
	runtime.ReadMemStats(&before)
	if s, err := Run(t.Context(), j); err != nil || s.Articles() != pages {
		t.Fatalf("%v, %+v", err, s)
	}
	if grown := int64(live.HeapAlloc) - int64(before.HeapAlloc); grown > pages*size/4 {
		t.Errorf("%d bytes are held of %d pages of %d", grown, pages, size)
	}
}

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
		stuck  int // pages of the error; 0 is none
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

// TestResultsHoldFewBytes: two pages of half of maxInFlight are read at the same time, and no byte more; a page larger than
// that is read alone.
func TestResultsHoldFewBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var pulled int
		pages := func(yield func(source.Page, error) bool) {
			for _, size := range []int{maxInFlight + 1, maxInFlight / 2, maxInFlight / 2, 1, 1} {
				pulled++
				if !yield(source.Page{Data: pageOfSize(size)}, nil) {
					return
				}
			}
		}
		reading := make(chan int, 5)
		read := func(*decode.Document) (*article.Article, error) {
			reading <- 1
			<-release
			return &article.Article{}, nil
		}
		go func() {
			for _, want := range []int{1, 3, 5} {
				synctest.Wait()
				if len(reading) != want {
					t.Errorf("%d pages begun, want %d", len(reading), want)
				}
				for range min(2, want) {
					release <- struct{}{}
				}
			}
			close(release)
		}()
		for range Results(t.Context(), pages, Options{Workers: 8, Read: read}) {
		}
	})
}

// pageOfSize returns a page of size bytes, most of them in a comment; smaller sizes than the tags give just the tags.
func pageOfSize(size int) []byte {
	const top, end = "<html><body><p>x</p><!--", "-->"
	return slices.Concat([]byte(top), bytes.Repeat([]byte("a"), max(0, size-len(top)-len(end))), []byte(end))
}

// TestInterruptedRunDrains: an interrupted run finishes the pages being read, writes whole lines and returns the cause of the
// context.
func TestInterruptedRunDrains(t *testing.T) {
	dir := t.TempDir()
	j := job(folderOf(t, 200), filepath.Join(dir, "out.jsonl"))
	summary, err := stopAfter(t, j, 20)
	if !errors.Is(err, errStopped) {
		t.Fatal(err)
	}
	out := outputs(t, dir)
	if len(out) != 2 || out["out.jsonl.partial"] == "" {
		t.Fatalf("left: %v", slices.Collect(maps.Keys(out)))
	}
	lines := strings.Count(out["out.jsonl.partial"], "\n")
	if summary.Pages < 20 || summary.Pages > 20+(perWorker+1)*2+1 || lines != summary.Articles() || !strings.HasSuffix(out["out.jsonl.partial"], "\n") {
		t.Errorf("%d pages, %d articles, %d lines", summary.Pages, summary.Articles(), lines)
	}
}

// failing accepts a number of bytes and then fails, like a full disk.
type failing struct{ left int }

var errFull = errors.New("no space left")

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestOutputFails(t *testing.T) {
	for _, form := range []string{"jsonl", "jsonl.gz", "jsonl.zst", "csv"} {
		j := job(folderOf(t, 600), "")
		j.Output = Output{Form: form, Stream: &failing{left: 1000}}
		if _, err := Run(t.Context(), j); !isA[*WriteError](err) || !errors.Is(err, errFull) {
			t.Errorf("%s: %v", form, err)
		}
	}
}

// TestUnreadInput: an input that the system refuses to read leaves the output partial; when it can be read, the run is resumed.
func TestUnreadInput(t *testing.T) {
	pages, dir := folderOf(t, 300), t.TempDir()
	gone := filepath.Join(pages, "0299a.txt")
	if err := os.Symlink(filepath.Join(dir, "later"), gone); err != nil {
		t.Skip(err)
	}
	j := job(pages, filepath.Join(dir, "out.jsonl"))
	if _, err := Run(t.Context(), j); !isA[*UnreadError](err) {
		t.Fatalf("a link to nothing: %v", err)
	}
	if _, err := os.Stat(j.Output.Name); err == nil {
		t.Error("the output has its name")
	}
	write(t, filepath.Join(dir, "later"), "page at last")
	j.Resume = true
	summary, err := Run(t.Context(), j)
	if err != nil || summary.Pages != 301 || summary.Unread != 0 {
		t.Errorf("%+v, %v", summary, err)
	}
}

// TestRunDoesNotReadItsOwnOutput: runs may write into the folder that they read.
func TestRunDoesNotReadItsOwnOutput(t *testing.T) {
	for _, name := range []string{"out.db", "out/", "out.jsonl"} {
		dir := folderOf(t, 300)
		for range 2 {
			j := job(dir, filepath.Join(dir, name))
			j.Output.Form, j.Output.Format, j.Report = FormOf(name), encode.Formats[1], filepath.Join(dir, "report.txt")
			j.Output.Replace = true
			summary, err := Run(t.Context(), j)
			if err != nil || summary.Pages != 300 {
				t.Errorf("%s: %d pages, %v", name, summary.Pages, err)
			}
		}
	}
}
