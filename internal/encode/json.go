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

// jsonEncoder writes one object per article, on one line unless indented. Every key is always present, except evidence, which
// is omitted if the article has none. With [Options.Fields], an object has these keys in their order. HTML is not escaped.
// Hidden characters, and U+2028 and U+2029, which some readers take for line ends, are written as \uXXXX.
type jsonEncoder struct {
	w    io.Writer
	opts Options
}

// newJSON returns an [Encoder] of JSON lines, or of the results of a query.
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

// writeObject writes an object with its layout in one Write.
func writeObject(w io.Writer, opts Options, object []byte) error {
	object, err := opts.layout(object)
	if err != nil {
		return err
	}
	_, err = w.Write(object)
	return err
}

// layout returns a value with a line end, indented and colored as the options state.
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

// jsonObject returns the JSON object of an article with the given fields, or with all if they are nil.
func jsonObject(a *article.Article, fields []string) ([]byte, error) {
	a = whole(a)
	if fields == nil {
		return marshal(a)
	}
	return chosen(a, fields)
}

// whole returns a copy of an article in which no list is nil, so that none is null in JSON.
func whole(a *article.Article) *article.Article {
	w := *a
	w.Authors = list(w.Authors)
	w.Blocks = list(w.Blocks)
	w.Images = list(w.Images)
	w.Notes = list(w.Notes)
	w.Warnings = list(w.Warnings)
	return &w
}

// list returns s, or an empty slice if s is nil.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// chosen returns the JSON object of the given fields.
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

// fieldJSON returns the JSON value of a field, which must be one of [FieldNames].
func fieldJSON(a *article.Article, name string) ([]byte, error) {
	i := slices.Index(FieldNames(), name)
	return marshal(reflect.ValueOf(a).Elem().Field(i).Interface())
}

// marshal encodes a value without HTML escaping and without raw hidden characters.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return escapeHidden(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// escapeHidden replaces the hidden characters that encoding/json and gojq write raw by \uXXXX. In JSON they occur in strings
// only. Most of an article is printable ASCII, which is not decoded.
func escapeHidden(b []byte) []byte {
	var out []byte
	copied := 0 // bytes of b that are copied to out or replaced there
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
