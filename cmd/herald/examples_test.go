package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/cobra"

	"herald/internal/cli"
)

// Every command and help topic has examples, and each of them works as printed, in a folder with the files that it names.
func TestExamples(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed")
	}
	root := cli.Commands()
	checked := 0
	for _, cmd := range append(root.Commands(), root) {
		t.Run(cmd.Name(), func(t *testing.T) {
			dir := exampleFolder(t)
			sessions := examplesOf(cmd)
			if len(sessions) == 0 {
				t.Error("no example")
			}
			for _, e := range sessions {
				e.run(t, dir)
			}
		})
		checked++
	}
	if checked < 10 {
		t.Errorf("only %d commands", checked)
	}
}

// examplesOf returns the examples of a command, which print anything, or of a topic, which are console sessions.
func examplesOf(cmd *cobra.Command) []example {
	text := strings.ReplaceAll(cmd.Example, "\n  ", "\n")
	if sessions := session(text); len(sessions) > 0 {
		return sessions
	}
	var examples []example
	for line := range strings.Lines(text) {
		examples = append(examples, example{command: "set -o pipefail; " + strings.TrimSpace(line), printed: "…\n"})
	}
	return examples
}

// exampleFolder returns a folder with the files that the examples name.
func exampleFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "archive"), os.DirFS("../../testdata/pages/view")); err != nil {
		t.Fatal(err)
	}
	writeBlog(t, filepath.Join(dir, "blog"))
	for name, from := range map[string]string{
		"page.html":      "script/pages/ferry.html",
		"error_502.html": "pages/reject/error_502.html",
		"crawl.warc.gz":  "forms/wget.warc.gz",
		"nested.zip":     "forms/nested.zip",
	} {
		data, err := os.ReadFile(filepath.Join("../../testdata", from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// writeBlog writes the pages that the script of 'herald learn' learns from: a box inside the bodies is not of the articles.
func writeBlog(t *testing.T, dir string) {
	t.Helper()
	script, err := txtar.ParseFile("../../testdata/script/learn.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range script.Files {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f.Name)), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
