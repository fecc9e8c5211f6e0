package extract

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// setByline decides who the article is by. The head's line takes precedence, unless it names only a desk or an agency, or
// another person than the signature does: the named writer wins.
func (x *extraction) setByline(a *article.Article) {
	head, printed := x.headByline()
	closing := x.body.signature
	shared := sharesPerson(head, closing)
	fuller := !printed && len(closing.People) > len(head.People)
	by := head
	if head.Text == "" || len(closing.People) > 0 && (fuller || !shared) {
		by = closing
	}
	if by.Text != "" && by.Desk() && x.body.loneSigner != "" {
		by.Text = x.body.loneSigner // the named writer wins over the paper
	}
	a.Byline = article.Optional(by.Text)
	a.Agency = article.Optional(cmp.Or(head.Agency, x.body.agency, closing.Agency))
	people := by.People
	switch {
	case shared:
		people = slices.Concat(people, closing.People)
	case len(people) == 0:
		for _, name := range x.body.describedAuthors {
			people = append(people, normalize.Person{Name: name})
		}
	}
	for _, p := range people {
		addAuthor(a, p)
	}
	x.giveMails(a, slices.Concat(head.Mails, closing.Mails))
}

// headByline returns the byline that the head prints, else the one that the metadata states, else what is printed after
// the word By. Without any of them its text is "".
func (x *extraction) headByline() (by normalize.Byline, printed bool) {
	if by, ok := site.Newsroom.ParseNames(x.byline.Value); ok {
		return by, true
	}
	if by, ok := x.statedByline(); ok {
		return by, false
	}
	if startsWithBy(x.byline.Value) {
		return oneWord(normalize.AfterBy(normalize.Text(x.byline.Value))), false
	}
	return normalize.Byline{}, false
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

// giveMails assigns mails that are printed without a name to the authors, in order, if there are as many mails as authors.
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

// longestCard is the number of letters of a writer's card: a name, a mail, and two or three sentences about the writer. A list of
// writers, or a story with its signature, is longer.
const longestCard = 400

// giveCardMails assigns the mails in the cards of writers, wherever these are on a page of a design that is not known, but in its
// body.
func (x *extraction) giveCardMails(a *article.Article) {
	if x.candidate == nil || !slices.ContainsFunc(a.Authors, func(w article.Author) bool { return w.Email == "" }) {
		return
	}
	printed := x.mailsBeside()
	for i := range printed {
		if name := x.namedInCard(a.Authors, printed, i); name != "" {
			addAuthor(a, normalize.Person{Name: name, Email: printed[i].mail})
		}
	}
}

// namedInCard returns the author that is named in the smallest box around mail i with a name; "" if that has another mail too, or is
// no card.
func (x *extraction) namedInCard(authors []article.Author, printed []printedMail, i int) string {
	for n := printed[i].node; n != nil && !hasMoreNodes(n, largestCard) && !dom.LongerThan(n, longestCard); n = n.Parent {
		if printsAnother(n, printed, i) || dom.Within(x.region, n) {
			return ""
		}
		text := normalize.Text(dom.SpacedText(n))
		if at := slices.IndexFunc(authors, func(w article.Author) bool { return strings.Contains(text, w.Name) }); at >= 0 {
			return authors[at].Name
		}
	}
	return ""
}

// printsAnother reports whether an element with mail i prints another. The mails are in the order of the page: those in the element
// are next to each other.
func printsAnother(n *html.Node, printed []printedMail, i int) bool {
	from, to := i, i
	for from > 0 && dom.Within(printed[from-1].node, n) {
		from--
	}
	for to < len(printed) && dom.Within(printed[to].node, n) {
		to++
	}
	return slices.ContainsFunc(printed[from:to], func(m printedMail) bool { return m.mail != printed[i].mail })
}

// printedMail is a writer's mail with the element that prints it.
type printedMail struct {
	node *html.Node
	mail string
}

// mailsBeside returns the mails of writers that are printed outside the body.
func (x *extraction) mailsBeside() (found []printedMail) {
	for i := range x.candidate.lines {
		l := &x.candidate.lines[i]
		for _, m := range normalize.Mails(l.text) {
			if !site.Newsroom.IsDeskMail(m) && !dom.Within(l.node, x.region) {
				found = append(found, printedMail{l.node, m})
			}
		}
	}
	return found
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
