package encode

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"herald/internal/article"
)

// FieldNames are the top-level names of an article, in its order.
func FieldNames() []string {
	t := reflect.TypeFor[article.Article]()
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	return names
}

// FieldError is a name that no article has.
type FieldError struct {
	Name  string
	Known []string // FieldNames
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("no field is called %q; the fields are %s", e.Name, strings.Join(e.Known, ", "))
}

// ParseFields reads a list such as "headline,date", each name once. The error is a *FieldError. An empty list is nil: every field.
func ParseFields(list string) ([]string, error) {
	if strings.TrimSpace(list) == "" {
		return nil, nil
	}
	known := FieldNames()
	var fields []string
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return nil, &FieldError{name, known}
		}
		if !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
	}
	return fields, nil
}

// shows tells whether the user wants the field.
func (o Options) shows(field string) bool {
	return o.Fields == nil || slices.Contains(o.Fields, field)
}
