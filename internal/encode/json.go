package encode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"unicode/utf8"

	"herald/internal/article"
)

// jsonEncoder prints one object per article, on one line unless it is indented. With Fields an object has these keys, in their order.
// Every key is always there, evidence only where the article has some. No HTML escaping; what hidden names, and U+2028 and
// U+2029, which end a line in some readers, are written as \uXXXX.
type jsonEncoder struct {
	w    io.Writer
	opts Options
}

func newJSON(w io.Writer, opts Options) Encoder {
	if opts.Query != nil {
		return &queryEncoder{w, opts}
	}
	return &jsonEncoder{w, opts}
}

func (e *jsonEncoder) Encode(a *article.Article) error {
	object, err := jsonObject(a, e.opts.Fields)
	if err != nil {
		return err
	}
	return writeObject(e.w, e.opts, object)
}

func (e *jsonEncoder) Close() error { return nil }

// writeObject is one object as layout has it.
func writeObject(w io.Writer, opts Options, object []byte) error {
	object, err := opts.layout(object)
	if err != nil {
		return err
	}
	_, err = w.Write(object)
	return err
}

// layout is a value on a line of its own, or over several for people.
func (o Options) layout(value []byte) ([]byte, error) {
	if o.Indent {
		var b bytes.Buffer
		if err := json.Indent(&b, value, "", "  "); err != nil {
			return nil, err
		}
		value = b.Bytes()
	}
	if o.Color {
		value = colorJSON(value)
	}
	return append(value, '\n'), nil
}

// jsonObject is the article with these fields; nil is all of them.
func jsonObject(a *article.Article, fields []string) ([]byte, error) {
	a = whole(a)
	if fields == nil {
		return marshal(a)
	}
	return chosen(a, fields)
}

// whole is the article with [] in place of null: a list is never null in the output.
func whole(a *article.Article) *article.Article {
	w := *a
	w.Authors = list(w.Authors)
	w.Blocks = list(w.Blocks)
	w.Images = list(w.Images)
	w.Notes = list(w.Notes)
	w.Warnings = list(w.Warnings)
	return &w
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// chosen is the object of these fields alone.
func chosen(a *article.Article, fields []string) ([]byte, error) {
	object := []byte{'{'}
	for _, name := range fields {
		if name == "evidence" && a.Evidence == nil {
			continue
		}
		value, err := fieldJSON(a, name)
		if err != nil {
			return nil, err
		}
		if len(object) > 1 {
			object = append(object, ',')
		}
		object = fmt.Appendf(object, "%q:%s", name, value)
	}
	return append(object, '}'), nil
}

// fieldJSON is the value of one of the FieldNames.
func fieldJSON(a *article.Article, name string) ([]byte, error) {
	i := slices.Index(FieldNames(), name)
	return marshal(reflect.ValueOf(a).Elem().Field(i).Interface())
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return escapeHidden(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// escapeHidden writes as \uXXXX what encoding/json or gojq leaves raw and a reader cannot see. In JSON such characters occur
// in strings only. Most of an article is printable ASCII, which is not decoded.
func escapeHidden(b []byte) []byte {
	var out []byte
	copied := 0 // bytes of b that are in out
	for i := 0; i < len(b); {
		if ' ' <= b[i] && b[i] <= '~' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if hidden(r) || r == 0x2028 || r == 0x2029 {
			out = fmt.Appendf(append(out, b[copied:i]...), `\u%04x`, r)
			copied = i + n
		}
		i += n
	}
	if copied == 0 {
		return b
	}
	return append(out, b[copied:]...)
}
