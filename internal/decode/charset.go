package decode

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// textOf returns the bytes in UTF-8 without their BOM. Most pages are UTF-8, and are not copied.
func textOf(data []byte, contentType string) (text []byte, encoding string, doubts []Doubt, err error) {
	if wideEncoding(data) == "" && utf8.Valid(data) {
		text = bytes.TrimPrefix(data, utf8BOM)
		if !isMisread(text) {
			return text, "utf-8", nil, nil
		}
		text, left := unmisread(text)
		if left {
			return text, "utf-8", []Doubt{{"charset-damaged", "the page was saved in a wrong encoding: quotation marks became three letters each"}}, nil
		}
		return text, "utf-8", []Doubt{{"charset-misdeclared", "the page was saved in a wrong encoding, as windows-1252; read as utf-8"}}, nil
	}
	encoding, doubts = encodingOf(data, contentType)
	text, damaged, err := toUTF8(data, encoding)
	if err != nil {
		return nil, "", nil, &Error{code: "not-a-page", why: "text that cannot be read as " + encoding + ": " + err.Error()}
	}
	if damaged > 0 {
		doubts = append(doubts, Doubt{"charset-damaged", fmt.Sprintf("%d places cannot be read as %s", damaged, encoding)})
	}
	return text, encoding, doubts, nil
}

// isMisread detects a UTF-8 page that was saved as if it had another encoding. A quotation mark is then three letters, of
// which two are always the same.
func isMisread(text []byte) bool {
	const first = "â"
	if !bytes.Contains(text, []byte(first)) {
		return false // most pages: one search is enough
	}
	return bytes.Contains(text, []byte(first+"€")) || bytes.Contains(text, []byte(first+"\u0080"))
}

// encodingOf returns the encoding of bytes that are not all UTF-8, and what had to be guessed. The bytes take precedence
// over the declaration: a save keeps the declaration of the server and may change the bytes.
func encodingOf(data []byte, contentType string) (name string, doubts []Doubt) {
	if name := wideEncoding(data); name != "" {
		return name, nil
	}
	if bytes.HasPrefix(data, utf8BOM) || mostlyUTF8(data) {
		return "utf-8", nil
	}
	label, korean := declared(data, contentType), isKorean(data)
	switch {
	case label == "":
		name = "windows-1252"
		if korean {
			name = "euc-kr"
		}
		return name, []Doubt{{"charset-guessed", "no character encoding is declared; read as " + name}}
	case korean && (label == "utf-8" || label == "windows-1252"):
		name = "euc-kr"
	case label == "utf-8":
		name = "windows-1252"
	default:
		return label, nil
	}
	return name, []Doubt{{"charset-misdeclared", "declared as " + label + "; read as " + name}}
}

// toUTF8 decodes the bytes, without their BOM. Each invalid sequence becomes U+FFFD; damaged is their number.
func toUTF8(data []byte, name string) (text []byte, damaged int, err error) {
	if name == "utf-8" {
		text = bytes.ToValidUTF8(bytes.TrimPrefix(data, utf8BOM), []byte("\uFFFD"))
	} else {
		e, _ := charset.Lookup(name)
		if text, err = e.NewDecoder().Bytes(data); err != nil {
			return nil, 0, err
		}
		text = bytes.TrimPrefix(text, utf8BOM)
	}
	return text, bytes.Count(text, []byte("\uFFFD")), nil
}

// headSize is how much of a file shows what it is: the markup at its top, the comments above the root of a feed.
const headSize = 4096

// wideEncoding detects UTF-16 by its BOM or by the positions of its NULs. It returns "" for anything else.
func wideEncoding(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "utf-16be"
	}
	head := data[:min(len(data), headSize)&^1] // whole units only
	if bytes.IndexByte(head, 0) < 0 {
		return ""
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	// A page of Hangul alone still has a blank or a line end in ten letters; letters whose other byte is 0 are less than a
	// quarter as many.
	const oneIn, rarer = 10, 4
	units := len(head) / 2
	switch {
	case zeros[1]*oneIn > units && zeros[0]*rarer < zeros[1] && textual(head, binary.LittleEndian):
		return "utf-16le"
	case zeros[0]*oneIn > units && zeros[1]*rarer < zeros[0] && textual(head, binary.BigEndian):
		return "utf-16be"
	}
	return ""
}

