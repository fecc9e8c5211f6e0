package source

import (
	"hash/maphash"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// folder yields the pages in a folder, sorted by name; below is its path under the operand. Links to files are read, links
// to folders are not followed: every page is read once and no loop can arise.
func (r *reader) folder(dir, below string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil && !r.refuse(dir, unreadable(err)) {
		return false
	}
	files := newFileNames()
	for _, entry := range entries {
		if !entry.IsDir() {
			files.add(entry.Name())
		}
	}
	for _, entry := range entries {
		name := filepath.Join(dir, entry.Name())
		var more bool
		if reason := files.skipReason(entry.Name(), entry.IsDir()); reason != nil {
			more = r.refuse(name, reason)
		} else {
			more = r.entry(name, path.Join(below, entry.Name()), entry)
		}
		if !more {
			return false
		}
	}
	return true
}

func (r *reader) entry(name, below string, entry fs.DirEntry) bool {
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

// fileNames is the set of pages that a folder or an archive holds, in a few bytes each.
type fileNames struct {
	seed   maphash.Seed
	hashes map[uint64]struct{}
}

func newFileNames() fileNames { return fileNames{maphash.MakeSeed(), map[uint64]struct{}{}} }

// pageExtensions are those under which browsers save a page with its images.
var pageExtensions = []string{".html", ".htm", ".xhtml", ".shtml"}

// add adds a file, if it may be a page that has a folder.
func (f fileNames) add(name string) {
	name = strings.ToLower(name)
	if slices.Contains(pageExtensions, path.Ext(name)) {
		f.hashes[maphash.String(f.seed, name)] = struct{}{}
	}
}

// skipReason returns why an entry is not read whatever is in it, or nil. It is given by its path, as its page was added.
func (f fileNames) skipReason(name string, folder bool) *Error {
	base := path.Base(name)
	switch {
	case strings.HasPrefix(base, ".") && base != "." && base != "..":
		return ignored("hidden", "hidden files and folders are not read")
	case folder && base == "hts-cache":
		return ignored("mirror-files", "a second copy of each page of a mirror, which HTTrack keeps")
	case !folder && base == "hts-log.txt":
		return ignored("mirror-files", "the log that HTTrack writes of a mirror")
	case folder && f.savedBeside(name):
		return ignored("page-files", "the images and frames that a browser saves beside a page")
	}
	return nil
}

// savedBeside reports whether a folder holds the images and frames of a page, which a browser saves beside it. A folder with
// such a name, but without a page, is like any other.
func (f fileNames) savedBeside(folder string) bool {
	page, ok := strings.CutSuffix(folder, "_files")
	if !ok {
		page, ok = strings.CutSuffix(folder, ".files") // Internet Explorer
	}
	return ok && slices.ContainsFunc(pageExtensions, func(extension string) bool {
		_, ok := f.hashes[maphash.String(f.seed, strings.ToLower(page)+extension)]
		return ok
	})
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
