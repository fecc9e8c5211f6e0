package normalize

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"Aug 15, 2020 - 12:12":             "2020-08-15T12:12:00+09:00",
		"Aug. 20, 2026 - 14:05:09":         "2026-08-20T14:05:09+09:00",
		"Sept. 30, 2023 - 20:50":           "2023-09-30T20:50:00+09:00",
		"Sept 3, 2019 - 08:01":             "2019-09-03T08:01:00+09:00",
		"May 2, 2024":                      "2024-05-02",
		"Feb 7, 2020":                      "2020-02-07",
		"June 1, 2024 - 1:05 p.m.":         "2024-06-01T13:05:00+09:00",
		"2014-02-06 19:10":                 "2014-02-06T19:10:00+09:00",
		"2014.02.06 19:10":                 "2014-02-06T19:10:00+09:00",
		"2025-04-22T14:05:09":              "2025-04-22T14:05:09+09:00",
		"2025-04-22T05:05:09Z":             "2025-04-22T05:05:09Z",
		"2025-04-22T05:05:09.123+0200":     "2025-04-22T05:05:09+02:00",
		"Mon, 17 Nov 2025 21:44:23 +09:00": "2025-11-17T21:44:23+09:00",
		"Dec. 28, 2023 -  10:11":           "2023-12-28T10:11:00+09:00",
		"Feb 30, 2020 - 10:00":             "",
		"Aug 15, 2020 - 25:61":             "",
		"Aug 15, 0000 - 10:00":             "",
		"Aug 15, 99999 - 10:00":            "",
		"Published : Aug 15, 2020":         "",
		"02-727-0114":                      "",
		"":                                 "",
	} {
		got, ok := Date(in)
		if got.String() != want || ok != (want != "") {
			t.Errorf("Date(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestDates(t *testing.T) {
	const line = "Published : Aug 26, 2020 - 15:44       Updated : Aug 26, 2020 - 20:36"
	var got []string
	for _, f := range Dates(Text(line)) {
		got = append(got, Text(line)[f.Start:f.End], f.Timestamp.String(), f.Timestamp.Day())
	}
	want := []string{"Aug 26, 2020 - 15:44", "2020-08-26T15:44:00+09:00", "2020-08-26", "Aug 26, 2020 - 20:36", "2020-08-26T20:36:00+09:00", "2020-08-26"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// korea is the newsroom of a paper as the tests need it.
var korea = &Newsroom{
	Paper:     []string{"korea", "herald"},
	Brand:     "herald",
	Houses:    []string{"korea herald", "herald business"},
	Desks:     []string{"khnews"},
	Mailboxes: []string{"khnews"},
}

func TestParseByline(t *testing.T) {
	people := func(names ...string) (p []Person) {
		for i := 0; i < len(names); i += 2 {
			p = append(p, Person{names[i], names[i+1]})
		}
		return p
	}
	for in, want := range map[string]Byline{
		"By Kim Da-sol":                         {Text: "Kim Da-sol", People: people("Kim Da-sol", "")},
		"BY YONHAP":                             {Text: "YONHAP", Agency: "Yonhap"},
		"By Yonhap":                             {Text: "Yonhap", Agency: "Yonhap"},
		"By Korea Herald":                       {Text: "Korea Herald"},
		"By 김영원":                                {Text: "김영원", People: people("김영원", "")},
		"By 김영원 기자":                             {Text: "김영원 기자", People: people("김영원", "")},
		"By Won Ho-jung (hjwon@heraldcorp.com)": {Text: "Won Ho-jung", People: people("Won Ho-jung", "hjwon@heraldcorp.com")},
		"By Park Min and Lee So-ra":             {Text: "Park Min and Lee So-ra", People: people("Park Min", "", "Lee So-ra", "")},
		"By Park Min, Lee So-ra and Seo Yun (a@b.com, c@b.com, d@b.com)": {
			Text: "Park Min, Lee So-ra and Seo Yun", People: people("Park Min", "a@b.com", "Lee So-ra", "c@b.com", "Seo Yun", "d@b.com")},
		"By Park Min (a@b.com) and Lee So-ra (c@b.com)": {
			Text: "Park Min and Lee So-ra", People: people("Park Min", "a@b.com", "Lee So-ra", "c@b.com")},
		"By Park Min, Korea Herald correspondent": {Text: "Park Min, Korea Herald correspondent", People: people("Park Min", "")},
		"By Staff Reporter Park Min":              {Text: "Staff Reporter Park Min", People: people("Park Min", "")},
		"By Park Min in New York":                 {Text: "Park Min in New York", People: people("Park Min", "")},
		"By Park Min, Washington":                 {Text: "Park Min, Washington", People: people("Park Min", "")},
		"By Choi He-suk  (":                       {Text: "Choi He-suk", People: people("Choi He-suk", "")},
		"By Park Min (khnews@heraldcorp.com)":     {Text: "Park Min", People: people("Park Min", ""), Mails: []string{"khnews@heraldcorp.com"}},
		"By Park Min and Yonhap":                  {Text: "Park Min and Yonhap", People: people("Park Min", ""), Agency: "Yonhap"},
		"By Anne-Marie de la Cruz":                {Text: "Anne-Marie de la Cruz", People: people("Anne-Marie de la Cruz", "")},
	} {
		got, ok := korea.ParseByline(in)
		if d := cmp.Diff(want, got); d != "" || !ok {
			t.Errorf("ParseByline(%q): %v\n%s", in, ok, d)
		}
	}
	for _, in := range []string{"Kim Da-sol", "By the end of the year, exports had fallen.", "By 2030", "By", "Byun Yo-han", "By contrast, it rose."} {
		if got, ok := korea.ParseByline(in); ok {
			t.Errorf("ParseByline(%q) = %+v", in, got)
		}
	}
}

func TestAgency(t *testing.T) {
	for in, want := range map[string]string{"yonhap": "Yonhap", "Yonhap News": "Yonhap", "DPA": "dpa", "AP-Yonhap": "AP-Yonhap", "ap": "AP", "Korea Herald": "", "AP said": ""} {
		if got, ok := Agency(in); got != want || ok != (want != "") {
			t.Errorf("Agency(%q) = %q, %v", in, got, ok)
		}
	}
	for in, want := range map[string][2]string{
		"in April. (Yonhap)":           {"in April.", "Yonhap"},
		"in April.(Yonhap News)":       {"in April.", "Yonhap"},
		"he said. [AFP]":               {"he said.", "AFP"},
		"(from reuters)":               {"", "Reuters"},
		"the World Trade Body (WTO)":   {"the World Trade Body (WTO)", ""},
		"by the news agency (Yonhap).": {"by the news agency (Yonhap).", ""},
	} {
		rest, agency, ok := AgencyTag(in)
		if (rest != want[0] || agency != want[1]) || ok != (want[1] != "") {
			t.Errorf("AgencyTag(%q) = %q, %q, %v", in, rest, agency, ok)
		}
	}
	for in, want := range map[string]string{
		"SOCHI, Russia (Yonhap) ― The": "Yonhap", "CANNES, France, (AFP) -- A": "AFP", "DAEGU -- A": "", "The report (Reuters) - hm": "Reuters",
	} {
		if got, _ := DatelineAgency(in); got != want {
			t.Errorf("DatelineAgency(%q) = %q", in, got)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"  a \r\n b ": "a b", "\u1100\u1161": "가", "a\x1b[31mb\u202ec\u00ad\ufeff": "a[31mbc", "": "", "a": "a", "a  b": "a b",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}
