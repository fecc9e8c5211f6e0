package source

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strconv"
	"strings"
)

// maxHeader is how long the header of a mail or an HTTP answer may be: a thousand times what programs write. Each line of it
// takes many times its length in memory.
const maxHeader = 1 << 20

// mhtml yields the page of each mail: of several that were joined, or of a mailbox, each under its number.
func (f *file) mhtml(b *bufio.Reader, at place) bool {
	for number := 1; ; number++ {
		if number > f.opts.MaxMembers {
			return f.fail(at, f.tooMany())
		}
		one := &mailReader{in: b}
		page, err := f.mailPage(one)
		if errors.Is(err, errLongHeader) { // it may have no end
			return f.fail(at, err)
		}
		if _, broken := io.Copy(io.Discard, one); err == nil && broken != nil {
			err = broken
		}
		within := at
		if number > 1 || one.another {
			within = at.inside(strconv.Itoa(number))
		}
		if more := err == nil && f.give(page, within) || err != nil && f.fail(within, err); !more || !one.another {
			return more
		}
	}
}

// mailPage returns the first HTML part of a mail: the page itself; frames and pictures come after it.
func (f *file) mailPage(in io.Reader) (Page, error) {
	message, err := readMail(in)
	if err != nil {
		return Page{}, err
	}
	header, body, err := htmlPart(textproto.MIMEHeader(message.Header), message.Body, 0)
	if err != nil {
		return Page{}, err
	}
	data, err := f.all(body)
	if err != nil {
		return Page{}, err
	}
	page := Page{
		Form:        "mhtml",
		URL:         webURL(decodedWord(message.Header.Get("Snapshot-Content-Location"))),
		ContentType: header.Get("Content-Type"),
		Data:        data,
	}
	if page.URL == "" { // Internet Explorer
		page.URL = webURL(header.Get("Content-Location"))
	}
	if date, err := message.Header.Date(); err == nil {
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

// htmlPart returns the first HTML part of a mail, or of a multipart in it.
func htmlPart(header textproto.MIMEHeader, body io.Reader, depth int) (textproto.MIMEHeader, io.Reader, error) {
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return nil, nil, damaged(err)
	}
	if isHTMLType(kind) {
		return header, transferDecoded(header, body), nil
	}
	if !isMultipart(kind) {
		return nil, nil, fail(noHTMLPart, "a mail without HTML")
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil, nil, fail(noHTMLPart, "an MHTML archive without HTML")
		}
		if err != nil {
			return nil, nil, damaged(err)
		}
		contentType := part.Header.Get("Content-Type")
		if !isHTMLType(contentType) && (!isMultipart(contentType) || depth == maxNested) {
			continue
		}
		header, body, err := htmlPart(part.Header, part, depth+1)
		if e, ok := errors.AsType[*Error](err); ok && e.code == noHTMLPart {
			continue
		}
		return header, body, err
	}
}

const noHTMLPart = "not-a-page" // the code

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
