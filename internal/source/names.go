package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxName is the longest path of a list, in bytes: 16 times what Linux opens, and little to hold in memory.
const maxName = 64 << 10

// Names yields the paths of a list, as for --files-from, one a line or, if nul is true, each before a NUL. Each is yielded as
// soon as it is read. Empty names are skipped. The list may be in UTF-16, as PowerShell writes it, and may have a BOM. The
// last error is an [*Error], also for bytes that are not a list of paths.
func Names(list io.Reader, nul bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		in, err := inUTF8(list)
		end := byte('\n')
		if nul {
			end = 0
		}
		for line := 1; err == nil; line++ {
			var name []byte
			name, err = in.ReadSlice(end)
			if len(name) == 0 {
				break
			}
			switch {
			case errors.Is(err, bufio.ErrBufferFull):
				yield("", fail("unreadable", "path %d is longer than %s: not a list of paths", line, Size(maxName)))
				return
			case !nul && bytes.IndexByte(name, 0) >= 0:
				yield("", fail("unreadable", "path %d holds a NUL; --null reads paths that end in NUL", line))
				return
			}
			if path := pathOf(name, nul); path != "" && !yield(path, nil) {
				return
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			yield("", unreadable(err))
		}
	}
}

// pathOf returns an element of a list without its end.
func pathOf(name []byte, nul bool) string {
	if nul {
		return strings.TrimSuffix(string(name), "\x00")
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(name), "\n"), "\r")
}

const utf16LE, utf16BE = "\xff\xfe", "\xfe\xff" // BOMs

// fromUTF16 decodes a stream that begins with a BOM.
func fromUTF16(in io.Reader) io.Reader {
	return transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
}

// inUTF8 returns a list without its BOM, decoded if that is one of UTF-16. It waits for no more bytes than it needs.
func inUTF8(list io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(list, maxName)
	mark, err := in.Peek(len(utf16LE))
	if err != nil {
		return in, nil //nolint:nilerr // ReadSlice has the error too
	}
	switch {
	case string(mark) == utf16LE, string(mark) == utf16BE:
		return bufio.NewReaderSize(fromUTF16(in), maxName), nil
	case strings.HasPrefix(utf8BOM, string(mark)):
		if mark, _ = in.Peek(len(utf8BOM)); string(mark) == utf8BOM {
			_, err = in.Discard(len(utf8BOM))
			return in, err
		}
	}
	return in, nil
}
