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

// installedFiles are what make install brings, an archive holds and the Debian package has below /usr.
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
		if c.IsAvailableCommand() { // help has no page of its own
			names = append(names, "share/man/man1/"+strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
		}
	}
	slices.Sort(names)
	return names
}

const readmeInstalled = "share/doc/herald/README.md"

// committed is when the release that the tests make was committed.
var committed = time.Date(2021, 3, 4, 5, 6, 8, 0, time.UTC)

// platforms are what a machine builds in a minute or two that never did so before; make test-release takes all.
var platforms = flag.String("platforms", "linux/"+runtime.GOARCH+" windows/arm64", "the releases that TestRelease makes twice")

func TestRelease(t *testing.T) {
	need(t, "git", "make")
	if testing.Short() {
		t.Skip("it compiles for other systems")
	}
	first := taggedRepository(t)
	second := filepath.Join(t.TempDir(), "another", "folder")
	output(t, ".", "git", "clone", "-q", first, second)
	for _, repository := range []string{first, second} {
		output(t, repository, "make", "-s", "dist", "PLATFORMS="+*platforms)
	}
	dist := filepath.Join(first, "dist")
	_, noDebian := exec.LookPath("dpkg-deb")
	names := published(strings.Fields(*platforms), noDebian == nil)
	if diff := cmp.Diff(names, fileNames(t, dist)); diff != "" {
		t.Fatalf("dist (-want +got):\n%s", diff)
	}
	for _, name := range names {
		if read(t, filepath.Join(dist, name)) != read(t, filepath.Join(second, "dist", name)) {
			t.Errorf("%s: two builds of one commit differ", name)
		}
	}
	t.Run("checksums", func(t *testing.T) { checksums(t, dist) })
	t.Run("tar.gz", func(t *testing.T) { tarball(t, first, dist) })
	t.Run("zip", func(t *testing.T) { zipFile(t, filepath.Join(dist, "herald-v0.9.1-windows-arm64.zip")) })
	t.Run("deb", func(t *testing.T) { debian(t, first, dist) })
	t.Run("without dpkg-deb", func(t *testing.T) { withoutDebian(t, first) })
	t.Run("install", func(t *testing.T) { install(t, second) })
	t.Run("changes", func(t *testing.T) { refuseChanges(t, second) })
}

// taggedRepository is a clone of the files as they stand, committed at a known time and tagged.
func taggedRepository(t *testing.T) string {
	t.Helper()
	dir := copyOfRepository(t)
	stamp := committed.Format(time.RFC3339)
	t.Setenv("GIT_AUTHOR_DATE", stamp)
	t.Setenv("GIT_COMMITTER_DATE", stamp)
	output(t, dir, "git", "init", "-q")
	output(t, dir, "git", "add", "-A")
	output(t, dir, "git", "-c", "user.name=Han Bo-ra", "-c", "user.email=bora@example.org", "commit", "-q", "-m", "all")
	output(t, dir, "git", "tag", "v0.9.1")
	return dir
}

// published are the names in dist, with Debian packages or without.
func published(platforms []string, debian bool) []string {
	names := []string{"SHA256SUMS"}
	for _, platform := range platforms {
		goos, goarch, _ := strings.Cut(platform, "/")
		ending := ".tar.gz"
		if goos == "windows" {
			ending = ".zip"
		}
		names = append(names, "herald-v0.9.1-"+goos+"-"+goarch+ending)
		if goos == "linux" && debian {
			names = append(names, "herald_0.9.1_"+goarch+".deb")
		}
	}
	slices.Sort(names)
	return names
}

func checksums(t *testing.T, dist string) {
	t.Helper()
	need(t, "sha256sum")
	sums := output(t, dist, "sha256sum", "-c", "SHA256SUMS")
	if got, want := strings.Count(sums, ": OK\n"), len(fileNames(t, dist))-1; got != want {
		t.Errorf("%d of %d files are right:\n%s", got, want, sums)
	}
}

