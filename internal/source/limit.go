package source

import (
	"bytes"
	"errors"
	"io"
)

// freeInflation is how much a file may inflate to before its ratio is asked: a small page of blanks is no bomb.
const freeInflation = 2 * DefaultMaxPage

// counted counts what is read of the file itself.
func (f *file) counted(in io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := in.Read(p)
		f.in += int64(n)
		f.opts.Progress.Bytes.Add(int64(n))
		if err != nil && !errors.Is(err, io.EOF) {
			err = unreadable(err)
		}
		return n, err
	})
}

// inflated counts what a decompressor gives, and ends what only inflates.
func (f *file) inflated(in io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := in.Read(p)
		f.out += int64(n)
		if f.bomb() {
			return 0, fail("bomb", "inflates to more than %d times its size", f.opts.MaxRatio)
		}
		return n, err
	})
}

func (f *file) bomb() bool {
	return f.out > freeInflation && f.out/f.opts.MaxRatio > f.in
}

// all reads one page to its end.
func (f *file) all(in io.Reader) ([]byte, error) {
	return f.atMost(in, f.opts.MaxPage, 0)
}

// atMost reads to the end; expected is how long it is likely to be, so that it is read into one piece of memory.
func (f *file) atMost(in io.Reader, most, expected int64) ([]byte, error) {
	var data bytes.Buffer
	data.Grow(int(min(expected, most)) + bytes.MinRead)
	n, err := data.ReadFrom(io.LimitReader(in, most+1))
	if err == nil && n > most {
		err = tooLarge(most)
	}
	return data.Bytes(), err
}

func tooLarge(most int64) *Error { return fail("too-large", "longer than %d bytes", most) }

// countedAt counts what is read of a file at any place.
type countedAt struct {
	io.ReaderAt
	progress *Progress
}

func (c countedAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, off)
	c.progress.Bytes.Add(int64(n))
	return n, err
}

type readerFunc func([]byte) (int, error)

func (read readerFunc) Read(p []byte) (int, error) { return read(p) }
