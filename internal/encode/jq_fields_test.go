package encode_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/encode"
)

// TestCheckFields names all fields that are found in an expression, by making known one after the other.
func TestCheckFields(t *testing.T) {
	for expression, want := range map[string][]string{
		`.agency == "Yonhap"`:                          {"agency"},
		`.a.b == .c[0].d and (.e | not) or .a`:         {"a", "c", "e"},
		`."a" // .["b"] | .c`:                          {"a", "b"},
		`. | .a`:                                       {"a"},
		`.a as $x | .b == $x`:                          {"a", "b"},
		`any(.a[]; .b == "x") and any(.c) and all(.d)`: {"a"},
		`select(.a) , first(.b), -(.c), [.d, .e]`:      {"a", "b", "c", "d", "e"},
		`if .a then .b elif .c then .d else .e end`:    {"a", "b", "c", "d", "e"},
		`try .a catch .b`:                              {"a"},
		`.a | test(.b)`:                                {"a"},
		`.a[]? | select(.b)`:                           {"a"},
		`.[.a]`:                                        nil,
		`true`:                                         nil,
		`{a: .b} | .c`:                                 {"b"},
		`{a, b: .c, "d": 1, (.e): 2, $ENV}`:            {"a", "c", "e"},
		`"\(.a) \(.b.c)", @uri "x=\(.d)"`:              {"a", "b", "d"},
		`select(.a) | .b`:                              {"a", "b"},
		`.a = .b | .c`:                                 {"b"},
		`.a |= ascii_downcase`:                         nil,
		`.a += .b`:                                     {"b"},
	} {
		q, err := encode.ParseQuery(expression)
		if err != nil {
			t.Errorf("%s: %v", expression, err)
			continue
		}
		var got []string
		for {
			unknown, ok := errors.AsType[*encode.FieldError](q.CheckFields(got))
			if !ok || slices.Contains(got, unknown.Name) {
				break
			}
			got = append(got, unknown.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", expression, diff)
		}
	}
}