func tarball(t *testing.T, repository, dist string) {
	t.Helper()
	folder := "herald-v0.9.1-linux-" + runtime.GOARCH
	file, err := os.Open(filepath.Join(dist, folder+".tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zr, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	var names []string
	for tr := tar.NewReader(zr); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if !h.ModTime.Equal(committed) || h.Uid != 0 || h.Gid != 0 {
			t.Errorf("%s: %v, of %d:%d", h.Name, h.ModTime, h.Uid, h.Gid)
		}
		names = append(names, strings.TrimPrefix(h.Name, folder+"/"))
		path := filepath.Join(to, h.Name)
		data, err := io.ReadAll(tr)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, h.FileInfo().Mode()))
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(withReadme("bin/herald"), names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if runtime.GOOS == "linux" {
		runsAs(t, repository, filepath.Join(to, folder, "bin/herald"))
	}
}

func zipFile(t *testing.T, name string) {
	t.Helper()
	archive, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var names []string
	for _, f := range archive.File {
		names = append(names, strings.TrimPrefix(f.Name, "herald-v0.9.1-windows-arm64/"))
		if !f.Modified.Equal(committed) {
			t.Errorf("%s: %v", f.Name, f.Modified)
		}
	}
	if diff := cmp.Diff(withReadme("bin/herald.exe"), names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// withReadme are the files of an archive, whose program has this name.
func withReadme(program string) []string {
	names := append([]string{program, readmeInstalled}, installedFiles()[1:]...)
	slices.Sort(names)
	return names
}

// The package goes into an empty Debian, as dpkg does it, and out of it again.
func debian(t *testing.T, repository, dist string) {
	t.Helper()
	need(t, "dpkg", "dpkg-deb")
	if os.Getuid() != 0 {
		t.Skip("dpkg installs for root only")
	}
	root, deb := t.TempDir(), filepath.Join(dist, "herald_0.9.1_"+runtime.GOARCH+".deb")
	for _, dir := range []string{"info", "updates", "triggers"} {
		if err := os.MkdirAll(filepath.Join(root, "var/lib/dpkg", dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "var/lib/dpkg/status"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	output(t, root, "dpkg", "--root="+root, "-i", deb)
	want := withReadme("bin/herald")
	for i, name := range want {
		if strings.HasPrefix(name, "share/man/") {
			want[i] += ".gz"
		}
		want[i] = strings.Replace(want[i], "site-functions", "vendor-completions", 1)
	}
	if diff := cmp.Diff(want, fileNames(t, filepath.Join(root, "usr"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	runsAs(t, repository, filepath.Join(root, "usr/bin/herald"))
	if wrong := output(t, root, "dpkg", "--root="+root, "--verify", "herald"); wrong != "" {
		t.Errorf("dpkg --verify: %s", wrong)
	}
	status := output(t, root, "dpkg-query", "--root="+root, "-W", "-f", "${Version} ${Status}", "herald")
	if want := "0.9.1 install ok installed"; status != want {
		t.Errorf("dpkg says %q, want %q", status, want)
	}
	output(t, root, "dpkg", "--root="+root, "-r", "herald")
	if left := fileNames(t, filepath.Join(root, "usr")); len(left) > 0 {
		t.Errorf("dpkg -r leaves %q", left)
	}
	t.Run("lintian", func(t *testing.T) { lintian(t, deb) })
}

// withoutDebian makes a release where dpkg-deb is not: all else is there, and one line says what is not.
func withoutDebian(t *testing.T, repository string) {
	t.Helper()
	tools := t.TempDir()
	for _, tool := range []string{"git", "go", "make", "rm", "gcc"} { // gcc may be absent; without it Go compiles much anew
		if path, err := exec.LookPath(tool); err == nil {
			if err := os.Symlink(path, filepath.Join(tools, tool)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("PATH", tools)
	platform := "linux/" + runtime.GOARCH
	said := output(t, repository, "make", "-s", "dist", "PLATFORMS="+platform)
	want := "release: dpkg-deb is not on this machine: the .deb packages are left out\n"
	if said != want {
		t.Errorf("make dist says %q, want %q", said, want)
	}
	dist := filepath.Join(repository, "dist")
	if diff := cmp.Diff(published([]string{platform}, false), fileNames(t, dist)); diff != "" {
		t.Errorf("dist (-want +got):\n%s", diff)
	}
	if sums := read(t, filepath.Join(dist, "SHA256SUMS")); strings.Count(sums, "\n") != 1 {
		t.Errorf("checksums:\n%s", sums)
	}
}

// lintian judges the package. What it says of a Go program, of a project without a licence and of a package that Debian
// did not make is no news.
func lintian(t *testing.T, deb string) {
	t.Helper()
	need(t, "lintian")
	output(t, ".", "lintian", "--allow-root", "--fail-on", "error,warning", "--suppress-tags",
		"statically-linked-binary,no-copyright-file,no-changelog,initial-upload-closes-no-bugs", deb)
}

// install is make install into a folder, the man pages as a reader meets them, and make uninstall.
func install(t *testing.T, repository string) {
	t.Helper()
	to := t.TempDir()
	where := []string{"DESTDIR=" + to, "PREFIX=/opt/herald"}
	output(t, repository, "make", append(where, "-s", "install")...)
	installed := filepath.Join(to, "opt/herald")
	if diff := cmp.Diff(installedFiles(), fileNames(t, installed)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	runsAs(t, repository, filepath.Join(installed, "bin/herald"))
	for _, name := range installedFiles() {
		if strings.HasSuffix(name, ".1") {
			t.Run(filepath.Base(name), func(t *testing.T) { manPage(t, filepath.Join(installed, name)) })
		}
	}
	output(t, repository, "make", append(where, "-s", "uninstall")...)
	if left := fileNames(t, installed); len(left) > 0 {
		t.Errorf("make uninstall leaves %q", left)
	}
}

// manPage reads a page: man warns of nothing, and what --help says is there.
func manPage(t *testing.T, path string) {
	t.Helper()
	if !strings.Contains(read(t, path), `"2021-03-04" "herald v0.9.1"`) {
		t.Errorf("it does not say its day and version:\n%.300s", read(t, path))
	}
	need(t, "man", "mandoc")
	t.Setenv("LC_ALL", "C.UTF-8")
	t.Setenv("MANWIDTH", "200") // so that no line of the help is broken
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

// refuseChanges makes no release of what nobody else can check out.
func refuseChanges(t *testing.T, repository string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(repository, "README.md"), []byte("changed\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("make", "-s", "dist", "PLATFORMS=linux/"+runtime.GOARCH)
	cmd.Dir = repository
	out, err := cmd.CombinedOutput()
	if want := "v0.9.1+dirty: a release is of a commit, and there are changes: git status"; err == nil || !strings.Contains(string(out), want) {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(repository, "dist")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("dist: %v", err)
	}
}

// runsAs is true of a program that says the tag and the commit of the repository.
func runsAs(t *testing.T, repository, program string) {
	t.Helper()
	commit := strings.TrimSpace(output(t, repository, "git", "rev-parse", "HEAD"))
	want := "herald v0.9.1, commit " + commit + ", " + runtime.Version() + "\n"
	if got := output(t, ".", program, "version"); got != want {
		t.Errorf("%s says %q, want %q", program, got, want)
	}
}

// need leaves a test out where a tool is not installed.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not here", tool)
		}
	}
}

// output is all that a command prints; a command that fails ends the test.
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

// fileNames are the files of a folder and of those in it, sorted; a folder that is not there has none.
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
