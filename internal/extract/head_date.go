package extract

import (
	"time"

	"golang.org/x/net/html/atom"

	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// refineDates takes what the elements of the dates state, where that is more exact than what they print.
func (h *head) refineDates(lines []line) {
	if h.date < 0 {
		return
	}
	published, updated := &h.dates.published, &h.dates.updated
	for i := max(0, h.date-dateLines); i < min(len(lines), h.date+1+dateLines); i++ {
		l := &lines[i]
		prints, ok := l.date()
		if l.node == nil || !ok {
			continue
		}
		for n := range dom.Elements(l.node) {
			moment, ok := normalize.Date(dom.Attr(n, "datetime"))
			switch {
			case n.DataAtom != atom.Time || !ok:
			case !prints.published.Time.IsZero() && !published.HasTime:
				*published = moreExact(*published, moment)
			case !prints.updated.Time.IsZero():
				*updated = moreExact(*updated, moment)
			}
		}
	}
}

// moreExact returns a stamp, or another of the same day in Korea if that alone has a time of day. Midnight is what a program writes
// for a day, in its own zone or in Korea's.
func moreExact(t, other normalize.Timestamp) normalize.Timestamp {
	if t.HasTime || !other.HasTime || t.Day() != other.Day() || isMidnight(other.Time) || isMidnight(other.Time.In(normalize.KST)) {
		return t
	}
	other.Time = other.Time.In(normalize.KST)
	return other
}

func isMidnight(t time.Time) bool {
	hour, minute, second := t.Clock()
	return hour == 0 && minute == 0 && second == 0
}
