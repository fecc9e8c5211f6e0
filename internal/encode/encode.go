// Package encode writes articles in the output formats of herald.
//
// In: articles, one at a time. Out: bytes in one of the [Formats]; the same articles yield the same bytes. The package is the
// last guard before a terminal or a file: it never writes a control character or a bidirectional override of a page raw. It
// never changes or rejects an article and never opens a file.
package encode

import (
	"io"

	"herald/internal/article"
)

// Encoder writes articles one after another. It is not safe for concurrent use.
type Encoder interface {
	// Encode writes an article, with any header or separator before it, in one Write, so that an interrupted run leaves whole
	// articles. Only the tei format holds back its first article until there is a second one or Close. Encode returns an error
	// of the writer, or, with [Options.Query], a [*QueryError]: then nothing of the article was written, and the caller may
	// continue with the next one.
	Encode(*article.Article) error

	// Close writes the end of the output. It does not close the writer.
	Close() error
}

// Options are the choices of the user. A format ignores options that do not apply to it.
type Options struct {
	Fields []string // the fields to write, from [ParseFields]; nil for all. Each format documents what it writes of them
	Query  *Query   // json: write the results of the query instead of the article
	Raw    bool     // json: write a string that Query yields without quotes and escapes
	Indent bool     // json, jsonld, ninjs: write each object over several lines
	Color  bool     // json, jsonld, ninjs, text: use terminal colors
	Width  int      // text: wrap lines at this column; 0 never wraps
	BOM    bool     // csv: begin with a byte order mark
	Safe   bool     // csv: escape cells that a spreadsheet would run as formulas
}

// Format is an output format.
type Format struct {
	Name string                           // the value of --format
	Ext  string                           // the extension of its files, with the dot
	New  func(io.Writer, Options) Encoder // returns an encoder that writes to a writer
	Lack []string                         // fields that the format cannot express
}

// Formats are all output formats, in the order of --help. Callers must not modify them.
var Formats = []Format{
	{"json", ".jsonl", newJSON, nil},
	{"text", ".txt", newText, nil},
	{"markdown", ".md", newMarkdown, nil},
	{"html", ".html", newHTML, nil},
	{"csv", ".csv", newCSV, nil},
	{"jsonld", ".jsonld", newJSONLD, []string{"schema", "day", "blocks", "notes", "source", "template", "warnings", "evidence"}},
	{"ninjs", ".json", newNinjs, []string{"schema", "day", "notes", "source", "template", "warnings", "evidence"}},
	{"tei", ".xml", newTEI, []string{"schema", "day", "source", "template", "warnings", "evidence"}},
}
