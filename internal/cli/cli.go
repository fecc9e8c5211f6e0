// Package cli is herald as a user meets it: commands, flags, messages, exit codes.
//
// In: arguments and streams. Out: articles on the output, one line on standard error for each page that gave none, and
// an exit code. It alone knows that a user is there; it never judges a page.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"
)

// Streams is what the program was started with.
type Streams struct {
	In          io.Reader
	Out, Err    io.Writer
	InTerminal  bool // a person types into In
	OutTerminal bool // a person reads Out
	ErrTerminal bool // a person reads Err
	Width       int  // columns of the terminal on Out; 0 where there is none

	look *look // which the commands give
}

// StandardStreams are those of the process.
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

// Main runs one command line (without the program's name) and returns the exit code. When ctx is done it ends after the
// article in hand; its cause should then be an Interrupted.
func Main(ctx context.Context, args []string, streams Streams) int {
	root := newRootCommand(streams)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	tell(root.ErrOrStderr(), err)
	return exitCode(err)
}

// Commands are all commands with their flags, for the man pages, which describe them. Main runs them.
func Commands() *cobra.Command { return newRootCommand(Streams{}) }

func newRootCommand(streams Streams) *cobra.Command {
	streams.look = new(look)
	streams.Err = &messages{streams.Err, streams.look, streams.ErrTerminal}
	cmd := &cobra.Command{
		Use:   "herald",
		Short: "Read saved Korea Herald pages and print the articles",
		Long: `herald reads saved Korea Herald pages and prints the articles: headline, byline,
date, body and what else the page says was printed, with nothing of the site around it.

` + exitCodes,
		Example: `  herald extract page.html
  herald extract --format markdown -o story.md page.html`,
		Version:       version(),
		SilenceErrors: true, // Main tells them, in one form
		SilenceUsage:  true,
		Args:          refuseUnknownCommand,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return errors.Join(streams.look.check(), refuseTogether(cmd))
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	streams.look.addFlags(cmd.PersistentFlags())
	cmd.SetIn(streams.In)
	cmd.SetOut(streams.Out)
	cmd.SetErr(streams.Err)
	cmd.SetFlagErrorFunc(explainFlag)
	cmd.SetVersionTemplate("{{.Version}}\n")
	cmd.AddCommand(newExtractCommand(streams), newBatchCommand(streams), newReportCommand(streams), newInspectCommand(streams),
		newTemplatesCommand(streams), newFieldsCommand(streams), newSchemaCommand(streams), newCompletionCommand(streams), newVersionCommand(streams))
	cmd.InitDefaultHelpCmd()
	if help, _, err := cmd.Find([]string{"help"}); err == nil {
		help.Args = refuseUnknownTopic
	}
	cmd.CompletionOptions.DisableDefaultCmd = true // ours has examples
	for _, c := range append(cmd.Commands(), cmd) {
		completeFlags(c)
	}
	return cmd
}

func refuseUnknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	hint := "see: herald --help"
	if _, err := os.Stat(args[0]); err == nil {
		hint = "did you mean: herald extract " + args[0]
	}
	return &usageError{unknown("command", args[0], names), hint}
}

// refuseUnknownTopic is for herald help, which else prints the help of all and ends well.
func refuseUnknownTopic(cmd *cobra.Command, args []string) error {
	if _, rest, err := cmd.Root().Find(args); err != nil || len(rest) > 0 {
		return refuseUnknownCommand(cmd.Root(), args)
	}
	return nil
}

// atMost refuses more arguments than a command takes.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return &usageError{fmt.Sprintf("unexpected argument %q", args[n]), "see: " + cmd.CommandPath() + " --help"}
		}
		return nil
	}
}

// refuseTogether names the flags that exclude each other. Cobra's error has no type; it says them in brackets at its end.
func refuseTogether(cmd *cobra.Command) error {
	err := cmd.ValidateFlagGroups()
	if err == nil {
		return nil
	}
	message := err.Error()
	if _, flags, ok := strings.Cut(message, "; ["); ok {
		flags, _, _ = strings.Cut(flags, "]")
		message = "--" + strings.Join(strings.Fields(flags), " and --") + " can't be given together"
	}
	return &usageError{message, "see: " + cmd.CommandPath() + " --help"}
}

// explainFlag says which flags there are where one is unknown.
func explainFlag(cmd *cobra.Command, err error) error {
	message := err.Error()
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		flag := "--" + e.GetSpecifiedName()
		if e.GetSpecifiedShortnames() != "" {
			flag = "-" + e.GetSpecifiedName()
		}
		message = unknown("flag", flag, names)
	}
	return &usageError{message, "see: " + cmd.CommandPath() + " --help"}
}
