package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a text alone decides.
func TestTexts(t *testing.T) {
	for _, c := range []struct {
		name string
		is   func(string) bool
		want map[string]bool
	}{
		{"is a name", isName, map[string]bool{
			"Kim Da-sol":        true,
			"Town of Sinpyeong": true,
			"of Sinpyeong":      false,
			"Sinpyeong of":      false,
			"Lamp 21":           true,
			"21 Lamp":           false,
			"Kim & Noh":         true,
			"":                  false,
			"Kim lamp":          false,
		}},
		{"reaches somebody", func(s string) bool { return isReach(classified([]line{{text: s}})[0]) }, map[string]bool{
			"dasol@heraldcorp.com": true,
			"Staff reporter":       true,
			"Staff reporter.":      false,
			"Kim Da-sol":           false,
			"Write to a@b.com.":    false,
		}},
		{"is nothing but mails", onlyMails, map[string]bool{
			"a@b.com":          true,
			"a@b.com, c@d.com": true,
			"(a@b.com)":        true,
			"a@b.com lamp":     false,
			"lamp":             false,
			"":                 false,
		}},
		{"opens a bracket", opensBracket, map[string]bool{
			"Kim (":     true,
			"Kim )":     false,
			"Kim":       false,
			"Kim (a) [": true,
			"(Kim":      true,
			"<":         true,
		}},
		{"describes a person", describesPerson, map[string]bool{
			"Noah Smith is a columnist in Wonju.": true,
			"Noah Smith, a columnist.":            false,
			"The lamp is lit.":                    false,
			"Noah Smith":                          false,
			"Bell writes of lamps.":               true,
		}},
		{"ends in a credit", endsInCredit, map[string]bool{
			"The lamp is lit (Yonhap)":     true,
			"The lamp is lit. (KT)":        true,
			"The lamp is lit (KT)":         false,
			"The lamp is lit (Noh Ye-bin)": true,
			"The lamp is lit.":             false,
		}},
		{"is furniture of a text", func(s string) bool { return isTextFurniture(classified(textLines(s))[0]) }, map[string]bool{
			"Published : soon":     true,
			"By staff of the town": false,
			"By the lamp at the gate of the town of Sinpyeong": false,
			"a@b.com":            true,
			"National, Business": false,
			"Lamps":              false,
			"By Kim":             true,
		}},
		{"can be the headline of a text", func(s string) bool { return canBeHeadline(classified(textLines(s))[0]) }, map[string]bool{
			"Ferry gets a bell":          true,
			"Ferry: a bell of 31 years":  true,
			"https://paper.example/1":    false,
			"Ferry http://paper.example": false,
		}},
		{"is a price", hasPrice, map[string]bool{
			"10,000 won": false,
			"$21.50":     true,
			"lamp":       false,
			"21 lamps":   false,
			"₩5,000":     true,
		}},
	} {
		for text, want := range c.want {
			if got := c.is(text); got != want {
				t.Errorf("%q %s: %v, want %v", text, c.name, got, want)
			}
		}
	}
}

// A caption and its credit; what is in an element for credits needs no mark.
func TestSplitCredit(t *testing.T) {
	for text, want := range map[string][2]string{
		"The lamp at the gate. (Yonhap)":            {"The lamp at the gate.", "Yonhap"},
		"The lamp at the gate Yonhap)":              {"The lamp at the gate", "Yonhap"},
		"The lamp at the gate.":                     {"The lamp at the gate.", ""},
		"The lamp at the gate / Noh Ye-bin":         {"The lamp at the gate", "Noh Ye-bin"},
		"Photo: Noh Ye-bin":                         {"", "Noh Ye-bin"},
		"The lamp at the gate. Photo by Noh Ye-bin": {"The lamp at the gate.", "Noh Ye-bin"},
		"The lamp at the gate (left)":               {"The lamp at the gate (left)", ""},
		"(Yonhap)":                                  {"", "Yonhap"},
		"The lamp at the gate.(KT)":                 {"The lamp at the gate.", "KT"},
		"The lamp-":                                 {"The lamp-", ""},
		"The lamp at the gate [KT]":                 {"The lamp at the gate", "KT"},
	} {
		caption, by := splitCredit(text)
		if got := [2]string{caption, by}; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string][2]string{
		"Kim Da-sol":        {"", "Kim Da-sol"},
		"The lamp is lit.":  {"The lamp is lit.", ""},
		"Kim Da-sol Co.":    {"", "Kim Da-sol Co."},
		"The lamp (Yonhap)": {"The lamp", "Yonhap"},
		"a lamp":            {"", "a lamp"},
	} {
		caption, by := line{kind: creditKind, text: text}.splitCredit()
		if got := [2]string{caption, by}; got != want {
			t.Errorf("%q as a credit: %q, want %q", text, got, want)
		}
	}
}

