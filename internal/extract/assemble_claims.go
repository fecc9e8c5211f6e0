package extract

import (
	"herald/internal/extract/claim"
)

// claims returns what gave the fields their values, those of the head first.
func (x *extraction) claims() []claim.Claim {
	var all []claim.Claim
	for _, c := range []claim.Claim{x.headline, x.subhead, x.section, x.byline, x.date, x.updateLine} {
		if c.Value != "" {
			all = append(all, c)
		}
	}
	for _, c := range x.body.claims {
		if c.Field == claim.Note {
			c.Number = len(x.body.notes) + 1 - c.Number // they were found from the last to the first
		}
		all = append(all, c)
	}
	return all
}
