package source

import (
	"regexp"
	"sync"
)

// pattern compiles an expression when it is first asked for: most pages need few of them, and a start none.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
