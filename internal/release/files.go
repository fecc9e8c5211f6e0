package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"herald/internal/cli"
)

// file is one of those that are installed. Its name is as below /usr/local, with slashes.
type file struct {
	name string
	mode fs.FileMode
	data []byte
}

// share are the files that are the same on every system: man pages and completions, each where its reader looks for it, in
// no order.
func share(b build) ([]file, error) {
	files := manPages(cli.Commands(), b)
	for shell, name := range map[string]string{
		"bash":       "bash-completion/completions/herald",
		"fish":       "fish/vendor_completions.d/herald.fish",
		"powershell": "herald/herald.ps1",
		"zsh":        "zsh/site-functions/_herald",
	} {
		var script, messages bytes.Buffer
		streams := cli.Streams{In: strings.NewReader(""), Out: &script, Err: &messages}
		if code := cli.Main(context.Background(), []string{"completion", shell}, streams); code != 0 {
			return nil, fmt.Errorf("herald completion %s: exit code %d: %s", shell, code, messages.String())
		}
		files = append(files, file{"share/" + name, 0o644, script.Bytes()})
	}
	return files, nil
}

// manPages are those of a command and of all below it.
func manPages(cmd *cobra.Command, b build) []file {
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
	pages := []file{{"share/man/man1/" + name, 0o644, manPage(cmd, b)}}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			pages = append(pages, manPages(c, b)...)
		}
	}
	return pages
}

// documents are the README and, where there is one, the licence.
func documents() ([]file, error) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		return nil, err
	}
	files := []file{{"share/doc/herald/README.md", 0o644, readme}}
	licence, err := os.ReadFile("LICENSE")
	if errors.Is(err, fs.ErrNotExist) {
		return files, nil
	}
	return append(files, file{"share/doc/herald/LICENSE", 0o644, licence}), err
}

// installed are all files of a build as they are installed.
func installed(b build) ([]file, error) {
	program, err := os.ReadFile(b.path)
	if err != nil {
		return nil, err
	}
	name := "bin/herald"
	if b.goos == "windows" {
		name += ".exe"
	}
	shared, err := share(b)
	if err != nil {
		return nil, err
	}
	docs, err := documents()
	files := append([]file{{name, 0o755, program}}, shared...)
	return append(files, docs...), err
}

func writeFiles(dir string, files []file) error {
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.data, f.mode); err != nil {
			return err
		}
	}
	return nil
}
