package source

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// maxHeader is how long the header of a mail or an HTTP answer may be: a thousand times what programs write. Each line of it
// takes many times its length in memory.
const maxHeader = 1 << 20

// mhtml yields the first HTML part: the page itself; frames and pictures come after it.
func (f *file) mhtml(in io.Reader, at place) bool {
	message, err := readMail(in)
	if err != nil {
		return f.fail(at, err)
	}
	header, body, err := htmlPart(textproto.MIMEHeader(message.Header), message.Body)
	if err != nil {
		return f.fail(at, err)
	}
	data, err := f.all(body)
	if err != nil {
		return f.fail(at, err)
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
	return f.give(page, at)
}

// readMail reads the header of a mail; its body is yet to be read.
func readMail(in io.Reader) (*mail.Message, error) {
	read, inHeader := 0, true
	var broken error // of in: net/mail would report the line that it cuts off instead
	message, err := mail.ReadMessage(readerFunc(func(p []byte) (n int, err error) {
		if inHeader && read > maxHeader {
			err = fail("too-large", "an MHTML header longer than %s", Size(maxHeader))
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

func htmlPart(header textproto.MIMEHeader, body io.Reader) (textproto.MIMEHeader, io.Reader, error) {
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return nil, nil, damaged(err)
	}
	if isHTMLType(kind) {
		return header, transferDecoded(header, body), nil
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return nil, nil, fail("not-a-page", "a mail without HTML")
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil, nil, fail("not-a-page", "an MHTML archive without HTML")
		}
		if err != nil {
			return nil, nil, damaged(err)
		}
		if isHTMLType(part.Header.Get("Content-Type")) {
			return part.Header, transferDecoded(part.Header, part), nil
		}
	}
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
