package source

import (
	"errors"
	"io"
	"strconv"
)

// freeInflation is the size up to which a file may inflate at any ratio: a small page of blanks is not a bomb.
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

// inflated counts what a decompressor yields, and returns an error when the ratio is above the limit.
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

// maxAllocated is how much memory is allocated for a page because its container states a length: more than most pages need.
// Otherwise a zip whose directory states 32 MB for each of 300,000 members would take minutes.
const maxAllocated = 1 << 20

// atMost reads to the end. The length that the container states is expected, which may be any number; if it is true, one
// allocation holds everything.
func (f *file) atMost(in io.Reader, most, expected int64) ([]byte, error) {
	const room = 512 // for the read that finds the end
	expected = max(0, min(expected, most))
	data := make([]byte, 0, min(expected, maxAllocated)+room)
	for {
		n, err := in.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > most:
			return data, tooLarge(f.opts.MaxPage) // what most adds to it is for the header before a page
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return data, err
		case len(data) == cap(data):
			next := max(2*int64(cap(data)), expected+room)
			if next >= most { // a spool of 64 MB would else go on to 128
				next = most + room
			}
			data = append(make([]byte, 0, next), data...)
		}
	}
}

func tooLarge(most int64) *Error {
	return fail("too-large", "longer than %s; --max-page raises the bound", Size(most))
}

func isTooLarge(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.code == "too-large"
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
