package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"herald/internal/article"
	"herald/internal/batch"
)

// Record is one thing of an input: an article, of which only the fields that are counted are filled, or a line of a report.
type Record struct {
	Article *article.Article
	Month   Month // of the article's day; 0 where it has none
	Entry   *batch.Entry
}

// DamagedError is a record that could not be read, or an input that ends too early. What follows is read all the same, as far
// as there is something.
type DamagedError struct {
	Name string // of the input
	Line int    // 1 is the first; of a database the number of the article; 0 is the whole input
	Err  error
}

func (e *DamagedError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %v", e.Name, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.Name, e.Line, e.Err)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// Code is stable.
func (*DamagedError) Code() string { return "damaged" }

// UnreadableError is an input that the system does not let be read: another try may.
type UnreadableError struct {
	Name string
	Err  error
}

func (e *UnreadableError) Error() string { return fmt.Sprintf("%s: can't be read: %v", e.Name, e.Err) }

func (e *UnreadableError) Unwrap() error { return e.Err }

// Code is stable.
func (*UnreadableError) Code() string { return "unreadable" }

// Why a record is damaged.
var (
	errNeither  = errors.New("neither an article nor a line of a report")
	errPartly   = errors.New("an article without all of its fields; make the corpus without --fields")
	errLong     = errors.New("longer than 128 MiB")
	errDatabase = errors.New("a database can't be read from a pipe; name the file")
)

// Records are those of a file or, where the name is "-", of standard input. What they are is told by their content: JSON
// lines, plain or through gzip or zstd, or a database. An error is a *DamagedError, or the last and an *UnreadableError.
func Records(name string, stdin io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in := stdin
		if name != "-" {
			file, err := os.Open(name)
			if err != nil {
				yield(Record{}, &UnreadableError{name, reason(err)})
				return
			}
			defer file.Close() //nolint:errcheck // it was only read
			in = file
		}
		buffered := bufio.NewReaderSize(in, 64<<10)
		start, err := buffered.Peek(16) // a shorter input has no magic number
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			yield(Record{}, &UnreadableError{name, reason(err)})
		case string(start) != "SQLite format 3\x00":
			lines(name, buffered)(yield)
		case name == "-":
			yield(Record{}, &DamagedError{Name: name, Err: errDatabase})
		default:
			rows(name)(yield)
		}
	}
}

// reason is what went wrong, without the path, which the message names as the user did.
func reason(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// unpacked is the stream in plain.
func unpacked(in *bufio.Reader) (io.Reader, error) {
	start, _ := in.Peek(4) // what fails here fails again when it is read
	switch {
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return gzip.NewReader(in)
	case bytes.HasPrefix(start, []byte("\x28\xb5\x2f\xfd")):
		return zstd.NewReader(in, zstd.WithDecoderConcurrency(1)) // starts no goroutine that would have to be ended
	}
	return in, nil
}

func lines(name string, in *bufio.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		plain, err := unpacked(in)
		if err != nil {
			yield(Record{}, &DamagedError{Name: name, Err: err})
			return
		}
		from := lineReader{in: bufio.NewReaderSize(plain, 256<<10)}
		for number := 1; ; number++ {
			line, err := from.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if unread, ok := errors.AsType[*fs.PathError](err); ok {
				yield(Record{}, &UnreadableError{name, unread.Err})
				return
			}
			stop := err != nil && !errors.Is(err, errLong) // the packing is damaged
			var record Record
			if err == nil {
				if len(bytes.TrimSpace(line)) == 0 {
					continue
				}
				record, err = parse(line)
			}
			if err != nil {
				record, err = Record{}, &DamagedError{name, number, err}
			}
			if !yield(record, err) || stop {
				return
			}
		}
	}
}

// lineReader reads lines into one buffer.
type lineReader struct {
	in   *bufio.Reader
	line []byte
}

// next is the next line, good until the one after it is asked for. One that is too long is passed over, which is errLong.
func (r *lineReader) next() ([]byte, error) {
	const most = 128 << 20 // four times a page of the largest size: its text stands there twice, escaped
	r.line = r.line[:0]
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		long = long || len(r.line)+len(part) > most
		if !long {
			r.line = append(r.line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (long || len(r.line) > 0): // the last line, without its end
		case err != nil:
			return nil, err
		}
		if long {
			return nil, errLong
		}
		return r.line, nil
	}
}

// fields are those of an article that are counted, and what tells a line of a report.
type fields struct {
	Schema   string           `json:"schema"`
	Outcome  string           `json:"outcome"`
	Headline string           `json:"headline"`
	Byline   article.Optional `json:"byline"`
	Agency   article.Optional `json:"agency"`
	Day      article.Optional `json:"day"`
	Section  article.Optional `json:"section"`
	Body     string           `json:"body"`
	URL      article.Optional `json:"url"`
	ID       article.Optional `json:"id"`
	Words    int              `json:"word_count"`
	Source   article.Source   `json:"source"`
	Template article.Optional `json:"template"`
	Warnings json.RawMessage  `json:"warnings"` // an article's are objects, a report's are codes
}

func parse(line []byte) (Record, error) {
	var f fields
	if err := json.Unmarshal(line, &f); err != nil {
		return Record{}, err
	}
	switch {
	case f.Schema == article.Schema:
		return f.record()
	case f.Outcome != "":
		return parseEntry(line)
	case f.Schema != "":
		return Record{}, fmt.Errorf("%q is no schema that this herald knows; it knows %q", f.Schema, article.Schema)
	case f.Headline != "" || f.Body != "":
		return Record{}, errPartly
	}
	return Record{}, errNeither
}

func parseEntry(line []byte) (Record, error) {
	var e batch.Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return Record{}, err
	}
	if !slices.Contains(batch.Outcomes, e.Outcome) {
		return Record{}, fmt.Errorf("%q is no outcome of a page", e.Outcome)
	}
	return Record{Entry: &e}, nil
}

func (f fields) record() (Record, error) {
	a := &article.Article{
		Schema: f.Schema, Headline: f.Headline, Byline: f.Byline, Agency: f.Agency, Day: f.Day,
		Section: f.Section, Body: f.Body, URL: f.URL, ID: f.ID, WordCount: f.Words, Source: f.Source,
		Template: string(f.Template),
	}
	if err := json.Unmarshal(f.Warnings, &a.Warnings); err != nil {
		return Record{}, fmt.Errorf("warnings: %w", err)
	}
	if f.Words < 0 {
		return Record{}, fmt.Errorf("word_count: %d words", f.Words)
	}
	if f.Template == "" {
		return Record{}, errors.New("template: there is none")
	}
	if f.Day == "" {
		return Record{Article: a}, nil
	}
	month, err := monthOf(string(f.Day))
	if err != nil {
		return Record{}, fmt.Errorf("day: %q is no day", f.Day)
	}
	const first, last = 1900, 2099 // no saved page is of another year: a misread date
	if year := month.Year(); year < first || year > last {
		return Record{}, fmt.Errorf("day: %s is not in %d to %d", f.Day, first, last)
	}
	return Record{Article: a, Month: month}, nil
}
