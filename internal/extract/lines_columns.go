package extract

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"herald/internal/normalize"
)

// Programs show what HTML has elements for by columns: the frame around a photo, the cells of a table, the numbers of a list.
// Before the lines of a text are made, these are replaced by the marks that textLine knows.

// fewestRows is how many rows a table has at least: the dates of a head are two cells in one row.
const fewestRows = 3

// cellBar is drawn around the cells of a table.
const cellBar = "│"

var (
	frameLine = lazyRegexp(`^\+:?[-=]{3,}:?\+$`)
	frameRow  = lazyRegexp(`^\|-+(?:\+-+)+\|$`)
	ordinal   = lazyRegexp(`^( *)(\d{1,2})\.( +)\S`)
)

// unframed returns a text without the frames that pandoc and links draw around an element that is no table: around a photo
// and its caption.
func unframed(text string) string {
	const deepest = 4 // tables in tables lay out the oldest pages
	for range deepest {
		if !strings.Contains(text, "+\n") {
			break
		}
		text = withoutFrames(text)
	}
	return text
}

// withoutFrames removes the outermost frames of one cell.
func withoutFrames(text string) string {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		end := frameEnd(lines, i)
		for ; i < end; i++ {
			row := strings.TrimSpace(lines[i])
			if frameLine().MatchString(row) {
				lines[i] = ""
				continue
			}
			lines[i] = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(row, "|"), "|"))
			if wrapped(lines[i-1], lines[i], len([]rune(row))-len("|  |")) {
				lines[i], lines[i-1] = lines[i-1]+" "+lines[i], ""
			}
		}
	}
	return strings.Join(lines, "\n")
}

