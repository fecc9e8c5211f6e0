package batch

import (
	"context"

	"herald/internal/article"
	"herald/internal/encode"
)

// Filter chooses articles; the zero value keeps all. It may be used by several goroutines at once.
type Filter struct {
	Since, Until string // first and last day, in Korea, as "2020-08-26"; "" is no bound
	where        *encode.Query
}

// excludedError is the error of an article that a filter excludes.
type excludedError struct{ code, message string }

func (e *excludedError) Error() string { return e.message }

// Code returns "since", "until", "undated" or "where".
func (e *excludedError) Code() string { return e.code }

// whereError is the error of an article on which the expression of the user fails.
type whereError struct{ err error }

func (e *whereError) Error() string { return "--where: " + e.err.Error() }

func (e *whereError) Unwrap() error { return e.err }

// Code returns "where-error".
func (e *whereError) Code() string { return "where-error" }

// Where sets a jq expression over the JSON form of an article: the article is kept if the first value of the expression is
// neither null nor false, as in jq's select. The error is an [*encode.QueryError].
func (f *Filter) Where(expression string) (err error) {
	f.where, err = encode.ParseQuery(expression)
	return err
}

// Keep returns nil for an article to keep, and otherwise the reason. When ctx is done it stops the expression and returns an
// error that wraps that of ctx.
func (f *Filter) Keep(ctx context.Context, a *article.Article) error {
	day := string(a.Day)
	switch {
	case day == "" && f.Since+f.Until != "":
		return &excludedError{"undated", "the article has no date"}
	case f.Since != "" && day < f.Since:
		return &excludedError{"since", "before " + f.Since}
	case f.Until != "" && day > f.Until:
		return &excludedError{"until", "after " + f.Until}
	case f.where != nil:
		return f.matches(ctx, a)
	}
	return nil
}

func (f *Filter) matches(ctx context.Context, a *article.Article) error {
	for value, err := range f.where.Within(ctx, 0).Values(a, nil) {
		if err != nil {
			return &whereError{err}
		}
		if value != nil && value != false {
			return nil
		}
		break // the first value decides
	}
	return &excludedError{"where", "excluded by --where"}
}
