// Package extract reads the article out of a document.
//
// In: a decoded document. Out: exactly one of an article and a refusal. Everything it knows of the site stands in
// templates.go (markup) and lines.go (wording). It never reads a file, a flag, a clock or a log.
package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// Refusal is a page that gives no article.
type Refusal struct {
	code string
	why  string
}

func (r *Refusal) Error() string { return r.why }

// Code is stable: "not-article", "no-headline", "no-body".
func (r *Refusal) Code() string { return r.code }

// The three ways in which a page is no article.
var (
	notArticle = &Refusal{"not-article", "not an article (a front page, a list, a search, an error page)"}
	aList      = &Refusal{"not-article", "a list of articles, not an article"}
	noHeadline = &Refusal{"no-headline", "an article without a headline"}
	noBody     = &Refusal{"no-body", "an article without a text"}
)

// Article reads one page. Of the source only the encoding is filled in: the caller knows the rest.
func Article(doc *decode.Document) (*article.Article, error) {
	_, a, err := read(doc)
	return a, err
}

// Explained is Article with Evidence filled.
func Explained(doc *decode.Document) (*article.Article, error) {
	x, a, err := read(doc)
	if err != nil {
		return nil, err
	}
	a.Evidence = x.evidence(a)
	return a, nil
}

func read(doc *decode.Document) (*extraction, *article.Article, error) {
	x := &extraction{doc: doc}
	var err error
	if doc.HTML == nil {
		err = x.readText()
	} else {
		err = x.readHTML()
	}
	if err != nil {
		return x, nil, err
	}
	return x, x.article(), nil
}

func (x *extraction) readText() error {
	text, said := structured.ReadPreamble(x.doc.Text)
	x.meta = said
	lines := judged(textLines(stripLinkMarks(text)))
	x.template, x.herald = ByText, true
	p := page{lines: lines}
	h := findHead(lines, hints{titles: append(x.meta.Titles(), x.firstTitle(lines)...)}, -1, len(lines))
	if h.headline < 0 || !h.dateOrByline() && !x.statesArticleURL(h, lines) {
		return notArticle
	}
	region := p.region(h.end)
	if isList(region) {
		return aList
	}
	x.take(h)
	x.body = parseBody(region, x.bodyContext(nil))
	if len(x.body.blocks) == 0 {
		return noBody
	}
	return nil
}

// firstTitle is the page's title, which a browser and lynx print first.
func (x *extraction) firstTitle(lines []line) []string {
	if len(lines) == 0 {
		return nil
	}
	if title := site.CutPaperName(lines[0].text); title != lines[0].text && title != "" {
		return []string{title}
	}
	return nil
}

func (x *extraction) readHTML() error {
	root := x.doc.HTML.Nodes[0]
	x.meta = structured.Read(x.doc.HTML)
	named := ruleCandidates(root)
	if t := site.ByMark(named); t != nil {
		if err := x.readTemplate(t, root, named); err == nil || t.Body != nil {
			return err
		}
	}
	p := layout(root, nil, nil, nil)
	x.herald = x.isHerald(p.lines)
	if x.herald {
		err := x.readLines(p)
		if err == nil || !x.statesArticle() {
			return err
		}
	}
	return x.readGeneric()
}

// statesArticle reports whether JSON-LD calls the page an article: NewsArticle, OpinionNewsArticle, LiveBlogPosting.
// og:type proves nothing on this site.
func (x *extraction) statesArticle() bool {
	return slices.ContainsFunc(x.meta.Kind, func(c claim.Claim) bool {
		return strings.HasPrefix(c.From, "jsonld:") && structured.IsArticleKind(c.Value)
	})
}

// isListAddress reports whether a page says that it stands where the site has lists (A: the notes on the site's pages).
func (x *extraction) isListAddress() bool {
	return slices.ContainsFunc(x.meta.URL, func(c claim.Claim) bool { return site.IsListURL(c.Value) })
}

