package batch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// TestReadJournal reads journals as herald writes and wrote them, and as a power failure leaves them.
func TestReadJournal(t *testing.T) {
	const (
		settings = `{"settings":"of a test"}` + "\n"
		pid      = `{"pid":4711}` + "\n"
		in       = `{"input":{"path":"a.html","pages":2,"size":10,"time":"2021-03-03T00:00:00Z"}}` + "\n"
		point    = `{"point":{"out":7,"report":8,"summary":{"pages":2}}}` + "\n"
	)
	inputs := []input{{Path: "a.html", Pages: 2, Size: 10, Time: "2021-03-03T00:00:00Z"}}
	at := func(lines string) []checkpoint {
		return []checkpoint{{Out: 7, Report: 8, Summary: Summary{Pages: 2}, inputs: 1, end: int64(len(lines))}}
	}
	start := int64(len(settings))
	for text, want := range map[string]*journalState{
		"":                                  nil,
		settings[:5]:                        nil,
		settings:                            {settings: "of a test", settingsEnd: start},
		settings + in + point:               {settings: "of a test", settingsEnd: start, inputs: inputs, checkpoints: at(settings + in + point)},
		settings + pid + in + point:         {settings: "of a test", settingsEnd: start, pid: 4711, inputs: inputs, checkpoints: at(settings + pid + in + point)},
		settings + in + point[:20]:          {settings: "of a test", settingsEnd: start, inputs: inputs},
		settings + `{"pid":1}` + "\n" + pid: {settings: "of a test", settingsEnd: start, pid: 4711},
	} {
		name := filepath.Join(t.TempDir(), "journal")
		write(t, name, text)
		got, err := readJournal(name)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(journalState{}, checkpoint{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{"text\n", pid, settings + settings, settings + "{\n"} {
		name := filepath.Join(t.TempDir(), "journal")
		write(t, name, text)
		if _, err := readJournal(name); err == nil || !strings.Contains(err.Error(), "is not a herald journal") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestCheckpoints: the journal has a checkpoint after checkpointEvery pages, and none before. An input that cannot be read is
// the last page, so that the run leaves its journal.
func TestCheckpoints(t *testing.T) {
	for pages, want := range map[int]int{checkpointEvery - 1: 0, checkpointEvery: 1, 2*checkpointEvery - 1: 1, 2 * checkpointEvery: 2} {
		dir, out := folderOf(t, pages-1), filepath.Join(t.TempDir(), "out.jsonl")
		if err := os.Symlink("nowhere", filepath.Join(dir, "missing.txt")); err != nil {
			t.Skip(err)
		}
		summary, err := Run(t.Context(), job(dir, out))
		if !isA[*UnreadError](err) || summary.Pages != pages {
			t.Fatalf("%d of %d pages: %v", summary.Pages, pages, err)
		}
		state, err := readJournal(job(dir, out).journalName())
		if err != nil {
			t.Fatal(err)
		}
		if len(state.checkpoints) != want || state.pid != os.Getpid() {
			t.Errorf("%d checkpoints of pid %d after %d pages, want %d", len(state.checkpoints), state.pid, pages, want)
		}
	}
}

// TestStreamBuffers: an article reaches the file when the buffer is full, or when it is flushed.
func TestStreamBuffers(t *testing.T) {
	for _, test := range []struct{ size, want int }{{bufferSize, 0}, {bufferSize + 1, bufferSize}} {
		file, err := os.Create(filepath.Join(t.TempDir(), "out.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := newStream(Output{Form: "jsonl"}, file, 0)
		if err != nil {
			t.Fatal(err)
		}
		for n := range test.size { // byte by byte: a write larger than the buffer passes it by
			if _, err := s.Write([]byte{byte(n)}); err != nil {
				t.Fatal(err)
			}
		}
		info, err := file.Stat()
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() != int64(test.want) {
			t.Errorf("the file has %d bytes after %d, want %d", info.Size(), test.size, test.want)
		}
		if at, err := s.flush(); err != nil || at != int64(test.size) {
			t.Errorf("flushed up to %d of %d: %v", at, test.size, err)
		}
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}
}

// TestFolderSyncsAllFiles: files that are missing when they are synced show which were.
func TestFolderSyncsAllFiles(t *testing.T) {
	for _, files := range []int{0, 1, syncWorkers - 1, syncWorkers, syncWorkers + 1, 3 * syncWorkers} {
		dir := t.TempDir()
		f, err := openFolder(Output{Name: filepath.Join(dir, "out"), Format: formatNamed("jsonl")}, 0)
		if err != nil {
			t.Fatal(err)
		}
		for n := range files {
			if err := f.Encode(&article.Article{ID: article.Optional(fmt.Sprintf("id%dx", n))}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.flush(); err != nil || len(f.unsynced) > 0 {
			t.Errorf("%d files: %v, %d unsynced", files, err, len(f.unsynced))
		}
		for n := range files {
			f.unsynced = append(f.unsynced, fmt.Sprintf("gone%dx", n))
		}
		_, err = f.flush()
		for n := range files {
			if name := fmt.Sprintf("gone%dx", n); err == nil || strings.Count(err.Error(), name) != 1 {
				t.Errorf("%d files: %s is not in the error %v", files, name, err)
			}
		}
		if err := f.close(); err != nil {
			t.Error(err)
		}
	}
}
