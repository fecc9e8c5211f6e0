package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"herald/internal/batch"
	"herald/internal/source"
)

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
