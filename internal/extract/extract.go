// Package extract reads the article out of a document.
//
// In: a decoded document. Out: exactly one of an article and a [*Refusal]. It never reads a file, a flag, a clock or a
// log. What is known of the site is in package site; everything else is found by pattern and position.
package extract

import (
	"errors"
	"slices"
	"strings"
	"sync"

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

// Refusal is the reason why a page is rejected.
type Refusal struct {
	code   string
	reason string
}

func (r *Refusal) Error() string { return r.reason }

// Code returns the stable code of the reason: "not-article", "no-headline" or "no-body".
func (r *Refusal) Code() string { return r.code }

// The reasons why a page is rejected.
var (
	notArticle = &Refusal{"not-article", "not an article (a front page, a list, a search, an error page)"}
	aList      = &Refusal{"not-article", "a list of articles, not an article"}
	noHeadline = &Refusal{"no-headline", "an article without a headline"}
	noBody     = &Refusal{"no-body", "an article without text"}
)

// Reader extracts with a set of templates. Its zero value has the built-in ones.
type Reader struct{ Templates *site.Set }

// Article is [Reader.Article] with the built-in templates.
func Article(doc *decode.Document) (*article.Article, error) { return Reader{}.Article(doc) }

// Article extracts the article of a document, or returns a [*Refusal]. Of the article's source it sets the encoding only:
// callers know the rest.
func (r Reader) Article(doc *decode.Document) (*article.Article, error) {
	x, err := r.read(doc, false)
	if err != nil {
		return nil, err
	}
	return x.article(), nil
}

// Explained is [Reader.Article] with the evidence of each field.
func (r Reader) Explained(doc *decode.Document) (*article.Article, error) {
	x, err := r.read(doc, false)
	if err != nil {
		return nil, err
	}
	a := x.article()
	a.Evidence = x.evidence(a)
	return a, nil
}

// Said returns what a rejected page states about its fields, as far as it was read. No evidence agrees: there is no
// article to agree with.
func (r Reader) Said(doc *decode.Document) []article.Evidence {
	x, _ := r.read(doc, false) // [Reader.Article] returns the reason
	said := x.evidence(&article.Article{})
	for i := range said {
		said[i].Agrees = false
	}
	return said
}

// Claims returns the claims that gave the fields their values, with the elements that print them. It is for
// [herald/internal/inspect], also of a rejected page as far as it was read.
func (r Reader) Claims(doc *decode.Document) []claim.Claim {
	x, _ := r.read(doc, true) // [Reader.Article] returns the reason
	return x.claims()
}

// read tries the strategies that suit a document, each on a fresh extraction, and returns the last one tried.
func (r Reader) read(doc *decode.Document, traced bool) (*extraction, error) {
	if doc.HTML == nil {
		return readText(doc, traced)
	}
	if r.Templates == nil {
		r.Templates = site.Builtin()
	}
	return r.readHTML(doc, traced)
}

func (r Reader) readHTML(doc *decode.Document, traced bool) (*extraction, error) {
	root := doc.HTML.Nodes[0]
	var candidates []*html.Node // that a rule of any template may name
	meta := structured.Read(root, func(n *html.Node) {
		if r.Templates.IsCandidate(n) {
			candidates = append(candidates, n)
		}
	})
	whole := sync.OnceValue(func() page { return layout(root) })
	for t := range r.Templates.AllByMark(candidates) {
		x := &extraction{doc: doc, meta: meta, templates: r.Templates, traced: traced, user: t.User}
		if !t.User && (statesOther(&meta) || !t.HasOwnMark(candidates) && !x.isHerald(whole)) {
			continue
		}
		if err := x.readTemplate(t, root, candidates); x.settles(t, err) {
			return x, err
		}
	}
	x := &extraction{doc: doc, meta: meta, templates: r.Templates, traced: traced}
	herald := x.isHerald(whole)
	if herald {
		if err := x.readWording(whole()); err == nil || !x.statesArticle() {
			return x, err
		}
	}
	x = &extraction{doc: doc, meta: meta, templates: r.Templates, herald: herald, traced: traced}
	return x, x.readForeign(whole())
}

// settles reports whether what a template has read is the result: its article, or a refusal of a template that names the
// body. Of a template of the user only that of a list is: its rules may fail on a page that it claims by accident, which is
// then read as without it.
func (x *extraction) settles(t *site.Template, err error) bool {
	if t.User {
		return err == nil && hasBrief(x.body.blocks) || errors.Is(err, aList)
	}
	return err == nil || t.Body != nil
}

// readTemplate reads a page that a template claims by its mark.
func (x *extraction) readTemplate(t *site.Template, root *html.Node, candidates []*html.Node) error {
	x.template = t.Name
	bodies := t.Bodies(candidates)
	x.bodies = bodies
	headline, _, _ := t.Headline.Find(candidates)
	_, _, section := t.Section.Find(beforeBody(candidates, bodies))
	var far *narrowing
	if !x.inFull {
		far = newNarrowing(t, headline, bodies, section != "")
	}
	h, p, start := x.layoutHead(t, root, bodies, headline, far)
	if far != nil && h.dates.published.Time.IsZero() {
		h, p, start = x.layoutHead(t, root, bodies, headline, nil) // the date may be printed below the body
	}
	x.takeHead(h)
	x.applyRules(t, candidates, bodies)
	switch {
	case len(bodies) > 0:
		around := &bodyDOM{roots: nodeSet(bodies), bodyText: t.Story}
		k := x.bodyContext(around)
		k.excerpt, k.template = t.Excerpt, t
		lines := p.body(t, bodies, h.end, start == len(p.lines), around)
		if t.User && isList(lines) {
			return aList
		}
		x.body = parseBody(lines, k)
		if x.body.subhead.Value != "" {
			x.subhead = x.body.subhead
		}
		x.checkStart(k)
	case h.dateOrByline():
		x.parseBodyRegion(p, h)
		return x.decide(p, h)
	}
	return x.check()
}

// layoutHead lays a page out and finds its head. start is the first line of the body, or the number of lines if the body is
// not known or holds the head.
func (x *extraction) layoutHead(t *site.Template, root *html.Node, bodies []*html.Node, headline *html.Node, far *narrowing) (h head, p page, start int) {
	p = layoutNarrowed(root, t, bodies, headline, far)
	start = len(p.lines)
	if len(bodies) > 0 {
		start = p.spans.at(bodies[0]).start
	}
	at := -1
	if headline != nil {
		// A headline whose text is all dropped has no line.
		if in := p.spans.at(headline); in.start < in.end {
			at = in.start
		}
		if at >= start {
			start = len(p.lines)
		}
	}
	return findHead(p.lines, x.hints(), at, start), p, start
}

// applyRules takes the fields that the template's rules name. A rule takes precedence over the position of things; where
// both found a value and they differ, the article carries a warning and both are evidence.
func (x *extraction) applyRules(t *site.Template, candidates, bodies []*html.Node) {
	take := func(field string, to *claim.Claim, n *html.Node, from, text string) {
		if n == nil {
			return
		}
		if to.Value != "" && !sameClaim(field, to.Value, text) && !(field == "section" && site.NamesSection(text)) {
			x.overrule(field, *to, from, text)
		}
		*to = claim.Claim{Field: field, From: from, Value: text, Node: n}
	}
	n, from, text := t.Headline.Find(candidates)
	take("headline", &x.headline, n, from, text)
	n, from, text = t.Subhead.FindAll(candidates)
	take("subheadline", &x.subhead, n, from, text)
	n, from, text = t.Section.Find(beforeBody(candidates, bodies))
	take("section", &x.section, n, from, text)
	n, from, text = t.Byline.FindAll(candidates)
	if names := namesInPieces(strings.Split(text, "\n")); names != "" {
		text = names
	} else if names := namesInPieces(dom.Pieces(n)); names != "" {
		text = names
	}
	take("byline", &x.byline, n, from, text)
	x.applyDateRules(t, candidates)
}

// beforeBody returns the candidates before the first body. What is printed below it may be of another article.
func beforeBody(candidates, bodies []*html.Node) []*html.Node {
	if len(bodies) == 0 {
		return candidates
	}
	return candidates[:slices.Index(candidates, bodies[0])]
}

// applyDateRules reads the dates of the elements that the template's rules name.
func (x *extraction) applyDateRules(t *site.Template, candidates []*html.Node) {
	n, from, text := t.Published.Find(candidates)
	if n != nil {
		rule, ok := readDate(normalize.Text(dom.SpacedText(n)))
		switch {
		case !ok:
			x.unreadable = text
		case differ(rule.published, x.published):
			x.overrule("date", x.date, from, text)
		}
		if ok {
			x.published, x.unreadable = moreExact(rule.published, x.published), rule.unreadable
			if !rule.updated.Time.IsZero() {
				x.updated = rule.updated
			}
			x.date = claim.Claim{Field: "date", From: from, Value: text, Node: n}
		}
	}
	if n, from, text = t.Updated.Find(candidates); n != nil {
		rule, ok := readDate(text)
		if !ok {
			return
		}
		updated := rule.updated
		if updated.Time.IsZero() {
			updated = rule.published // the element has no label
		}
		if differ(updated, x.updated) {
			x.overrule("updated", claim.Claim{From: x.date.From, Value: x.updated.String()}, from, text)
		}
		x.updated = updated
		x.updateLine = claim.Claim{Field: "updated", From: from, Value: text, Node: n}
	}
}

// check rejects a page that lacks what makes an article.
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

// readWording reads a page of this site in a template that is not known, by the site's wording.
func (x *extraction) readWording(p page) error {
	x.template, x.herald = ByLines, true
	says := x.hints()
	says.bodyStart = func() int { return newProseMap(p.lines).start() }
	h := findHead(p.lines, says, -1, len(p.lines))
	worded := false // the labels of a template claim the page: only the absence of labels claims it for a plain one
	if t := byWording(x.templates, x.doc.HTML.Nodes[0], p.lines, h); t != nil {
		x.template, worded = t.Name, !t.Plain
	}
	if h.title == "" || !h.dateOrByline() && !x.statesArticleURL(h) {
		return notArticle
	}
	if x.statesListURL() {
		return aList
	}
	x.takeHead(h)
	x.parseBodyRegion(p, h)
	switch {
	case !worded:
		return x.decide(p, h)
	case isList(p.lines[h.end:p.tail(h.end)]):
		return aList
	}
	return x.check()
}

// decide rejects a page whose body no rule names, if it is not an article.
func (x *extraction) decide(whole page, h head) error {
	x.candidate = &candidate{
		lines: whole.lines, headline: x.headline.Value, blocks: x.body.blocks, meta: x.meta, urls: x.urls(), herald: x.herald,
		signed: h.dateOrByline(), labelled: h.dates.labelled,
	}
	s := x.candidate.signs()
	switch {
	case x.headline.Value == "":
		return noHeadline
	case s[statedKind] > 0 && s[ownProse] == 0:
		return noBody
	case isFeed(x.candidate.below()):
		return aList
	case s.score() < 0:
		return &Refusal{notArticle.code, "not an article: " + strings.Join(s.against(), ", ")}
	}
	return x.check()
}

// SignNames returns the names of the signs of [Signs].
func SignNames() []string { return signNames[:] }

// Signs returns the values of the signs by which a page that no template claims is found to be an article, or not. It returns nil
// for a page that has no headline or no body, and for one that a template claims.
func Signs(doc *decode.Document) []float64 {
	x, _ := Reader{}.read(doc, false) // the reason is [Article]'s
	if x.candidate == nil || x.check() != nil {
		return nil
	}
	s := x.candidate.signs()
	return s[:]
}

// byWording returns the template whose wording the page has, or nil.
func byWording(templates *site.Set, root *html.Node, lines []line, h head) *site.Template {
	for t := range templates.All() {
		if isWorded(t, lines, h) && (!t.Plain || !dom.HasElement(root, atom.Nav)) {
			return t
		}
	}
	return nil
}

// isWorded reports whether the lines hold every label of a template, or are as plain as it is.
func isWorded(t *site.Template, lines []line, h head) bool {
	if t.Plain {
		return h.date > h.headline && !h.dates.labelled && !hasNavigation(lines)
	}
	return len(t.Wording) > 0 && !slices.ContainsFunc(t.Wording, func(label string) bool {
		return !slices.ContainsFunc(lines, func(l line) bool { return hasLabel(l, label) })
	})
}

// hasNavigation reports whether a page has a link to a section, or the labels of sections in a row: a script may make links of them.
func hasNavigation(lines []line) bool {
	for i := range lines {
		if lines[i].linked && lines[i].is(section) || navigation(lines[i:]) {
			return true
		}
	}
	return false
}

// hasLabel reports whether a line is a label, at most with another beside it: "Print article Close".
func hasLabel(l line, label string) bool {
	const both = 2
	if len(l.text) > both*len(label) {
		return false
	}
	for i := range len(l.text) - len(label) + 1 {
		if strings.EqualFold(l.text[i:i+len(label)], label) {
			return true
		}
	}
	return false
}

// readForeign reads a page of another paper. whole is all of it.
func (x *extraction) readForeign(whole page) error {
	x.template = ByGeneric
	g := readGeneric(x.doc.HTML, whole, x.meta, x.doc.URL)
	x.generic = &g
	x.headline = claim.Claim{Field: "headline", From: ByGeneric, Value: g.headline}
	x.section = claim.Claim{Field: "section", From: ByGeneric, Value: g.section}
	x.subhead = g.subhead
	if g.root != nil { // nil on a page without a sentence
		x.region = g.root
		around := &bodyDOM{roots: nodeSet([]*html.Node{g.root})}
		x.body = parseBody(g.lines, bodyContext{headline: g.headline, subhead: x.subhead.Value, names: g.authors, dom: around, traced: x.traced})
	}
	found := head{byline: claim.Claim{Value: strings.Join(g.authors, ", ")}, date: -1}
	if g.published != "" {
		found.date = 0
	}
	return x.decide(whole, found)
}

// parseBodyRegion parses the body of a page whose body no rule names: its photos, if that is all there is.
func (x *extraction) parseBodyRegion(p page, h head) {
	p.lines = p.lines[:nextArticle(p.lines, h.headline)]
	m, around := newProseMap(p.lines), &bodyDOM{}
	lines := p.photos(h.headline, m)
	if lines == nil {
		body := p.bodyRegion(m, h.title, h)
		x.region = body.root
		lines, around.roots = body.all(), nodeSet([]*html.Node{body.root})
	}
	x.body = parseBody(lines, x.bodyContext(around))
}
