package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"herald/internal/batch"
	"herald/internal/encode"
)

// batchOutput returns the output without the place where it goes.
func (o batchOptions) batchOutput() (batch.Output, error) {
	form, err := o.outputType()
	if err != nil {
		return batch.Output{}, err
	}
	format, fields, err := extractOptions{format: o.format, fields: o.fields}.outputFormat()
	if err != nil {
		return batch.Output{}, err
	}
	query, err := o.query.parse(fields)
	switch {
	case err != nil:
		return batch.Output{}, invalidQuery("--jq", err.Error(), err, "herald batch")
	case query != nil && (!strings.HasPrefix(form, "jsonl") || format.Name != "json"):
		return batch.Output{}, o.usage("--jq needs a JSON lines output: .jsonl, .jsonl.gz, .jsonl.zst or standard output")
	}
	if err := o.checkForm(form); err != nil {
		return batch.Output{}, err
	}
	if (form == "dir" || form == "db") && !isFile(o.output, form == "dir") {
		return batch.Output{}, o.usage("cannot write a " + form + " to a stream: -o OUT")
	}
	return batch.Output{
		Form:    form,
		Replace: o.overwrite,
		Format:  format,
		Encode:  encode.Options{Fields: fields, Query: query, Raw: o.query.raw, Safe: o.csv.safe, BOM: o.csv.bom},
	}, nil
}

// checkForm refuses flags that a type of output would ignore.
func (o batchOptions) checkForm(form string) error {
	table := strings.HasPrefix(form, "csv") || form == "dir" && o.format == "csv"
	if err := o.csv.check(table, "a CSV output"); err != nil {
		return o.usage(err.Error())
	}
	lines, _, _ := strings.Cut(form, ".")
	format := encode.Formats[slices.Index(formatNames(), o.format)]
	switch {
	case o.formatSet && form != "dir" && format.Ext != "."+lines:
		hint := "use -o DIR/, or 'herald extract -f " + o.format + "'"
		if o.format == "csv" {
			hint = "use --to csv"
		}
		return &usageError{"--format " + o.format + " is for a file per article; the output is " + form, hint}
	case o.fields.names != "" && form == "db":
		return o.usage("--fields does not apply to a database, which has all fields")
	}
	return nil
}

// isFile reports whether a name is that of a regular file or, if folder is set, of a folder. It need not exist yet.
func isFile(name string, folder bool) bool {
	if name == "" || name == "-" {
		return false
	}
	info, err := os.Stat(name)
	return err != nil || info.Mode().IsRegular() || folder && info.IsDir()
}

// outputType returns the name of one of batch.Forms.
func (o batchOptions) outputType() (string, error) {
	switch {
	case o.to != "":
		return o.to, nil
	case o.output == "":
		return "jsonl", nil
	}
	info, err := os.Stat(o.output)
	switch {
	case err == nil && info.IsDir():
		return "dir", nil
	case err == nil && !info.Mode().IsRegular():
		return "jsonl", nil // a device or a pipe, as standard output
	}
	if form := batch.FormOf(o.output); slices.Contains(typeNames(), form) {
		return form, nil
	}
	extension := strings.TrimPrefix(filepath.Ext(o.output), ".")
	if extension == "" {
		return "", &usageError{"the output type of " + o.output + " is unknown: it has no extension", "for a folder with a file for each article write " + o.output + "/; or use --to with one of " + strings.Join(typeNames(), ", ")}
	}
	unknown := unknownValue("extension", extension, typeNames(), "name the type with --to")
	unknown.message = o.output + ": " + unknown.message
	return "", unknown
}

func typeNames() []string {
	var names []string
	for _, f := range batch.Forms {
		names = append(names, f.Name)
	}
	return names
}

func typeCompletions() []cobra.Completion {
	var types []cobra.Completion
	for _, f := range batch.Forms {
		types = append(types, cobra.CompletionWithDesc(f.Name, f.What))
	}
	return types
}

// outputTypes lists the types of OUT for the help, as they are written in a name.
func outputTypes() string {
	var b strings.Builder
	for _, f := range batch.Forms {
		name := "." + f.Name
		if f.Name == "dir" {
			name = "DIR/"
		}
		fmt.Fprintf(&b, "  %-11s %s\n", name, f.What)
	}
	return b.String()
}
