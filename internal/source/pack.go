package source

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
	"slices"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// gunzip reads gzip members one after the other, as gzip.Reader does, and can go on behind a damaged one.
type gunzip struct {
	in      rewinder
	z       gzip.Reader
	started bool
	err     error
}

func newGunzip(in *bufio.Reader) *gunzip {
	return &gunzip{in: rewinder{in: in}}
}

func (g *gunzip) Read(p []byte) (int, error) {
	if !g.started {
		g.started, g.err = true, g.member()
	}
	n := 0
	for n == 0 && g.err == nil { // a bufio.Reader gives up on a hundred empty members
		n, g.err = g.z.Read(p)
		if errors.Is(g.err, io.EOF) {
			g.err = g.next()
		}
	}
	return n, g.err
}

func (g *gunzip) member() error {
	g.in.mark()
	err := g.z.Reset(&g.in)
	g.z.Multistream(false)
	return err
}

// next starts the member behind a whole one. Zeros behind the last member are padding, as for gzip(1).
func (g *gunzip) next() error {
	g.in.mark()
	for {
		c, err := g.in.ReadByte()
		if err != nil {
			return err
		}
		if c != 0 {
			g.in.unread(c)
			return g.member()
		}
	}
}

// resume looks for the next member behind damage, first in what the damaged one has swallowed.
func (g *gunzip) resume() bool {
	g.in.rewind()
	var last [3]byte
	for {
		c, err := g.in.ReadByte()
		if err != nil {
			return false
		}
		last = [3]byte{last[1], last[2], c}
		if last == [3]byte{0x1f, 0x8b, 8} {
			g.in.unread(last[:]...)
			g.err = g.member()
			return true
		}
	}
}

// rewinder is a byte reader that can go back to its mark.
type rewinder struct {
	in   *bufio.Reader
	seen []byte // read since the mark, the first rewindable bytes of it
	at   int    // where in seen the next read begins; len(seen) reads on from in
}

// rewindable is a gzip member of a page with its pictures; what a longer damaged one swallowed is lost.
const rewindable = 1 << 20

func (r *rewinder) Read(p []byte) (int, error) {
	if r.at < len(r.seen) {
		n := copy(p, r.seen[r.at:])
		r.at += n
		return n, nil
	}
	n, err := r.in.Read(p)
	r.keep(p[:n])
	return n, err
}

func (r *rewinder) ReadByte() (byte, error) {
	if r.at < len(r.seen) {
		r.at++
		return r.seen[r.at-1], nil
	}
	c, err := r.in.ReadByte()
	if err == nil && len(r.seen) < rewindable {
		r.seen = append(r.seen, c)
		r.at++
	}
	return c, err
}

func (r *rewinder) keep(p []byte) {
	r.seen = append(r.seen, p[:min(len(p), rewindable-len(r.seen))]...)
	r.at = len(r.seen)
}

func (r *rewinder) mark() {
	r.seen = r.seen[:copy(r.seen, r.seen[r.at:])]
	r.at = 0
}

// rewind goes back to just behind the mark: the member there is the damaged one.
func (r *rewinder) rewind() { r.at = min(1, len(r.seen)) }

func (r *rewinder) unread(p ...byte) {
	if bytes.HasSuffix(r.seen[:r.at], p) {
		r.at -= len(p)
		return
	}
	r.seen = append(slices.Clip(p), r.seen[r.at:]...)
	r.at = 0
}

const zstdMagic = "\x28\xb5\x2f\xfd"

const (
	// zstdWindow is what the zstd tool itself takes without being asked.
	zstdWindow = 128 << 20 // --long makes longer ones
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

// decoded takes one Content-Encoding off a body. Tools that took it off themselves (curl --compressed, some crawlers)
// leave the header as it was, so the bytes have the last word.
func (f *file) decoded(encoding string, body []byte) ([]byte, error) {
	in := bufio.NewReader(bytes.NewReader(body))
	switch sniff(body) {
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
