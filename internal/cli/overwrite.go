package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"herald/internal/batch"
	"herald/internal/source"
)

// refuseOverwrite refuses outputs that would take the place of an input, or of one another. Names that are no file, as "-",
// are none of them.
func (in *input) refuseOverwrite(outputs ...string) error {
	for i, out := range outputs {
		if !isFile(out, true) {
			continue
		}
		if slices.ContainsFunc(outputs[:i], func(other string) bool { return isFile(other, true) && sameFile(out, other) }) {
			return &usageError{out + " would be written twice", "give each output a name of its own"}
		}
		if in.reads(out) {
			return &usageError{out + " is an input: the output would overwrite it", "give the output another name"}
		}
	}
	return nil
}

// reads tells whether a file is named as an input, or is a page in a folder that is. What a run before has written into a
// folder, told by its ending, is none of its pages.
func (in *input) reads(out string) bool {
	there, err := os.Stat(out)
	if err != nil || !there.Mode().IsRegular() {
		return false
	}
	isOut := func(name string) bool { return isSame(name, there) }
	named := in.operands
	if in.filesFrom != "" && in.filesFrom != "-" {
		list, _ := in.names(nil) // where it can't be read, the run tells it
		named = slices.Concat(named, []string{in.filesFrom}, list)
	}
	if slices.ContainsFunc(named, isOut) {
		return true
	}
	folders := slices.DeleteFunc(slices.Clone(named), func(name string) bool {
		info, err := os.Stat(name)
		return err != nil || !info.IsDir()
	})
	options := in.options
	options.Progress = nil // nothing of the run is read here
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

// sameFile compares the files, or the names where there are none yet.
func sameFile(a, b string) bool {
	if info, err := os.Stat(a); err == nil {
		return isSame(b, info)
	}
	absoluteA, errA := filepath.Abs(a)
	absoluteB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absoluteA == absoluteB
}
