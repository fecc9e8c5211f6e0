package encode

import (
	"encoding/json"
	"io"

	"herald/internal/article"
)

// jsonldEncoder prints a schema.org NewsArticle per article, on one line unless it is indented. What an article has not is left out,
// as JSON-LD does. Its "<", ">" and "&" are written as \u003c and so on, so that it can stand in a script element.
//
// With Fields an object has what comes from these alone: author belongs to "authors", sourceOrganization to "agency",
// creditText to "byline". The publisher is told only where all is, for it is no field.
type jsonldEncoder struct {
	w    io.Writer
	opts Options
}

func newJSONLD(w io.Writer, opts Options) Encoder {
	return &jsonldEncoder{w, opts}
}

// newsArticle has the properties of https://schema.org/NewsArticle, by its names.
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
			if !blank(i) {
				n.Image = append(n.Image, imageObject{"ImageObject", address(i.URL), line(string(i.Caption)), line(string(i.Credit))})
			}
		}
	}
	return n
}

// creators are the persons, or, where there is none, the agency.
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

// publisher is the paper, where it is known: a template of this site and the site's own wording in HTML are proof. A page
// that was read by judgement alone may be of any paper, and so may a text.
func publisher(a *article.Article) string {
	switch a.Template {
	case "", "generic", "text":
		return ""
	}
	return "The Korea Herald"
}
