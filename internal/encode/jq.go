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

// Query is a jq expression over the JSON form of an article. It is safe for concurrent use. [ParseQuery] returns one.
type Query struct {
	text    string
	parsed  *gojq.Query
	code    *gojq.Code
	ctx     context.Context // ends the evaluation: an expression may never end by itself
	timeout time.Duration
}

// QueryError reports an expression that is not valid jq, or that fails on an article.
type QueryError struct {
	Expression string
	Column     int // of the offending character, from 1; 0 if the error has no place
	Err        error
}

// Error quotes the expression and describes the cause.
func (e *QueryError) Error() string {
	at := ""
	if e.Column > 0 {
		at = fmt.Sprintf(", column %d", e.Column)
	}
	return fmt.Sprintf("jq '%s'%s: %v", e.Expression, at, e.Err)
}

// Unwrap returns the cause.
func (e *QueryError) Unwrap() error { return e.Err }

// Code returns the stable code of the error.
func (e *QueryError) Code() string { return "jq" }

// ParseQuery compiles a jq expression. It returns a [*QueryError] if the expression is not valid.
func ParseQuery(expression string) (*Query, error) {
	query, err := gojq.Parse(expression)
	if err != nil {
		return nil, &QueryError{expression, position(expression, err), err}
	}
	code, err := gojq.Compile(query)
	if err != nil {
		return nil, &QueryError{Expression: expression, Err: err}
	}
	return &Query{text: expression, parsed: query, code: code, ctx: context.Background()}, nil
}

// Within returns a copy of the query that stops evaluating an article after timeout, unless that is 0, and when ctx is done.
// Values then yields a [*QueryError] that wraps the error of the context. A nil query returns nil.
func (q *Query) Within(ctx context.Context, timeout time.Duration) *Query {
	if q == nil {
		return nil
	}
	bounded := *q
	bounded.ctx, bounded.timeout = ctx, timeout
	return &bounded
}

// position returns the column of a parse error, in characters from 1.
func position(expression string, err error) int {
	parse, ok := errors.AsType[*gojq.ParseError](err)
	if !ok {
		return 0
	}
	before := max(0, min(parse.Offset, len(expression))-len(parse.Token)) // the offset is after the token
	return utf8.RuneCountInString(expression[:before]) + 1
}

// Values yields the results of the expression for the JSON form of an article, restricted to fields unless that is nil. It
// ends after an error, which is a [*QueryError].
func (q *Query) Values(a *article.Article, fields []string) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		input, err := jqInput(a, fields)
		if err != nil {
			yield(nil, &QueryError{Expression: q.text, Err: err})
			return
		}
		ctx := q.ctx
		if q.timeout > 0 {
			bounded, cancel := context.WithTimeout(ctx, q.timeout)
			defer cancel()
			ctx = bounded
		}
		for results := q.code.RunWithContext(ctx, input); ; {
			value, ok := results.Next()
			if !ok {
				return
			}
			err, failed := value.(error)
			if halt, ok := errors.AsType[*gojq.HaltError](err); ok && halt.Value() == nil {
				return // "halt" ends without an error
			}
			if failed {
				yield(nil, &QueryError{Expression: q.text, Err: err})
				return
			}
			if !yield(value, nil) {
				return
			}
		}
	}
}

// jqInput returns the article as the value that jq evaluates. Its only numbers are counts, which a float64 holds exactly.
func jqInput(a *article.Article, fields []string) (any, error) {
	object, err := jsonObject(a, fields)
	if err != nil {
		return nil, err
	}
	var input any
	err = json.Unmarshal(object, &input)
	return input, err
}

// queryEncoder writes the results of a query instead of the article, as JSON with sorted keys. With [Options.Raw], strings are
// written without quotes, and without the characters that hidden reports.
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
		if remaining(maxResults-len(out), 0, value) < 0 {
			return &QueryError{Expression: e.opts.Query.text, Err: errTooLarge}
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

// print returns a result as a line, or as several if indented.
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

// maxResults bounds the results for one article, in bytes, which are in memory at once. The longest text that herald reads,
// 4 MB, occurs twice in an article, in body and blocks; the bound is four times that, for what an expression adds or escapes.
const maxResults = 32 << 20

var errTooLarge = fmt.Errorf("more than %d MiB of results for one article", maxResults>>20)

// remaining returns the bytes that remain of left after printing a value indented, approximately; less than 0 if they do not
// suffice. It is called before printing, since a value that takes little memory may print without end, such as the result of
// "reduce range(99) as $i (1; [., .])".
func remaining(left, depth int, value any) int {
	left -= 1 + depth
	switch v := value.(type) {
	case string:
		left -= len(v)
	case []any:
		for i := 0; i < len(v) && left >= 0; i++ {
			left = remaining(left, depth+1, v[i])
		}
	case map[string]any:
		for key, member := range v {
			if left = remaining(left-len(key), depth+1, member); left < 0 {
				return left
			}
		}
	}
	return left
}

func (e *queryEncoder) Close() error { return nil }
