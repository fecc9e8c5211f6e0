package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// build is a binary and what Go wrote into it.
type build struct {
	path     string
	goos     string
	goarch   string
	version  string    // the tag, or what Go makes of the commit; "(devel)" outside of a repository
	modified bool      // the files were not those of the commit
	time     time.Time // of the commit, or SOURCE_DATE_EPOCH, in UTC; zero outside of a repository
}

// readBuild asks a binary what it was built from.
func readBuild(path string) (build, error) {
	b := build{path: path}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return b, err
	}
	b.version = info.Main.Version
	for _, s := range info.Settings {
		switch s.Key {
		case "GOOS":
			b.goos = s.Value
		case "GOARCH":
			b.goarch = s.Value
		case "vcs.modified":
			b.modified = s.Value == "true"
		case "vcs.time":
			if b.time, err = time.Parse(time.RFC3339, s.Value); err != nil {
				return b, err
			}
		}
	}
	// https://reproducible-builds.org/specs/source-date-epoch/
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return b, fmt.Errorf("SOURCE_DATE_EPOCH is no number of seconds: %w", err)
		}
		b.time = time.Unix(seconds, 0).UTC()
	}
	return b, nil
}

// compile builds herald for a platform, "linux/amd64", into dir. What shapes the bytes is set here, so that the settings
// of a machine don't.
func compile(dir, platform string) (build, error) {
	goos, goarch, ok := strings.Cut(platform, "/")
	if !ok {
		return build{}, fmt.Errorf("%q is no platform, as linux/amd64 is", platform)
	}
	path := filepath.Join(dir, goos+"-"+goarch, "herald")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", path, "./cmd/herald")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch,
		"GOFLAGS=", "GOEXPERIMENT=", "GOAMD64=v1", "GOARM64=v8.0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return build{}, fmt.Errorf("%s: %w\n%s", platform, err, out)
	}
	b, err := readBuild(path)
	switch {
	case err != nil:
		return b, err
	case b.time.IsZero():
		return b, fmt.Errorf("the binary does not know its commit: make dist wants a clone (Go does not look into a git worktree)")
	case b.modified:
		return b, fmt.Errorf("%s: a release is of a commit, and there are changes: git status", b.version)
	}
	return b, nil
}