// textual reports whether UTF-16 units are free of control characters, of which a binary file has many.
func textual(data []byte, order binary.ByteOrder) bool {
	for i := 0; i+1 < len(data); i += 2 {
		if u := order.Uint16(data[i:]); u < 0x80 && u != 0 && isControl(byte(u)) {
			return false
		}
	}
	return true
}

// declarationSize is how much of a page browsers search for its encoding (HTML standard, "prescan").
const declarationSize = 1024

var (
	metaCharset = pattern(`(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([\w:.-]+)`)
	xmlEncoding = pattern(`^\s*<\?xml\s[^>]*encoding\s*=\s*["']([\w:.-]+)`)
)

// pattern compiles an expression when it is first used: most pages are UTF-8, and their declarations are not read.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// declared returns the WHATWG name of the encoding that the header or the page declares, "" if none is known.
func declared(data []byte, contentType string) string {
	var labels []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	head := data[:min(len(data), declarationSize)]
	for _, re := range []*regexp.Regexp{metaCharset(), xmlEncoding()} {
		if m := re.FindSubmatch(head); m != nil {
			labels = append(labels, string(m[1]))
		}
	}
	for _, label := range labels {
		name := encodingName(label)
		// A page whose declaration can be read as ASCII is not UTF-16, and "replacement" decodes nothing.
		if name != "" && name != "replacement" && !strings.HasPrefix(name, "utf-16") {
			return name
		}
	}
	return ""
}

// unshifted returns a page in ISO-2022-KR as EUC-KR, and any other as it is. The two have one table; ISO-2022-KR, an encoding
// of mails, marks the bytes of Hangul by control characters around them, and EUC-KR by their highest bits.
func unshifted(data []byte) []byte {
	const (
		designation         = "\x1b$)C" // comes before the first letter of the table
		shiftOut, shiftIn   = 0x0e, 0x0f
		firstByte, lastByte = 0x21, 0x7e // of the table
	)
	at := bytes.IndexByte(data, designation[0])
	if at < 0 || !bytes.Contains(data[at:], []byte(designation)) || bytes.ContainsFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return data
	}
	plain := bytes.ReplaceAll(data, []byte(designation), nil)
	kept, shift := plain[:0], byte(0)
	for _, c := range plain {
		switch {
		case c == shiftOut:
			shift = 0x80
			continue
		case c == shiftIn:
			shift = 0
			continue
		case c == '\n': // a line begins unshifted
			shift = 0
		case c >= firstByte && c <= lastByte:
			c |= shift
		}
		kept = append(kept, c)
	}
	return kept
}

// encodingName returns the WHATWG name of a label. It also accepts the names that Windows and Java have for euc-kr, and that
// of what unshifted turned into it.
func encodingName(label string) string {
	switch strings.ToLower(label) {
	case "cp949", "ms949", "x-windows-949", "uhc", "x-euc-kr", "iso-2022-kr", "csiso2022kr":
		return "euc-kr"
	}
	_, name := charset.Lookup(label)
	return name
}

// mostlyUTF8 reports whether a page is UTF-8 with a few broken bytes: it has more valid characters beyond ASCII than invalid
// bytes, or its only invalid bytes are a character cut off at the end. At most one character in ten of EUC-KR is valid UTF-8.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case bad == 0 && !utf8.FullRune(data[i:]) && len(data)-i < utf8.UTFMax && !isKorean(data):
			return true
		default:
			bad++
		}
		i += n
	}
	return good > bad
}

// isKorean distinguishes EUC-KR (CP949) from encodings with one byte per letter. More than nine in ten of its letters are in KS X
// 1001, with both bytes from 0xa1 on, and few in the extension of CP949. French has single letters between ASCII, and an
// English apostrophe before a letter looks like one of the extension.
func isKorean(data []byte) bool {
	pairs, others := 0, 0
	for i := 0; i < len(data); i++ {
		lead := data[i]
		if lead < utf8.RuneSelf {
			continue
		}
		trail := byte(' ')
		if i+1 < len(data) {
			trail = data[i+1]
		}
		switch {
		case lead > 0xa0 && trail > 0xa0:
			pairs++
			i++
		case lead < 0xc7 && trail > 0x40:
			others++
			i++
		default:
			others++
		}
	}
	const inTen = 9
	return pairs > inTen*others
}
