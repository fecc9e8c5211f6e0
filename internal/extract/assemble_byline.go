package extract

import (
	"cmp"
	"slices"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// setByline decides who the article is by. The head's line takes precedence, unless it names only a desk or an agency, or
// another person than the signature does: the named writer wins.
func (x *extraction) setByline(a *article.Article) {
	head, headed := site.Newsroom.ParseNames(x.byline.Value)
	closing := x.body.signature
	fuller := false // the closing byline names more than the page states where the head prints none
	if !headed {
		head, headed = x.statedByline()
		fuller = len(closing.People) > len(head.People)
	}
	if !headed && startsWithBy(x.byline.Value) {
		head, headed = normalize.Byline{Text: normalize.AfterBy(normalize.Text(x.byline.Value))}, true // as printed
	}
	var by normalize.Byline
	switch {
	case len(closing.People) > 0 && (fuller || !sharesPerson(head, closing)):
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
	a.Agency = article.Optional(cmp.Or(head.Agency, x.body.agency, closing.Agency))
	for _, p := range by.People {
		addAuthor(a, p)
	}
	if sharesPerson(head, closing) {
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

// addAuthor adds a person, or completes the author that the person is.
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

// giveMails gives the mails that are printed alone below the body to its writers, if there are as many of both.
func (x *extraction) giveMails(a *article.Article, mails []string) {
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

// distinct returns each string once, in the order of first occurrence.
func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
