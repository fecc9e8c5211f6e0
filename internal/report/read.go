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
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"herald/internal/article"
	"herald/internal/batch"
)

// Record is one item of an input: an article or a line of a report.
type Record struct {
	Article *article.Article // without blocks and evidence
	Month   Month            // of the article's day; 0 if it has none
	Entry   *batch.Entry
}

// DamagedError reports a record that is not valid, or an input that ends too early. Reading continues with the next record,
// if there is one.
type DamagedError struct {
	Name string // of the input
	Line int    // from 1; the number of the article in a database; 0 for the whole input
	Err  error
}

// Error describes the damage without its place.
func (e *DamagedError) Error() string { return e.Err.Error() }

// Place returns the place of the damage: "corpus.jsonl:6", or the name of the input alone.
func (e *DamagedError) Place() string {
	if e.Line == 0 {
		return e.Name
	}
	return fmt.Sprintf("%s:%d", e.Name, e.Line)
}

// Unwrap returns the cause.
func (e *DamagedError) Unwrap() error { return e.Err }

// Code returns the stable code of the error.
func (*DamagedError) Code() string { return "damaged" }

// UnreadableError reports an input that the operating system could not read. Another try may succeed.
type UnreadableError struct {
	Name string
	Err  error
}

// Error describes the cause without the name of the input.
func (e *UnreadableError) Error() string { return fmt.Sprintf("can't be read: %v", e.Err) }

// Unwrap returns the cause.
func (e *UnreadableError) Unwrap() error { return e.Err }

// Code returns the stable code of the error.
func (*UnreadableError) Code() string { return "unreadable" }

// Reasons why a record is damaged.
var (
	errForeign    = errors.New("not JSON lines: want an output of herald batch: .jsonl (also .gz, .zst), .db, or the lines of --report")
	errText       = errors.New("not a line of JSON")
	errBroken     = errors.New("not a whole line of JSON: cut short or damaged")
	errCompressed = errors.New("compressed data is truncated or damaged")
	errNeither    = errors.New("neither an article nor a line of a report")
	errPartly     = errors.New("an article without all of its fields; make the corpus without --fields")
	errLong       = errors.New("longer than 128 MiB")
	errDatabase   = errors.New("a database can't be read from a pipe; name the file")
)

// Records yields the records of a file, or of stdin if the name is "-". It detects the format by content: JSON lines, plain
// or compressed with gzip or zstd, or an SQLite database. An error is a [*DamagedError], or, as the last one, an
// [*UnreadableError].
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
		start, err := buffered.Peek(len(sqliteMagic)) // a shorter input is not a database
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			yield(Record{}, &UnreadableError{name, reason(err)})
		case string(start) != sqliteMagic:
			lineRecords(name, buffered)(yield)
		case name == "-":
			yield(Record{}, &DamagedError{Name: name, Err: errDatabase})
		default:
			databaseRecords(name)(yield)
		}
	}
}

// sqliteMagic begins every SQLite database.
const sqliteMagic = "SQLite format 3\x00"

// maxForeign is the number of damaged lines at the start of an input that shows that it is no corpus. An interrupted run or a
// failing disk damages one line or two; a table, a text or a corpus of chosen fields has no other lines.
const maxForeign = 20

