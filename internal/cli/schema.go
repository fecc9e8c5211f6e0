package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"herald/internal/article"
	"herald/internal/batch"
)

func newSchemaCommand(streams Streams) *cobra.Command {
	names := []string{"article", "report"}
	return &cobra.Command{
		Use:   "schema [article|report]",
		Short: "Print the JSON Schema of an article or of a report line",
		Long: `schema prints the JSON Schema (draft 2020-12) of an article, as extract and
batch write it, or of a line that batch --report writes.`,
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
				return unknownValue("schema", args[0], names, seeHelp("herald schema"))
			}
			if _, err := streams.Out.Write(schema); err != nil {
				return &outputError{err: cause(err)}
			}
			return nil
		},
	}
}

func newFieldsCommand(streams Streams) *cobra.Command {
	fields, err := article.Fields()
	return &cobra.Command{
		Use:   "fields [FIELD]",
		Short: "Describe the fields of an article",
		Long: `fields describes the fields of an article, in their order, or one of them. They
are the names that --fields, --jq and --where take. Every field is always
present, null or [] if the page has no such thing. Only evidence is not: add it
with --explain. What a field holds is on the page: nothing is invented. See
'herald schema' for the JSON Schema.

` + fieldTable(fields),
		Example: `  herald fields
  herald fields byline`,
		Args:              atMost(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			if err != nil {
				return err
			}
			shown := fields
			if len(args) == 1 {
				if shown, err = fieldNamed(args[0], fields); err != nil {
					return err
				}
			}
			if _, err := io.WriteString(streams.Out, fieldTable(shown)); err != nil {
				return &outputError{err: cause(err)}
			}
			return nil
		},
	}
}

// fieldTable lists fields with their descriptions, one per line.
func fieldTable(fields []article.Field) string {
	var lines strings.Builder
	table := tabwriter.NewWriter(&lines, 0, 0, 2, ' ', 0)
	for _, f := range fields {
		fmt.Fprintf(table, "%s\t%s\n", f.Name, f.About)
	}
	_ = table.Flush() // a strings.Builder does not fail
	return lines.String()
}

func fieldNamed(name string, fields []article.Field) ([]article.Field, error) {
	var known []string
	for _, f := range fields {
		if f.Name == name {
			return []article.Field{f}, nil
		}
		known = append(known, f.Name)
	}
	return nil, unknownValue("field", name, known, seeHelp("herald fields"))
}
