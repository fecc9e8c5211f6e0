// Package source is where pages come from: files, folders and standard input.
//
// In: paths as a user gives them. Out: pages, in the order of the paths. It never looks into a page beyond what tells
// how it was kept, and never fetches anything.
package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
)

// Page is one saved page: its bytes and what the save itself says of them.
type Page struct {
	Name        string // the path as given; "-" is standard input
	Member      string // the name inside a container, or ""
	Form        string // how it was kept: "html", "warc", …
	URL         string // where the save says it came from, or ""
	ContentType string // the HTTP header of the capture, or ""
	Captured    string // RFC 3339, from the save itself, or ""
	Data        []byte
}

// Error is an input that gave no page.
type Error struct {
	Page Page // Name and Member only
	code string
	err  error
}

func (e *Error) Error() string { return e.err.Error() }

// Code is stable: "unreadable", …
func (e *Error) Code() string { return e.code }

func (e *Error) Unwrap() error { return e.err }

// Pages yields the pages of the paths in order. An input that can't be read is an *Error in its place, never the end.
func Pages(paths []string, stdin io.Reader) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		for _, path := range paths {
			if !yield(read(path, stdin)) {
				return
			}
		}
	}
}

func read(path string, stdin io.Reader) (Page, error) {
	page := Page{Name: path, Form: "html"}
	var err error
	if path == "-" {
		page.Data, err = io.ReadAll(stdin)
	} else {
		page.Data, err = os.ReadFile(path)
	}
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return Page{}, &Error{Page: Page{Name: path}, code: "unreadable", err: fmt.Errorf("can't be read: %w", err)}
	}
	return page, nil
}
