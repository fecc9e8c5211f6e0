package batch

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// TestDatabaseReadsBack: text that looks like SQL, or like the end of a string, is stored as text in every column.
func TestDatabaseReadsBack(t *testing.T) {
	for _, s := range []string{
		"'; DROP TABLE articles; --", `"); DELETE FROM articles; --`, "' OR '1'='1", "?1", ":a", "$x", "x\x00y", "/* x", "-- x", `\'`, "no", "0x1", "NULL", "\u202ex\x1b[31m",
	} {
		name := filepath.Join(t.TempDir(), "out.db")
		d, err := openDatabase(name, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Encode(filled(s)); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if err := d.Encode(filled("plain")); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		whole, err := d.complete()
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		want := map[string][]string{"articles": {}, "authors": {s, s}, "images": {s, s, s}, "warnings": {s, s}}
		for range 18 { // headline to template, but for the number of words and the notes
			want["articles"] = append(want["articles"], s)
		}
		if diff := cmp.Diff(want, stored(t, whole)); diff != "" {
			t.Errorf("%q: -want +got\n%s", s, diff)
		}
	}
}

// TestDatabaseFails: flush returns the error if no transaction can be begun, and the database can then be closed.
func TestDatabaseFails(t *testing.T) {
	d, err := openDatabase(filepath.Join(t.TempDir(), "out.db"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.db.Close(); err != nil { // the current transaction still ends
		t.Fatal(err)
	}
	if _, err := d.flush(); err == nil || d.tx != nil {
		t.Errorf("%v, %v", err, d.tx)
	}
	if err := d.close(); err != nil {
		t.Error(err)
	}
}

// stored returns the texts of the first article in each table.
func stored(t *testing.T, name string) map[string][]string {
	t.Helper()
	db, err := openSQLite(name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	got := map[string][]string{}
	for table, key := range map[string]string{"articles": "n", "authors": "article", "images": "article", "warnings": "article"} {
		rows, err := db.QueryContext(t.Context(), fmt.Sprintf("SELECT * FROM %s WHERE %s = 1", table, key))
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(any)
		}
		for rows.Next() {
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for i, v := range values {
				if text, ok := (*v.(*any)).(string); ok && names[i] != "notes" {
					got[table] = append(got[table], text)
				}
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

// filled returns an article with s in every text.
func filled(s string) *article.Article {
	o := article.Optional(s)
	a := &article.Article{
		Authors: []article.Author{{Name: s, Email: o}}, Images: []article.Image{{URL: o, Caption: o, Credit: o}}, Notes: []string{s},
		Source:   article.Source{Path: s, Member: o, Form: s, Encoding: s, Captured: o},
		Warnings: []article.Warning{{Code: s, Message: s}},
	}
	v := reflect.ValueOf(a).Elem()
	for _, f := range v.Fields() {
		if f.Kind() == reflect.String {
			f.SetString(strings.Clone(s))
		}
	}
	return a
}
