package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// writeDist writes an archive for each platform, a Debian package for each Linux where dpkg-deb is there, and SHA256SUMS.
func writeDist(dir string, platforms []string) (err error) {
	binaries, err := os.MkdirTemp("", "herald-release-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(binaries)) }()
	_, noDebian := exec.LookPath("dpkg-deb")
	if noDebian != nil {
		fmt.Fprintln(os.Stderr, "release: dpkg-deb is not on this machine: the .deb packages are left out")
	}
	var published []file
	for _, platform := range platforms {
		b, err := compile(binaries, platform)
		if err != nil {
			return err
		}
		files, err := installed(b)
		if err != nil {
			return err
		}
		archive, err := archive(b, files)
		if err != nil {
			return err
		}
		published = append(published, archive)
		if b.goos != "linux" || noDebian != nil {
			continue
		}
		deb, err := debian(b, files)
		if err != nil {
			return err
		}
		published = append(published, deb)
	}
	return writeFiles(dir, append(published, checksums(published)))
}

// archive is what a system's people unpack.
func archive(b build, files []file) (file, error) {
	name := fmt.Sprintf("herald-%s-%s-%s", b.version, b.goos, b.goarch)
	if b.goos == "windows" {
		data, err := zipped(under(name, files), b.time)
		return file{name + ".zip", 0o644, data}, err
	}
	data, err := tarball(under(name, files), b.time)
	return file{name + ".tar.gz", 0o644, data}, err
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
