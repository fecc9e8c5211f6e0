package encode

import (
	"io"

	"herald/internal/article"
)

// Rejection takes the place of an article whose page was rejected, in an output that has a line for each page.
type Rejection struct {
	Error  Reason  `json:"error"`
	Source Subject `json:"source"`
}

// Reason is why a page was rejected.
type Reason struct {
	Code    string `json:"code"` // stable
	Message string `json:"message"`
}

// Subject names a page that was rejected, as the source of an article does.
type Subject struct {
	Path   string           `json:"path"`
	Member article.Optional `json:"member"`
}

// Reject writes a rejection in one Write, as the json format writes an article.
func Reject(w io.Writer, opts Options, r Rejection) error {
	object, err := marshal(r)
	if err != nil {
		return err
	}
	return writeObject(w, opts, object)
}
