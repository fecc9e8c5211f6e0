// Package cli is the command line of herald: commands, flags, help, messages and exit codes.
//
// In: arguments and streams. Out: articles on standard output or in a file, one line on standard error for each rejected
// page, and an exit code. It is the only package that deals with a user. It never decides what a page says.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"
)

// Streams are the standard streams of the process and what is known of them.
type Streams struct {
	In          io.Reader
	Out, Err    io.Writer
	InTerminal  bool // In is a terminal
	OutTerminal bool // Out is a terminal
	ErrTerminal bool // Err is a terminal
	Width       int  // columns of the terminal on Out; 0 if Out is not a terminal

	style *outputStyle // set by newRootCommand
}

// StandardStreams returns the streams of the process.
func StandardStreams() Streams {
	out := int(os.Stdout.Fd())
	s := Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTerminal: term.IsTerminal(out),
		ErrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
	if width, _, err := term.GetSize(out); err == nil {
		s.Width = width
	}
	return s
}

// Main runs one command line, given without the program name, and returns the exit code. When ctx is done it stops after
// the current article; the cause of ctx should then be an [Interrupted].
func Main(ctx context.Context, args []string, streams Streams) int {
	root := newRootCommand(streams)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	printRunError(root.ErrOrStderr(), err)
	return exitCode(err)
}

// Commands returns the root command with all commands, flags and help topics, for programs that document them. The
// commands are not meant to be run; [Main] does that.
func Commands() *cobra.Command { return newRootCommand(Streams{}) }

func newRootCommand(streams Streams) *cobra.Command {
	streams.style = &outputStyle{color: "auto", logFormat: "text"}
	streams.Err = &messageWriter{streams.Err, streams.style, streams.ErrTerminal}
	cmd := &cobra.Command{
		Use:   "herald",
		Short: "Extract articles from saved Korea Herald pages",
		Long: `herald reads saved Korea Herald pages and prints their articles: headline,
byline, date, body and the other fields that the page states, without the site
around them. It never fetches anything.

` + exitCodes,
		Example: `  herald extract page.html
  herald extract --format markdown -o story.md page.html`,
		Version:       version(),
		SilenceErrors: true, // Main prints them
		SilenceUsage:  true,
		Args:          refuseUnknownCommand,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return checkFlagGroups(cmd)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	streams.style.addFlags(cmd)
	cmd.SetIn(streams.In)
	cmd.SetOut(streams.Out)
	cmd.SetErr(streams.Err)
	cmd.SetFlagErrorFunc(flagError)
	cmd.SetVersionTemplate("{{.Version}}\n")
	addCommands(cmd, streams)
	cmd.SetHelpFunc(helpFunc(cmd.HelpFunc(), streams))
	cmd.CompletionOptions.DisableDefaultCmd = true // newCompletionCommand has examples
	for _, c := range append(cmd.Commands(), cmd) {
		completeFlags(c)
	}
	return cmd
}

// addCommands adds the commands and the help topics, in a group each.
func addCommands(root *cobra.Command, streams Streams) {
	const commands, reference = "commands", "topics"
	root.AddGroup(&cobra.Group{ID: commands, Title: "Commands:"}, &cobra.Group{ID: reference, Title: "Help topics:"})
	for _, c := range []*cobra.Command{
		newExtractCommand(streams), newBatchCommand(streams), newReportCommand(streams), newInspectCommand(streams),
		newLearnCommand(streams), newSampleCommand(streams), newCompareCommand(streams),
		newTemplatesCommand(streams), newFieldsCommand(streams), newSchemaCommand(streams), newCompletionCommand(streams),
		newVersionCommand(streams),
	} {
		c.GroupID = commands
		root.AddCommand(c)
	}
	for _, t := range topics() {
		c := t.command()
		c.GroupID = reference
		root.AddCommand(c)
	}
	help := newHelpCommand()
	help.GroupID = commands
	root.SetHelpCommand(help)
}

// refuseUnknownCommand is the argument check of the root command, which takes none.
func refuseUnknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := &usageError{message: fmt.Sprintf("unknown command %q", args[0]), hint: seeHelp("herald")}
	if _, statErr := os.Stat(args[0]); statErr == nil || strings.ContainsAny(args[0], "./") {
		err.hint = "did you mean 'herald extract " + args[0] + "'?"
		return err
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return err.suggest(args[0], names)
}

// atMost returns an argument check that refuses more than n arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return &usageError{fmt.Sprintf("unexpected argument %q", args[n]), seeHelp(cmd.CommandPath())}
		}
		return nil
	}
}

// checkFlagGroups refuses flags that exclude each other. Cobra's error has no type; it lists the flags in brackets at its
// end.
func checkFlagGroups(cmd *cobra.Command) error {
	err := cmd.ValidateFlagGroups()
	if err == nil {
		return nil
	}
	message := err.Error()
	if _, flags, ok := strings.Cut(message, "; ["); ok {
		flags, _, _ = strings.Cut(flags, "]")
		message = "--" + strings.Join(strings.Fields(flags), " and --") + " cannot be combined"
	}
	return &usageError{message, seeHelp(cmd.CommandPath())}
}

// flagError returns the usage error for an error of pflag: an unknown flag, a value that is missing or not valid.
func flagError(cmd *cobra.Command, err error) error {
	usage := &usageError{err.Error(), seeHelp(cmd.CommandPath())}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		flag := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			flag = "-" + unknown.GetSpecifiedName()
		}
		usage.message = fmt.Sprintf("unknown flag %q", flag)
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return usage.suggest(flag, names)
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		flag := invalid.GetFlag()
		usage.message = fmt.Sprintf("invalid --%s %q: %v", flag.Name, invalid.GetValue(), invalidValue(flag, invalid.Unwrap()))
		if enum, ok := flag.Value.(*enumValue); ok {
			return usage.suggest(invalid.GetValue(), enum.names)
		}
		if _, err := strconv.ParseFloat(invalid.GetValue(), 64); err == nil && flag.Value.Type() == "duration" {
			usage.hint = fmt.Sprintf("did you mean %q?", invalid.GetValue()+"s")
		}
	}
	return usage
}

// invalidValue returns what a flag wants, where the error is one of strconv or time.
func invalidValue(flag *pflag.Flag, err error) error {
	if _, ok := errors.AsType[*strconv.NumError](err); ok {
		return errors.New("want a whole number")
	}
	if flag.Value.Type() == "duration" {
		return errors.New("want a duration such as 10s or 2m")
	}
	return err
}
