package batch

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// PathText returns the name of a file as text that keeps all of it. In a name that is not UTF-8, as old archives of Korean
// systems have them, the bytes that are not and each "%" are written as %XX. Any other name is unchanged.
func PathText(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && size == 1 || r == '%' {
			fmt.Fprintf(&b, "%%%02X", name[i])
		} else {
			b.WriteString(name[i : i+size])
		}
		i += size
	}
	return b.String()
}
