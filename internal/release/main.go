// Command release makes what a release of herald is made of. make runs it; herald does not hold it.
//
// In: the commands of herald, and a commit. Out: man pages and completions; an archive for each system, Debian packages
// and their checksums. What it writes depends on the commit and on the versions of Go and dpkg-deb alone: never on the
// day or the folder. It publishes nothing.
package main

import (
	"errors"
	"fmt"
	"os"
)

const usage = `usage: release share BINARY DIR        man pages and completions into DIR/share
       release dist DIR GOOS/GOARCH...  what is published, into DIR`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "share":
		return writeShare(args[1], args[2])
	case len(args) >= 3 && args[0] == "dist":
		return writeDist(args[1], args[2:])
	}
	return errors.New(usage)
}

// writeShare writes the man pages and completions that belong to a binary.
func writeShare(binary, dir string) error {
	b, err := readBuild(binary)
	if err != nil {
		return err
	}
	files, err := share(b)
	if err != nil {
		return err
	}
	return writeFiles(dir, files)
}
