package source_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"

	"herald/internal/source"
)

func xzOf(t testing.TB, config xz.WriterConfig, data string) []byte {
	t.Helper()
	config.DictCap = 1 << 16 // the default is 8 MB, for each block
	var b bytes.Buffer
	w, err := config.NewWriter(&b)
	check(t, err)
	_, err = w.Write([]byte(data))
	check(t, err)
	check(t, w.Close())
	return b.Bytes()
}

// withBlock changes the header of the first block of a file, which keeps a valid checksum.
func withBlock(file []byte, change func(header []byte)) []byte {
	const streamHeader = 12
	file = bytes.Clone(file)
	header := file[streamHeader : streamHeader+4*(int(file[streamHeader])+1)]
	change(header)
	end := len(header) - crc32.Size
	binary.LittleEndian.PutUint32(header[end:], crc32.ChecksumIEEE(header[:end]))
	return file
}

// withDictionary changes the length of the dictionary; 0x21 is LZMA2, with one byte of properties.
func withDictionary(file []byte, code byte) []byte {
	return withBlock(file, func(header []byte) { header[bytes.LastIndex(header, []byte{0x21, 1})+2] = code })
}

// TestXZ reads what package xz, which has no part in reading, has written.
func TestXZ(t *testing.T) {
	long := "<html><body>" + strings.Repeat("<p>A page of few words.</p>\n", 200)
	whole := xzOf(t, xz.WriterConfig{}, long)
	flip := func(at int) []byte {
		file := bytes.Clone(whole)
		file[at] ^= 0xff
		return file
	}
	const longest, longer = 28, 29 // codes of 64 and 96 MiB
	for _, test := range []struct {
		name string
		data []byte
		want string // the page, or the code of an error
	}{
		{"CRC32", xzOf(t, xz.WriterConfig{CheckSum: xz.CRC32}, long), long},
		{"CRC64", xzOf(t, xz.WriterConfig{CheckSum: xz.CRC64}, long), long},
		{"SHA-256", xzOf(t, xz.WriterConfig{CheckSum: xz.SHA256}, long), long},
		{"no check", xzOf(t, xz.WriterConfig{NoCheckSum: true}, long), long},
		{"many blocks", xzOf(t, xz.WriterConfig{BlockSize: 1001}, long), long},
		{"padding at the end", append(bytes.Clone(whole), 0, 0, 0, 0), long},
		{"two streams", append(append(bytes.Clone(whole), 0, 0, 0, 0), xzOf(t, xz.WriterConfig{}, "<p>The end.</p>")...), long + "<p>The end.</p>"},
		{"no blocks, then a page", append(xzOf(t, xz.WriterConfig{}, ""), whole...), long},
		{"the longest dictionary", withDictionary(whole, longest), long},
		{"a longer dictionary", withDictionary(whole, longer), "too-large"},
		{"a filter for programs", withBlock(whole, func(header []byte) { header[1] |= 1 }), "unsupported"},
		{"a flipped byte in the header", flip(7), "damaged"},
		{"a flipped byte in the block's header", flip(14), "damaged"},
		{"a flipped byte in the data", flip(60), "damaged"},
		{"a flipped byte in the check", flip(len(whole) - 12 - 8 - 8), "damaged"},
		{"cut short in the data", whole[:80], "damaged"},
		{"cut short before the footer", whole[:len(whole)-12], "damaged"},
		{"something else after it", append(bytes.Clone(whole), "hello, these are words"...), "damaged"},
	} {
		g := read(t, source.Options{}, bytes.NewReader(test.data), "-")
		want := got{Pages: []source.Page{{Name: "-", Form: "html", Data: []byte(test.want)}}}
		if !strings.HasPrefix(test.want, "<") {
			want = got{Errors: []failure{{"-", "", test.want}}}
		}
		if diff := cmp.Diff(want, g); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestAfterGzip: bytes after a page that are not gzip are reported, and the page is read; padding is not reported.
func TestAfterGzip(t *testing.T) {
	other := []failure{{"-", "", "damaged"}}
	packed := gzipOf(t, []byte(page))
	for _, test := range []struct {
		name, after string
		pages       int
		errors      []failure
	}{
		{"nothing", "", 1, nil},
		{"zeros", "\x00\x00\x00", 1, nil},
		{"line ends", "\r\n\n", 1, nil},
		{"text", "hello", 1, other},
		{"the start of a member", "\x1f\x8b", 1, other},
		{"a cut member", string(packed[:20]), 0, other},
	} {
		g := read(t, source.Options{}, bytes.NewReader(append(bytes.Clone(packed), test.after...)), "-")
		if diff := cmp.Diff(test.errors, g.Errors); diff != "" || len(g.Pages) != test.pages {
			t.Errorf("%s: %d pages, %s", test.name, len(g.Pages), diff)
		}
	}
	records := append(append(gzipOf(t, []byte(response("http://a.example/", page))), "\r\nhello\r\n"...), gzipOf(t, []byte(response("http://b.example/", page)))...)
	want := outcome{Members: []string{"http://a.example/", "http://b.example/"}, Errors: other}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, bytes.NewReader(records), "-"))); diff != "" {
		t.Error(diff)
	}
}
