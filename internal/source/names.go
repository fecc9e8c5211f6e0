package source

import (
	"bytes"
	"io"
	"strings"
)

// Names reads a list of paths, as for --files-from: NUL-separated if the list holds a NUL or nul is true, else one a
// line. Empty names are skipped.
func Names(list io.Reader, nul bool) ([]string, error) {
	data, err := io.ReadAll(list)
	if err != nil {
		return nil, unreadable(err)
	}
	end := "\n"
	if nul || bytes.IndexByte(data, 0) >= 0 { // no path holds a NUL: find -print0 without -0
		end = "\x00"
	}
	var names []string
	for name := range strings.SplitSeq(string(data), end) {
		if end == "\n" {
			name = strings.TrimSuffix(name, "\r")
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return names, nil
}
