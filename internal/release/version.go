package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"strconv"
	"time"
)

// version is what a man page states of the binary that it describes.
type version struct {
	name string    // the tag or Go's pseudo-version; "(devel)" if built outside of a repository
	time time.Time // of the commit, or SOURCE_DATE_EPOCH, in UTC; zero if built outside of a repository
}

// readVersion reads the version that the Go linker recorded in a binary.
func readVersion(binary string) (version, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return version{}, err
	}
	v := version{name: info.Main.Version}
	for _, s := range info.Settings {
		if s.Key != "vcs.time" {
			continue
		}
		if v.time, err = time.Parse(time.RFC3339, s.Value); err != nil {
			return version{}, fmt.Errorf("%s: vcs.time: %w", binary, err)
		}
	}
	// https://reproducible-builds.org/specs/source-date-epoch/
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return version{}, fmt.Errorf("SOURCE_DATE_EPOCH is not a number of seconds: %w", err)
		}
		v.time = time.Unix(seconds, 0).UTC()
	}
	return v, nil
}
