package normalize_test

import (
	"strings"
	"testing"

	"herald/internal/normalize"
)

func TestAgency(t *testing.T) {
	for in, want := range map[string]string{
		"yonhap": "Yonhap", "Yonhap News": "Yonhap", "From Yonhap": "Yonhap", "DPA": "dpa", "ap": "AP", "AP-Yonhap": "AP-Yonhap",
		"afp / reuters": "AFP / Reuters", "AFP and dpa": "AFP and dpa", "AFP,dpa & AP": "AFP,dpa & AP", "EPA-EFE": "EPA-EFE",
		"Korea Herald": "", "AP said": "", "AP AFP": "", "AP-": "", "-AP": "", "apt": "", "": "",
	} {
		if got, ok := normalize.Agency(in); got != want || ok != (want != "") {
			t.Errorf("Agency(%q) = %q, %v", in, got, ok)
		}
	}
}

func TestAgencyTag(t *testing.T) {
	for in, want := range map[string][2]string{
		"in April. (Yonhap)":           {"in April.", "Yonhap"},
		"in April.(Yonhap News)":       {"in April.", "Yonhap"},
		"he said. [AFP]":               {"he said.", "AFP"},
		"he said.（AFP）":                {"he said.", "AFP"},
		"(from reuters)":               {"", "Reuters"},
		"(Source: Reuters)":            {"", "Reuters"},
		"(by Reuters)":                 {"(by Reuters)", ""},
		"the World Trade Body (WTO)":   {"the World Trade Body (WTO)", ""},
		"by the news agency (Yonhap).": {"by the news agency (Yonhap).", ""},
		"Yonhap)":                      {"Yonhap)", ""},
		"":                             {"", ""},
	} {
		rest, agency, ok := normalize.AgencyTag(in)
		if rest != want[0] || agency != want[1] || ok != (want[1] != "") {
			t.Errorf("AgencyTag(%q) = %q, %q, %v", in, rest, agency, ok)
		}
	}
}

func TestDatelineAgency(t *testing.T) {
	place := func(letters int) string { return "P" + strings.Repeat("o", letters-1) }
	for in, want := range map[string]string{
		"SOCHI, Russia (Yonhap) ― The": "Yonhap",
		"CANNES, France, (AFP) -- A":   "AFP",
		"ST. PETERSBURG (AP) - A":      "AP",
		"N’DJAMENA (AFP)-A":            "AFP",
		place(60) + " (AP) - A":        "AP", // the longest place
		place(61) + " (AP) - A":        "",
		"Po (AP) - A":                  "AP", // the shortest
		"P (AP) - A":                   "",
		"DAEGU -- A":                   "",
		"DAEGU (AP -- A":               "",
		"DAEGU (AP) A":                 "",
		"the report (Reuters) - A":     "",
		"Paragraph 2 (Reuters) - A":    "",
		"The Bank of Korea (BOK) - A":  "",
	} {
		if got, ok := normalize.DatelineAgency(in); got != want || ok != (want != "") {
			t.Errorf("DatelineAgency(%q) = %q, %v", in, got, ok)
		}
	}
}
