package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"herald/internal/batch"
	"herald/internal/source"
)

// outputFile is the flags -o and --overwrite of a command that writes one file.
type outputFile struct {
	name      string
	overwrite bool
}

// addFlags adds the flags. lost is what --overwrite loses with the file besides what the command can write again.
func (f *outputFile) addFlags(flags *pflag.FlagSet, lost string) {
	flags.StringVarP(&f.name, "output", "o", "", "write to `FILE` (created only when the run completes); default standard output")
	flags.BoolVar(&f.overwrite, "overwrite", false, "replace a FILE that exists"+lost)
}

// refuse refuses a file that is an input, and one that holds something unless it is to be replaced.
func (f *outputFile) refuse(in *input) error {
	if err := in.refuseOverwrite(f.name); err != nil {
		return err
	}
	if info, err := os.Stat(f.name); err == nil && info.Mode().IsRegular() && info.Size() > 0 && f.name != "-" && !f.overwrite {
		return &usageError{f.name + " exists", "use --overwrite to replace it, or choose another name"}
	}
	return nil
}

// refuseOverwrite refuses outputs that would replace an input or one another. Names of streams, such as "-", are ignored.
func (in *input) refuseOverwrite(outputs ...string) error {
	for i, out := range outputs {
		if !isFile(out, true) {
			continue
		}
		if slices.ContainsFunc(outputs[:i], func(other string) bool { return isFile(other, true) && sameFile(out, other) }) {
			return &usageError{"two outputs have the same file: " + out, "give each output its own name"}
		}
		if in.reads(out) {
			return &usageError{"output " + out + " is also an input", "choose another output name"}
		}
	}
	return nil
}

// reads reports whether a file is named as an input or is a page of a folder that is. The output of an earlier run in such a
// folder, recognized by its extension, is not one of its pages.
func (in *input) reads(out string) bool {
	there, err := os.Stat(out)
	if err != nil || !there.Mode().IsRegular() {
		return false
	}
	isOut := func(name string) bool { return isSame(name, there) }
	named := in.operands
	if in.filesFrom != "" && in.filesFrom != "-" {
		named = append(slices.Clone(named), in.filesFrom)
		for name, err := range in.names(nil) {
			if err == nil { // the run reports a list that cannot be read
				named = append(named, name)
			}
		}
	}
	if slices.ContainsFunc(named, isOut) {
		return true
	}
	folders := slices.DeleteFunc(slices.Clone(named), func(name string) bool {
		info, err := os.Stat(name)
		return err != nil || !info.IsDir()
	})
	options := in.options
	options.Progress = nil // this is not the run
	options.Want = func(name string) source.Want {
		if isOut(name) {
			return source.All
		}
		return source.Nothing
	}
	for _, err := range source.Pages(folders, nil, options) {
		if err == nil {
			return batch.FormOf(out) == ""
		}
	}
	return false
}

func isSame(name string, there fs.FileInfo) bool {
	info, err := os.Stat(name)
	return err == nil && os.SameFile(info, there)
}

// sameFile reports whether two names are of one file; if it does not exist yet, the names are compared.
func sameFile(a, b string) bool {
	if info, err := os.Stat(a); err == nil {
		return isSame(b, info)
	}
	absoluteA, errA := filepath.Abs(a)
	absoluteB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absoluteA == absoluteB
}
