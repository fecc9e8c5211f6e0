package structured

import (
	"encoding/json"
	"errors"
	"html"
	"io"
	"slices"
	"strconv"
	"strings"

	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// decodeJSONLD returns the values of one block: as written, else repaired, else none.
func decodeJSONLD(text string) []any {
	if len(text) > maxJSONLD {
		return nil
	}
	if values, err := decodeValues(text); err == nil {
		return values
	}
	values, _ := decodeValues(repairJSON(text)) // the values before a fault that cannot be repaired still count
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

// linkedData holds the nodes of a page's JSON-LD that matter here.
type linkedData struct {
	articles []map[string]any
	trails   []map[string]any // breadcrumbs
	lists    []string         // the types of lists and products
	pages    []map[string]any // WebPage and similar types, which describe the page around the article
	byID     map[string]map[string]any
}

// collect walks arrays, @graph and the main entity of a page. Articles elsewhere (in lists, as parts) are not the one
// on the page.
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
		case IsArticleKind(kind):
			ld.articles = append(ld.articles, v)
		case kind == "BreadcrumbList":
			ld.trails = append(ld.trails, v)
		case IsListKind(kind):
			ld.lists = append(ld.lists, kind)
		case strings.HasSuffix(kind, "WebPage") || strings.HasSuffix(kind, "ItemPage"):
			ld.pages = append(ld.pages, v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "breadcrumb"} {
			ld.collect(v[key], depth+1)
		}
	}
}

// kindOf returns the type of a node without its vocabulary; of several the one that names an article.
func kindOf(v map[string]any) string {
	kinds := stringsOf(v["@type"])
	for i, k := range kinds {
		kinds[i] = k[strings.LastIndexAny(k, "/#:")+1:]
	}
	if i := slices.IndexFunc(kinds, IsArticleKind); i >= 0 {
		return kinds[i]
	}
	if len(kinds) > 0 {
		return kinds[0]
	}
	return ""
}

// IsArticleKind reports whether a type of schema.org is that of an article.
func IsArticleKind(kind string) bool {
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") && kind != "JobPosting" || kind == "Report" || kind == "Review"
}

// IsListKind reports whether a type of schema.org is that of a list of pages, or of a product.
func IsListKind(kind string) bool {
	switch kind {
	case "ItemList", "CollectionPage", "SearchResultsPage", "ProfilePage", "Product", "ProductGroup", "OfferCatalog":
		return true
	}
	return false
}

// stringsOf returns a string or a number as text, and those of an array.
func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case float64: // seconds since 1970
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}
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

func (s *Data) readArticle(ld *linkedData, a map[string]any) {
	kind := kindOf(a)
	s.readNode(ld, a, kind)
	for _, key := range []string{"headline", "name", "alternativeHeadline"} {
		addStrings(&s.Headline, claim.FromJSONLD+kind+"."+key, a[key])
	}
	addStrings(&s.Section, claim.FromJSONLD+kind+".articleSection", a["articleSection"])
	addStrings(&s.URL, claim.FromJSONLD+kind+".url", a["url"])
}

func (s *Data) readPage(ld *linkedData, p map[string]any) {
	kind := kindOf(p)
	s.readNode(ld, p, kind)
	for _, key := range []string{"headline", "name"} {
		addStrings(&s.Headline, claim.FromJSONLD+kind+"."+key, p[key])
	}
}

// readNode reads what articles and pages have in common.
func (s *Data) readNode(ld *linkedData, a map[string]any, kind string) {
	from := "jsonld:" + kind
	add(&s.Kind, from, kind)
	addStrings(&s.Published, from+".datePublished", a["datePublished"])
	addStrings(&s.Published, from+".dateCreated", a["dateCreated"])
	addStrings(&s.Updated, from+".dateModified", a["dateModified"])
	addStrings(&s.Language, from+".inLanguage", a["inLanguage"])
	for _, name := range ld.namesOf(a["publisher"], 0) {
		add(&s.SiteName, from+".publisher", name)
	}
	for _, key := range []string{"author", "creator"} {
		s.addAuthors(from+"."+key, ld.namesOf(a[key], 0))
	}
}

func addStrings(to *[]claim.Claim, from string, v any) {
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
				return stringsOf(ld.byID[id]["name"]) // a reference in it is not followed: there may be cycles
			}
			given, _ := v["givenName"].(string)
			family, _ := v["familyName"].(string)
			return ld.namesOf(given+" "+family, depth+1)
		}
		return ld.namesOf(v["name"], depth+1)
	}
	return names
}

// readTrail takes the section from a breadcrumb list, "Home, National, Politics, the headline": the last label of the
// site.
func (s *Data) readTrail(trail map[string]any) {
	items, _ := trail["itemListElement"].([]any)
	var last string
	for _, i := range items[:min(len(items), maxClaims)] {
		item, _ := i.(map[string]any)
		name, _ := item["name"].(string)
		if inner, ok := item["item"].(map[string]any); ok && name == "" {
			name, _ = inner["name"].(string)
		}
		if site.NamesSection(name) {
			last = name
		}
	}
	add(&s.Section, claim.FromJSONLD+"BreadcrumbList", last)
}
