package source

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"path"
	"strconv"
	"strings"
)

// maxHeader is how long the header of a mail or an HTTP answer may be: a thousand times what programs write. Each line of it
// takes many times its length in memory.
const maxHeader = 1 << 20

// mailItem is a page of a mail, or the error in its place.
type mailItem struct {
	page Page
	err  error
}

// mhtml yields the pages of each mail: of several that were joined, of a mailbox, or attached to one mail, each under its
// number.
func (f *file) mhtml(b *bufio.Reader, at place) bool {
	give := func(item mailItem, at place) bool {
		return item.err == nil && f.give(item.page, at) || item.err != nil && f.fail(at, item.err)
	}
	var broken error
	number, first := 0, mailItem{}
	for item := range f.mailItems(b, &broken) {
		if number++; number == 1 { // kept until it is known whether it needs a number
			first = item
			continue
		}
		if number == 2 && !give(first, at.inside("1")) {
			return false
		}
		if number > f.opts.MaxMembers {
			return f.fail(at, f.tooMany())
		}
		if !give(item, at.inside(strconv.Itoa(number))) {
			return false
		}
	}
	if number == 1 && !give(first, at) {
		return false
	}
	return broken == nil || f.fail(at, broken)
}

// mailItems returns the pages of all mails of a stream. broken is set if the stream breaks off after a page.
func (f *file) mailItems(b *bufio.Reader, broken *error) iter.Seq[mailItem] {
	return func(yield func(mailItem) bool) {
		for another := true; another; {
			one := &mailReader{in: b}
			var last error
			for page, err := range f.mailPages(one) {
				if last = err; !yield(mailItem{page, err}) {
					return
				}
			}
			if errors.Is(last, errLongHeader) { // it may have no end
				return
			}
			if _, err := io.Copy(io.Discard, one); err != nil {
				if last == nil {
					*broken = err
				}
				return
			}
			another = one.another
		}
	}
}

// mailPages returns the pages of a mail, or an error if it has none.
func (f *file) mailPages(in io.Reader) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		message, err := readMail(in)
		if err != nil {
			yield(Page{}, err)
			return
		}
		empty := true
		for part, err := range htmlParts(textproto.MIMEHeader(message.Header), message.Body, 0) {
			empty = false
			var page Page
			if err == nil {
				page, err = f.mailPage(message.Header, part)
			}
			if !yield(page, err) {
				return
			}
		}
		if empty {
			yield(Page{}, fail("not-a-page", "a mail or MHTML archive without HTML"))
		}
	}
}

// mailPage returns the page in a part of a mail with a header.
func (f *file) mailPage(header mail.Header, part htmlPart) (Page, error) {
	data, err := f.all(part.body)
	if err != nil {
		return Page{}, err
	}
	page := Page{
		Form:        "mhtml",
		URL:         webURL(decodedWord(header.Get("Snapshot-Content-Location"))),
		ContentType: part.header.Get("Content-Type"),
		Data:        data,
	}
	if page.URL == "" { // Internet Explorer
		page.URL = webURL(part.header.Get("Content-Location"))
	}
	if date, err := header.Date(); err == nil {
		page.Captured = stamp(date)
	}
	return page, nil
}

// mailReader reads one mail of a stream, up to the line that begins another: that of a mailbox after a blank line, which
// another header must follow, or the header of an MHTML file after the last boundary of this one.
type mailReader struct {
	in      *bufio.Reader
	line    []byte // what is left of the last line
	within  bool   // the last line did not end
	blank   bool   // it was blank
	closed  bool   // the last line that was not blank ended a multipart
	another bool   // a mail follows this one
}

func (m *mailReader) Read(p []byte) (int, error) {
	if len(m.line) == 0 {
		if m.another = m.another || m.atNext(); m.another {
			return 0, io.EOF
		}
		line, err := m.in.ReadSlice('\n')
		if len(line) == 0 {
			return 0, err // met again by the next call if there is a line before it
		}
		text := bytes.TrimRight(line, "\r\n")
		m.line, m.blank = line, !m.within && len(text) == 0
		if !m.blank {
			m.closed = !m.within && bytes.HasPrefix(text, []byte("--")) && bytes.HasSuffix(text, []byte("--"))
		}
		m.within = line[len(line)-1] != '\n'
	}
	n := copy(p, m.line)
	m.line = m.line[n:]
	return n, nil
}

