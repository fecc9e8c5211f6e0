package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"herald/internal/cli"
)

// file is a file to install. Its name is relative to the prefix, such as /usr/local, with slashes.
type file struct {
	name string
	data []byte
}

// sharedFiles returns the files that are the same on every system: the man pages and the completions, each at the place
// where its reader searches.
func sharedFiles(v version) ([]file, error) {
	files := manPages(cli.Commands(), v)
	for _, completion := range []struct{ shell, name string }{
		{"bash", "bash-completion/completions/herald"},
		{"fish", "fish/vendor_completions.d/herald.fish"},
		{"powershell", "herald/herald.ps1"},
		{"zsh", "zsh/site-functions/_herald"},
	} {
		var script, messages bytes.Buffer
		streams := cli.Streams{In: strings.NewReader(""), Out: &script, Err: &messages}
		if code := cli.Main(context.Background(), []string{"completion", completion.shell}, streams); code != 0 {
			return nil, fmt.Errorf("herald completion %s: exit code %d: %s", completion.shell, code, messages.String())
		}
		files = append(files, file{"share/" + completion.name, script.Bytes()})
	}
	return files, nil
}

// manPages returns the man pages of a command and of all commands below it.
func manPages(cmd *cobra.Command, v version) []file {
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
	pages := []file{{"share/man/man1/" + name, manPage(cmd, v)}}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			pages = append(pages, manPages(c, v)...)
		}
	}
	return pages
}

// writeFiles writes files below dir, which it creates.
func writeFiles(dir string, files []file) error {
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
