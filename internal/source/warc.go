package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// records is a format that keeps one record after the other, each with a header that states its length.
type records struct {
	form   string                              // of its pages
	header func(*bufio.Reader) (record, error) // reads up to a record's block; io.EOF is the end of the file
	start  []string                            // what a record starts with: one of them
	first  func() *regexp.Regexp               // the first line of a record, as far as damage is searched for it
}

// record is the header of a record.
type record struct {
	kind        string // "response", "resource", "conversion", "revisit", …; "" in an ARC
	url         string
	captured    time.Time
	contentType string
	size        int64 // of the block
	cut         bool  // the record states that it does not hold everything
}

var warcRecords = records{"warc", warcHeader, []string{"WARC/"}, pattern(`^WARC/[01]\.`)}

// damage counts the records of a WARC that were lost, and keeps the first error.
type damage struct {
	count int
	first error
}

// maxDamage is more than anyone would repair; it bounds the work on bytes made to look like the start of a member.
const maxDamage = 1000

func (d *damage) add(err error) {
	d.count++
	if d.first == nil {
		d.first = err
	}
}

// records yields the HTML and text records of a WARC or an ARC. Reading continues after a damaged record; the number of
// records that were lost is one error at the end. A page is yielded only if its record is whole.
func (f *file) records(b *bufio.Reader, r records, at place) bool {
	var lost damage
	for pages := 0; ; {
		rec, err := r.header(b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && pages == f.opts.MaxMembers {
			return f.fail(at, f.tooMany())
		}
		var page Page
		var passed *Error
		if err == nil {
			page, passed, err = f.block(b, r, rec)
		}
		if err != nil {
			if more, resumed := f.afterDamage(b, r, &lost, rec, err, at); !resumed {
				return more
			}
			continue
		}
		more := true
		switch within := at.inside(rec.url); {
		case passed != nil:
			more = f.fail(within, passed)
		case page.Form != "":
			pages++
			more = f.give(page, within)
		}
		if !more {
			return false
		}
	}
	if lost.count > 0 {
		return f.fail(at, lost.error())
	}
	return true
}

// afterDamage handles the error of a record and moves to the next record. If it has not resumed, reading of the WARC ends,
// and more is false if the whole run ends.
func (f *file) afterDamage(b *bufio.Reader, r records, lost *damage, rec record, err error, at place) (more, resumed bool) {
	e, ok := errors.AsType[*Error](err)
	switch {
	case ok && e.code == "too-large":
		more = f.fail(at.inside(rec.url), e)
		return more, more
	case ok && e.code != "damaged": // nothing after it can be read
		return f.fail(at, e), false
	}
	if lost.add(err); lost.count == maxDamage || !r.resync(b, at) {
		return f.fail(at, lost.error()), false
	}
	return true, true
}

func (d *damage) error() *Error {
	return fail("damaged", "damaged in %d places, the records there were skipped: %w", d.count, d.first)
}

var errNoRecord = errors.New("no record where one should begin")

// warcHeader reads the header of a WARC record.
func warcHeader(b *bufio.Reader) (record, error) {
	line, err := firstLine(b)
	if err != nil {
		return record{}, err
	}
	if !strings.HasPrefix(line, "WARC/") {
		return record{}, errNoRecord
	}
	var lines strings.Builder
	for line != "" {
		if line, err = headerLine(b); err != nil {
			return record{}, noEOF(err)
		}
		if lines.WriteString(line + "\n"); lines.Len() > 16*headSize {
			return record{}, errors.New("a record's header without an end")
		}
	}
	header := headerLines(lines.String())
	size, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return record{}, fmt.Errorf("a record's length is %q", header.Get("Content-Length"))
	}
	captured, err := time.Parse(time.RFC3339, header.Get("WARC-Date"))
	if err != nil {
		captured = time.Time{}
	}
	return record{
		kind:        strings.ToLower(header.Get("WARC-Type")),
		url:         strings.Trim(header.Get("WARC-Target-URI"), "<> "), // wget writes <…>
		captured:    captured,
		contentType: header.Get("Content-Type"),
		size:        size,
		cut:         header.Get("WARC-Truncated") != "" || header.Get("WARC-Segment-Number") != "",
	}, nil
}

// firstLine reads the first line of a header, after any blank lines.
func firstLine(b *bufio.Reader) (string, error) {
	line, err := headerLine(b)
	for err == nil && line == "" {
		line, err = headerLine(b)
	}
	return line, err
}

// headerLine reads one line of a header, without its end. A line longer than the reader's buffer is an error.
func headerLine(b *bufio.Reader) (string, error) {
	line, err := b.ReadSlice('\n')
	switch {
	case errors.Is(err, io.EOF) && len(line) > 0:
		err = io.ErrUnexpectedEOF
	case errors.Is(err, bufio.ErrBufferFull):
		err = errors.New("a line of a record's header without an end")
	}
	return string(bytes.TrimRight(line, "\r\n")), err
}

// block reads a record's block to its end and returns its page, which has no Form if the record holds none. passed is why
// a record about a page is passed over.
func (f *file) block(b *bufio.Reader, r records, rec record) (page Page, passed *Error, err error) {
	block := io.LimitReader(b, rec.size)
	head, err := b.Peek(int(min(rec.size, headSize)))
	if err != nil {
		return Page{}, nil, noEOF(err)
	}
	if rec.kind == "" || rec.kind == "response" {
		rec.kind = blockKind(head)
	}
	holds, passed := rec.holdsPage(head)
	if !holds {
		return Page{}, passed, r.skip(b, rec.size)
	}
	data, err := f.atMost(block, f.opts.MaxPage+16*headSize, rec.size) // the header of the response precedes the page
	if err != nil {
		return Page{}, nil, errors.Join(err, r.skip(b, max(0, rec.size-int64(len(data)))))
	}
	if int64(len(data)) < rec.size {
		return Page{}, nil, io.ErrUnexpectedEOF
	}
	rest, err := r.recordEnd(b)
	if err != nil {
		return Page{}, nil, err
	}
	page, err = f.recordPage(rec, append(data, rest...), r.form)
	return page, nil, err
}

