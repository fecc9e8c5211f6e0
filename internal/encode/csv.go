package encode

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"herald/internal/article"
)

// csvEncoder writes a header and one row per article, as in RFC 4180. The header is written even without articles.
//
// Every column belongs to a field. With [Options.Fields], the columns of these fields are written in their order; block types
// and evidence are written only then. A list is one cell: names and email addresses are separated by "; ", codes by a space,
// everything else by line feeds. All columns of one list have the same number of parts in the same order.
type csvEncoder struct {
	w             io.Writer
	safe, bom     bool
	columns       []column
	headerWritten bool
}

// column is a column of the table, and the field of the article that its values come from.
type column struct {
	name, field string
	value       func(*article.Article) string
}

// columns are all columns, in the order of the fields.
var columns = []column{
	{"schema", "schema", func(a *article.Article) string { return a.Schema }},
	{"headline", "headline", func(a *article.Article) string { return a.Headline }},
	{"subheadline", "subheadline", func(a *article.Article) string { return string(a.Subheadline) }},
	{"byline", "byline", func(a *article.Article) string { return string(a.Byline) }},
	{"authors", "authors", func(a *article.Article) string {
		return join("; ", a.Authors, func(p article.Author) string { return p.Name })
	}},
	{"author_emails", "authors", func(a *article.Article) string {
		return join("; ", a.Authors, func(p article.Author) string { return string(p.Email) })
	}},
	{"agency", "agency", func(a *article.Article) string { return string(a.Agency) }},
	{"date", "date", func(a *article.Article) string { return string(a.Date) }},
	{"updated", "updated", func(a *article.Article) string { return string(a.Updated) }},
	{"day", "day", func(a *article.Article) string { return string(a.Day) }},
	{"section", "section", func(a *article.Article) string { return string(a.Section) }},
	{"body", "body", func(a *article.Article) string { return a.Body }},
	{"block_types", "blocks", func(a *article.Article) string {
		return join(" ", a.Blocks, func(b article.Block) string { return string(b.Type) })
	}},
	{"image_count", "images", func(a *article.Article) string { return strconv.Itoa(len(a.Images)) }},
	{"image_urls", "images", func(a *article.Article) string {
		return join("\n", a.Images, func(i article.Image) string { return string(i.URL) })
	}},
	{"image_captions", "images", func(a *article.Article) string {
		return join("\n", a.Images, func(i article.Image) string { return string(i.Caption) })
	}},
	{"image_credits", "images", func(a *article.Article) string {
		return join("\n", a.Images, func(i article.Image) string { return string(i.Credit) })
	}},
	{"notes", "notes", func(a *article.Article) string {
		return join("\n", a.Notes, func(n string) string { return n })
	}},
	{"url", "url", func(a *article.Article) string { return string(a.URL) }},
	{"id", "id", func(a *article.Article) string { return string(a.ID) }},
	{"language", "language", func(a *article.Article) string { return string(a.Language) }},
	{"word_count", "word_count", func(a *article.Article) string { return strconv.Itoa(a.WordCount) }},
	{"source_path", "source", func(a *article.Article) string { return a.Source.Path }},
	{"source_member", "source", func(a *article.Article) string { return string(a.Source.Member) }},
	{"source_form", "source", func(a *article.Article) string { return a.Source.Form }},
	{"source_encoding", "source", func(a *article.Article) string { return a.Source.Encoding }},
	{"source_captured", "source", func(a *article.Article) string { return string(a.Source.Captured) }},
	{"template", "template", func(a *article.Article) string { return a.Template }},
	{"warnings", "warnings", func(a *article.Article) string {
		return join(" ", a.Warnings, func(w article.Warning) string { return w.Code })
	}},
	{"evidence", "evidence", func(a *article.Article) string {
		return join("\n", a.Evidence, func(e article.Evidence) string {
			return e.Field + " from " + e.From + ": " + e.Value + ifTrue(!e.Agrees, " (differs)")
		})
	}},
}

// join returns the cell of a list. The cell is empty if all parts are.
func join[T any](separator string, list []T, part func(T) string) string {
	parts := make([]string, len(list))
	empty := true
	for i, v := range list {
		parts[i] = line(part(v))
		empty = empty && parts[i] == ""
	}
	if empty {
		return ""
	}
	return strings.Join(parts, separator)
}

// ifTrue returns s, or "" if ok is false.
func ifTrue(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

// columnsOf returns the columns of fields, in the order of these.
func columnsOf(fields []string) []column {
	var of []column
	for _, field := range fields {
		for _, c := range columns {
			if c.field == field {
				of = append(of, c)
			}
		}
	}
	return of
}

// newCSV returns an [Encoder] of CSV.
func newCSV(w io.Writer, opts Options) Encoder {
	fields := opts.Fields
	if fields == nil {
		for _, name := range FieldNames() {
			// Block types mean nothing without the blocks, and evidence is for people.
			if name != "blocks" && name != "evidence" {
				fields = append(fields, name)
			}
		}
	}
	return &csvEncoder{w: w, safe: opts.Safe, bom: opts.BOM, columns: columnsOf(fields)}
}

func (e *csvEncoder) Encode(a *article.Article) error {
	row := make([]string, len(e.columns))
	for i, c := range e.columns {
		row[i] = e.cell(c.value(a))
	}
	return e.write(row)
}

// Close writes the header if there was no article: an empty table still has columns.
func (e *csvEncoder) Close() error {
	if e.headerWritten {
		return nil
	}
	return e.write(nil)
}

// write writes a row, which may be nil, after the header if that is not yet written.
func (e *csvEncoder) write(row []string) error {
	var b bytes.Buffer
	if !e.headerWritten {
		if e.bom {
			b.WriteString("\ufeff")
		}
		header := make([]string, len(e.columns))
		for i, c := range e.columns {
			header[i] = c.name
		}
		if err := writeRow(&b, header); err != nil {
			return err
		}
		e.headerWritten = true
	}
	if row != nil {
		if err := writeRow(&b, row); err != nil {
			return err
		}
	}
	_, err := e.w.Write(b.Bytes())
	return err
}

// writeRow ends a row with CRLF and keeps the line feeds in its cells. UseCRLF of encoding/csv would change these too, and
// most readers would not change them back.
func writeRow(b *bytes.Buffer, row []string) error {
	if len(row) == 1 && row[0] == "" {
		b.WriteString("\"\"\r\n") // encoding/csv would write an empty line, which readers skip
		return nil
	}
	out := csv.NewWriter(b)
	if err := out.Write(row); err != nil {
		return err
	}
	out.Flush()
	b.Truncate(b.Len() - len("\n"))
	b.WriteString("\r\n")
	return out.Error()
}

// formulaStarts are the characters that make a spreadsheet run a cell, as OWASP lists them. They include line ends and the
// full-width signs, which some versions treat as plain ones.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// cell returns the text of a cell, which a spreadsheet does not run if that is asked for.
func (e *csvEncoder) cell(s string) string {
	s = lines(s)
	if first, _ := utf8.DecodeRuneInString(s); e.safe && strings.ContainsRune(formulaStarts, first) {
		return "'" + s
	}
	return s
}
