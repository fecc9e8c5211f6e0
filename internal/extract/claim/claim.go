package claim

// claim is what one place of a page says of one field. Value is as written there, white space folded.
type Claim struct{ From, Value string }

// nameClaim is what one place says of the authors; the names are as written there, not yet judged or split.
type Names struct {
	From  string
	Names []string
}
