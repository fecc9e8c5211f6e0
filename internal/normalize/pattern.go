package normalize

import (
	"regexp"
	"sync"
)

// pattern returns a function that compiles the expression at its first call: most pages need few of them, and the start
// of the program needs none.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
