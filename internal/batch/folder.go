package batch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"herald/internal/article"
	"herald/internal/encode"
)

// folder is a sink that writes a file for each article. A list beside the folder has the name and the size of each file,
// written before the file; a position is one in the list.
type folder struct {
	dir, dest string // while it is partial; when it is complete
	replace   bool   // dest may hold files
	format    encode.Format
	opts      encode.Options
	list      *os.File
	taken     map[string]bool // names of files
	unsynced  []string        // files since the last flush
}

// syncWorkers is the number of files that are synced at the same time: a file system then serves them together, in half the
// time. (Linux could sync its whole file system at once, but then waits for what others write too.)
const syncWorkers = 16

func listOf(dir string) string { return dir + ".list" }

// openFolder opens a folder at a position. A folder that is not empty is an error: nothing is overwritten.
func openFolder(o Output, at int64) (*folder, error) {
	dest := filepath.Clean(o.Name)
	there, err := os.ReadDir(dest)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(there) > 0 && !o.Replace {
		return nil, errors.New("the folder is not empty")
	}
	f := &folder{dir: partial(o.Name), dest: dest, replace: o.Replace, format: o.Format, opts: o.Encode, taken: map[string]bool{}}
	if err := os.MkdirAll(f.dir, 0o777); err != nil {
		return nil, err
	}
	names, err := os.ReadFile(listOf(f.dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	have := int64(0)
	for line := range strings.Lines(string(names)) {
		name, size, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		file := filepath.Join(f.dir, name)
		if have+int64(len(line)) > at {
			if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
			continue
		}
		if !hasSize(file, size) {
			break
		}
		f.taken[name] = true
		have += int64(len(line))
	}
	if have < at {
		return nil, &shortError{name: listOf(f.dir), have: have, want: at}
	}
	f.list, err = openAt(listOf(f.dir), at)
	return f, err
}

// hasSize reports whether a file is there, with a size in decimal digits.
func hasSize(name, size string) bool {
	info, err := os.Stat(name)
	return err == nil && strconv.FormatInt(info.Size(), 10) == size
}

func (f *folder) Encode(a *article.Article) error {
	name := f.name(a)
	f.taken[name] = true
	var b bytes.Buffer
	to := f.format.New(&b, f.opts)
	if err := errors.Join(to.Encode(a), to.Close()); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(f.list, "%s\t%d\n", name, b.Len()); err != nil {
		return err
	}
	f.unsynced = append(f.unsynced, name)
	return os.WriteFile(filepath.Join(f.dir, name), b.Bytes(), 0o666)
}

// name returns the name of an article's file: its id, or a hash of its source if it has none; both, if another article has
// the id; and a number, if that is taken too.
func (f *folder) name(a *article.Article) string {
	sum := sha256.Sum256([]byte(a.Source.Path + "\x00" + string(a.Source.Member)))
	hash := hex.EncodeToString(sum[:8]) // 64 bits: two of a million sources have the same in one of 37 million runs
	base := strings.Map(safeInName, string(a.ID))
	if base == "" {
		base = hash
	} else if f.taken[base+f.format.Ext] {
		base += "-" + hash
	}
	name := base + f.format.Ext
	for n := 2; f.taken[name]; n++ {
		name = fmt.Sprintf("%s-%d%s", base, n, f.format.Ext)
	}
	return name
}

// safeInName returns a rune that is safe in the name of a file on every system, -1 for any other. The site's own ids have
// only safe ones.
func safeInName(r rune) rune {
	if r < 0x80 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_') {
		return r
	}
	return -1
}

func (f *folder) flush() (int64, error) {
	if err := f.syncFiles(); err != nil {
		return 0, err
	}
	if err := f.list.Sync(); err != nil {
		return 0, err
	}
	return f.list.Seek(0, io.SeekCurrent)
}

// syncFiles syncs the files since the last flush to the disk.
func (f *folder) syncFiles() error {
	errs := make([]error, syncWorkers)
	var all sync.WaitGroup
	for i := range syncWorkers {
		all.Go(func() {
			for n := i; n < len(f.unsynced); n += syncWorkers {
				errs[i] = errors.Join(errs[i], syncFile(filepath.Join(f.dir, f.unsynced[n])))
			}
		})
	}
	all.Wait()
	f.unsynced = f.unsynced[:0]
	return errors.Join(errs...)
}

func syncFile(name string) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

func (f *folder) complete() (string, error) {
	if _, err := f.flush(); err != nil {
		return "", err
	}
	if !f.replace {
		if err := os.Remove(f.dest); err != nil && !errors.Is(err, fs.ErrNotExist) { // an empty folder
			return "", err
		}
	}
	return f.dir, f.list.Close()
}

func (f *folder) close() error { return f.list.Close() }
