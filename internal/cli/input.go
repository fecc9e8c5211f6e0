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

// input is what a command reads: its operands, and the flags of all commands that read pages.
type input struct {
	operands  []string
	filesFrom string // the list of more paths, or ""
	null      bool
	options   source.Options
}

func (in *input) addFlags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&in.options.Include, "include", nil, "read only files matching `GLOB` (in folders, zip and tar; repeatable)")
	flags.StringArrayVar(&in.options.Exclude, "exclude", nil, "skip files matching `GLOB` (in folders, zip and tar; repeatable)")
	flags.StringVar(&in.filesFrom, "files-from", "", "also read the paths listed in `FILE`, one per line; \"-\" is standard input")
	flags.BoolVarP(&in.null, "null", "0", false, "paths in --files-from are NUL-terminated (find -print0)")
	fields := &in.options.Fields
	flags.Var((*fieldName)(&fields.HTML), "html-field", "in JSON lines, the `FIELD` of the page; default html, content, raw_html, body or text")
	flags.Var((*fieldName)(&fields.URL), "url-field", "in JSON lines, the `FIELD` of the page's URL; default url, link or uri")
	flags.Var((*fieldName)(&fields.ID), "id-field", "in JSON lines, the `FIELD` to keep as source.member; default the line number")
	in.addLimits(flags)
}

// addLimits adds the limits alone, for a command that reads one page.
func (in *input) addLimits(flags *pflag.FlagSet) {
	in.options.Classify = decode.Classify
	in.options.MaxPage = source.DefaultMaxPage
	flags.Var((*size)(&in.options.MaxPage), "max-page", "reject pages longer than `SIZE`, also after decompression")
	flags.IntVar(&in.options.MaxMembers, "max-members", source.DefaultMaxMembers, "read at most `N` members of a container")
	flags.IntVar(&in.options.MaxDepth, "max-depth", source.DefaultMaxDepth, "read containers nested at most `N` deep")
	flags.Int64Var(&in.options.MaxRatio, "max-ratio", source.DefaultMaxRatio, "stop reading a file that inflates to more than `N` times its size")
}

// take sets the operands, or standard input if nothing is named, and checks the flags.
func (in *input) take(args []string, streams Streams) error {
	in.operands = args
	switch {
	case len(args) > 0 || in.filesFrom != "":
	case streams.InTerminal:
		return errors.New("no input: name files, folders or archives, or pipe a page in")
	default:
		in.operands = []string{"-"}
	}
	for _, path := range in.operands {
		if err := refuseURL(path); err != nil {
			return err
		}
	}
	switch err := in.options.CheckGlobs(); {
	case err != nil:
		return fmt.Errorf("--include and --exclude want globs such as '*.html': %w", err)
	case in.null && in.filesFrom == "":
		return errors.New("--null needs --files-from")
	case in.filesFrom == "-" && slices.Contains(in.operands, "-"):
		return errors.New("standard input cannot be both a page and the list of --files-from")
	}
	return in.checkLimits()
}

// refuseURL refuses the URL of a page, which a new user may try, unless a file has that name.
func refuseURL(path string) error {
	if _, err := os.Stat(path); err != nil && isURL(path) {
		return fmt.Errorf("%s is a URL: herald reads saved pages and fetches nothing", path)
	}
	return nil
}

func (in *input) checkLimits() error {
	switch {
	case in.options.MaxMembers < 1:
		return errors.New("--max-members must be at least 1")
	case in.options.MaxDepth < 1:
		return errors.New("--max-depth must be at least 1")
	case in.options.MaxRatio < 1:
		return errors.New("--max-ratio must be at least 1")
	}
	return nil
}

// wanted returns the input restricted to what want accepts.
func (in input) wanted(want func(name string) source.Want) *input {
	in.options.Want = want
	return &in
}

// pages returns the pages of the operands, then those of the paths in the list, as they come. The list is read only when its
// turn comes, so that waiting for it can be interrupted as waiting for a page can. If it cannot be read, the sequence ends
// with a listError.
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
		var broken error
		for page, err := range source.PagesOf(upToError(in.names(stdin), &broken), stdin, in.options) {
			if !yield(page, err) {
				return
			}
		}
		if broken != nil {
			yield(source.Page{Name: in.filesFrom}, listError{broken})
		}
	}
}

// upToError returns the names of a sequence up to its error, which it stores.
func upToError(names iter.Seq2[string, error], broken *error) iter.Seq[string] {
	return func(yield func(string) bool) {
		for name, err := range names {
			if err != nil {
				*broken = err
				return
			}
			if !yield(name) {
				return
			}
		}
	}
}

// names yields the paths of the list.
func (in *input) names(stdin io.Reader) iter.Seq2[string, error] {
	if in.filesFrom == "-" {
		return source.Names(stdin, in.null)
	}
	return func(yield func(string, error) bool) {
		list, err := os.Open(in.filesFrom)
		if err != nil {
			yield("", fmt.Errorf("can't be read: %w", cause(err)))
			return
		}
		defer list.Close() //nolint:errcheck // nothing was written
		source.Names(list, in.null)(yield)
	}
}

// listError is returned when the list of --files-from cannot be read. It does not unwrap to a *source.Error: it concerns no
// page.
type listError struct{ err error }

func (e listError) Error() string { return e.err.Error() }

// Code returns "unreadable": the result is incomplete.
func (listError) Code() string { return "unreadable" }

// fieldName is the name of a field of JSON lines as the value of a flag. An empty one, of an unset variable of a shell, is not
// the default.
type fieldName string

func (f *fieldName) String() string { return string(*f) }

// Type is not shown: the usage names the value.
func (*fieldName) Type() string { return "string" }

func (f *fieldName) Set(name string) error {
	if name == "" {
		return errors.New("want the name of a field; omit it for the usual ones")
	}
	*f = fieldName(name)
	return nil
}

// size is a flag value in bytes: 4096, 100KiB, 32MiB, 1GiB; 32M and 32m are 32MiB.
type size int64

func (s *size) String() string { return source.Size(*s).String() }

// Type is not shown: the usage names the value.
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
	const most = 1 << 32 // in the largest unit still far from an overflow
	if err != nil || n < 1 || n > most {
		return errors.New("want a number of bytes, KiB, MiB or GiB, such as 32MiB")
	}
	*s = size(n * unit)
	return nil
}
