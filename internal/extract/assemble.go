package extract

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// article joins what was read with what the page says of itself, and notes where they differ.
func (d *draft) article() *article.Article {
	a := &article.Article{
		Schema:   article.Schema,
		Template: d.template,
		Headline: d.headline.value,
		Blocks:   d.story.blocks,
		Images:   []article.Image{},
		Notes:    []string{},
		Authors:  []article.Author{},
		Warnings: []article.Warning{},
		Source:   article.Source{Encoding: d.doc.Encoding},
	}
	a.Subheadline = article.Optional(d.subhead.value)
	a.Section = article.Optional(d.section.value)
	if a.Section == "" {
		a.Section = article.Optional(firstValue(d.s.section))
	}
	d.setAddress(a)
	if d.generic != nil {
		d.warn("generic-template", "no template of this site claims the page; it was read by judgement alone")
		d.setCredits(a)
		if d.herald {
			d.setDates(a) // this site's clock is Korean, also where a page states no zone
		} else {
			d.setStatedDates(a)
		}
	} else {
		d.setByline(a)
		d.setDates(a)
		d.checkHeadline()
	}
	if a.Date == "" && d.unreadable == "" {
		d.warn("date-missing", "no date is printed or stated")
	}
	d.setBody(a)
	a.Warnings = append(a.Warnings, d.warnings...)
	return a
}

func (d *draft) warn(code, message string) {
	d.warnings = append(d.warnings, article.Warning{Code: code, Message: message})
}

func (d *draft) setBody(a *article.Article) {
	var texts []string
	for _, b := range a.Blocks {
		texts = append(texts, b.Text)
	}
	a.Body = strings.Join(texts, "\n\n")
	for range strings.FieldsSeq(a.Body) {
		a.WordCount++
	}
	a.Language = article.Optional(normalize.Language(a.Headline + " " + a.Body))
	if d.generic != nil && d.generic.language != "" && a.Language != "ko" {
		a.Language = article.Optional(strings.ToLower(d.generic.language))
	}
	base, err := url.Parse(string(a.URL))
	if err != nil {
		base = &url.URL{}
	}
	for _, i := range d.story.images {
		i.URL = article.Optional(absolute(base, string(i.URL)))
		a.Images = append(a.Images, i)
	}
	a.Notes = append(a.Notes, d.story.notes...)
}

// absolute is where a picture is; an address that is none stays as printed.
func absolute(base *url.URL, ref string) string {
	if strings.HasPrefix(ref, "//") {
		return "https:" + ref
	}
	u, err := url.Parse(ref)
	if err != nil || ref == "" || u.IsAbs() {
		return ref
	}
	if base.Host == "" {
		return ref
	}
	return base.ResolveReference(u).String()
}

// setByline decides who the story is by. The head's line counts, unless it names only a desk or an agency, or another
// person than the closing line does: the named writer wins.
func (d *draft) setByline(a *article.Article) {
	head, headed := site.Newsroom.ParseNames(d.byline.value)
	closing := d.story.closing
	fuller := false // the closing byline names more than the page states where the head prints none
	if !headed {
		head, headed = d.statedByline()
		fuller = len(closing.People) > len(head.People)
	}
	if !headed && startsWithBy(d.byline.value) {
		head, headed = normalize.Byline{Text: normalize.AfterBy(normalize.Text(d.byline.value))}, true // as printed, whoever that is
	}
	var by normalize.Byline
	switch {
	case len(closing.People) > 0 && (fuller || !shares(head, closing)):
		by = closing
	case headed:
		by = head
	default:
		by = closing
	}
	if by.Text != "" && by.Desk() && d.story.signer != "" {
		by.Text = d.story.signer // the named writer wins over the paper
	}
	a.Byline = article.Optional(by.Text)
	a.Agency = article.Optional(firstOf(head.Agency, d.story.agency, closing.Agency))
	for _, p := range by.People {
		addAuthor(a, p)
	}
	if shares(head, closing) {
		for _, p := range closing.People {
			addAuthor(a, p)
		}
	}
	for _, name := range d.story.authors {
		if len(by.People) == 0 {
			addAuthor(a, normalize.Person{Name: name})
		}
	}
	d.giveMails(a, slices.Concat(head.Mails, closing.Mails))
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// shares reports whether two bylines have a person in common.
func shares(a, b normalize.Byline) bool {
	return slices.ContainsFunc(a.People, func(p normalize.Person) bool {
		return slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) })
	})
}

