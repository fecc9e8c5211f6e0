package extract

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/andybalholm/cascadia"

	"herald/internal/article"
	"herald/internal/normalize"
)

func first(root *html.Node, m cascadia.Matcher) *html.Node { return cascadia.Query(root, m) }

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
	head, headed := normalize.ParseNames(d.byline.value)
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

// statedByline is who JSON-LD and meta name, where no byline is printed. The paper's own name there is said of every
// page and names nobody.
func (d *draft) statedByline() (normalize.Byline, bool) {
	for _, c := range d.s.authors {
		b, ok := normalize.ParseNames(strings.Join(c.names, ", "))
		if ok && (len(b.People) > 0 || b.Agency != "") {
			d.byline = claim{c.from, b.Text}
			return b, true
		}
	}
	return normalize.Byline{}, false
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
func differ(a, b normalize.Stamp) bool {
	switch {
	case a.Time.IsZero() || b.Time.IsZero():
		return false
	case !a.Clock || !b.Clock:
		return a.Day() != b.Day()
	}
	return a.Time.Sub(b.Time).Abs() > time.Minute
}

// statedStamp is the first date that can be read among claims, and the claim.
func statedStamp(claims []claim) (normalize.Stamp, claim) {
	for _, c := range claims {
		if s, ok := normalize.Date(c.value); ok {
			s.Time = s.Time.In(normalize.KST)
			return s, c
		}
	}
	return normalize.Stamp{}, claim{}
}

// idDay is the day in an id of 14 digits: the day the story was filed, which may not be the day it was published.
func idDay(id string) normalize.Stamp {
	if len(id) < 14 {
		return normalize.Stamp{}
	}
	s, _ := normalize.Date(id[:4] + "-" + id[4:6] + "-" + id[6:8])
	return s
}

// checkHeadline compares the printed headline with the stated ones.
func (d *draft) checkHeadline() {
	for _, c := range d.s.headline {
		title := cutPaper(c.value)
		if title == "" {
			continue
		}
		if !sameTitle(title, d.headline.value) {
			d.warn("headline-differs", fmt.Sprintf("printed %q, but %s says %q", d.headline.value, c.from, title))
		}
		return
	}
}

// hints are what JSON-LD and meta say of the head.
func (d *draft) hints() hints {
	says := hints{titles: titles(d.s)}
	for _, c := range d.s.authors {
		if b, ok := normalize.ParseNames(strings.Join(c.names, ", ")); ok && len(b.People) > 0 {
			says.writers = b.People
			break
		}
	}
	return says
}

// titles are what the head of the page says the headline is, best first, without the paper's name.
func titles(s structured) []string {
	var all []string
	for _, c := range slices.Concat(s.headline, s.title) {
		if t := cutPaper(c.value); t != "" && !isSection(t) && !isNoise(t) {
			all = append(all, t)
		}
	}
	return all
}

var paper = pattern(`(?i)^(?:\[?(?:the )?(?:korea herald|k-?pop herald)\]?\s*(?:[-|:–—·>]\s*|$))|\s*[-|:–—·<>\[(]+\s*(?:www\.)?(?:the )?(?:korea ?herald(?:\.com)?|k-?pop herald)[\])]?$`)

// cutPaper takes the paper's name off a title; of a title that is only the name nothing is left.
func cutPaper(title string) string {
	title = normalize.Text(title)
	if !strings.Contains(title, "erald") && !strings.Contains(title, "ERALD") {
		return title
	}
	return normalize.Text(paper().ReplaceAllString(title, ""))
}

// isHerald reports whether a page is one of this paper: by where it says it stands, by its titles, by the lines of its
// foot. Its wording alone proves nothing: other papers print "Published :" too.
func (d *draft) isHerald(lines []line) bool {
	for _, c := range slices.Concat(d.s.url, []claim{{"", d.doc.URL}}) {
		if isHeraldAddress(c.value) {
			return true
		}
	}
	for _, c := range slices.Concat(d.s.siteName, d.s.headline, d.s.title) {
		if cutPaper(c.value) != normalize.Text(c.value) {
			return true
		}
	}
	return slices.ContainsFunc(lines, func(l line) bool {
		return strings.EqualFold(l.text, "By Korea Herald") || len(l.text) < longestByline && (strings.Contains(l.text, "Herald Corporation") || strings.Contains(l.text, "@"+mailHost)) || endsInOwnMail(l.text)
	})
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

// setCredits takes the authors of a page of another paper as that paper credits them: some credit an agency or
// themselves.
func (d *draft) setCredits(a *article.Article) {
	for _, name := range d.generic.authors {
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
	if isAmbiguous(d.generic.published) {
		d.warn("date-ambiguous", fmt.Sprintf("%q may be a day and a month or a month and a day; the day was taken first", d.generic.published))
	}
	a.Date, a.Day = foreignDate(d.generic.published)
	a.Updated, _ = foreignDate(d.generic.updated)
}

func foreignDate(raw string) (date, day article.Optional) {
	s, ok := parseStamp(raw)
	switch {
	case !ok:
		return "", ""
	case s.hasZone:
		return article.Optional(s.time.Format(time.RFC3339)), article.Optional(s.time.In(normalize.KST).Format(time.DateOnly))
	case s.hasTime:
		return article.Optional(s.time.Format("2006-01-02T15:04:05")), article.Optional(s.day())
	}
	return article.Optional(s.day()), article.Optional(s.day())
}

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
		b, _ := normalize.ParseNames(v)
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
	return ok && slices.ContainsFunc(normalize.Dates(normalize.Text(text)), func(f normalize.Found) bool { return !differ(s, f.Stamp) })
}
