package cli

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"herald/internal/source"
)

// input is what a command reads: its operands and the flags that all reading commands share.
type input struct {
	paths     []string
	filesFrom string
	null      bool
	options   source.Options
}

func (in *input) addFlags(flags *pflag.FlagSet) {
	in.options.MaxPage = source.DefaultMaxPage
	flags.StringSliceVar(&in.options.Include, "include", nil, "of folders and archives only what matches the `GLOB`")
	flags.StringSliceVar(&in.options.Exclude, "exclude", nil, "of folders and archives nothing that matches the `GLOB`")
	flags.StringVar(&in.filesFrom, "files-from", "", "read the paths in `FILE` too, one a line; - is standard input")
	flags.BoolVarP(&in.null, "null", "0", false, "the paths of --files-from end in NUL, as find -print0 prints them")
	flags.Var((*size)(&in.options.MaxPage), "max-page", "refuse a page of more than `SIZE`, also after decompression")
	flags.IntVar(&in.options.MaxMembers, "max-members", source.DefaultMaxMembers, "read `N` members of a container at most")
	flags.Int64Var(&in.options.MaxRatio, "max-ratio", source.DefaultMaxRatio, "refuse what inflates to more than `N` times its size")
}

// take adds what is to be read without being named as an operand: the list of --files-from, else standard input where
// that is no terminal.
func (in *input) take(args []string, streams Streams) error {
	in.paths = args
	if err := in.options.CheckGlobs(); err != nil {
		return fmt.Errorf("--include and --exclude take globs like '*.html': %w", err)
	}
	if in.options.MaxMembers < 1 || in.options.MaxRatio < 1 {
		return fmt.Errorf("--max-members and --max-ratio must be 1 or more")
	}
	switch {
	case in.filesFrom != "":
		return in.takeList(streams.In)
	case in.null:
		return fmt.Errorf("--null is for --files-from")
	case len(in.paths) == 0 && !streams.InTerminal:
		in.paths = []string{"-"}
	case len(in.paths) == 0:
		return fmt.Errorf("no page to read")
	}
	return nil
}

func (in *input) takeList(stdin io.Reader) error {
	list := stdin
	if in.filesFrom != "-" {
		f, err := os.Open(in.filesFrom)
		if err != nil {
			return fmt.Errorf("--files-from: %w", err)
		}
		defer f.Close() //nolint:errcheck // it was only read
		list = f
	}
	names, err := source.Names(list, in.null)
	if err != nil {
		return fmt.Errorf("--files-from: %w", err)
	}
	if in.paths = append(in.paths, names...); len(in.paths) == 0 {
		return fmt.Errorf("--files-from %s names no page", in.filesFrom)
	}
	return nil
}

// size is a number of bytes, given as 4096, 100KiB, 32MiB or 1GiB.
type size int64

func (s *size) String() string {
	const mib = 1 << 20
	if *s >= mib && *s%mib == 0 {
		return strconv.FormatInt(int64(*s)/mib, 10) + "MiB"
	}
	return strconv.FormatInt(int64(*s), 10)
}

func (*size) Type() string { return "SIZE" }

func (s *size) Set(text string) error {
	number, unit := text, int64(1)
	for i, suffix := range []string{"KiB", "MiB", "GiB"} {
		if n, ok := strings.CutSuffix(text, suffix); ok {
			number, unit = n, int64(1)<<(10*(i+1))
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	// More than this would overflow with the largest unit.
	if err != nil || n < 1 || n > 1<<32 {
		return fmt.Errorf("a size is a number of bytes, KiB, MiB or GiB: 32MiB")
	}
	*s = size(n * unit)
	return nil
}
