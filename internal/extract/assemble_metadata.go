package extract

import (
	"fmt"
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// hints returns what JSON-LD and meta state about the head.
func (x *extraction) hints() hints {
	_, by := x.statedPeople()
	return hints{titles: x.meta.Titles(), agreed: agreedTitle(&x.meta), writers: by.People, description: firstValue(x.meta.Description)}
}

// agreedTitle returns the headline that JSON-LD states, if every other place in the head of the page states the same.
func agreedTitle(meta *structured.Data) string {
	var title string
	others := 0
	for _, c := range slices.Concat(meta.Headline, meta.Title) {
		switch {
		case title == "" && strings.HasPrefix(c.From, claim.FromJSONLD):
			title = site.CutPaperName(c.Value)
		case !sameTitle(site.CutPaperName(c.Value), title):
			return ""
		default:
			others++
		}
	}
	if others == 0 {
		return ""
	}
	return title
}

// statedPeople returns the first byline of JSON-LD and meta that names a person, and where it is.
func (x *extraction) statedPeople() (from string, by normalize.Byline) {
	return x.meta.Byline(func(b normalize.Byline) bool { return len(b.People) > 0 })
}

// statedByline returns whom JSON-LD and meta name, for a page that prints no byline. The paper's own name is stated on
// every page and names nobody.
func (x *extraction) statedByline() (normalize.Byline, bool) {
	from, by := x.meta.Byline(func(b normalize.Byline) bool { return !b.Desk() })
	if from == "" {
		return by, false
	}
	x.byline = claim.Claim{Field: "byline", From: from, Value: by.Text}
	return by, true
}

// checkHeadline compares the printed headline with the first stated one.
func (x *extraction) checkHeadline() {
	printed, stated := x.headline.Value, x.meta.Headline
	if x.generic != nil {
		printed, stated = x.generic.printed, x.generic.stated
	}
	for _, c := range stated {
		title := site.CutPaperName(c.Value)
		if title == "" {
			continue
		}
		if printed != "" && !sameTitle(title, printed) {
			x.warn("headline-differs", fmt.Sprintf("printed %q, but %s says %q", printed, c.From, title))
		}
		return
	}
}

// checkByline compares the authors with the first stated ones. The paper's own name is stated on any page and names nobody.
func (x *extraction) checkByline(a *article.Article) {
	from, by := x.statedPeople()
	var authors normalize.Byline
	for _, p := range a.Authors {
		authors.People = append(authors.People, normalize.Person{Name: p.Name})
	}
	if from != "" && !sharesPerson(by, authors) {
		x.warn("byline-differs", fmt.Sprintf("by %q, but %s says %q", a.Byline, from, by.Text))
	}
}

// checkEnd warns where the last text of a body does not end as a sentence does: something may be missing, or it may be the
// title of another article. It is not for pages of other papers, of which one in 25 ends in a slogan or a program, nor for
// captions, which need no stop.
func (x *extraction) checkEnd() {
	last := x.body.blocks[len(x.body.blocks)-1]
	if last.Type == article.Paragraph && !x.body.photoStory && !endsSentence(last.Text) {
		x.warn("body-end-uncertain", fmt.Sprintf("the last text does not end as a sentence does: %q", beginning(last.Text)))
	}
}

// beginning returns so much of a text that one recognizes it.
func beginning(s string) string {
	const enough = 60
	runes := []rune(s)
	if len(runes) <= enough {
		return s
	}
	return string(runes[:enough]) + "…"
}

// statesOther reports whether a page declares the address of another paper, and nothing in its head names this one: a class
// or an id of this site's templates may be on any page.
func statesOther(meta *structured.Data) bool {
	isWeb := func(c claim.Claim) bool { return strings.HasPrefix(c.Value, "http") }
	return slices.ContainsFunc(meta.URL, isWeb) && !statesThis(meta)
}

// statesThis reports whether the head of a page has an address or the name of this paper.
func statesThis(meta *structured.Data) bool {
	return statesPaper(meta) || slices.ContainsFunc(meta.URL, func(c claim.Claim) bool { return site.IsHeraldURL(c.Value) })
}

// statesPaper reports whether the head of a page names this paper.
func statesPaper(meta *structured.Data) bool {
	return slices.ContainsFunc(slices.Concat(meta.SiteName, meta.Headline, meta.Title), func(c claim.Claim) bool {
		return site.CutPaperName(c.Value) != normalize.Text(c.Value)
	})
}

// isHerald reports whether a page is one of this paper: by its declared URL, its titles, the lines of its foot; a page that names no
// paper, such as a word processor saves, by the form of its date.
func (x *extraction) isHerald(whole func() page) bool {
	for _, c := range x.urls() {
		if site.IsHeraldURL(c.Value) {
			return true
		}
	}
	if statesPaper(&x.meta) {
		return true
	}
	nameless := x.doc.URL == "" && len(x.meta.URL) == 0 && len(x.meta.SiteName) == 0
	return slices.ContainsFunc(whole().lines, func(l line) bool {
		return site.IsHeraldLine(l.text) || nameless && site.IsOwnDate(l.text)
	})
}

// statesArticle reports whether JSON-LD calls the page an article: NewsArticle, OpinionNewsArticle, LiveBlogPosting.
// og:type proves nothing on this site.
func (x *extraction) statesArticle() bool {
	return slices.ContainsFunc(x.meta.Kind, func(c claim.Claim) bool {
		return strings.HasPrefix(c.From, claim.FromJSONLD) && structured.IsArticleKind(c.Value)
	})
}

// statesListURL reports whether the page declares a URL where the site has lists. A text rendering declares none: its save
// does.
func (x *extraction) statesListURL() bool {
	stated := x.meta.URL
	if x.doc.HTML == nil {
		stated = x.urls()
	}
	return slices.ContainsFunc(stated, func(c claim.Claim) bool { return site.IsListURL(c.Value) })
}

// statesArticleURL reports whether the page declares the URL of an article, under a headline that its titles state too.
// Such a page may lack a date and a byline.
func (x *extraction) statesArticleURL(h head) bool {
	titled := slices.ContainsFunc(x.meta.Titles(), func(t string) bool { return sameTitle(t, h.title) })
	return titled && addressesArticle(x.meta.URL)
}

// addressesArticle reports whether one of the addresses is that of an article.
func addressesArticle(addresses []claim.Claim) bool {
	return slices.ContainsFunc(addresses, func(c claim.Claim) bool {
		_, ok := site.ArticleID(c.Value)
		return ok
	})
}

// checkStart warns where a page's description, which is the beginning of its text, is not the beginning of the body.
func (x *extraction) checkStart(k bodyContext) {
	if !k.excerpt || len(normalize.Letters(k.description)) < fewestLetters || len(x.body.blocks) == 0 {
		return
	}
	var lines []line
	for _, note := range x.body.notes { // one above the text is part of what the description quotes
		if strings.HasPrefix(normalize.Letters(k.description), normalize.Letters(note)) {
			lines = append(lines, line{text: note})
		}
	}
	if !beginsWith(append(lines, bodyLines(x.body.blocks)...), k.description) {
		x.warn("body-start-differs", "the body does not begin as the page's description does")
	}
}
