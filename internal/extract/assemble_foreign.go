package extract

import (
	"fmt"
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// setCredits takes the authors of a page of another paper as that paper credits them: some credit an agency or
// themselves.
func (x *extraction) setCredits(a *article.Article) {
	if signed := x.body.signature.People; len(signed) > 0 && !slices.ContainsFunc(x.generic.authors, normalize.LooksLikePerson) {
		x.generic.authors = nil // of agencies and the paper; the named writer takes precedence
		for _, p := range signed {
			x.generic.authors = append(x.generic.authors, p.Name)
		}
	}
	for _, name := range x.generic.authors {
		if person, ok := site.Newsroom.PersonName(name); ok && strings.HasSuffix(name, "기자") {
			name = person // without the word for reporter
		}
		if !site.Newsroom.IsDesk(name) {
			addAuthor(a, normalize.Person{Name: normalize.Text(name)})
		}
		if agency, ok := normalize.Agency(name); ok && a.Agency == "" {
			a.Agency = article.Optional(agency)
		}
	}
	a.Byline = article.Optional(normalize.Text(strings.Join(x.generic.authors, ", ")))
	if a.Agency == "" {
		a.Agency = article.Optional(x.body.agency)
	}
	for _, p := range x.body.signature.People {
		if matchesWriter(x.generic.authors, p.Name) {
			addAuthor(a, p)
		}
	}
}

// setStatedDates takes the dates of another paper in the zone that it states. A clock without a zone stays one: nobody
// knows where it hangs.
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
