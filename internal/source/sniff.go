package source

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// kind is what the first bytes of a stream tell.
type kind int

const (
	single kind = iota // no container: one page, or nothing of ours
	gzipped
	zstdPacked
	zipped
	tarred
	warc
	mhtml
	dump
)

func (k kind) container() bool { return k == zipped || k == tarred || k == warc }
func (k kind) packed() bool    { return k == gzipped || k == zstdPacked }

var (
	mailHeader = pattern(`(?i)^\s*(?:[a-z-]+:.*\n(?:[ \t].*\n)*)*?(?:mime-version|snapshot-content-location|content-type:\s*multipart/related)`)
	statusLine = pattern(`^HTTP/\d(?:\.\d)? \d{3}`)
	// skippable is a zstd frame to skip; a WARC.zst begins with one that holds its dictionary.
	skippable = pattern(`^[\x50-\x5f]\x2a\x4d\x18`)
)

func sniff(head []byte) kind {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b\x08")):
		return gzipped
	case bytes.HasPrefix(head, []byte(zstdMagic)), skippable().Match(head):
		return zstdPacked
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipped
	case bytes.HasPrefix(head, []byte("WARC/")):
		return warc
	case statusLine().Match(head):
		return dump
	case mailHeader().Match(head):
		return mhtml
	case tarHeader(head):
		return tarred
	}
	return single
}

// tarHeader sums the first block as tar does: the oldest tars have no magic.
func tarHeader(head []byte) bool {
	if len(head) < 512 {
		return false
	}
	want, err := strconv.ParseInt(strings.Trim(string(head[148:156]), " \x00"), 8, 64)
	sum := int64(8 * ' ') // the checksum's own field counts as blanks
	for i, c := range head[:512] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return err == nil && sum == want
}

// otherKind is a file that is evidently of another kind.
type otherKind string

func (k otherKind) Error() string { return string(k) }

var (
	markup = pattern(`(?i)<(?:!doctype\s+html|html|head|body|div|p|table|article|section)\b`)
	feed   = pattern(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|svg|urlset|sitemapindex|rdf:rdf|opml)\b`)
)

// isHTML tells HTML from a text rendering; any other kind of file is an error.
func isHTML(data []byte) (bool, error) {
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	sniffed, _, _ := strings.Cut(http.DetectContentType(data), ";")
	switch {
	case len(text) == 0, wide(data):
		return true, nil
	case feed().Match(text[:min(len(text), headSize)]):
		return false, otherKind("XML")
	case text[0] == '<' && markup().Match(text):
		return true, nil
	case sniffed == "application/octet-stream":
		return false, fail("not-a-page", "bytes of no known kind")
	case !strings.HasPrefix(sniffed, "text/"):
		return false, otherKind(sniffed)
	case isCode(text):
		return false, otherKind("a script, a style sheet or data")
	}
	return text[0] != '<' && markup().Match(text), nil
}

// isText tells what nothing compressed looks like.
func isText(data []byte) bool {
	return strings.HasPrefix(http.DetectContentType(data), "text/")
}

// wide is UTF-16, with or without its mark.
func wide(data []byte) bool {
	for _, start := range []string{"\xff\xfe", "\xfe\xff", "<\x00", "\x00<"} {
		if bytes.HasPrefix(data, []byte(start)) {
			return true
		}
	}
	return false
}

// isCode: JSON, whole or a line each; or one byte in 50 is a brace or a semicolon: scripts and style sheets have 3 to 10
// in 100, text hardly any.
func isCode(text []byte) bool {
	if line, _, _ := bytes.Cut(text, []byte("\n")); json.Valid(text) || json.Valid(line) && line[0] == '{' {
		return true
	}
	text = text[:min(len(text), 16*headSize)]
	marks := 0
	for _, c := range text {
		if c == '{' || c == '}' || c == ';' {
			marks++
		}
	}
	return text[0] != '<' && marks*50 > len(text)
}
