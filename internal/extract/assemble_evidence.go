package extract

import (
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// evidence returns what the page states about each field of an article, the source of the field's value first.
func (x *extraction) evidence(a *article.Article) []article.Evidence {
	var e evidence
	e.add(func(v string) bool { return sameTitle(site.CutPaperName(v), a.Headline) }, x.headlineClaims()...)
	e.add(func(v string) bool { return v == string(a.Subheadline) }, x.withOverruled("subheadline", x.subhead)...)
	e.add(func(v string) bool { return namesAuthorOf(a, v) }, x.bylineClaims()...)
	e.add(func(v string) bool { return v == string(a.Agency) }, claim.Claim{Field: "agency", From: "tag or dateline of the story", Value: x.body.agency})
	published, updated := x.dateClaims(a)
	e.add(func(v string) bool { return holdsDate(v, a.Date) }, published...)
	e.add(func(v string) bool { return holdsDate(v, a.Updated) }, updated...)
	e.add(func(v string) bool { return normalize.Text(v) == string(a.Section) }, slices.Concat(x.withOverruled("section", x.section), ofField("section", x.meta.Section))...)
	e.add(func(v string) bool { return v == string(a.URL) }, ofField("url", x.urls())...)
	return e
}

type evidence []article.Evidence

// add appends what the claims state, each statement once: what was taken from JSON-LD or meta is one claim.
func (e *evidence) add(agrees func(string) bool, claims ...claim.Claim) {
	for _, c := range claims {
		said := article.Evidence{Field: c.Field, From: c.From, Value: normalize.Text(c.Value), Agrees: agrees(c.Value)}
		if c.Value != "" && !slices.Contains(*e, said) {
			*e = append(*e, said)
		}
	}
}

// ofField returns claims as claims about a field.
func ofField(field string, claims []claim.Claim) []claim.Claim {
	of := slices.Clone(claims)
	for i := range of {
		of[i].Field = field
	}
	return of
}

// withOverruled returns the claim that gave a field its value, and what position found instead.
func (x *extraction) withOverruled(field string, taken claim.Claim) []claim.Claim {
	claims := []claim.Claim{taken}
	for _, c := range x.overruled {
		if c.Field == field {
			claims = append(claims, c)
		}
	}
	return ofField(field, claims)
}

func (x *extraction) headlineClaims() []claim.Claim {
	claims := x.withOverruled("headline", x.headline)
	for _, c := range ofField("headline", slices.Concat(x.meta.Headline, x.meta.Title)) {
		if site.CutPaperName(c.Value) != "" { // the paper's name is not another headline
			claims = append(claims, c)
		}
	}
	return claims
}

func (x *extraction) bylineClaims() []claim.Claim {
	claims := append(x.withOverruled("byline", x.byline), claim.Claim{Field: "byline", From: claim.FromSignature, Value: x.body.signature.Text})
	for _, c := range x.meta.Authors {
		claims = append(claims, claim.Claim{Field: "byline", From: c.From, Value: strings.Join(c.Names, ", ")})
	}
	return claims
}

// namesAuthorOf reports whether a text is the byline of an article or names one of its authors.
func namesAuthorOf(a *article.Article, text string) bool {
	b, _ := site.Newsroom.ParseNames(text)
	return b.Text == string(a.Byline) || slices.ContainsFunc(a.Authors, func(p article.Author) bool {
		return slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) })
	})
}

// dateClaims returns the claims about both dates. One line may print both; of two date lines x.date is the last.
func (x *extraction) dateClaims(a *article.Article) (published, updated []claim.Claim) {
	published = x.withOverruled("date", x.date)
	if x.updateLine.Value != "" {
		updated = x.withOverruled("updated", x.updateLine)
	} else if !x.updated.Time.IsZero() && holdsDate(x.date.Value, a.Updated) {
		updated = ofField("updated", []claim.Claim{x.date})
		if !holdsDate(x.date.Value, a.Date) {
			published = nil
		}
	}
	return append(published, ofField("date", x.meta.Published)...), append(updated, ofField("updated", x.meta.Updated)...)
}

// holdsDate reports whether a text holds a date that can be the moment.
func holdsDate(text string, moment article.Optional) bool {
	s, ok := normalize.Date(string(moment))
	return ok && slices.ContainsFunc(normalize.Dates(normalize.Text(text)), func(f normalize.Found) bool { return !differ(s, f.Timestamp) })
}
