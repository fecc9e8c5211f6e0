package encode

import (
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"herald/internal/article"
)

// textEncoder writes an article for people: the head (headline, subheadline, byline with agency, date with update, each on a
// line), the body, the captions and the notes, separated by blank lines; a line of asterisks separates articles. Lines are
// wrapped at [Options.Width] columns, of which a Hangul syllable takes two. Tables and words longer than a line are not broken.
//
// With [Options.Fields], only these fields are written, in the order of the page. "blocks" means the body, and "images" the
// captions. Fields without a place in the text (section, url, id, …) are listed below the head as "name: value", if requested
// and not empty, by the names of their CSV columns.
type textEncoder struct {
	w       io.Writer
	opts    Options
	started bool
}

// articleSeparator separates two articles in text.
const articleSeparator = "\n* * *\n\n"

// textFields are the fields that have a place in the text.
var textFields = []string{"headline", "subheadline", "byline", "agency", "date", "updated", "body", "blocks", "images", "notes"}

// newText returns an [Encoder] of text.
func newText(w io.Writer, opts Options) Encoder {
	return &textEncoder{w: w, opts: opts}
}

func (e *textEncoder) Encode(a *article.Article) error {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(e.head(a))
	add(e.otherFields(a))
	if e.opts.shows("body") || e.opts.shows("blocks") {
		add(joinBlocks(a.Blocks, e.block))
	}
	if e.opts.shows("images") {
		for _, i := range a.Images {
			add(e.wrap(caption(i), "", ""))
		}
	}
	if e.opts.shows("notes") {
		for _, n := range a.Notes {
			add(e.wrap(line(n), "", ""))
		}
	}
	text := strings.Join(parts, "\n\n") + "\n"
	if e.started {
		text = articleSeparator + text
	}
	e.started = true
	_, err := io.WriteString(e.w, text)
	return err
}

func (e *textEncoder) Close() error { return nil }

// head returns everything above the body.
func (e *textEncoder) head(a *article.Article) string {
	var head []string
	if headline := field(e.opts, "headline", a.Headline); headline != "" {
		head = append(head, e.bold(e.wrap(headline, "", "")))
	}
	for _, s := range []string{
		field(e.opts, "subheadline", a.Subheadline),
		byline(field(e.opts, "byline", a.Byline), field(e.opts, "agency", a.Agency)),
		date(field(e.opts, "date", a.Date), field(e.opts, "updated", a.Updated)),
	} {
		if s != "" {
			head = append(head, e.wrap(s, "", ""))
		}
	}
	return strings.Join(head, "\n")
}

// bold makes wrapped lines bold, if colors are used.
func (e *textEncoder) bold(lines string) string {
	if !e.opts.Color {
		return lines
	}
	return boldText + strings.ReplaceAll(lines, "\n", plainText+"\n"+boldText) + plainText
}

// field returns a value on one line, or "" if the field is not to be written.
func field[S ~string](o Options, name string, value S) string {
	if !o.shows(name) {
		return ""
	}
	return line(string(value))
}

// byline returns the line of byline and agency, each of which may be empty. An agency that is the byline is written once.
func byline(by, agency string) string {
	switch {
	case by == "":
		return agency
	case agency == "" || agency == by:
		return "By " + by
	}
	return "By " + by + " (" + agency + ")"
}

// date returns the line of date and update, each of which may be empty.
func date(first, updated string) string {
	switch {
	case updated == "" || updated == first:
		return first
	case first == "":
		return "updated " + updated
	}
	return first + " (updated " + updated + ")"
}

// caption returns the caption of an image, followed by the credit in brackets.
func caption(i article.Image) string {
	words, credit := line(string(i.Caption)), line(string(i.Credit))
	if credit != "" {
		credit = "(" + credit + ")"
	}
	return strings.TrimSpace(words + " " + credit)
}

// otherFields returns the requested fields that have no place in the text.
func (e *textEncoder) otherFields(a *article.Article) string {
	var out []string
	for _, c := range columnsOf(e.opts.Fields) {
		value := lines(c.value(a))
		if value != "" && !slices.Contains(textFields, c.field) {
			out = append(out, e.wrap(c.name+": "+value, "", "  "))
		}
	}
	return strings.Join(out, "\n")
}

// joinBlocks separates blocks by a blank line, and the items of a list by a line feed.
func joinBlocks(blocks []article.Block, form func(article.Block) string) string {
	var body strings.Builder
	for i, b := range blocks {
		if i > 0 {
			body.WriteString("\n")
			if b.Type != article.ListItem || blocks[i-1].Type != article.ListItem {
				body.WriteString("\n")
			}
		}
		body.WriteString(form(b))
	}
	return body.String()
}

// block returns a block as text.
func (e *textEncoder) block(b article.Block) string {
	text := lines(b.Text)
	switch b.Type {
	case article.ListItem:
		return e.wrap(text, "- ", "  ")
	case article.Quote:
		return e.wrap(text, "    ", "    ")
	case article.Table:
		return align(cells(text))
	}
	return e.wrap(text, "", "")
}

// wide counts terminal columns. It is fixed because the default of runewidth depends on the user's locale.
var wide = &runewidth.Condition{StrictEmojiNeutral: true}

// wrap breaks the lines of a text between words. The first line begins with first, every other one with rest.
func (e *textEncoder) wrap(text, first, rest string) string {
	var out []string
	begin := first
	for l := range strings.SplitSeq(text, "\n") {
		current := begin
		words := strings.FieldsFunc(l, func(r rune) bool { return r == ' ' || r == '\t' })
		if e.opts.Width == 0 {
			words = []string{l}
		}
		for i, w := range words {
			switch {
			case i == 0:
				current += w
			case wide.StringWidth(current)+1+wide.StringWidth(w) > e.opts.Width:
				out = append(out, current)
				current = rest + w
			default:
				current += " " + w
			}
		}
		out = append(out, current)
		begin = rest
	}
	return strings.Join(out, "\n")
}

// cells returns the rows of a table as cells.
func cells(text string) [][]string {
	var rows [][]string
	for l := range strings.SplitSeq(text, "\n") {
		row := strings.Split(l, "\t")
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// align pads the cells of a table so that columns are aligned.
func align(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], wide.StringWidth(c))
		}
	}
	out := make([]string, len(rows))
	for i, row := range rows {
		for j, c := range row {
			// Two spaces separate columns: one also separates words.
			out[i] += c + strings.Repeat(" ", widths[j]-wide.StringWidth(c)+2)
		}
		out[i] = strings.TrimRight(out[i], " ")
	}
	return strings.Join(out, "\n")
}
