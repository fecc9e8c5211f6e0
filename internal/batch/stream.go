package batch

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"herald/internal/encode"
)

// stream is a sink of bytes: a file, or what is printed. A packed one has a gzip member or a zstd frame from each flush to
// the next: it can be cut there, and the parts of an output that was cut join to the same bytes as one that was not.
type stream struct {
	encode.Encoder
	out    io.Writer
	file   *os.File // out, where it is a file
	pack   func(io.Writer) (io.WriteCloser, error)
	packer io.WriteCloser // nil between two members
	packed bool           // there was a member
	buffer *bufio.Writer  // of file, nil without one: what is printed is printed at once
	header []byte         // that the encoder will write and the file has already
}

// bufferSize holds some fifty articles. What is buffered when a run is killed belongs to pages after the last checkpoint,
// which are read again anyway.
const bufferSize = 256 << 10

func newStream(o Output, file *os.File, at int64) (*stream, error) {
	s := &stream{out: o.Stream, file: file}
	if file != nil {
		s.buffer = bufio.NewWriterSize(file, bufferSize)
		s.out = s.buffer
	}
	name, packing, _ := strings.Cut(o.Form, ".")
	switch packing {
	case "gz":
		s.pack = func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }
	case "zst":
		s.pack = func(w io.Writer) (io.WriteCloser, error) {
			// The cores are busy with pages. A window of 1 MB takes 100 MB less memory than the default of 8 MB, for
			// output of the same size.
			return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
		}
	}
	format := formatNamed(name)
	if at > 0 {
		var header bytes.Buffer
		if err := format.New(&header, o.Encode).Close(); err != nil {
			return nil, err
		}
		s.header = header.Bytes()
	}
	s.Encoder = format.New(s, o.Encode)
	return s, nil
}

func formatNamed(name string) encode.Format {
	i := slices.IndexFunc(encode.Formats, func(f encode.Format) bool { return f.Ext == "."+name })
	return encode.Formats[i]
}

// Write is what the encoder calls: with a whole article at a time.
func (s *stream) Write(p []byte) (int, error) {
	n := len(p)
	p = bytes.TrimPrefix(p, s.header)
	s.header = nil
	if len(p) == 0 {
		return n, nil // no member for nothing
	}
	to := s.out
	if s.pack != nil {
		if err := s.open(); err != nil {
			return 0, err
		}
		to = s.packer
	}
	if _, err := to.Write(p); err != nil {
		return 0, err
	}
	return n, nil
}

func (s *stream) open() (err error) {
	if s.packer == nil {
		s.packer, err = s.pack(s.out)
		s.packed = true
	}
	return err
}

func (s *stream) flush() (int64, error) {
	if err := s.endMember(); err != nil {
		return 0, err
	}
	if s.file == nil {
		return 0, nil
	}
	if err := errors.Join(s.buffer.Flush(), s.file.Sync()); err != nil {
		return 0, err
	}
	return s.file.Seek(0, io.SeekCurrent)
}

func (s *stream) endMember() error {
	if s.packer == nil {
		return nil
	}
	err := s.packer.Close()
	s.packer = nil
	return err
}

func (s *stream) complete() (string, error) {
	if err := s.Close(); err != nil {
		return "", err
	}
	at, err := s.flush()
	if err == nil && at == 0 && s.pack != nil && !s.packed { // no bytes at all are no gzip
		err = errors.Join(s.open(), s.endMember())
	}
	if err != nil || s.file == nil {
		return "", err
	}
	return s.file.Name(), errors.Join(s.file.Sync(), s.file.Close())
}

func (s *stream) close() error {
	err := s.endMember()
	if s.file == nil {
		return err
	}
	return errors.Join(err, s.buffer.Flush(), s.file.Close())
}
