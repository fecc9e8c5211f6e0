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

// stream is a sink of bytes: a file, or a stream such as standard output. A compressed one begins a new gzip member or zstd
// frame after each flush: it can be cut there, and a resumed output has the same bytes as one that was never interrupted.
type stream struct {
	encode.Encoder
	out         io.Writer
	file        *os.File // under out; nil if out is a stream
	newPacker   func(io.Writer) (io.WriteCloser, error)
	packer      io.WriteCloser // nil between two members
	hasMembers  bool           // a member was begun
	buffer      *bufio.Writer  // of file; nil if out is a stream, which receives each article at once
	knownHeader []byte         // the encoder will write it, but the file has it already
}

// bufferSize is the size of the buffer of a file: fifty articles of 5 KB, so that writing them takes few system calls. What
// is buffered when a run is killed belongs to pages after the last checkpoint, which are read again anyway.
const bufferSize = 256 << 10

// zstdWindow takes 100 MB less memory than the default of 8 MB, for output of the same size.
const zstdWindow = 1 << 20

func newStream(o Output, file *os.File, at int64) (*stream, error) {
	s := &stream{out: o.Stream, file: file}
	if file != nil {
		s.buffer = bufio.NewWriterSize(file, bufferSize)
		s.out = s.buffer
	}
	name, packing, _ := strings.Cut(o.Form, ".")
	switch packing {
	case "gz":
		s.newPacker = func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }
	case "zst":
		s.newPacker = func(w io.Writer) (io.WriteCloser, error) {
			// One goroutine: the cores are busy with pages.
			return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(zstdWindow))
		}
	}
	format := formatNamed(name)
	if at > 0 {
		var header bytes.Buffer
		if err := format.New(&header, o.Encode).Close(); err != nil {
			return nil, err
		}
		s.knownHeader = header.Bytes()
	}
	s.Encoder = format.New(s, o.Encode)
	return s, nil
}

func formatNamed(name string) encode.Format {
	i := slices.IndexFunc(encode.Formats, func(f encode.Format) bool { return f.Ext == "."+name })
	return encode.Formats[i]
}

// Write writes a whole article, or the header; the encoder calls it.
func (s *stream) Write(p []byte) (int, error) {
	n := len(p)
	p = bytes.TrimPrefix(p, s.knownHeader)
	s.knownHeader = nil
	if len(p) == 0 {
		return n, nil // no empty member
	}
	to := s.out
	if s.newPacker != nil {
		if err := s.openMember(); err != nil {
			return 0, err
		}
		to = s.packer
	}
	if _, err := to.Write(p); err != nil {
		return 0, err
	}
	return n, nil
}

func (s *stream) openMember() (err error) {
	if s.packer == nil {
		s.packer, err = s.newPacker(s.out)
		s.hasMembers = true
	}
	return err
}

func (s *stream) flush() (int64, error) {
	if err := s.closeMember(); err != nil {
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

func (s *stream) closeMember() error {
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
	if err == nil && at == 0 && s.newPacker != nil && !s.hasMembers { // an empty file is not valid gzip
		err = errors.Join(s.openMember(), s.closeMember())
	}
	if err != nil || s.file == nil {
		return "", err
	}
	return s.file.Name(), errors.Join(s.file.Sync(), s.file.Close())
}

func (s *stream) close() error {
	err := s.closeMember()
	if s.file == nil {
		return err
	}
	return errors.Join(err, s.buffer.Flush(), s.file.Close())
}
