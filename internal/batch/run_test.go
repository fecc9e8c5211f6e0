package batch

import (
	"bytes"
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
		// The shard is that of the path, which begins with a folder of another name in each run: half is six standard deviations.
		if fair := len(whole) / shards; len(part) < fair/2 || len(part) > fair*3/2 {
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
