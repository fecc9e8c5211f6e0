package source

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// This file splits JSON text without decoding it: of a line of 100 KB only the page is wanted, and encoding/json, which
// checks and copies everything, would take longer than the extraction of the article.

var (
	errCut    = errors.New("the JSON object does not end")
	errSyntax = errors.New("invalid JSON")
)

const jsonSpace = " \t\r\n"

// scanObject calls member for each member of the JSON object at the start of text, with the value as it is written, and
// returns what follows the object. Values are only delimited: what is invalid inside of one is not detected. Of a text that
// breaks off in a string, member receives the string up to there, before scanObject returns errCut.
func scanObject(text []byte, member func(key, value []byte)) (rest []byte, err error) {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(text, jsonSpace), []byte("{"))
	if !ok {
		return text, errSyntax
	}
	rest = bytes.TrimLeft(rest, jsonSpace)
	if after, empty := bytes.CutPrefix(rest, []byte("}")); empty {
		return after, nil
	}
	for {
		var key, value []byte
		if key, rest, err = scanKey(rest); err != nil {
			return rest, err
		}
		value, rest, err = scanValue(bytes.TrimLeft(rest, jsonSpace))
		if len(value) > 0 {
			member(key, value)
		}
		if err != nil {
			return rest, err
		}
		rest = bytes.TrimLeft(rest, jsonSpace)
		switch {
		case len(rest) == 0:
			return rest, errCut
		case rest[0] == '}':
			return rest[1:], nil
		case rest[0] != ',':
			return rest, errSyntax
		}
		rest = bytes.TrimLeft(rest[1:], jsonSpace)
	}
}

// scanKey returns the name of a member, decoded, and what follows its colon.
func scanKey(text []byte) (key, rest []byte, err error) {
	if len(text) == 0 {
		return nil, nil, errCut
	}
	if text[0] != '"' {
		return nil, text, errSyntax
	}
	key, rest, err = scanString(text)
	if err != nil {
		return nil, rest, err
	}
	rest = bytes.TrimLeft(rest, jsonSpace)
	if len(rest) == 0 {
		return nil, rest, errCut
	}
	if rest[0] != ':' {
		return nil, rest, errSyntax
	}
	key, err = unquote(key)
	return key, rest[1:], err
}

// scanValue returns the value at the start of text and what follows it.
func scanValue(text []byte) (value, rest []byte, err error) {
	if len(text) == 0 {
		return nil, nil, errCut
	}
	switch text[0] {
	case '"':
		return scanString(text)
	case '{', '[':
		return scanNested(text)
	}
	end := bytes.IndexAny(text, ",}]"+jsonSpace)
	switch {
	case end < 0:
		return nil, nil, errCut
	case end == 0:
		return nil, text, errSyntax
	}
	return text[:end], text[end:], nil
}

// scanString returns the string at the start of text, with its quotes, and what follows it. A quote after an odd number of
// backslashes belongs to the string.
func scanString(text []byte) (value, rest []byte, err error) {
	for end := 1; ; end++ {
		i := bytes.IndexByte(text[end:], '"')
		if i < 0 {
			return text, nil, errCut
		}
		end += i
		before := end - 1
		for text[before] == '\\' {
			before--
		}
		if (end-before)%2 == 1 {
			return text[:end+1], text[end+1:], nil
		}
	}
}

// scanNested returns the object or array at the start of text and what follows it.
func scanNested(text []byte) (value, rest []byte, err error) {
	depth := 0
	for at := 0; ; {
		i := bytes.IndexAny(text[at:], `"{}[]`)
		if i < 0 {
			return nil, nil, errCut
		}
		at += i
		switch text[at] {
		case '"':
			inner, _, err := scanString(text[at:])
			if err != nil {
				return nil, nil, err
			}
			at += len(inner)
			continue
		case '{', '[':
			depth++
		default:
			depth--
		}
		at++
		if depth == 0 {
			return text[:at], text[at:], nil
		}
	}
}

// isString reports whether a value is a string.
func isString(value []byte) bool { return len(value) > 0 && value[0] == '"' }

// unquote decodes a string, of which the closing quote may be missing. It returns what precedes an invalid escape with
// errSyntax. Bytes that are not UTF-8 are kept.
func unquote(value []byte) ([]byte, error) {
	text := bytes.TrimPrefix(value, []byte(`"`))
	if len(text) > 0 && text[len(text)-1] == '"' { // of a string that is cut off it is escaped, and cut off with its backslash
		text = text[:len(text)-1]
	}
	escape := bytes.IndexByte(text, '\\')
	if escape < 0 {
		return bytes.Clone(text), nil
	}
	plain := make([]byte, 0, len(text))
	for ; escape >= 0; escape = bytes.IndexByte(text, '\\') {
		plain = append(plain, text[:escape]...)
		var err error
		if plain, text, err = unescape(plain, text[escape+1:]); err != nil {
			return plain, err
		}
	}
	return append(plain, text...), nil
}

// unescape appends the character of an escape, given without its backslash, and returns what follows it.
func unescape(plain, text []byte) (more, rest []byte, err error) {
	if len(text) == 0 {
		return plain, nil, errSyntax
	}
	c := text[0]
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		return unescapeUnit(plain, text[1:])
	default:
		return plain, text, errSyntax
	}
	return append(plain, c), text[1:], nil
}

// hexDigits is the number of digits of an escape \uXXXX.
const hexDigits = 4

// unescapeUnit appends the character of an escape \uXXXX, given from its digits on, or of two that are a surrogate pair. A
// lone surrogate is U+FFFD.
func unescapeUnit(plain, text []byte) (more, rest []byte, err error) {
	r, ok := hexUnit(text)
	if !ok {
		return plain, text, errSyntax
	}
	rest = text[hexDigits:]
	if !utf16.IsSurrogate(r) {
		return utf8.AppendRune(plain, r), rest, nil
	}
	if second, isEscape := bytes.CutPrefix(rest, []byte(`\u`)); isEscape {
		low, _ := hexUnit(second)
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return utf8.AppendRune(plain, pair), second[hexDigits:], nil
		}
	}
	return utf8.AppendRune(plain, utf8.RuneError), rest, nil
}

func hexUnit(text []byte) (rune, bool) {
	if len(text) < hexDigits {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[:hexDigits]), 16, 16)
	return rune(n), err == nil
}