// lineRecords yields the records of JSON lines. If the first maxForeign lines are all damaged, it yields one error for the
// input and stops.
func lineRecords(name string, in *bufio.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var bad []*DamagedError // the damaged lines before the first valid one
		leading := true
		for record, err := range allLines(name, in) {
			damaged, isDamaged := errors.AsType[*DamagedError](err)
			switch {
			case leading && isDamaged && len(bad) < maxForeign-1:
				bad = append(bad, damaged)
				continue
			case leading && isDamaged:
				yield(Record{}, foreign(append(bad, damaged), "the first %d lines can be counted; the rest is not read"))
				return
			}
			leading = false
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

// foreign returns one error for an input of which all lines read are damaged. counted states how many these are.
func foreign(bad []*DamagedError, counted string) *DamagedError {
	first := bad[0]
	if slices.ContainsFunc(bad, func(e *DamagedError) bool { return errors.Is(e, errText) }) {
		return &DamagedError{Name: first.Name, Err: errForeign}
	}
	if len(bad) == 1 {
		return first
	}
	return &DamagedError{first.Name, first.Line, fmt.Errorf("%w (none of "+counted+")", first.Err, len(bad))}
}

// reason returns the cause without the path, since messages name the path as the user did.
func reason(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// decompress returns the decompressed input, or the input itself if it is not compressed.
func decompress(in *bufio.Reader) (io.Reader, error) {
	start, _ := in.Peek(4) // an error here recurs on reading
	switch {
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return gzip.NewReader(in)
	case bytes.HasPrefix(start, []byte("\x28\xb5\x2f\xfd")):
		return zstd.NewReader(in, zstd.WithDecoderConcurrency(1)) // without goroutines, and so without Close
	}
	return in, nil
}

// allLines yields the record or the error of every line.
func allLines(name string, in *bufio.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		plain, err := decompress(in)
		if err != nil {
			yield(Record{}, &DamagedError{Name: name, Err: fmt.Errorf("%w (%w)", errCompressed, err)})
			return
		}
		from := lineReader{name: name, in: bufio.NewReaderSize(plain, 256<<10)}
		for {
			record, more, err := from.record()
			if errors.Is(err, io.EOF) || !yield(record, err) || !more {
				return
			}
		}
	}
}

// lineReader reads lines into one buffer.
type lineReader struct {
	name   string // of the input
	in     *bufio.Reader
	line   []byte
	number int // of the line
}

// record returns the record of the next line that is not blank, and whether another may follow. It returns [io.EOF] after the
// last one, a [*DamagedError] or an [*UnreadableError].
func (r *lineReader) record() (record Record, more bool, err error) {
	line, err := r.next()
	for err == nil && len(bytes.TrimSpace(line)) == 0 {
		line, err = r.next()
	}
	if err != nil {
		return Record{}, errors.Is(err, errLong), r.readError(err)
	}
	if record, err = parseLine(line); err != nil {
		return Record{}, true, &DamagedError{r.name, r.number, err}
	}
	return record, true, nil
}

// readError returns the error of a line that could not be read, or [io.EOF].
func (r *lineReader) readError(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	if unread, ok := errors.AsType[*fs.PathError](err); ok {
		return &UnreadableError{r.name, unread.Err}
	}
	if !errors.Is(err, errLong) {
		err = fmt.Errorf("%w (%w)", errCompressed, err)
	}
	return &DamagedError{r.name, r.number, err}
}

// next returns the next line, which is valid until the next call. It skips a line that is too long and returns errLong.
func (r *lineReader) next() ([]byte, error) {
	const most = 128 << 20 // four times the largest page: its text occurs twice, escaped
	r.line = r.line[:0]
	r.number++
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
		case errors.Is(err, io.EOF) && (long || len(r.line) > 0): // the last line has no line end
		case err != nil:
			return nil, err
		}
		if long {
			return nil, errLong
		}
		return r.line, nil
	}
}

// lineFields are the fields of an article, and the one that identifies a line of a report.
type lineFields struct {
	article.Article
	Outcome  string           `json:"outcome"`
	Blocks   skipped          `json:"blocks"` // the body has their texts
	Evidence skipped          `json:"evidence"`
	Template article.Optional `json:"template"` // as null it is missing
	Warnings json.RawMessage  `json:"warnings"` // objects in an article, codes in a report
}

// skipped is a value of any type that nobody reads.
type skipped struct{}

// UnmarshalJSON accepts every value and keeps nothing of it.
func (skipped) UnmarshalJSON([]byte) error { return nil }

// parseLine decodes a line of an article or a report.
func parseLine(line []byte) (Record, error) {
	var f lineFields
	if err := json.Unmarshal(line, &f); err != nil {
		return Record{}, describe(line, err)
	}
	switch {
	case f.Schema == article.Schema:
		f.Article.Template = string(f.Template)
		return recordOf(&f.Article, f.Warnings)
	case f.Outcome != "":
		return parseEntry(line)
	case f.Schema != "":
		return Record{}, fmt.Errorf("unknown schema %q: this version of herald reads %q", f.Schema, article.Schema)
	case f.Headline != "" || f.Body != "":
		return Record{}, errPartly
	}
	return Record{}, errNeither
}

// describe translates an error of encoding/json into the terms of the input.
func describe(line []byte, err error) error {
	wrong, isType := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case isType && wrong.Field == "": // it is no object
		return errNeither
	case isType:
		field := strings.TrimPrefix(wrong.Field, "Article.") // the struct that lineFields embeds
		return fmt.Errorf("%s: unexpected JSON %s", field, wrong.Value)
	case !bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")):
		return errText
	}
	return errBroken
}

// parseEntry decodes a line of a report.
func parseEntry(line []byte) (Record, error) {
	var e batch.Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return Record{}, describe(line, err)
	}
	if !slices.Contains(batch.Outcomes, e.Outcome) {
		return Record{}, fmt.Errorf("unknown outcome %q", e.Outcome)
	}
	return Record{Entry: &e}, nil
}

// recordOf returns the record of an article and its warnings, or the reason why it is not valid.
func recordOf(a *article.Article, warnings []byte) (Record, error) {
	if err := json.Unmarshal(warnings, &a.Warnings); err != nil {
		return Record{}, errors.New("warnings: not a list of codes and messages")
	}
	if a.WordCount < 0 {
		return Record{}, fmt.Errorf("word_count: %d is negative", a.WordCount)
	}
	if a.Template == "" {
		return Record{}, errors.New("template: missing")
	}
	if a.Day == "" {
		return Record{Article: a}, nil
	}
	month, err := monthOf(string(a.Day))
	if err != nil {
		return Record{}, fmt.Errorf("day: %q is not a date: want YYYY-MM-DD", a.Day)
	}
	const first, last = 1900, 2099 // any other year is a misread date
	if year := month.Year(); year < first || year > last {
		return Record{}, fmt.Errorf("day: %s is not in %d to %d", a.Day, first, last)
	}
	return Record{Article: a, Month: month}, nil
}
