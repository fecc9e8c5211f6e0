package normalize_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/normalize"
)

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"Aug 15, 2020 - 12:12":                      "2020-08-15T12:12:00+09:00",
		"Aug. 20, 2026 - 14:05:09":                  "2026-08-20T14:05:09+09:00",
		"Ｓｅｐｔ． ３， ２０２６ － １７：１０":                     "2026-09-03T17:10:00+09:00",
		"2026년 9월 3일 17:10":                         "2026-09-03T17:10:00+09:00",
		"2026년 9월 3일 오후 5시 10분":                     "2026-09-03T17:10:00+09:00",
		"2026년9월3일":                                 "2026-09-03",
		"2026.09.03. 오전 12:10":                      "2026-09-03T00:10:00+09:00",
		"2026.09.03. 오후 12:10":                      "2026-09-03T12:10:00+09:00",
		"2026-09-03T17:10:44+09":                    "2026-09-03T17:10:44+09:00",
		"2026-09-03T17:10:44-0330":                  "2026-09-03T17:10:44-03:30",
		"1788423044":                                "2026-09-03T08:10:44Z",
		"1788423044000":                             "2026-09-03T08:10:44Z",
		"178842304":                                 "",
		"Sept. 30, 2023 - 20:50":                    "2023-09-30T20:50:00+09:00",
		"Sept 3, 2019 - 08:01":                      "2019-09-03T08:01:00+09:00",
		"May 2, 2024":                               "2024-05-02",
		"may 2nd 2024":                              "2024-05-02",
		"Feb 7, 2020":                               "2020-02-07",
		"December 31, 2020":                         "2020-12-31",
		"31 May 2020":                               "2020-05-31",
		"3 May 2020, 10:20":                         "2020-05-03T10:20:00+09:00",
		"131 May 2020":                              "",
		"31-May-2020 10:20":                         "2020-05-31T10:20:00+09:00",
		"Fri 9 Apr 2027 08.17 KST":                  "2027-04-09T08:17:00+09:00",
		"9 April 2027, 8.17 p.m.":                   "2027-04-09T20:17:00+09:00",
		"9 April 2027 08.17":                        "", // figures after a day
		"7 Nov. 2027, 23:08:26 (KST)":               "2027-11-07T23:08:26+09:00",
		"Mon, May 24, 2027 · 10:52 AM KST":          "2027-05-24T10:52:00+09:00",
		"3:48 p.m. KST, Friday, September 10, 2027": "2027-09-10T15:48:00+09:00",
		"15:48 on September 10, 2027":               "2027-09-10T15:48:00+09:00",
		"3.48 September 10, 2027":                   "", // figures before a day
		"15:48 in September 10, 2027":               "",
		"June 1, 2024 - 1:05 p.m.":                  "2024-06-01T13:05:00+09:00",
		"June 1, 2024 - 11:59 PM":                   "2024-06-01T23:59:00+09:00",
		"June 1, 2024 - 12:05 p.m.":                 "2024-06-01T12:05:00+09:00",
		"June 1, 2024 - 12:05 a.m.":                 "2024-06-01T00:05:00+09:00",
		"June 1, 2024 - 11:05 a.m.":                 "2024-06-01T11:05:00+09:00",
		"2014-02-06 19:10":                          "2014-02-06T19:10:00+09:00",
		"2014.02.06 19:10":                          "2014-02-06T19:10:00+09:00",
		"2014 / 2 / 6":                              "2014-02-06",
		"2014 -\t06 - 2":                            "2014-06-02",
		"2025-04-22T14:05:09":                       "2025-04-22T14:05:09+09:00",
		"2025-04-22T05:05:09Z":                      "2025-04-22T05:05:09Z",
		"2025-04-22T05:05:09.123+0200":              "2025-04-22T05:05:09+02:00",
		"2025-04-22T05:05-14:00":                    "2025-04-22T05:05:00-14:00",
		"2025-04-22T05:05-15:00":                    "", // no such zone
		"Oct 4, 2027 at 12:46 PM GMT+9":             "2027-10-04T12:46:00+09:00",
		"Oct 4, 2027 12:46 UTC -3:30":               "2027-10-04T12:46:00-03:30",
		"Oct 4, 2027 12:46 GMT":                     "2027-10-04T12:46:00Z",
		"2025-04-22 05:05 GMT":                      "2025-04-22T05:05:00Z",
		"2025-04-22 05:05 EST":                      "2025-04-22T05:05:00-05:00",
		"Mon, 17 Nov 2025 21:44:23 +09:00":          "2025-11-17T21:44:23+09:00",
		"Dec. 28, 2023 -  10:11":                    "2023-12-28T10:11:00+09:00",
		"Feb 30, 2020 - 10:00":                      "",
		"2020-13-01":                                "",
		"2020-00-01":                                "",
		"Aug 15, 2020 - 24:00":                      "",
		"Aug 15, 2020 - 10:60":                      "",
		"Aug 15, 2020 - 10:00:60":                   "",
		"Aug 15, 1899":                              "", // texts name days of the last century
		"Aug 15, 1900":                              "1900-08-15",
		"Aug 15, 2100 - 10:00":                      "2100-08-15T10:00:00+09:00",
		"Aug 15, 2101 - 10:00":                      "",
		"Aug 15, 99999 - 10:00":                     "",
		"Published : Aug 15, 2020":                  "",
		"Aug 15, 2020 - 12:12 or so":                "",
		"02-727-0114":                               "",
		"":                                          "",
	} {
		got, ok := normalize.Date(in)
		if got.String() != want || ok != (want != "") {
			t.Errorf("Date(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestDates(t *testing.T) {
	type found struct{ Text, Moment string }
	for in, want := range map[string][]found{
		"Published : Aug 26, 2020 - 15:44  Updated : Aug 26, 2020 - 20:36": {
			{"Aug 26, 2020 - 15:44", "2020-08-26T15:44:00+09:00"}, {"Aug 26, 2020 - 20:36", "2020-08-26T20:36:00+09:00"}},
		"By Ann OarPublished : 2014-02-06 19:10":    {{"2014-02-06 19:10", "2014-02-06T19:10:00+09:00"}},
		"in May, on Feb 30, 2020 and March 1, 2020": {{"March 1, 2020", "2020-03-01"}},
		"2020-02-01, then 3 May 2020, Aug 1, 2021": {
			{"2020-02-01", "2020-02-01"}, {"3 May 2020", "2020-05-03"}, {"Aug 1, 2021", "2021-08-01"}},
		"Mar-a-Lago, 2020-02-01, March 2, 2020": {{"2020-02-01", "2020-02-01"}, {"March 2, 2020", "2020-03-02"}},
		"May 3, 2020 or 2020-05-03":             {{"May 3, 2020", "2020-05-03"}, {"2020-05-03", "2020-05-03"}},
		"3 May 2020 or May 4, 2020":             {{"3 May 2020", "2020-05-03"}, {"May 4, 2020", "2020-05-04"}},
		"May 3, 2020 to June 4, 2020":           {{"May 3, 2020", "2020-05-03"}, {"June 4, 2020", "2020-06-04"}},
		"May 3, 202":                            nil,
		"in the year 2020":                      nil,
	} {
		var got []found
		for _, f := range normalize.Dates(in) {
			got = append(got, found{in[f.Start:f.End], f.Timestamp.String()})
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("Dates(%q): %s", in, d)
		}
		if len(want) > 0 && !normalize.MayDate(in) {
			t.Errorf("MayDate(%q) is false", in)
		}
	}
}

// A year has four digits, wherever they are.
func TestMayDate(t *testing.T) {
	for in, want := range map[string]bool{
		"2020-1": true, "a2020-1": true, "ab2020-1": true, "abc2020-1": true, "2020 / 1": true, "2020 - 1": true, "2020.1": true,
		"202-1": false, "2020": false, "2020-": false, "2020-a": false, "2020  ": false, "20-20-20": false, "12 34 56 7": false,
		"may 2020": true, "2020 May": true, "SEPT 2020": true, "maybe 2020": true, "dismay 2020": false, "zmay 2020": false, "1999-9": true, "ma 2020": false, "May 202": false,
		"May 20a20": false, "": false,
	} {
		if got := normalize.MayDate(in); got != want {
			t.Errorf("MayDate(%q) = %v", in, got)
		}
	}
}

func TestTimestamp(t *testing.T) {
	evening := time.Date(2031, 2, 3, 20, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		t         normalize.Timestamp
		text, day string
	}{
		"zero":         {normalize.Timestamp{}, "", ""},
		"a day":        {normalize.Timestamp{Time: evening}, "2031-02-03", "2031-02-03"},
		"a wall clock": {normalize.Timestamp{Time: evening, HasTime: true}, "2031-02-03T20:00:00", "2031-02-03"},
		"a moment":     {normalize.Timestamp{Time: evening, HasTime: true, HasZone: true}, "2031-02-03T20:00:00Z", "2031-02-04"}, // in Korea
	} {
		if test.t.String() != test.text || test.t.Day() != test.day {
			t.Errorf("%s: %q on %q, want %q on %q", name, test.t, test.t.Day(), test.text, test.day)
		}
	}
}

func TestAnyDate(t *testing.T) {
	for in, want := range map[string]string{
		"2031-02-03T04:05:06Z":             "2031-02-03T04:05:06Z",
		"2031-02-03T04:05:06.123456+09:00": "2031-02-03T04:05:06+09:00",
		"2031-02-03T04:05:06+0900":         "2031-02-03T04:05:06+09:00",
		"2031-02-03T04:05-05:00":           "2031-02-03T04:05:00-05:00",
		"2031-02-03 04:05:06 +0100":        "2031-02-03T04:05:06+01:00",
		"2031-02-03T04:05:06":              "2031-02-03T04:05:06",
		"2031-02-03 04:05":                 "2031-02-03T04:05:00",
		"2031-02-03":                       "2031-02-03",
		"20310203":                         "2031-02-03",
		"Mon, 3 Feb 2031 04:05:06 GMT":     "2031-02-03T04:05:06Z",
		"Mon Feb 3 04:05:06 CET 2031":      "2031-02-03T04:05:06+01:00",
		"Mon Feb 03 2031 04:05:06 GMT+0900 (Korean Standard Time)": "2031-02-03T04:05:06+09:00",
		"3 February 2031 04:05 UTC+09:00":                          "2031-02-03T04:05:00+09:00",
		"1927857906":                                               "2031-02-03T04:05:06Z",
		"1927857906000":                                            "2031-02-03T04:05:06Z",
		"Published : Feb 3, 2031 - 16:05":                          "2031-02-03T16:05:00",
		"Feb. 3, 2031 4:05 p.m. KST":                               "2031-02-03T16:05:00+09:00",
		"Feb. 3, 2031 16:05:07 -03:00":                             "2031-02-03T16:05:07-03:00",
		"February 3rd, 2031":                                       "2031-02-03",
		"3 February 2031":                                          "2031-02-03",
		"3. März 2031, 16:05 Uhr":                                  "2031-03-03T16:05:00",
		"03.02.2031-16:05":                                         "2031-02-03T16:05:00",
		"3 de febrero de 2031":                                     "2031-02-03",
		"le 3 août 2031 à 16h05":                                   "2031-08-03T16:05:00",
		"3 juin 2031":                                              "2031-06-03",
		"3 juillet 2031":                                           "2031-07-03",
		"3 grudnia 2031":                                           "2031-12-03",
		"3 ocak 2031":                                              "2031-01-03",
		"2/23/2031":                                                "2031-02-23",
		"2031年2月3日 16:05":                                          "2031-02-03T16:05:00",
		"2031년 2월 3일":                                              "2031-02-03",
		"2031.02.03":                                               "2031-02-03",
		"12:05 a.m., May 3, 2031":                                  "2031-05-03T00:05:00",
		"12/12/2031":                                               "2031-12-12",
		"05/12/2031":                                               "2031-12-05",
		"Feb 3, 2031, 25:99 minutes to read":                       "2031-02-03", // not a time of day
		// No page is older than the web.
		"1990-01-01": "1990-01-01",
		"1989-12-31": "",
		"2100-12-31": "2100-12-31",
		"2101-01-01": "",
		// Refused: not a date, or not a day that exists.
		"": "", "1h ago": "", "0000-00-00": "", "0001-01-01T00:00:00Z": "", "1970-01-01T00:00:00Z": "", "9999-12-31": "", "31.02.2031": "",
		"2031-13-01": "", "13/13/2031": "", "Room 12, 2031": "", "12": "", "P3M": "", "192785790": "", "19278579060": "",
	} {
		got, ok := normalize.AnyDate(in)
		if got.String() != want || ok != (want != "") {
			t.Errorf("AnyDate(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

// A text longer than two dates with their labels is not a date.
func TestLongestDate(t *testing.T) {
	const longest = 200
	printed := "Feb 3, 2031" + strings.Repeat(".", longest-len("Feb 3, 2031"))
	if _, ok := normalize.AnyDate(printed); !ok {
		t.Errorf("%d bytes are refused", len(printed))
	}
	if _, ok := normalize.AnyDate(printed + "."); ok {
		t.Errorf("%d bytes are read", len(printed)+1)
	}
}

// The zone of the machine must not show in what is read.
func TestDateIgnoresLocal(t *testing.T) {
	for _, in := range []string{"2031-07-03T04:05:06+01:00", "July 3, 2031 4:05 CET", "July 3, 2031 4:05:06 +0100"} {
		got, _ := normalize.AnyDate(in)
		if _, offset := got.Time.AddDate(0, 6, 0).Zone(); offset != int(time.Hour/time.Second) {
			t.Errorf("AnyDate(%q) is in %v", in, got.Time.Location())
		}
	}
}

func TestAmbiguousDate(t *testing.T) {
	for in, want := range map[string]bool{
		"05/12/2031": true, "Posted 5/12/2031 16:05": true, "12/11/2031": true, "05.12.2031": false, "13/12/2031": false, "12/13/2031": false,
		"12/12/2031": false, "2031/05/12": false, "2031-05-12, not 05/12/2031": false, "May 5, 2031": false, "": false,
	} {
		if got := normalize.IsAmbiguousDate(in); got != want {
			t.Errorf("IsAmbiguousDate(%q) = %v, want %v", in, got, want)
		}
	}
}