// The note at the end of a text, below an article by Noah Smith.
func TestTakeNote(t *testing.T) {
	for text, want := range map[string][2]string{
		"The lamp is lit. The writer is a lamplighter. -- Ed.":          {"The lamp is lit.", "The writer is a lamplighter. -- Ed."},
		"Noah Smith is a columnist in Wonju.":                           {"", "Noah Smith is a columnist in Wonju."},
		"Noah Smith, a columnist, lit it. -- Ed.":                       {"", "Noah Smith, a columnist, lit it. -- Ed."},
		"Noah Smith, a columnist, lit it.":                              {"Noah Smith, a columnist, lit it.", ""},
		"The lamp is lit. Noah Smith is a columnist. -- Ed.":            {"The lamp is lit.", "Noah Smith is a columnist. -- Ed."},
		"The lamp is lit. Noah Smith is a columnist.":                   {"The lamp is lit. Noah Smith is a columnist.", ""},
		"Noah SmithNoah Smith is a columnist. -- Ed.":                   {"Noah Smith", "Noah Smith is a columnist. -- Ed."},
		"The views expressed are his.":                                  {"", "The views expressed are his."},
		"Noah Smith is a lamplighter. The views expressed are his own.": {"", "Noah Smith is a lamplighter. The views expressed are his own."},
		"Bell lit it. -- Ed.":                                           {"", "Bell lit it. -- Ed."},
		"The lamp is lit.":                                              {"The lamp is lit.", ""},
	} {
		rest, note, _ := takeNote(text, bodyContext{names: []string{"Noah Smith"}})
		if got := [2]string{rest, note}; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// The elements that a program has put side by side without a space between.
func TestSplitGlued(t *testing.T) {
	for text, want := range map[string]string{
		"Ferry gets a bellBy Noh Ye-bin":                        "Ferry gets a bell / By Noh Ye-bin",
		"Captain pays for itFeb. 1, 2026 - 16:42 By Noh Ye-bin": "Captain pays for it / Feb. 1, 2026 - 16:42 By Noh Ye-bin",
		"Captain pays for it Feb. 1, 2026 - 16:42":              "Captain pays for it / Feb. 1, 2026 - 16:42",
		"Captain pays for it Published : Feb. 1, 2026 - 16:42":  "Captain pays for it / Published : Feb. 1, 2026 - 16:42",
		"Captain pays for it Feb. 1, 2026":                      "",
		"Captain Feb. 1, 2026 - 16:42":                          "",
		"Feb. 1, 2026 - 16:42 By Noh Ye-bin":                    "",
		"ByNoh Ye-bin":                                          "By Noh Ye-bin",
		"Bystanders sing":                                       "",
		"Noh Ye-binBy Gwak Da-in":                               "By Noh Ye-bin, Gwak Da-in",
		"Noh Ye-bin Staff reporter":                             "Noh Ye-bin / Staff reporter",
		"Ferry Staff reporter":                                  "",
	} {
		if d := cmp.Diff(want, strings.Join(splitGlued(text), " / ")); d != "" {
			t.Errorf("%q: -want +got\n%s", text, d)
		}
	}
}
