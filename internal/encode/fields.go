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
	Name    string
	Nearest string   // the name that was likely meant, or ""
	Known   []string // FieldNames
}

func (e *FieldError) Error() string {
	hint := ""
	if e.Nearest != "" {
		hint = fmt.Sprintf(" (%s?)", e.Nearest)
	}
	return fmt.Sprintf("no field is called %q%s; the fields are %s", e.Name, hint, strings.Join(e.Known, ", "))
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
			return nil, &FieldError{Name: name, Nearest: nearest(name, known), Known: known}
		}
		if !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
	}
	return fields, nil
}

// nearest is the known name at most two typing errors away, or ""; a name of two letters has no letter left to go by.
func nearest(name string, known []string) string {
	best, found := min(3, len(name)), ""
	for _, k := range known {
		if d := distance(name, k); d < best {
			best, found = d, k
		}
	}
	return found
}

// distance counts the letters to insert, drop or change that make a into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// shows tells whether the user wants the field.
func (o Options) shows(field string) bool {
	return o.Fields == nil || slices.Contains(o.Fields, field)
}
