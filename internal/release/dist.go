package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// writeDist writes an archive for each platform, a Debian package for each Linux, and SHA256SUMS.
func writeDist(dir string, platforms []string) (err error) {
	binaries, err := os.MkdirTemp("", "herald-release-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(binaries)) }()
	var published []file
	for _, platform := range platforms {
		b, err := compile(binaries, platform)
		if err != nil {
			return err
		}
		files, err := packages(b)
		if err != nil {
			return err
		}
		published = append(published, files...)
	}
	return writeFiles(dir, append(published, checksums(published)))
}

// packages are the archive of a build and, of a Linux, its Debian package.
func packages(b build) ([]file, error) {
	files, err := installed(b)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("herald-%s-%s-%s", b.version, b.goos, b.goarch)
	if b.goos == "windows" {
		archive, err := zipped(under(name, files), b.time)
		return []file{{name + ".zip", 0o644, archive}}, err
	}
	archive, err := tarball(under(name, files), b.time)
	if err != nil || b.goos != "linux" {
		return []file{{name + ".tar.gz", 0o644, archive}}, err
	}
	deb, err := debian(b, files)
	return []file{{name + ".tar.gz", 0o644, archive}, deb}, err
}

// under are the files in a folder, in the order of their names.
func under(folder string, files []file) []file {
	var moved []file
	for _, f := range files {
		moved = append(moved, file{folder + "/" + f.name, f.mode, f.data})
	}
	slices.SortFunc(moved, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return moved
}

// checksums is what sha256sum -c reads.
func checksums(files []file) file {
	var lines bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&lines, "%x  %s\n", sha256.Sum256(f.data), filepath.Base(f.name))
	}
	return file{"SHA256SUMS", 0o644, lines.Bytes()}
}
