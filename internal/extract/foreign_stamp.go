package extract

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"herald/internal/normalize"
)

// stamp is a point in time as far as the page tells it. Without a zone the time is the paper's own wall clock, written
// in UTC; without a time it is midnight of a bare day.
type stamp struct {
	time             time.Time
	hasTime, hasZone bool
}

// day is the calendar day as printed: in the zone the page states.
func (s stamp) day() string { return s.time.Format(time.DateOnly) }

// stampLayouts are the machine forms seen in JSON-LD, meta tags and <time datetime>.
var stampLayouts = []struct {
	layout           string
	hasTime, hasZone bool
}{
	{"2006-01-02T15:04:05Z07:00", true, true},
	{"2006-01-02T15:04:05Z0700", true, true},
	{"2006-01-02T15:04:05Z07", true, true},
	{"2006-01-02T15:04Z07:00", true, true},
	{"2006-01-02T15:04Z0700", true, true},
	{"2006-01-02 15:04:05Z07:00", true, true},
	{"2006-01-02 15:04:05Z0700", true, true},
	{"2006-01-02 15:04:05 Z07:00", true, true},
	{"2006-01-02 15:04:05 Z0700", true, true},
	{"2006-01-02T15:04:05", true, false},
	{"2006-01-02T15:04", true, false},
	{"2006-01-02 15:04:05", true, false},
	{"2006-01-02 15:04", true, false},
	{"20060102T150405Z0700", true, true},
	{"20060102T150405", true, false},
	{"20060102150405", true, false},
	{"2006-01-02", false, false},
	{"20060102", false, false},
	{"Mon, 2 Jan 2006 15:04:05 -0700", true, true},
	{"2 Jan 2006 15:04:05 -0700", true, true},
	{"Mon Jan 2 15:04:05 -0700 2006", true, true},
	{"Mon Jan 2 2006 15:04:05 -0700", true, true},
}

// zoneNames are the abbreviations that stand in dates of real pages. Those with two meanings are left out.
var zoneNames = lazyRegexp(`\b(UTC|GMT|CEST|CET|MESZ|MEZ|EEST|EET|EDT|EST|CDT|MDT|MST|PDT|PST|KST|JST|WIB)\b(?:[+-]0000)?`)

var zoneOffsets = map[string]string{
	"UTC": "+0000", "GMT": "+0000", "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200", "EET": "+0200",
	"EEST": "+0300", "EST": "-0500", "EDT": "-0400", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800",
	"PDT": "-0700", "KST": "+0900", "JST": "+0900", "WIB": "+0700",
}

// The years a page of a newspaper can name as its own: none is older than the web, none from after this format's end.
const firstYear, lastYear = 1990, 2100

// parseStamp reads a date in a machine form or in one of the forms that papers print. It refuses what is no date of
// an article: another year than a web page can have, a number that is no date.
func parseStamp(raw string) (stamp, bool) {
	raw = normalize.Text(raw)
	if len(raw) > 200 { // the longest printed date with its label has 80 letters
		return stamp{}, false
	}
	raw = fromGreenwich().ReplaceAllString(raw, "$1")
	s, ok := parseMachine(raw)
	if !ok {
		s, ok = parsePrinted(raw)
	}
	return s, ok && s.time.Year() >= firstYear && s.time.Year() <= lastYear
}

// fromGreenwich is an offset behind the name of the zone it is counted from, as a browser writes it: "14:05:09 GMT+0900
// (Korean Standard Time)".
var fromGreenwich = lazyRegexp(`\b(?:GMT|UTC) ?([+-]\d{2}:?\d{2})\b(?: \([^()]*\))?`)

// isAmbiguous reports whether a date is one of figures that an American reads otherwise than a European.
func isAmbiguous(raw string) bool {
	m := dayFirst().FindStringSubmatch(raw)
	if m == nil || !strings.Contains(m[0], "/") || m[1] == m[2] || yearFirst().MatchString(raw) {
		return false
	}
	first, _ := strconv.Atoi(m[1]) // the digits were matched, so Atoi can't fail
	second, _ := strconv.Atoi(m[2])
	return first <= 12 && second <= 12
}

func parseMachine(raw string) (stamp, bool) {
	if zone := zoneNames().FindString(raw); zone != "" {
		name := strings.TrimRight(zone, "+-0")
		raw = zoneNames().ReplaceAllString(raw, zoneOffsets[name])
	}
	for _, l := range stampLayouts {
		if t, err := time.Parse(l.layout, raw); err == nil {
			return stamp{t, l.hasTime, l.hasZone}, true
		}
	}
	return parseEpoch(raw)
}

// parseEpoch reads seconds or milliseconds since 1970: ten digits are the years 2001 to 2286.
func parseEpoch(raw string) (stamp, bool) {
	n, err := strconv.ParseInt(raw, 10, 64)
	switch {
	case err != nil:
		return stamp{}, false
	case len(raw) == 10:
		return stamp{time.Unix(n, 0).UTC(), true, true}, true
	case len(raw) == 13:
		return stamp{time.UnixMilli(n).UTC(), true, true}, true
	}
	return stamp{}, false
}

