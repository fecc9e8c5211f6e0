package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// topic is a page of the reference: 'herald help NAME', and a man page.
type topic struct {
	name, short, long string
	example           string // console sessions: "$ command" and, where it shows something, its output
}

// command returns the topic as a command that prints it, so that 'herald NAME', completion and man pages have it too.
func (t topic) command() *cobra.Command {
	cmd := &cobra.Command{
		Use:     t.name,
		Short:   t.short,
		Long:    strings.TrimSpace(t.long),
		Example: indented(t.example),
		Args:    atMost(0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		ValidArgsFunction:     cobra.NoFileCompletions,
		DisableFlagsInUseLine: true,
	}
	cmd.SetHelpTemplate("{{.Long}}\n\nExamples:\n{{.Example}}\n")
	return cmd
}

func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ")
}

// helpFunc returns a help function that reports a failure to write as every command does: not at all if the reader of a pipe
// has had enough. Cobra's would print any.
func helpFunc(render func(*cobra.Command, []string), streams Streams) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		var text strings.Builder
		cmd.SetOut(&text)
		render(cmd, args)
		if _, err := io.WriteString(streams.Out, text.String()); err != nil {
			printRunError(streams.Err, &outputError{err: cause(err)})
		}
	}
}

func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Show the help of a command or the reference of a topic",
		Long: `help shows the help of a command, as --help does, or the reference of a topic.
Without an argument it lists both.`,
		Example: `  herald help extract
  herald help forms`,
		Args: atMost(1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var names []cobra.Completion
			for _, c := range cmd.Root().Commands() {
				if len(args) == 0 {
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownTopic(cmd.Root(), args[0])
			}
			target.InitDefaultHelpFlag() // so that the help lists the flag
			target.InitDefaultVersionFlag()
			return target.Help()
		},
	}
}

func unknownTopic(root *cobra.Command, word string) error {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	err := &usageError{fmt.Sprintf("unknown command or help topic %q", word), seeHelp("herald")}
	return err.suggest(word, names)
}
