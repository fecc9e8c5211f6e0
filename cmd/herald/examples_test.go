package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Every command has examples in its help, and each of them works as it stands there, where the files are that it names.
func TestExamples(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not here")
	}
	dir := t.TempDir()
	archive := filepath.Join(dir, "archive")
	if err := os.CopyFS(archive, os.DirFS("../../testdata/pages/view")); err != nil {
		t.Fatal(err)
	}
	for name, from := range map[string]string{
		"page.html":     "script/pages/ferry.html",
		"crawl.warc.gz": "forms/wget.warc.gz",
	} {
		data, err := os.ReadFile(filepath.Join("../../testdata", from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, command := range commands(t) {
		lines := examplesOf(t, command)
		if len(lines) == 0 {
			t.Errorf("%s has no example", command)
		}
		for _, line := range lines {
			cmd := exec.CommandContext(t.Context(), "bash", "-o", "pipefail", "-c", line)
			cmd.Dir = dir
			var messages strings.Builder
			cmd.Stderr = &messages
			if out, err := cmd.Output(); err != nil {
				t.Errorf("$ %s\n%s%s%v", line, out, messages.String(), err)
			}
		}
	}
}

// commands are all of herald's, and herald alone; help is the library's own.
func commands(t *testing.T) []string {
	t.Helper()
	list, err := exec.Command("herald", "__complete", "").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"herald"}
	for line := range strings.Lines(string(list)) {
		if name, _, is := strings.Cut(line, "\t"); is && name != "help" {
			all = append(all, "herald "+name)
		}
	}
	if len(all) < 3 {
		t.Fatalf("the only commands: %q", all)
	}
	return all
}

// examplesOf are the lines of a command's help between "Examples:" and the next blank line.
func examplesOf(t *testing.T, command string) []string {
	t.Helper()
	help, err := exec.Command("bash", "-c", command+" --help").Output()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(help), "\nExamples:\n")
	block, _, _ := strings.Cut(rest, "\n\n")
	var lines []string
	for line := range strings.Lines(block) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}
