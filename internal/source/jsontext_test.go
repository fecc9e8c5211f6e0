package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"
)

// FuzzObject: an object that encoding/json reads has the same members here, in the same order, with equal strings.
func FuzzObject(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { "a" : 1 , "b":"c" } `, `{"a":"\"\\\"","b":"\\"}`, `{"html":"<p class=\"a\">\u003cb\u003e\n\ud83d\ude00\ud83d\u00e9\/"}`,
		`{"a":{"b":["]","}"],"c":"\\"},"d":[[],{}],"e":-1.5e3,"f":null,"g":true}`, `{"\u0061":"x"}`, `{"a":"b"`, `{"a":"b\"`, `{"a"`, `{"a":`,
		`{"a":1,}`, `{"a" 1}`, `{a:1}`, `{"a":"\x"}`, `{"a":"\ud83d"}`, `{"a":"\ud83d\uzzzz"}`, `{"a":[`, `{"a":12`, `[1]`, ``,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		type member struct{ key, value []byte }
		var got []member
		rest, err := scanObject(text, func(key, value []byte) { got = append(got, member{key, value}) })
		if !json.Valid(text) || text[len(text)-len(bytes.TrimLeft(text, jsonSpace))] != '{' {
			return
		}
		if err != nil || len(bytes.Trim(rest, jsonSpace)) > 0 {
			t.Fatalf("%q: rest %q, %v", text, rest, err)
		}
		want := json.NewDecoder(bytes.NewReader(text))
		if _, err := want.Token(); err != nil {
			t.Fatal(err)
		}
		for _, m := range got {
			key, err := want.Token()
			if err != nil || key != string(m.key) && utf8.Valid(m.key) {
				t.Fatalf("%q: key %q, want %q, %v", text, m.key, key, err)
			}
			var value json.RawMessage
			if err := want.Decode(&value); err != nil || !bytes.Equal(value, m.value) {
				t.Fatalf("%q: value %q, want %q, %v", text, m.value, value, err)
			}
			if !isString(value) {
				continue
			}
			var s string
			plain, err := unquote(m.value)
			if err := errors.Join(err, json.Unmarshal(value, &s)); err != nil || s != string(plain) && utf8.Valid(plain) {
				t.Fatalf("%q: string %q, want %q, %v", text, plain, s, err)
			}
		}
		if want.More() {
			t.Fatalf("%q: lacks members", text)
		}
	})
}

// TestCutObject: what precedes the end of a text that breaks off is still known.
func TestCutObject(t *testing.T) {
	for text, want := range map[string]struct {
		last string
		err  error
	}{
		`{"a":"b"}`:           {"b", nil},
		`{"a":"b"`:            {"b", errCut},
		`{"a":"b\n`:           {"b\n", errCut},
		`{"a":"<html>\"x\`:    {`<html>"x`, errCut},
		`{"a":"b","c":{"d":1`: {"b", errCut},
		`{"a":"b","c`:         {"b", errCut},
		`{"a":"b","c":`:       {"b", errCut},
		`{"a":"b","c":1`:      {"b", errCut},
		`{"a":"b" "c":1}`:     {"b", errSyntax},
		`{"a":"b",c:1}`:       {"b", errSyntax},
		`{"a":"b","c"1}`:      {"b", errSyntax},
		`{"a":"b","c":}`:      {"b", errSyntax},
		`{"a":"b","\x":1}`:    {"b", errSyntax},
		`"a"`:                 {"", errSyntax},
	} {
		last := []byte(nil)
		_, err := scanObject([]byte(text), func(_, value []byte) { last, _ = unquote(value) })
		if !errors.Is(err, want.err) || string(last) != want.last {
			t.Errorf("%s: %q, %v, want %q, %v", text, last, err, want.last, want.err)
		}
	}
}
