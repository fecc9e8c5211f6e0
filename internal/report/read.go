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

// Error is what is wrong, without where.
func (e *DamagedError) Error() string { return e.Err.Error() }

// Place is where: "corpus.jsonl:6", or the name of the input alone.
func (e *DamagedError) Place() string {
	if e.Line == 0 {
		return e.Name
	}
	return fmt.Sprintf("%s:%d", e.Name, e.Line)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// Code is stable.
func (*DamagedError) Code() string { return "damaged" }

// UnreadableError is an input that the system does not let be read: another try may.
type UnreadableError struct {
	Name string
	Err  error
}

// Error is what is wrong, without where.
func (e *UnreadableError) Error() string { return fmt.Sprintf("can't be read: %v", e.Err) }

func (e *UnreadableError) Unwrap() error { return e.Err }

// Code is stable.
func (*UnreadableError) Code() string { return "unreadable" }

// Why a record is damaged.
var (
	errForeign  = errors.New("not JSON lines: herald report reads .jsonl (also .gz, .zst), .db, and the lines of batch --report")
	errText     = errors.New("not a line of JSON")
	errBroken   = errors.New("not a whole line of JSON: cut short or damaged")
	errPacked   = errors.New("what is packed here is cut short or damaged")
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
			fromLines(name, buffered)(yield)
		case name == "-":
			yield(Record{}, &DamagedError{Name: name, Err: errDatabase})
		default:
			rows(name)(yield)
		}
	}
}

// maxForeign is how many bad lines a file may begin with: a run that was cut or a disk that failed damages one or two, which
// are long; a table, a text or a corpus of chosen fields has nothing else.
const maxForeign = 20

// fromLines are the records of lines. Of an input that begins with bad lines and has no good one among them, it is said once
// what it is, and the rest is left unread.
func fromLines(name string, in *bufio.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var bad []*DamagedError // until a line is good
		begins := true
		for record, err := range lines(name, in) {
			damaged, isDamaged := errors.AsType[*DamagedError](err)
			switch {
			case begins && isDamaged && len(bad) < maxForeign-1:
				bad = append(bad, damaged)
				continue
			case begins && isDamaged:
				yield(Record{}, foreign(append(bad, damaged), "the first %d lines can be counted; the rest is not read"))
				return
			}
			begins = false
			for _, damaged := range bad {
				if !yield(Record{}, damaged) {
					return
				}
			}
			bad = nil
			if !yield(record, err) {
				return
			}
		}
		if len(bad) > 0 {
			yield(Record{}, foreign(bad, "its %d lines can be counted"))
		}
	}
}

// foreign is one error for all of the lines, which are bad.
func foreign(bad []*DamagedError, none string) *DamagedError {
	first := bad[0]
	if slices.ContainsFunc(bad, func(e *DamagedError) bool { return errors.Is(e, errText) }) {
		return &DamagedError{Name: first.Name, Err: errForeign}
	}
	if len(bad) == 1 {
		return first
	}
	return &DamagedError{first.Name, first.Line, fmt.Errorf("%w (none of "+none+")", first.Err, len(bad))}
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
			yield(Record{}, &DamagedError{Name: name, Err: fmt.Errorf("%w (%w)", errPacked, err)})
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
			stop := err != nil && !errors.Is(err, errLong)
			if stop {
				err = fmt.Errorf("%w (%w)", errPacked, err)
			}
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
		return Record{}, inWords(line, err)
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

// inWords says for who has never seen encoding/json what it says of a line.
func inWords(line []byte, err error) error {
	wrong, isType := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case isType && wrong.Field == "": // it is no object
		return errNeither
	case isType:
		return fmt.Errorf("%s: a value that herald never writes there: %s", wrong.Field, wrong.Value)
	case !bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")):
		return errText
	}
	return errBroken
}

func parseEntry(line []byte) (Record, error) {
	var e batch.Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return Record{}, inWords(line, err)
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
		return Record{}, errors.New("warnings: not those of an article")
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
