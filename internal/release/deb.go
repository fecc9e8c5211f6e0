package main

import (
	"bytes"
	"crypto/md5" // what dpkg --verify reads; nothing is trusted because of it
	"fmt"
	"os/exec"
	"strings"
)

// debian is the package of a build: two tarballs in an ar archive, deb(5). It is written here and not by dpkg-deb or nfpm,
// so that a release needs nothing but Go and has the same bytes wherever it is made; dpkg itself judges it in a test.
func debian(b build, files []file) (file, error) {
	var data []file
	size := 0
	for _, f := range files {
		if strings.HasPrefix(f.name, "share/man/") { // as Debian's policy wants them, 12.1
			zipped, err := compressed(f.data)
			if err != nil {
				return file{}, err
			}
			f = file{f.name + ".gz", f.mode, zipped}
		}
		f.name = strings.Replace(f.name, "zsh/site-functions", "zsh/vendor-completions", 1) // Debian's zsh looks there
		size += len(f.data)
		data = append(data, f)
	}
	data = under("usr", data)
	maintainer, err := exec.Command("git", "log", "-1", "--format=%an <%ae>").Output()
	if err != nil {
		return file{}, fmt.Errorf("git log: %w", err)
	}
	version := debianVersion(b.version)
	control := fmt.Sprintf(`Package: herald
Version: %s
Architecture: %s
Maintainer: %s
Section: text
Priority: optional
Installed-Size: %d
Description: read saved Korea Herald pages and print the articles
 Headline, byline, date, body and what else the page says was printed, with
 nothing of the site around it, as JSON, Markdown, CSV, text or a database.
 It reads files, archives and crawls, and never fetches anything.
`, version, b.goarch, strings.TrimSpace(string(maintainer)), size/1024+1) // in KiB

	controlTar, err := tarball([]file{{"control", 0o644, []byte(control)}, {"md5sums", 0o644, md5sums(data)}}, b.time)
	if err != nil {
		return file{}, err
	}
	dataTar, err := tarball(data, b.time)
	deb := ar(b.time.Unix(), file{"debian-binary", 0o644, []byte("2.0\n")},
		file{"control.tar.gz", 0o644, controlTar}, file{"data.tar.gz", 0o644, dataTar})
	return file{fmt.Sprintf("herald_%s_%s.deb", version, b.goarch), 0o644, deb}, err
}

// debianVersion is one of Go's as Debian orders it: v1.0.0-rc.1 before v1.0.0.
func debianVersion(version string) string {
	return strings.ReplaceAll(strings.TrimPrefix(version, "v"), "-", "~")
}

// md5sums is what dpkg --verify compares the installed files with.
func md5sums(files []file) []byte {
	var lines bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&lines, "%x  %s\n", md5.Sum(f.data), f.name)
	}
	return lines.Bytes()
}

// ar is an archive as ar(5) has it: a header of 60 bytes for each member, whose data is filled up to an even length.
func ar(seconds int64, members ...file) []byte {
	out := bytes.NewBufferString("!<arch>\n")
	for _, m := range members {
		fmt.Fprintf(out, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", m.name, seconds, 0, 0, 0o100000|m.mode, len(m.data))
		out.Write(m.data)
		if len(m.data)%2 == 1 {
			out.WriteByte('\n')
		}
	}
	return out.Bytes()
}
