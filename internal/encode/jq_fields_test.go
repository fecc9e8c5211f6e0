package encode_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/encode"
)

func TestQueryFields(t *testing.T) {
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
		`{a: .b} | .c`:                                 nil,
	} {
		q, err := encode.ParseQuery(expression)
		if err != nil {
			t.Errorf("%s: %v", expression, err)
			continue
		}
		if diff := cmp.Diff(want, q.Fields()); diff != "" {
			t.Errorf("%s: %s", expression, diff)
		}
	}
}
