// Package extract reads the article out of a document.
//
// In: a decoded document. Out: exactly one of an article and a refusal. Everything it knows of the site stands in
// templates.go (markup) and lines.go (wording). It never reads a file, a flag, a clock or a log.
package extract

import (
	"herald/internal/article"
	"herald/internal/decode"
)

// Refusal is a page that gives no article.
type Refusal struct {
	code string
	why  string
}

func (r *Refusal) Error() string { return r.why }

// Code is stable: "not-article", "no-headline", "no-body".
func (r *Refusal) Code() string { return r.code }

// Article reads one page. The source of the article is left empty but for the encoding: the caller knows the rest.
func Article(doc *decode.Document) (*article.Article, error) {
	return nil, &Refusal{"not-article", "nothing is read yet"}
}

// Explained is Article with Evidence filled.
func Explained(doc *decode.Document) (*article.Article, error) {
	return Article(doc)
}
