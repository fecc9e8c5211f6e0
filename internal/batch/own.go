package batch

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"herald/internal/source"
)

// withoutOutputs skips the files that the run itself writes, and those that an earlier run has written there, as in
// "herald batch . -o corpus.db".
func (j Job) withoutOutputs(pages iter.Seq2[source.Page, error]) iter.Seq2[source.Page, error] {
	folder, _ := os.Getwd() // once for all names; if it is unknown, they are compared as given
	absolute := func(name string) string {
		if filepath.IsAbs(name) {
			return filepath.Clean(name)
		}
		return filepath.Join(folder, name)
	}
	var outputs []string
	for _, name := range []string{j.Output.Name, j.Report} {
		if name != "" {
			outputs = append(outputs, absolute(name))
		}
	}
	return func(yield func(source.Page, error) bool) {
		for page, err := range pages {
			name := page.Name
			if e, ok := errors.AsType[*source.Error](err); ok {
				name = e.Page.Name
			}
			if !isOutput(absolute(name), outputs) && !yield(page, err) {
				return
			}
		}
	}
}

func isOutput(name string, outputs []string) bool {
	for _, o := range outputs {
		rest, found := strings.CutPrefix(name, o)
		if found && (rest == "" || rest[0] == filepath.Separator || strings.HasPrefix(rest, ".partial")) {
			return true
		}
	}
	return false
}
