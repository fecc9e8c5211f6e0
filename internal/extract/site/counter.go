package site

// CounterMark identifies the AceCounter script that the site's pages carry.
const CounterMark = "_AceTitle"

// The variables of that script that describe the article. On the pages that could be had they are empty or hold
// "unclassified" (C).
const (
	CounterSection  = "_atype"
	CounterReporter = "_aname"
)

var counterVariable = lazyRegexp(`\b(` + CounterSection + `|` + CounterReporter + `)\s*=\s*["']([^"'\n]{2,80})["']`)

// CounterVariable is a variable of the counter script, with its value as written.
type CounterVariable struct{ Name, Value string }

// CounterVariables returns the variables of a counter script that have a value, at most so many.
func CounterVariables(script string, most int) []CounterVariable {
	var found []CounterVariable
	for _, m := range counterVariable().FindAllStringSubmatch(script, most) {
		found = append(found, CounterVariable{m[1], m[2]})
	}
	return found
}
