package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// gunzip reads gzip members one after the other, as gzip.Reader does, and can resume after a damaged one.
type gunzip struct {
	in      *recorder
	buffer  *bufio.Reader // of in: inflate reads from a bufio.Reader at several times the speed of any other reader
	z       gzip.Reader
	started bool
	other   bool // bytes that are not gzip were passed over
	err     error
}

func newGunzip(in *bufio.Reader) *gunzip {
	r := &recorder{in: in}
	return &gunzip{in: r, buffer: bufio.NewReaderSize(r, 16*headSize)}
}

func (g *gunzip) Read(p []byte) (int, error) {
	if !g.started {
		g.started, g.err = true, g.member()
	}
	n := 0
	for n == 0 && g.err == nil { // a bufio.Reader fails after a hundred empty reads
		n, g.err = g.z.Read(p)
		if errors.Is(g.err, io.EOF) {
			g.err = g.next()
		}
	}
	return n, g.err
}

func (g *gunzip) member() error {
	g.in.restart(g.unread())
	err := g.z.Reset(g.buffer)
	g.z.Multistream(false)
	return err
}

// next starts the next member.
func (g *gunzip) next() error {
	if err := g.seek(); err != nil {
		return err
	}
	return g.member()
}

// seek moves to the next member. At the end of the file it returns io.EOF or the error of the file. It skips bytes between and
// after members, as gzip(1) does; zeros and line ends are padding.
func (g *gunzip) seek() error {
	for {
		head, err := g.buffer.Peek(len(gzipMagic))
		switch {
		case string(head) == gzipMagic:
			return nil
		case len(head) == 0:
			return err
		case head[0] != 0 && !isLineEnd(head[0]):
			g.other = true
		}
		if _, err := g.buffer.Discard(1); err != nil {
			return err
		}
	}
}

// unread returns what the buffer holds: bytes of the file that were not decompressed yet.
func (g *gunzip) unread() []byte {
	unread, _ := g.buffer.Peek(g.buffer.Buffered()) // no error: it is there
	return unread
}

// resume looks for the next member after damage, first in the bytes that were read as part of the damaged one, and reports
// whether there is one. The file itself may be damaged too: then its error is the end.
func (g *gunzip) resume() bool {
	g.in.rewind(g.unread())
	g.buffer.Reset(g.in)
	if _, err := g.buffer.Discard(1); err != nil { // of the damaged member itself
		return false
	}
	other := g.other
	g.err = g.seek()
	g.other = other // what is passed over is of the damaged member
	if g.err != nil {
		return false
	}
	g.err = g.member()
	return true
}

// recorder keeps what was read of a member, so that it can be read again where the member is damaged.
type recorder struct {
	in   io.Reader
	seen []byte // read since the start of the member, the first recordable bytes of it
	read int    // bytes since then
}

// recordable is the size of a gzip member with a page and its pictures; members inside a longer damaged one are lost.
const recordable = 1 << 20

func (r *recorder) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	r.seen = append(r.seen, p[:min(n, recordable-len(r.seen))]...)
	r.read += n
	return n, err
}

// restart begins a member, of which the unread bytes were read already.
func (r *recorder) restart(unread []byte) {
	r.seen = append(r.seen[:0], unread...)
	r.read = len(unread)
}

// rewind goes back to the start of the member. Where more was read than was recorded, reading continues with what of the
// unread bytes was not recorded.
func (r *recorder) rewind(unread []byte) {
	again := bytes.Clone(r.seen)
	if missing := r.read - len(r.seen); missing > 0 {
		again = append(again, unread[max(0, len(unread)-missing):]...)
	}
	r.in = io.MultiReader(bytes.NewReader(again), r.in)
	r.restart(nil)
}

// errOther is the error of a compressed file that goes on as something else.
var errOther = fail("damaged", "bytes after the compressed data are not gzip; they were not read")

const (
	gzipMagic = "\x1f\x8b\x08"
	zstdMagic = "\x28\xb5\x2f\xfd"
)

const (
	// zstdWindow is the limit of the zstd tool without --long.
	zstdWindow = 128 << 20
	// zstdDictionary is far more than any dictionary of a WARC.zst; zstd --train makes 110 KB.
	zstdDictionary = 16 << 20
)

// newUnzstd reads zstd frames one after the other. A WARC.zst may begin with a frame that holds the dictionary of the
// others, itself perhaps compressed (the magic of that frame is 0x184D2A5D).
func newUnzstd(in *bufio.Reader) (*zstd.Decoder, error) {
	options := []zstd.DOption{
		zstd.WithDecoderConcurrency(1), // pages are read one at a time; the others are busy with the last one
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(zstdWindow),
	}
	if head, _ := in.Peek(8); len(head) == 8 && bytes.HasPrefix(head, []byte("\x5d\x2a\x4d\x18")) {
		dictionary, err := readDictionary(in, int64(binary.LittleEndian.Uint32(head[4:])))
		if err != nil {
			return nil, err
		}
		options = append(options, zstd.WithDecoderDicts(dictionary))
	}
	return zstd.NewReader(in, options...)
}

func readDictionary(in *bufio.Reader, size int64) ([]byte, error) {
	if size > zstdDictionary {
		return nil, fail("too-large", "a zstd dictionary longer than %d bytes", zstdDictionary)
	}
	frame := make([]byte, 8+size)
	if _, err := io.ReadFull(in, frame); err != nil {
		return nil, err
	}
	dictionary := frame[8:]
	if !bytes.HasPrefix(dictionary, []byte(zstdMagic)) {
		return dictionary, nil
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(zstdDictionary))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return z.DecodeAll(dictionary, nil)
}

// decoded removes one Content-Encoding from a body. Tools that have removed it already (curl --compressed, some crawlers) keep
// the header, so the bytes decide.
func (f *file) decoded(encoding string, body []byte) ([]byte, error) {
	in := bufio.NewReader(bytes.NewReader(body))
	switch sniffBytes(body) {
	case gzipped:
		return f.all(f.inflated(newGunzip(in)))
	case zstdPacked:
		z, err := newUnzstd(in)
		if err != nil {
			return nil, err
		}
		defer z.Close()
		return f.all(f.inflated(z))
	}
	if isText(body) {
		return body, nil
	}
	switch encoding {
	case "br":
		return f.all(f.inflated(brotli.NewReader(in)))
	case "deflate":
		return f.all(f.inflated(inflate(in)))
	}
	return body, nil
}

// inflate reads "deflate", which is zlib by the standard and bare deflate by some servers.
func inflate(in *bufio.Reader) io.Reader {
	head, _ := in.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && binary.BigEndian.Uint16(head)%31 == 0 {
		z, err := zlib.NewReader(in)
		if err != nil {
			return readerFunc(func([]byte) (int, error) { return 0, err })
		}
		return z
	}
	return flate.NewReader(in)
}
