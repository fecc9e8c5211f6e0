package report

import (
	"fmt"
	"strconv"
)

// Accuracy is the share of articles of the corpus whose field is right, estimated from a sample that a person has checked.
type Accuracy struct {
	Field   string  `json:"field"`
	Checked int     `json:"checked"`
	Right   int     `json:"right"`
	Share   float64 `json:"share"` // weighted by the sizes of the strata
	Low     float64 `json:"low"`   // of the 95 % interval
	High    float64 `json:"high"`
}

// String returns the sentence that a methods section needs.
func (a Accuracy) String() string {
	return fmt.Sprintf("%s: %s %% (95 %% interval %s to %s %%; %d of %d checked are right)", a.Field,
		tenths(a.Share), tenths(a.Low), tenths(a.High), a.Right, a.Checked)
}

// tenths formats a fraction in percent with one decimal place.
func tenths(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) }

// accuracySection shows the accuracy of the fields that were checked.
func (c *Corpus) accuracySection() section {
	if len(c.Accuracy) == 0 {
		return section{}
	}
	s := section{ID: "accuracy", Title: "Accuracy of a checked sample", Says: []string{
		"The share of articles whose field is right, from a random sample that a person has checked, weighted by the sizes of the strata, with the 95 % interval of Wilson.",
	}}
	for _, a := range c.Accuracy {
		s.Says = append(s.Says, a.String())
	}
	p := picture{Table: table{Caption: "Accuracy of each field", Head: []string{"field", "accuracy", "95 % interval", "right", "checked"}}}
	for _, a := range c.Accuracy {
		interval := tenths(a.Low) + "–" + tenths(a.High) + " %"
		p.Bars = append(p.Bars, bar{Label: a.Field, Value: tenths(a.Share) + " % · " + interval, Width: decimal(100*a.Share, 3) + "%"})
		p.Table.Rows = append(p.Table.Rows, []string{a.Field, tenths(a.Share) + " %", interval, thousands(a.Right), thousands(a.Checked)})
	}
	s.Pictures = []picture{p}
	return s
}
