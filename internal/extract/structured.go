package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/normalize"
)

// claim is what one place of a page says of one field. Value is as written there, white space folded.
type claim struct{ from, value string }

// nameClaim is what one place says of the authors; the names are as written there, not yet judged or split.
type nameClaim struct {
	from  string
	names []string
}

// structured is what JSON-LD and the head of a page say of it, per field in the order of trust: the JSON-LD of an
// article, then meta, then JSON-LD of the page around it. Nothing is parsed or judged.
type structured struct {
	headline, title          []claim // title is the <title> element: headline and site name in one
	section, language, image []claim
	url, siteName, kind      []claim // url is canonical; kind is og:type and the JSON-LD types
	published, updated       []claim
	authors                  []nameClaim
}

const (
	// The largest JSON-LD block of 231 real pages has 0.85 MB; a larger one than this is no description of a page.
	maxJSONLD = 4 << 20
	// No vocabulary nests an article, its author or its publisher anywhere near so deep.
	maxJSONLDDepth = 32
	// A head that says more than this of one field says nothing.
	maxClaims = 16
	// No headline, name or date is longer; browsers take no address that is.
	maxClaim = 2000
)

// readStructured reads a page's JSON-LD and head in one walk over the tree. A block that is no JSON even after
// repair is passed over: the page is then judged by what else it says.
func readStructured(doc *goquery.Document) structured {
	var s structured
	var metas []claim
	var blocks []any
	var counter string // the script that tells the counter of readers what the page is
	for n := range elements(doc.Nodes[0]) {
		if n.Namespace != "" {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			add(&s.language, "html[lang]", attr(n, "lang"))
		case atom.Title:
			add(&s.title, "title", nodeText(n))
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				add(&s.url, `link[rel="canonical"]`, attr(n, "href"))
			}
		case atom.Meta:
			metas = appendMeta(metas, n)
		case atom.Script:
			switch {
			case n.FirstChild == nil:
			case strings.Contains(strings.ToLower(attr(n, "type")), "ld+json"):
				blocks = append(blocks, decodeJSONLD(n.FirstChild.Data)...)
			case strings.Contains(n.FirstChild.Data, "_AceTitle"):
				counter = n.FirstChild.Data
			}
		}
	}
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
	for _, trail := range ld.trails {
		s.readTrail(trail)
	}
	s.readCounter(counter)
	return s
}

// readTrail takes the section from the way to a page, "Home, National, Politics, the headline": the last label of the site.
func (s *structured) readTrail(trail map[string]any) {
	items, _ := trail["itemListElement"].([]any)
	var last string
	for _, i := range items[:min(len(items), maxClaims)] {
		item, _ := i.(map[string]any)
		name, _ := item["name"].(string)
		if inner, ok := item["item"].(map[string]any); ok && name == "" {
			name, _ = inner["name"].(string)
		}
		if isSection(name) && bare(name) != "home" {
			last = name
		}
	}
	add(&s.section, "jsonld:BreadcrumbList", last)
}

// counted are the variables of the AceCounter script that stands on the site's pages: section and reporter (C: they are
// empty, or say "unclassified", on the pages that could be had).
var counted = pattern(`\b(_atype|_aname)\s*=\s*["']([^"'\n]{2,80})["']`)

func (s *structured) readCounter(script string) {
	if script == "" {
		return
	}
	for _, m := range counted().FindAllStringSubmatch(script, maxClaims) {
		switch name, value := m[1], html.UnescapeString(m[2]); {
		case name == "_atype" && isSection(value):
			add(&s.section, "script _atype", value)
		case name == "_aname":
			s.addAuthors("script _aname", addName(nil, normalize.Text(value)))
		}
	}
}

// add appends what a place says, unless it says nothing or too much has been said already.
func add(to *[]claim, from, value string) {
	value = normalize.Text(value)
	if value != "" && len(value) <= maxClaim && len(*to) < maxClaims {
		*to = append(*to, claim{from, value})
	}
}

