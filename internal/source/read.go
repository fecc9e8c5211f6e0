package source

import (
	"fmt"
	"io"
	"os"
)

// reader is one run over the operands.
type reader struct {
	opts  Options
	yield func(Page, error) bool
}

// operand yields the pages of one path; false ends the run.
func (r *reader) operand(path string, stdin io.Reader) bool {
	page := Page{Name: path, Form: "html"}
	var err error
	if path == "-" {
		page.Data, err = io.ReadAll(stdin)
	} else {
		page.Data, err = os.ReadFile(path)
	}
	if err != nil {
		e := unreadable(err)
		e.Page.Name = path
		return r.yield(Page{}, e)
	}
	return r.yield(page, nil)
}

func fail(code, format string, args ...any) *Error {
	return &Error{code: code, err: fmt.Errorf(format, args...)}
}
