package report

import "herald/internal/article"

// fieldNames are the fields that an article may lack, in the order of the schema.
var fieldNames = [...]string{
	"subheadline", "byline", "authors", "agency", "date", "updated", "section", "images", "captions", "notes", "url", "id", "language",
}

// Places of the fields in fieldNames that have a chart.
const (
	bylineField  = 1
	sectionField = 6
)

// Fields counts articles, and those of them that have each field.
type Fields struct {
	Articles int
	Filled   [len(fieldNames)]int
}

// add counts an article.
func (f *Fields) add(a *article.Article) {
	f.Articles++
	caption := false
	for _, image := range a.Images {
		caption = caption || image.Caption != ""
	}
	for i, filled := range [len(fieldNames)]bool{
		a.Subheadline != "", a.Byline != "", len(a.Authors) > 0, a.Agency != "", a.Date != "", a.Updated != "", a.Section != "",
		len(a.Images) > 0, caption, len(a.Notes) > 0, a.URL != "", a.ID != "", a.Language != "",
	} {
		f.Filled[i] += one(filled)
	}
}

// plus returns the sum of two counts.
func (f Fields) plus(other Fields) Fields {
	f.Articles += other.Articles
	for i, n := range other.Filled {
		f.Filled[i] += n
	}
	return f
}

// drop is a field that is much rarer in a template than it was in the year before.
type drop struct {
	Slot          Slot
	Field         int
	Before, After Fields
}

const (
	// minFilled is the number of articles of a year whose fill rate is compared: with fewer, chance moves a rate by more than
	// 18 points in one year of 20.
	minFilled = 30
	// minDrop is the fall of a fill rate that a redesign, but not chance, explains: 30 points are more than twice the standard
	// error of the difference of two years with minFilled articles.
	minDrop = 0.3
)

// drops returns the fields that a template has much more rarely than in its year before.
func (c *Corpus) drops() []drop {
	var all []drop
	last := Slot{}
	for _, slot := range c.slots() {
		before, after := c.Fields[last], c.Fields[slot]
		follows := last.Template == slot.Template && last.Year > 0 && min(before.Articles, after.Articles) >= minFilled
		last = slot
		if !follows {
			continue
		}
		for i := range fieldNames {
			was, is := float64(before.Filled[i])/float64(before.Articles), float64(after.Filled[i])/float64(after.Articles)
			if was-is >= minDrop {
				all = append(all, drop{slot, i, before, after})
			}
		}
	}
	return all
}