func nodeText(n *xhtml.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == xhtml.TextNode && (d.Parent == n || !silent(d.Parent)) {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// metaFields says which meta names speak of which field, the most telling first.
var metaFields = []struct {
	field func(*structured) *[]claim
	names []string
}{
	{func(s *structured) *[]claim { return &s.headline }, []string{"og:title", "twitter:title", "headline", "title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "cxenseparse:title"}},
	{func(s *structured) *[]claim { return &s.section }, []string{"article:section", "section", "parsely-section", "cxenseparse:section"}},
	{func(s *structured) *[]claim { return &s.language }, []string{"og:locale", "language", "content-language"}},
	{func(s *structured) *[]claim { return &s.image }, []string{"og:image", "twitter:image"}},
	{func(s *structured) *[]claim { return &s.url }, []string{"og:url"}},
	{func(s *structured) *[]claim { return &s.siteName }, []string{"og:site_name", "application-name", "publisher", "al:ios:app_name", "twitter:site"}},
	{func(s *structured) *[]claim { return &s.kind }, []string{"og:type"}},
	{func(s *structured) *[]claim { return &s.published }, []string{"article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "publish-date", "publication_date", "pubdate", "date"}},
	{func(s *structured) *[]claim { return &s.updated }, []string{"article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified", "dcterms.modified"}},
}

var metaAuthors = []string{"author", "article:author", "og:article:author", "parsely-author", "cxenseparse:author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "og:author", "authors", "twitter:creator"}

// appendMeta keeps a meta element under its lower-case name.
func appendMeta(metas []claim, n *xhtml.Node) []claim {
	content := attr(n, "content")
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := attr(n, key); name != "" && content != "" {
			return append(metas, claim{strings.ToLower(strings.TrimSpace(name)), content})
		}
	}
	return metas
}

func (s *structured) readMeta(metas []claim) {
	for _, f := range metaFields {
		for _, name := range f.names {
			for _, m := range metas {
				if m.from == name {
					add(f.field(s), metaFrom(name), html.UnescapeString(m.value))
				}
			}
		}
	}
	for _, name := range metaAuthors {
		var names []string
		for _, m := range metas {
			if m.from != name {
				continue
			}
			names = addName(names, normalize.Text(html.UnescapeString(m.value)))
		}
		s.addAuthors(metaFrom(name), names)
	}
	s.addAuthors("meta label", labelledAuthor(metas))
}

// labelledAuthor reads the pair of tags that says in free words who wrote: twitter:label1 "Written by", twitter:data1
// the name; or both in the name of one tag.
func labelledAuthor(metas []claim) []string {
	for i, m := range metas {
		label, isLabel := strings.CutPrefix(m.from, "twitter:label")
		if strings.HasSuffix(m.from, "written by") {
			return []string{normalize.Text(html.UnescapeString(m.value))}
		}
		if !isLabel || !writtenBy[strings.ToLower(m.value)] {
			continue
		}
		for _, d := range metas[i+1:] {
			if d.from == "twitter:data"+label {
				return []string{normalize.Text(html.UnescapeString(d.value))}
			}
		}
	}
	return nil
}

var writtenBy = map[string]bool{"written by": true, "by": true, "author": true, "verfasst von": true, "geschrieben von": true, "écrit par": true, "escrito por": true, "scritto da": true}

func metaFrom(name string) string {
	if strings.HasPrefix(name, "og:") || strings.HasPrefix(name, "article:") {
		return `meta[property="` + name + `"]`
	}
	return `meta[name="` + name + `"]`
}

func (s *structured) addAuthors(from string, names []string) {
	if len(names) > 0 && len(s.authors) < maxClaims {
		s.authors = append(s.authors, nameClaim{from, names[:min(len(names), maxClaims)]})
	}
}

// addName appends a name that is new, unless so many have been named already.
func addName(names []string, name string) []string {
	if name == "" || len(name) > maxClaim || len(names) == maxClaims || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// decodeJSONLD gives the values of one block: as it stands, else repaired, else none.
func decodeJSONLD(text string) []any {
	if len(text) > maxJSONLD {
		return nil
	}
	if values, err := decodeValues(text); err == nil {
		return values
	}
	values, _ := decodeValues(repairJSON(text)) // what stands before a fault that is beyond repair is still said
	return values
}

// decodeValues reads JSON values one after the other: some pages put two objects into one block.
func decodeValues(text string) ([]any, error) {
	var values []any
	d := json.NewDecoder(strings.NewReader(text))
	for {
		var v any
		if err := d.Decode(&v); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return values, err
		}
		values = append(values, v)
	}
}

// repairJSON mends the faults that templates of news sites make: comment and CDATA marks around the block, entities
// for quotes, raw line feeds, quotes and bad escapes within strings, commas before a closing bracket, brackets that
// are not closed or closed twice. It takes one pass and makes no promise that the result is JSON.
func repairJSON(text string) string {
	for _, mark := range []string{"<![CDATA[", "]]>", "<!--", "-->"} {
		text = strings.ReplaceAll(text, mark, "")
	}
	if !strings.Contains(text, `"`) {
		text = html.UnescapeString(text)
	}
	start := strings.IndexAny(text, "{[")
	if start < 0 {
		return ""
	}
	text = text[start:]
	var out bytes.Buffer
	var open []byte // the brackets that wait for their partner
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			i = repairString(&out, text, i)
		case '{', '[':
			open = append(open, c+2) // in ASCII the partner stands two behind
			out.WriteByte(c)
		case '}', ']':
			if len(open) == 0 || open[len(open)-1] != c {
				continue
			}
			open = open[:len(open)-1]
			out.WriteByte(c)
		case ',':
			if next := nextByte(text, i+1); next == '}' || next == ']' || next == ',' || next == 0 {
				continue
			}
			out.WriteByte(c)
		case '/', ';': // what is left of a comment around CDATA, of a script statement
		default:
			out.WriteByte(c)
		}
	}
	slices.Reverse(open)
	out.Write(open)
	return out.String()
}

// repairString copies the string that begins at text[i] and gives the place of its end. A quote ends it only where
// JSON can go on behind it.
func repairString(out *bytes.Buffer, text string, i int) int {
	out.WriteByte('"')
	for i++; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			if strings.IndexByte(`"\/bfnrtu`, text[i]) >= 0 {
				out.WriteByte('\\')
			}
			out.WriteByte(text[i])
		case c == '"' && strings.IndexByte(",:}]\x00", nextByte(text, i+1)) >= 0:
			out.WriteByte('"')
			return i
		case c == '"':
			out.WriteString(`\"`)
		case c < ' ':
			out.WriteByte(' ')
		default:
			out.WriteByte(c)
		}
	}
	out.WriteByte('"')
	return i
}

// nextByte is the first byte from i on that is no white space; 0 where there is none.
func nextByte(text string, i int) byte {
	for ; i < len(text); i++ {
		if strings.IndexByte(" \t\r\n", text[i]) < 0 {
			return text[i]
		}
	}
	return 0
}

// linkedData is the nodes of a page's JSON-LD that matter here.
type linkedData struct {
	articles []map[string]any
	trails   []map[string]any // the ways to the page
	pages    []map[string]any // WebPage and its kin: less is known of them, and it is said of the page
	byID     map[string]map[string]any
}

// collect walks arrays, @graph and the main entity of a page. Articles elsewhere (in lists, as parts) are other
// stories than the one on the page.
func (ld *linkedData) collect(v any, depth int) {
	if depth > maxJSONLDDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			ld.collect(e, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			if _, known := ld.byID[id]; !known {
				ld.byID[id] = v
			}
		}
		switch kind := kindOf(v); {
		case isArticleKind(kind):
			ld.articles = append(ld.articles, v)
		case kind == "BreadcrumbList":
			ld.trails = append(ld.trails, v)
		case strings.HasSuffix(kind, "WebPage") || strings.HasSuffix(kind, "ItemPage"):
			ld.pages = append(ld.pages, v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "breadcrumb"} {
			ld.collect(v[key], depth+1)
		}
	}
}

// kindOf is the type of a node without its vocabulary; of several the one that names an article.
func kindOf(v map[string]any) string {
	kinds := stringsOf(v["@type"])
	for i, k := range kinds {
		kinds[i] = k[strings.LastIndexAny(k, "/#:")+1:]
	}
	if i := slices.IndexFunc(kinds, isArticleKind); i >= 0 {
		return kinds[i]
	}
	if len(kinds) > 0 {
		return kinds[0]
	}
	return ""
}

func isArticleKind(kind string) bool {
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") && kind != "JobPosting" || kind == "Report" || kind == "Review"
}

func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				list = append(list, s)
			}
		}
		return list
	}
	return nil
}

