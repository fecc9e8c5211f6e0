package extract

import (
	"fmt"
	"time"

	"herald/internal/article"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// setDates takes the printed dates, else the stated ones. All of this site's times are Korean.
func (x *extraction) setDates(a *article.Article) {
	published := x.published
	stated, by := structured.FirstStamp(x.meta.Published)
	if x.unreadable != "" {
		x.warn("date-unreadable", fmt.Sprintf("printed, but no date: %q", x.unreadable))
	}
	switch {
	case published.Time.IsZero() && !stated.Time.IsZero():
		published, x.date = stated, by
	case published.Time.IsZero() && x.unreadable == "":
		if published = idDay(string(a.ID)); !published.Time.IsZero() {
			x.warn("date-from-id", "no date is printed or stated; the day is that of the page's id")
		}
	case differ(published, stated):
		x.warn("date-differs", fmt.Sprintf("printed %s, but %s says %s", published, by.From, stated))
	default:
		published = moreExact(published, stated)
	}
	updated := x.updated
	if updated.Time.IsZero() {
		updated, _ = structured.FirstStamp(x.meta.Updated)
		if updated.Day() < published.Day() {
			updated = normalize.Timestamp{} // of the page around the article, or of an older one
		}
	}
	a.Date, a.Updated, a.Day = article.Optional(published.String()), article.Optional(updated.String()), article.Optional(published.Day())
}

// differ reports whether two stamps cannot be the same moment. A page may print minutes where it states seconds.
func differ(a, b normalize.Timestamp) bool {
	switch {
	case a.Time.IsZero() || b.Time.IsZero():
		return false
	case !a.HasTime || !b.HasTime:
		return a.Day() != b.Day()
	}
	return a.Time.Sub(b.Time).Abs() > time.Minute
}

// idDay returns the day in an id of 14 digits: when the article was filed, which may not be the day it was published.
func idDay(id string) normalize.Timestamp {
	const digits = len("YYYYMMDDNNNNNN")
	if len(id) < digits {
		return normalize.Timestamp{}
	}
	s, _ := normalize.Date(id[:4] + "-" + id[4:6] + "-" + id[6:8])
	return s
}
