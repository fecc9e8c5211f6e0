package source_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// names returns the paths of a list and, after them, the code of the error.
func names(list io.Reader, nul bool) []string {
	var all []string
	for name, err := range source.Names(list, nul) {
		if e, ok := errors.AsType[*source.Error](err); ok {
			name = "[" + e.Code() + "]"
		}
		all = append(all, name)
	}
	return all
}

func TestNames(t *testing.T) {
	const longest = 64<<10 - 1 // with its end, a path is 64 KiB
	long := strings.Repeat("a", longest)
	for name, test := range map[string]struct {
		list string
		nul  bool
		want []string
	}{
		"lines":              {"a.html\nb c.html\r\n\n-\nlast", false, []string{"a.html", "b c.html", "-", "last"}},
		"before NULs":        {"a\nb.html\x00c.html\r\x00last", true, []string{"a\nb.html", "c.html\r", "last"}},
		"lines with -0":      {"only one\r\n", true, []string{"only one\r\n"}},
		"NULs without -0":    {"a.html\nb.html\x00c.html\x00", false, []string{"a.html", "[unreadable]"}},
		"none":               {"", false, nil},
		"one letter":         {"a", false, []string{"a"}},
		"UTF-8 with a BOM":   {"\ufeffa.html\n한.html\n", false, []string{"a.html", "한.html"}},
		"no BOM":             {"\xef\xbc\x81.html\n", false, []string{"！.html"}},
		"UTF-16LE":           {"\xff\xfea\x00\r\x00\n\x00\x5c\xd5\n\x00", false, []string{"a", "한"}},
		"UTF-16BE":           {"\xfe\xff\x00a\x00\n\xd5\x5c", false, []string{"a", "한"}},
		"bytes not in UTF-8": {"\xc7\xd1.html\n", false, []string{"\xc7\xd1.html"}},
		"the longest":        {long + "\nb\n", false, []string{long, "b"}},
		"too long":           {"b\n" + long + "a\n", false, []string{"b", "[unreadable]"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, names(iotest.OneByteReader(strings.NewReader(test.list)), test.nul)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if diff := cmp.Diff([]string{"[unreadable]"}, names(iotest.ErrReader(io.ErrClosedPipe), false)); diff != "" {
		t.Error(diff)
	}
}

// TestNamesStream: a path is yielded before the next one is written.
func TestNamesStream(t *testing.T) {
	in, out := io.Pipe()
	found := make(chan string)
	go func() {
		defer close(found)
		for name := range source.Names(in, false) {
			found <- name
		}
	}()
	for _, name := range []string{"a", "b.html", "c"} {
		_, err := io.WriteString(out, name+"\n")
		check(t, err)
		if got := <-found; got != name {
			t.Fatalf("%q, want %q", got, name)
		}
	}
	check(t, out.Close())
}
