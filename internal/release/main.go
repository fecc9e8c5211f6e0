// Command release writes the files that are installed beside the herald binary: man pages and shell completions.
//
// In: the commands of package cli, and a herald binary, which states its version and the time of its commit. Out: files
// below DIR/share, in the layout of /usr/local/share. It never builds a binary, an archive or a package: "make dist" has
// GoReleaser do that, with .goreleaser.yaml.
//
// The man pages are written here because no library keeps exit status, defaults and the placeholders of flag values.
package main

import (
	"errors"
	"fmt"
	"os"
)

const usage = "usage: release share BINARY DIR"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 || args[0] != "share" {
		return errors.New(usage)
	}
	return writeShare(args[1], args[2])
}

// writeShare writes the man pages and completions that belong to a binary into dir/share.
func writeShare(binary, dir string) error {
	v, err := readVersion(binary)
	if err != nil {
		return err
	}
	files, err := sharedFiles(v)
	if err != nil {
		return err
	}
	return writeFiles(dir, files)
}
