package normalize

import (
	"testing"
	"time"
)

func TestAnyDate(t *testing.T) {
	const full, noZone, day = "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02"
	tests := []struct{ raw, layout, want string }{
		{"2031-02-03T04:05:06Z", full, "2031-02-03T04:05:06Z"},
		{"2031-02-03T04:05:06.123456+09:00", full, "2031-02-03T04:05:06+09:00"},
		{"2031-02-03T04:05:06+0900", full, "2031-02-03T04:05:06+09:00"},
		{"2031-02-03T04:05-05:00", full, "2031-02-03T04:05:00-05:00"},
		{"2031-02-03 04:05:06 +0100", full, "2031-02-03T04:05:06+01:00"},
		{"2031-02-03T04:05:06", noZone, "2031-02-03T04:05:06"},
		{"2031-02-03 04:05", noZone, "2031-02-03T04:05:00"},
		{"2031-02-03", day, "2031-02-03"},
		{"20310203", day, "2031-02-03"},
		{"Mon, 3 Feb 2031 04:05:06 GMT", full, "2031-02-03T04:05:06Z"},
		{"Mon Feb 3 04:05:06 CET 2031", full, "2031-02-03T04:05:06+01:00"},
		{"Mon Feb 03 2031 04:05:06 GMT+0900 (Korean Standard Time)", full, "2031-02-03T04:05:06+09:00"},
		{"3 February 2031 04:05 UTC+09:00", full, "2031-02-03T04:05:00+09:00"},
		{"1927857906", full, "2031-02-03T04:05:06Z"},
		{"1927857906000", full, "2031-02-03T04:05:06Z"},
		{"Published : Feb 3, 2031 - 16:05", noZone, "2031-02-03T16:05:00"},
		{"Feb. 3, 2031 4:05 p.m. KST", full, "2031-02-03T16:05:00+09:00"},
		{"February 3rd, 2031", day, "2031-02-03"},
		{"3 February 2031", day, "2031-02-03"},
		{"3. März 2031, 16:05 Uhr", noZone, "2031-03-03T16:05:00"},
		{"03.02.2031-16:05", noZone, "2031-02-03T16:05:00"},
		{"3 de febrero de 2031", day, "2031-02-03"},
		{"le 3 août 2031 à 16h05", noZone, "2031-08-03T16:05:00"},
		{"2/23/2031", day, "2031-02-23"},
		{"2031年2月3日 16:05", noZone, "2031-02-03T16:05:00"},
		{"2031년 2월 3일", day, "2031-02-03"},
		{"2031.02.03", day, "2031-02-03"},
		{"12:05 a.m., May 3, 2031", noZone, "2031-05-03T00:05:00"},
	}
	for _, test := range tests {
		got, ok := AnyDate(test.raw)
		if !ok {
			t.Errorf("%q: no date", test.raw)
			continue
		}
		want, err := time.Parse(test.layout, test.want)
		if err != nil {
			t.Fatal(err)
		}
		if got.Time.Format(full) != want.Format(full) || got.HasTime != (test.layout != day) || got.HasZone != (test.layout == full) {
			t.Errorf("%q: got %v time=%v zone=%v, want %s", test.raw, got.Time, got.HasTime, got.HasZone, test.want)
		}
	}
}

func TestAnyDateRefuses(t *testing.T) {
	for _, raw := range []string{"", "1h ago", "0000-00-00", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31", "31.02.2031", "2031-13-01", "Room 12, 2031", "12", "P3M"} {
		if got, ok := AnyDate(raw); ok {
			t.Errorf("%q: got %v", raw, got.Time)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	for raw, want := range map[string]bool{"05/12/2031": true, "Posted 5/12/2031 16:05": true, "05.12.2031": false, "13/12/2031": false, "12/12/2031": false, "2031/05/12": false, "May 5, 2031": false} {
		if got := IsAmbiguousDate(raw); got != want {
			t.Errorf("%q: got %v, want %v", raw, got, want)
		}
	}
}
