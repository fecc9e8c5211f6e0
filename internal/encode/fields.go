package encode

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"herald/internal/article"
)

// FieldNames returns the top-level keys of an article, in their order.
func FieldNames() []string {
	t := reflect.TypeFor[article.Article]()
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	return names
}

// FieldError reports an unknown field.
type FieldError struct {
	Name  string   // as given
	Known []string // from [FieldNames]
}

// Error names the unknown field and all known ones.
func (e *FieldError) Error() string {
	return fmt.Sprintf("unknown field %q: want one of %s", e.Name, strings.Join(e.Known, ", "))
}

// ParseFields parses a comma-separated list of fields such as "headline,date" and removes duplicates. It returns nil, which
// means all fields, for an empty list, and a [*FieldError] for an unknown field.
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

// shows reports whether a field is to be written.
func (o Options) shows(field string) bool {
	return o.Fields == nil || slices.Contains(o.Fields, field)
}
