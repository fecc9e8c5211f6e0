package batch

import (
	"context"

	"herald/internal/article"
	"herald/internal/encode"
)

// Filter says which articles are wanted; the zero value wants all. It may be used by several goroutines at once.
type Filter struct {
	Since, Until string // days in Korea, both wanted: "2020-08-26"; "" is no bound
	where        *encode.Query
}

// filtered is an article that a filter left out.
type filtered struct{ code, why string }

func (f *filtered) Error() string { return f.why }

// Code is stable: "since", "until", "undated", "where".
func (f *filtered) Code() string { return f.code }

// whereError is an article of which the expression of the user can't be asked.
type whereError struct{ err error }

func (e *whereError) Error() string { return "--where: " + e.err.Error() }

func (e *whereError) Unwrap() error { return e.err }

// Code is stable.
func (e *whereError) Code() string { return "where-error" }

// Where sets a jq expression over the JSON form of an article, which is wanted where the first value of the expression is
// neither null nor false, as in jq's select. The error is an *encode.QueryError.
func (f *Filter) Where(expression string) (err error) {
	f.where, err = encode.ParseQuery(expression)
	return err
}

// Keep is nil for an article that is wanted. When ctx is done the expression is given up, with the error of ctx.
func (f *Filter) Keep(ctx context.Context, a *article.Article) error {
	day := string(a.Day)
	switch {
	case day == "" && f.Since+f.Until != "":
		return &filtered{"undated", "no date to tell by"}
	case f.Since != "" && day < f.Since:
		return &filtered{"since", "before " + f.Since}
	case f.Until != "" && day > f.Until:
		return &filtered{"until", "after " + f.Until}
	case f.where != nil:
		return f.ask(ctx, a)
	}
	return nil
}

func (f *Filter) ask(ctx context.Context, a *article.Article) error {
	for answer, err := range f.where.Within(ctx, 0).Values(a, nil) {
		if err != nil {
			return &whereError{err}
		}
		if answer != nil && answer != false {
			return nil
		}
		break // the first value decides
	}
	return &filtered{"where", "--where does not want it"}
}
