package batch

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// TestResumeReadsNothingTwice: unchanged files that are done are not read again, also if files are named twice and archives
// lie between pages; and the result is that of an uninterrupted run.
func TestResumeReadsNothingTwice(t *testing.T) {
	paths := mixedPaths(t)
	whole, broken := t.TempDir(), t.TempDir()
	nothing := 0
	of := func(dir string) Job {
		j := job("", filepath.Join(dir, "out.jsonl"))
		j.Report = filepath.Join(dir, "report")
		j.Pages = func(want func(string) source.Want) iter.Seq2[source.Page, error] {
			return source.Pages(paths, nil, source.Options{Want: func(name string) source.Want {
				w := want(name)
				if w == source.Nothing {
					nothing++
				}
				return w
			}})
		}
		return j
	}
	want, err := Run(t.Context(), of(whole))
	if err != nil || nothing > 0 {
		t.Fatalf("%v, %d files left out", err, nothing)
	}
	for _, after := range []int{300, 256, 50, 270} { // the journal has 256, 512 and 768 pages then
		if _, err := stopAfter(t, of(broken), after); !errors.Is(err, errStopped) {
			t.Fatal(err)
		}
	}
	nothing = 0
	last := of(broken)
	last.Resume = true
	got, err := Run(t.Context(), last)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-whole +broken):\n%s", diff)
	}
	if diff := cmp.Diff(outputs(t, whole), outputs(t, broken)); diff != "" {
		t.Errorf("files (-whole +broken):\n%.2000s", diff)
	}
	if nothing < 400 { // an archive has three pages
		t.Errorf("only %d files were not read again", nothing)
	}
}

// mixedPaths returns the paths of 600 pages with archives of three pages between. Some are named twice in a row; and at each
// checkpoint, the page before the last is named again.
func mixedPaths(t *testing.T) []string {
	t.Helper()
	dir := folderOf(t, 600)
	var paths []string
	count := 0
	add := func(name string, pages int) {
		paths = append(paths, name)
		if count += pages; count == checkpointEvery || count == 2*checkpointEvery {
			paths = append(paths, paths[len(paths)-2])
			count++
		}
	}
	for i := range 600 {
		name := filepath.Join(dir, fmt.Sprintf("%04d.txt", i))
		add(name, 1)
		switch i % 10 {
		case 2:
			add(name, 1)
		case 7:
			packed := filepath.Join(dir, fmt.Sprintf("%04d.tar", i))
			writeTar(t, packed, fmt.Sprintf("packed %d", i))
			add(packed, 3)
			add(packed, 3)
		}
	}
	return paths
}

func writeTar(t *testing.T, name, text string) {
	t.Helper()
	var b bytes.Buffer
	to := tar.NewWriter(&b)
	for i := range 3 {
		page := fmt.Sprintf("%s, page %d", text, i)
		err := to.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: fmt.Sprintf("%d.txt", i), Mode: 0o644, Size: int64(len(page))})
		if err == nil {
			_, err = to.Write([]byte(page))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(to.Close(), os.WriteFile(name, b.Bytes(), 0o666)); err != nil {
		t.Fatal(err)
	}
}
