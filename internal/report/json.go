package report

import (
	"encoding/json"
	"io"
)

// summary is the JSON form of a report.
type summary struct {
	Schema   string     `json:"schema"`
	Articles int        `json:"articles"`
	Pages    int        `json:"pages"` // lines of reports
	Damaged  int        `json:"damaged"`
	From     *string    `json:"from"` // the first month with an article, null without
	To       *string    `json:"to"`
	Findings []Finding  `json:"findings"`
	Fields   []slotJSON `json:"fields"`
	Accuracy []Accuracy `json:"accuracy"`
}

// slotJSON counts the articles of one template and year that have each field.
type slotJSON struct {
	Template string         `json:"template"`
	Year     *int           `json:"year"` // null for articles without a day
	Articles int            `json:"articles"`
	Filled   map[string]int `json:"filled"`
}

// summarySchema identifies the shape of the summary.
const summarySchema = "herald.report/1"

// WriteJSON writes the findings and the fill rates as one JSON object. An error is one of to.
func (c *Corpus) WriteJSON(to io.Writer) error {
	s := summary{
		Schema: summarySchema, Articles: c.Articles, Pages: c.Pages, Damaged: c.Damaged,
		Findings: append([]Finding{}, c.Findings()...), Fields: []slotJSON{}, Accuracy: append([]Accuracy{}, c.Accuracy...),
	}
	if len(c.Months) > 0 {
		first, last := c.span()
		from, until := first.String(), last.String()
		s.From, s.To = &from, &until
	}
	for _, slot := range c.slots() {
		fields := c.Fields[slot]
		one := slotJSON{Template: slot.Template, Articles: fields.Articles, Filled: map[string]int{}}
		if slot.Year != 0 {
			one.Year = &slot.Year
		}
		for i, name := range fieldNames {
			one.Filled[name] = fields.Filled[i]
		}
		s.Fields = append(s.Fields, one)
	}
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(s)
}