func (s *structured) readArticle(ld *linkedData, a map[string]any) {
	kind := kindOf(a)
	s.readNode(ld, a, kind)
	for _, key := range []string{"headline", "name", "alternativeHeadline"} {
		addStrings(&s.headline, "jsonld:"+kind+"."+key, a[key])
	}
	addStrings(&s.section, "jsonld:"+kind+".articleSection", a["articleSection"])
	addStrings(&s.url, "jsonld:"+kind+".url", a["url"])
}

func (s *structured) readPage(ld *linkedData, p map[string]any) {
	kind := kindOf(p)
	s.readNode(ld, p, kind)
	for _, key := range []string{"headline", "name"} {
		addStrings(&s.headline, "jsonld:"+kind+"."+key, p[key])
	}
}

// readNode reads what articles and pages have in common.
func (s *structured) readNode(ld *linkedData, a map[string]any, kind string) {
	from := "jsonld:" + kind
	add(&s.kind, from, kind)
	addStrings(&s.published, from+".datePublished", a["datePublished"])
	addStrings(&s.published, from+".dateCreated", a["dateCreated"])
	addStrings(&s.updated, from+".dateModified", a["dateModified"])
	addStrings(&s.language, from+".inLanguage", a["inLanguage"])
	for _, name := range ld.namesOf(a["publisher"], 0) {
		add(&s.siteName, from+".publisher", name)
	}
	for _, u := range ld.urlsOf(a["image"], 0) {
		add(&s.image, from+".image", u)
	}
	for _, key := range []string{"author", "creator"} {
		s.addAuthors(from+"."+key, ld.namesOf(a[key], 0))
	}
}