// wrapped reports whether a row of a frame as wide as this continues in the next.
func wrapped(row, next string, width int) bool {
	return row != "" && next != "" && !strings.ContainsAny(row[:1]+next[:1], "+|") && !strings.HasSuffix(row, `\`) && (len([]rune(row)) > width || full(row, next, width))
}

// frameEnd returns the line after the frame that begins at line i; i if none does.
func frameEnd(lines []string, i int) int {
	top := strings.TrimSpace(lines[i])
	if !frameLine().MatchString(top) {
		return i
	}
	end := i
	for j := i + 1; j < len(lines); j++ {
		row := strings.TrimSpace(lines[j])
		switch {
		case frameLine().MatchString(row) && len(row) == len(top):
			end = j + 1
		case !strings.HasPrefix(row, "|") || !strings.HasSuffix(row, "|") || frameRow().MatchString(row):
			return end
		}
	}
	return end
}

// wrappedAlt matches the words of a picture, which pandoc puts into brackets and wraps.
var wrappedAlt = lazyRegexp(`(?m)^ *\[[^\[\]]*\n[^\[\]]*\](?: *$|[^\s(\[:])`)

// unwrapAlts puts the words of each picture on one line, to which its caption may be glued.
func unwrapAlts(text string) string {
	return wrappedAlt().ReplaceAllStringFunc(text, func(alt string) string {
		if strings.Contains(alt, "\n\n") || len(alt) > longestCaption {
			return alt
		}
		alt, caption, _ := strings.Cut(strings.Join(strings.Fields(alt), " "), "]")
		if caption == "" {
			caption = "\n"
		}
		return alt + "]" + caption
	})
}

// drawColumns draws bars around the cells of the tables in a text, and bullets before the items of numbered lists.
func drawColumns(raw []string) []string {
	var drawn []string
	for i := 0; i < len(raw); {
		rows, end := tableRows(raw, i)
		if len(rows) < fewestRows {
			drawn = append(drawn, raw[i])
			i++
			continue
		}
		if last := lastWithoutFigure(rows[1:]); last >= 0 { // it may be the head of a table
			head := rows[1+last].at
			drawn = append(drawn, raw[i:head]...)
			i = head
			continue
		}
		drawn = append(drawn, "")
		for _, r := range rows {
			drawn = append(drawn, cellBar+strings.Join(r.cells, cellBar)+cellBar)
		}
		i = end
	}
	drawBullets(drawn)
	return drawn
}

// alignedRow is a row of a table, and the line where it is.
type alignedRow struct {
	at    int
	cells []string
}

// tableRows returns the rows from line i on: a browser separates the cells by tabs, other programs align them.
func tableRows(raw []string, i int) (rows []alignedRow, end int) {
	first := strings.TrimSpace(raw[i])
	if cells := strings.Split(first, "\t"); len(cells) > 1 {
		for end = i; end < len(raw) && isRow(raw[end]); end++ {
			row := strings.Split(strings.TrimSpace(raw[end]), "\t")
			if len(row) != len(cells) {
				break
			}
			rows = append(rows, alignedRow{end, row})
		}
		return rows, end
	}
	if !strings.Contains(first, "  ") {
		return nil, i
	}
	// Bytes. Programs break lines at 80 columns or so; a table that does not fit may be some times as wide.
	const widest = 1000
	var c columns
	for end = i; end < len(raw) && len(raw[end]) <= widest && isRow(raw[end]) && c.add([]rune(raw[end])); end++ {
		rows = append(rows, alignedRow{at: end})
	}
	for r := range rows { // each row may have narrowed the columns
		rows[r].cells = c.cells([]rune(raw[rows[r].at]))
	}
	return rows, end
}

// isRow reports whether a line may be the row of a table.
func isRow(raw string) bool {
	raw = strings.TrimSpace(raw)
	return raw != "" && !endsWithStop(raw) && !hasBullet(raw) && !isListItem(raw)
}

// columns are the places of characters in the rows of a table.
type columns struct {
	blank []bool // in every row
	wide  []bool // between two cells of some row, with more than a space between
	count int    // of the spaces between them in the first row; 0 before it
}

// add adds a row, if it has at least the columns of the first, which must have two. The rows between may seem to have more: a
// space between two words may be where the narrow names of the columns leave room.
func (c *columns) add(row []rune) bool {
	next := columns{blank: slices.Clone(c.blank), wide: slices.Clone(c.wide)}
	start := slices.IndexFunc(row, func(r rune) bool { return !unicode.IsSpace(r) })
	for at := range row {
		if at >= len(next.blank) {
			next.blank, next.wide = append(next.blank, true), append(next.wide, false)
		}
		next.blank[at] = next.blank[at] && row[at] == ' '
		if start < at && at+1 < len(row) && row[at] == ' ' && (row[at-1] == ' ' || row[at+1] == ' ') {
			next.wide[at] = true
		}
	}
	gaps := len(next.gaps())
	if gaps < max(1, c.count) {
		return false
	}
	if next.count = c.count; next.count == 0 {
		next.count = gaps
	}
	*c = next
	return true
}

// gaps returns where the columns are separated.
func (c *columns) gaps() (gaps []span) {
	for at := slices.Index(c.blank, false); 0 <= at && at < len(c.blank); at++ {
		start, wide := at, false
		for ; at < len(c.blank) && c.blank[at]; at++ {
			wide = wide || c.wide[at]
		}
		if wide && at < len(c.blank) {
			gaps = append(gaps, span{start, at})
		}
	}
	return gaps
}

// cells returns the cells of a row.
func (c *columns) cells(row []rune) (cells []string) {
	start := 0
	for _, gap := range append(c.gaps(), span{len(row), len(row)}) {
		cells = append(cells, normalize.Text(string(row[min(start, len(row)):min(gap.start, len(row))])))
		start = gap.end
	}
	return cells
}

// lastWithoutFigure returns the index of the last row without a figure, or -1. The rows of a navigation have no figures.
func lastWithoutFigure(rows []alignedRow) int {
	for i, r := range slices.Backward(rows) {
		if !strings.ContainsAny(strings.Join(r.cells[1:], ""), "0123456789") {
			return i
		}
	}
	return -1
}

// drawBullets replaces the numbers of lists by bullets. The list element of a page is indented, or pandoc puts more than one
// blank after its numbers; what the page itself numbers is not.
func drawBullets(raw []string) {
	margin := 0 // of the text above
	for i := 0; i < len(raw); i++ {
		m := ordinal().FindStringSubmatch(raw[i])
		if m == nil {
			if strings.TrimSpace(raw[i]) != "" {
				margin = indent(raw[i])
			}
			continue
		}
		if m[2] != "1" || len(m[1]) <= margin && len(m[3]) == 1 {
			continue
		}
		for n := 1; i < len(raw); n++ {
			next := nextItem(raw, i+1, n+1)
			if n == 1 && next < 0 {
				break
			}
			raw[i] = strings.Replace(raw[i], strconv.Itoa(n)+".", "•", 1)
			if next < 0 {
				break
			}
			i = next
		}
	}
}

// nextItem returns the index of the line where the next item of a list begins, or -1. Above it are only blank lines and the rest
// of the item before.
func nextItem(raw []string, from, number int) int {
	for i := from; i < len(raw); i++ {
		if m := ordinal().FindStringSubmatch(raw[i]); m != nil {
			if m[2] == strconv.Itoa(number) {
				return i
			}
			return -1
		}
		if strings.TrimSpace(raw[i]) != "" && indent(raw[i]) <= indent(raw[from-1]) {
			return -1
		}
	}
	return -1
}
