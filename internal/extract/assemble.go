package extract

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// article joins what was read with what the page says of itself, and notes where they differ.
func (x *extraction) article() *article.Article {
	a := &article.Article{
		Schema:   article.Schema,
		Template: x.template,
		Headline: x.headline.Value,
		Blocks:   x.body.blocks,
		Images:   []article.Image{},
		Notes:    []string{},
		Authors:  []article.Author{},
		Warnings: []article.Warning{},
		Source:   article.Source{Encoding: x.doc.Encoding},
	}
	a.Subheadline = article.Optional(x.subhead.Value)
	a.Section = article.Optional(x.section.Value)
	if a.Section == "" {
		a.Section = article.Optional(firstValue(x.meta.Section))
	}
	x.setAddress(a)
	if x.generic != nil {
		x.warn("generic-template", "no template of this site claims the page; it was read by judgement alone")
		x.setCredits(a)
		if x.herald {
			x.setDates(a) // this site's clock is Korean, also where a page states no zone
		} else {
			x.setStatedDates(a)
		}
	} else {
		x.setByline(a)
		x.setDates(a)
		x.checkHeadline()
	}
	if a.Date == "" && x.unreadable == "" {
		x.warn("date-missing", "no date is printed or stated")
	}
	x.setBody(a)
	a.Warnings = append(a.Warnings, x.warnings...)
	return a
}

func (x *extraction) warn(code, message string) {
	x.warnings = append(x.warnings, article.Warning{Code: code, Message: message})
}

func (x *extraction) setBody(a *article.Article) {
	var texts []string
	for _, b := range a.Blocks {
		texts = append(texts, b.Text)
	}
	a.Body = strings.Join(texts, "\n\n")
	for range strings.FieldsSeq(a.Body) {
		a.WordCount++
	}
	a.Language = article.Optional(normalize.Language(a.Headline + " " + a.Body))
	if x.generic != nil && x.generic.language != "" && a.Language != "ko" {
		a.Language = article.Optional(strings.ToLower(x.generic.language))
	}
	base, err := url.Parse(string(a.URL))
	if err != nil {
		base = &url.URL{}
	}
	for _, i := range x.body.images {
		i.URL = article.Optional(absolute(base, string(i.URL)))
		a.Images = append(a.Images, i)
	}
	a.Notes = append(a.Notes, x.body.notes...)
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
func (x *extraction) setByline(a *article.Article) {
	head, headed := normalize.ParseNames(x.byline.Value)
	closing := x.body.signature
	fuller := false // the closing byline names more than the page states where the head prints none
	if !headed {
		head, headed = x.statedByline()
		fuller = len(closing.People) > len(head.People)
	}
	if !headed && startsWithBy(x.byline.Value) {
		head, headed = normalize.Byline{Text: normalize.AfterBy(normalize.Text(x.byline.Value))}, true // as printed, whoever that is
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
	if by.Text != "" && by.Desk() && x.body.loneSigner != "" {
		by.Text = x.body.loneSigner // the named writer wins over the paper
	}
	a.Byline = article.Optional(by.Text)
	a.Agency = article.Optional(firstOf(head.Agency, x.body.agency, closing.Agency))
	for _, p := range by.People {
		addAuthor(a, p)
	}
	if shares(head, closing) {
		for _, p := range closing.People {
			addAuthor(a, p)
		}
	}
	for _, name := range x.body.describedAuthors {
		if len(by.People) == 0 {
			addAuthor(a, normalize.Person{Name: name})
		}
	}
	x.giveMails(a, slices.Concat(head.Mails, closing.Mails))
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
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
func (x *extraction) giveMails(a *article.Article, mails []string) {
	mails = slices.DeleteFunc(mails, normalize.DeskMail)
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
func (x *extraction) setDates(a *article.Article) {
	published := x.published
	stated, by := structured.FirstStamp(x.meta.Published)
	if x.unreadable != "" {
		x.warn("date-unreadable", fmt.Sprintf("printed, but no date: %q", x.unreadable))
	}
	switch {
	case published.Time.IsZero() && !stated.Time.IsZero():
		published, x.date = stated, by
	case published.Time.IsZero() && a.ID != "" && x.unreadable == "":
		if published = idDay(string(a.ID)); !published.Time.IsZero() {
			x.warn("date-from-id", "no date is printed or stated; the day is that of the page's id")
		}
	case differ(published, stated):
		x.warn("date-differs", fmt.Sprintf("printed %s, but %s says %s", published, by.From, stated))
	}
	updated := x.updated
	if updated.Time.IsZero() {
		updated, _ = structured.FirstStamp(x.meta.Updated)
	}
	a.Date, a.Updated, a.Day = article.Optional(published.String()), article.Optional(updated.String()), article.Optional(published.Day())
}

// differ reports whether two stamps can't be the same moment: a page may print minutes where it states seconds.
func differ(a, b normalize.Stamp) bool {
	switch {
	case a.Time.IsZero() || b.Time.IsZero():
		return false
	case !a.Clock || !b.Clock:
		return a.Day() != b.Day()
	}
	return a.Time.Sub(b.Time).Abs() > time.Minute
}

// idDay is the day in an id of 14 digits: the day the story was filed, which may not be the day it was published.
func idDay(id string) normalize.Stamp {
	if len(id) < 14 {
		return normalize.Stamp{}
	}
	s, _ := normalize.Date(id[:4] + "-" + id[4:6] + "-" + id[6:8])
	return s
}

// setAddress takes the page's own word for where it stands, else where the save says it came from. A page that names
// only the site's front gives way to a save that knows the story.
func (x *extraction) setAddress(a *article.Article) {
	places := slices.Concat(x.meta.URL, []claim.Claim{{From: "save", Value: x.doc.URL}})
	for _, c := range places {
		if id, ok := site.ArticleID(c.Value); ok {
			a.URL, a.ID = article.Optional(c.Value), article.Optional(id)
			break
		}
	}
	if a.URL == "" {
		for _, c := range places {
			if c.Value != "" {
				a.URL = article.Optional(c.Value)
				break
			}
		}
	}
	if x.template == ByGeneric {
		a.ID = ""
	}
}

// draft is what has been read so far, each value with where it was found.
type extraction struct {
	doc      *decode.Document
	meta     structured.Data
	template string
	herald   bool // a page of this paper

	headline, subhead, section, byline, date claim.Claim
	published, updated                       normalize.Stamp
	unreadable                               string // a date that can't be
	body                                     articleBody

	warnings []article.Warning
	generic  *generic
}

// The names that the ways of reading without a template have in an article's template field.
const (
	ByText    = "text"    // a text rendering, read by the site's wording
	ByLines   = "lines"   // a page of this site in a template nobody has described, read by the site's wording
	ByGeneric = "generic" // a page of another paper, read by judgement alone
)
