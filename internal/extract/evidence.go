package extract

import (
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// evidence is all that the page said, for --explain.
func (d *draft) evidence(a *article.Article) []article.Evidence {
	var all []article.Evidence
	say := func(field string, agrees func(string) bool, claims ...claim) {
		for _, c := range claims {
			e := article.Evidence{Field: field, From: c.from, Value: normalize.Text(c.value), Agrees: agrees(c.value)}
			if c.value != "" && !slices.Contains(all, e) { // what was taken from JSON-LD or meta is one claim
				all = append(all, e)
			}
		}
	}
	headline := func(v string) bool { return sameTitle(cutPaper(v), a.Headline) }
	stated := slices.DeleteFunc(slices.Concat(d.s.headline, d.s.title), func(c claim) bool { return cutPaper(c.value) == "" }) // the paper's name is no other headline
	say("headline", headline, slices.Concat([]claim{d.headline}, stated)...)
	say("subheadline", func(v string) bool { return v == string(a.Subheadline) }, d.subhead)
	byline := func(v string) bool {
		b, _ := site.Newsroom.ParseNames(v)
		return b.Text == string(a.Byline) || slices.ContainsFunc(a.Authors, func(p article.Author) bool {
			return slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) })
		})
	}
	say("byline", byline, d.byline, claim{"closing line", d.story.closing.Text})
	for _, c := range d.s.authors {
		say("byline", byline, claim{c.from, strings.Join(c.names, ", ")})
	}
	say("agency", func(v string) bool { return v == string(a.Agency) }, claim{"tag or dateline of the story", d.story.agency})
	published, updated := []claim{d.date}, d.s.updated
	if !d.updated.Time.IsZero() && holds(d.date.value, a.Updated) {
		updated = slices.Concat(published, updated)
		if !holds(d.date.value, a.Date) { // the last of two date lines
			published = nil
		}
	}
	say("date", func(v string) bool { return holds(v, a.Date) }, slices.Concat(published, d.s.published)...)
	say("updated", func(v string) bool { return holds(v, a.Updated) }, updated...)
	say("section", func(v string) bool { return normalize.Text(v) == string(a.Section) }, slices.Concat([]claim{d.section}, d.s.section)...)
	say("url", func(v string) bool { return v == string(a.URL) }, slices.Concat(d.s.url, []claim{{"save", d.doc.URL}})...)
	return all
}

// holds reports whether a text holds a date that can be the moment.
func holds(text string, moment article.Optional) bool {
	s, ok := normalize.Date(string(moment))
	return ok && slices.ContainsFunc(normalize.Dates(normalize.Text(text)), func(f normalize.Found) bool { return !differ(s, f.Timestamp) })
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
