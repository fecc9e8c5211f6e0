package normalize_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/normalize"
)

func TestSplitCredit(t *testing.T) {
	for in, want := range map[string][]string{
		"Ann Oar":                           {"Ann Oar"},
		"By Ann Oar and Bo Keel":            {"Ann Oar", "Bo Keel"},
		"Von Ann Oar und Bo Keel":           {"Ann Oar", "Bo Keel"},
		"Autor: Ann Oar":                    {"Ann Oar"},
		"Ann Oar, by Bo Keel":               {"Ann Oar", "Bo Keel"},
		"Ann Oar / Bo Keel":                 {"Ann Oar", "Bo Keel"},
		"Ann Oar, Staff Writer":             {"Ann Oar"},
		"Ann Oar, Redakteurin":              {"Ann Oar"},
		"Ann Oar, AP":                       {"Ann Oar", "AP"},
		"Ann Oar, Quay Media":               {"Ann Oar", "Quay Media"},
		"Ann Oar, Quayside":                 {"Ann Oar"},
		"Ann Oar - Quayside":                {"Ann Oar"},
		"Ann Oar (Quayside)":                {"Ann Oar"},
		"Ann Oar <a@b.com>":                 {"Ann Oar"},
		"srf/hosb":                          {"srf/hosb"},
		"Freie Presse":                      {"Freie Presse"},
		"The Quay, Bo Keel":                 {"The Quay, Bo Keel"},
		"Ann Oar (www.quay.example) / 2031": nil,
		"quay.de/ann":                       nil,
		"@annoar":                           nil,
		"2031":                              nil,
		"By":                                nil,
		"":                                  nil,
	} {
		if d := cmp.Diff(want, normalize.SplitCredit(in)); d != "" {
			t.Errorf("SplitCredit(%q): %s", in, d)
		}
	}
}

// A text longer than a dozen names is not a credit.
func TestLongestCredit(t *testing.T) {
	const longest = 250
	credit := strings.Repeat("é", longest)
	if got := normalize.SplitCredit(credit); len(got) != 1 {
		t.Errorf("%d characters are refused", longest)
	}
	if got := normalize.SplitCredit(credit + "é"); got != nil {
		t.Errorf("%d characters are read", longest+1)
	}
}

func TestStartsCredit(t *testing.T) {
	for in, want := range map[string]bool{
		"By Ann": true, "Written by Ann": true, "Von Ann": true, "Autorin/Autor Ann": true, "Text: Ann": true, "Par": true, "Reporting by Ann": true,
		"Vonn Ann": false, "Paris": false, "Ann": false, "": false,
	} {
		if got := normalize.StartsCredit(in); got != want {
			t.Errorf("StartsCredit(%q) = %v", in, got)
		}
	}
}

func TestNamesBesideDate(t *testing.T) {
	for in, want := range map[string][]string{
		"Ann Oar | 5.4.2025": {"Ann Oar"}, "May Monday, Bo Keel • 5.4.2025": {"Bo Keel"}, "5.4.2025": nil, "": nil,
	} {
		if d := cmp.Diff(want, normalize.NamesBesideDate(in)); d != "" {
			t.Errorf("NamesBesideDate(%q): %s", in, d)
		}
	}
}
func TestLooksLikePerson(t *testing.T) {
	for _, name := range []string{"Ann Oar", "Dr. Ann Oar", "Ann-Marie O’Oar", "Cy van der Mast", "ANN OAR", "Анна Весло", "나루터", "船田 渡", "María R. del Remo"} {
		if !normalize.LooksLikePerson(name) {
			t.Errorf("%q: no person", name)
		}
	}
	for _, name := range []string{"", "Ann", "ann oar", "The Quay", "Quay News", "Harbour Team", "https://quay.example", "@annoar", "3 February", "Read more", "Harbour GmbH", "quay.example", "Ann Oar Bo Keel Cy Mast"} {
		if normalize.LooksLikePerson(name) {
			t.Errorf("%q: a person", name)
		}
	}
}
