package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"herald/internal/article"
	"herald/internal/batch"
)

func newCompletionCommand(streams Streams) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print what makes a shell complete commands, flags and their values",
		Long: `completion prints a script for a shell. Source it, or put it where your shell looks:
  bash        ~/.local/share/bash-completion/completions/herald (wants bash-completion)
  zsh         _herald in a folder of $fpath
  fish        ~/.config/fish/completions/herald.fish
  powershell  herald completion powershell | Out-String | Invoke-Expression`,
		Example: `  source <(herald completion bash)
  herald completion zsh >_herald
  herald completion fish >herald.fish`,
		Args:      atMost(1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{"no shell is named; there are: " + strings.Join(shells, ", "), "see: herald completion --help"}
			}
			if !slices.Contains(shells, args[0]) {
				return &usageError{unknown("shell", args[0], shells), "see: herald completion --help"}
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
		// Bash's %q escapes the commas in a list of fields, which then match nothing that is typed. No word of ours needs quotes.
		_, err := io.WriteString(to, strings.ReplaceAll(script.String(), "%q", "%s"))
		return err
	case "zsh":
		return root.GenZshCompletion(to)
	case "fish":
		return root.GenFishCompletion(to, true)
	}
	return root.GenPowerShellCompletionWithDesc(to)
}

// flagValues are the values of the flags that take one of a few, in whatever command they are.
func flagValues() map[string]cobra.CompletionFunc {
	var forms []cobra.Completion
	for _, f := range batch.Forms {
		forms = append(forms, cobra.CompletionWithDesc(f.Name, f.What))
	}
	return map[string]cobra.CompletionFunc{
		"format":     oneOf(formatNames()),
		"fields":     completeFields,
		"to":         oneOf(forms),
		"dedupe":     oneOf([]string{string(batch.ByID), string(batch.ByText)}),
		"color":      oneOf(colorWords()),
		"log-format": oneOf(logFormats()),
	}
}

// completeFlags gives each flag of a command its values. Files stand only where the help says FILE or OUT.
func completeFlags(cmd *cobra.Command) {
	known := flagValues()
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if name, _ := pflag.UnquoteUsage(f); name == "FILE" || name == "OUT" || f.NoOptDefVal != "" {
			return // a file, which the shell knows; or nothing at all
		}
		values := known[f.Name]
		if values == nil {
			values = cobra.NoFileCompletions
		}
		_ = cmd.RegisterFlagCompletionFunc(f.Name, values) // fails where the command has said it by itself
	})
}

func oneOf(values []string) cobra.CompletionFunc {
	return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveKeepOrder)
}

// completeFields completes the last name of a list such as headline,day by those that are not in it.
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
