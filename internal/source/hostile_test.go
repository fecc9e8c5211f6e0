package source_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"herald/internal/source"
)

const page = "<html><body><p>A page of few words.</p></body></html>\n"

type member struct{ name, data string }

func zipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m.name)
		check(t, err)
		_, err = io.WriteString(w, m.data)
		check(t, err)
	}
	check(t, z.Close())
	return b.Bytes()
}

// zipOfSize has one member that is of that size, by the directory alone.
func zipOfSize(t testing.TB, size uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "long.html", UncompressedSize64: size, CompressedSize64: uint64(len(page))})
	check(t, err)
	_, err = io.WriteString(w, page)
	check(t, err)
	check(t, z.Close())
	return b.Bytes()
}

func tarOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		check(t, w.WriteHeader(&tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.data))}))
		_, err := io.WriteString(w, m.data)
		check(t, err)
	}
	check(t, w.Close())
	return b.Bytes()
}

// sparse turns the first member of a tar into a sparse one of GNU tar, with a hole of that size after its bytes.
func sparse(data []byte, hole int64) []byte {
	header := bytes.Clone(data[:512])
	size, _ := strconv.ParseInt(strings.Trim(string(header[124:136]), " \x00"), 8, 64)
	header[156] = 'S'
	copy(header[257:], "ustar  \x00")
	clear(header[345:])
	copy(header[386:], fmt.Sprintf("%011o\x00%011o\x00", 0, size)) // the offset of the bytes, and their number
	copy(header[410:], fmt.Sprintf("%011o\x00%011o\x00", size+hole, 0))
	header[483] = 0x80 // the whole size, in binary
	binary.BigEndian.PutUint64(header[487:], uint64(size+hole))
	copy(header[148:], "        ")
	sum := 0
	for _, c := range header {
		sum += int(c)
	}
	copy(header[148:], fmt.Sprintf("%06o\x00 ", sum))
	return append(header, data[512:]...)
}