// byWording is the template whose wording the page has; nil when none claims it.
func byWording(root *html.Node, lines []line, h head) *site.Template {
	for t := range site.All() {
		if isWorded(t, lines, h) && (!t.Plain || !dom.HasElement(root, atom.Nav)) {
			return t
		}
	}
	return nil
}

// worded reports whether the lines hold every label of the template, or are as plain as it is.
func isWorded(t *site.Template, lines []line, h head) bool {
	if t.Plain {
		return h.date > h.headline && !h.dates.labelled && !slices.ContainsFunc(lines, func(l line) bool { return l.linked && site.IsSection(l.text) })
	}
	return len(t.Wording) > 0 && !slices.ContainsFunc(t.Wording, func(label string) bool {
		return !slices.ContainsFunc(lines, func(l line) bool { return hasLabel(l, label) })
	})
}

// hasLabel reports whether a line is a label, at most with another beside it: "Print article Close".
func hasLabel(l line, label string) bool {
	if len(l.text) > 2*len(label) {
		return false
	}
	for i := range len(l.text) - len(label) + 1 {
		if strings.EqualFold(l.text[i:i+len(label)], label) {
			return true
		}
	}
	return false
}

// namedIn gives the elements that a mark or a rule of any template names, in the order of the page: one walk serves all.
func ruleCandidates(root *html.Node) []*html.Node {
	var named []*html.Node
	for n := range dom.Elements(root) {
		if site.IsCandidate(n) {
			named = append(named, n)
		}
	}
	return named
}

func (x *extraction) readTemplate(t *site.Template, root *html.Node, named []*html.Node) error {
	x.template = t.Name
	bodies := t.Bodies(named)
	node, from, title := t.Headline.Find(named)
	p := layout(root, t, bodies, node)
	start := len(p.lines)
	if len(bodies) > 0 {
		start = p.spans.at(bodies[0]).start
	}
	at := -1
	if node != nil {
		if at = p.spans.at(node).start; at >= start {
			start = len(p.lines) // the body's element holds the head too
		}
	}
	h := findHead(p.lines, x.hints(), at, start)
	x.take(h)
	x.takeFields(t, named, claim.Claim{From: from, Value: title})
	switch {
	case len(bodies) > 0:
		around := &bodyDOM{roots: nodeSet(bodies), bodyText: t.Story}
		x.body = parseBody(p.body(t, bodies, h.end, start == len(p.lines), around), x.bodyContext(around))
	case h.dateOrByline():
		if region := p.region(h.end); !isList(region) {
			x.parseRegion(region)
		}
	}
	return x.check()
}

// check refuses a page of a template that lacks what makes an article.
func (x *extraction) check() error {
	switch {
	case x.headline.Value == "":
		return noHeadline
	case site.IsSitePage(x.headline.Value):
		return notArticle
	case len(x.body.blocks) == 0:
		return noBody
	}
	return nil
}

// take keeps what was found above the story.
func (x *extraction) take(h head) {
	if h.headline >= 0 {
		x.headline = claim.Claim{From: "line above the date", Value: h.title}
	}
	x.subhead, x.section, x.byline = h.subhead, h.section, h.byline
	x.published, x.updated, x.unreadable = h.dates.published, h.dates.updated, h.dates.unreadable
	if h.date >= 0 {
		x.date = claim.Claim{From: "text of the date line", Value: h.dateline}
	}
}

// takeFields lets the rules of the template go before what position says.
func (x *extraction) takeFields(t *site.Template, named []*html.Node, headline claim.Claim) {
	if headline.Value != "" {
		x.headline = headline
	}
	if t.Subhead != nil {
		_, from, text := t.Subhead.FindAll(named)
		x.subhead = claim.Claim{From: from, Value: text}
	}
	if _, from, text := t.Section.Find(named); text != "" {
		x.section = claim.Claim{From: from, Value: text}
	}
	if _, from, text := t.Byline.Find(named); text != "" {
		x.byline = claim.Claim{From: from, Value: text}
	}
}

