package batch

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/encode"
)

func TestFormOf(t *testing.T) {
	for name, want := range map[string]string{
		"out.jsonl": "jsonl", "a.b/out.jsonl.gz": "jsonl.gz", "out.jsonl.zst": "jsonl.zst", "out.csv": "csv", "out.csv.gz": "csv.gz",
		"out.db": "db", "out/": "dir", "out.dir": "", "out": "", "out.json": "", "jsonl": "",
	} {
		if got := FormOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

var harbor = article.Article{
	Headline: "Harbor seals learn to queue", Byline: "Han Bo-ra and Kim Min", Agency: "Yonhap",
	Authors: []article.Author{{Name: "Han Bo-ra", Email: "bora@example.com"}, {Name: "Kim Min"}},
	Date:    "2021-03-03T09:15:00+09:00", Updated: "2021-03-03T09:20:00+09:00", Day: "2021-03-03", Section: "National",
	Body:   "Seals wait.\n\nÜberraschend ruhig.",
	Images: []article.Image{{URL: "http://example.com/1.jpg", Caption: "A seal", Credit: "Yonhap"}},
	Notes:  []string{"A note."}, URL: "http://example.com/2", ID: "2021", Language: "en", WordCount: 4,
	Source:   article.Source{Path: "a.zip", Member: "1.html", Form: "html", Encoding: "utf-8", Captured: "2021-03-04T00:00:00Z"},
	Template: "view", Warnings: []article.Warning{{Code: "doubt", Message: "a doubt"}},
}

func TestDatabase(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a?b #1.db")
	d, err := openDatabase(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []article.Article{{Headline: "Ferry sails", Body: "No animals."}, harbor, {Headline: "Korean", Body: "등대지기가 바다를 본다."}} {
		if err := d.Encode(&a); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := d.complete()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ ask, want string }{
		{"SELECT count(*) FROM articles", "3"},
		{"SELECT concat_ws('|', headline, byline, agency, date, updated, day, section, body, notes, url, id, language, word_count, " +
			"path, member, form, encoding, captured, template) FROM articles WHERE n = 2",
			"Harbor seals learn to queue|Han Bo-ra and Kim Min|Yonhap|2021-03-03T09:15:00+09:00|2021-03-03T09:20:00+09:00|2021-03-03|" +
				"National|Seals wait.\n\nÜberraschend ruhig.|[\"A note.\"]|http://example.com/2|2021|en|4|a.zip|1.html|html|utf-8|" +
				"2021-03-04T00:00:00Z|view"},
		{"SELECT byline IS NULL AND notes = '[]' FROM articles WHERE n = 1", "1"},
		{"SELECT group_concat(article || position || name || coalesce(email, '-'), ' ') FROM authors", "21Han Bo-rabora@example.com 22Kim Min-"},
		{"SELECT article || url || caption || credit FROM images", "2http://example.com/1.jpgA sealYonhap"},
		{"SELECT article || code || message FROM warnings", "2doubta doubt"},
		{"SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'headline : SEALS AND body : uberraschend'", "2"},
		{"SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '등대지기'", "0"}, // with its particle it is another word
		{"SELECT rowid FROM articles_hangul WHERE articles_hangul MATCH '등대지기'", "3"},
		{"SELECT rowid FROM articles_hangul WHERE body LIKE '%바다%'", "3"},
		{"SELECT count(*) FROM articles_hangul WHERE articles_hangul MATCH 'headline'", "0"}, // only articles with Hangul
		{"SELECT group_concat(name, ' ') FROM pragma_index_list('articles') ORDER BY name",
			"articles_id articles_byline articles_section articles_date articles_day"},
	}
	db, err := openSQLite(whole)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, test := range tests {
		if got := answer(t, db, test.ask); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.ask, got, test.want)
		}
	}
}

func answer(t *testing.T, db *sql.DB, ask string) (got string) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), ask).Scan(&got); err != nil {
		t.Errorf("%s: %v", ask, err)
	}
	return got
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	f, err := openFolder(Output{Name: filepath.Join(dir, "out/"), Format: encode.Formats[1], Encode: encode.Options{Fields: []string{"headline"}}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []article.Article{
		{Headline: "By its id", ID: "2021"},
		{Headline: "The same id", ID: "2021", Source: article.Source{Path: "b.html"}},
		{Headline: "All the same", ID: "2021", Source: article.Source{Path: "b.html"}},
		{Headline: "No id", Source: article.Source{Path: "c.html"}},
		{Headline: "An id that leads out", ID: "../../x/1"},
	} {
		if err := f.Encode(&a); err != nil {
			t.Fatal(err)
		}
	}
	made, err := f.complete()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"2021.txt":                    "By its id\n",
		"2021-6c42b5ffec39cd87.txt":   "The same id\n",
		"2021-6c42b5ffec39cd87-2.txt": "All the same\n",
		"cb434f166a6eefed.txt":        "No id\n",
		"x1.txt":                      "An id that leads out\n",
	}
	if diff := cmp.Diff(want, outputs(t, made)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFolderIsNotOverwritten: unless it is to be replaced.
func TestFolderIsNotOverwritten(t *testing.T) {
	full, file := t.TempDir(), filepath.Join(t.TempDir(), "file")
	write(t, filepath.Join(full, "mine"), "kept")
	write(t, file, "kept")
	for _, name := range []string{full, file} {
		j := job(folderOf(t, 3), name)
		j.Output.Form = "dir"
		if _, err := Run(t.Context(), j); !isA[*ExistsError](err) {
			t.Errorf("%s: %v", name, err)
		}
		if j.Output.Replace = name == full; name == file {
			continue
		}
		if _, err := Run(t.Context(), j); err != nil {
			t.Errorf("%s, to be replaced: %v", name, err)
		}
		if files := outputs(t, name); len(files) != 3 || files["mine"] != "" {
			t.Errorf("the folder has %d files", len(files))
		}
		if left, err := filepath.Glob(name + ".partial*"); err != nil || len(left) > 0 {
			t.Errorf("remaining files: %v, %v", left, err)
		}
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "kept" {
		t.Errorf("the file is now %q, %v", data, err)
	}
}
