package normalize

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// KST is Korea Standard Time. The site prints no zone; all its times are in this one.
var KST = time.FixedZone("KST", 9*60*60)

// Stamp is a moment as printed. Without a clock it is only a day.
type Stamp struct {
	Time  time.Time // in the zone printed, else in KST
	Clock bool      // hours and minutes were printed
}

// String is RFC 3339, or the bare day where no clock was printed; "" for the zero Stamp.
func (s Stamp) String() string {
	switch {
	case s.Time.IsZero():
		return ""
	case s.Clock:
		return s.Time.Format(time.RFC3339)
	}
	return s.Time.Format(time.DateOnly)
}

// Day is the calendar day in Korea, "" for the zero Stamp.
func (s Stamp) Day() string {
	switch {
	case s.Time.IsZero():
		return ""
	case s.Clock:
		return s.Time.In(KST).Format(time.DateOnly)
	}
	return s.Time.Format(time.DateOnly)
}

const (
	months = `(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	// The clock may carry seconds, a fraction of them, half of the day, and a zone.
	clock = `(?:[T\s]|\s*[-–|,]\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?(?:\s*(Z|[+-]\d{2}:?\d{2}|KST|GMT|UTC)\b)?`
)

// The three orders in which a day is printed: Aug. 15, 2020 · 2020-08-15 (also with dots or slashes) · 15 Aug 2020.
// The clock after it is matched on its own, since it may be missing.
var (
	monthFirst = pattern(`\b(` + months + `)\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(\d{4,5})\b`)
	yearFirst  = pattern(`\b(\d{4,5})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})`)
	dayFirst   = pattern(`\b(\d{1,2})\s(` + months + `)\s(\d{4,5})\b`)
	clockAfter = pattern(`^\.?` + `(?i:` + clock + `)`)
)

// Found is a date in a longer text.
type Found struct {
	Stamp      Stamp
	Start, End int // byte offsets of what was printed
}

// MayDate reports whether s may hold a date. It costs little, and most lines of a page have none.
func MayDate(s string) bool {
	if !mayYear(s) {
		return false
	}
	m := marksOf(s)
	return m.month >= 0 || m.yearFirst
}

// mayYear reports whether s has four digits in a row. It looks at every fourth byte, and around those that are digits.
func mayYear(s string) bool {
	const year = 4
	for i := year - 1; i < len(s); i += year {
		if !isDigit(s[i]) {
			continue
		}
		from, to := i, i+1
		for from > 0 && isDigit(s[from-1]) {
			from--
		}
		for to < len(s) && isDigit(s[to]) {
			to++
		}
		if to-from >= year {
			return true
		}
	}
	return false
}

// dateMarks are what dates are told by.
type dateMarks struct {
	month     int  // where the first word stands that begins as the name of a month does; -1 where none does
	yearFirst bool // four digits, and two numbers behind them
}

func marksOf(s string) dateMarks {
	m := dateMarks{month: -1}
	digits, letters := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			digits++
			letters = 0
		case isLetter(c):
			if letters++; letters == 3 && m.month < 0 && monthStarts[[3]byte{s[i-2] | 0x20, s[i-1] | 0x20, c | 0x20}] {
				m.month = i - 2
			}
			digits = 0
		default:
			m.yearFirst = m.yearFirst || digits >= 4 && numberBehind(s[i:])
			digits, letters = 0, 0
		}
	}
	return m
}

// numberBehind reports whether s begins with a mark and a number of two digits at most.
func numberBehind(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), len(" - 08"))], blanks)
	if len(s) < 2 || strings.IndexByte("-./", s[0]) < 0 {
		return false
	}
	number := strings.TrimLeft(s[1:], blanks)
	return number != "" && isDigit(number[0])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

var monthStarts = func() map[[3]byte]bool {
	set := map[[3]byte]bool{}
	for i := 0; i < len(monthNames); i += 3 {
		set[[3]byte([]byte(monthNames[i:]))] = true
	}
	return set
}()

const monthNames = "janfebmaraprmayjunjulaugsepoctnovdec"

// Dates finds every date of s in the order of print. A date that can't be (February 30, 25:61) is not found.
func Dates(s string) []Found {
	var found []Found
	for at := 0; MayDate(s[at:]); {
		f, ok := firstDate(s[at:])
		if !ok {
			break
		}
		f.Start, f.End = f.Start+at, f.End+at
		if !f.Stamp.Time.IsZero() {
			found = append(found, f)
		}
		at = f.End
	}
	return found
}

// Date reads a text that is a date and nothing more.
func Date(s string) (Stamp, bool) {
	s = Text(s)
	f, ok := firstDate(s)
	// A weekday may stand before: "Mon, 17 Nov 2025 21:44:23 +09:00" of the site's feeds.
	if !ok || f.Stamp.Time.IsZero() || f.End != len(s) || !weekday().MatchString(s[:f.Start]) {
		return Stamp{}, false
	}
	return f.Stamp, true
}

var weekday = pattern(`^(?i:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?$`)

// firstDate finds what looks like a date; its Stamp is zero when there can be no such day or hour.
func firstDate(s string) (Found, bool) {
	var day, month, year string
	var start, end = -1, -1
	take := func(from int, form func() *regexp.Regexp, y, mo, d int) {
		s := s[from:]
		m := form().FindStringSubmatchIndex(s)
		if m == nil || start >= 0 && from+m[0] >= start {
			return
		}
		start, end = from+m[0], from+m[1]
		year, month, day = s[m[2*y]:m[2*y+1]], s[m[2*mo]:m[2*mo+1]], s[m[2*d]:m[2*d+1]]
	}
	marks := marksOf(s)
	if marks.month >= 0 {
		if take(marks.month, monthFirst, 3, 1, 2); start != marks.month {
			take(max(0, marks.month-len(" 31 ")), dayFirst, 3, 2, 1)
		}
	}
	if marks.yearFirst {
		take(0, yearFirst, 1, 2, 3)
	}
	if start < 0 {
		return Found{}, false
	}
	found := Found{Start: start, End: end}
	c := clockAfter().FindStringSubmatch(s[end:])
	if c != nil {
		found.End += len(c[0])
	}
	found.Stamp = stamp(year, month, day, c)
	return found, true
}

func stamp(year, month, day string, c []string) Stamp {
	y, m, d := number(year), monthNumber(month), number(day)
	// The web page of a newspaper prints no earlier or later year; the rest are telephone and registration numbers.
	if y < 1900 || y > 2100 {
		return Stamp{}
	}
	var hour, minute, second int
	zone := KST
	if c != nil {
		hour, minute, second = number(c[1]), number(c[2]), number(c[3])
		switch half := strings.ToLower(c[4]); {
		case half == "p" && hour < 12:
			hour += 12
		case half == "a" && hour == 12:
			hour = 0
		}
		zone = zoneOf(c[5])
	}
	t := time.Date(y, time.Month(m), d, hour, minute, second, 0, zone)
	if int(t.Month()) != m || t.Day() != d || t.Hour() != hour || t.Minute() != minute || t.Second() != second {
		return Stamp{}
	}
	return Stamp{Time: t, Clock: c != nil}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil { // only the empty seconds: the patterns hold nothing else but digits
		return 0
	}
	return n
}

func monthNumber(s string) int {
	if s[0] >= '0' && s[0] <= '9' {
		return number(s)
	}
	return strings.Index(monthNames, strings.ToLower(s[:3]))/3 + 1
}

func zoneOf(s string) *time.Location {
	switch s = strings.ToUpper(s); s {
	case "", "KST":
		return KST
	case "Z", "GMT", "UTC":
		return time.UTC
	}
	h, m := number(s[1:3]), number(s[len(s)-2:])
	seconds := (h*60 + m) * 60
	if s[0] == '-' {
		seconds = -seconds
	}
	if seconds == 9*60*60 {
		return KST
	}
	return time.FixedZone("", seconds)
}
