package extract

import (
	"herald/internal/article"
	"herald/internal/decode"
)

// Said is all that a page says of its fields, as far as it was read: also of a page that gives no article, for the
// person who asks why. There nothing agrees.
func Said(doc *decode.Document) []article.Evidence {
	d, a, err := read(doc)
	if err != nil {
		a = &article.Article{}
	}
	return d.evidence(a)
}
