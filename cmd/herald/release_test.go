package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/cli"
)

// committed is the time of the commit that the tests release.
var committed = time.Date(2021, 3, 4, 5, 6, 8, 0, time.UTC)

// allPlatforms is off by default because compiling for a system takes minutes the first time.
var allPlatforms = flag.Bool("all-platforms", false, "let TestRelease release for all systems instead of two")

// TestRelease runs "make dist" in two clones of the working tree and installs what it writes.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles GoReleaser, and herald for other systems")
	}
	need(t, "git", "make", "gzip")
	first := taggedRepository(t)
	second := filepath.Join(t.TempDir(), "another", "folder")
	output(t, ".", "git", "clone", "-q", first, second)
	for _, repository := range []string{first, second} {
		output(t, repository, "make", "-s", "dist")
	}
	dist := filepath.Join(first, "dist")
	names := releasedFiles("0.9.1")
	if diff := cmp.Diff(names, checksummedFiles(t, dist)); diff != "" {
		t.Fatalf("SHA256SUMS (-want +got):\n%s", diff)
	}
	for _, name := range append(names, "SHA256SUMS") {
		if read(t, filepath.Join(dist, name)) != read(t, filepath.Join(second, "dist", name)) {
			t.Errorf("%s: two builds of one commit differ", name)
		}
	}
	t.Run("checksums", func(t *testing.T) { testChecksums(t, dist) })
	t.Run("tar.gz", func(t *testing.T) { testTarball(t, first) })
	t.Run("zip", func(t *testing.T) { testZip(t, dist) })
	t.Run("deb", func(t *testing.T) { testDeb(t, first) })
	t.Run("rpm", func(t *testing.T) { testRPM(t, first) })
	t.Run("apk", func(t *testing.T) { testAPK(t, first) })
	t.Run("install", func(t *testing.T) { testInstall(t, second) })
	t.Run("commit without a tag", func(t *testing.T) { testUntagged(t, second) })
	t.Run("uncommitted changes", func(t *testing.T) { testDirty(t, second) })
}

