package normalize

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A layout is an order in which year, month and day are printed, and what is printed between them.
type layout struct {
	pattern          func() *regexp.Regexp
	year, month, day int  // the number of the submatch of each
	exchangeable     bool // day and month are both figures, and Americans print the month first
}

// A date is a day as printed, not checked yet.
type date struct {
	year, month, day int
	exchangeable     bool // see layout
	start, end       int  // byte offsets of what was printed
}

// noDate starts after every date of a text.
var noDate = date{start: math.MaxInt}

const (
	englishMonths = `(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	// A year of five digits is matched so that it can be refused.
	anyYear = `(\d{4,5})`
	webYear = `((?:19|20)\d\d)`
)

// Layouts of a Korean newspaper in English: Aug. 15, 2020 · 15 Aug 2020 (also with hyphens) · 2020-08-15 (also with dots
// or slashes, or 2020년 8월 15일).
var (
	monthFirst = layout{pattern(`\b(` + englishMonths + `)\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s*` + anyYear + `\b`), 3, 1, 2, false}
	dayFirst   = layout{pattern(`\b(\d{1,2})[\s-](` + englishMonths + `)[\s-]` + anyYear + `\b`), 3, 2, 1, false}
	yearFirst  = layout{pattern(`\b` + anyYear + `\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})(?:\s?일)?`), 1, 2, 3, false}
)

// anyLayouts are the printed layouts of newspapers in most languages. The first that matches counts.
var anyLayouts = []layout{
	{pattern(`\b` + webYear + `\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})`), 1, 2, 3, false},
	{pattern(`\b(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?` + webYear + `\b`), 3, 2, 1, true},
	{pattern(`\b(\d{1,2})(?:st|nd|rd|th|er|º)?[.,]?\s*(?:de |di )?\s*(\p{L}{3,12})[.,]?\s*(?:de |del |of )?\s*` + webYear + `\b`), 3, 2, 1, false},
	{pattern(`(\p{L}{3,12})[.,]?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*` + webYear + `\b`), 3, 1, 2, false},
	{pattern(`^(\d{2})\.(\d{2})\.(\d{2})$`), 3, 2, 1, true}, // alone: beside other figures it may be a number
}

// find returns the first date of the layout in s at or after from, else noDate.
func (l layout) find(s string, from int) date {
	m := l.pattern().FindStringSubmatchIndex(s[from:])
	if m == nil {
		return noDate
	}
	part := func(i int) string { return s[from+m[2*i] : from+m[2*i+1]] }
	return date{
		year: fullYear(part(l.year)), month: monthNumber(part(l.month)), day: number(part(l.day)), exchangeable: l.exchangeable,
		start: from + m[0], end: from + m[1],
	}
}

// fullYear converts a year; one of two figures is of this century.
func fullYear(s string) int {
	if len(s) != len("06") {
		return number(s)
	}
	return 2000 + number(s)
}

// number converts digits that a pattern matched; a group that matched nothing is 0.
func number(s string) int {
	n, _ := strconv.Atoi(s) // fails for the empty string only
	return n
}

// monthStems are the beginnings of the months' names without accents: first the English one, then those of most
// papers' languages (German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Turkish, Indonesian).
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

// englishStems are the numbers of the months by the first three letters of their English names.
var englishStems = func() map[[3]byte]int {
	numbers := map[[3]byte]int{}
	for i, stems := range monthStems {
		numbers[[3]byte([]byte(stems[0]))] = i + 1
	}
	return numbers
}()

// englishMonth returns the number of the month as whose English name s begins, else 0. s has three letters at least.
func englishMonth(s string) int { return englishStems[[3]byte{s[0] | 0x20, s[1] | 0x20, s[2] | 0x20}] }

// monthNumber returns 4 for "4", "April" and "avril", and 0 for a word that is not a month's name.
func monthNumber(s string) int {
	if isDigit(s[0]) {
		return number(s)
	}
	if month := englishMonth(s); month > 0 {
		return month
	}
	word := strings.ToLower(withoutAccents(s))
	return 1 + slices.IndexFunc(monthStems[:], func(stems []string) bool {
		return slices.ContainsFunc(stems, func(stem string) bool { return strings.HasPrefix(word, stem) })
	})
}

// withoutAccents makes "août" and "aout" one word.
func withoutAccents(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// A clock is a time of day as printed.
type clock struct {
	hour, minute, second int
	zone                 *time.Location // nil if none is printed
}

// The halves of the day in Korean, printed before the hour.
const morning, afternoon = "오전", "오후"

// newClock converts to 24 hours; half is the half of the day: "a", "p.m", "오후", or "".
func newClock(hour, minute, second, half string) *clock {
	c := &clock{hour: number(hour), minute: number(minute), second: number(second)}
	switch half = strings.ToLower(half); {
	case (strings.HasPrefix(half, "p") || half == afternoon) && c.hour < 12:
		c.hour += 12
	case (strings.HasPrefix(half, "a") || half == morning) && c.hour == 12:
		c.hour = 0
	}
	return c
}

// zoneOffsets are the abbreviations of zones that occur in dates of real pages. Those with two meanings are omitted.
var zoneOffsets = map[string]string{
	"UTC": "+0000", "GMT": "+0000", "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200", "EET": "+0200",
	"EEST": "+0300", "EST": "-0500", "EDT": "-0400", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800",
	"PDT": "-0700", "KST": "+0900", "JST": "+0900", "WIB": "+0700", "Z": "+0000",
}

const (
	zoneNames   = `UTC|GMT|CEST|CET|MESZ|MEZ|EEST|EET|EDT|EST|CDT|MDT|MST|PDT|PST|KST|JST|WIB`
	shortOffset = `[+-](?:1[0-4]|0?\d)(?::?[0-5]\d)?` // counted from a zone that is named before it: "GMT+9"
	zoneOffset  = `[+-](?:0\d|1[0-4])(?::?[0-5]\d)?`  // no zone is more than 14 hours from Greenwich
)

// zoneOf returns the zone that s names or whose offset it states, and nil for "".
func zoneOf(s string) *time.Location {
	if s == "" {
		return nil
	}
	s = strings.ToUpper(s)
	if offset, ok := zoneOffsets[s]; ok {
		s = offset
	}
	// In UTC, so that the answer does not depend on the machine's own zone.
	offset := strings.Replace(strings.TrimLeft(s, "GMTUC "), ":", "", 1)
	if len(offset) == len("+9") || len(offset) == len("+930") && s[len(s)-len(":30")] == ':' {
		offset = offset[:1] + "0" + offset[1:]
	}
	if len(offset) == len("+09") {
		offset += "00"
	}
	t, err := time.ParseInLocation("-0700", offset, time.UTC)
	if err != nil {
		return nil
	}
	return t.Location()
}

// clockText is a time of day, with its zone also in brackets: "16:42", "4.42 p.m. KST", "16:42:09 (KST)", "16시 42분".
const clockText = `(\d{1,2})(:|\.|시\s?)(\d{2})(?::(\d{2})(?:\.\d+)?|분)?(?:\s*([ap])\.?m\.?)?(?:\s*\(?((?:GMT|UTC)\s?` +
	shortOffset + `|Z|` + zoneOffset + `|` + zoneNames + `)\b\)?)?`

// What is printed after a date, and what is printed before one.
var (
	laterClock = pattern(`^\.?(?i:(?:[T\s]|\s*[-–|,·]\s*|,? at )(` + morning + `|` + afternoon + `)?\s?` + clockText + `)`)
	priorClock = pattern(`(?i)\b()` + clockText + `,?\s+(?:on\s+)?(?:` + weekdayName + `,?\s+)?$`)
)

// clockIn returns the time of day that p finds at the beginning or the end of s, and its length; nil if there is none. "06.04" is a
// time only with a.m., p.m. or a zone: "06.04 KST".
func clockIn(s string, p *regexp.Regexp) (c *clock, length int) {
	m := p.FindStringSubmatch(s)
	if m == nil || m[3] == "." && m[1]+m[6]+m[7] == "" {
		return nil, 0
	}
	c = newClock(m[2], m[4], m[5], m[1]+m[6])
	c.zone = zoneOf(m[7])
	return c, len(m[0])
}
