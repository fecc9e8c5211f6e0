package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// debian is the package of a build, as dpkg-deb makes it.
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
	control, err := control(b, size)
	if err != nil {
		return file{}, err
	}
	root := filepath.Join(filepath.Dir(b.path), "package")
	if err := writeFiles(root, append(under("usr", data), file{"DEBIAN/control", 0o644, control})); err != nil {
		return file{}, err
	}
	name := fmt.Sprintf("herald_%s_%s.deb", debianVersion(b.version), b.goarch)
	to := filepath.Join(filepath.Dir(b.path), name)
	cmd := exec.Command("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, to) // Ubuntu's dpkg-deb would not choose xz
	cmd.Env = append(os.Environ(), fmt.Sprintf("SOURCE_DATE_EPOCH=%d", b.time.Unix())) // files are younger, and get it
	if out, err := cmd.CombinedOutput(); err != nil {
		return file{}, fmt.Errorf("dpkg-deb: %w\n%s", err, out)
	}
	deb, err := os.ReadFile(to)
	return file{name, 0o644, deb}, err
}

// control is what dpkg knows of the package, whose files take size bytes.
func control(b build, size int) ([]byte, error) {
	maintainer, err := exec.Command("git", "log", "-1", "--format=%an <%ae>").Output()
	if err != nil {
		return nil, fmt.Errorf("git log: %w", err)
	}
	return fmt.Appendf(nil, `Package: herald
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
`, debianVersion(b.version), b.goarch, strings.TrimSpace(string(maintainer)), size/1024+1), nil // in KiB
}

// debianVersion is one of Go's as Debian orders it: v1.0.0-rc.1 before v1.0.0.
func debianVersion(version string) string {
	return strings.ReplaceAll(strings.TrimPrefix(version, "v"), "-", "~")
}
