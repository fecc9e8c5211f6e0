package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

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
