package encode

import (
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"herald/internal/article"
)

// textEncoder prints an article for reading: the head (headline, subheadline, byline and agency, date and update, a line each), the
// body, the captions, the notes, parted by blank lines; between articles a line of its own. Lines are wrapped at Width columns, a
// Hangul syllable counted as two; a word longer than the line stays whole, and so does a table.
//
// With Fields only these are printed, always in the order of the page: "blocks" is the body too, and "images" its captions. A field
// that is not shown otherwise (section, url, id, …) is printed when it is asked for and there: "name: value", below the head, named as in csv.
type textEncoder struct {
	w     io.Writer
	opts  Options
	begun bool
}

// between parts two articles in text.
const between = "\n* * *\n\n"

// shown are the fields that text has a place for.
var shown = []string{"headline", "subheadline", "byline", "agency", "date", "updated", "body", "blocks", "images", "notes"}

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
	add(e.others(a))
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
	if e.begun {
		text = between + text
	}
	e.begun = true
	_, err := io.WriteString(e.w, text)
	return err
}

func (e *textEncoder) Close() error { return nil }

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

// bold is for lines that are wrapped already.
func (e *textEncoder) bold(lines string) string {
	if !e.opts.Color {
		return lines
	}
	return boldText + strings.ReplaceAll(lines, "\n", plainText+"\n"+boldText) + plainText
}

// field is the value on one line if it is wanted.
func field[S ~string](o Options, name string, value S) string {
	if !o.shows(name) {
		return ""
	}
	return line(string(value))
}

// byline says who the story is by. An agency that is not already the byline is named with it.
func byline(by, agency string) string {
	switch {
	case by == "":
		return agency
	case agency == "" || agency == by:
		return "By " + by
	}
	return "By " + by + " (" + agency + ")"
}

func date(first, updated string) string {
	switch {
	case updated == "" || updated == first:
		return first
	case first == "":
		return "updated " + updated
	}
	return first + " (updated " + updated + ")"
}

// caption is what is printed under a picture: the caption and, in brackets, the credit.
func caption(i article.Image) string {
	words, credit := line(string(i.Caption)), line(string(i.Credit))
	if credit != "" {
		credit = "(" + credit + ")"
	}
	return strings.TrimSpace(words + " " + credit)
}

// others are the fields that were asked for and have no place of their own.
func (e *textEncoder) others(a *article.Article) string {
	var out []string
	for _, c := range columnsOf(e.opts.Fields) {
		value := lines(c.value(a))
		if value != "" && !slices.Contains(shown, c.field) {
			out = append(out, e.wrap(c.name+": "+value, "", "  "))
		}
	}
	return strings.Join(out, "\n")
}

// joinBlocks parts blocks by a blank line, the items of a list by a line end.
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

// wide counts the columns of a terminal. It is fixed here, for runewidth's own default follows the user's locale.
var wide = &runewidth.Condition{StrictEmojiNeutral: true}

// wrap breaks each line of the text between words. The first line begins with first, each other one with rest.
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

// cells are the rows of a table.
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

// align puts the cells of a column below each other.
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
			// Two blanks part columns: one also stands between words.
			out[i] += c + strings.Repeat(" ", widths[j]-wide.StringWidth(c)+2)
		}
		out[i] = strings.TrimRight(out[i], " ")
	}
	return strings.Join(out, "\n")
}
