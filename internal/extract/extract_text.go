package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
)

// readText reads a text rendering, or Markdown with front matter, by the site's wording.
func readText(doc *decode.Document, traced bool) (*extraction, error) {
	stated := structured.ReadPreamble(doc.Text)
	x := &extraction{doc: doc, meta: stated.Data, template: ByText, herald: true, traced: traced}
	switch {
	case stated.Own != nil && !stated.Markdown:
		return x, x.readOwn(stated.Own, captionsBelow(renderedLines(bulletOfText().ReplaceAllString(stated.Text, "• "))))
	case stated.Own != nil:
		return x, x.readOwn(stated.Own, classified(markdownLines(stated.Text)))
	}
	stated.Text = x.takePrinted(stated.Text)
	if stated.Markdown {
		return x, x.readStated(stated)
	}
	p := page{lines: renderedLines(stated.Text)}
	h := findHead(p.lines, hints{titles: firstTitle(p.lines)}, -1, len(p.lines))
	if h.headline >= 0 && h.datesBody(p.lines) {
		return x, x.readRendering(h, p, site.OpensWithSubhead(h.dateline))
	}
	return x, x.readUndated(p)
}

// datesBody reports whether a date was found that is the article's: a date without label below its text is of a list or of a
// letter.
func (h *head) datesBody(lines []line) bool {
	if h.date < 0 {
		return !h.dates.published.Time.IsZero()
	}
	return h.dates.labelled || proseStart(lines[:h.date]) < 0
}

// readUndated reads a text without a date line: what is right above its prose is the head.
func (x *extraction) readUndated(p page) error {
	start, known := proseStart(p.lines), addressesArticle(x.urls())
	if start < 0 && known {
		start = slices.IndexFunc(p.lines, isParagraph)
	}
	if start < 0 {
		return x.headless(p.lines)
	}
	h := findHead(p.lines, hints{titles: firstTitle(p.lines)}, -1, start)
	if h.date > start {
		h.date, h.dates = -1, dateLine{}
	}
	if h.headline >= 0 && !known && !h.dateOrByline() {
		switch region := p.textRegion(h.end); {
		case count(region, isParagraph) < fewestUndated:
			return notArticle
		case alternates(region):
			return aList
		}
	}
	return x.readRendering(h, p, false)
}

// alternates reports whether lines are a teaser and the title of the next one in turn: an article has more than one paragraph
// below some of its headings.
func alternates(lines []line) bool {
	for i := range lines {
		title := i%2 == 1
		if lines[i].picture != nil || title && !canOpenBody(lines[i]) || !title && !isParagraph(lines[i]) {
			return false
		}
	}
	return len(lines)/2 >= fewestTitles-1 // the first is above the lines
}

// headless returns the reason to reject a text in which no headline is printed.
func (x *extraction) headless(lines []line) error {
	switch {
	case x.statesListURL(), isList(lines), len(proseLines(lines)) > 1 && isListing(lines):
		return aList
	case slices.ContainsFunc(lines, func(l line) bool { return l.is(prose) || l.isCaption() }):
		return noHeadline
	}
	return notArticle
}

// fewestUndated is how many paragraphs show that a text without date, byline and address is an article: the pages about an event
// or an account have two.
const fewestUndated = 3

// renderedLines returns the lines of a text rendering, which may be Markdown.
func renderedLines(text string) []line {
	text = strings.Join(unstacked(strings.Split(text, "\n")), "\n")
	width := wrapWidth(strings.Split(text, "\n"))
	text = unframed(text)
	var lines []line
	if isPandoc(text) || isMarkdown(text) {
		lines = markdownLines(text)
	} else {
		lines = wrappedLines(unwrapAlts(stripLinkMarks(text)), width)
	}
	linkNumbered(lines)
	return classified(lines)
}

// readRendering reads the body of a text whose head is known. subheaded is whether its first lines may be the subheadline.
func (x *extraction) readRendering(h head, p page, subheaded bool) error {
	if h.headline < 0 {
		return x.headless(p.textRegion(max(h.end, proseStart(p.lines))))
	}
	region := p.textRegion(h.end)
	if x.statesListURL() || isList(region) || isListing(region) {
		return aList
	}
	region = uptoNextArticle(withoutPrinted(removeEmbeds(region), p.lines), h.dates)
	markRepeats(region)
	x.takeHead(h)
	if h.uncertain != "" {
		x.warn("headline-uncertain", "the headline may be another line: "+h.uncertain)
	}
	x.headline.Value = cmp.Or(site.CutPaperName(h.title), h.title)
	k := x.bodyContext(nil)
	k.excerpt = subheaded
	x.body = parseBody(region, k)
	if x.body.subhead.Value != "" {
		x.subhead = x.body.subhead
	}
	if !hasBrief(x.body.blocks) {
		return noBody // the buttons of a gallery
	}
	return x.check()
}

