package batch

import (
	"net/url"
	"testing"
)

func TestPathText(t *testing.T) {
	for name, want := range map[string]string{
		"a b/100%.html":      "a b/100%.html",
		"한/%41.html":         "한/%41.html",
		"\xc7\xd1/100%.html": "%C7%D1/100%25.html",
		"한\xff":              "한%FF",
		"\ufffd":             "\ufffd",
	} {
		got := PathText(name)
		if got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
		if back, err := url.PathUnescape(got); want != name && (err != nil || back != name) {
			t.Errorf("%s: back to %q, %v", got, back, err)
		}
	}
}
