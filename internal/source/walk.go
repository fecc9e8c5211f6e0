package source

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// folder yields the pages in a folder, sorted by name; below is its path under the operand. Links to files are read, links
// to folders are not followed: every page is read once and no loop can arise.
func (r *reader) folder(dir, below string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil && !r.refuse(dir, unreadable(err)) {
		return false
	}
	for _, entry := range entries {
		if !r.entry(filepath.Join(dir, entry.Name()), path.Join(below, entry.Name()), entry) {
			return false
		}
	}
	return true
}

func (r *reader) entry(name, below string, entry fs.DirEntry) bool {
	if reason := skipReason(entry.Name(), entry.IsDir()); reason != nil {
		return r.refuse(name, reason)
	}
	if entry.IsDir() && !matches(r.opts.Exclude, below) {
		return r.folder(name, below)
	}
	if entry.IsDir() || !r.opts.wanted(below) {
		return r.refuse(name, excluded())
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return r.refuse(name, unreadable(err))
	case info.IsDir():
		return r.refuse(name, fail("not-a-file", "a link to a folder is not followed: name the folder itself"))
	case !info.Mode().IsRegular():
		return r.refuse(name, fail("not-a-file", "not a file (%s)", info.Mode().Type()))
	}
	return r.file(name, info, true)
}

// skipReason returns why an entry is not read whatever is in it, or nil.
func skipReason(name string, folder bool) *Error {
	switch {
	case strings.HasPrefix(name, ".") && name != ".":
		return ignored("hidden", "hidden files and folders are not read")
	case folder && strings.HasSuffix(name, "_files"):
		return ignored("page-files", "the images and frames that a browser saves beside a page")
	}
	return nil
}

func excluded() *Error { return ignored("excluded", "left out by --include or --exclude") }

// CheckGlobs returns path.ErrBadPattern if a glob of Include or Exclude is not valid.
func (o Options) CheckGlobs() error {
	for _, globs := range [][]string{o.Include, o.Exclude} {
		for _, glob := range globs {
			if _, err := path.Match(glob, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o Options) wanted(name string) bool {
	return (len(o.Include) == 0 || matches(o.Include, name)) && !matches(o.Exclude, name)
}

func matches(globs []string, name string) bool {
	for _, glob := range globs {
		of := name
		if !strings.Contains(glob, "/") {
			of = path.Base(name)
		}
		if ok, err := path.Match(glob, of); ok && err == nil {
			return true
		}
	}
	return false
}
