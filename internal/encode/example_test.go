package encode_test

import (
	"fmt"
	"os"
	"slices"

	"herald/internal/article"
	"herald/internal/encode"
)

// ferry returns the article of the examples.
func ferry() *article.Article {
	return &article.Article{
		Schema:   article.Schema,
		Headline: "Ferry to Ulleungdo resumes",
		Byline:   "Ock Hyun-ju",
		Authors:  []article.Author{{Name: "Ock Hyun-ju"}},
		Date:     "2020-08-26T15:44:00+09:00",
		Body:     "The ferry sails again.",
		Blocks:   []article.Block{{Type: article.Paragraph, Text: "The ferry sails again."}},
	}
}

// newEncoder returns an encoder of a format that writes to standard output.
func newEncoder(name string, opts encode.Options) (encode.Encoder, error) {
	i := slices.IndexFunc(encode.Formats, func(f encode.Format) bool { return f.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("unknown format %q", name)
	}
	return encode.Formats[i].New(os.Stdout, opts), nil
}

func ExampleEncoder() {
	e, err := newEncoder("text", encode.Options{Width: 40})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := e.Encode(ferry()); err != nil {
		fmt.Println(err)
		return
	}
	if err := e.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Ferry to Ulleungdo resumes
	// By Ock Hyun-ju
	// 2020-08-26T15:44:00+09:00
	//
	// The ferry sails again.
}

func ExampleParseFields() {
	fields, err := encode.ParseFields("headline, authors, headline")
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := newEncoder("json", encode.Options{Fields: fields})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := e.Encode(ferry()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"headline":"Ferry to Ulleungdo resumes","authors":[{"name":"Ock Hyun-ju","email":null}]}
}

func ExampleQuery_Values() {
	query, err := encode.ParseQuery(".authors[].name, (.body | length)")
	if err != nil {
		fmt.Println(err)
		return
	}
	for value, err := range query.Values(ferry(), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(value)
	}
	// Output:
	// Ock Hyun-ju
	// 22
}

func ExampleParseQuery_error() {
	_, err := encode.ParseQuery(".headline |")
	fmt.Println(err)
	// Output:
	// jq '.headline |', column 12: unexpected EOF
}
