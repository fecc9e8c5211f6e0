package article_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"herald/internal/article"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(article.JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:herald:article:1", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:herald:article:1")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGoldensMatchSchema(t *testing.T) {
	s := schema(t)
	files, err := filepath.Glob("../../testdata/pages/*/*.golden.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSchemaDescribesFields checks that the schema has exactly the fields of an article, each with a one-line description.
func TestSchemaDescribesFields(t *testing.T) {
	var s struct{ Properties map[string]json.RawMessage }
	if err := json.Unmarshal(article.JSONSchema, &s); err != nil {
		t.Fatal(err)
	}
	fields, err := article.Fields()
	if err != nil || len(fields) != len(s.Properties) || len(fields) != reflect.TypeFor[article.Article]().NumField() {
		t.Errorf("%d properties, %d fields, %v", len(s.Properties), len(fields), err)
	}
	for _, f := range fields {
		if s.Properties[f.Name] == nil || f.About == "" || strings.Contains(f.About, "\n") {
			t.Errorf("description of %q: %q", f.Name, f.About)
		}
	}
}

func TestSchemaRejects(t *testing.T) {
	s := schema(t)
	for name, change := range map[string]func(map[string]any){
		"a missing key":     func(a map[string]any) { delete(a, "agency") },
		"an unknown key":    func(a map[string]any) { a["color"] = "red" },
		"an empty headline": func(a map[string]any) { a["headline"] = "" },
		"an empty byline":   func(a map[string]any) { a["byline"] = "" },
		"a date as printed": func(a map[string]any) { a["date"] = "Aug 15, 2020" },
	} {
		data, err := os.ReadFile("../../testdata/pages/view/yonhap_two_blocks.golden.json")
		if err != nil {
			t.Fatal(err)
		}
		var a map[string]any
		if err := json.Unmarshal(data, &a); err != nil {
			t.Fatal(err)
		}
		change(a)
		changed, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(changed))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("the schema accepts %s", name)
		}
	}
}
