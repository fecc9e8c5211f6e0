package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is a command in the documentation and its expected output. In the output, "…" matches any text within a line; a line
// with nothing else matches any number of lines.
type example struct {
	command string
	printed string
}

// otherTools are programs in examples that a machine with nothing but Go may lack.
var otherTools = regexp.MustCompile(`\b(jq|sqlite3|duckdb|mlr|xmllint|python3|Rscript)\b`)

// Every ```console block of the README is run as printed, in a copy of the repository. It leaves the checkout as it was;
// what it writes to /tmp goes to a folder of the test.
func TestReadme(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed")
	}
	blocks := consoleBlocks(readme(t))
	if len(blocks) == 0 {
		t.Fatal("the README has no ```console block with a command")
	}
	root, tmp := copyOfRepository(t), t.TempDir()
	names := func() []string { // without what git ignores: make build may have run before
		return slices.DeleteFunc(fileNames(t, root), func(name string) bool { return name == "herald" })
	}
	before := names()
	for _, block := range blocks {
		t.Run(block[0].command, func(t *testing.T) {
			if strings.HasPrefix(block[0].command, "make ") {
				skipInShort(t, "it compiles")
			}
			for _, e := range block {
				e.command = strings.ReplaceAll(e.command, "/tmp/", tmp+"/")
				e.run(t, root)
			}
		})
	}
	if diff := cmp.Diff(before, names()); diff != "" {
		t.Errorf("the commands change the checkout (-before +after):\n%s", diff)
	}
}

// The README's lines of pandas read what batch writes, and keep the ids as text.
func TestReadmePandas(t *testing.T) {
	if err := exec.Command("python3", "-c", "import pandas").Run(); err != nil {
		t.Skip("pandas is not installed")
	}
	_, program, _ := strings.Cut(readme(t), "```python\n")
	program, _, _ = strings.Cut(program, "```\n")
	dir := t.TempDir()
	run(t, "", "herald", "batch", "-q", "../../testdata/pages/view/yonhap_two_blocks.html", "-o", dir+"/corpus.jsonl.gz")
	program = strings.ReplaceAll(program, "/tmp/", dir+"/") + "print(articles.id[0] + '|')\n"
	if got, want := run(t, "", "python3", "-c", program), "20200911000101|\n"; got != want {
		t.Errorf("pandas prints %q, want %q", got, want)
	}
}

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A stranger reads the README to the end only if it is short; the reference is in herald help.
func TestReadmeIsShort(t *testing.T) {
	if n := strings.Count(readme(t), "\n"); n > 300 {
		t.Errorf("the README has %d lines, want at most 300", n)
	}
}

func (e example) run(t *testing.T, dir string) {
	t.Helper()
	for _, tool := range otherTools.FindAllString(e.command, -1) {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	cmd := exec.CommandContext(t.Context(), "bash", "-c", e.command)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("$ %s\n%s%v", e.command, out, err)
	}
	if !e.allows(string(out)) {
		t.Errorf("$ %s (-documented +run):\n%s", e.command, cmp.Diff(e.printed, string(out)))
	}
}

func (e example) allows(out string) bool {
	var pattern strings.Builder
	for line := range strings.Lines(e.printed) {
		if line == "…\n" {
			pattern.WriteString(`(?:.*\n)*`)
		} else {
			pattern.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*"))
		}
	}
	return regexp.MustCompile(`\A` + pattern.String() + `\z`).MatchString(out)
}

// consoleBlocks returns the commands of each ```console block that has some.
func consoleBlocks(readme string) [][]example {
	var blocks [][]example
	for _, m := range regexp.MustCompile("(?ms)^```console\n(.*?)^```$").FindAllStringSubmatch(readme, -1) {
		if block := session(m[1]); len(block) > 0 {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// session parses a console session: commands after "$ ", each with the output below it. A command continues after a
// backslash. Comments and blank lines separate commands.
func session(text string) []example {
	var examples []example
	for line := range strings.Lines(strings.ReplaceAll(strings.TrimSpace(text)+"\n", "\\\n", "")) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case isCommand:
			examples = append(examples, example{command: strings.TrimSpace(command)})
		case len(examples) > 0:
			examples[len(examples)-1].printed += line
		}
	}
	for i := range examples {
		output, _, _ := strings.Cut("\n"+examples[i].printed, "\n# ")
		examples[i].printed = strings.TrimPrefix(output, "\n")
		if trimmed := strings.TrimSpace(examples[i].printed); trimmed != "" {
			examples[i].printed = trimmed + "\n"
		} else {
			examples[i].printed = ""
		}
	}
	return examples
}

func TestSession(t *testing.T) {
	text := "Words.\n```console\n$ a | \\\n  b\n1\n…\n9\n\n# c is silent\n$ c\n\n$ d\nx…z\n```\n```sh\n$ no\n```\n```console\nno command\n```\n"
	want := [][]example{{{"a |   b", "1\n…\n9\n"}, {"c", ""}, {"d", "x…z\n"}}}
	got := consoleBlocks(text)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(example{})); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	for _, test := range []struct {
		example int
		out     string
		want    bool
	}{
		{0, "1\n9\n", true}, {0, "1\n2\n3\n9\n", true}, {0, "1\n2\n", false}, {0, "0\n1\n9\n", false},
		{2, "xyz\n", true}, {2, "xy\nz\n", false}, {2, "x\n", false},
	} {
		if got[0][test.example].allows(test.out) != test.want {
			t.Errorf("%q allows %q: %v", got[0][test.example].printed, test.out, !test.want)
		}
	}
}

// copyOfRepository returns a copy of the files of the repository, which commands may write into.
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
