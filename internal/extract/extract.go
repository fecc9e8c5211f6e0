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
	"herald/internal/extract/site"
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

// The names that the ways of reading without a template have in an article's template field.
const (
	ByText    = "text"    // a text rendering, read by the site's wording
	ByLines   = "lines"   // a page of this site in a template nobody has described, read by the site's wording
	ByGeneric = "generic" // a page of another paper, read by judgement alone
)

// Article reads one page. Of the source only the encoding is filled in: the caller knows the rest.
func Article(doc *decode.Document) (*article.Article, error) {
	_, a, err := read(doc)
	return a, err
}

// Explained is Article with Evidence filled.
func Explained(doc *decode.Document) (*article.Article, error) {
	d, a, err := read(doc)
	if err != nil {
		return nil, err
	}
	a.Evidence = d.evidence(a)
	return a, nil
}

func read(doc *decode.Document) (*draft, *article.Article, error) {
	d := &draft{doc: doc}
	var err error
	if doc.HTML == nil {
		err = d.readText()
	} else {
		err = d.readHTML()
	}
	if err != nil {
		return d, nil, err
	}
	return d, d.article(), nil
}

// draft is what has been read so far, each value with where it was found.
type draft struct {
	doc      *decode.Document
	s        structured
	template string
	herald   bool // a page of this paper

	headline, subhead, section, byline, date claim
	published, updated                       normalize.Timestamp
	unreadable                               string // a date that can't be
	story                                    story

	warnings []article.Warning
	generic  *generic
}

func (d *draft) readText() error {
	text, said := readPreamble(d.doc.Text)
	d.s = said
	lines := judged(textLines(withoutLinkMarks(text)))
	d.template, d.herald = ByText, true
	p := page{lines: lines}
	h := findHead(lines, hints{titles: append(titles(d.s), d.firstTitle(lines)...)}, -1, len(lines))
	if h.headline < 0 || !h.dateOrByline() && !d.statesStory(h, lines) {
		return notArticle
	}
	region := p.region(h.end)
	if isList(region) {
		return aList
	}
	d.take(h)
	d.story = tell(region, d.known(nil))
	if len(d.story.blocks) == 0 {
		return noBody
	}
	return nil
}

// firstTitle is the page's title, which a browser and lynx print first.
func (d *draft) firstTitle(lines []line) []string {
	if len(lines) == 0 {
		return nil
	}
	if title := cutPaper(lines[0].text); title != lines[0].text && title != "" {
		return []string{title}
	}
	return nil
}

func (d *draft) readHTML() error {
	root := d.doc.HTML.Nodes[0]
	d.s = readStructured(d.doc.HTML)
	named := namedIn(root)
	if t := byMark(named); t != nil {
		if err := d.readTemplate(t, root, named); err == nil || t.Root != nil {
			return err
		}
	}
	p := layout(root, nil, nil, nil)
	d.herald = d.isHerald(p.lines)
	if d.herald {
		err := d.readLines(p)
		if err == nil || !d.statesArticle() {
			return err
		}
	}
	return d.readGeneric()
}

// statesArticle reports whether JSON-LD calls the page an article: NewsArticle, OpinionNewsArticle, LiveBlogPosting.
// og:type proves nothing on this site.
func (d *draft) statesArticle() bool {
	return slices.ContainsFunc(d.s.kind, func(c claim) bool { return strings.HasPrefix(c.from, "jsonld:") && isArticleKind(c.value) })
}

// isListAddress reports whether a page says that it stands where the site has lists (A: the notes on the site's pages).
func (d *draft) isListAddress() bool {
	return slices.ContainsFunc(d.s.url, func(c claim) bool { return isListAddress(c.value) })
}

// byMark is the first template whose mark is among the elements that rules name; nil when none claims the page.
func byMark(named []*html.Node) *Template {
	i := slices.IndexFunc(templates, func(t *Template) bool { return t.Mark != nil && slices.ContainsFunc(named, t.Mark.Match) })
	if i < 0 {
		return nil
	}
	return templates[i]
}

// byWording is the template whose wording the page has; nil when none claims it.
func byWording(root *html.Node, lines []line, h head) *Template {
	for _, t := range templates {
		if t.worded(lines, h) && (!t.Plain || !hasElement(root, atom.Nav)) {
			return t
		}
	}
	return nil
}

