package inspect

import (
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"herald/internal/normalize"
)

// WriteText writes a table: field, value, its source, its element; then, a line each, what the rest of the page states.
// With a width above 0 the columns are cut to that of a terminal; with width 0 they are whole, separated by tabs. It
// fails only if w does.
func WriteText(w io.Writer, p Page, width int) error {
	fields := fieldsOf(p)
	locate(p, fields).setPaths()
	t := table{width: width}
	t.row("FIELD", "VALUE", "FROM", "FOUND IN")
	if p.Err != nil {
		t.row("no article", p.Err.Error(), "", "")
	}
	for _, f := range fields {
		t.field(f, p.Article != nil)
	}
	for _, warning := range warnings(p) {
		t.row("warning", warning.Message, warning.Code, "")
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}

type table struct {
	width int
	out   strings.Builder
}

func (t *table) field(f *field, judged bool) {
	from := ""
	if taken := f.Taken(); taken != nil {
		from = taken.From
	}
	for _, v := range f.Values {
		t.row(v.Label(), v.Text, from, v.Path)
	}
	if len(f.Values) == 0 && judged {
		t.row(f.Name, "-", "", "")
	}
	for _, o := range f.Others() {
		name := "  " + o.Word
		if !judged {
			name = f.Name
		}
		t.row(name, o.Value, o.From, "")
	}
}

func (t *table) row(cells ...string) {
	for i, cell := range cells {
		cells[i] = strings.Repeat(" ", len(cell)-len(strings.TrimLeft(cell, " "))) + normalize.Text(cell)
	}
	if t.width == 0 {
		t.out.WriteString(strings.Join(cells, "\t") + "\n")
		return
	}
	var line strings.Builder
	columns := t.columns()
	if last := len(cells) - 1; runewidth.StringWidth(cells[last]) > columns[last] {
		// An element is known by the end of its path.
		cells[last] = runewidth.TruncateLeft(cells[last], runewidth.StringWidth(cells[last])-columns[last]+1, "…")
	}
	for i, width := range columns {
		line.WriteString(runewidth.FillRight(runewidth.Truncate(cells[i], width, "…"), width) + "  ")
	}
	t.out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// columns are as wide as their names need, half of the rest for the value.
func (t *table) columns() []int {
	const label, gaps = 13, 6             // "subheadline" and two for its number; two between columns
	rest := max(t.width-label-gaps, 4*10) // a terminal so narrow wraps
	return []int{label, rest / 2, rest / 4, rest / 4}
}
