package extract

import (
	"strings"

	"herald/internal/article"
	"herald/internal/normalize"
)

// A table in a text rendering is rows of cells in columns: a browser separates the cells by tabs, other programs by blanks.

// fewestRows is how many rows a table has at least: the dates of a head are two cells in one row.
const fewestRows = 3

var wideGap = lazyRegexp(`\t+ *| {2,}`)

// cellsOf returns the cells of a row, nil if a line of the file is none.
func cellsOf(raw string) []string {
	raw = strings.TrimSpace(raw)
	if endsWithStop(raw) || !wideGap().MatchString(raw) {
		return nil
	}
	cells := wideGap().Split(raw, -1)
	for i := range cells {
		cells[i] = normalize.Text(cells[i])
	}
	return cells
}

// joinColumns makes tables of the lines that are rows with as many cells each, one below the other.
func joinColumns(lines []line, rows [][]string) []line {
	var out []line
	for i := 0; i < len(lines); {
		end := i + 1
		for end < len(lines) && len(rows[i]) > 1 && len(rows[end]) == len(rows[i]) {
			end++
		}
		if end-i < fewestRows || !haveFigures(rows[i+1:end]) {
			out = append(out, lines[i])
			i++
			continue
		}
		var texts []string
		for _, cells := range rows[i:end] {
			texts = append(texts, strings.Join(cells, "\t"))
		}
		out = append(out, line{text: strings.Join(texts, "\n"), kind: article.Table, gap: hard})
		i = end
	}
	return out
}

// haveFigures reports whether each row has a cell with a figure: the rows of a navigation have none.
func haveFigures(rows [][]string) bool {
	for _, cells := range rows {
		if !strings.ContainsAny(strings.Join(cells[1:], ""), "0123456789") {
			return false
		}
	}
	return true
}
