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

// Output is where the articles of a run go.
type Output struct {
	Name   string         // of the file or folder that is there in the end
	Stream io.Writer      // takes the articles at once where there is no Name
	Form   string         // one of Forms
	Format encode.Format  // of the files of a folder
	Encode encode.Options // not for a database
}

// Form is a kind of output.
type Form struct {
	Name string // as the user asks for it, and the ending of a file of it, without the dot
	What string // one line for a list
}

// Forms are all of them, in the order of --help.
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

// FormOf tells the form of an output by its name; "" where the name does not tell. A folder is told by a slash at the end.
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

// partial is the name of an output until it is complete.
func partial(name string) string { return filepath.Clean(name) + ".partial" }

// WriteError is an output, a report or a journal that could not be written.
type WriteError struct {
	Name string // as the user gave it, or of the journal; "" is the stream
	Err  error
}

func (e *WriteError) Error() string { return fmt.Sprintf("%s: can't be written: %v", e.Name, e.Err) }

func (e *WriteError) Unwrap() error { return e.Err }

// sink takes the articles of a run. A position is a place in what it took, behind an article; a sink that is opened at a
// position forgets what came behind it.
type sink interface {
	Encode(*article.Article) error
	// flush brings all that was taken to the disk, so that the output can be cut there, and returns the position.
	flush() (int64, error)
	// complete ends the output, once. What is then to get the final name stands at the path it returns.
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

// openAt opens a file to go on behind a position, creating it where there is none.
func openAt(name string, at int64) (*os.File, error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if err := cut(file, at); err != nil {
		_ = file.Close() // nothing was written
		return nil, err
	}
	return file, nil
}

func cut(file *os.File, at int64) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < at {
		return fmt.Errorf("%s has %d bytes of the %d that its journal knows; remove what is partial to begin again", file.Name(), info.Size(), at)
	}
	if err := file.Truncate(at); err != nil {
		return err
	}
	_, err = file.Seek(at, io.SeekStart)
	return err
}
