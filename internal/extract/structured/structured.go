// Package structured reads what a page states in its head: JSON-LD, meta tags, the counter script, and what a service for
// readers prints above a text rendering.
//
// In: a tree, or a text. Out: claims per field, in the order of trust. It never reads the text of the page and never parses
// or rejects a value, except to skip what is too long or too much to describe one page.
package structured

import (
	"cmp"
	"html"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// Data is what JSON-LD and the head of a page state, per field in the order of trust: the JSON-LD of an article, then
// meta, then JSON-LD of the page around it.
type Data struct {
	Headline, Title     []claim.Claim // Title is the <title> element: headline and site name in one
	Description         []claim.Claim // a summary of the article, or its beginning
	Section, Language   []claim.Claim
	URL, SiteName, Kind []claim.Claim // URL is where the page declares itself to be; Kind is og:type and the JSON-LD types
	Published, Updated  []claim.Claim
	Base                string // of <base href>
	Authors             []claim.Names
}

const (
	// The largest JSON-LD block of 231 real pages has 0.85 MB; a larger one does not describe a page.
	maxJSONLD = 4 << 20
	// No vocabulary nests an article, its author or its publisher anywhere near so deep.
	maxJSONLDDepth = 32
	// A head with more values than this for one field states nothing usable.
	maxClaims = 16
	// No headline, name or date is longer; browsers reject a URL that is.
	maxClaim = 2000
)

// Read reads a page's JSON-LD and head in one walk over the tree. It skips a block that is not JSON even after repair. If
// visit is not nil it is called with every element of HTML, in document order: a walk over the whole page is not cheap.
func Read(root *xhtml.Node, visit func(*xhtml.Node)) Data {
	var s Data
	var metas []claim.Claim
	var blocks []any
	var counter string // the last script that reports the page to the counter of readers
	for n := range dom.Elements(root) {
		if n.Namespace != "" {
			continue
		}
		if visit != nil {
			visit(n)
		}
		switch n.DataAtom {
		case atom.Html:
			add(&s.Language, "html[lang]", dom.Attr(n, "lang"))
		case atom.Title:
			if n.FirstChild != nil {
				add(&s.Title, "title", n.FirstChild.Data)
			}
		case atom.Link:
			if strings.EqualFold(dom.Attr(n, "rel"), "canonical") {
				add(&s.URL, `link[rel="canonical"]`, dom.Attr(n, "href"))
			}
		case atom.Base:
			s.Base = cmp.Or(s.Base, strings.TrimSpace(dom.Attr(n, "href"))) // browsers take the first one
		case atom.Meta:
			metas = appendMeta(metas, n)
		case atom.Script:
			values, count := readScript(n)
			blocks, counter = append(blocks, values...), cmp.Or(count, counter)
		}
	}
	s.readStatements(blocks, metas)
	s.readCounter(counter)
	s.Section = slices.DeleteFunc(s.Section, s.namesSite)
	return s
}

// readStatements reads JSON-LD and meta tags in the order of trust.
func (s *Data) readStatements(blocks []any, metas []claim.Claim) {
	ld := &linkedData{byID: map[string]map[string]any{}}
	for _, b := range blocks {
		ld.collect(b, 0)
	}
	for _, a := range ld.articles {
		s.readArticle(ld, a)
	}
	s.readMeta(metas)
	for _, p := range ld.pages {
		s.readPage(ld, p)
	}
	for _, kind := range ld.lists {
		add(&s.Kind, claim.FromJSONLD+kind, kind)
	}
	for _, trail := range ld.trails {
		s.readTrail(trail)
	}
}

// namesSite reports whether a claim states no more than the name of the site: some pages state it as their section (B).
func (s *Data) namesSite(c claim.Claim) bool {
	return site.CutPaperName(c.Value) == "" || slices.ContainsFunc(s.SiteName, func(name claim.Claim) bool { return strings.EqualFold(name.Value, c.Value) })
}

// readScript returns the values of a JSON-LD block, or the text of a counter script.
func readScript(n *xhtml.Node) (values []any, counter string) {
	switch {
	case n.FirstChild == nil:
	case strings.Contains(strings.ToLower(dom.Attr(n, "type")), "ld+json"):
		values = decodeJSONLD(n.FirstChild.Data)
	case strings.Contains(n.FirstChild.Data, site.CounterMark):
		counter = n.FirstChild.Data
	}
	return values, counter
}

// readCounter reads the variables of the site's counter script.
func (s *Data) readCounter(script string) {
	if script == "" {
		return
	}
	for _, v := range site.CounterVariables(script, maxClaims) {
		switch value := html.UnescapeString(v.Value); {
		case v.Name == site.CounterSection && site.IsSection(value):
			add(&s.Section, "script "+v.Name, value)
		case v.Name == site.CounterReporter:
			s.addAuthors("script "+v.Name, addName(nil, normalize.Text(value)))
		}
	}
}

// add appends what a place states, unless that is nothing, too long, or one statement too many.
func add(to *[]claim.Claim, from, value string) {
	value = normalize.Text(value)
	if value != "" && len(value) <= maxClaim && len(*to) < maxClaims {
		*to = append(*to, claim.Claim{From: from, Value: value})
	}
}

// addAuthors appends what a place states about the authors.
func (s *Data) addAuthors(from string, names []string) {
	if len(names) > 0 && len(s.Authors) < maxClaims {
		s.Authors = append(s.Authors, claim.Names{From: from, Names: names[:min(len(names), maxClaims)]})
	}
}

// addName appends a new name, up to the limit of names.
func addName(names []string, name string) []string {
	if name == "" || len(name) > maxClaim || len(names) == maxClaims || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// Titles returns the headlines that the head of the page states, best first, without the paper's name.
func (s *Data) Titles() []string {
	var all []string
	for _, c := range slices.Concat(s.Headline, s.Title) {
		if t := site.CutPaperName(c.Value); t != "" && !site.IsSection(t) && !site.IsFurniture(t) {
			all = append(all, t)
		}
	}
	return all
}

// Byline returns the first stated byline that is accepted, and where it is stated; "" if there is none.
func (s *Data) Byline(does func(normalize.Byline) bool) (from string, by normalize.Byline) {
	for _, c := range s.Authors {
		if b, ok := site.Newsroom.ParseNames(strings.Join(c.Names, ", ")); ok && does(b) {
			return c.From, b
		}
	}
	return "", by
}

// FirstStamp returns the first of the claims that is a date, in Korean time, and that claim.
func FirstStamp(claims []claim.Claim) (normalize.Timestamp, claim.Claim) {
	for _, c := range claims {
		if s, ok := normalize.Date(c.Value); ok {
			s.Time = s.Time.In(normalize.KST)
			return s, c
		}
	}
	return normalize.Timestamp{}, claim.Claim{}
}
