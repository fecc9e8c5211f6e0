package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"herald/internal/extract/site"
)

func newTemplatesCommand(streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "templates",
		Short: "List the page templates: name, when pages of it were seen, what marks them",
		Long: `templates lists the forms of Korea Herald pages that herald knows, by the name that an
article has in its field "template". A page of none of them is read all the same:
"text" is a text rendering, "lines" a page of this site in a template not yet
described, and "generic" a page of another paper, read by judgement alone.`,
		Example:           `  herald templates`,
		Args:              atMost(0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			table := tabwriter.NewWriter(streams.Out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "NAME\tSEEN\tMARKED BY")
			for _, t := range site.Templates() {
				fmt.Fprintf(table, "%s\t%s\t%s\n", t.Name, t.Seen, t.Marks())
			}
			if err := table.Flush(); err != nil {
				return &outputError{err: cause(err)}
			}
			return nil
		},
	}
}
