package extract

import (
	"fmt"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// setCredits takes the authors of a page of another paper as that paper credits them: some credit an agency or
// themselves.
func (d *draft) setCredits(a *article.Article) {
	for _, name := range d.generic.authors {
		if person, ok := site.Newsroom.PersonName(name); ok && strings.HasSuffix(name, "기자") {
			name = person // without the word for reporter
		}
		addAuthor(a, normalize.Person{Name: normalize.Text(name)})
		if agency, ok := normalize.Agency(name); ok && a.Agency == "" {
			a.Agency = article.Optional(agency)
		}
	}
	a.Byline = article.Optional(normalize.Text(strings.Join(d.generic.authors, ", ")))
	if a.Agency == "" {
		a.Agency = article.Optional(d.story.agency)
	}
	for _, p := range d.story.closing.People {
		if names(d.generic.authors, p.Name) {
			addAuthor(a, p)
		}
	}
}

// setStatedDates takes the dates of another paper in the zone that it states. A clock without a zone stays one: nobody
// knows where it hangs.
func (d *draft) setStatedDates(a *article.Article) {
	if normalize.IsAmbiguousDate(d.generic.published) {
		d.warn("date-ambiguous", fmt.Sprintf("%q may be a day and a month or a month and a day; the day was taken first", d.generic.published))
	}
	a.Date, a.Day = foreignDate(d.generic.published)
	a.Updated, _ = foreignDate(d.generic.updated)
}

func foreignDate(raw string) (date, day article.Optional) {
	t, _ := normalize.AnyDate(raw)
	return article.Optional(t.String()), article.Optional(t.Day())
}