func addStrings(to *[]claim, from string, v any) {
	for _, text := range stringsOf(v) {
		add(to, from, html.UnescapeString(text))
	}
}

// namesOf reads persons and organisations: a string, an object with a name, a reference, an array of these.
func (ld *linkedData) namesOf(v any, depth int) []string {
	if depth > maxJSONLDDepth {
		return nil
	}
	var names []string
	switch v := v.(type) {
	case string:
		names = addName(names, normalize.Text(html.UnescapeString(v)))
	case []any:
		for _, e := range v {
			for _, name := range ld.namesOf(e, depth+1) {
				names = addName(names, name)
			}
		}
	case map[string]any:
		if v["name"] == nil {
			if id, ok := v["@id"].(string); ok && ld.byID[id] != nil {
				return stringsOf(ld.byID[id]["name"]) // no reference is followed twice: they may go in circles
			}
			given, _ := v["givenName"].(string)
			family, _ := v["familyName"].(string)
			return ld.namesOf(given+" "+family, depth+1)
		}
		return ld.namesOf(v["name"], depth+1)
	}
	return names
}

// urlsOf reads images: a string, an object with a url, a reference, an array of these.
func (ld *linkedData) urlsOf(v any, depth int) []string {
	if depth > maxJSONLDDepth {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var urls []string
		for _, e := range v {
			if urls = append(urls, ld.urlsOf(e, depth+1)...); len(urls) >= maxClaims {
				break
			}
		}
		return urls
	case map[string]any:
		if v["url"] == nil {
			if id, ok := v["@id"].(string); ok && ld.byID[id] != nil {
				return stringsOf(ld.byID[id]["url"])
			}
		}
		return stringsOf(v["url"])
	}
	return nil
}
