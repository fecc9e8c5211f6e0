package batch

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"herald/internal/source"
)

// withoutOwn leaves out what the run itself writes, and what one before has written there: "herald batch . -o corpus.db".
func (j Job) withoutOwn(pages iter.Seq2[source.Page, error]) iter.Seq2[source.Page, error] {
	folder, _ := os.Getwd() // asked once; where it is not known, names are compared as given
	absolute := func(name string) string {
		if filepath.IsAbs(name) {
			return filepath.Clean(name)
		}
		return filepath.Join(folder, name)
	}
	var own []string
	for _, name := range []string{j.Output.Name, j.Report} {
		if name != "" {
			own = append(own, absolute(name))
		}
	}
	return func(yield func(source.Page, error) bool) {
		for page, err := range pages {
			name := page.Name
			if e, ok := errors.AsType[*source.Error](err); ok {
				name = e.Page.Name
			}
			if !isOwn(absolute(name), own) && !yield(page, err) {
				return
			}
		}
	}
}

func isOwn(name string, own []string) bool {
	for _, o := range own {
		rest, begins := strings.CutPrefix(name, o)
		if begins && (rest == "" || rest[0] == filepath.Separator || strings.HasPrefix(rest, ".partial")) {
			return true
		}
	}
	return false
}
