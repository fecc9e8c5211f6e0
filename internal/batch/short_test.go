package batch

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCutOutputsAreResumed cuts the output, the report or the journal of an interrupted run at its ends and at many bytes
// between: the resumed run goes back to a checkpoint that fits, and the outputs have the bytes of an uninterrupted run.
func TestCutOutputsAreResumed(t *testing.T) {
	cuts := 20
	if testing.Short() {
		cuts = 1
	}
	pages := folderOf(t, 530)
	for i, name := range []string{"out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.db", "out/"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // they wait for the disk
			of := func(dir string) Job {
				j := job(pages, filepath.Join(dir, name))
				j.Output.Form = FormOf(name)
				j.Report, j.Dedupe = filepath.Join(dir, "report"), ByText
				return j
			}
			whole, stopped := t.TempDir(), t.TempDir()
			if _, err := Run(t.Context(), of(whole)); err != nil {
				t.Fatal(err)
			}
			want := outputs(t, whole)
			if _, err := stopAfter(t, of(stopped), 520); !errors.Is(err, errStopped) {
				t.Fatal(err)
			}
			random := rand.New(rand.NewPCG(19, uint64(i)))
			for _, c := range cutsOf(t, stopped, random, cuts) {
				broken := t.TempDir()
				if err := os.CopyFS(broken, os.DirFS(stopped)); err != nil {
					t.Fatal(err)
				}
				if err := os.Truncate(filepath.Join(broken, c.file), c.at); err != nil {
					t.Fatal(err)
				}
				j := of(broken)
				j.Resume = true
				if _, err := Run(t.Context(), j); err != nil {
					t.Errorf("%s cut at %d: %v", c.file, c.at, err)
					continue
				}
				if diff := cmp.Diff(want, outputs(t, broken)); diff != "" {
					t.Errorf("%s cut at %d (-whole +broken):\n%.2000s", c.file, c.at, diff)
				}
			}
		})
	}
}

// cut is a file of an interrupted run, by its name in the folder of the outputs, and the length to which it is cut.
type cut struct {
	file string
	at   int64
}

// cutsOf returns cuts of each partial file: at its start, before its last byte, and at so many other bytes. The files of a
// folder of articles are one file: each cut is in a random one of them.
func cutsOf(t *testing.T, dir string, random *rand.Rand, between int) (cuts []cut) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 3 {
		t.Fatalf("an interrupted run leaves the output, the report and the journal; there are %v, %v", entries, err)
	}
	for _, entry := range entries {
		names := []string{entry.Name()}
		if entry.IsDir() {
			if names, err = filepath.Glob(filepath.Join(dir, entry.Name(), "*")); err != nil || len(names) == 0 {
				t.Fatal(names, err)
			}
			for i, name := range names {
				names[i] = filepath.Join(entry.Name(), filepath.Base(name))
			}
		}
		for i := range between + 2 {
			name := names[random.IntN(len(names))]
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil || info.Size() == 0 {
				t.Fatalf("%s: %v", name, err)
			}
			at := random.Int64N(info.Size())
			switch i {
			case 0:
				at = 0
			case 1:
				at = info.Size() - 1
			}
			cuts = append(cuts, cut{name, at})
		}
	}
	return cuts
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
