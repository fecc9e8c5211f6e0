package extract

import (
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// evidence is all that the page said, for --explain.
func (x *extraction) evidence(a *article.Article) []article.Evidence {
	var all []article.Evidence
	say := func(field string, agrees func(string) bool, claims ...claim.Claim) {
		for _, c := range claims {
			e := article.Evidence{Field: field, From: c.From, Value: normalize.Text(c.Value), Agrees: agrees(c.Value)}
			if c.Value != "" && !slices.Contains(all, e) { // what was taken from JSON-LD or meta is one claim
				all = append(all, e)
			}
		}
	}
	headline := func(v string) bool { return sameTitle(site.CutPaperName(v), a.Headline) }
	stated := slices.DeleteFunc(slices.Concat(x.meta.Headline, x.meta.Title), func(c claim.Claim) bool { return site.CutPaperName(c.Value) == "" }) // the paper's name is no other headline
	say("headline", headline, slices.Concat([]claim.Claim{x.headline}, stated)...)
	say("subheadline", func(v string) bool { return v == string(a.Subheadline) }, x.subhead)
	byline := func(v string) bool {
		b, _ := normalize.ParseNames(v)
		return b.Text == string(a.Byline) || slices.ContainsFunc(a.Authors, func(p article.Author) bool {
			return slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) })
		})
	}
	say("byline", byline, x.byline, claim.Claim{From: "closing line", Value: x.body.signature.Text})
	for _, c := range x.meta.Authors {
		say("byline", byline, claim.Claim{From: c.From, Value: strings.Join(c.Names, ", ")})
	}
	say("agency", func(v string) bool { return v == string(a.Agency) }, claim.Claim{From: "tag or dateline of the story", Value: x.body.agency})
	published, updated := []claim.Claim{x.date}, x.meta.Updated
	if !x.updated.Time.IsZero() && holds(x.date.Value, a.Updated) {
		updated = slices.Concat(published, updated)
		if !holds(x.date.Value, a.Date) { // the last of two date lines
			published = nil
		}
	}
	say("date", func(v string) bool { return holds(v, a.Date) }, slices.Concat(published, x.meta.Published)...)
	say("updated", func(v string) bool { return holds(v, a.Updated) }, updated...)
	say("section", func(v string) bool { return normalize.Text(v) == string(a.Section) }, slices.Concat([]claim.Claim{x.section}, x.meta.Section)...)
	say("url", func(v string) bool { return v == string(a.URL) }, slices.Concat(x.meta.URL, []claim.Claim{{From: "save", Value: x.doc.URL}})...)
	return all
}

// holds reports whether a text holds a date that can be the moment.
func holds(text string, moment article.Optional) bool {
	s, ok := normalize.Date(string(moment))
	return ok && slices.ContainsFunc(normalize.Dates(normalize.Text(text)), func(f normalize.Found) bool { return !differ(s, f.Stamp) })
}
