package extract

import (
	"fmt"
	"slices"
	"strings"

	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// hints returns what JSON-LD and meta state about the head.
func (x *extraction) hints() hints {
	_, by := x.meta.Byline(func(b normalize.Byline) bool { return len(b.People) > 0 })
	return hints{titles: x.meta.Titles(), writers: by.People}
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
	for _, c := range x.meta.Headline {
		title := site.CutPaperName(c.Value)
		if title == "" {
			continue
		}
		if !sameTitle(title, x.headline.Value) {
			x.warn("headline-differs", fmt.Sprintf("printed %q, but %s says %q", x.headline.Value, c.From, title))
		}
		return
	}
}

// isHerald reports whether a page is one of this paper: by its declared URL, its titles, the lines of its foot. Its
// wording alone proves nothing: other papers print "Published :" too.
func (x *extraction) isHerald(lines []line) bool {
	for _, c := range x.urls() {
		if site.IsHeraldURL(c.Value) {
			return true
		}
	}
	for _, c := range slices.Concat(x.meta.SiteName, x.meta.Headline, x.meta.Title) {
		if site.CutPaperName(c.Value) != normalize.Text(c.Value) {
			return true
		}
	}
	return slices.ContainsFunc(lines, func(l line) bool { return site.IsHeraldLine(l.text) })
}

// statesArticle reports whether JSON-LD calls the page an article: NewsArticle, OpinionNewsArticle, LiveBlogPosting.
// og:type proves nothing on this site.
func (x *extraction) statesArticle() bool {
	return slices.ContainsFunc(x.meta.Kind, func(c claim.Claim) bool {
		return strings.HasPrefix(c.From, "jsonld:") && structured.IsArticleKind(c.Value)
	})
}

// statesListURL reports whether the page declares a URL where the site has lists.
func (x *extraction) statesListURL() bool {
	return slices.ContainsFunc(x.meta.URL, func(c claim.Claim) bool { return site.IsListURL(c.Value) })
}

// statesArticleURL reports whether the page declares the URL of an article, under a headline that its titles state too.
// Such a page may lack a date and a byline.
func (x *extraction) statesArticleURL(h head, lines []line) bool {
	titled := slices.ContainsFunc(x.meta.Titles(), func(t string) bool { return sameTitle(t, lines[h.headline].text) })
	return titled && slices.ContainsFunc(x.meta.URL, func(c claim.Claim) bool {
		_, ok := site.ArticleID(c.Value)
		return ok
	})
}
