package cli

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"herald/internal/decode"
	"herald/internal/source"
)

// input is what a command reads: its operands, and the flags that every command has which reads pages.
type input struct {
	operands  []string
	filesFrom string // "" where there is no list
	null      bool
	options   source.Options
}

func (in *input) addFlags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&in.options.Include, "include", nil, "of folders, zip and tar only what matches `GLOB`; may be repeated")
	flags.StringArrayVar(&in.options.Exclude, "exclude", nil, "of folders, zip and tar nothing that matches `GLOB`; may be repeated")
	flags.StringVar(&in.filesFrom, "files-from", "", "read the paths in `FILE` too, one a line; \"-\" is standard input")
	flags.BoolVarP(&in.null, "null", "0", false, "the paths of --files-from end in NUL, as find -print0 prints them")
	in.addLimits(flags)
}

// addLimits adds the flags that also a command has which reads one page.
func (in *input) addLimits(flags *pflag.FlagSet) {
	in.options.Classify = decode.Classify
	in.options.MaxPage = source.DefaultMaxPage
	flags.Var((*size)(&in.options.MaxPage), "max-page", "refuse a page longer than `SIZE`, also after decompression")
	flags.IntVar(&in.options.MaxMembers, "max-members", source.DefaultMaxMembers, "read at most `N` members of a container")
	flags.IntVar(&in.options.MaxDepth, "max-depth", source.DefaultMaxDepth, "read containers that stand `N` deep in one another at most")
	flags.Int64Var(&in.options.MaxRatio, "max-ratio", source.DefaultMaxRatio, "refuse what inflates to more than `N` times its size")
}

// take adds the operands, or standard input where nothing else is named, and refuses what can't be meant.
func (in *input) take(args []string, streams Streams) error {
	in.operands = args
	switch {
	case len(args) > 0 || in.filesFrom != "":
	case streams.InTerminal:
		return errors.New("no page to read: name files, folders or archives, or pipe one in")
	default:
		in.operands = []string{"-"}
	}
	switch err := in.options.CheckGlobs(); {
	case err != nil:
		return fmt.Errorf("--include and --exclude take globs like '*.html': %w", err)
	case in.null && in.filesFrom == "":
		return errors.New("--null is for --files-from")
	case in.filesFrom == "-" && slices.Contains(in.operands, "-"):
		return errors.New("standard input can't be both a page and the list of --files-from")
	}
	return in.checkLimits()
}

func (in *input) checkLimits() error {
	switch {
	case in.options.MaxMembers < 1:
		return errors.New("--max-members must be 1 or more")
	case in.options.MaxDepth < 1:
		return errors.New("--max-depth must be 1 or more")
	case in.options.MaxRatio < 1:
		return errors.New("--max-ratio must be 1 or more")
	}
	return nil
}

// wanted is the same without the files that are not wanted.
func (in input) wanted(want func(name string) source.Want) *input {
	in.options.Want = want
	return &in
}

// pages are those of the operands, then those that the list names. The list is read when its turn comes and not before:
// whoever can end a wait for a page can end the wait for the list. Where it can't be read, that is a page's error.
func (in *input) pages(stdin io.Reader) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		for page, err := range source.Pages(in.operands, stdin, in.options) {
			if !yield(page, err) {
				return
			}
		}
		if in.filesFrom == "" {
			return
		}
		names, err := in.names(stdin)
		if err != nil {
			yield(source.Page{Name: in.filesFrom}, listError{err})
			return
		}
		source.Pages(names, stdin, in.options)(yield)
	}
}

func (in *input) names(stdin io.Reader) ([]string, error) {
	if in.filesFrom == "-" {
		return source.Names(stdin, in.null)
	}
	list, err := os.Open(in.filesFrom)
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", cause(err))
	}
	defer list.Close() //nolint:errcheck // it was only read
	return source.Names(list, in.null)
}

// listError is a list of --files-from that can't be read. It does not unwrap: no page is behind it.
type listError struct{ err error }

func (e listError) Error() string { return e.err.Error() }

// Code is stable.
func (listError) Code() string { return "unreadable" }

// size is a number of bytes: 4096, 100KiB, 32MiB, 1GiB; 32M and 32m are 32MiB.
type size int64

func (s *size) String() string { return source.Size(*s).String() }

// Type is unused: the flag's help names the value.
func (*size) Type() string { return "SIZE" }

func (s *size) Set(text string) error {
	number, unit := strings.TrimSuffix(strings.ToUpper(text), "IB"), int64(1)
	for i, letter := range source.SizeUnits {
		if n, ok := strings.CutSuffix(number, string(letter)); ok {
			number, unit = n, 1<<(10*(i+1))
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	const most = 1 << 32 // of the largest unit, which is far from an overflow
	if err != nil || n < 1 || n > most {
		return errors.New("a size is a number of bytes, or of KiB, MiB, GiB: 32MiB")
	}
	*s = size(n * unit)
	return nil
}
