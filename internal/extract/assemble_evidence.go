package extract

import (
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// evidence is all that the page said, for --explain.
func (d *draft) evidence(a *article.Article) []article.Evidence {
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
	stated := slices.DeleteFunc(slices.Concat(d.s.Headline, d.s.Title), func(c claim.Claim) bool { return site.CutPaperName(c.Value) == "" }) // the paper's name is no other headline
	say("headline", headline, slices.Concat([]claim.Claim{d.headline}, stated)...)
	say("subheadline", func(v string) bool { return v == string(a.Subheadline) }, d.subhead)
	byline := func(v string) bool {
		b, _ := normalize.ParseNames(v)
		return b.Text == string(a.Byline) || slices.ContainsFunc(a.Authors, func(p article.Author) bool {
			return slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) })
		})
	}
	say("byline", byline, d.byline, claim.Claim{From: "closing line", Value: d.story.closing.Text})
	for _, c := range d.s.Authors {
		say("byline", byline, claim.Claim{From: c.From, Value: strings.Join(c.Names, ", ")})
	}
	say("agency", func(v string) bool { return v == string(a.Agency) }, claim.Claim{From: "tag or dateline of the story", Value: d.story.agency})
	published, updated := []claim.Claim{d.date}, d.s.Updated
	if !d.updated.Time.IsZero() && holds(d.date.Value, a.Updated) {
		updated = slices.Concat(published, updated)
		if !holds(d.date.Value, a.Date) { // the last of two date lines
			published = nil
		}
	}
	say("date", func(v string) bool { return holds(v, a.Date) }, slices.Concat(published, d.s.Published)...)
	say("updated", func(v string) bool { return holds(v, a.Updated) }, updated...)
	say("section", func(v string) bool { return normalize.Text(v) == string(a.Section) }, slices.Concat([]claim.Claim{d.section}, d.s.Section)...)
	say("url", func(v string) bool { return v == string(a.URL) }, slices.Concat(d.s.URL, []claim.Claim{{From: "save", Value: d.doc.URL}})...)
	return all
}

// holds reports whether a text holds a date that can be the moment.
func holds(text string, moment article.Optional) bool {
	s, ok := normalize.Date(string(moment))
	return ok && slices.ContainsFunc(normalize.Dates(normalize.Text(text)), func(f normalize.Found) bool { return !differ(s, f.Stamp) })
}

// Said is all that a page which gives no article says of its fields, as far as it was read, for the person who asks why.
// Nothing agrees: there is no article to agree with.
func Said(doc *decode.Document) []article.Evidence {
	d, _, _ := read(doc) // the refusal is Article's to tell
	said := d.evidence(&article.Article{})
	for i := range said {
		said[i].Agrees = false
	}
	return said
}
