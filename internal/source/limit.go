package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"
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
			return 0, fail("bomb", "inflates to more than %d times its size; --max-ratio raises the bound", f.opts.MaxRatio)
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

// believed is how much memory is made ready for a page because a container says that it is long: more than most pages have.
// What is longer must first have as much. Else 300,000 members of a zip that are 32 MB each, by its directory alone, cost minutes.
const believed = 1 << 20

// atMost reads to the end; expected is how long the container says that it is, which may be any number: if it is true, all is
// read into one piece of memory.
func (f *file) atMost(in io.Reader, most, expected int64) ([]byte, error) {
	expected = max(0, min(expected, most))
	in = io.LimitReader(in, most+1)
	var data bytes.Buffer
	data.Grow(int(min(expected, believed)) + bytes.MinRead)
	n, err := data.ReadFrom(io.LimitReader(in, believed))
	if err == nil && n == believed {
		data.Grow(int(max(0, expected-believed)) + bytes.MinRead)
		var rest int64
		rest, err = data.ReadFrom(in)
		n += rest
	}
	if err == nil && n > most {
		err = tooLarge(f.opts.MaxPage) // who asks for more makes room around a page
	}
	return data.Bytes(), err
}

func tooLarge(most int64) *Error {
	return fail("too-large", "longer than %s; --max-page raises the bound", Size(most))
}

// Size is a number of bytes. It prints as 32MiB what --max-page takes as that, and any other number as it is.
type Size int64

// SizeUnits are K, M and G, each 1024 times the one before.
const SizeUnits = "KMG"

func (s Size) String() string {
	n, unit := int64(s), ""
	for i := range SizeUnits {
		if n == 0 || n%1024 != 0 {
			break
		}
		n, unit = n/1024, SizeUnits[i:i+1]+"iB"
	}
	return strconv.FormatInt(n, 10) + unit
}

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
