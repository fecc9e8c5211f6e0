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

// ninjsEncoder prints an IPTC ninjs 3.1 object per article, on one line unless it is indented; "<", ">" and "&" are written as in jsonld. What an
// article has not is left out, and so is what the standard wants from a list of its own that no page has (genres, places;
// the one subject is the section). A time of day that is not known is not made up: a bare day gives no versionCreated.
//
// With Fields an object has what comes from these alone, and says that it is partial: the text of the body belongs to "body", its
// XHTML to "blocks". The uri is always there: without it there is no ninjs.
type ninjsEncoder struct {
	w    io.Writer
	opts Options
}

func newNinjs(w io.Writer, opts Options) Encoder {
	return &ninjsEncoder{w, opts}
}

// ninjs has the names of the schema.
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

// ninjs31 says what to validate by. The schema's number is that of its file.
var ninjs31 = standard{"ninjs", "3.1", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}

func (e *ninjsEncoder) Encode(a *article.Article) error {
	object, err := json.Marshal(e.ninjs(a))
	if err != nil {
		return err
	}
	return writeObject(e.w, e.opts, object)
}

func (e *ninjsEncoder) Close() error { return nil }

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
	if a.Updated == "" { // the first version is the one at hand
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

// uri is the address of the page, else the name of its words (RFC 6920), which is the same wherever the page was kept.
func uri(a *article.Article) string {
	if u := address(a.URL); u != "" {
		return u
	}
	sum := sha256.Sum256([]byte(lines(a.Headline + "\n\n" + a.Body)))
	return "ni:///sha-256;" + base64.RawURLEncoding.EncodeToString(sum[:])
}

// instant is a time of day with its zone, else "".
func instant(s string) string {
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		return ""
	}
	return s
}

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

// pictures are objects of their own, which must have a uri: a caption without a picture is named as a part of its page.
func pictures(a *article.Article) []ninjs {
	var out []ninjs
	for i, image := range a.Images {
		if blank(image) {
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
