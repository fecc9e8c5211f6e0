package encode

import "bytes"

// The colors of jq.
const (
	boldText  = "\x1b[1m"
	keyColor  = "\x1b[34;1m"
	textColor = "\x1b[32m"
	plainText = "\x1b[m"
)

// colorJSON colors the keys and the strings of JSON.
func colorJSON(value []byte) []byte {
	var out []byte
	for len(value) > 0 {
		if value[0] != '"' {
			out = append(out, value[0])
			value = value[1:]
			continue
		}
		end := endOfString(value)
		color := textColor
		if bytes.HasPrefix(value[end:], []byte(":")) {
			color = keyColor
		}
		out = append(out, color...)
		out = append(out, value[:end]...)
		out = append(out, plainText...)
		value = value[end:]
	}
	return out
}

// endOfString returns the index after the closing quote of the string that JSON begins with.
func endOfString(value []byte) int {
	for i := 1; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++ // an escaped quote does not end it
		case '"':
			return i + 1
		}
	}
	return len(value)
}
