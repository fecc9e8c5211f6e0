package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersionCommand(streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:               "version",
		Short:             "Print the version, the commit and the Go version",
		Example:           `  herald version`,
		Args:              atMost(0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			if _, err := fmt.Fprintln(streams.Out, version()); err != nil {
				return &outputError{err: err}
			}
			return nil
		},
	}
}

// version returns the module version, commit and Go version of the build. A test binary or a build outside the repository
// has no commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "herald, built without module support"
	}
	commit := "unknown"
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	return fmt.Sprintf("herald %s, commit %s, %s", info.Main.Version, commit, info.GoVersion)
}
