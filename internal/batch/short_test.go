package batch

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCutOutputsAreResumed cuts the output, the report or the journal of an interrupted run at any byte: the resumed run goes
// back to a checkpoint that fits, and the outputs have the bytes of an uninterrupted run.
func TestCutOutputsAreResumed(t *testing.T) {
	pages := folderOf(t, 530)
	of := func(dir, name string) Job {
		j := job(pages, filepath.Join(dir, name))
		j.Output.Form = FormOf(name)
		j.Report, j.Dedupe = filepath.Join(dir, "report"), ByText
		return j
	}
	for _, name := range []string{"out.jsonl.gz", "out.db", "out/"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // they wait for the disk
			whole, stopped := t.TempDir(), t.TempDir()
			if _, err := Run(t.Context(), of(whole, name)); err != nil {
				t.Fatal(err)
			}
			want := outputs(t, whole)
			if _, err := stopAfter(t, of(stopped, name), 520); !errors.Is(err, errStopped) {
				t.Fatal(err)
			}
			out := strings.TrimSuffix(name, "/") + ".partial"
			files := []string{out, "report.partial", out + ".journal"}
			if name == "out/" {
				articles, err := filepath.Glob(filepath.Join(stopped, out, "*"))
				if err != nil || len(articles) == 0 {
					t.Fatal(articles, err)
				}
				files[0] = filepath.Join(out, filepath.Base(articles[rand.IntN(len(articles))]))
				files = append(files, listOf(out))
			}
			for _, file := range files {
				info, err := os.Stat(filepath.Join(stopped, file))
				if err != nil {
					t.Fatal(err)
				}
				for _, at := range []int64{0, rand.Int64N(info.Size()), info.Size() - 1} {
					broken := t.TempDir()
					if err := os.CopyFS(broken, os.DirFS(stopped)); err != nil {
						t.Fatal(err)
					}
					if err := os.Truncate(filepath.Join(broken, file), at); err != nil {
						t.Fatal(err)
					}
					j := of(broken, name)
					j.Resume = true
					if _, err := Run(t.Context(), j); err != nil {
						t.Errorf("%s cut at %d of %d: %v", file, at, info.Size(), err)
						continue
					}
					if diff := cmp.Diff(want, outputs(t, broken)); diff != "" {
						t.Errorf("%s cut at %d of %d (-whole +broken):\n%.2000s", file, at, info.Size(), diff)
					}
				}
			}
		})
	}
}

// TestCutOutputIsNotReadAgain: the run goes back to the last checkpoint that fits, not to its start.
func TestCutOutputIsNotReadAgain(t *testing.T) {
	j := job(folderOf(t, 800), filepath.Join(t.TempDir(), "out.jsonl"))
	if _, err := stopAfter(t, j, 700); !errors.Is(err, errStopped) {
		t.Fatal(err)
	}
	state, err := readJournal(j.journalName())
	if err != nil || len(state.checkpoints) != 2 {
		t.Fatalf("%+v, %v", state, err)
	}
	if err := os.Truncate(partial(j.Output.Name), state.checkpoints[1].Out-1); err != nil {
		t.Fatal(err)
	}
	told := 0
	j.Tell = func(Result, Entry) { told++ }
	j.Resume = true
	if _, err := Run(t.Context(), j); err != nil || told != 800-checkpointEvery {
		t.Errorf("%d pages read, want those after the first checkpoint; %v", told, err)
	}
	if _, err := os.Stat(j.journalName()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the journal is left: %v", err)
	}
}
