package main

import (
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// 'make screenshots' writes the pictures of the README: the audit of a corpus, and what is learned from its pages.
func TestLearnScreenshots(t *testing.T) {
	folder := os.Getenv("HERALD_SCREENSHOTS")
	if folder == "" {
		t.Skip("HERALD_SCREENSHOTS is not set")
	}
	dir := t.TempDir()
	writeBlog(t, filepath.Join(dir, "blog"))
	run := func(command string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return "$ " + command + "\n" + string(out)
	}
	run("herald batch -q blog -o corpus.jsonl")
	run("herald report corpus.jsonl -o audit.html")
	session := run("herald learn blog -o learned.yaml") + run("cat learned.yaml")
	page := `<body style="margin: 16px"><pre style="font: 13px/1.4 monospace">` + html.EscapeString(session) + "</pre></body>"
	if err := os.WriteFile(filepath.Join(dir, "learn.html"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"audit", "learn"} {
		b := openTab(t, filepath.Join(dir, name+".html"))
		b.show(800, "light")
		b.unfold()
		b.screenshot(filepath.Join(folder, name+".png"))
	}
}