// readStated reads Markdown below front matter, which must state a date, an author or the address of an article.
func (x *extraction) readStated(stated structured.Preamble) error {
	titles := x.meta.Titles()
	p := page{lines: classified(withoutGlue(withTitle(x.withoutPublisher(markdownLines(stated.Text)), titles)))}
	h := findHead(p.lines, hints{titles: append(titles, firstTitle(p.lines)...)}, -1, len(p.lines))
	if h.headline < 0 || !h.dateOrByline() && !stated.DatesOrSigns() && !x.statesArticleURL(h) {
		return notArticle
	}
	if len(x.meta.URL) > 0 && !site.IsHeraldURL(x.meta.URL[0].Value) {
		x.warn("generic-template", "the front matter states the address of another site; the text was read as one of this site")
	}
	// The pages saved since 2025 have the subheadline as the first line of the body.
	return x.readRendering(h, p, slices.ContainsFunc(x.meta.URL, func(c claim.Claim) bool { return site.IsHeraldURL(c.Value) }))
}

// withoutPublisher removes the lines that only name the stated publisher or the paper.
func (x *extraction) withoutPublisher(lines []line) []line {
	return slices.DeleteFunc(lines, func(l line) bool {
		return l.picture == nil && (site.CutPaperName(l.text) == "" || slices.ContainsFunc(x.meta.SiteName, func(c claim.Claim) bool { return c.Value == l.text }))
	})
}

// gluedCaption matches a caption with its credit and, without a space between, the first letter of the paragraph that was
// beside its picture.
var gluedCaption = lazyRegexp(`^.+?\([^()]{2,80}\)([\p{Lu}“"‘])`)

// withoutGlue separates captions from the paragraphs they are glued to.
func withoutGlue(lines []line) []line {
	var all []line
	for _, l := range lines {
		beginning := l.text[:min(len(l.text), longestCaption+utf8.UTFMax)]
		if m := gluedCaption().FindStringSubmatchIndex(beginning); m != nil && l.kind == article.Paragraph && m[2] <= longestCaption {
			if _, credit := bracketCredit(l.text[:m[2]]); credit != "" {
				all = append(all, line{text: l.text[:m[2]], kind: captionKind, gap: l.gap})
				l.text, l.gap = l.text[m[2]:], hard
			}
		}
		all = append(all, l)
	}
	return all
}

// readOwn reads Markdown that herald has written. Its front matter states the head, which the text repeats.
func (x *extraction) readOwn(own *structured.Own, lines []line) error {
	body := slices.IndexFunc(lines, func(l line) bool { return l.picture != nil || !own.IsHead(l.text) })
	if body < 0 {
		return noBody
	}
	x.headline = claim.Claim{Field: "headline", From: structured.FrontMatter + "headline", Value: own.Headline}
	x.subhead = claim.Claim{Field: "subheadline", From: structured.FrontMatter + "subheadline", Value: own.Subheadline}
	if own.Byline != "" {
		x.byline = claim.Claim{Field: "byline", From: structured.FrontMatter + "byline", Value: "By " + own.Byline}
	}
	x.body = parseBody(lines[body:], x.bodyContext(nil))
	x.body.agency = cmp.Or(own.Agency, x.body.agency)
	by, _ := site.Newsroom.ParseNames(own.Byline)
	authors, _ := site.Newsroom.ParseNames(own.Authors)
	if sharesPerson(by, authors) {
		x.body.signature = authors // with their mail addresses
	} else {
		for _, p := range authors.People {
			x.body.describedAuthors = append(x.body.describedAuthors, p.Name)
		}
		x.body.signature.Mails = authors.Mails // of a pen name
	}
	return x.check()
}

// bulletOfText matches the bullet of an item in a text that herald has written.
var bulletOfText = lazyRegexp(`(?m)^- `)

// captionsBelow makes captions of the lines with a credit or without a stop at the end of a text that herald has written, where
// only notes are below them.
func captionsBelow(lines []line) []line {
	for i := len(lines) - 1; i > 0 && lines[i].kind == article.Paragraph; i-- {
		l := &lines[i]
		_, by := splitCredit(l.text)
		switch {
		case by != "", !endsSentence(l.text), endsInBracket(l.text):
			l.kind = captionKind
		case !l.is(note | credits):
			return lines
		}
	}
	return lines
}

// withTitle returns the lines of a text below its stated title, which a program may state only above the text.
func withTitle(lines []line, titles []string) []line {
	for i, l := range lines {
		if title := site.CutPaperName(l.text); title != l.text && slices.Contains(titles, title) {
			lines[i].text = title
		}
	}
	if len(titles) == 0 || matchTitle(lines, titles) >= 0 {
		return lines
	}
	return slices.Insert(lines, 0, line{text: titles[0], kind: article.Heading, gap: hard})
}

// firstTitle returns the page's title, which a browser and lynx print first.
func firstTitle(lines []line) []string {
	if len(lines) == 0 {
		return nil
	}
	if title := site.CutPaperName(lines[0].text); title != lines[0].text && title != "" && !site.IsSection(title) {
		return []string{title}
	}
	return nil
}
