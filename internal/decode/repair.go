package decode

import (
	"bytes"
	"html"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// unescapedTwice undoes the second of two escapings of a page, of which a browser shows the first: "&amp;ldquo;". References to the
// characters of markup are no sign of it, since a page that shows markup escapes them so.
func unescapedTwice(page []byte) []byte {
	const amp = "&amp;"
	var fixed []byte
	copied, twice := 0, false
	for at := 0; ; {
		next := bytes.Index(page[at:], []byte(amp))
		if next < 0 {
			break
		}
		at += next + len(amp)
		switch referenceName(page[at:]) {
		case "", "lt", "gt":
			continue
		case "amp":
		default:
			twice = true
		}
		fixed = append(fixed, page[copied:at-len(amp)+1]...)
		copied = at
	}
	if !twice {
		return page
	}
	return append(fixed, page[copied:]...)
}

// referenceName returns the name or number of the character reference that begins in a page behind its ampersand, "" if none does.
func referenceName(page []byte) string {
	const longest = 8 // of those in use: "thetasym", "#1114111", "#x10ffff"
	end := bytes.IndexByte(page[:min(len(page), longest+1)], ';')
	if end < 1 {
		return ""
	}
	name := string(page[:end])
	if html.UnescapeString("&"+name+";") == "&"+name+";" {
		return ""
	}
	return name
}

// unmisread undoes the wrong encoding of a page that was UTF-8, was read as windows-1252 and saved as UTF-8 again: "â€œ". What
// cannot have come about so stays; left reports whether a quotation mark is among it.
func unmisread(text []byte) (fixed []byte, left bool) {
	for len(text) > 0 {
		ascii := bytes.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
		if ascii < 0 {
			ascii = len(text)
		}
		fixed, text = append(fixed, text[:ascii]...), text[ascii:]
		end := bytes.IndexFunc(text, func(r rune) bool { return r < utf8.RuneSelf })
		if end < 0 {
			end = len(text)
		}
		fixed, text = append(fixed, asUTF8(text[:end])...), text[end:]
	}
	return fixed, isMisread(fixed)
}

// asUTF8 returns the UTF-8 that letters beyond ASCII are as windows-1252, or the letters if they are none.
func asUTF8(letters []byte) []byte {
	var was []byte
	for _, r := range string(letters) {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && r > 0xff {
			return letters
		}
		if !ok {
			b = byte(r) // windows-1252 leaves five bytes undefined, which the encoding standard maps to the controls of that number
		}
		was = append(was, b)
	}
	if !utf8.Valid(was) {
		return letters
	}
	return was
}
