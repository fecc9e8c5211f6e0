package encode

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"
	"unicode/utf8"

	"github.com/itchyny/gojq"

	"herald/internal/article"
)

// Query is a jq expression over the JSON form of an article. It may be used by several goroutines at once.
type Query struct {
	text    string
	code    *gojq.Code
	ctx     context.Context // of the run: an expression may have no end
	timeout time.Duration
}

// QueryError is an expression that is no jq, or that can't be asked of an article.
type QueryError struct {
	Expression string
	Column     int // of the character that is wrong, from 1; 0 where the whole is meant
	Err        error
}

func (e *QueryError) Error() string {
	at := ""
	if e.Column > 0 {
		at = fmt.Sprintf(", column %d", e.Column)
	}
	return fmt.Sprintf("jq '%s'%s: %v", e.Expression, at, e.Err)
}

func (e *QueryError) Unwrap() error { return e.Err }

// Code is stable.
func (e *QueryError) Code() string { return "jq" }

// ParseQuery reads an expression. The error is a *QueryError.
func ParseQuery(expression string) (*Query, error) {
	query, err := gojq.Parse(expression)
	if err != nil {
		return nil, &QueryError{expression, position(expression, err), err}
	}
	code, err := gojq.Compile(query)
	if err != nil {
		return nil, &QueryError{Expression: expression, Err: err}
	}
	return &Query{text: expression, code: code, ctx: context.Background()}, nil
}

// Within is the query with an end: it gives up an article after the timeout, 0 being none, and when ctx is done. The error
// is then that of the context, in a *QueryError. A nil query stays nil.
func (q *Query) Within(ctx context.Context, timeout time.Duration) *Query {
	if q == nil {
		return nil
	}
	bounded := *q
	bounded.ctx, bounded.timeout = ctx, timeout
	return &bounded
}

// position is where the expression goes wrong, as people count.
func position(expression string, err error) int {
	parse, ok := errors.AsType[*gojq.ParseError](err)
	if !ok {
		return 0
	}
	before := max(0, min(parse.Offset, len(expression))-len(parse.Token)) // the offset is behind the token
	return utf8.RuneCountInString(expression[:before]) + 1
}

// Values are the results of the expression for an article: for its JSON form with these fields, nil being all of them.
// After an error, which is a *QueryError, there are no more.
func (q *Query) Values(a *article.Article, fields []string) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		input, err := queried(a, fields)
		if err != nil {
			yield(nil, &QueryError{Expression: q.text, Err: err})
			return
		}
		ctx := q.ctx
		if q.timeout > 0 {
			within, stop := context.WithTimeout(ctx, q.timeout)
			defer stop()
			ctx = within
		}
		for results := q.code.RunWithContext(ctx, input); ; {
			value, some := results.Next()
			if !some {
				return
			}
			err, broken := value.(error)
			if halt, ok := errors.AsType[*gojq.HaltError](err); ok && halt.Value() == nil {
				return // "halt" is no error
			}
			if broken {
				yield(nil, &QueryError{Expression: q.text, Err: err})
				return
			}
			if !yield(value, nil) {
				return
			}
		}
	}
}

// queried is the article as jq sees it. Its numbers are counts, which a float64 holds.
func queried(a *article.Article, fields []string) (any, error) {
	object, err := jsonObject(a, fields)
	if err != nil {
		return nil, err
	}
	var input any
	err = json.Unmarshal(object, &input)
	return input, err
}

// queryEncoder prints the results of a query in place of the article, each as JSON is printed, with its keys sorted. Raw
// strings are printed as they are, without what hidden names.
type queryEncoder struct {
	w    io.Writer
	opts Options
}

func (e *queryEncoder) Encode(a *article.Article) error {
	var out []byte
	for value, err := range e.opts.Query.Values(a, e.opts.Fields) {
		if err != nil {
			return err
		}
		if room(maxResults-len(out), 0, value) < 0 {
			return &QueryError{Expression: e.opts.Query.text, Err: errTooMuch}
		}
		printed, err := e.print(value)
		if err != nil {
			return err
		}
		out = append(out, printed...)
	}
	if len(out) == 0 {
		return nil
	}
	_, err := e.w.Write(out)
	return err
}

func (e *queryEncoder) print(value any) ([]byte, error) {
	if text, ok := value.(string); ok && e.opts.Raw {
		return []byte(lines(text) + "\n"), nil
	}
	object, err := gojq.Marshal(value)
	if err != nil {
		return nil, err
	}
	return e.opts.layout(escapeHidden(object))
}

// maxResults is how many bytes may come of one article, which are in memory at once. An article of the longest text that
// is read, 4 MB, has it twice, in body and blocks; what an expression adds or escapes has as much room again, and again.
const maxResults = 32 << 20

var errTooMuch = fmt.Errorf("it gives more than %d MiB for one article", maxResults>>20)

// room is what a value leaves of so many bytes, less than 0 where it has not enough: it needs about what it prints, indented.
// That is asked before it is printed, as what jq holds but once, "reduce range(99) as $i (1; [., .])", prints without end.
func room(left, depth int, value any) int {
	left -= 1 + depth
	switch v := value.(type) {
	case string:
		left -= len(v)
	case []any:
		for i := 0; i < len(v) && left >= 0; i++ {
			left = room(left, depth+1, v[i])
		}
	case map[string]any:
		for key, member := range v {
			if left = room(left-len(key), depth+1, member); left < 0 {
				return left
			}
		}
	}
	return left
}

func (e *queryEncoder) Close() error { return nil }
