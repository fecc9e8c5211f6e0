package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is a command of the README with what it prints there.
type example struct {
	command string
	printed string // "…" alone on a line stands for any number of lines
}

// otherTools are what the README's readers may have and a machine with nothing but Go has not.
var otherTools = regexp.MustCompile(`\b(jq|sqlite3|duckdb|mlr|xmllint)\b`)

// Every ```console block of the README, and every command in a table, is run as it stands there, in a copy of the
// repository.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := consoleBlocks(string(readme))
	if len(blocks) == 0 {
		t.Fatal("the README has no ```console block with a command")
	}
	table := tableCommands(string(readme))
	if len(table) == 0 {
		t.Fatal("the README has no table of commands")
	}
	blocks = append(blocks, table...)
	root := copyOfRepository(t)
	for _, block := range blocks {
		t.Run(block[0].command, func(t *testing.T) {
			for _, e := range block {
				e.run(t, root)
			}
		})
	}
}

func (e example) run(t *testing.T, dir string) {
	t.Helper()
	for _, tool := range otherTools.FindAllString(e.command, -1) {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not here", tool)
		}
	}
	cmd := exec.CommandContext(t.Context(), "bash", "-c", e.command)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("$ %s\n%s%v", e.command, out, err)
	}
	if !e.allows(string(out)) {
		t.Errorf("$ %s (-README +run):\n%s", e.command, cmp.Diff(e.printed, string(out)))
	}
}

func (e example) allows(out string) bool {
	var pattern strings.Builder
	for line := range strings.Lines(e.printed) {
		if line == "…\n" {
			pattern.WriteString(`(?:.*\n)*`)
		} else {
			pattern.WriteString(regexp.QuoteMeta(line))
		}
	}
	return regexp.MustCompile(`\A` + pattern.String() + `\z`).MatchString(out)
}

// consoleBlocks are the commands of each block that has some. A command goes on after a backslash.
func consoleBlocks(readme string) [][]example {
	var blocks [][]example
	for _, m := range regexp.MustCompile("(?ms)^```console\n(.*?)^```$").FindAllStringSubmatch(readme, -1) {
		var block []example
		for line := range strings.Lines(strings.ReplaceAll(m[1], "\\\n", "")) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				block = append(block, example{command: strings.TrimSpace(command)})
			} else if len(block) > 0 {
				block[len(block)-1].printed += line
			}
		}
		if len(block) > 0 {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// tableCommands are those that end a row of a table; each must succeed, whatever it prints.
func tableCommands(readme string) [][]example {
	var commands [][]example
	for _, m := range regexp.MustCompile("(?m)^\\|.*\\| `(herald [^`]+)` \\|$").FindAllStringSubmatch(readme, -1) {
		commands = append(commands, []example{{command: m[1], printed: "…\n"}})
	}
	return commands
}

func TestTableCommands(t *testing.T) {
	readme := "| form | command |\n|---|---|\n| zip | `herald a b` |\n| `herald` | words |\n`herald c`\n"
	want := [][]example{{{"herald a b", "…\n"}}}
	if diff := cmp.Diff(want, tableCommands(readme), cmp.AllowUnexported(example{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConsoleBlocks(t *testing.T) {
	readme := "Words.\n```console\n$ a | \\\n  b\n1\n…\n9\n$ c\n```\n```sh\n$ no\n```\n```console\nno command\n```\n"
	want := [][]example{{{"a |   b", "1\n…\n9\n"}, {"c", ""}}}
	got := consoleBlocks(readme)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(example{})); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	for out, ok := range map[string]bool{"1\n9\n": true, "1\n2\n3\n9\n": true, "1\n2\n": false, "0\n1\n9\n": false} {
		if got[0][0].allows(out) != ok {
			t.Errorf("%q is allowed: %v", out, !ok)
		}
	}
}

// copyOfRepository is a checkout of the files as they stand, which the commands may write into.
func copyOfRepository(t *testing.T) string {
	t.Helper()
	from, to := "../..", t.TempDir()
	err := fs.WalkDir(os.DirFS(from), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".git" && d.IsDir():
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, path), 0o755)
		case !d.Type().IsRegular() || d.Name() == ".git":
			return nil
		}
		data, err := os.ReadFile(filepath.Join(from, path))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}