// taggedRepository returns a repository whose only commit, tagged v0.9.1, is the working tree. Unless allPlatforms is set, its
// .goreleaser.yaml has two systems.
func taggedRepository(t *testing.T) string {
	t.Helper()
	dir := copyOfRepository(t)
	if !*allPlatforms {
		config := filepath.Join(dir, ".goreleaser.yaml")
		text := read(t, config)
		for _, list := range []struct{ all, some string }{
			{"goos: [linux, darwin, windows]", "goos: [linux, windows]"},
			{"goarch: [amd64, arm64]", "goarch: [" + runtime.GOARCH + "]"},
		} {
			if !strings.Contains(text, list.all) {
				t.Fatalf("%s does not contain %q", config, list.all)
			}
			text = strings.Replace(text, list.all, list.some, 1)
		}
		if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stamp := committed.Format(time.RFC3339)
	t.Setenv("GIT_AUTHOR_DATE", stamp)
	t.Setenv("GIT_COMMITTER_DATE", stamp)
	output(t, dir, "git", "init", "-q")
	output(t, dir, "git", "add", "-A")
	commit(t, dir)
	output(t, dir, "git", "tag", "v0.9.1")
	return dir
}

// commit commits what is staged, or nothing.
func commit(t *testing.T, dir string) {
	t.Helper()
	output(t, dir, "git", "-c", "user.name=Han Bo-ra", "-c", "user.email=bora@example.org", "commit", "-q", "--allow-empty", "-m", "all")
}

// packageArch is the name of an architecture in the file names of rpm and apk.
var packageArch = map[string]string{"amd64": "x86_64", "arm64": "aarch64"}

// releasedFiles returns the names of the archives and packages of a version, sorted.
func releasedFiles(version string) []string {
	systems, architectures := []string{"linux", "windows"}, []string{runtime.GOARCH}
	if *allPlatforms {
		systems, architectures = append(systems, "darwin"), []string{"amd64", "arm64"}
	}
	packageVersion := strings.Replace(version, "-", "~", 1) // so that 0.9.2~rc.1 sorts before 0.9.2
	var names []string
	for _, arch := range architectures {
		for _, system := range systems {
			extension := ".tar.gz"
			if system == "windows" {
				extension = ".zip"
			}
			names = append(names, "herald-v"+version+"-"+system+"-"+arch+extension)
		}
		names = append(names,
			"herald_"+packageVersion+"_"+arch+".deb",
			"herald-"+packageVersion+"-1."+packageArch[arch]+".rpm",
			"herald_"+strings.Replace(version, "-", "_", 1)+"_"+packageArch[arch]+".apk")
	}
	slices.Sort(names)
	return names
}

// checksummedFiles returns the names in SHA256SUMS, sorted.
func checksummedFiles(t *testing.T, dist string) []string {
	t.Helper()
	var names []string
	for line := range strings.Lines(read(t, filepath.Join(dist, "SHA256SUMS"))) {
		_, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// installedFiles returns what "make install" writes below PREFIX, sorted.
func installedFiles() []string {
	names := []string{
		"bin/herald",
		"share/bash-completion/completions/herald",
		"share/fish/vendor_completions.d/herald.fish",
		"share/herald/herald.ps1",
		"share/zsh/site-functions/_herald",
	}
	herald := cli.Commands()
	for _, c := range append(herald.Commands(), herald) {
		if c.IsAvailableCommand() { // the help command has no man page
			names = append(names, "share/man/man1/"+strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
		}
	}
	slices.Sort(names)
	return names
}

// archivedFiles returns the files of an archive, sorted. binary is the path of the program.
func archivedFiles(binary string) []string {
	names := append([]string{binary, "share/doc/herald/LICENSE", "share/doc/herald/README.md"}, installedFiles()[1:]...)
	slices.Sort(names)
	return names
}

// packagedFiles returns the files of a package below /usr, sorted. licence and zsh are the places that differ.
func packagedFiles(licence, zsh string) []string {
	var names []string
	for _, name := range archivedFiles("bin/herald") {
		switch {
		case strings.HasPrefix(name, "share/man/"):
			name += ".gz"
		case strings.HasSuffix(name, "/LICENSE"):
			name = licence
		case strings.HasSuffix(name, "/_herald"):
			name = zsh
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func testChecksums(t *testing.T, dist string) {
	t.Helper()
	need(t, "sha256sum")
	out := output(t, dist, "sha256sum", "-c", "SHA256SUMS")
	if got, want := strings.Count(out, ": OK\n"), len(checksummedFiles(t, dist)); got != want {
		t.Errorf("%d of %d files match:\n%s", got, want, out)
	}
}

// testTarball unpacks the archive for Linux and runs its program.
func testTarball(t *testing.T, repository string) {
	t.Helper()
	folder, to := "herald-v0.9.1-linux-"+runtime.GOARCH, t.TempDir()
	var names []string
	for _, f := range readTarball(t, filepath.Join(repository, "dist", folder+".tar.gz")) {
		names = append(names, strings.TrimPrefix(f.Name, folder+"/"))
		path := filepath.Join(to, f.Name)
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, f.data, f.FileInfo().Mode()))
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(names)
	if diff := cmp.Diff(archivedFiles("bin/herald"), names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if runtime.GOOS == "linux" {
		checkVersion(t, repository, filepath.Join(to, folder, "bin/herald"))
	}
}

// tarFile is a file of a tar archive.
type tarFile struct {
	tar.Header
	data []byte
}

// readTarball returns the regular files of a .tar.gz, which belong to root and have the time of the commit.
func readTarball(t *testing.T, name string) []tarFile {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zr, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var files []tarFile
	for tr := tar.NewReader(zr); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Name == ".PKGINFO" { // of an apk, which always has the time 0
			continue
		}
		if !h.ModTime.Equal(committed) || h.Uid != 0 || h.Gid != 0 {
			t.Errorf("%s: %v, owned by %d:%d", h.Name, h.ModTime, h.Uid, h.Gid)
		}
		data, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			files = append(files, tarFile{*h, data})
		}
	}
}

func testZip(t *testing.T, dist string) {
	t.Helper()
	folder := "herald-v0.9.1-windows-" + runtime.GOARCH
	archive, err := zip.OpenReader(filepath.Join(dist, folder+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var names []string
	for _, f := range archive.File {
		if !f.Modified.Equal(committed) {
			t.Errorf("%s: %v", f.Name, f.Modified)
		}
		if !f.FileInfo().IsDir() {
			names = append(names, strings.TrimPrefix(f.Name, folder+"/"))
		}
	}
	slices.Sort(names)
	if diff := cmp.Diff(archivedFiles("bin/herald.exe"), names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// testInstall runs "make install" and "make uninstall" for a folder and reads the man pages in between.
func testInstall(t *testing.T, repository string) {
	t.Helper()
	to := t.TempDir()
	where := []string{"DESTDIR=" + to, "PREFIX=/opt/herald"}
	output(t, repository, "make", append(where, "-s", "install")...)
	installed := filepath.Join(to, "opt/herald")
	if diff := cmp.Diff(installedFiles(), fileNames(t, installed)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	checkVersion(t, repository, filepath.Join(installed, "bin/herald"))
	for _, name := range installedFiles() {
		if strings.HasSuffix(name, ".1") {
			t.Run(filepath.Base(name), func(t *testing.T) { testManPage(t, filepath.Join(installed, name)) })
		}
	}
	output(t, repository, "make", append(where, "-s", "uninstall")...)
	if left := fileNames(t, installed); len(left) > 0 {
		t.Errorf("files remain after make uninstall: %q", left)
	}
}

// testManPage checks that man and mandoc have no warnings about a page, and that the page has what --help prints.
func testManPage(t *testing.T, path string) {
	t.Helper()
	if !strings.Contains(read(t, path), `"2021-03-04" "herald v0.9.1"`) {
		t.Errorf("no date and version:\n%.300s", read(t, path))
	}
	need(t, "man", "mandoc")
	t.Setenv("LC_ALL", "C.UTF-8")
	t.Setenv("MANWIDTH", "200") // wider than every line of the help
	if warnings := output(t, ".", "mandoc", "-Tlint", "-W", "warning", path); warnings != "" {
		t.Errorf("mandoc: %s", warnings)
	}
	page := output(t, ".", "man", "--warnings", "-l", path)
	command := strings.Split(strings.TrimSuffix(filepath.Base(path), ".1"), "-")
	help := output(t, ".", command[0], append(command[1:], "--help")...)
	for line := range strings.Lines(help) {
		if flag := strings.Fields(line); len(flag) > 0 && strings.HasPrefix(flag[0], "-") && !strings.Contains(line, "help for") &&
			!strings.Contains(line, "version for") && !strings.Contains(page, "       "+flag[0]) {
			t.Errorf("the page lacks %s", line)
		}
	}
	for _, section := range []string{"NAME\n", "SYNOPSIS\n", "DESCRIPTION\n", "SEE ALSO\n"} {
		if !strings.Contains(page, section) {
			t.Errorf("the page lacks %s", section)
		}
	}
}

// testUntagged releases a commit after the tag.
func testUntagged(t *testing.T, repository string) {
	t.Helper()
	commit(t, repository)
	output(t, repository, "make", "-s", "dist")
	short := strings.TrimSpace(output(t, repository, "git", "rev-parse", "--short", "HEAD"))
	if diff := cmp.Diff(releasedFiles("0.9.2-snapshot."+short), checksummedFiles(t, filepath.Join(repository, "dist"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// testDirty checks that there is no release of files that are not committed.
func testDirty(t *testing.T, repository string) {
	t.Helper()
	output(t, repository, "make", "-s", "clean")
	if err := os.WriteFile(filepath.Join(repository, "new.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "make", "-s", "dist")
	cmd.Dir = repository
	out, err := cmd.CombinedOutput()
	if want := "make dist: uncommitted changes; see git status"; err == nil || !strings.Contains(string(out), want) {
		t.Errorf("make dist: %v, want %q\n%s", err, want, out)
	}
	if _, err := os.Stat(filepath.Join(repository, "dist")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("dist: %v, want none", err)
	}
}

// checkVersion checks that a program states the tag and the commit of the repository.
func checkVersion(t *testing.T, repository, program string) {
	t.Helper()
	commit := strings.TrimSpace(output(t, repository, "git", "rev-parse", "HEAD"))
	want := "herald v0.9.1, commit " + commit + ", " + runtime.Version() + "\n"
	if got := output(t, ".", program, "version"); got != want {
		t.Errorf("%s version: %q, want %q", program, got, want)
	}
}

// need skips a test if a tool is not installed.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
}

// output returns what a command prints on both streams. A command that fails ends the test.
func output(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// fileNames returns the paths of all files below a folder, sorted, or none if the folder does not exist.
func fileNames(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}
