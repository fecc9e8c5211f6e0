package normalize

import (
	"strconv"
	"strings"
	"time"
)

// longestDate is the length in bytes of the longest text that AnyDate reads. The longest printed date with its label
// has 80; a page that states both of its dates in one element has twice that, and a little.
const longestDate = 200

// AnyDate parses what a page of any newspaper states as its date: a machine form, seconds since 1970, or what is printed
// for people in the language of most papers, with anything around it ("Published : 28. April 2023, 19:50 Uhr").
// The first date counts. Without a printed zone the time is the wall clock of a place that the page does not name.
func AnyDate(s string) (Timestamp, bool) {
	s = Text(s)
	if len(s) > longestDate || !mayYear(s) && len(s) != len("02.12.19") {
		return Timestamp{}, false
	}
	s = browserZone().ReplaceAllString(s, "$1")
	t, ok := machineDate(s)
	if !ok {
		t = printedDate(s)
	}
	if !anyDates.hasYear(t.Time.Year()) {
		return Timestamp{}, false
	}
	return t, true
}

// IsAmbiguousDate reports whether s is a date in figures of which an American takes the first for the month and a
// European for the day. AnyDate takes it for the day.
func IsAmbiguousDate(s string) bool {
	d := printedDay(s)
	return d.exchangeable && strings.Contains(s[d.start:d.end], "/") && d.day != d.month && d.day <= 12
}

// browserZone is an offset after the zone that it is counted from, as browsers write it: "14:05:09 GMT+0900 (Korean
// Standard Time)".
var browserZone = pattern(`\b(?:GMT|UTC) ?([+-]\d{2}:?\d{2})\b(?: \([^()]*\))?`)

// zoneName also matches an offset of zero that repeats what the name says.
var zoneName = pattern(`\b(` + zoneNames + `)\b(?:[+-]0000)?`)

// machineLayouts are the forms of JSON-LD, meta tags, <time datetime> and feeds.
var machineLayouts = []string{
	"2006-01-02T15:04:05Z07:00",
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04:05Z07",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04Z0700",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05Z0700",
	"2006-01-02 15:04:05 Z07:00",
	"2006-01-02 15:04:05 Z0700",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04",
	"20060102T150405Z0700",
	"20060102T150405",
	"20060102150405",
	"2006-01-02",
	"20060102",
	"Mon, 2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05 -0700",
	"Mon Jan 2 15:04:05 -0700 2006",
	"Mon Jan 2 2006 15:04:05 -0700",
}

func machineDate(s string) (Timestamp, bool) {
	if zone := zoneName().FindStringSubmatch(s); zone != nil {
		s = strings.Replace(s, zone[0], zoneOffsets[zone[1]], 1)
	}
	for _, layout := range machineLayouts {
		if !begins(s, layout) {
			continue
		}
		if t, err := time.ParseInLocation(layout, s, time.UTC); err == nil {
			return Timestamp{Time: t, HasTime: strings.Contains(layout, "15"), HasZone: strings.Contains(layout, "07")}, true
		}
	}
	return epochDate(s)
}

// begins reports whether s has digits where a layout that begins with the year has them, up to the hour, which may have
// one digit. It is much cheaper than the error of [time.Parse], and s has one layout at most.
func begins(s, layout string) bool {
	if layout[0] != '2' || layout[1] != '0' {
		return true
	}
	for i := range min(len(s), len(layout), len("2006-01-02T1")) {
		if isDigit(s[i]) != isDigit(layout[i]) || !isDigit(s[i]) && s[i] != layout[i] {
			return false
		}
	}
	return true
}

// epochDate parses seconds or milliseconds since 1970. The years 2001 to 2286 have ten digits and thirteen.
func epochDate(s string) (Timestamp, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
		return Timestamp{}, false
	case len(s) == len("1000000000"):
		return Timestamp{Time: time.Unix(n, 0).UTC(), HasTime: true, HasZone: true}, true
	case len(s) == len("1000000000000"):
		return Timestamp{Time: time.UnixMilli(n).UTC(), HasTime: true, HasZone: true}, true
	}
	return Timestamp{}, false
}

// printedDate returns the date that is printed in s, with a time of day that is printed anywhere beside it; zero if
// there is no such day.
func printedDate(s string) Timestamp {
	d := printedDay(s)
	if d == noDate {
		return Timestamp{}
	}
	if t := anyDates.timestamp(d, clockBeside(s[:d.start]+" "+s[d.end:])); !t.Time.IsZero() {
		return t
	}
	return anyDates.timestamp(d, nil) // the figures beside it are not a time of day
}

// printedDay returns the date of the first layout that s has, else noDate.
func printedDay(s string) date {
	for _, l := range anyLayouts {
		d := l.find(s, 0)
		if d.exchangeable && d.month > 12 {
			d.day, d.month = d.month, d.day
		}
		if d != noDate {
			return d
		}
	}
	return noDate
}

var (
	anyClock   = pattern(`(?i)\b(\d{1,2})[:.h時시]\s?(\d{2})(?:[:.](\d{2}))?\s*([ap]\.?m\b)?`)
	lastOffset = pattern(`\d\s?(` + zoneOffset + `)$`)
)

// clockBeside returns the time of day in s, the text around a date; nil if there is none.
func clockBeside(s string) *clock {
	m := anyClock().FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	c := newClock(m[1], m[2], m[3], m[4])
	zone := zoneName().FindStringSubmatch(s)
	if zone == nil {
		zone = lastOffset().FindStringSubmatch(s)
	}
	if zone != nil {
		c.zone = zoneOf(zone[1])
	}
	return c
}
