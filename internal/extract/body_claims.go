package extract

import (
	"slices"

	"herald/internal/extract/claim"
)

// trace keeps what a line states about a field, if that is wanted.
func (a *articleBody) trace(field string, number int, value string, l line) {
	if a.traced && value != "" {
		a.claims = append(a.claims, claim.Claim{Field: field, Number: number, Value: value, Node: l.node})
	}
}

// traceImage keeps which element shows a picture and which lines are its caption.
func (a *articleBody) traceImage(number int, p picture, lines []line, found []int) {
	if !a.traced {
		return
	}
	a.claims = append(a.claims, claim.Claim{Field: claim.Picture, Number: number, Value: p.url, Node: p.node})
	for i, part := range captionParts(lines, found) {
		a.trace(claim.Caption, number, part.caption, lines[found[i]])
		a.trace(claim.Credit, number, part.credit, lines[found[i]])
	}
}

// traceSigner keeps the line that signs the article.
func (a *articleBody) traceSigner() { a.trace(claim.Signature, 0, a.signing.text, a.signing) }

// retrace keeps what gave the value of a field as claims about another that has the same words.
func (a *articleBody) retrace(field string, number int, other string, otherNumber int) {
	for _, c := range slices.Clone(a.claims) {
		if c.Field == field && c.Number == number {
			c.Field, c.Number = other, otherNumber
			a.claims = append(a.claims, c)
		}
	}
}
