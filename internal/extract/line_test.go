package extract

import (
	"strings"
	"testing"

	"herald/internal/article"
)

// What a line is by its text alone.
func TestFacts(t *testing.T) {
	names := []struct {
		is   facts
		name string
	}{
		{prose, "prose"}, {sentence, "sentence"}, {worded, "worded"}, {listItem, "item"},
		{listLabel, "list"}, {footer, "foot"}, {section, "section"}, {breadcrumb, "breadcrumb"},
		{furniture, "furniture"}, {boilerplate, "boilerplate"}, {dated, "dated"}, {dateLabel, "label"}, {byline, "byline"},
		{mail, "mail"}, {onlyMail, "only"}, {agencyTag, "tag"}, {note, "note"}, {credits, "credits"}, {signature, "signature"}, {oddByline, "odd"},
	}
	for text, want := range map[string]string{
		"Lamps @ home":                                    "worded",
		"dasol@heraldcorp.com":                            "worded mail only",
		"(dasol@heraldcorp.com)":                          "sentence worded mail only",
		"Write to dasol@heraldcorp.com":                   "worded mail",
		"Lamps are lit. (dasol@heraldcorp.com)":           "sentence worded mail",
		"Kim Da-sol (dasol@heraldcorp.com)":               "sentence worded mail signature",
		"By Bell (desk@heraldcorp.com)":                   "sentence worded mail odd",
		"By Bell (lamp)":                                  "sentence worded",
		"About the author: Kim Da-sol":                    "worded note",
		"Editor's note: lamps":                            "worded note",
		"Correction: lamps":                               "worded note",
		"Note to readers: lamps":                          "worded note",
		"Kim Da-sol in Busan contributed to this report.": "prose sentence worded note",
		"Translated by Kim Da-sol.":                       "sentence worded note",
		"Kim contributed to the lamp.":                    "sentence worded",
		"The lamp is lit. -- Ed.":                         "sentence worded note",
		"The lamp is lit by Ed.":                          "sentence worded",
		"The writer is a lamp. (Ed)":                      "sentence worded note",
		"Video by Kim Da-sol":                             "worded credits",
		"The lamp is lit. Video by Kim Da-sol":            "worded",
		"Photos of lamps":                                 "worded",
		"Lamps by Kim Da-sol":                             "worded",
		"1. Lamp":                                         "worded item",
		"12) Lamp":                                        "worded item",
		"123. Lamp":                                       "worded",
		"1.5 lamps":                                       "worded",
		"- Lamp":                                          "worded item",
		"9) Lamp":                                         "worded item",
		"0. Lamp":                                         "worded item",
		"1.":                                              "sentence worded",
		"5 lamps":                                         "worded",
		"The lamp at the gate is lit (Yonhap)":            "sentence worded tag",
		"(Yonhap)":                                        "sentence worded tag",
		"By Kim Da-sol":                                   "worded byline",
		"By Herald Economy":                               "worded byline",
		"Business":                                        "worded section",
		"Share":                                           "worded furniture boilerplate",
		"Most Popular":                                    "worded list",
		"Published :":                                     "worded label",
		"Published : Feb. 1, 2026 Updated :":              "worded dated label",
		"Lamps Updated :":                                 "worded",
		"Feb. 1, 2026":                                    "worded dated",
		"여기 등불이 있다":                                       "worded",
		"...":                                             "sentence",
		"":                                                "sentence",
	} {
		l := classified([]line{{text: text, kind: article.Paragraph}})[0]
		var got []string
		for _, f := range names {
			if l.is(f.is) {
				got = append(got, f.name)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

// What the line of a date states; nothing if it is not one.
func TestReadDate(t *testing.T) {
	for text, want := range map[string]string{
		"Published : Feb. 1, 2026 - 16:42 Updated : Feb. 1, 2026 - 17:00": "published 2026-02-01T16:42:00+09:00 updated 2026-02-01T17:00:00+09:00",
		"Published：Feb. 1, 2026":                                          "published 2026-02-01",
		"UPDATED: Feb. 1, 2026 16:42":                                     "updated 2026-02-01T16:42:00+09:00",
		"Posted on Feb. 1, 2026":                                          "published 2026-02-01",
		"Last updated at Feb. 1, 2026 10:00":                              "updated 2026-02-01T10:00:00+09:00",
		"Feb. 1, 2026 - 16:42 By Kim Da-sol":                              "published 2026-02-01T16:42:00+09:00 [By Kim Da-sol]",
		"By Kim Da-solPublished : Feb. 1, 2026":                           "published 2026-02-01 [By Kim Da-sol]",
		"Feb. 1, 2026 Kim Da-sol":                                         "",
		"Feb. 1, 2026 16:42 Kim Da-sol":                                   "published 2026-02-01T16:42:00+09:00 [Kim Da-sol]",
		"Business Feb. 1, 2026":                                           "published 2026-02-01 in Business",
		"Published : soon":                                                "unreadable",
		"UPDATED: never":                                                  "unreadable",
		"Published : Feb. 31, 2026":                                       "unreadable",
		"Kim Da-sol Published : soon":                                     "[Kim Da-sol] unreadable",
		"Monday, Feb. 1, 2026":                                            "published 2026-02-01",
		"Feb. 1, 2026 Sunday":                                             "published 2026-02-01",
		"Submitted by Kim Da-sol on Feb. 1, 2026":                         "published 2026-02-01 [Submitted by Kim Da-sol]",
		"Share Feb. 1, 2026":                                              "published 2026-02-01",
		"Published : Feb. 1, 2026 Lamps of the town":                      "published 2026-02-01",
		"Lamps of the town Feb. 1, 2026":                                  "",
		"Lamps of the town Published : Feb. 1, 2026":                      "",
		"Published : Feb. 1, 2026 The lamp is lit.":                       "",
		"Lamps":                                           "",
		"Feb. 1, 2026 Feb. 2, 2026":                       "published 2026-02-01",
		"Since Feb. 1, 2026":                              "",
		"Wednesday Kim Da-sol 2026-02-01 16:42":           "published 2026-02-01T16:42:00+09:00 [Kim Da-sol]",
		"By Kim Da-sol Wed 2026-02-01":                    "published 2026-02-01 [By Kim Da-sol]",
		"• Published : Feb. 1, 2026 |":                    "published 2026-02-01",
		"Kim Da-sol | The Korea Herald | 2026-02-01":      "published 2026-02-01 [Kim Da-sol]",
		"The Korea Herald, Kim Da-sol, 2026-02-01":        "published 2026-02-01 [Kim Da-sol]",
		"The Korea Herald · Feb. 1, 2026":                 "published 2026-02-01",
		"Kim Da-sol | The Lamp Post | 2026-02-01":         "",
		"The Korea Herald, lamps of the town, 2026-02-01": "",
		"Lamps: noted":                                    "",
		"By Share Kim Da-sol 2026-02-01":                  "published 2026-02-01 [By Share Kim Da-sol]",
	} {
		if got := statedBy(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func statedBy(text string) string {
	d, ok := readDate(text)
	if !ok {
		return ""
	}
	var stated []string
	for _, s := range []struct{ label, value string }{
		{"published ", d.published.String()}, {"updated ", d.updated.String()}, {"in ", d.section},
	} {
		if s.value != "" {
			stated = append(stated, s.label+s.value)
		}
	}
	if d.byline != "" {
		stated = append(stated, "["+d.byline+"]")
	}
	if d.unreadable != "" {
		stated = append(stated, "unreadable")
	}
	return strings.Join(stated, " ")
}

// A title that is cut short is the same title, whichever of the two is.
func TestSameTitle(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Whale seen", "WHALE “seen”", true},
		{"Whale seen", "Whale seen again", false},
		{word(24), word(24) + " again", true},
		{word(24) + " again", word(24), true},
		{word(23) + " again", word(23), false},
		{"", "…", false},
	} {
		if got := sameTitle(c.a, c.b); got != c.want {
			t.Errorf("sameTitle(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// A hyphen at the end of a line is that of a word, unless it waits for another.
func TestWordBreak(t *testing.T) {
	for lines, want := range map[[2]string]string{
		{"asks Noh Ye-", "bin, who lit it"}:      "",
		{"a 31-", "year-old lamp"}:               "",
		{"two-", "and three-legged lamps"}:       " ",
		{"five-", "to six-legged lamps"}:         " ",
		{"asks the lamplighter -", "who lit it"}: " ",
		{"asks Noh", "Ye-bin"}:                   " ",
		{"-", "bin"}:                             " ",
	} {
		if got := wordBreak(lines[0], lines[1]); got != want {
			t.Errorf("%q and %q are separated by %q, want %q", lines[0], lines[1], got, want)
		}
	}
}

func TestSimilarity(t *testing.T) {
	for text, want := range map[string]float64{"Ferry late": 1, "Ferry early": 0.5, "Piano found": 0} {
		if got := similarity("Ferry late", text); got != want {
			t.Errorf("the similarity of %q is %v, want %v", text, got, want)
		}
	}
}