func gzipOf(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(data)
	check(t, err)
	check(t, z.Close())
	return b.Bytes()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// outcome is the result of a run, without the bytes of the pages.
type outcome struct {
	Members []string
	Errors  []failure
}

func outcomeOf(g got) outcome {
	var s outcome
	for _, p := range g.Pages {
		s.Members = append(s.Members, p.Member)
	}
	s.Errors = g.Errors
	return s
}

func TestHostile(t *testing.T) {
	pages := func(n int) (all []member) {
		for range n {
			all = append(all, member{"same.html", page})
		}
		return all
	}
	zeros := strings.Repeat("\x00", 40<<20)
	blanks := "<html><body><p>" + strings.Repeat(" ", 3<<20)
	blankTar := func() []byte {
		var all []member
		for range 30 { // 90 MB in 90 KB
			all = append(all, member{"blank.html", blanks})
		}
		return tarOf(t, all...)
	}
	lie := zipOf(t, pages(2)...)
	binary.LittleEndian.PutUint16(lie[len(lie)-22+8:], 0xffff)  // members on this disk
	binary.LittleEndian.PutUint16(lie[len(lie)-22+10:], 0xffff) // members in all
	flipped := zipOf(t, member{"a.html", page}, member{"b.html", page})
	flipped[45] ^= 0xff
	encrypted := zipOf(t, member{"a.html", page}, member{"b.html", page})
	encrypted[bytes.Index(encrypted, []byte("PK\x01\x02"))+8] |= 1
	links := func() []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		check(t, w.WriteHeader(&tar.Header{Name: "link.html", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}))
		check(t, w.WriteHeader(&tar.Header{Name: "hard.html", Typeflag: tar.TypeLink, Linkname: "../x"}))
		check(t, w.WriteHeader(&tar.Header{Name: "pipe", Typeflag: tar.TypeFifo}))
		check(t, w.WriteHeader(&tar.Header{Name: "contiguous.html", Typeflag: tar.TypeCont}))
		check(t, w.Close())
		return b.Bytes()
	}()
	one := tarOf(t, member{"a.html", page})[:2*512]
	holed := append(sparse(one, 1000), make([]byte, 2*512)...)
	abyss := bytes.Repeat(sparse(one, 1<<32), 100)
	both := tarOf(t, member{"a.html", page}, member{"b.html", "<html><body>" + strings.Repeat("<p>A page of more words.</p>\n", 40)})

	tests := []struct {
		name string
		data []byte
		opts source.Options
		want outcome
	}{
		{"a page too long", []byte(page), source.Options{MaxPage: 10}, outcome{Errors: []failure{{"-", "", "too-large"}}}},
		{"a page too long once inflated", gzipOf(t, []byte(zeros)), source.Options{}, outcome{Errors: []failure{{"-", "", "too-large"}}}},
		{"a member too long does not end the zip", zipOf(t, member{"a.html", blanks}, member{"b.html", page}),
			source.Options{MaxPage: 1 << 20}, outcome{Members: []string{"b.html"}, Errors: []failure{{"-", "a.html", "too-large"}}}},
		{"too many members in a zip", zipOf(t, pages(3)...), source.Options{MaxMembers: 2},
			outcome{Members: []string{"same.html", "same.html"}, Errors: []failure{{"-", "", "too-many-members"}}}},
		{"too many members in a tar", tarOf(t, pages(3)...), source.Options{MaxMembers: 2},
			outcome{Members: []string{"same.html", "same.html"}, Errors: []failure{{"-", "", "too-many-members"}}}},
		{"a member of more bytes than there are numbers", zipOfSize(t, 1<<63), source.Options{}, outcome{Errors: []failure{{"-", "long.html", "damaged"}}}},
		{"a directory that lies", lie, source.Options{}, outcome{Members: many("same.html", 2), Errors: []failure{{"-", "", "damaged"}}}},
		{"names are only names", zipOf(t, member{"../../up.html", page}, member{"/etc/abs.html", page}, member{"a\nb\x1b[31m\u009b.html", page},
			member{"C:\\x\\y.html", page}, member{"\xff\xfe.html", page}), source.Options{},
			outcome{Members: []string{"../../up.html", "/etc/abs.html", "a\ufffdb\ufffd[31m\ufffd.html", `C:\x\y.html`, "\ufffd.html"}}},
		{"links are not followed", links, source.Options{}, outcome{Members: []string{"contiguous.html"}}},
		{"a file with a hole", holed, source.Options{}, outcome{Members: []string{"a.html"}}},
		{"terabytes of holes", abyss, source.Options{}, outcome{Errors: []failure{{"-", "a.html", "too-large"}, {"-", "a.html", "bomb"}}}},
		{"skipped", zipOf(t, member{".hidden.html", page}, member{"__MACOSX/._a.html", page}, member{"a_files/frame.html", page},
			member{"a.html", page}, member{"a.css", "body { color: red; }\n"}, member{"a.png", "\x89PNG\r\n\x1a\n"}),
			source.Options{}, outcome{Members: []string{"a.html"}}},
		{"folders that only look like a page's", zipOf(t, member{"my_files/a.html", page}, member{"b.files/c.html", page}, member{"b.jpg", "\xff\xd8\xff"}),
			source.Options{}, outcome{Members: []string{"my_files/a.html", "b.files/c.html"}}},
		{"folders of pages", zipOf(t, member{"x/A.HTM", page}, member{"x/a.files/b/c.html", page}, member{"x/B_files/d.html", page}, member{`.\x\b.html`, page}),
			source.Options{}, outcome{Members: []string{"x/A.HTM", `.\x\b.html`}}},
		{"a folder after its page in a tar", tarOf(t, member{"./a.html", page}, member{"./a_files/b.html", page}), source.Options{}, outcome{Members: []string{"./a.html"}}},
		{"a folder before its page in a tar", tarOf(t, member{"a_files/b.html", page}, member{"a.html", page}), source.Options{},
			outcome{Members: []string{"a_files/b.html", "a.html"}}},
		{"an HTTrack mirror", zipOf(t, member{"m/hts-cache/new.html", page}, member{"m/hts-log.txt", "a log"}, member{"m/a.html", page}, member{"hts-cache", page}),
			source.Options{}, outcome{Members: []string{"m/a.html", "hts-cache"}}},
		{"a document of an office", zipOf(t, member{"[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>"}, member{"word/document.xml", page}), source.Options{},
			outcome{Errors: []failure{{"-", "", "not-a-page"}}}},
		{"pages in a folder of such a name", zipOf(t, member{"word/document.html", page}), source.Options{}, outcome{Members: []string{"word/document.html"}}},
		{"bytes of no known kind are reported", zipOf(t, member{"a.bin", "\x00\x01\x02\x03"}), source.Options{},
			outcome{Errors: []failure{{"-", "a.bin", "not-a-page"}}}},
		{"a damaged member", flipped, source.Options{}, outcome{Members: []string{"b.html"}, Errors: []failure{{"-", "a.html", "damaged"}}}},
		{"an encrypted member", encrypted, source.Options{}, outcome{Members: []string{"b.html"}, Errors: []failure{{"-", "a.html", "unsupported"}}}},
		{"a zip cut short", zipOf(t, pages(2)...)[:150], source.Options{}, outcome{Members: many("same.html", 1), Errors: []failure{{"-", "", "damaged"}}}},
		{"a zip cut short in its first member", zipOf(t, pages(2)...)[:50], source.Options{}, outcome{Errors: []failure{{"-", "", "damaged"}}}},
		{"too many members in a zip cut short", zipOf(t, pages(3)...)[:400], source.Options{MaxMembers: 2},
			outcome{Members: many("same.html", 2), Errors: []failure{{"-", "", "too-many-members"}}}},
		{"names in CP949", zipOf(t, member{"\xb1\xe2\xbb\xe7/\xb8\xf0\xb7\xe7.html", page}, member{"caf\x82.html", page}), source.Options{},
			outcome{Members: []string{"기사/모루.html", "caf\ufffd.html"}}},
		{"a tar cut short in a member", both[:3*512+600], source.Options{},
			outcome{Members: []string{"a.html"}, Errors: []failure{{"-", "b.html", "damaged"}}}},
		{"a tgz cut short", gzipOf(t, both)[:len(gzipOf(t, both))-12], source.Options{},
			outcome{Members: []string{"a.html", "b.html"}, Errors: []failure{{"-", "", "damaged"}}}},
		{"a gzip cut short is not a page", gzipOf(t, []byte(page))[:40], source.Options{}, outcome{Errors: []failure{{"-", "", "damaged"}}}},
		{"a third container", zipOf(t, member{"a.tar", string(tarOf(t, member{"b.zip", string(zipOf(t, pages(1)...))}, member{"c.html", page}))}),
			source.Options{}, outcome{Members: []string{"a.tar#c.html"}, Errors: []failure{{"-", "a.tar#b.zip", "too-deep"}}}},
		{"a gzip of empty members", append(bytes.Repeat(gzipOf(t, nil), 200), gzipOf(t, []byte(page))...), source.Options{}, outcome{Members: []string{""}}},
		{"an answer that is all header", []byte("HTTP/1.1 200 OK\n" + strings.Repeat("X: words\n", 2<<20/9)), source.Options{},
			outcome{Errors: []failure{{"-", "", "too-large"}}}},
		{"gzip in gzip in gzip", gzipOf(t, gzipOf(t, gzipOf(t, []byte(page)))), source.Options{}, outcome{Errors: []failure{{"-", "", "too-deep"}}}},
		{"a mail that is all header", []byte("MIME-Version: 1.0\n" + strings.Repeat("X: words\n", 2<<20/9)), source.Options{},
			outcome{Errors: []failure{{"-", "", "too-large"}}}},
		{"a mail of a long body", []byte("MIME-Version: 1.0\nContent-Type: text/html\n\n" + strings.Repeat(page, 2<<20/len(page))), source.Options{},
			outcome{Members: []string{""}}},
		{"a bomb", gzipOf(t, blankTar()), source.Options{}, outcome{Members: many("blank.html", 21), Errors: []failure{{"-", "blank.html", "bomb"}}}},
		{"a zstd window too long", []byte("\x28\xb5\x2f\xfd\x00\xa8" + page), source.Options{}, outcome{Errors: []failure{{"-", "", "too-large"}}}},
		{"a brotli bomb", brotliOf(t, blanks), source.Options{MaxPage: 1 << 20}, outcome{Errors: []failure{{"-", "", "too-large"}}}},
		{"an input that fails", nil, source.Options{}, outcome{Errors: []failure{{"-", "", "unreadable"}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var in io.Reader = bytes.NewReader(test.data)
			if test.data == nil {
				in = iotest.ErrReader(errors.New("the disk is gone"))
			}
			if diff := cmp.Diff(test.want, outcomeOf(read(t, test.opts, in, "-"))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func many(name string, n int) (all []string) {
	for range n {
		all = append(all, name)
	}
	return all
}

func brotliOf(t testing.TB, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, err := io.WriteString(w, data)
	check(t, err)
	check(t, w.Close())
	return b.Bytes()
}

func zstdOf(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	check(t, err)
	_, err = w.Write(data)
	check(t, err)
	check(t, w.Close())
	return b.Bytes()
}

type breaking struct{}

func (breaking) Read([]byte) (int, error) { panic("a bug") }

// TestPanic: an input on which source breaks is an error in its place, and the others are read; a panic of who takes the
// pages is his.
func TestPanic(t *testing.T) {
	next := filepath.Join(t.TempDir(), "next.html")
	check(t, os.WriteFile(next, []byte(page), 0o666))
	want := outcome{Members: []string{""}, Errors: []failure{{"-", "", "panic"}}}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, breaking{}, "-", next))); diff != "" {
		t.Error(diff)
	}
	for _, err := range source.Pages([]string{"-"}, breaking{}, source.Options{}) {
		if p, ok := errors.AsType[*source.Panic](err); !ok || p.Value != "a bug" || len(p.Stack) == 0 {
			t.Errorf("%v", err)
		}
	}
	defer func() {
		if v := recover(); v != "of the taker" {
			t.Errorf("%v", v)
		}
	}()
	for range source.Pages([]string{next}, nil, source.Options{}) {
		panic("of the taker")
	}
}

// TestLiesOfSize: a member costs what it holds, not what the directory states.
func TestLiesOfSize(t *testing.T) {
	data := zipOfSize(t, source.DefaultMaxPage)
	got := allocated(func() { read(t, source.Options{}, bytes.NewReader(data), "-") })
	if most := uint64(2 << 20); got > most {
		t.Errorf("%d bytes of memory for a member of %d", got, len(page))
	}
}

// TestZipOnDisk: damage that sends a reader to before the start of the file is damage, and no failure of the system, which is
// worth another try.
func TestZipOnDisk(t *testing.T) {
	data := zipOf(t, member{"a.html", page})
	central := bytes.Index(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[central+42:], 0xffffffff) // of the local header: see the extra field
	extra := binary.LittleEndian.AppendUint64([]byte{1, 0, 8, 0}, 1<<63)
	name := central + 46 + len("a.html")
	binary.LittleEndian.PutUint16(data[central+30:], uint16(len(extra)))
	data = slices.Insert(data, name, extra...)
	end := bytes.LastIndex(data, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint32(data[end+12:], uint32(end-central))
	path := filepath.Join(t.TempDir(), "pages.zip")
	check(t, os.WriteFile(path, data, 0o666))
	want := outcome{Errors: []failure{{path, "a.html", "damaged"}}}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, nil, path))); diff != "" {
		t.Error(diff)
	}
}

// TestSelfExtracting: the zip in a page is held to the bounds of any other.
func TestSelfExtracting(t *testing.T) {
	const top = "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: http://p.example/a \n saved date: Sat Aug 15 2020 12:12:00 GMT+0900\n-->"
	const long = 300 // bytes in the directory alone: 65,000 members have one longer than 16 MB, and no more than a page may
	for _, test := range []struct {
		name    string
		members int
		header  zip.FileHeader
		want    outcome
	}{
		{"a page", 1, zip.FileHeader{Name: "index.html"}, outcome{Members: []string{""}}},
		{"no page", 1, zip.FileHeader{Name: "other.html"}, outcome{Errors: []failure{{"-", "", "damaged"}}}},
		{"an encrypted page", 1, zip.FileHeader{Name: "index.html", Flags: 1}, outcome{Errors: []failure{{"-", "", "unsupported"}}}},
		{"a long directory", 65_000, zip.FileHeader{Name: "index.html", Comment: strings.Repeat("c", long)}, outcome{Errors: []failure{{"-", "", "too-many-members"}}}},
	} {
		var b bytes.Buffer
		b.WriteString(top)
		z := zip.NewWriter(&b)
		for range test.members {
			header := test.header
			_, err := z.CreateRaw(&header)
			check(t, err)
		}
		check(t, z.Close())
		if diff := cmp.Diff(test.want, outcomeOf(read(t, source.Options{}, &b, "-"))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestSmallFiles: a file costs about what it holds, however many there are.
func TestSmallFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which the short tests run with, takes memory too")
	}
	const files, most = 100, 16 << 10 // bytes for each: a few times what a page of few words takes
	dir := t.TempDir()
	for i := range files {
		check(t, os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), []byte(page), 0o666))
	}
	var g got
	if n := allocated(func() { g = read(t, source.Options{}, nil, dir) }) / files; n > most || len(g.Pages) != files {
		t.Errorf("%d bytes of memory for each of %d pages of %d", n, len(g.Pages), len(page))
	}
}