// readLines reads a page of this site by its wording.
func (x *extraction) readLines(p page) error {
	x.template = ByLines
	h := findHead(p.lines, x.hints(), -1, len(p.lines))
	if t := byWording(x.doc.HTML.Nodes[0], p.lines, h); t != nil {
		x.template = t.Name
	}
	if h.headline < 0 || site.IsSitePage(h.title) || !h.dateOrByline() && !x.statesArticleURL(h, p.lines) {
		return notArticle
	}
	region := p.region(h.end)
	if x.isListAddress() || isList(region) {
		return aList
	}
	x.take(h)
	x.parseRegion(region)
	if !hasEnoughText(x.body.blocks) {
		return notArticle
	}
	return x.check()
}

// tellsEnough reports whether blocks hold a sentence of a story, or several short ones.
func hasEnoughText(blocks []article.Block) bool {
	sentences := 0
	for _, b := range blocks {
		if len(b.Text) >= shortestSentence {
			return true
		}
		if endsSentence(b.Text) && strings.Contains(b.Text, " ") {
			sentences++
		}
	}
	return sentences >= 3
}

// statesStory reports whether the page says that it stands where the site has a story, under the headline that the
// page's titles say: then it may lack a date and a byline.
func (x *extraction) statesArticleURL(h head, lines []line) bool {
	titled := slices.ContainsFunc(x.meta.Titles(), func(t string) bool { return sameTitle(t, lines[h.headline].text) })
	return titled && slices.ContainsFunc(x.meta.URL, func(c claim.Claim) bool {
		_, story := site.ArticleID(c.Value)
		return story
	})
}

func (x *extraction) parseRegion(lines []line) {
	x.body = parseBody(lines, x.bodyContext(&bodyDOM{roots: nodeSet([]*html.Node{proseRoot(lines)})}))
}

// readGeneric reads a page of another paper.
func (x *extraction) readGeneric() error {
	x.template = ByGeneric
	g := readGeneric(x.doc.HTML, x.meta, x.doc.URL)
	x.generic = &g
	x.headline = claim.Claim{From: "generic", Value: g.headline}
	x.subhead, x.section = claim.Claim{}, claim.Claim{From: "generic", Value: g.section}
	if g.root == nil {
		return notArticle
	}
	p := layout(g.root, nil, []*html.Node{g.root}, nil)
	if isList(p.lines) {
		return aList
	}
	x.body = parseBody(p.lines, bodyContext{headline: g.headline, names: g.authors, dom: &bodyDOM{roots: map[*html.Node]bool{g.root: true}}})
	return x.check()
}

// known is what the head tells of the body.
func (x *extraction) bodyContext(p *bodyDOM) bodyContext {
	k := bodyContext{headline: x.headline.Value, dates: dateLine{published: x.published, updated: x.updated}, dom: p}
	if b, ok := normalize.ParseNames(x.byline.Value); ok {
		for _, person := range b.People {
			k.names = append(k.names, person.Name)
		}
	}
	// [Noah Smith] before a column's headline names its writer, if the note below the story does too.
	if kicker, _, ok := strings.Cut(strings.TrimPrefix(x.headline.Value, "["), "]"); ok && kicker != x.headline.Value {
		if name, ok := normalize.PersonName(kicker); ok && !matchesWriter(k.names, name) {
			k.names = append(k.names, name)
		}
	}
	return k
}

// Said is all that a page which gives no article says of its fields, as far as it was read, for the person who asks why.
// Nothing agrees: there is no article to agree with.
func Said(doc *decode.Document) []article.Evidence {
	x, _, _ := read(doc) // the refusal is Article's to tell
	said := x.evidence(&article.Article{})
	for i := range said {
		said[i].Agrees = false
	}
	return said
}
