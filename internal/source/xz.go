package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"
	"slices"

	"github.com/ulikunitz/xz/lzma"
)

// unxz reads xz streams one after the other. The container is read here and only LZMA2 by package lzma: package xz makes the
// dictionary of every block as long as the block asks for, up to 4 GB.
type unxz struct {
	in       *bufio.Reader
	newCheck func() hash.Hash
	block    io.Reader // nil between blocks
	packed   int       // bytes of the block read so far
	check    hash.Hash // of what the block yielded
	err      error
}

const (
	xzMagic = "\xfd7zXZ\x00"
	// xzDictionary is what xz -9 makes; more is made only by someone who asks for it.
	xzDictionary = 64 << 20
)

var errXZ = errors.New("invalid xz data")

func newUnxz(in *bufio.Reader) (*unxz, error) {
	x := &unxz{in: in}
	return x, x.streamHeader()
}

func (x *unxz) Read(p []byte) (n int, err error) {
	for n == 0 && x.err == nil {
		if x.block == nil {
			x.err = x.nextBlock()
			continue
		}
		n, x.err = x.block.Read(p)
		x.check.Write(p[:n])
		if errors.Is(x.err, io.EOF) {
			x.err = x.endBlock()
		}
	}
	return n, x.err
}

// streamHeader reads the header of a stream, which chooses how its blocks are checked.
func (x *unxz) streamHeader() error {
	var header [12]byte
	if _, err := io.ReadFull(x.in, header[:]); err != nil {
		return noEOF(err)
	}
	flags := header[len(xzMagic):8]
	if !bytes.HasPrefix(header[:], []byte(xzMagic)) || binary.LittleEndian.Uint32(header[8:]) != crc32.ChecksumIEEE(flags) {
		return errXZ
	}
	switch flags[1] {
	case 0:
		x.newCheck = func() hash.Hash { return noCheck{crc32.NewIEEE()} }
	case 1:
		x.newCheck = func() hash.Hash { return crc32.NewIEEE() }
	case 4:
		x.newCheck = func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ECMA)) }
	case 10:
		x.newCheck = sha256.New
	default:
		return fail("unsupported", "xz data with a check that is not known")
	}
	return nil
}

// noCheck is the check of blocks that have none.
type noCheck struct{ hash.Hash }

func (noCheck) Sum(b []byte) []byte { return b }

// nextBlock reads the header of the next block, in this stream or the next one. io.EOF is the end of the last stream.
func (x *unxz) nextBlock() error {
	size, err := x.in.ReadByte()
	if err != nil {
		return noEOF(err)
	}
	if size == 0 {
		return x.endStream()
	}
	header := make([]byte, 4*(int(size)+1))
	header[0] = size
	if _, err := io.ReadFull(x.in, header[1:]); err != nil {
		return noEOF(err)
	}
	end := len(header) - crc32.Size
	if binary.LittleEndian.Uint32(header[end:]) != crc32.ChecksumIEEE(header[:end]) {
		return errXZ
	}
	dictionary, err := dictionaryOf(header[1:end])
	if err != nil {
		return err
	}
	x.packed, x.check = 0, x.newCheck()
	x.block, err = lzma.Reader2Config{DictCap: max(int(dictionary), lzma.MinDictCap)}.NewReader2(readerFunc(x.readPacked))
	return err
}

// dictionaryOf returns the length of a block's dictionary, from the flags of its header on.
func dictionaryOf(header []byte) (int64, error) {
	const (
		severalFilters = 0x3f // flags
		packedSize     = 0x40
		size           = 0x80
		lzma2          = 0x21 // its number, then the length of its properties
	)
	flags, fields := header[0], header[1:]
	if flags&severalFilters != 0 {
		return 0, fail("unsupported", "xz data with a filter for programs")
	}
	for _, flag := range []byte{packedSize, size} {
		if flags&flag != 0 {
			_, n := binary.Uvarint(fields)
			fields = fields[max(n, 0):]
		}
	}
	if len(fields) < 3 || fields[0] != lzma2 || fields[1] != 1 {
		return 0, errXZ
	}
	dictionary, err := lzma.DecodeDictCap(fields[2])
	if err == nil && dictionary > xzDictionary {
		err = fail("too-large", "an xz dictionary longer than %s", Size(xzDictionary))
	}
	return dictionary, err
}

func (x *unxz) readPacked(p []byte) (int, error) {
	n, err := x.in.Read(p)
	x.packed += n
	return n, err
}

// endBlock reads what follows the data of a block: padding to four bytes, and the check.
func (x *unxz) endBlock() error {
	x.block = nil
	sum := x.check.Sum(nil)
	if len(sum) != sha256.Size {
		slices.Reverse(sum) // the others are numbers, little-endian
	}
	rest := make([]byte, (4-x.packed%4)%4+len(sum))
	if _, err := io.ReadFull(x.in, rest); err != nil {
		return noEOF(err)
	}
	if !bytes.HasSuffix(rest, sum) {
		return errXZ
	}
	return nil
}

// endStream reads the index of a stream, which repeats the sizes of its blocks, its footer, and the header of the next stream.
func (x *unxz) endStream() error {
	index := &countedBytes{in: x.in, read: 1}
	records, err := binary.ReadUvarint(index)
	for ; err == nil && records > 0; records-- {
		for range 2 {
			if _, err = binary.ReadUvarint(index); err != nil {
				break
			}
		}
	}
	if err != nil {
		return noEOF(err)
	}
	rest := make([]byte, (4-index.read%4)%4+crc32.Size+12) // the footer is as long as the header
	if _, err := io.ReadFull(x.in, rest); err != nil {
		return noEOF(err)
	}
	if !bytes.HasSuffix(rest, []byte("YZ")) {
		return errXZ
	}
	for {
		next, err := x.in.Peek(1)
		switch {
		case err != nil:
			return err
		case next[0] != 0: // zeros are padding
			return x.streamHeader()
		}
		if _, err := x.in.Discard(1); err != nil {
			return err
		}
	}
}

// countedBytes counts the bytes that are read one by one.
type countedBytes struct {
	in   io.ByteReader
	read int
}

func (c *countedBytes) ReadByte() (byte, error) {
	b, err := c.in.ReadByte()
	if err == nil {
		c.read++
	}
	return b, err
}
