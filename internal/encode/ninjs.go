package encode

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"herald/internal/article"
)

// ninjsEncoder writes an IPTC ninjs 3.1 object per article, on one line unless indented; "<", ">" and "&" are written as in
// jsonld. Missing values are omitted, as are properties whose values come from controlled vocabularies that no page uses
// (genres, places; the only subject is the section). No time of day is invented: a bare day yields no versionCreated.
//
// With [Options.Fields], an object has only the properties that come from these fields, and declares that it is partial: the
// plain text comes from "body", the XHTML from "blocks". The uri, which ninjs requires, is always written.
type ninjsEncoder struct {
	w    io.Writer
	opts Options
}

// newNinjs returns an [Encoder] of ninjs.
func newNinjs(w io.Writer, opts Options) Encoder {
	return &ninjsEncoder{w, opts}
}

// ninjs is a news item, or one that is associated with it, by the names of the schema.
type ninjs struct {
	Name               string       `json:"name,omitempty"` // of an association
	Rel                string       `json:"rel,omitempty"`  // of an association
	URI                string       `json:"uri"`
	Standard           *standard    `json:"standard,omitempty"`
	Type               string       `json:"type"`
	RepresentationType string       `json:"representationType,omitempty"`
	VersionCreated     string       `json:"versionCreated,omitempty"`
	ContentCreated     string       `json:"contentCreated,omitempty"`
	Language           string       `json:"language,omitempty"`
	Headlines          []part       `json:"headlines,omitempty"`
	By                 string       `json:"by,omitempty"`
	Descriptions       []part       `json:"descriptions,omitempty"`
	Bodies             []part       `json:"bodies,omitempty"`
	People             []person     `json:"people,omitempty"`
	InfoSources        []infoSource `json:"infoSources,omitempty"`
	Subjects           []subject    `json:"subjects,omitempty"`
	Renditions         []rendition  `json:"renditions,omitempty"`
	Associations       []ninjs      `json:"associations,omitempty"`
	AltIDs             []altID      `json:"altIds,omitempty"`
}

// The parts of a news item, by the names of the schema.
type (
	standard struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Schema  string `json:"schema"`
	}
	part struct {
		Role        string `json:"role,omitempty"`
		ContentType string `json:"contentType,omitempty"`
		CharCount   int    `json:"charCount,omitempty"`
		WordCount   int    `json:"wordCount,omitempty"`
		Value       string `json:"value"`
	}
	person struct {
		Name        string    `json:"name"`
		Rel         string    `json:"rel"`
		ContactInfo []contact `json:"contactInfo,omitempty"`
	}
	contact struct {
		Type  string `json:"type"`
		Value string `json:"value"`
	}
	infoSource struct {
		Name string `json:"name"`
	}
	subject struct {
		Name string `json:"name"`
		Rel  string `json:"rel"`
	}
	rendition struct {
		Name string `json:"name"`
		Href string `json:"href"`
	}
	altID struct {
		Value string `json:"value"`
	}
)

// ninjs31 identifies the standard and the schema to validate with.
var ninjs31 = standard{"ninjs", "3.1", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}

func (e *ninjsEncoder) Encode(a *article.Article) error {
	object, err := json.Marshal(e.ninjs(a))
	if err != nil {
		return err
	}
	return writeObject(e.w, e.opts, object)
}

func (e *ninjsEncoder) Close() error { return nil }

// ninjs returns the news item of an article.
func (e *ninjsEncoder) ninjs(a *article.Article) ninjs {
	n := ninjs{
		URI:                uri(a),
		Standard:           &ninjs31,
		Type:               "text",
		RepresentationType: "full",
		ContentCreated:     instant(field(e.opts, "date", a.Date)),
		VersionCreated:     instant(field(e.opts, "updated", a.Updated)),
		Language:           field(e.opts, "language", a.Language),
		By:                 field(e.opts, "byline", a.Byline),
		Bodies:             e.bodies(a),
	}
	if e.opts.Fields != nil {
		n.RepresentationType = "partial"
	}
	if a.Updated == "" { // the page has the first version
		n.VersionCreated = n.ContentCreated
	}
	if s := field(e.opts, "headline", a.Headline); s != "" {
		n.Headlines = append(n.Headlines, part{Role: "main", Value: s})
	}
	if s := field(e.opts, "subheadline", a.Subheadline); s != "" {
		n.Headlines = append(n.Headlines, part{Role: "subheadline", Value: s})
	}
	if s := field(e.opts, "agency", a.Agency); s != "" {
		n.InfoSources = []infoSource{{s}}
	}
	if s := field(e.opts, "section", a.Section); s != "" {
		n.Subjects = []subject{{s, "section"}}
	}
	if s := field(e.opts, "id", a.ID); s != "" {
		n.AltIDs = []altID{{s}}
	}
	if e.opts.shows("authors") {
		n.People = people(a)
	}
	if e.opts.shows("images") {
		n.Associations = pictures(a)
	}
	return n
}

// uri returns the URL of the page, or, if that is unknown, a hash of its text (RFC 6920), which does not depend on where the
// page was saved.
func uri(a *article.Article) string {
	if u := address(a.URL); u != "" {
		return u
	}
	sum := sha256.Sum256([]byte(lines(a.Headline + "\n\n" + a.Body)))
	return "ni:///sha-256;" + base64.RawURLEncoding.EncodeToString(sum[:])
}

// instant returns an RFC 3339 time unchanged, and "" for anything else, such as a bare day.
func instant(s string) string {
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		return ""
	}
	return s
}

// bodies returns the body as plain text and as XHTML.
func (e *ninjsEncoder) bodies(a *article.Article) []part {
	var out []part
	if text := lines(a.Body); e.opts.shows("body") && text != "" {
		p := part{Role: "main", ContentType: "text/plain", CharCount: utf8.RuneCountInString(text), Value: text}
		if e.opts.shows("word_count") {
			p.WordCount = a.WordCount
		}
		out = append(out, p)
	}
	if e.opts.shows("blocks") && len(a.Blocks) > 0 {
		out = append(out, part{Role: "main", ContentType: "text/html", Value: strings.TrimSuffix(blocksHTML(a.Blocks), "\n")})
	}
	return out
}

// people returns the authors.
func people(a *article.Article) []person {
	var out []person
	for _, author := range a.Authors {
		p := person{Name: line(author.Name), Rel: "author"}
		if mail := line(string(author.Email)); mail != "" {
			p.ContactInfo = []contact{{"email", mail}}
		}
		out = append(out, p)
	}
	return out
}

// pictures returns a news item for each image. Since these require a uri, a caption without a picture gets a fragment of the
// uri of the article.
func pictures(a *article.Article) []ninjs {
	var out []ninjs
	for i, image := range a.Images {
		if isEmptyImage(image) {
			continue
		}
		name := fmt.Sprintf("picture-%d", i+1)
		p := ninjs{Name: name, Rel: "picture", Type: "picture", By: line(string(image.Credit))}
		if words := line(string(image.Caption)); words != "" {
			p.Descriptions = []part{{Role: "caption", Value: words}}
		}
		if p.URI = address(image.URL); p.URI != "" {
			p.Renditions = []rendition{{"original", p.URI}}
		} else {
			page, _, _ := strings.Cut(uri(a), "#")
			p.URI = page + "#" + name
		}
		out = append(out, p)
	}
	return out
}