func addAuthor(a *article.Article, p normalize.Person) {
	for i, have := range a.Authors {
		if normalize.SamePerson(have.Name, p.Name) {
			if have.Email == "" {
				a.Authors[i].Email = article.Optional(p.Email)
			}
			return
		}
	}
	a.Authors = append(a.Authors, article.Author{Name: p.Name, Email: article.Optional(p.Email)})
}

// giveMails gives the mails that stand alone below the story to its writers, where there are as many of both.
func (d *draft) giveMails(a *article.Article, mails []string) {
	mails = slices.DeleteFunc(mails, site.Newsroom.IsDeskMail)
	mails = distinct(mails) // the card of a reporter below the story repeats the mail
	if len(mails) != len(a.Authors) {
		return
	}
	for i, m := range mails {
		if a.Authors[i].Email == "" {
			a.Authors[i].Email = article.Optional(m)
		}
	}
}

func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// setDates takes the printed dates, else the stated ones. All of this site's times are Korean.
func (d *draft) setDates(a *article.Article) {
	published := d.published
	stated, by := statedStamp(d.s.published)
	if d.unreadable != "" {
		d.warn("date-unreadable", fmt.Sprintf("printed, but no date: %q", d.unreadable))
	}
	switch {
	case published.Time.IsZero() && !stated.Time.IsZero():
		published, d.date = stated, by
	case published.Time.IsZero() && a.ID != "" && d.unreadable == "":
		if published = idDay(string(a.ID)); !published.Time.IsZero() {
			d.warn("date-from-id", "no date is printed or stated; the day is that of the page's id")
		}
	case differ(published, stated):
		d.warn("date-differs", fmt.Sprintf("printed %s, but %s says %s", published, by.from, stated))
	}
	updated := d.updated
	if updated.Time.IsZero() {
		updated, _ = statedStamp(d.s.updated)
	}
	a.Date, a.Updated, a.Day = article.Optional(published.String()), article.Optional(updated.String()), article.Optional(published.Day())
}

// differ reports whether two stamps can't be the same moment: a page may print minutes where it states seconds.
func differ(a, b normalize.Timestamp) bool {
	switch {
	case a.Time.IsZero() || b.Time.IsZero():
		return false
	case !a.HasTime || !b.HasTime:
		return a.Day() != b.Day()
	}
	return a.Time.Sub(b.Time).Abs() > time.Minute
}

// idDay is the day in an id of 14 digits: the day the story was filed, which may not be the day it was published.
func idDay(id string) normalize.Timestamp {
	if len(id) < 14 {
		return normalize.Timestamp{}
	}
	s, _ := normalize.Date(id[:4] + "-" + id[4:6] + "-" + id[6:8])
	return s
}

// setAddress takes the page's own word for where it stands, else where the save says it came from. A page that names
// only the site's front gives way to a save that knows the story.
func (d *draft) setAddress(a *article.Article) {
	places := slices.Concat(d.s.url, []claim{{"save", d.doc.URL}})
	for _, c := range places {
		if id, ok := storyID(c.value); ok {
			a.URL, a.ID = article.Optional(c.value), article.Optional(id)
			break
		}
	}
	if a.URL == "" {
		for _, c := range places {
			if c.value != "" {
				a.URL = article.Optional(c.value)
				break
			}
		}
	}
	if d.template == ByGeneric {
		a.ID = ""
	}
}
