package encode

import (
	"fmt"
	"net/url"
	"strings"
)

// address returns an http or https URL that strict readers accept (RFC 3986): characters that a browser would repair, such as
// a space, a letter of another script or a % that escapes nothing, become %XX. It returns "" for any other URL, so that
// "javascript:" on a page never becomes a link in the output.
func address[S ~string](s S) string {
	var b strings.Builder
	given := line(string(s))
	for i := range len(given) {
		c := given[i]
		if strings.IndexByte(urlCharacters, c) >= 0 || c == '%' && isHexPair(given[i+1:]) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	u, err := url.Parse(b.String())
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return b.String()
}

// urlCharacters are the characters that a URL may contain unescaped. RFC 3986 allows brackets too, for IPv6 hosts, which no
// newspaper page has.
const urlCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'()*+,;="

// isHexPair reports whether a text begins with two hexadecimal digits.
func isHexPair(s string) bool {
	return len(s) >= 2 && strings.Trim(s[:2], "0123456789abcdefABCDEF") == ""
}
