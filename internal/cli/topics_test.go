package cli

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/batch"
	"herald/internal/encode"
	"herald/internal/source"
)

// The reference has a line for every name that the program knows.
func TestTopicsAreComplete(t *testing.T) {
	texts := map[string]string{}
	for _, c := range Commands().Commands() {
		texts[c.Name()] = c.Long
	}
	lists := func(topic, name string) {
		t.Helper()
		if !regexp.MustCompile(`(?m)^ *` + regexp.QuoteMeta(name) + `  +\S`).MatchString(texts[topic]) {
			t.Errorf("herald help %s has no line for %q", topic, name)
		}
	}
	for _, f := range source.Forms {
		lists("forms", f.Name)
	}
	for _, f := range encode.Formats {
		lists("formats", f.Name)
	}
	fields, err := article.Fields()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fields {
		lists("fields", f.Name)
	}
	for _, f := range batch.Forms {
		name := "." + f.Name
		if f.Name == "dir" {
			name = "DIR/"
		}
		lists("batch", name)
	}
	for _, o := range batch.Outcomes {
		if !regexp.MustCompile(`\b` + string(o) + `\b`).MatchString(texts["codes"]) {
			t.Errorf("herald help codes does not name the outcome %q", o)
		}
	}
}

// The reference fits a terminal of 80 columns, except commands, which are there to be copied.
func TestTopicsFitATerminal(t *testing.T) {
	for _, topic := range topics() {
		for line := range strings.Lines(topic.long) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 && !strings.HasPrefix(line, "  herald ") {
				t.Errorf("%s has a line of %d columns: %s", topic.name, n, line)
			}
		}
	}
}
