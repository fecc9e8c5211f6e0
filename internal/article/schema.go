package article

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"strings"
)

// JSONSchema is the JSON Schema (draft 2020-12) of an [Article]. Callers must not modify it.
//
//go:embed article.schema.json
var JSONSchema []byte

// Field is a top-level key of an [Article].
type Field struct {
	Name  string
	About string // its description in [JSONSchema], one line
}

// Fields returns the top-level keys in the order of the struct. It fails only if [JSONSchema] is not valid JSON.
func Fields() ([]Field, error) {
	var schema struct {
		Properties map[string]struct{ Description string }
	}
	if err := json.Unmarshal(JSONSchema, &schema); err != nil {
		return nil, err
	}
	var fields []Field
	for field := range reflect.TypeFor[Article]().Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		fields = append(fields, Field{name, schema.Properties[name].Description})
	}
	return fields, nil
}
