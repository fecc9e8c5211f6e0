package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
)

// plist is a binary property list: objects, and a table of where they are. Objects are read one by one as they are asked
// for. howett.net/plist reads all of them, each inside the one that refers to it, in the stack and in a time that grows
// with the square of the depth: 27 MB of lists in lists take it more than a minute.
type plist struct {
	in                  io.ReaderAt
	size                int64
	offsetSize, refSize int
	table, top          int64
}

const (
	plistMagic = "bplist00"
	plistEnd   = 32 // the length of the trailer
	// longestText is more than any address or name of a type has; most is how many keys a dictionary of a web archive may have.
	longestText = 64 << 10
	mostKeys    = 64
)

var errPlist = errors.New("invalid property list")

// The kinds of objects, in the upper half of their first byte; the lower half is the length, or 15 if a number follows.
const (
	plistInteger    = 0x10
	plistData       = 0x40
	plistASCII      = 0x50
	plistUTF16      = 0x60
	plistDictionary = 0xd0
)

func newPlist(in io.ReaderAt, size int64) (plist, error) {
	p := plist{in: in, size: size}
	end, err := p.bytes(size-plistEnd, plistEnd)
	if err != nil {
		return p, err
	}
	p.offsetSize, p.refSize = int(end[6]), int(end[7])
	p.top, p.table = int64(binary.BigEndian.Uint64(end[16:])), int64(binary.BigEndian.Uint64(end[24:]))
	if p.offsetSize > 8 || p.refSize > 8 {
		return p, errPlist
	}
	return p, nil
}

// bytes returns n bytes of the list.
func (p plist) bytes(at, n int64) ([]byte, error) {
	if at < 0 || n < 0 || at > p.size || n > p.size-at {
		return nil, errPlist
	}
	data := make([]byte, n)
	if _, err := p.in.ReadAt(data, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return data, nil
}

// number returns a number of n bytes.
func (p plist) number(at int64, n int) (int64, error) {
	data, err := p.bytes(at, int64(n))
	value := int64(0)
	for _, b := range data {
		value = value<<8 | int64(b)
	}
	if value < 0 {
		err = errPlist
	}
	return value, err
}

// object returns the kind of an object, its length, and where its content starts.
func (p plist) object(ref int64) (kind byte, length, at int64, err error) {
	if ref > p.size {
		return 0, 0, 0, errPlist
	}
	if at, err = p.number(p.table+ref*int64(p.offsetSize), p.offsetSize); err != nil {
		return 0, 0, 0, err
	}
	head, err := p.bytes(at, 1)
	if err != nil {
		return 0, 0, 0, err
	}
	at++
	kind, length = head[0]&0xf0, int64(head[0]&0x0f)
	if length < 15 {
		return kind, length, at, nil
	}
	if head, err = p.bytes(at, 1); err != nil || head[0]&0xf0 != plistInteger || head[0] > plistInteger+3 {
		return 0, 0, 0, errPlist
	}
	size := 1 << (head[0] & 0x0f)
	length, err = p.number(at+1, size)
	return kind, length, at + 1 + int64(size), err
}

// dictionary returns the references of a dictionary's values by their keys.
func (p plist) dictionary(ref int64) (map[string]int64, error) {
	kind, length, at, err := p.object(ref)
	switch {
	case err != nil:
		return nil, err
	case kind != plistDictionary || length > mostKeys:
		return nil, errNoResource
	}
	values := make(map[string]int64, length)
	for i := range length {
		key, err := p.number(at+i*int64(p.refSize), p.refSize)
		if err != nil {
			return nil, err
		}
		value, err := p.number(at+(length+i)*int64(p.refSize), p.refSize)
		if err != nil {
			return nil, err
		}
		name, err := p.text(key)
		if err != nil {
			return nil, err
		}
		values[name] = value
	}
	return values, nil
}

func (p plist) text(ref int64) (string, error) {
	kind, length, at, err := p.object(ref)
	switch {
	case err != nil:
		return "", err
	case length > longestText:
		return "", errPlist
	case kind == plistASCII:
		text, err := p.bytes(at, length)
		return string(text), err
	case kind != plistUTF16:
		return "", errPlist
	}
	units := make([]uint16, length)
	data, err := p.bytes(at, 2*length)
	if err == nil {
		err = binary.Read(bytes.NewReader(data), binary.BigEndian, units)
	}
	return string(utf16.Decode(units)), err
}

// data returns bytes, at most most.
func (p plist) data(ref, most int64) ([]byte, error) {
	kind, length, at, err := p.object(ref)
	switch {
	case err != nil:
		return nil, err
	case kind != plistData:
		return nil, errPlist
	case length > most:
		return nil, tooLarge(most)
	}
	return p.bytes(at, length)
}
