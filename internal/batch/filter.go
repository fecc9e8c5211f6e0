package batch

import (
	"context"
	"errors"
	"time"

	"herald/internal/article"
	"herald/internal/encode"
)

// Filter chooses articles; the zero value keeps all. It may be used by several goroutines at once.
type Filter struct {
	Since, Until string // first and last day, in Korea, as "2020-08-26"; "" is no bound
	where        *encode.Query
	whereTime    time.Duration // for one article; 0 for as long as ctx
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
// true. No value is false. The error is an [*encode.QueryError], an [*encode.FieldError] if the expression reads a field that
// articles do not have, or another if its value for a usual article is neither true nor false.
func (f *Filter) Where(expression string) (err error) {
	f.where, err = encode.ParseQuery(expression)
	if err != nil {
		return err
	}
	if err := f.where.CheckFields(encode.FieldNames()); err != nil {
		return err
	}
	bounded := Filter{where: f.where, whereTime: trialTime}
	if notBool, ok := errors.AsType[*notBoolError](bounded.matches(context.Background(), usualArticle())); ok {
		return notBool
	}
	return nil
}

// trialTime is the time for an expression on one article before a run: a thousand times what it takes. One that takes longer
// is for the timeout of its page.
const trialTime = 100 * time.Millisecond

// usualArticle returns an article in which no field is empty.
func usualArticle() *article.Article {
	return &article.Article{
		Schema: article.Schema, Headline: "A", Subheadline: "A", Byline: "A", Authors: []article.Author{{Name: "A", Email: "a@example.com"}},
		Agency: "A", Date: "2020-08-26T15:44:00+09:00", Updated: "2020-08-26T15:44:00+09:00", Day: "2020-08-26", Section: "A", Body: "A",
		Blocks: []article.Block{{Type: article.Paragraph, Text: "A"}}, Images: []article.Image{{URL: "http://a.example/", Caption: "A", Credit: "A"}},
		Notes: []string{"A"}, URL: "http://a.example/", ID: "1", Language: "en", WordCount: 1, Template: "view",
		Source:   article.Source{Path: "a.html", Member: "A", Form: "html", Encoding: "utf-8", Captured: "2020-08-26T06:44:00Z"},
		Warnings: []article.Warning{{Code: "a", Message: "A"}},
	}
}

// notBoolError is returned if the value of an expression is neither true nor false.
type notBoolError struct{ kind string }

func (e *notBoolError) Error() string {
	return "the value is " + e.kind + ", not true or false; compare with == or !="
}

// kindOf describes a value of jq other than a truth value.
func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case []any:
		return "an array"
	case map[string]any:
		return "an object"
	}
	return "a number"
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
	for value, err := range f.where.Within(ctx, f.whereTime).Values(a, nil) {
		if err != nil {
			return &whereError{err}
		}
		keep, isBool := value.(bool)
		switch {
		case !isBool:
			return &whereError{&notBoolError{kindOf(value)}}
		case keep:
			return nil
		}
		break // the first value decides
	}
	return &excludedError{"where", "excluded by --where"}
}
