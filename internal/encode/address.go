package encode

import (
	"fmt"
	"net/url"
	"strings"
)

// address is a web address as a strict reader takes it (RFC 3986): what a browser mends on its way, a blank, a letter of
// another script, a % that escapes nothing, is written as %XX. It is "" for anything but http and https: "javascript:" in a
// page's picture must not become a link of ours.
func address[S ~string](s S) string {
	var b strings.Builder
	given := line(string(s))
	for i := range len(given) {
		c := given[i]
		if strings.IndexByte(inAddress, c) >= 0 || c == '%' && escapes(given[i+1:]) {
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

// inAddress are the characters that stand for themselves. RFC 3986 has brackets for IPv6 alone, which no page of a paper is at.
const inAddress = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'()*+,;="

func escapes(s string) bool {
	return len(s) >= 2 && strings.Trim(s[:2], "0123456789abcdefABCDEF") == ""
}
