package extract

import (
	"strings"
	"testing"
)

// TestLostBracket: a program may lose the bracket that opens. A line of closing brackets alone costs one pass.
func TestLostBracket(t *testing.T) {
	const million = 1 << 20
	for name, c := range map[string]struct{ line, caption, credit string }{
		"one":        {"A lamp waits on the pier. Yonhap)", "A lamp waits on the pier.", "Yonhap"},
		"several":    {"A lamp waits on the pier. Yonhap))", "A lamp waits on the pier.", "Yonhap"},
		"a phrase":   {"Photo: Courtesy of Oak Lamp Corp.", "", "Courtesy of Oak Lamp Corp."},
		"no phrase":  {"Photo: Oak lamps wait on the pier.", "Photo: Oak lamps wait on the pier.", ""},
		"no credit":  {"a lamp waits on the pier)", "a lamp waits on the pier", ""},
		"a million":  {"a lamp" + strings.Repeat(")", million), "a lamp", ""},
		"both there": {"A lamp waits on the pier. (Yonhap)", "A lamp waits on the pier.", "Yonhap"},
	} {
		if caption, credit := splitCredit(c.line); caption != c.caption || credit != c.credit {
			t.Errorf("%s: %.40q and %.40q, want %q and %q", name, caption, credit, c.caption, c.credit)
		}
	}
}

// The label before a credit in a separate element is dropped.
func TestCreditBesideLabel(t *testing.T) {
	const caption = "A lamp waits on the pier."
	for label, want := range map[string]captionPart{
		"Photo:":       {caption, "Oak Lamp Works"},
		"Photo by":     {caption, "Oak Lamp Works"},
		"Seen by the:": {caption + " Seen by the:", "Oak Lamp Works"},
	} {
		l := line{text: caption + " " + label + " Oak Lamp Works", pieces: []string{caption + " ", label + " ", "Oak Lamp Works"}}
		if text, credit := l.splitCredit(); text != want.caption || credit != want.credit {
			t.Errorf("%s: %q and %q, want %q", label, text, credit, want)
		}
	}
}

// The label of a credit may be the line above it.
func TestCreditBelowLabel(t *testing.T) {
	for label, want := range map[string]captionPart{
		"Photo":        {"", "oak lamp works"},
		"Photo by:":    {"", "oak lamp works"},
		"Credit":       {"", "oak lamp works"},
		"Photo of the": {"oak lamp works", ""},
	} {
		lines := classified([]line{{text: "A lamp waits on the pier."}, {text: label}, {text: "oak lamp works"}})
		parts := captionParts(lines, []int{0, 1, 2})
		if len(parts) != len(lines) || parts[2] != want {
			t.Errorf("%s: %q, want %q at the end", label, parts, want)
		}
	}
}
