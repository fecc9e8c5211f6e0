package source

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// harEntry is a request and its answer in a HAR, the log of a browser's network panel.
type harEntry struct {
	Started string `json:"startedDateTime"`
	Request struct {
		URL string `json:"url"`
	} `json:"request"`
	Response struct {
		Status  int `json:"status"`
		Content struct {
			Type     string  `json:"mimeType"`
			Text     *string `json:"text"` // nil if the log was saved without contents, or the browser no longer had it
			Encoding string  `json:"encoding"`
		} `json:"content"`
	} `json:"response"`
}

// har yields the HTML answers of a HAR, one entry at a time.
func (f *file) har(in io.Reader, at place) bool {
	entries := &harReader{in: in, most: 2*f.opts.MaxPage + headSize} // of a page's bytes, few are escaped
	entries.json = json.NewDecoder(entries)
	err := entries.open()
	for pages := 0; err == nil && entries.json.More(); {
		var entry harEntry
		if err = entries.next(&entry); err != nil {
			break
		}
		if !entry.isPage() {
			continue
		}
		if pages++; pages > f.opts.MaxMembers {
			return f.fail(at, f.tooMany())
		}
		within := at.inside(entry.Request.URL)
		page, broken := f.harPage(entry)
		if more := broken == nil && f.give(page, within) || broken != nil && f.fail(within, broken); !more {
			return false
		}
	}
	if err == nil {
		_, err = entries.json.Token() // the end of the entries, or that of a log cut short
	}
	return err == nil || f.fail(at, noEOF(err))
}

// isPage reports whether an answer is HTML, by its type or, as some browsers state none, by its text.
func (e harEntry) isPage() bool {
	content := e.Response.Content
	return isHTMLType(content.Type) || content.Text != nil && wholePage().MatchString(*content.Text)
}

func (f *file) harPage(entry harEntry) (Page, error) {
	content := entry.Response.Content
	switch status := entry.Response.Status; {
	case status == http.StatusNotModified && content.Text != nil: // of a cache, which the log holds
	case status != http.StatusOK && status != http.StatusNonAuthoritativeInfo:
		return Page{}, ignored("http-status", fmt.Sprintf("the answer to the request was %d, not a page", status))
	}
	if content.Text == nil {
		return Page{}, fail("not-a-page", "the HAR does not hold the content of this page: save it with content")
	}
	page := Page{Form: "har", URL: webURL(entry.Request.URL), ContentType: content.Type, Data: []byte(*content.Text)}
	if content.Encoding == "base64" {
		var err error
		if page.Data, err = base64.StdEncoding.DecodeString(*content.Text); err != nil {
			return Page{}, damaged(err)
		}
	}
	if int64(len(page.Data)) > f.opts.MaxPage {
		return Page{}, tooLarge(f.opts.MaxPage)
	}
	if started, err := time.Parse(time.RFC3339, entry.Started); err == nil {
		page.Captured = stamp(started)
	}
	return page, nil
}

// harReader reads the entries of a HAR. A decoder of JSON holds a value whole: none may be longer than most.
type harReader struct {
	in         io.Reader
	json       *json.Decoder
	most, read int64
}

func (r *harReader) Read(p []byte) (int, error) {
	if r.read > r.most {
		return 0, fail("too-large", "an entry of a HAR longer than %s; the entries after it were not read; --max-page raises the bound", Size(r.most))
	}
	n, err := r.in.Read(p)
	r.read += int64(n)
	return n, err
}

// next reads a value.
func (r *harReader) next(value any) error {
	r.read = 0
	return r.json.Decode(value)
}

// open moves into the list of entries: {"log": {…, "entries": [.
func (r *harReader) open() error {
	for _, key := range []string{"log", "entries"} {
		if err := r.enter(key); err != nil {
			return err
		}
	}
	token, err := r.json.Token()
	if err == nil && token != json.Delim('[') {
		err = errNoEntries
	}
	return err
}

var errNoEntries = errors.New("a HAR without a list of entries")

// enter moves to the value of a key of an object, which begins next.
func (r *harReader) enter(key string) error {
	if token, err := r.json.Token(); err != nil || token != json.Delim('{') {
		return errors.Join(err, errNoEntries)
	}
	for r.json.More() {
		r.read = 0
		token, err := r.json.Token()
		if err != nil || token == key {
			return err
		}
		var skipped json.RawMessage
		if err := r.next(&skipped); err != nil {
			return err
		}
	}
	return errNoEntries
}
