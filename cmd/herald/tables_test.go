package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"herald/internal/cli"
)

// The commands of 'herald help forms' that make rows of other tables yield the article of the page. Each runs where its program
// is installed.
func TestTablesAsRows(t *testing.T) {
	forms, _, err := cli.Commands().Find([]string{"forms"})
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(forms.Long, "\n\n  duckdb ")
	if !found {
		t.Fatal("herald help forms has no command for DuckDB")
	}
	block, _, _ = strings.Cut("duckdb "+block, "\n\n")
	dir := tables(t)
	for command := range strings.SplitSeq(strings.ReplaceAll(block, "\n    ", " "), "\n  ") {
		program, _, _ := strings.Cut(command, " ")
		t.Run(program, func(t *testing.T) {
			if _, err := exec.LookPath(program); err != nil || program == "aws" { // there is no store to fetch from
				t.Skipf("%s is not installed", program)
			}
			if program == "duckdb" {
				shell(t, dir, `duckdb -c "copy (from 'pages.csv') to 'pages.parquet'"`)
			}
			const want = `{"headline":"Ferry to Ulleungdo sails again","url":"http://a.example/1"}`
			if got := shell(t, dir, command+" --fields headline,url"); strings.TrimSpace(got) != want {
				t.Errorf("%s\n%s", command, got)
			}
		})
	}
}

// The command of 'herald help scaling' for GNU parallel on JSON lines: a line out for each row, in their order.
func TestParallelPipe(t *testing.T) {
	if said, err := exec.Command("parallel", "--version").Output(); err != nil || !bytes.HasPrefix(said, []byte("GNU parallel")) {
		t.Skip("GNU parallel is not installed")
	}
	dir := t.TempDir()
	var rows, want strings.Builder
	for i := range 50 {
		html := "<html>"
		if i%2 == 1 {
			html = ""
		}
		fmt.Fprintf(&rows, `{"key":"%d","html":"%s"}`+"\n", i, html)
		fmt.Fprintf(&want, "%d\n", i)
	}
	if err := os.WriteFile(filepath.Join(dir, "pages.jsonl"), []byte(rows.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	command := strings.Replace(scalingBlock(t, "parallel --pipe "), "--pipe", "--pipe --block 300 --will-cite", 1) // several blocks
	shell(t, dir, strings.Replace(command, "--html-field html", "--html-field html --id-field key", 1))
	var got strings.Builder
	data, err := os.ReadFile(filepath.Join(dir, "articles.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(data) {
		var a answer
		if err := json.Unmarshal(line, &a); err != nil || a.Error.Code == "" {
			t.Fatalf("%s: %v", line, err)
		}
		got.WriteString(a.Source.Member + "\n")
	}
	if got.String() != want.String() {
		t.Errorf("%s", got.String())
	}
}

// tables returns a folder with a page as a row of pages.csv and, where sqlite3 is installed, of crawl.db.
func tables(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	page, err := os.ReadFile("../../testdata/script/pages/ferry.html")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, "pages.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows := csv.NewWriter(file)
	if err := rows.WriteAll([][]string{{"url", "html"}, {"http://a.example/1", string(page)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("sqlite3"); err == nil {
		shell(t, dir, "sqlite3 crawl.db '.import --csv pages.csv pages'")
	}
	return dir
}
