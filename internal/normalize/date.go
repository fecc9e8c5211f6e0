package normalize

import (
	"strings"
	"time"
	"unicode/utf8"
)

// KST is Korea Standard Time. The site prints no zone; all its times are in this one.
var KST = time.FixedZone("KST", 9*60*60)

// Timestamp is a moment as printed. Without a time of day it is only a day.
type Timestamp struct {
	Time    time.Time // in the zone if that is known, else the wall clock in UTC
	HasTime bool      // hours and minutes were printed
	HasZone bool      // the zone of the time of day is known: printed, or the only one the source uses
}

// String formats t as RFC 3339, without the offset if no zone is known, and as the bare day if no time of day was
// printed. It returns "" for the zero Timestamp.
func (t Timestamp) String() string {
	switch {
	case t.Time.IsZero():
		return ""
	case !t.HasTime:
		return t.Time.Format(time.DateOnly)
	case !t.HasZone:
		return t.Time.Format("2006-01-02T15:04:05")
	}
	return t.Time.Format(time.RFC3339)
}

// Day returns the calendar day in Korea, or the printed day if no zone is known. It returns "" for the zero Timestamp.
func (t Timestamp) Day() string {
	switch {
	case t.Time.IsZero():
		return ""
	case t.HasTime && t.HasZone:
		return t.Time.In(KST).Format(time.DateOnly)
	}
	return t.Time.Format(time.DateOnly)
}

// WithoutZone returns the wall clock of t, whose zone is not known.
func (t Timestamp) WithoutZone() Timestamp {
	if t.Time.IsZero() {
		return t
	}
	year, month, day := t.Time.Date()
	hour, minute, second := t.Time.Clock()
	return Timestamp{Time: time.Date(year, month, day, hour, minute, second, 0, time.UTC), HasTime: t.HasTime}
}

// A dateStyle is what may be assumed of the dates of one kind of source.
type dateStyle struct {
	zone      *time.Location // of a time printed without one; nil if none can be assumed
	firstYear int
}

var (
	// siteDates are the dates of a Korean newspaper in English. Its texts name days of the whole last century.
	siteDates = dateStyle{zone: KST, firstYear: 1900}
	// anyDates are the dates that a page of any newspaper states as its own: no such page is older than the web.
	// An unset field of a publishing system is often the year 1 or 1970.
	anyDates = dateStyle{firstYear: 1990}
)

// lastYear is the last year that a page of a newspaper names. Larger figures are telephone and registration numbers.
const lastYear = 2100

func (s dateStyle) hasYear(year int) bool { return s.firstYear <= year && year <= lastYear }

// timestamp returns the moment at c on a day; c is nil if no time of day is printed. It returns the zero Timestamp
// if there is no such year, day or hour.
func (s dateStyle) timestamp(d date, c *clock) Timestamp {
	hasTime, zone := c != nil, s.zone
	if !hasTime {
		c = &clock{}
	}
	if c.zone != nil {
		zone = c.zone
	}
	hasZone := hasTime && zone != nil
	if zone == nil {
		zone = time.UTC
	}
	t := time.Date(d.year, time.Month(d.month), d.day, c.hour, c.minute, c.second, 0, zone)
	// time.Date counts what is too much on to the next month, day or hour.
	printed := [...]int{d.year, d.month, d.day, c.hour, c.minute, c.second}
	counted := [...]int{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second()}
	if printed != counted || !s.hasYear(d.year) {
		return Timestamp{}
	}
	return Timestamp{Time: t, HasTime: hasTime, HasZone: hasZone}
}

// Found is a date within a longer text.
type Found struct {
	Timestamp  Timestamp
	Start, End int // byte offsets of what was printed
}

// Dates returns the dates of s in the order of print: dates in English, and in figures with the year first. Times are
// in [KST] unless a zone is printed. A date that does not exist (February 30, 25:61) is omitted.
func Dates(s string) []Found {
	var found []Found
	for at := 0; MayDate(s[at:]); {
		f, ok := firstDate(s[at:])
		if !ok {
			break
		}
		f.Start, f.End = f.Start+at, f.End+at
		if !f.Timestamp.Time.IsZero() {
			found = append(found, f)
		}
		at = f.End
	}
	return found
}

// Date parses a text that is one date as [Dates] finds them, with at most a weekday before it, or seconds or milliseconds
// since 1970.
func Date(s string) (Timestamp, bool) {
	s = FoldWidth(Text(s))
	if t, ok := epochDate(s); ok {
		return t, true
	}
	f, ok := firstDate(s)
	// The site's feeds print the weekday: "Mon, 17 Nov 2025 21:44:23 +09:00".
	if !ok || f.Timestamp.Time.IsZero() || f.End != len(s) || !weekday().MatchString(s[:f.Start]) {
		return Timestamp{}, false
	}
	return f.Timestamp, true
}

const weekdayName = `(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?`

var weekday = pattern(`^(?i:` + weekdayName + `,?\s*)?$`)

// firstDate returns the first text that is written as a date. Its Timestamp is zero if there is no such day or hour.
func firstDate(s string) (Found, bool) {
	marks := marksOf(s)
	first := noDate
	if marks.month >= 0 {
		// The day may precede the month: "31 May 2020". One byte more shows whether it is the end of a longer number.
		first = earlier(monthFirst.find(s, marks.month), dayFirst.find(s, max(0, marks.month-len(" 31 "))))
	}
	if marks.yearFirst {
		first = earlier(first, yearFirst.find(s, 0))
	}
	if first == noDate {
		return Found{}, false
	}
	c, after := clockIn(s[first.end:], laterClock())
	before := 0
	if c == nil && strings.ContainsAny(s[:first.start], "0123456789") { // a label has none, and needs no expression
		c, before = clockIn(s[:first.start], priorClock())
	}
	return Found{Timestamp: siteDates.timestamp(first, c), Start: first.start - before, End: first.end + after}, true
}

// earlier returns the date that starts first, and a if both start there.
func earlier(a, b date) date {
	if b.start < a.start {
		return b
	}
	return a
}

// MayDate reports whether s may contain a date. It is much cheaper than [Dates], and most lines of a page have none.
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
		from, to := i, i
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

// dateMarks are what dates are recognised by.
type dateMarks struct {
	month     int  // where the first word starts that begins as the name of a month does; -1 if there is none
	yearFirst bool // four digits, a mark and a number occur
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
			if letters++; letters == 3 && m.month < 0 && englishMonth(s[i-2:]) > 0 {
				m.month = i - 2
			}
			digits = 0
		default:
			m.yearFirst = m.yearFirst || digits >= 4 && startsWithNumber(s[i:])
			digits, letters = 0, 0
		}
	}
	return m
}

// startsWithNumber reports whether s begins with a mark and a number.
func startsWithNumber(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), len(" 년 08"))], blanks)
	mark, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune("-./년", mark) {
		return false
	}
	number := strings.TrimLeft(s[size:], blanks)
	return number != "" && isDigit(number[0])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
