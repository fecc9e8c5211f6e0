package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// enumFlag is a flag that takes one of a fixed set of values. Its help lists them, completion offers them, and any other
// value is a usage error with the nearest one as its hint.
type enumFlag struct {
	name, shorthand string
	usage           string             // with the name of the value in backquotes, as pflag has it
	values          []cobra.Completion // each a name, or a name with its description
}

// addTo registers the flag with one of the flag sets of cmd. The content of target is the default.
func (e enumFlag) addTo(cmd *cobra.Command, flags *pflag.FlagSet, target *string) {
	var names []string
	for _, v := range e.values {
		name, _, _ := strings.Cut(v, "\t")
		names = append(names, name)
	}
	flags.VarP(&enumValue{target, names}, e.name, e.shorthand, e.usage+": "+strings.Join(names, ", "))
	complete := cobra.FixedCompletions(e.values, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveKeepOrder)
	_ = cmd.RegisterFlagCompletionFunc(e.name, complete) // fails for a flag that does not exist or is registered already
}

// enumValue is the pflag.Value of an enumFlag.
type enumValue struct {
	target *string
	names  []string
}

func (v *enumValue) String() string { return *v.target }

// Type is not shown: the usage names the value.
func (*enumValue) Type() string { return "string" }

func (v *enumValue) Set(value string) error {
	if !slices.Contains(v.names, value) {
		return fmt.Errorf("want one of %s", strings.Join(v.names, ", "))
	}
	*v.target = value
	return nil
}
