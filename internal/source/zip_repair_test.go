package source_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// TestZipCut cuts zips of every kind of local header at every length: the members before the cut are read as they are, and
// the damage is reported.
func TestZipCut(t *testing.T) {
	bodies := []string{page, "<html><body><p>Another page, of other words.</p></body></html>\n"}
	for name, data := range map[string][]byte{
		"sizes after the member":  zipOf(t, member{"a.html", bodies[0]}, member{"b.html", bodies[1]}),
		"sizes before the member": zipWithSizes(t, zip.Store, bodies...),
		"long sizes after":        zipWithLongSizes(t, bodies...),
	} {
		ends := append(localEnds(t, data), len(data))
		for length := 31; length < len(data); length++ {
			g := read(t, source.Options{}, bytes.NewReader(data[:length]), "-")
			whole := 0
			for whole < len(bodies) && length >= ends[whole] {
				whole++
			}
			var want []string
			for i := range whole {
				want = append(want, bodies[i])
			}
			var got []string
			for _, p := range g.Pages {
				got = append(got, string(p.Data))
			}
			if diff := cmp.Diff(want, got); diff != "" || len(g.Errors) != 1 || g.Errors[0].Code != "damaged" {
				t.Fatalf("%s, %d of %d bytes: %v %s", name, length, len(data), g.Errors, diff)
			}
		}
	}
}

// TestZipCutOnDisk: a zip that is a file is repaired where it is.
func TestZipCutOnDisk(t *testing.T) {
	data := zipOf(t, member{"a.html", page}, member{"b.html", page})
	path := filepath.Join(t.TempDir(), "pages.zip")
	check(t, os.WriteFile(path, data[:len(data)-30], 0o666))
	want := outcome{Members: []string{"a.html", "b.html"}, Errors: []failure{{path, "", "damaged"}}}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, nil, path))); diff != "" {
		t.Error(diff)
	}
}

// localEnds returns where each member ends, which is where the next signature is.
func localEnds(t *testing.T, data []byte) (ends []int) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	for range z.File[1:] {
		from := 1
		if len(ends) > 0 {
			from = ends[len(ends)-1] + 1
		}
		ends = append(ends, from+bytes.Index(data[from:], []byte("PK\x03\x04")))
	}
	return append(ends, bytes.Index(data, []byte("PK\x01\x02")))
}

// zipWithSizes states the sizes of members before them.
func zipWithSizes(t *testing.T, method uint16, bodies ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, body := range bodies {
		w, err := z.CreateRaw(&zip.FileHeader{Name: string(rune('a'+i)) + ".html", Method: method, CRC32: crc32.ChecksumIEEE([]byte(body)),
			CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(body))})
		check(t, err)
		_, err = w.Write([]byte(body))
		check(t, err)
	}
	check(t, z.Close())
	return b.Bytes()
}

// zipWithLongSizes states the sizes of members after them, in eight bytes each, as writers do that don't know whether a
// member will be longer than 4 GB.
func zipWithLongSizes(t *testing.T, bodies ...string) []byte {
	t.Helper()
	var members []member
	for i, body := range bodies {
		members = append(members, member{string(rune('a'+i)) + ".html", body})
	}
	var long []byte
	data := zipOf(t, members...)
	for from := 0; ; {
		sizes := bytes.Index(data[from:], []byte("PK\x07\x08"))
		if sizes < 0 {
			return append(long, data[from:]...)
		}
		sizes += from
		long = append(long, data[from:sizes+8]...)
		for i := range 2 {
			long = binary.LittleEndian.AppendUint64(long, uint64(binary.LittleEndian.Uint32(data[sizes+8+4*i:])))
		}
		from = sizes + 16
	}
}

// TestJoinedZips: of two zips that were joined, the directory at the end lists only the members of the second.
func TestJoinedZips(t *testing.T) {
	a, b := zipOf(t, member{"a.html", page}), zipOf(t, member{"bb.html", page})
	for name, test := range map[string]struct {
		data []byte
		want outcome
	}{
		"one":             {a, outcome{Members: []string{"a.html"}}},
		"none":            {zipOf(t), outcome{Errors: []failure{{"-", "", "empty"}}}},
		"two":             {slices.Concat(a, b), outcome{Members: []string{"bb.html"}, Errors: []failure{{"-", "", "damaged"}}}},
		"after a program": {slices.Concat([]byte("#!/bin/sh\nexit 1\n"), a), outcome{Errors: []failure{{"-", "", "not-a-page"}}}},
		"two of a name":   {slices.Concat(a, a), outcome{Members: []string{"a.html"}, Errors: []failure{{"-", "", "damaged"}}}},
	} {
		if diff := cmp.Diff(test.want, outcomeOf(read(t, source.Options{}, bytes.NewReader(test.data), "-"))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
