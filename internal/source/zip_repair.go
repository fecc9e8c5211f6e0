package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/klauspost/compress/flate"
)

// The signatures and lengths of the parts of a zip, each without its names.
const (
	localSignature     = "PK\x03\x04"
	directorySignature = "PK\x01\x02"
	endSignature       = "PK\x05\x06"
	sizesSignature     = "PK\x07\x08"

	localLength     = 30
	directoryLength = 46
	endLength       = 22
)

var errNoDirectory = fail("damaged", "a zip without its directory, such as a download that broke off; the members up to the damage were read")

// repairedZip reads a zip whose directory is lost, as when a download broke off. It goes from member to member up to the
// first that is not whole, or the first too many, and writes the directory anew. Without a member it returns nil.
func (f *file) repairedZip(whole io.ReaderAt, size int64) *zip.Reader {
	var directory []byte
	at, members := int64(0), 0
	for members <= f.opts.MaxMembers && len(directory) < maxDirectory/2 && at < math.MaxUint32 {
		entry, next, err := f.localEntry(whole, at, size)
		if err != nil {
			break
		}
		directory = append(directory, entry...)
		at = next
		members++
	}
	if members == 0 {
		return nil
	}
	end := make([]byte, endLength)
	copy(end, endSignature)
	binary.LittleEndian.PutUint16(end[8:], uint16(members)) // of so many members, readers compare these bits alone
	binary.LittleEndian.PutUint16(end[10:], uint16(members))
	binary.LittleEndian.PutUint32(end[12:], uint32(len(directory)))
	binary.LittleEndian.PutUint32(end[16:], uint32(at))
	directory = append(directory, end...)
	z, err := openZip(followedBy(whole, at, directory), at+int64(len(directory)))
	if err != nil {
		return nil
	}
	return z
}

// followedBy returns the first n bytes of whole, followed by tail.
func followedBy(whole io.ReaderAt, n int64, tail []byte) io.ReaderAt {
	return readerAtFunc(func(p []byte, off int64) (int, error) {
		if off >= n {
			return bytes.NewReader(tail).ReadAt(p, off-n)
		}
		first := min(int64(len(p)), n-off)
		read, err := whole.ReadAt(p[:first], off)
		if int64(read) < first || read == len(p) {
			return read, err
		}
		more, err := bytes.NewReader(tail).ReadAt(p[read:], 0)
		return read + more, err
	})
}

// localEntry returns what the directory states of the member at an index of the file, and the index after it. A member that
// is not whole is an error.
func (f *file) localEntry(whole io.ReaderAt, at, size int64) (entry []byte, next int64, err error) {
	header := make([]byte, localLength)
	if _, err := whole.ReadAt(header, at); err != nil || !bytes.HasPrefix(header, []byte(localSignature)) {
		return nil, 0, errNoDirectory
	}
	const sizesFollow = 8 // of the flags
	nameLength, extraLength := int(binary.LittleEndian.Uint16(header[26:])), int(binary.LittleEndian.Uint16(header[28:]))
	names := make([]byte, nameLength+extraLength)
	if _, err := whole.ReadAt(names, at+localLength); err != nil {
		return nil, 0, err
	}
	data := at + localLength + int64(len(names))
	sizes := header[14:26] // checksum, compressed and whole size
	packed := int64(binary.LittleEndian.Uint32(sizes[4:]))
	trailer := 0
	if header[6]&sizesFollow != 0 {
		sizes, trailer, err = f.sizesAfter(io.NewSectionReader(whole, data, size-data), header)
		if err != nil {
			return nil, 0, err
		}
		packed = int64(binary.LittleEndian.Uint32(sizes[4:]))
	}
	next = data + packed + int64(trailer)
	if packed == math.MaxUint32 || next > size {
		return nil, 0, io.ErrUnexpectedEOF
	}
	entry = make([]byte, directoryLength)
	copy(entry, directorySignature)
	copy(entry[6:], header[4:14])
	copy(entry[16:], sizes)
	binary.LittleEndian.PutUint16(entry[28:], uint16(nameLength))
	binary.LittleEndian.PutUint32(entry[42:], uint32(at))
	return append(entry, names[:nameLength]...), next, nil
}

// sizesAfter returns the sizes that follow a member, written while its size was not known, and their length in the file. It
// inflates the member to find them.
func (f *file) sizesAfter(in *io.SectionReader, header []byte) (sizes []byte, length int, err error) {
	if method := binary.LittleEndian.Uint16(header[8:]); method != zip.Deflate {
		return nil, 0, errors.New("a member of which only the lost directory has the size")
	}
	b := bufio.NewReaderSize(in, 16*headSize)
	inflated, err := io.Copy(io.Discard, f.inflated(flate.NewReader(b)))
	if err != nil {
		return nil, 0, err
	}
	position, err := in.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, 0, err
	}
	packed := position - int64(b.Buffered())
	const longest = len(sizesSignature) + 4 + 8 + 8
	after, _ := b.Peek(longest) // at the end of the file there are fewer
	start := len(after) - len(bytes.TrimPrefix(after, []byte(sizesSignature)))
	for _, width := range []int{4, 8} {
		length = start + 4 + 2*width
		if len(after) < length {
			break
		}
		fields := after[start:length]
		sizes = append(bytes.Clone(fields[:8]), fields[4+width:4+width+4]...)
		if int64(binary.LittleEndian.Uint32(sizes[4:])) == packed && int64(binary.LittleEndian.Uint32(sizes[8:])) == inflated {
			return sizes, length, nil
		}
	}
	return nil, 0, errNoDirectory
}