// atNext reports whether another mail begins, and moves past the line of a mailbox that precedes it.
func (m *mailReader) atNext() bool {
	if m.within || !m.blank && !m.closed {
		return false
	}
	head, _ := m.in.Peek(len(mailboxWord))
	if string(head) == mailboxWord {
		head, _ = m.in.Peek(headSize) // what precedes an error is enough
		line := mailboxLine().Find(head)
		if len(line) == 0 || !mailHeader().Match(head[len(line):]) {
			return false
		}
		_, _ = m.in.Discard(len(line)) // it is there
		return true
	}
	if !m.closed || len(head) == 0 || isLineEnd(head[0]) || head[0] == '-' {
		return false
	}
	head, _ = m.in.Peek(headSize)
	return mailHeader().Match(head)
}

var errLongHeader = fail("too-large", "an MHTML header longer than %s", Size(maxHeader))

// readMail reads the header of a mail; its body is yet to be read.
func readMail(in io.Reader) (*mail.Message, error) {
	read, inHeader := 0, true
	var broken error // of in: net/mail would report the line that it cuts off instead
	message, err := mail.ReadMessage(readerFunc(func(p []byte) (n int, err error) {
		if inHeader && read > maxHeader {
			err = errLongHeader
		} else {
			n, err = in.Read(p)
			read += n
		}
		if inHeader && err != nil && !errors.Is(err, io.EOF) {
			broken = err
		}
		return n, err
	}))
	inHeader = false
	switch {
	case broken != nil:
		return nil, broken
	case err != nil:
		return nil, damaged(errors.New("malformed MHTML header line"))
	}
	return message, nil
}

// maxNested is how deep the multiparts of a mail may be nested: mixed, alternative, related, and one more.
const maxNested = 4

// htmlPart is a part of a mail that holds a page.
type htmlPart struct {
	header textproto.MIMEHeader
	body   io.Reader // decoded; read before the next part is asked for
}

// htmlParts returns the pages of a part of a mail.
func htmlParts(header textproto.MIMEHeader, body io.Reader, depth int) iter.Seq2[htmlPart, error] {
	return func(yield func(htmlPart, error) bool) {
		kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
		switch {
		case err != nil:
			yield(htmlPart{}, damaged(err))
		case isHTMLType(kind), isHTMLFile(header):
			yield(htmlPart{header, transferDecoded(header, body)}, nil)
		case isMultipart(kind) && depth <= maxNested:
			multipartPages(multipart.NewReader(body, params["boundary"]), kind == "multipart/mixed", depth, yield)
		}
	}
}

// multipartPages yields the pages of a multipart. The parts of a mixed one are separate documents; of any other the first is
// the page, and what follows are its frames and pictures, or the page in another form.
func multipartPages(parts *multipart.Reader, mixed bool, depth int, yield func(htmlPart, error) bool) {
	for found := false; !found || mixed; {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			yield(htmlPart{}, damaged(err))
			return
		}
		if kind := part.Header.Get("Content-Type"); !isHTMLType(kind) && !isHTMLFile(part.Header) && !isMultipart(kind) {
			continue
		}
		for page, err := range htmlParts(part.Header, part, depth+1) {
			if found = true; !yield(page, err) {
				return
			}
		}
	}
}

// isHTMLFile is true of an attachment with the name of a page: some programs send every attachment as application/octet-stream.
func isHTMLFile(header textproto.MIMEHeader) bool {
	_, params, err := mime.ParseMediaType(header.Get("Content-Disposition"))
	extension := strings.ToLower(path.Ext(params["filename"]))
	return err == nil && (extension == ".html" || extension == ".htm")
}

func isMultipart(contentType string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(contentType)), "multipart/")
}

func transferDecoded(header textproto.MIMEHeader, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body) // skips line ends itself
	}
	return body
}

// isHTMLType is true of "text/html; charset=…".
func isHTMLType(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	kind = strings.TrimSpace(kind)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// decodedWord undoes what Chrome does to addresses that are not ASCII.
func decodedWord(s string) string {
	plain, err := new(mime.WordDecoder).DecodeHeader(s)
	if err != nil {
		return s
	}
	return plain
}
