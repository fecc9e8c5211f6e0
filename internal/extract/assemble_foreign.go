package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// setCredits takes the authors of a page of another paper as that paper credits them: some credit an agency or
// themselves.
func (x *extraction) setCredits(a *article.Article) {
	for _, name := range x.generic.authors {
		if person, ok := site.Newsroom.PersonName(name); ok && strings.HasSuffix(name, "기자") {
			name = person // without the word for reporter
		}
		if !site.Newsroom.IsDesk(name) {
			addAuthor(a, normalize.Person{Name: normalize.Text(name)})
		}
		agency, _ := normalize.Agency(name)
		a.Agency = cmp.Or(a.Agency, article.Optional(agency))
	}
	a.Byline = article.Optional(normalize.Text(strings.Join(x.generic.authors, ", ")))
	a.Agency = cmp.Or(a.Agency, article.Optional(x.body.agency))
	for _, p := range slices.Concat(x.generic.byline.People, x.body.signature.People) {
		if matchesWriter(x.generic.authors, p.Name) {
			addAuthor(a, p)
		}
	}
	x.giveMails(a, x.generic.byline.Mails)
}

// setStatedDates takes the dates of another paper in the zone that it states. A time without a zone stays without one: its
// place is not known.
func (x *extraction) setStatedDates(a *article.Article) {
	if normalize.IsAmbiguousDate(x.generic.published) {
		x.warn("date-ambiguous", fmt.Sprintf("%q may be a day and a month or a month and a day; the day was taken first", x.generic.published))
	}
	a.Date, a.Day = foreignDate(x.generic.published)
	a.Updated, _ = foreignDate(x.generic.updated)
}

func foreignDate(raw string) (date, day article.Optional) {
	t, _ := normalize.AnyDate(raw)
	return article.Optional(t.String()), article.Optional(t.Day())
}

// setPrintedDates takes the dates of a page of another paper that a template of the user reads: as stated, with the zone, if that
// can be what is printed; else as printed, without a zone.
func (x *extraction) setPrintedDates(a *article.Article) {
	published, agrees := statedIn(x.meta.Published, x.published)
	if !agrees {
		x.warn("date-differs", fmt.Sprintf("printed %s, but the metadata state another date", published))
	}
	updated, _ := statedIn(x.meta.Updated, x.updated)
	a.Date, a.Updated, a.Day = article.Optional(published.String()), article.Optional(updated.String()), article.Optional(published.Day())
}

// keepStatedZone takes the zone of the dates from what a page states that a template of the user reads, unless the page is of this
// paper, whose clock is Korean.
func (x *extraction) keepStatedZone() {
	if x.user && !statesThis(&x.meta) {
		x.published, x.updated = inStatedZone(x.published, x.meta.Published), inStatedZone(x.updated, x.meta.Updated)
	}
}

// inStatedZone returns the stated date with a zone that shows the same clock as the printed one, else the printed one.
func inStatedZone(printed normalize.Timestamp, claims []claim.Claim) normalize.Timestamp {
	for _, c := range claims {
		stated, ok := normalize.AnyDate(c.Value)
		if ok && stated.HasZone && printed.HasTime && !differ(stated.WithoutZone(), printed.WithoutZone()) {
			return stated
		}
	}
	return printed
}

// statedIn returns the first of the stated dates that can be the printed one in its own zone, which may be the zero Timestamp;
// else the printed one as a clock without a zone. It reports false if the page states another date.
func statedIn(claims []claim.Claim, printed normalize.Timestamp) (t normalize.Timestamp, agrees bool) {
	clock := printed.WithoutZone()
	agrees = true
	for _, c := range claims {
		stated, ok := normalize.AnyDate(c.Value)
		switch {
		case !ok:
		case !clock.Time.IsZero() && stated.WithoutZone().Time.Sub(clock.Time).Abs() >= farthestZone:
			agrees = false
		case stated.HasTime || !clock.HasTime:
			return stated, true
		}
	}
	return clock, agrees
}

// farthestZone is how far a stated clock may be from the printed one: that of Greenwich, in which many pages state their dates,
// is at most 14 hours away, and a page that prints no time has midnight for one.
const farthestZone = 24 * time.Hour
