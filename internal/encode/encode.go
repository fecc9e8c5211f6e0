// Package encode prints articles.
//
// In: articles, one by one. Out: bytes in one of the Formats, the same bytes for the same articles. It is the last guard
// before a terminal or a file: no control character and no bidirectional override of a page leaves it raw. It never
// changes an article, never judges one, and never opens a file.
package encode

import (
	"io"

	"herald/internal/article"
)

// Encoder writes articles one after another. Each article, with what has to stand before it (a header, a separator), reaches the
// writer in one Write, so that an interrupted run leaves whole articles; tei alone holds its first one back, until it knows
// whether there is a second. Close writes what the format still owes; it doesn't close the writer. An error is the writer's own, or
// with Options.Query a *QueryError: nothing of that article was written, and the next may be. An Encoder is for one goroutine.
type Encoder interface {
	Encode(*article.Article) error
	Close() error
}

// Options are what a user may ask of a format; a format leaves aside what doesn't concern it.
type Options struct {
	Fields []string // from ParseFields: what is printed; nil is everything. Each format says how it understands it
	Query  *Query   // json: its results are printed in place of the article
	Raw    bool     // json: a result of Query that is a string is printed as it is
	Indent bool     // json, jsonld, ninjs: over several lines, for people
	Color  bool     // json, jsonld, ninjs, text: colors of a terminal
	Width  int      // text: columns of the terminal; 0 never wraps
	Safe   bool     // csv: cells that a spreadsheet would run are made harmless
}

// Format is one form of output.
type Format struct {
	Name string // as the user asks for it
	Ext  string // of a file that holds it, with the dot
	New  func(io.Writer, Options) Encoder
	Lack []string // fields that it has no place for; to ask for one alone would print nothing
}

// Formats are all of them, in the order of --help.
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