// worded reports whether the lines hold every label of the template, or are as plain as it is.
func (t *Template) worded(lines []line, h head) bool {
	if t.Plain {
		return h.date > h.headline && !h.dated.labelled && !slices.ContainsFunc(lines, func(l line) bool { return l.linked && isSection(l.text) })
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

func (d *draft) readTemplate(t *Template, root *html.Node, named []*html.Node) error {
	d.template = t.Name
	bodies := t.bodies(named)
	node, headline := t.Headline.find(named)
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
	h := findHead(p.lines, d.hints(), at, start)
	d.take(h)
	d.takeFields(t, named, headline)
	switch {
	case len(bodies) > 0:
		around := &pageOf{roots: nodeSet(bodies), story: t.Story}
		d.story = tell(p.body(t, bodies, h.end, start == len(p.lines), around), d.known(around))
	case h.dateOrByline():
		if region := p.region(h.end); !isList(region) {
			d.tellRegion(region)
		}
	}
	return d.check()
}

func nodeSet(nodes []*html.Node) map[*html.Node]bool {
	set := map[*html.Node]bool{}
	for _, n := range nodes {
		set[n] = true
	}
	return set
}

// check refuses a page of a template that lacks what makes an article.
func (d *draft) check() error {
	switch {
	case d.headline.value == "":
		return noHeadline
	case isSitePage(d.headline.value):
		return notArticle
	case len(d.story.blocks) == 0:
		return noBody
	}
	return nil
}

// take keeps what was found above the story.
func (d *draft) take(h head) {
	if h.headline >= 0 {
		d.headline = claim{"line above the date", h.title}
	}
	d.subhead, d.section, d.byline = h.subhead, h.section, h.byline
	d.published, d.updated, d.unreadable = h.dated.published, h.dated.updated, h.dated.unreadable
	if h.date >= 0 {
		d.date = claim{"text of the date line", h.dateline}
	}
}

// takeFields lets the rules of the template go before what position says.
func (d *draft) takeFields(t *Template, named []*html.Node, headline claim) {
	if headline.value != "" {
		d.headline = headline
	}
	if t.Subhead != nil {
		d.subhead = t.Subhead.findAll(named)
	}
	if _, section := t.Section.find(named); section.value != "" {
		d.section = section
	}
	if _, byline := t.Byline.find(named); byline.value != "" {
		d.byline = byline
	}
}

// readLines reads a page of this site by its wording.
func (d *draft) readLines(p page) error {
	d.template = ByLines
	h := findHead(p.lines, d.hints(), -1, len(p.lines))
	if t := byWording(d.doc.HTML.Nodes[0], p.lines, h); t != nil {
		d.template = t.Name
	}
	if h.headline < 0 || isSitePage(h.title) || !h.dateOrByline() && !d.statesStory(h, p.lines) {
		return notArticle
	}
	region := p.region(h.end)
	if d.isListAddress() || isList(region) {
		return aList
	}
	d.take(h)
	d.tellRegion(region)
	if !tellsEnough(d.story.blocks) {
		return notArticle
	}
	return d.check()
}

// tellsEnough reports whether blocks hold a sentence of a story, or several short ones.
func tellsEnough(blocks []article.Block) bool {
	sentences := 0
	for _, b := range blocks {
		if len(b.Text) >= shortestSentence {
			return true
		}
		if terminal(b.Text) && strings.Contains(b.Text, " ") {
			sentences++
		}
	}
	return sentences >= 3
}

// statesStory reports whether the page says that it stands where the site has a story, under the headline that the
// page's titles say: then it may lack a date and a byline.
func (d *draft) statesStory(h head, lines []line) bool {
	titled := slices.ContainsFunc(titles(d.s), func(t string) bool { return sameTitle(t, lines[h.headline].text) })
	return titled && slices.ContainsFunc(d.s.url, func(c claim) bool {
		_, story := storyID(c.value)
		return story
	})
}

func (d *draft) tellRegion(lines []line) {
	d.story = tell(lines, d.known(&pageOf{roots: nodeSet([]*html.Node{homeOf(lines)})}))
}

// readGeneric reads a page of another paper.
func (d *draft) readGeneric() error {
	d.template = ByGeneric
	g := readGeneric(d.doc.HTML, d.s, d.doc.URL)
	d.generic = &g
	d.headline = claim{"generic", g.headline}
	d.subhead, d.section = claim{}, claim{"generic", g.section}
	if g.root == nil {
		return notArticle
	}
	p := layout(g.root, nil, []*html.Node{g.root}, nil)
	if isList(p.lines) {
		return aList
	}
	d.story = tell(p.lines, known{headline: g.headline, names: g.authors, page: &pageOf{roots: map[*html.Node]bool{g.root: true}}})
	return d.check()
}

// known is what the head tells of the body.
func (d *draft) known(p *pageOf) known {
	k := known{headline: d.headline.value, dated: dated{published: d.published, updated: d.updated}, page: p}
	if b, ok := site.Newsroom.ParseNames(d.byline.value); ok {
		for _, person := range b.People {
			k.names = append(k.names, person.Name)
		}
	}
	// [Noah Smith] before a column's headline names its writer, if the note below the story does too.
	if kicker, _, ok := strings.Cut(strings.TrimPrefix(d.headline.value, "["), "]"); ok && kicker != d.headline.value {
		if name, ok := site.Newsroom.PersonName(kicker); ok && !names(k.names, name) {
			k.names = append(k.names, name)
		}
	}
	return k
}
