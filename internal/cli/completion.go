package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"herald/internal/article"
)

func newCompletionCommand(streams Streams) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Generate a shell completion script",
		Long: `completion prints a completion script for a shell: it completes commands, flags,
their values, field names and help topics. Source it, or save it where the shell
looks for it:
  bash        ~/.local/share/bash-completion/completions/herald (needs bash-completion)
  zsh         _herald in a folder of $fpath
  fish        ~/.config/fish/completions/herald.fish
  powershell  herald completion powershell | Out-String | Invoke-Expression`,
		Example: `  source <(herald completion bash)
  herald completion zsh >_herald
  herald completion fish >herald.fish`,
		Args:      atMost(1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			hint := seeHelp("herald completion")
			if len(args) == 0 {
				return &usageError{"no shell named: want one of " + strings.Join(shells, ", "), hint}
			}
			if !slices.Contains(shells, args[0]) {
				return unknownValue("shell", args[0], shells, hint)
			}
			if err := printCompletion(cmd.Root(), args[0], streams.Out); err != nil {
				return &outputError{err: cause(err)}
			}
			return nil
		},
	}
}

func printCompletion(root *cobra.Command, shell string, to io.Writer) error {
	switch shell {
	case "bash":
		var script strings.Builder
		if err := root.GenBashCompletionV2(&script, true); err != nil {
			return err
		}
		// Bash's %q escapes the commas in a list of fields, so that the list no longer matches what is typed. No completion
		// of herald needs quoting.
		_, err := io.WriteString(to, strings.ReplaceAll(script.String(), "%q", "%s"))
		return err
	case "zsh":
		return root.GenZshCompletion(to)
	case "fish":
		return root.GenFishCompletion(to, true)
	}
	return root.GenPowerShellCompletionWithDesc(to)
}

// completeFlags registers a completion for each flag of a command: field names for --fields, and files for FILE and OUT. Other
// values are not completed, except those of an enumFlag, which are registered already.
func completeFlags(cmd *cobra.Command) {
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if name, _ := pflag.UnquoteUsage(f); name == "FILE" || name == "OUT" || f.NoOptDefVal != "" {
			return // the shell completes files; a switch has no value
		}
		complete := cobra.NoFileCompletions
		if f.Name == "fields" {
			complete = completeFields
		}
		_ = cmd.RegisterFlagCompletionFunc(f.Name, complete) // fails for a flag that has one
	})
}

// completeFields completes the last name of a list such as headline,day with the fields that are not in it.
func completeFields(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	fields, err := article.Fields()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	before := typed[:strings.LastIndex(typed, ",")+1]
	taken := strings.Split(before, ",")
	var lists []cobra.Completion
	for _, f := range fields {
		if list := before + f.Name; strings.HasPrefix(list, typed) && !slices.Contains(taken, f.Name) {
			lists = append(lists, cobra.CompletionWithDesc(list, f.About))
		}
	}
	// Another name may follow the comma.
	return lists, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder | cobra.ShellCompDirectiveNoSpace
}
