package source

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// response is a saved HTTP response. http.ReadResponse cannot read it: it refuses "HTTP/2 200", and trusts Content-Length and
// Transfer-Encoding, which curl and some crawlers keep although they have decoded the body.
type response struct {
	status string // "404 Not Found"
	long   bool   // its header is longer than maxHeader; nothing of it was read
	header http.Header
	body   []byte // as saved
}

// newResponse reads the response to one request.
func newResponse(data []byte) response {
	r, _ := nextResponse(data, func(_ response, data []byte) ([]byte, []byte) { return data, nil })
	return r
}

// nextResponse reads the response to a request, after those that precede it (of a proxy, 100 Continue, redirects). split
// separates its body from what follows, the response to another request.
func nextResponse(data []byte, split func(r response, data []byte) (body, after []byte)) (r response, after []byte) {
	location := ""
	after = data
	for statusLine().Match(after) {
		r, after = oneResponse(after)
		if to := r.header.Get("Location"); to != "" {
			location = to
		}
		if statusLine().Match(after) {
			continue
		}
		r.body, after = split(r, after)
		if !r.redirects() {
			break
		}
	}
	if r.header != nil && r.header.Get("Content-Location") == "" {
		r.header.Set("Content-Location", location)
	}
	return r, after
}

// splitDump separates the body of a response from the response that follows it, if any. The stated length is not that of the
// body where curl has decompressed it.
func splitDump(r response, data []byte) (body, after []byte) {
	if n, ok := r.length(); ok && n <= int64(len(data)) {
		if next := bytes.TrimLeft(data[n:], "\r\n"); statusLine().Match(next) {
			return data[:n:n], next
		}
	}
	if next := afterPage().FindSubmatchIndex(data); next != nil {
		return data[:next[2]:next[2]], data[next[2]:]
	}
	return data, nil
}

// afterPage matches the first line of a response that follows the page of another.
var afterPage = pattern(`(?i:</html>)\s*(HTTP/\d(?:\.\d)? \d{3}[ \r\n])`)

// length returns the length that a response states of its body.
func (r response) length() (int64, bool) {
	n, err := strconv.ParseInt(r.header.Get("Content-Length"), 10, 64)
	return n, err == nil && n >= 0
}

// isCut reports whether the body of a response is shorter than the response states. The length of a compressed body that was
// saved decompressed is not known.
func (r response) isCut() bool {
	n, ok := r.length()
	return ok && int64(len(r.body)) < n && (r.header.Get("Content-Encoding") == "" || !isText(r.body))
}

func (r response) redirects() bool { return strings.HasPrefix(r.status, "3") }

var blankLine = pattern(`\r?\n\r?\n`)

func oneResponse(data []byte) (response, []byte) {
	head, body := data, []byte(nil)
	if end := blankLine().FindIndex(data); end != nil {
		head, body = data[:end[0]], data[end[1]:]
	}
	if len(head) > maxHeader {
		return response{long: true}, nil
	}
	first, rest, _ := strings.Cut(string(head), "\n")
	_, status, _ := strings.Cut(strings.TrimSpace(first), " ")
	return response{status: status, header: headerLines(rest)}, body
}

// headerLines reads a header and skips lines that are not valid.
func headerLines(lines string) http.Header {
	header := http.Header{}
	for line := range strings.Lines(lines) {
		if name, value, ok := strings.Cut(line, ":"); ok {
			header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return header
}

// ok reports whether a response holds what was asked for: 203 is a 200 that a proxy has changed.
func (r response) ok() bool {
	return strings.HasPrefix(r.status, "200") || strings.HasPrefix(r.status, "203")
}

func (r response) refusal() string {
	return fmt.Sprintf("the answer to the request was %q, not a page", r.status)
}

// responsePage returns the page of a response, with its body decoded.
func (f *file) responsePage(r response) (Page, error) {
	if r.long {
		return Page{}, fail("too-large", "an HTTP header longer than %s", Size(maxHeader))
	}
	if !r.ok() {
		return Page{}, fail("http-status", "%s", r.refusal())
	}
	body := r.body
	var err error
	if strings.EqualFold(r.header.Get("Transfer-Encoding"), "chunked") && chunk().Match(body) {
		body, err = f.all(httputil.NewChunkedReader(bufio.NewReader(bytes.NewReader(body))))
	}
	encodings := strings.Split(strings.ToLower(r.header.Get("Content-Encoding")), ",")
	for i := len(encodings) - 1; i >= 0 && err == nil; i-- { // the last was put on last
		body, err = f.decoded(strings.TrimSpace(encodings[i]), body)
	}
	if err == nil && int64(len(body)) > f.opts.MaxPage { // a record may be longer than a page, by its header
		err = tooLarge(f.opts.MaxPage)
	}
	return Page{
		URL:         webURL(r.header.Get("Content-Location")),
		ContentType: r.header.Get("Content-Type"),
		Captured:    httpDate(r.header.Get("Date")),
		Cut:         r.isCut(),
		Data:        body,
	}, err
}

// chunk is the line that begins a chunk.
var chunk = pattern(`^[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\n]*)?\r?\n`)

// dump yields the pages of the HTTP responses that curl -i printed: of several, each under its number.
func (f *file) dump(in io.Reader, at place) bool {
	data, err := f.all(in)
	if err != nil {
		return f.fail(at, err)
	}
	r, after := nextResponse(data, splitDump)
	if len(after) == 0 {
		return f.curl(r, at)
	}
	for number := 1; number <= f.opts.MaxMembers; number++ {
		if !f.curl(r, at.inside(strconv.Itoa(number))) {
			return false
		}
		if len(after) == 0 {
			return true
		}
		r, after = nextResponse(after, splitDump)
	}
	return f.fail(at, f.tooMany())
}

// curl yields the page of a response.
func (f *file) curl(r response, at place) bool {
	page, err := f.responsePage(r)
	if err != nil {
		return f.fail(at, err)
	}
	page.Form = "curl"
	return f.give(page, at)
}

func httpDate(s string) string {
	t, err := http.ParseTime(s)
	if err != nil {
		return ""
	}
	return stamp(t)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// webURL returns s if it is an absolute http(s) URL, else "".
func webURL(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}
