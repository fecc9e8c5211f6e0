package extract

import (
	"herald/internal/article"
	"herald/internal/decode"
)

// Said is all that a page which gives no article says of its fields, as far as it was read, for the person who asks why.
// Nothing agrees: there is no article to agree with.
func Said(doc *decode.Document) []article.Evidence {
	d, _, _ := read(doc) // the refusal is Article's to tell
	said := d.evidence(&article.Article{})
	for i := range said {
		said[i].Agrees = false
	}
	return said
}
