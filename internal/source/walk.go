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
		if isSkipped(entry.Name(), entry.IsDir()) || entry.IsDir() && files.savedBeside(entry.Name()) {
			continue
		}
		if !r.entry(filepath.Join(dir, entry.Name()), path.Join(below, entry.Name()), entry) {
			return false
		}
	}
	return true
}

func (r *reader) entry(name, below string, entry fs.DirEntry) bool {
	if entry.IsDir() {
		return matches(r.opts.Exclude, below) || r.folder(name, below)
	}
	if !r.opts.wanted(below) {
		return true
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

// isSkipped reports whether an entry is hidden, or is what HTTrack keeps beside a mirror: its log, and a copy of every page.
func isSkipped(name string, folder bool) bool {
	return strings.HasPrefix(name, ".") && name != "." || folder && name == "hts-cache" || !folder && name == "hts-log.txt"
}

// fileNames remembers which pages a folder or an archive holds, in a few bytes each.
type fileNames struct {
	seed   maphash.Seed
	hashes map[uint64]struct{}
}

func newFileNames() fileNames { return fileNames{maphash.MakeSeed(), map[uint64]struct{}{}} }

// pageExtensions are those under which browsers save a page with its images.
var pageExtensions = []string{".html", ".htm", ".xhtml", ".shtml"}

// add remembers a file, if it may be a page that has a folder.
func (f fileNames) add(name string) {
	name = strings.ToLower(name)
	if slices.Contains(pageExtensions, path.Ext(name)) {
		f.hashes[maphash.String(f.seed, name)] = struct{}{}
	}
}

// savedBeside reports whether a folder holds the images and frames of a page, which a browser saves beside it. A folder with
// such a name, but no page, is like any other.
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
