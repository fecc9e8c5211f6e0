package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

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

// parse returns nil without an error if no expression is given. fields are those that the expression sees; nil is all.
func (q query) parse(fields []string) (*encode.Query, error) {
	switch {
	case q.expression == "" && q.raw:
		return nil, errors.New("--raw-output needs --jq")
	case q.expression == "":
		return nil, nil
	case fields == nil:
		fields = encode.FieldNames()
	}
	parsed, err := encode.ParseQuery(q.expression)
	if err != nil {
		return nil, err
	}
	return parsed, parsed.CheckFields(fields)
}

// invalidQuery returns the usage error for an expression that cannot be used as the value of a flag. A field without its dot
// is a function to jq.
func invalidQuery(flag, message string, err error, command string) *usageError {
	usage := &usageError{message, seeHelp(command)}
	if field, ok := errors.AsType[*encode.FieldError](err); ok {
		usage = unknownValue("field", field.Name, field.Known, "see 'herald fields'")
		usage.message = flag + ": " + usage.message
	}
	if broken, ok := errors.AsType[*encode.QueryError](err); ok {
		name, found := strings.CutPrefix(broken.Err.Error(), "function not defined: ")
		if name = strings.TrimSuffix(name, "/0"); found && slices.Contains(encode.FieldNames(), name) {
			usage.hint = fmt.Sprintf("did you mean %q?", "."+name)
		}
	}
	return usage
}
