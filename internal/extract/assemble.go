package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// An article's template field names the template of the page. These are the values for pages without one.
const (
	ByText    = "text"    // a text rendering, read by the site's wording
	ByLines   = "lines"   // a page of this site in a template that is not known, read by the site's wording
	ByGeneric = "generic" // a page of another paper, read without any knowledge of the site
)

// extraction is what one strategy has read so far, each value with the place that states it.
type extraction struct {
	doc       *decode.Document
	meta      structured.Data
	templates *site.Set // that may claim the page
	template  string
	herald    bool // a page of this paper
	inFull    bool // lay out all of the page: a test compares this with what narrowing leaves
	traced    bool // keep which line of the body gave which value

	headline, subhead, section, byline claim.Claim
	date                               claim.Claim // the line or element of the dates
	updateLine                         claim.Claim // the element of the update, if a rule names one
	published, updated                 normalize.Timestamp
	unreadable                         string // printed after a label, but not a date
	body                               articleBody
	bodies                             []*html.Node // the elements that the template names for it
	region                             *html.Node   // the element that holds it, where no template names one

	overruled []claim.Claim // what the position of things found where a rule took precedence
	warnings  []article.Warning
	generic   *generic   // set for a page of another paper that no template claims
	user      bool       // a template of the user claims the page, which may be one of any paper
	candidate *candidate // set for a page that no template claims, if a headline and a body were looked for
}

// takeHead takes what was found above the body.
func (x *extraction) takeHead(h head) {
	if h.headline >= 0 {
		x.headline = claim.Claim{Field: "headline", From: "line above the date", Value: h.title, Node: h.titleOf}
	} else if h.title != "" {
		x.headline = claim.Claim{Field: "headline", From: claim.FromHead, Value: h.title}
	}
	x.subhead, x.section, x.byline = h.subhead, h.section, h.byline
	x.published, x.updated, x.unreadable = h.dates.published, h.dates.updated, h.dates.unreadable
	if h.date >= 0 {
		x.date = claim.Claim{Field: "date", From: "text of the date line", Value: h.dateline, Node: h.dateOf}
	}
}

// overrule keeps what position found as evidence, and warns that a rule's element says otherwise.
func (x *extraction) overrule(field string, position claim.Claim, from, text string) {
	position.Field = field
	x.overruled = append(x.overruled, position)
	x.warn(field+"-differs", fmt.Sprintf("%s says %q, but %s says %q", from, text, position.From, position.Value))
}

// sameClaim reports whether two texts state the same value of a field.
func sameClaim(field, a, b string) bool {
	if field == "byline" {
		by, ok := site.Newsroom.ParseNames(a)
		other, okOther := site.Newsroom.ParseNames(b)
		if ok && okOther {
			return by.Text == other.Text || sharesPerson(by, other)
		}
	}
	return normalize.Letters(a) == normalize.Letters(b)
}

// bodyContext returns what parsing the body needs to know of the head.
func (x *extraction) bodyContext(p *bodyDOM) bodyContext {
	k := bodyContext{headline: x.headline.Value, dates: dateLine{published: x.published, updated: x.updated}, dom: p, traced: x.traced,
		subhead: x.subhead.Value, description: firstValue(x.meta.Description)}
	if b, ok := site.Newsroom.ParseNames(x.byline.Value); ok {
		for _, person := range b.People {
			k.names = append(k.names, person.Name)
		}
	}
	// [Noah Smith] before a column's headline names its writer, if the note below the body does too.
	if kicker, _, ok := strings.Cut(strings.TrimPrefix(x.headline.Value, "["), "]"); ok {
		if name, ok := site.Newsroom.PersonName(kicker); ok {
			k.names = append(k.names, name)
		}
	}
	return k
}

// article joins what was read with what the page's metadata states, and warns where they differ.
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
		x.checkHeadline()
	} else {
		x.setByline(a)
		if x.user && statesOther(&x.meta) {
			x.setPrintedDates(a)
		} else {
			x.keepStatedZone()
			x.setDates(a)
		}
		x.checkHeadline()
		x.checkByline(a)
		x.checkEnd()
	}
	x.giveCardMails(a)
	if a.Date == "" && x.unreadable == "" {
		x.warn("date-missing", "no date is printed or stated")
	}
	x.setBody(a)
	if x.doc.Cut && x.endsInBody(a) {
		x.warn("truncated", "the page breaks off in the body")
	}
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
	base := x.base(a)
	for _, i := range x.body.images {
		i.URL = article.Optional(pictureURL(base, string(i.URL)))
		a.Images = append(a.Images, i)
	}
	a.Notes = append(a.Notes, x.body.notes...)
}
