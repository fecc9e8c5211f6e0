package report

import (
	"math"
	"strconv"
	"strings"
)

// Charts are SVG with horizontal lengths in percent and vertical ones in pixels: they fit narrow and wide screens, and their
// letters stay as large as those of the page.

// bar is a row of a bar chart: a label and a value, with the bar below.
type bar struct {
	Label, Value string
	Width        string // percent
}

// columns is a chart of stacked columns.
type columns struct {
	About   string // text alternative
	Height  int    // of the plot
	Columns []column
	Labels  []label
	Lines   []tick // across
	Axis    []tick // below
	Unit    string // of the numbers beside the lines
}

// column is a stack of parts.
type column struct {
	Title    string // tooltip with all its numbers
	X, Width string
	Parts    []part
	None     bool // draw the mark of a missing value
}

// part is one color of a column.
type part struct {
	Class string
	Y, H  string
}

// label is the name of a part, drawn inside of it.
type label struct{ X, Y, Text string }

// tick is a label on an axis.
type tick struct {
	At    string
	Label string
	Roomy bool // hidden on narrow screens
}

// cells is a grid of cells whose shade shows their value.
type cells struct {
	Class   string
	About   string
	Height  int
	Columns []tick
	Rows    []row
}

// row is a row of cells.
type row struct {
	Label   string
	Y, Text int // the top of the row and the baseline of its letters
	Cells   []cell
}

// cell is a cell of a row, with its tooltip.
type cell struct {
	Title, Text string
	Class       string
	X, Mid      string
	Width       string
}

const rowHeight = 26 // pixels: one line of letters and a gap to the next

// addRow appends a row of cells.
func (c *cells) addRow(label string, of []cell) {
	y := len(c.Rows) * rowHeight
	c.Rows = append(c.Rows, row{Label: label, Y: y, Text: y + 17, Cells: of})
	c.Height = y + rowHeight
}

// cellAt returns an empty cell that begins at a column, spans width columns, in a row of so many columns.
func cellAt(at, width, columns int) cell {
	return cell{X: percent(at, columns), Mid: percent(2*at+width, 2*columns), Width: percent(width, columns)}
}

// stacked returns the column at a place among so many. parts are its numbers from the bottom; top is the number at the full
// height of the plot, in pixels.
func stacked(at, of, height, top int, parts []int) column {
	// Columns and parts overlap a little, so that no gap shows where rounded edges meet.
	const seam = 0.05 // percent or pixels: more than rounding removes, less than is visible
	c := column{X: percent(at, of), Width: decimal(100/float64(of)+seam, 3) + "%"}
	sum := 0
	for i, n := range parts {
		sum += n
		if n > 0 {
			c.Parts = append(c.Parts, part{
				Class: "s" + strconv.Itoa(i),
				Y:     pixels(float64(height) * (1 - float64(sum)/float64(top))),
				H:     pixels(float64(height)*float64(n)/float64(top) + seam),
			})
		}
	}
	return c
}

// partLabels places the names of parts, each where its part is highest over the width of the name. It omits a name that fits
// nowhere.
func partLabels(names []string, stacks [][]int, height, top int) []label {
	const letter, line, plot = 8, 18, 900 // pixels: the widest letter, a line with some room, the narrowest plot
	const sides = 2                       // letters of room
	var all []label
	for i, text := range names {
		wide := ((len(text)+sides)*letter*len(stacks) + plot - 1) / plot
		best, at, middle := 0.0, 0, 0.0
		for from := 0; from+wide <= len(stacks); from++ {
			low, high := band(stacks[from:from+wide], i, top)
			if high-low > best {
				best, at, middle = high-low, from, (high+low)/2
			}
		}
		if best*float64(height) >= line {
			const below = 4 // pixels from the middle of a letter to its foot
			all = append(all, label{percent(2*at+wide, 2*len(stacks)), pixels(float64(height)*(1-middle) + below), text})
		}
	}
	return all
}

// band returns the range that a part covers in all stacks, as fractions of the top number.
func band(stacks [][]int, part, top int) (low, high float64) {
	high = 1
	for _, stack := range stacks {
		foot := 0
		for _, n := range stack[:part] {
			foot += n
		}
		low = max(low, float64(foot)/float64(top))
		high = min(high, float64(foot+stack[part])/float64(top))
	}
	return low, high
}

// scale returns the number at the top of a chart whose largest value is most, and grid lines at round numbers.
func scale(most, height int) (top int, lines []tick) {
	step := 1
	for i := 0; most > 6*step; i++ {
		step = step * []int{2, 5, 2}[i%3] / []int{1, 2, 1}[i%3] // 1, 2, 5, 10, 20, …
	}
	top = max(step, (most+step-1)/step*step)
	for n := 0; n <= top; n += step {
		lines = append(lines, tick{At: pixels(float64(height) * (1 - float64(n)/float64(top))), Label: thousands(n)})
	}
	return top, lines
}

// spread returns as many labels of n places as fit a wide page, and marks those that do not fit a narrow one. A label takes
// width pixels.
func spread(n, width int, label func(int) string) []tick {
	const narrow, wide = 300, 1000 // pixels: a phone and a desktop, without the labels of the rows
	each := max(1, (n*width+wide-1)/wide)
	few := each * max(1, (n*width+narrow*each-1)/(narrow*each))
	var ticks []tick
	for i := 0; i < n; i += each {
		ticks = append(ticks, tick{At: percent(2*i+1, 2*n), Label: label(i), Roomy: i%few != 0})
	}
	return ticks
}

// percent formats a fraction as an SVG length. It is 0% if of is 0.
func percent(part, of int) string {
	if of == 0 {
		return "0%"
	}
	return decimal(100*float64(part)/float64(of), 3) + "%"
}

// pixels formats an SVG length.
func pixels(n float64) string { return decimal(n, 2) }

// decimal formats a number with at most so many decimal places and without trailing zeros.
func decimal(n float64, places int) string {
	power := math.Pow10(places)
	return strconv.FormatFloat(math.Round(n*power)/power, 'f', -1, 64)
}

// thousands formats a number with separators: 1,204,000.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// short formats a number in at most four characters: 980, 1.2k, 34k, 1.2M.
func short(n int) string {
	for _, unit := range []struct {
		name string
		size int
	}{{"M", 1_000_000}, {"k", 1_000}} {
		switch {
		case n >= 10*unit.size:
			return strconv.Itoa(n/unit.size) + unit.name
		case n >= unit.size:
			return decimal(float64(n/(unit.size/10))/10, 1) + unit.name
		}
	}
	return strconv.Itoa(n)
}

// share formats a fraction in percent, which is 0 % or 100 % only if it is so exactly: "0.04 %", "99.9 %".
func share(part, of int) string {
	n := 100 * float64(part) / float64(max(of, 1))
	switch {
	case part == 0:
		return "0 %"
	case part == of:
		return "100 %"
	case n < 0.01:
		return "< 0.01 %"
	case n < 1:
		return decimal(n, 2) + " %"
	}
	return decimal(math.Min(n, 99.9), 1) + " %"
}