var (
	yearFirst  = lazyRegexp(`\b((?:19|20)\d\d)\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})`)
	dayFirst   = lazyRegexp(`\b(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?((?:19|20)\d\d)\b`)
	dayMonth   = lazyRegexp(`\b(\d{1,2})(?:st|nd|rd|th|er|º)?[.,]?\s*(?:de |di )?\s*(\p{L}{3,12})[.,]?\s*(?:de |del |of )?\s*((?:19|20)\d\d)\b`)
	monthDay   = lazyRegexp(`(\p{L}{3,12})[.,]?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*((?:19|20)\d\d)\b`)
	clock      = lazyRegexp(`(?i)\b(\d{1,2})[:.h時시]\s?(\d{2})(?:[:.](\d{2}))?\s*([ap]\.?m\b)?`)
	zoneOffset = lazyRegexp(`\d\s?([+-]\d\d:?\d\d)$`) // behind a time of day
)

// parsePrinted reads what people read: "28. April 2023, 19:50 Uhr", "Aug. 26, 2020 - 15:44", "2021年3月4日".
func parsePrinted(raw string) (stamp, bool) {
	var year, month, day string
	var rest string
	switch {
	case yearFirst().MatchString(raw):
		m := yearFirst().FindStringSubmatchIndex(raw)
		year, month, day, rest = raw[m[2]:m[3]], raw[m[4]:m[5]], raw[m[6]:m[7]], raw[m[1]:]
	case dayFirst().MatchString(raw):
		m := dayFirst().FindStringSubmatchIndex(raw)
		day, month, year, rest = raw[m[2]:m[3]], raw[m[4]:m[5]], raw[m[6]:m[7]], raw[:m[0]]+" "+raw[m[1]:]
		if n, _ := strconv.Atoi(month); n > 12 { // the digits were matched, so Atoi can't fail
			day, month = month, day
		}
	case dayMonth().MatchString(raw):
		m := dayMonth().FindStringSubmatchIndex(raw)
		day, month, year, rest = raw[m[2]:m[3]], monthNumber(raw[m[4]:m[5]]), raw[m[6]:m[7]], raw[:m[0]]+" "+raw[m[1]:]
	case monthDay().MatchString(raw):
		m := monthDay().FindStringSubmatchIndex(raw)
		month, day, year, rest = monthNumber(raw[m[2]:m[3]]), raw[m[4]:m[5]], raw[m[6]:m[7]], raw[:m[0]]+" "+raw[m[1]:]
	}
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
	if err != nil {
		return stamp{}, false
	}
	return addClock(t, rest), true
}

// addClock sets the time of day that stands beside a printed date.
func addClock(day time.Time, rest string) stamp {
	m := clock().FindStringSubmatch(rest)
	if m == nil {
		return stamp{time: day}
	}
	hour, _ := strconv.Atoi(m[1]) // two digits at most: can't fail
	if pm := strings.ToLower(m[4]); strings.HasPrefix(pm, "p") && hour < 12 {
		hour += 12
	} else if strings.HasPrefix(pm, "a") && hour == 12 {
		hour = 0
	}
	layout, value := "15:04", strconv.Itoa(hour)+":"+m[2]
	if hour < 10 {
		value = "0" + value
	}
	if m[3] != "" {
		layout, value = "15:04:05", value+":"+m[3]
	}
	t, err := time.Parse(layout, value)
	if err != nil {
		return stamp{time: day}
	}
	zone := time.UTC
	name := zoneNames().FindString(rest)
	offset := zoneOffsets[name]
	if name == "" {
		if m := zoneOffset().FindStringSubmatch(rest); m != nil {
			offset = strings.Replace(m[1], ":", "", 1)
		}
	}
	if z, err := time.Parse("-0700", offset); err == nil {
		zone = z.Location()
	}
	at := time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
	return stamp{time: at, hasTime: true, hasZone: offset != ""}
}

// monthStems are the beginnings of the months' names in the languages of most papers (English, German, French,
// Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Turkish, Indonesian), without accents.
var monthStems = [12][]string{
	{"jan", "ene", "gen", "sty", "oca"},
	{"feb", "fev", "lut", "sub"},
	{"mar", "mrz", "maa"},
	{"apr", "avr", "abr", "kwi", "nis"},
	{"may", "mai", "mag", "mei", "maj"},
	{"jun", "juin", "giu", "cze", "haz"},
	{"jul", "juil", "lug", "lip", "tem"},
	{"aug", "aou", "ago", "sie", "agu"},
	{"sep", "set", "wrz", "eyl"},
	{"oct", "okt", "out", "ott", "paz", "eki"},
	{"nov", "lis", "kas"},
	{"dec", "dez", "dic", "des", "gru", "ara"},
}

// monthNumber gives "4" for April and "" for a word that is no month.
func monthNumber(word string) string {
	word = strings.ToLower(plain(word))
	for i, stems := range monthStems {
		for _, stem := range stems {
			if strings.HasPrefix(word, stem) && len(stem) > 3 {
				return strconv.Itoa(i + 1)
			}
		}
	}
	for i, stems := range monthStems {
		for _, stem := range stems {
			if strings.HasPrefix(word, stem) {
				return strconv.Itoa(i + 1)
			}
		}
	}
	return ""
}

// plain takes the accents off: "août" and "aout" are one month.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}
