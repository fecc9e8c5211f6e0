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

// csvEncoder prints one row per article, as RFC 4180 has it, below one header, which is there without any article too.
// A column belongs to a field: with Fields the columns of these fields are printed, in the order of Fields. The columns of block types
// and evidence are printed only when asked for. A list is one cell: its parts are parted by "; " where a part is a
// name or an address, by a blank where it is a code, by a line feed otherwise. Columns of one list keep the order and the number of its parts.
type csvEncoder struct {
	w       io.Writer
	safe    bool
	columns []column
	begun   bool
}

type column struct {
	name, field string
	value       func(*article.Article) string
}

// columns are in the order of the fields.
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

// join is one cell of a list; a list of nothing but empty parts is an empty cell.
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

func ifTrue(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

// columnsOf are the columns of these fields.
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

func newCSV(w io.Writer, opts Options) Encoder {
	fields := opts.Fields
	if fields == nil {
		for _, name := range FieldNames() {
			// The body says what the block types are of, and evidence is for people.
			if name != "blocks" && name != "evidence" {
				fields = append(fields, name)
			}
		}
	}
	return &csvEncoder{w: w, safe: opts.Safe, columns: columnsOf(fields)}
}

func (e *csvEncoder) Encode(a *article.Article) error {
	row := make([]string, len(e.columns))
	for i, c := range e.columns {
		row[i] = e.cell(c.value(a))
	}
	return e.write(row)
}

// Close writes the header if no article did: a table of no rows still has columns.
func (e *csvEncoder) Close() error {
	if e.begun {
		return nil
	}
	return e.write(nil)
}

// write writes a row, if any, and the header before the first.
func (e *csvEncoder) write(row []string) error {
	var b bytes.Buffer
	if !e.begun {
		header := make([]string, len(e.columns))
		for i, c := range e.columns {
			header[i] = c.name
		}
		if err := writeRow(&b, header); err != nil {
			return err
		}
		e.begun = true
	}
	if row != nil {
		if err := writeRow(&b, row); err != nil {
			return err
		}
	}
	_, err := e.w.Write(b.Bytes())
	return err
}

// writeRow ends a row with CRLF and leaves the line ends in its cells as they are; UseCRLF of encoding/csv would change
// these too, and most readers give them back so.
func writeRow(b *bytes.Buffer, row []string) error {
	if len(row) == 1 && row[0] == "" {
		b.WriteString("\"\"\r\n") // encoding/csv leaves the line empty, and readers skip an empty line
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

// formula is what makes a spreadsheet run a cell, as OWASP lists it: also line ends and the full-width signs, which some
// versions take for the plain ones.
const formula = "=+-@\t\r\n＝＋－＠"

func (e *csvEncoder) cell(s string) string {
	s = lines(s)
	if first, _ := utf8.DecodeRuneInString(s); e.safe && strings.ContainsRune(formula, first) {
		return "'" + s
	}
	return s
}
