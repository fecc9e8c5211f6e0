package batch

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/encode"
)

// Output describes where the articles of a run are written.
type Output struct {
	Name    string         // of the file or folder when it is complete
	Stream  io.Writer      // receives the articles at once if there is no Name
	Form    string         // one of Forms
	Replace bool           // a file or folder that has the name already is replaced when the run completes
	Format  encode.Format  // of the files of a folder
	Encode  encode.Options // not for a database
}

// Form is a kind of output.
type Form struct {
	Name string // as users write it, and the extension of such a file, without the dot
	What string // description of one line
}

// Forms lists all forms in the order of --help.
var Forms = []Form{
	{"jsonl", "one JSON object a line"},
	{"jsonl.gz", "the same through gzip"},
	{"jsonl.zst", "the same through zstd"},
	{"csv", "one row an article"},
	{"csv.gz", "the same through gzip"},
	{"csv.zst", "the same through zstd"},
	{"db", "an SQLite database with full-text search"},
	{"dir", "a folder with a file for each article"},
}

// FormOf returns the form of an output by its name, "" if the name does not show it. The name of a folder ends in a slash.
func FormOf(name string) string {
	if strings.HasSuffix(name, "/") {
		return "dir"
	}
	i := slices.IndexFunc(Forms, func(f Form) bool { return strings.HasSuffix(name, "."+f.Name) && f.Name != "dir" })
	if i < 0 {
		return ""
	}
	return Forms[i].Name
}

// partial returns the name of an output until it is complete.
func partial(name string) string { return filepath.Clean(name) + ".partial" }

// WriteError is returned if an output, a report or a journal cannot be written.
type WriteError struct {
	Name string // as the user gave it, or of the journal; "" is the stream
	Err  error
}

func (e *WriteError) Error() string { return fmt.Sprintf("%s: can't be written: %v", e.Name, e.Err) }

func (e *WriteError) Unwrap() error { return e.Err }

// sink is an open output. A position is a place after an article; a sink that is opened at a position discards the articles
// after it.
type sink interface {
	Encode(*article.Article) error
	// flush syncs all articles to the disk, so that the output can be cut there, and returns the position.
	flush() (int64, error)
	// complete ends the output, once. It returns the path of what is then to get the final name.
	complete() (string, error)
	// close leaves the output as it is, with whole articles.
	close() error
}

func (o Output) open(at int64) (sink, error) {
	switch {
	case o.Name == "":
		return newStream(o, nil, at)
	case o.Form == "db":
		return openDatabase(partial(o.Name), at)
	case o.Form == "dir":
		return openFolder(o, at)
	}
	file, err := openAt(partial(o.Name), at)
	if err != nil {
		return nil, err
	}
	return newStream(o, file, at)
}

// openAt opens a file to continue at a position, creating it if it does not exist.
func openAt(name string, at int64) (*os.File, error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if err := cutAt(file, at); err != nil {
		_ = file.Close() // nothing was written
		return nil, err
	}
	return file, nil
}

// shortError is returned for an output that holds less than its journal records: it was cut by a disk that failed, or by a
// user. An earlier checkpoint may fit.
type shortError struct {
	name       string
	have, want int64 // positions
	report     bool  // it is the report
}

func (e *shortError) Error() string {
	return fmt.Sprintf("%s ends at %d, but its journal records %d; remove the partial files to start over", e.name, e.have, e.want)
}

// cutAt truncates a file to a position and continues there.
func cutAt(file *os.File, at int64) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < at {
		return &shortError{name: file.Name(), have: info.Size(), want: at}
	}
	if err := file.Truncate(at); err != nil {
		return err
	}
	_, err = file.Seek(at, io.SeekStart)
	return err
}
