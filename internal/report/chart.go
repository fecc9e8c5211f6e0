package report

import (
	"math"
	"strconv"
	"strings"
)

// A picture is SVG in which all that lies beside one another is in percent of the width and all that stands above one another
// in pixels: it fits a telephone and a desk, and its letters stay as large as the rest of the page's.

// bar is a row of a bar chart: label and value, and the bar below them.
type bar struct {
	Label, Value string
	Width        string // percent
}

// columns is a chart of stacked columns.
type columns struct {
	About   string // for who can't see it
	Height  int    // of the plot
	Columns []column
	Names   []name
	Lines   []tick // across
	Axis    []tick // below
	Unit    string // of the numbers beside the lines
}

type column struct {
	Title    string // all its numbers
	X, Width string
	Parts    []part
	None     bool // a mark that there is nothing where something should be
}

type part struct {
	Class string
	Y, H  string
}

// name is what a part is called, written into it.
type name struct{ X, Y, Text string }

// tick is a label beside a line across, or below a column.
type tick struct {
	At    string
	Label string
	Roomy bool // only where there is room for all
}

// cells is a chart of cells, darker where there is more.
type cells struct {
	Class   string
	About   string
	Height  int
	Columns []tick
	Rows    []row
}

type row struct {
	Label   string
	Y, Text int // of the row, and of the line on which its letters stand
	Cells   []cell
}

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

// cellAt is the one in a place of a row of so many, as wide as some of them.
func cellAt(at, wide, of int) cell {
	return cell{X: percent(at, of), Mid: percent(2*at+wide, 2*of), Width: percent(wide, of)}
}

// stacked is a column in a place of so many; parts are its numbers from the bottom, in a plot of so many pixels for the top number.
func stacked(at, of, height, top int, parts []int) column {
	// A column and a part reach a little into the next, so that no line of the paper shows where their rounded edges meet.
	const seam = 0.05 // percent or pixels: more than is rounded away, less than is seen
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

// named are the names of parts, each where its part is highest over as many columns as the name is wide; one that fits nowhere
// is left out.
func named(names []string, stacks [][]int, height, top int) []name {
	const letter, line, plot = 8, 18, 900 // pixels: of a letter at most, of a line with some room, of a plot at least
	const sides = 2                       // letters of room
	var all []name
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
			all = append(all, name{percent(2*at+wide, 2*len(stacks)), pixels(float64(height)*(1-middle) + below), text})
		}
	}
	return all
}

// band is what a part has in all of some stacks, from low to high, as shares of the top number.
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

// scale is the number at the top of a chart whose largest is most, and the lines across below it: four to eight, at round numbers.
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

// spread are the labels of n places, of which only some fit: a label is so many pixels wide, the narrow page 300, the wide 1000.
func spread(n, width int, label func(int) string) []tick {
	const narrow, wide = 300, 1000
	each := max(1, (n*width+wide-1)/wide)
	few := each * max(1, (n*width+narrow*each-1)/(narrow*each))
	var ticks []tick
	for i := 0; i < n; i += each {
		ticks = append(ticks, tick{At: percent(2*i+1, 2*n), Label: label(i), Roomy: i%few != 0})
	}
	return ticks
}

// percent is an SVG length. Of nothing it is nothing.
func percent(part, of int) string {
	if of == 0 {
		return "0%"
	}
	return decimal(100*float64(part)/float64(of), 3) + "%"
}

func pixels(n float64) string { return decimal(n, 2) }

// decimal is a number without needless zeros.
func decimal(n float64, places int) string {
	power := math.Pow10(places)
	return strconv.FormatFloat(math.Round(n*power)/power, 'f', -1, 64)
}

// thousands is a number as people read it: 1,204,000.
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

// short is a number in four letters: 980, 1.2k, 34k, 1.2M.
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

// share is a part in percent, never 0 or 100 where it is not all: "0.04 %", "99.9 %".
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
