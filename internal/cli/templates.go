package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"herald/internal/extract/site"
)

func newTemplatesCommand(streams Streams) *cobra.Command {
	asYAML := false
	cmd := &cobra.Command{
		Use:   "templates",
		Short: "List the page templates: name, dates seen, identifying markup",
		Long: `templates lists the Korea Herald page templates that herald has rules for. The
name is the value of the article's field "template". Other pages are read too:
"text" is a text rendering, "lines" a page of this site without a template here,
and "generic" a page of another paper, read heuristically (--strict rejects it).

` + templatesText,
		Example:           templatesExample,
		Args:              atMost(0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			if asYAML {
				return printTemplates(streams)
			}
			table := tabwriter.NewWriter(streams.Out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "NAME\tSEEN\tIDENTIFIED BY")
			for _, t := range site.Builtin().ByYear() {
				fmt.Fprintf(table, "%s\t%s\t%s\n", t.Name, t.Seen, t.Marks())
			}
			if err := table.Flush(); err != nil {
				return &outputError{err: cause(err)}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asYAML, "yaml", false, "print the templates as a file for --templates")
	return cmd
}

// printTemplates prints the built-in templates in the form of a template file.
func printTemplates(streams Streams) error {
	var entries []site.Entry
	for _, t := range site.Builtin().ByYear() {
		entries = append(entries, site.Entry{Template: t})
	}
	text, err := site.YAML(entries)
	if err != nil {
		return err
	}
	if _, err := streams.Out.Write(text); err != nil {
		return &outputError{err: cause(err)}
	}
	return nil
}
