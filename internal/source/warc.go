package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// record is the header of a WARC record.
type record struct {
	kind        string // "response", "resource", "conversion", "revisit", …
	url         string
	date        string
	contentType string
	size        int64 // of the block
}

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

// warc yields the HTML and text records of a WARC. Reading continues after a damaged record; the number of records that
// were lost is one error at the end. A page is yielded only if its record is whole.
func (f *file) warc(b *bufio.Reader, at place) bool {
	var lost damage
	for pages := 0; ; {
		rec, err := nextRecord(b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && pages == f.opts.MaxMembers {
			return f.fail(at, f.tooMany())
		}
		var page Page
		if err == nil {
			page, err = f.block(b, rec, at.wacz)
		}
		if err != nil {
			if more, resumed := f.afterDamage(b, &lost, rec, err, at); !resumed {
				return more
			}
			continue
		}
		if page.Form == "" {
			continue
		}
		pages++
		if !f.give(page, at.inside(rec.url)) {
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
func (f *file) afterDamage(b *bufio.Reader, lost *damage, rec record, err error, at place) (more, resumed bool) {
	e, ok := errors.AsType[*Error](err)
	switch {
	case ok && e.code == "too-large":
		more = f.fail(at.inside(rec.url), e)
		return more, more
	case ok && e.code != "damaged": // nothing after it can be read
		return f.fail(at, e), false
	}
	if lost.add(err); lost.count == maxDamage || !resync(b, at) {
		return f.fail(at, lost.error()), false
	}
	return true, true
}

func (d *damage) error() *Error {
	return fail("damaged", "damaged in %d places, the records there were skipped: %w", d.count, d.first)
}

// nextRecord reads up to a record's block. io.EOF is the end of the file.
func nextRecord(b *bufio.Reader) (record, error) {
	line, err := headerLine(b)
	for err == nil && line == "" {
		line, err = headerLine(b)
	}
	if err != nil {
		return record{}, err
	}
	if !strings.HasPrefix(line, "WARC/") {
		return record{}, errors.New("no record where one should begin")
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
	return record{
		kind:        strings.ToLower(header.Get("WARC-Type")),
		url:         strings.Trim(header.Get("WARC-Target-URI"), "<> "), // wget writes <…>
		date:        header.Get("WARC-Date"),
		contentType: header.Get("Content-Type"),
		size:        size,
	}, nil
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

// block reads a record's block to its end and returns its page. The page of a record that is skipped has no Form.
func (f *file) block(b *bufio.Reader, rec record, wacz bool) (Page, error) {
	block := io.LimitReader(b, rec.size)
	head, err := b.Peek(int(min(rec.size, headSize)))
	if err != nil {
		return Page{}, noEOF(err)
	}
	if !rec.holdsPage(head) {
		return Page{}, skip(b, rec.size)
	}
	data, err := f.atMost(block, f.opts.MaxPage+16*headSize, rec.size) // the header of the response precedes the page
	if err != nil {
		return Page{}, errors.Join(err, skip(b, max(0, rec.size-int64(len(data)))))
	}
	if int64(len(data)) < rec.size {
		return Page{}, io.ErrUnexpectedEOF
	}
	if err := recordEnd(b); err != nil {
		return Page{}, err
	}
	return f.recordPage(rec, data, wacz)
}

// holdsPage reports whether a record holds a page, by the start of its block: a film is not read into memory.
func (rec record) holdsPage(head []byte) bool {
	switch rec.kind {
	case "response":
		if !statusLine().Match(head) {
			return false
		}
		r := newResponse(head)
		contentType := r.header.Get("Content-Type")
		return r.ok() && (isHTMLType(contentType) || contentType == "" && isText(r.body))
	case "resource":
		return isHTMLType(rec.contentType)
	case "conversion":
		return strings.HasPrefix(rec.contentType, "text/plain")
	}
	return false
}

func (f *file) recordPage(rec record, data []byte, wacz bool) (Page, error) {
	page := Page{ContentType: rec.contentType, Data: data, Form: "warc"}
	var err error
	switch rec.kind {
	case "response":
		page, err = f.responsePage(newResponse(data))
		page.Form = "warc"
	case "conversion":
		page.Form = "wet"
	}
	if wacz && page.Form == "warc" {
		page.Form = "wacz"
	}
	page.URL = webURL(rec.url)
	if date, err := time.Parse(time.RFC3339, rec.date); err == nil {
		page.Captured = stamp(date)
	}
	return page, err
}

func skip(b *bufio.Reader, size int64) error {
	if _, err := io.CopyN(io.Discard, b, size); err != nil {
		return noEOF(err)
	}
	return recordEnd(b)
}

// recordEnd returns an error if a block is not followed by blank lines, the next record or the end: its length is wrong
// then. Damage after the record is the next one's, except for a checksum, which is about what was read.
func recordEnd(b *bufio.Reader) error {
	for range len("\r\n\r\n") {
		c, err := b.Peek(1)
		if err != nil {
			return checksum(err)
		}
		if c[0] != '\r' && c[0] != '\n' {
			break
		}
		if _, err := b.Discard(1); err != nil {
			return checksum(err)
		}
	}
	next, err := b.Peek(len("WARC/"))
	if magic := "WARC/"; magic[:len(next)] != string(next) {
		return errors.New("a record's length is wrong")
	}
	return checksum(err)
}

// checksum returns err if it states that what was read is not what was written, else nil.
func checksum(err error) error {
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, zstd.ErrCRCMismatch) {
		return err
	}
	return nil
}

// resync moves to the next line that begins a record, and reports whether there is one.
func resync(b *bufio.Reader, at place) bool {
	for {
		next, err := b.Peek(len("WARC/1."))
		if start := string(next); start == "WARC/1." || start == "WARC/0." {
			return true
		}
		if err == nil {
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
