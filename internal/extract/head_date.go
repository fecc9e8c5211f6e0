package extract

import (
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
			case !prints.published.Time.IsZero() && refine(published, moment):
				published = nil
			case !prints.updated.Time.IsZero() && refine(updated, moment):
				updated = nil
			}
		}
	}
}

// refine replaces a printed day, unless that is nil, by the moment of that day that its element states. It reports whether it
// does.
func refine(printed *normalize.Timestamp, moment normalize.Timestamp) bool {
	moment.Time = moment.Time.In(normalize.KST)
	if printed == nil || printed.HasTime || !moment.HasTime || printed.Day() != moment.Day() {
		return false
	}
	*printed = moment
	return true
}
