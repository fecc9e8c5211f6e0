package cli

import (
	"errors"

	"github.com/spf13/pflag"

	"herald/internal/encode"
)

// query holds the flags that print the results of a jq expression instead of the article.
type query struct {
	expression string
	raw        bool
}

func (q *query) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&q.expression, "jq", "", "print the results of a jq `EXPRESSION` for each article (object keys are sorted)")
	flags.BoolVarP(&q.raw, "raw-output", "r", false, "print the strings of --jq without quotes")
}

// parse returns nil without an error if no expression is given.
func (q query) parse() (*encode.Query, error) {
	switch {
	case q.expression != "":
		return encode.ParseQuery(q.expression)
	case q.raw:
		return nil, errors.New("--raw-output needs --jq")
	}
	return nil, nil
}