// holdsPage reports whether a record holds a page, by the start of its block: a film is not read into memory. If it is about
// a page, but does not hold it, passed is the reason.
func (rec record) holdsPage(head []byte) (holds bool, passed *Error) {
	switch rec.kind {
	case "response":
		r := newResponse(head)
		if !isPage(r.header.Get("Content-Type"), r.body) {
			return false, nil
		}
		if !r.ok() {
			return false, ignored("http-status", r.refusal())
		}
		return true, nil
	case "revisit":
		if contentType := newResponse(head).header.Get("Content-Type"); contentType == "" || isHTMLType(contentType) {
			return false, ignored("revisit", "a page that had not changed since an earlier capture, which alone holds it")
		}
	case "resource":
		return isPage(rec.contentType, head), nil
	case "conversion":
		return strings.HasPrefix(rec.contentType, "text/plain") || isPage(rec.contentType, head), nil
	case "continuation":
		return false, fail("unsupported", "a segment of a record; the segments of a record are not joined")
	}
	return false, nil
}

// isPage reports whether content is HTML, by its type or, as servers state wrong ones, by its first bytes.
func isPage(contentType string, head []byte) bool {
	return isHTMLType(contentType) || contentType == "" && isText(head) || wholePage().Match(head)
}

// blockKind returns the kind of a record that has none, or of a response, by the start of its block: some programs keep a
// page as a response without a header.
func blockKind(head []byte) string {
	if statusLine().Match(head) {
		return "response"
	}
	return "resource"
}

func (f *file) recordPage(rec record, data []byte, form string) (Page, error) {
	page := Page{ContentType: rec.contentType, Data: data}
	var err error
	switch rec.kind {
	case "response":
		page, err = f.responsePage(newResponse(data))
	case "conversion":
		if !isPage(rec.contentType, data) {
			form = "wet"
		}
	}
	page.Form, page.URL, page.Cut = form, webURL(rec.url), page.Cut || rec.cut
	if !rec.captured.IsZero() {
		page.Captured = stamp(rec.captured)
	}
	return page, err
}

func (r records) skip(b *bufio.Reader, size int64) error {
	if _, err := io.CopyN(io.Discard, b, size); err != nil {
		return noEOF(err)
	}
	_, err := r.recordEnd(b)
	return err
}

// lengthSlack is how many bytes a block may be longer than its record states: a writer took a line end of two bytes for
// one, or did not count the last one.
const lengthSlack = 2

// recordEnd moves past the blank lines after a block, and returns what is left of the block where the record states too
// short a length. It returns an error if neither the next record nor the end follows: the length is wrong then. Damage
// after the record is the next one's, except for a checksum, which is about what was read.
func (r records) recordEnd(b *bufio.Reader) (rest []byte, err error) {
	const blank = len("\r\n\r\n")
	next, _ := b.Peek(lengthSlack + blank + r.longestStart()) // an error is met again below
	for n := 1; n <= lengthSlack && n < len(next); n++ {
		if after := bytes.TrimLeft(next[n:], "\r\n"); !isLineEnd(next[0]) && isLineEnd(next[n]) && r.starts(after) {
			rest = bytes.Clone(next[:n])
			break
		}
	}
	if _, err := b.Discard(len(rest)); err != nil {
		return nil, err
	}
	for {
		c, err := b.Peek(1)
		if err != nil {
			return rest, checksum(err)
		}
		if !isLineEnd(c[0]) {
			break
		}
		if _, err := b.Discard(1); err != nil {
			return nil, err
		}
	}
	next, err = b.Peek(r.longestStart())
	if !r.starts(next) {
		return nil, errors.New("a record's length is wrong")
	}
	return rest, checksum(err)
}

func isLineEnd(c byte) bool { return c == '\r' || c == '\n' }

// starts reports whether bytes start a record, or would if the file did not end with them.
func (r records) starts(next []byte) bool {
	return slices.ContainsFunc(r.start, func(start string) bool {
		n := min(len(start), len(next))
		return string(next[:n]) == start[:n]
	})
}

func (r records) longestStart() int {
	longest := 0
	for _, start := range r.start {
		longest = max(longest, len(start))
	}
	return longest
}

// checksum returns err if it states that what was read is not what was written, else nil.
func checksum(err error) error {
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, zstd.ErrCRCMismatch) {
		return err
	}
	return nil
}

// resync moves to the next line that begins a record, and reports whether there is one.
func (r records) resync(b *bufio.Reader, at place) bool {
	for {
		next, err := b.Peek(r.longestStart())
		if r.starts(next) {
			next, err = b.Peek(headSize)
			if r.first().Match(next) {
				return true
			}
		}
		if len(next) > 0 {
			_, err = b.ReadSlice('\n')
		}
		if err == nil || errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if _, err := b.Discard(b.Buffered()); err != nil || at.resume == nil || !at.resume() {
			return false
		}
	}
}

// noEOF returns io.ErrUnexpectedEOF for io.EOF, and err otherwise.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
