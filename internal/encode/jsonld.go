package encode

import (
	"encoding/json"
	"io"

	"herald/internal/article"
)

// jsonldEncoder writes a schema.org NewsArticle per article, on one line unless indented. Missing values are omitted, as is
// usual in JSON-LD. "<", ">" and "&" are written as \u003c and so on, so that the object can be put into a script element.
//
// With [Options.Fields], an object has only the properties that come from these fields: author from "authors",
// sourceOrganization from "agency", creditText from "byline". The publisher, which is not a field, is then omitted.
type jsonldEncoder struct {
	w    io.Writer
	opts Options
}

// newJSONLD returns an [Encoder] of JSON-LD.
func newJSONLD(w io.Writer, opts Options) Encoder {
	return &jsonldEncoder{w, opts}
}

// newsArticle is a https://schema.org/NewsArticle.
type newsArticle struct {
	Context             string        `json:"@context"`
	Type                string        `json:"@type"`
	Headline            string        `json:"headline,omitempty"`
	AlternativeHeadline string        `json:"alternativeHeadline,omitempty"`
	Author              []party       `json:"author,omitempty"`
	CreditText          string        `json:"creditText,omitempty"`
	SourceOrganization  *party        `json:"sourceOrganization,omitempty"`
	Publisher           *party        `json:"publisher,omitempty"`
	DatePublished       string        `json:"datePublished,omitempty"`
	DateModified        string        `json:"dateModified,omitempty"`
	ArticleSection      string        `json:"articleSection,omitempty"`
	ArticleBody         string        `json:"articleBody,omitempty"`
	Image               []imageObject `json:"image,omitempty"`
	URL                 string        `json:"url,omitempty"`
	Identifier          string        `json:"identifier,omitempty"`
	InLanguage          string        `json:"inLanguage,omitempty"`
	WordCount           int           `json:"wordCount,omitempty"`
}

// party is a Person or an Organization.
type party struct {
	Type  string `json:"@type"`
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`
}

// imageObject is a https://schema.org/ImageObject.
type imageObject struct {
	Type       string `json:"@type"`
	ContentURL string `json:"contentUrl,omitempty"`
	Caption    string `json:"caption,omitempty"`
	CreditText string `json:"creditText,omitempty"`
}

func (e *jsonldEncoder) Encode(a *article.Article) error {
	object, err := json.Marshal(e.newsArticle(a))
	if err != nil {
		return err
	}
	return writeObject(e.w, e.opts, object)
}

func (e *jsonldEncoder) Close() error { return nil }

// newsArticle returns the properties of an article.
func (e *jsonldEncoder) newsArticle(a *article.Article) newsArticle {
	n := newsArticle{
		Context:             "https://schema.org",
		Type:                "NewsArticle",
		Headline:            field(e.opts, "headline", a.Headline),
		AlternativeHeadline: field(e.opts, "subheadline", a.Subheadline),
		CreditText:          field(e.opts, "byline", a.Byline),
		DatePublished:       field(e.opts, "date", a.Date),
		DateModified:        field(e.opts, "updated", a.Updated),
		ArticleSection:      field(e.opts, "section", a.Section),
		URL:                 address(field(e.opts, "url", a.URL)),
		Identifier:          field(e.opts, "id", a.ID),
		InLanguage:          field(e.opts, "language", a.Language),
	}
	if e.opts.shows("body") {
		n.ArticleBody = lines(a.Body)
	}
	if e.opts.shows("word_count") {
		n.WordCount = a.WordCount
	}
	if e.opts.shows("authors") {
		n.Author = creators(a)
	}
	if agency := field(e.opts, "agency", a.Agency); agency != "" {
		n.SourceOrganization = &party{Type: "Organization", Name: agency}
	}
	if name := publisher(a); name != "" && e.opts.Fields == nil {
		n.Publisher = &party{Type: "NewsMediaOrganization", Name: name}
	}
	if e.opts.shows("images") {
		for _, i := range a.Images {
			if !isEmptyImage(i) {
				n.Image = append(n.Image, imageObject{"ImageObject", address(i.URL), line(string(i.Caption)), line(string(i.Credit))})
			}
		}
	}
	return n
}

// creators returns the authors, or the agency if there are none.
func creators(a *article.Article) []party {
	var out []party
	for _, p := range a.Authors {
		out = append(out, party{"Person", line(p.Name), line(string(p.Email))})
	}
	if agency := line(string(a.Agency)); len(out) == 0 && agency != "" {
		out = append(out, party{Type: "Organization", Name: agency})
	}
	return out
}

// publisher returns the name of the paper, or "" if it is unknown. A template of this site and the site's wording in HTML
// prove it; a page read by generic extraction, or a text, may come from any paper.
func publisher(a *article.Article) string {
	switch a.Template {
	case "", "generic", "text":
		return ""
	}
	return "The Korea Herald"
}
