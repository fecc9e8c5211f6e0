package structured

import (
	"html"
	"strings"

	xhtml "golang.org/x/net/html"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// metaFields lists the meta names of each field, the most reliable first.
var metaFields = []struct {
	field func(*Data) *[]claim.Claim
	names []string
}{
	{func(s *Data) *[]claim.Claim { return &s.Headline }, []string{"og:title", "twitter:title", "headline", "title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "cxenseparse:title"}},
	{func(s *Data) *[]claim.Claim { return &s.Description }, []string{"og:description"}},
	{func(s *Data) *[]claim.Claim { return &s.Section }, []string{"article:section", "section", "articlesection", "parsely-section", "cxenseparse:section"}},
	{func(s *Data) *[]claim.Claim { return &s.Language }, []string{"og:locale", "language", "content-language"}},
	{func(s *Data) *[]claim.Claim { return &s.URL }, []string{"og:url"}},
	{func(s *Data) *[]claim.Claim { return &s.SiteName }, []string{"og:site_name", "application-name", "publisher", "al:ios:app_name", "twitter:site"}},
	{func(s *Data) *[]claim.Claim { return &s.Kind }, []string{"og:type"}},
	{func(s *Data) *[]claim.Claim { return &s.Published }, []string{"article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "publish-date", "publication_date", "pubdate", "date"}},
	{func(s *Data) *[]claim.Claim { return &s.Updated }, []string{"article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified", "dcterms.modified"}},
}

var metaAuthors = []string{"author", "article:author", "og:article:author", "parsely-author", "cxenseparse:author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "og:author", "authors", "twitter:creator"}

// appendMeta keeps a meta element under its lower-case name.
func appendMeta(metas []claim.Claim, n *xhtml.Node) []claim.Claim {
	content := dom.Attr(n, "content")
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := dom.Attr(n, key); name != "" && content != "" {
			return append(metas, claim.Claim{From: strings.ToLower(strings.TrimSpace(name)), Value: content})
		}
	}
	return metas
}

func (s *Data) readMeta(metas []claim.Claim) {
	for _, f := range metaFields {
		for _, name := range f.names {
			for _, m := range metas {
				if m.From == name {
					add(f.field(s), metaFrom(name), html.UnescapeString(m.Value))
				}
			}
		}
	}
	for _, name := range metaAuthors {
		var names []string
		for _, m := range metas {
			if m.From != name {
				continue
			}
			names = addName(names, normalize.Text(html.UnescapeString(m.Value)))
		}
		if len(names) > 0 {
			s.addAuthors(metaFrom(name), names)
		}
	}
	s.addAuthors("meta label", labelledAuthor(metas))
}

// labelledAuthor reads the pair of tags that names the writer in free words: twitter:label1 "Written by", twitter:data1
// the name; or both in the name of one tag.
func labelledAuthor(metas []claim.Claim) []string {
	for i, m := range metas {
		label, isLabel := strings.CutPrefix(m.From, "twitter:label")
		if strings.HasSuffix(m.From, "written by") {
			return []string{normalize.Text(html.UnescapeString(m.Value))}
		}
		if !isLabel || !writtenBy[strings.ToLower(m.Value)] {
			continue
		}
		for _, d := range metas[i+1:] {
			if d.From == "twitter:data"+label {
				return []string{normalize.Text(html.UnescapeString(d.Value))}
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
