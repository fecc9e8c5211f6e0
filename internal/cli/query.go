package cli

import (
	"errors"

	"github.com/spf13/pflag"

	"herald/internal/encode"
)

// query is what is printed of each article, where it is not the article.
type query struct {
	expression string
	raw        bool
}

func (q *query) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&q.expression, "jq", "", "print what the jq `EXPR` makes of each article, its keys sorted")
	flags.BoolVarP(&q.raw, "raw-output", "r", false, "print the strings of --jq without quotes")
}

// parse is nil where nothing is asked.
func (q query) parse() (*encode.Query, error) {
	switch {
	case q.expression != "":
		return encode.ParseQuery(q.expression)
	case q.raw:
		return nil, errors.New("--raw-output is for --jq")
	}
	return nil, nil
}
