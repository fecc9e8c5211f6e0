package source_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// TestProgress: what was read of a file grows to its size; of a zip the directory is read before the members.
func TestProgress(t *testing.T) {
	for _, test := range []struct {
		paths []string
		files int64
		twice bool // some bytes are read
	}{
		{[]string{forms + "wget.warc.gz"}, 1, false},
		{[]string{forms + "pages.tgz"}, 1, false},
		{[]string{forms + "view.html.zst", forms + "site/view.html"}, 2, false},
		{[]string{forms + "pages.zip"}, 1, true},
		{[]string{forms + "missing"}, 0, false},
	} {
		var read source.Progress
		last := int64(0)
		for range source.Pages(test.paths, nil, source.Options{Progress: &read}) {
			if now := read.Bytes.Load(); now < last || now == 0 && test.files > 0 {
				t.Errorf("%v: %d bytes, before %d", test.paths, now, last)
			}
			last = read.Bytes.Load()
		}
		size := int64(0)
		for _, path := range test.paths {
			if info, err := os.Stat(path); err == nil {
				size += info.Size()
			}
		}
		want, got := []int64{test.files, size}, []int64{read.Files.Load(), read.Bytes.Load()}
		if test.twice {
			got[1] = min(got[1], size)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v, files and bytes: %s", test.paths, diff)
		}
	}
}
