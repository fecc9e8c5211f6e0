// Command table converts the output of the benchmarks of internal/bench to Markdown.
//
// In: lines of go test -bench on standard input, of one round or several. Out: for each benchmark a table of CPU as a ratio
// of html.Parse and one of allocations, a row for each kind of page. A ratio is taken within a round, where other
// load on the machine affects both sides; the median of the rounds is printed.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func main() {
	r, err := read(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
	fmt.Print(r.tables())
}

const (
	base = "html.Parse" // the step that the others are ratios of
	all  = "all"        // the row that is the sum of a benchmark's rows
)

// key identifies a line: BenchmarkPage/view/herald-2 is Page, view, herald.
type key struct{ benchmark, row, step string }

// round is one line: the cost of a step for all pages of a row in one round.
type round struct{ cpu, pages, allocs float64 }

// results holds all rounds of each line, and the names in the order of their first line.
type results struct {
	rounds                  map[key][]round
	benchmarks, rows, steps []string
}

var line = regexp.MustCompile(`^Benchmark(\w+)/([^/\s]+)/(\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)

func read(from io.Reader) (results, error) {
	r := results{rounds: map[key][]round{}}
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		m := line.FindStringSubmatch(lines.Text())
		if m == nil {
			continue // a description of the machine, PASS
		}
		k := key{m[1], m[2], m[3]}
		metrics, err := metricsOf(m[4])
		if err != nil {
			return r, fmt.Errorf("%s: %w", lines.Text(), err)
		}
		r.rounds[k] = append(r.rounds[k], round{metrics["cpu-ns/op"], metrics["pages/op"], metrics["allocs/op"]})
		r.benchmarks = appendNew(r.benchmarks, k.benchmark)
		r.rows = appendNew(r.rows, k.row)
		r.steps = appendNew(r.steps, k.step)
	}
	if len(r.rounds) == 0 {
		return r, errors.New("no benchmark was printed")
	}
	if err := lines.Err(); err != nil {
		return r, err
	}
	return r, r.addAll()
}

// metricsOf parses pairs of a figure and its unit.
func metricsOf(text string) (map[string]float64, error) {
	metrics := map[string]float64{}
	for pair := range slices.Chunk(strings.Fields(text), 2) {
		figure, err := strconv.ParseFloat(pair[0], 64)
		if err != nil {
			return nil, err
		}
		metrics[pair[len(pair)-1]] = figure
	}
	for _, unit := range []string{"cpu-ns/op", "pages/op", "allocs/op"} {
		if metrics[unit] <= 0 {
			return nil, fmt.Errorf("no %s", unit)
		}
	}
	return metrics, nil
}

func appendNew(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// addAll adds to each benchmark a row that is the sum of its rows. Each step must have been measured as often in each row.
func (r results) addAll() error {
	for _, benchmark := range r.benchmarks {
		rows := r.rowsOf(benchmark)
		for _, step := range r.steps {
			var sums []round
			for _, row := range rows {
				rounds := r.rounds[key{benchmark, row, step}]
				if sums == nil {
					sums = make([]round, len(rounds))
				}
				if len(rounds) == 0 || len(rounds) != len(sums) {
					return fmt.Errorf("%s/%s/%s was measured %d times, %s %d times", benchmark, row, step, len(rounds), rows[0], len(sums))
				}
				for i, of := range rounds {
					sums[i] = round{sums[i].cpu + of.cpu, sums[i].pages + of.pages, sums[i].allocs + of.allocs}
				}
			}
			r.rounds[key{benchmark, all, step}] = sums
		}
	}
	return nil
}

// rowsOf returns the rows of a benchmark, with the sum, if there is one, last.
func (r results) rowsOf(benchmark string) []string {
	return slices.DeleteFunc(append(slices.Clone(r.rows), all), func(row string) bool { return r.rounds[key{benchmark, row, base}] == nil })
}

// tables returns the tables of all benchmarks.
func (r results) tables() string {
	var b strings.Builder
	ratio := func(of, parse round) float64 { return of.cpu / parse.cpu }
	allocs := func(of, _ round) float64 { return of.allocs / of.pages }
	for _, benchmark := range r.benchmarks {
		r.table(&b, benchmark, "CPU as a ratio of html.Parse", "%.2f", ratio)
		r.table(&b, benchmark, "allocations a page", "%.0f", allocs)
	}
	return b.String()
}

// table writes a table with a row for each kind of page: the median of a figure for each step.
func (r results) table(b *strings.Builder, benchmark, title, format string, figure func(of, parse round) float64) {
	rows := r.rowsOf(benchmark)
	fmt.Fprintf(b, "%s: %s, median of %d rounds\n\n", benchmark, title, len(r.rounds[key{benchmark, all, base}]))
	fmt.Fprintf(b, "| | pages | %s |\n|---|---|%s\n", strings.Join(r.steps, " | "), strings.Repeat("---|", len(r.steps)))
	for _, row := range rows {
		parses := r.rounds[key{benchmark, row, base}]
		fmt.Fprintf(b, "| %s | %.0f |", row, parses[0].pages)
		for _, step := range r.steps {
			var figures []float64
			for i, of := range r.rounds[key{benchmark, row, step}] {
				figures = append(figures, figure(of, parses[i]))
			}
			fmt.Fprintf(b, " "+format+" |", median(figures))
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b)
}

// median returns the median, of an even number of figures the upper one.
func median(figures []float64) float64 {
	slices.Sort(figures)
	return figures[len(figures)/2]
}
