package source

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
)

// kind is the container, compression or save that the first bytes of a stream show.
type kind int

const (
	single kind = iota // not a container: one page, or another kind of file
	gzipped
	zstdPacked
	xzPacked
	bzip2Packed
	zipped
	tarred
	warc
	arc
	har
	mhtml
	plistSave
	plistXML
	dump
	jsonRows // perhaps: its first line decides
)

func (k kind) container() bool { return k >= zipped && k <= har }
func (k kind) packed() bool    { return k >= gzipped && k <= bzip2Packed }

var (
	mailHeader = pattern(`(?i)^(?:[a-z-]+:.*\n(?:[ \t].*\n)*)*?(?:mime-version|snapshot-content-location|content-type:\s*multipart/related)`)
	// mailboxLine precedes each mail of a mailbox (mbox).
	mailboxLine = pattern(`^` + mailboxWord + `.*\n`)
	// bzip2Head is the header with the size of the blocks, then the magic number of a block, or of the end of an empty file.
	bzip2Head  = pattern(`^BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)`)
	harHead    = pattern(`^\{\s*"log"\s*:\s*\{`)
	harHeadCut = pattern(`^\{\s*(?:"(?:l(?:o(?:g(?:"\s*(?::\s*)?)?)?)?)?)?$`) // the beginning of one
	plistHead  = pattern(`^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist[^>]*>\s*)?<plist\b`)
	statusLine = pattern(`^HTTP/\d(?:\.\d)? \d{3}`)
	// skippable is a zstd frame to skip; a WARC.zst begins with one that holds its dictionary.
	skippable = pattern(`^[\x50-\x5f]\x2a\x4d\x18`)
)

// sniff returns the kind of a stream by its head, and the length of what precedes it: editors, mailboxes and tools that join
// files put a BOM, blank lines or a mailbox line before the first line of a header.
func sniff(head []byte) (k kind, preface int) {
	if k := sniffBytes(head); k != single {
		return k, 0
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(utf8BOM)), " \t\r\n")
	if k := sniffHeader(text); k != single {
		return k, len(head) - len(text)
	}
	mail := text[len(mailboxLine().Find(text)):]
	if len(mail) < len(text) && mailHeader().Match(mail) {
		return mhtml, len(head) - len(mail)
	}
	if yes, _ := beginsJSON(head); yes { // last: a HAR begins as JSON does
		return jsonRows, 0
	}
	return single, 0
}

const mailboxWord = "From "

const utf8BOM = "\xef\xbb\xbf"

// sniffBytes detects what is not text.
func sniffBytes(head []byte) kind {
	switch {
	case bytes.HasPrefix(head, []byte(gzipMagic)):
		return gzipped
	case bytes.HasPrefix(head, []byte(zstdMagic)), skippable().Match(head):
		return zstdPacked
	case bytes.HasPrefix(head, []byte(xzMagic)):
		return xzPacked
	case bzip2Head().Match(head):
		return bzip2Packed
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipped
	case bytes.HasPrefix(head, []byte(plistMagic)):
		return plistSave
	case tarHeader(head):
		return tarred
	}
	return single
}

// sniffHeader detects what begins with lines of text.
func sniffHeader(head []byte) kind {
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return warc
	case arcLine().Match(head):
		return arc
	case harHead().Match(head):
		return har
	case statusLine().Match(head):
		return dump
	case mailHeader().Match(head):
		return mhtml
	case plistHead().Match(head):
		return plistXML
	}
	return single
}

const tarBlock = 512

// tarHeader reports whether head begins with a block whose checksum is right. The oldest tars have no magic number.
func tarHeader(head []byte) bool {
	if len(head) < tarBlock {
		return false
	}
	want, err := strconv.ParseInt(strings.Trim(string(head[148:156]), " \x00"), 8, 64)
	sum := int64(8 * ' ') // the checksum's own field counts as blanks
	for i, c := range head[:tarBlock] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return err == nil && sum == want
}

// isText reports whether data looks like text, which nothing compressed does.
func isText(data []byte) bool {
	return strings.HasPrefix(http.DetectContentType(data), "text/")
}
