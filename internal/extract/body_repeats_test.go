package extract

import "testing"

// A quotation that repeats a paragraph is no part of the body, nor is whom it is by.
func TestPullQuotes(t *testing.T) {
	quote := func(text string) string { return "<blockquote><p>" + text + "</p><p>Noh Ye-bin</p></blockquote>" }
	for page, want := range map[string]int{
		"<p>The lamp has gone out, he said.</p>" + quote("The lamp has gone out"):                               1,
		quote("The lamp has gone out") + "<p>The lamp has gone out, he said.</p>":                               1,
		"<p>The lamp has gone out, he said.</p>" + quote("The lamp has come back"):                              3,
		"<p>It is a lamp, he said.</p>" + quote("It is a lamp"):                                                 3, // nine letters
		"<p>It was a lamp, he said.</p>" + quote("It was a lamp"):                                               1,
		quote("The lamp has gone out") + quote("The lamp has gone out"):                                         4,
		"<p>The lamp has gone out, he said.</p>" + quote("The lamp has gone out") + quote("It was green then."): 3,
	} {
		if lines := removePullQuotes(layout(parsed(t, page)).lines); len(lines) != want {
			t.Errorf("%s: %d lines, want %d", page, len(lines), want)
		}
	}
}