// TestSpool: a zip from a pipe takes little more memory than its bound, also on the way there.
func TestSpool(t *testing.T) {
	data := append([]byte("PK\x03\x04"), make([]byte, 3*source.DefaultMaxPage)...)
	const most = 2 * 2 * source.DefaultMaxPage // each piece is half of the next
	if n := allocated(func() { read(t, source.Options{}, bytes.NewReader(data), "-") }); n > most+1<<20 {
		t.Errorf("%d MB of memory", n>>20)
	}
}

// allocated returns how many bytes work allocates in total, including what is freed meanwhile.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestEnd: a consumer can end the run at any page.
func TestEnd(t *testing.T) {
	for name, data := range map[string][]byte{
		"zip":  zipOf(t, member{"a.html", page}, member{"b.html", page}),
		"tar":  tarOf(t, member{"a.html", page}, member{"b.html", page}),
		"warc": []byte(response("http://a.example/", page) + response("http://b.example/", page)),
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			for range source.Pages([]string{"-", "-"}, bytes.NewReader(data), source.Options{}) {
				n++
				break
			}
			if n != 1 {
				t.Errorf("%d pages", n)
			}
		})
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, "a.html"), []byte(page), 0))
	check(t, os.Mkdir(filepath.Join(dir, "b"), 0))
	check(t, os.WriteFile(filepath.Join(dir, "c.html"), []byte(page), 0o644))
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	want := outcome{Members: []string{""}, Errors: []failure{{filepath.Join(dir, "a.html"), "", "unreadable"}, {filepath.Join(dir, "b"), "", "unreadable"}}}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, nil, dir))); diff != "" {
		t.Error(diff)
	}
}

// TestErrorIsSystems: the cause can be asked for, and the path is not in the words.
func TestErrorIsSystems(t *testing.T) {
	for _, err := range source.Pages([]string{"no/such/file"}, nil, source.Options{}) {
		if !errors.Is(err, os.ErrNotExist) || strings.Contains(err.Error(), "no/such") {
			t.Errorf("%v", err)
		}
	}
}

func TestCheckGlobs(t *testing.T) {
	if err := (source.Options{Include: []string{"*.html"}, Exclude: []string{"[a-"}}).CheckGlobs(); err == nil {
		t.Error("a bad glob was taken")
	}
	if err := (source.Options{Include: []string{"*.html"}}).CheckGlobs(); err != nil {
		t.Error(err)
	}
}
