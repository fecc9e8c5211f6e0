package batch

import (
	"bytes"
	"encoding/json"

	"github.com/itchyny/gojq"

	"herald/internal/article"
	"herald/internal/encode"
)

// Filter says which articles are wanted; the zero value wants all. It may be used by several goroutines at once.
type Filter struct {
	Since, Until string // days in Korea, both wanted: "2020-08-26"; "" is no bound
	where        *gojq.Code
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
// neither null nor false, as in jq's select.
func (f *Filter) Where(expression string) error {
	query, err := gojq.Parse(expression)
	if err != nil {
		return err
	}
	f.where, err = gojq.Compile(query)
	return err
}

// Keep is nil for an article that is wanted.
func (f *Filter) Keep(a *article.Article) error {
	day := string(a.Day)
	switch {
	case day == "" && f.Since+f.Until != "":
		return &filtered{"undated", "no date to tell by"}
	case f.Since != "" && day < f.Since:
		return &filtered{"since", "before " + f.Since}
	case f.Until != "" && day > f.Until:
		return &filtered{"until", "after " + f.Until}
	case f.where != nil:
		return f.ask(a)
	}
	return nil
}

func (f *Filter) ask(a *article.Article) error {
	object, err := object(a)
	if err != nil {
		return &whereError{err}
	}
	answer, some := f.where.Run(object).Next()
	if err, broken := answer.(error); broken {
		return &whereError{err}
	}
	if !some || answer == nil || answer == false {
		return &filtered{"where", "--where does not want it"}
	}
	return nil
}

// object is the article as jq sees it: what the output would have.
func object(a *article.Article) (map[string]any, error) {
	var line bytes.Buffer
	if err := encode.Formats[0].New(&line, encode.Options{}).Encode(a); err != nil {
		return nil, err
	}
	var object map[string]any
	err := json.Unmarshal(line.Bytes(), &object)
	return object, err
}
