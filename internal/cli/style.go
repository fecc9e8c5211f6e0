package cli

import (
	"os"

	"github.com/spf13/cobra"

	"herald/internal/encode"
)

// outputStyle holds the flags that every command has: colors and the format of messages.
type outputStyle struct{ color, logFormat string }

func (s *outputStyle) addFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	enumFlag{name: "color", usage: "`WHEN` to use colors", values: []cobra.Completion{
		cobra.CompletionWithDesc("auto", "on a terminal"),
		cobra.CompletionWithDesc("always", "also in JSON"),
		"never",
	}}.addTo(root, flags, &s.color)
	enumFlag{name: "log-format", usage: "message `FORMAT` on standard error", values: []cobra.Completion{
		"text",
		cobra.CompletionWithDesc("json", "one JSON object per line"),
	}}.addTo(root, flags, &s.logFormat)
}

// colors reports whether text is colored. The environment variables are those of no-color.org and bixense.com/clicolors.
func (s *outputStyle) colors(terminal bool) bool {
	switch {
	case s.color != "auto":
		return s.color == "always"
	case os.Getenv("NO_COLOR") != "":
		return false
	case colorForced():
		return true
	}
	return terminal && os.Getenv("TERM") != "dumb"
}

// articleColors is colors for articles. JSON is colored only on request, and CLICOLOR_FORCE is a request only if a terminal
// shows it: otherwise a program may be reading.
func (s *outputStyle) articleColors(format encode.Format, terminal bool) bool {
	if format.Name == "text" {
		return s.colors(terminal)
	}
	return s.color == "always" || terminal && colorForced() && s.colors(terminal)
}

func colorForced() bool {
	force := os.Getenv("CLICOLOR_FORCE")
	return force != "" && force != "0"
}

func bold(s string) string { return "\x1b[1m" + s + "\x1b[m" }
func dim(s string) string  { return "\x1b[2m" + s + "\x1b[m" }
