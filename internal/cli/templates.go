package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"herald/internal/extract"
)

func newTemplatesCommand(streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "templates",
		Short: "List the known templates: name, when seen, what marks them",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return listTemplates(streams)
		},
	}
}

func listTemplates(streams Streams) error {
	table := tabwriter.NewWriter(streams.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tSEEN\tMARKED BY")
	for _, t := range extract.Templates() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", t.Name, t.Seen, marks(t))
	}
	if err := table.Flush(); err != nil { // what the lines above could not write is told here
		return &outputError{err: cause(err)}
	}
	return nil
}

// marks is the selector or the wording by which a template claims a page.
func marks(t *extract.Template) string {
	if t.Mark != nil {
		return fmt.Sprint(t.Mark)
	}
	return `the lines "` + strings.Join(t.Wording, `", "`) + `"`
}
