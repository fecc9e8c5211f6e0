package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"herald/internal/article"
	"herald/internal/batch"
)

func newSchemaCommand(streams Streams) *cobra.Command {
	names := []string{"article", "report"}
	return &cobra.Command{
		Use:   "schema [article|report]",
		Short: "Print the JSON Schema of an article, or of a line of batch --report",
		Long: `schema prints the JSON Schema (draft 2020-12) of what herald writes: of an article, as
extract and batch print it, or of a line of the report that batch --report writes.`,
		Example: `  herald schema >article.schema.json
  herald schema report >report.schema.json`,
		Args:      atMost(1),
		ValidArgs: names,
		RunE: func(_ *cobra.Command, args []string) error {
			schema := article.JSONSchema
			switch {
			case len(args) == 0 || args[0] == names[0]:
			case args[0] == names[1]:
				schema = batch.ReportSchema
			default:
				return &usageError{unknown("schema", args[0], names), "see: herald schema --help"}
			}
			if _, err := streams.Out.Write(schema); err != nil {
				return &outputError{err: cause(err)}
			}
			return nil
		},
	}
}

func newFieldsCommand(streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "fields [FIELD]",
		Short: "Explain each field of an article, or one of them, in a line",
		Long: `fields explains the fields that an article has, in their order. They are the names
that --fields, --jq and --where take.`,
		Example: `  herald fields
  herald fields byline`,
		Args:              atMost(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			fields, err := article.Fields()
			if err != nil {
				return err
			}
			if len(args) == 1 {
				if fields, err = fieldNamed(args[0], fields); err != nil {
					return err
				}
			}
			table := tabwriter.NewWriter(streams.Out, 0, 0, 2, ' ', 0)
			for _, f := range fields {
				fmt.Fprintf(table, "%s\t%s\n", f.Name, f.About)
			}
			if err := table.Flush(); err != nil {
				return &outputError{err: cause(err)}
			}
			return nil
		},
	}
}

func fieldNamed(name string, fields []article.Field) ([]article.Field, error) {
	var known []string
	for _, f := range fields {
		if f.Name == name {
			return []article.Field{f}, nil
		}
		known = append(known, f.Name)
	}
	return nil, &usageError{unknown("field", name, known), "see: herald fields --help"}
}
