package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// testDeb installs the package into an empty Debian and removes it.
func testDeb(t *testing.T, repository string) {
	t.Helper()
	needRoot(t, "dpkg", "dpkg-deb")
	root, deb := t.TempDir(), filepath.Join(repository, "dist", "herald_0.9.1_"+runtime.GOARCH+".deb")
	for _, dir := range []string{"info", "updates", "triggers"} {
		if err := os.MkdirAll(filepath.Join(root, "var/lib/dpkg", dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "var/lib/dpkg/status"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	output(t, root, "dpkg", "--root="+root, "-i", deb)
	checkInstalled(t, repository, root, packagedFiles("share/doc/herald/copyright", "share/zsh/vendor-completions/_herald"))
	if changed := output(t, root, "dpkg", "--root="+root, "--verify", "herald"); changed != "" {
		t.Errorf("dpkg --verify: %s", changed)
	}
	status := output(t, root, "dpkg-query", "--root="+root, "-W", "-f", "${Version} ${Status}", "herald")
	if want := "0.9.1 install ok installed"; status != want {
		t.Errorf("dpkg-query: %q, want %q", status, want)
	}
	output(t, root, "dpkg", "--root="+root, "-r", "herald")
	checkRemoved(t, root)
	t.Run("lintian", func(t *testing.T) { lintian(t, deb) })
}

// testRPM installs the package into an empty system and removes it.
func testRPM(t *testing.T, repository string) {
	t.Helper()
	needRoot(t, "rpm")
	root := t.TempDir()
	rpm := func(args ...string) string {
		t.Helper()
		return output(t, root, "rpm", append([]string{"--root=" + root}, args...)...)
	}
	rpm("--initdb")
	rpm("--install", filepath.Join(repository, "dist", "herald-0.9.1-1."+packageArch[runtime.GOARCH]+".rpm"))
	checkInstalled(t, repository, root, packagedFiles("share/licenses/herald/LICENSE", "share/zsh/site-functions/_herald"))
	if changed := rpm("--verify", "herald"); changed != "" {
		t.Errorf("rpm --verify: %s", changed)
	}
	if got, want := rpm("--query", "--queryformat", "%{VERSION} %{LICENSE}", "herald"), "0.9.1 MIT"; got != want {
		t.Errorf("rpm --query: %q, want %q", got, want)
	}
	rpm("--erase", "herald")
	checkRemoved(t, root)
}

// testAPK reads the package, and, where apk is installed, installs it into an empty system and removes it.
func testAPK(t *testing.T, repository string) {
	t.Helper()
	apk := filepath.Join(repository, "dist", "herald_0.9.1_"+packageArch[runtime.GOARCH]+".apk")
	want := packagedFiles("share/licenses/herald/LICENSE", "share/zsh/site-functions/_herald")
	var names []string
	for _, f := range readTarball(t, apk) { // an apk is one tar archive in several gzip streams
		if name, ok := strings.CutPrefix(f.Name, "usr/"); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	needRoot(t, "apk")
	root := t.TempDir()
	output(t, root, "apk", "--root", root, "--initdb", "--no-network", "--allow-untrusted", "add", apk)
	checkInstalled(t, repository, root, want)
	output(t, root, "apk", "--root", root, "--no-network", "del", "herald")
	checkRemoved(t, root)
}

// checkInstalled checks that a package installed the wanted files below root/usr, and that its program runs.
func checkInstalled(t *testing.T, repository, root string, want []string) {
	t.Helper()
	usr := filepath.Join(root, "usr")
	var got []string
	for _, name := range fileNames(t, usr) {
		if !strings.HasPrefix(name, "lib/") { // the databases of rpm and apk
			got = append(got, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	checkVersion(t, repository, filepath.Join(usr, "bin/herald"))
}

// checkRemoved checks that no file of a package remains below root/usr.
func checkRemoved(t *testing.T, root string) {
	t.Helper()
	for _, name := range fileNames(t, filepath.Join(root, "usr")) {
		if !strings.HasPrefix(name, "lib/") {
			t.Errorf("%s remains after the package is removed", name)
		}
	}
}

// lintian checks the package against Debian's policy. The suppressed tags do not apply to a static Go program that is not
// part of Debian; the unknown field is Architecture-Variant, which GoReleaser writes and newer versions of dpkg know.
func lintian(t *testing.T, deb string) {
	t.Helper()
	need(t, "lintian")
	output(t, ".", "lintian", "--allow-root", "--fail-on", "error,warning", "--suppress-tags",
		"statically-linked-binary,no-changelog,initial-upload-closes-no-bugs,unknown-field", deb)
}

// needRoot skips a test of a package manager if it is not installed, or if the user is not root.
func needRoot(t *testing.T, tools ...string) {
	t.Helper()
	need(t, tools...)
	if os.Getuid() != 0 {
		t.Skipf("%s installs packages for root only", tools[0])
	}
}
