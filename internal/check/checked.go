package check

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"herald/internal/article"
	"herald/internal/report"
)

// InvalidError reports a checked sample that cannot be read.
type InvalidError struct {
	Line int // from 1; 0 for the whole file
	Err  error
}

// Error states the line and the cause.
func (e *InvalidError) Error() string {
	if e.Line == 0 {
		return e.Err.Error()
	}
	return fmt.Sprintf("line %d: %v", e.Line, e.Err)
}

// Unwrap returns the cause.
func (e *InvalidError) Unwrap() error { return e.Err }

// Reasons why a file is no checked sample.
var (
	errColumns = errors.New("not a sample: the columns " + stratumColumn + ", " + sizeColumn + " and " + pathColumn + " are missing; herald sample writes them")
	errNothing = errors.New("nothing is checked: write y or n into the columns that end in " + mark)
)

// Checked is a sample that a person has checked.
type Checked struct {
	Accuracy []report.Accuracy // of each field that was checked, in the order of Fields
	Articles int

	unmet map[string]int // the articles by place that [Checked.Meet] has not met
}

// Meet takes an article of the corpus that the sample is said to be of. safe is what [Sampler.Write] had.
func (c *Checked) Meet(a *article.Article, safe func(cell string) string) {
	if len(c.unmet) > 0 {
		delete(c.unmet, placeOf(safe(a.Source.Path), safe(string(a.Source.Member))))
	}
}

// Unmet returns the number of articles that Meet has not met: the sample is of another corpus if there are any.
func (c *Checked) Unmet() int {
	all := 0
	for _, n := range c.unmet {
		all += n
	}
	return all
}

// placeOf returns one text for the cells of a path and a member.
func placeOf(path, member string) string {
	return strings.TrimSpace(path) + "\x00" + strings.TrimSpace(member)
}

// marked counts the articles of one stratum that a person has checked.
type marked struct {
	articles       int   // of the stratum in the corpus
	checked, right []int // by the places of Fields
}

// Read reads a checked sample. The marks are y or n (also yes, no, 1, 0, true, false); an empty one is an article that was not
// checked. The separator may be a comma, a semicolon or a tab, as spreadsheets write them. An error is an [*InvalidError], or one
// of from.
func Read(from io.Reader) (*Checked, error) {
	in := bufio.NewReader(from)
	table := csv.NewReader(in)
	table.Comma = separator(in)
	table.FieldsPerRecord = -1 // spreadsheets drop empty cells at the end
	table.LazyQuotes = true
	header, err := table.Read()
	if errors.Is(err, io.EOF) {
		return nil, &InvalidError{Err: errColumns}
	}
	if err != nil {
		return nil, tableError(err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	strata := map[string]*marked{}
	columns := columnsOf(header)
	if columns.stratum < 0 || columns.size < 0 || columns.path < 0 {
		return nil, &InvalidError{Err: errColumns}
	}
	c := &Checked{unmet: map[string]int{}}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = columns.add(strata, row)
			c.Articles++
			c.unmet[placeOf(cellAt(row, columns.path), cellAt(row, columns.member))]++
		} else {
			err = tableError(err)
		}
		if err != nil {
			line, _ := table.FieldPos(0)
			return nil, placed(line, err)
		}
	}
	c.Accuracy, err = estimate(strata)
	return c, err
}

// placed adds a line to an error that has none.
func placed(line int, err error) error {
	if _, ok := errors.AsType[*InvalidError](err); ok {
		return err
	}
	return &InvalidError{line, err}
}

// tableError returns the [*InvalidError] of an error of encoding/csv, and any other error as it is.
func tableError(err error) error {
	if broken, ok := errors.AsType[*csv.ParseError](err); ok {
		return &InvalidError{broken.Line, broken.Err}
	}
	return err
}

// separator returns the character that separates the columns of the first line.
func separator(in *bufio.Reader) rune {
	const enough = 256          // bytes: the first columns
	start, _ := in.Peek(enough) // an error recurs on reading
	for _, other := range ";\t" {
		if strings.Contains(string(start), stratumColumn+string(other)) || strings.Contains(string(start), stratumColumn+`"`+string(other)) {
			return other
		}
	}
	return ','
}

// columns are the places of the columns that are read, -1 for one that is missing.
type columns struct {
	stratum, size, path, member int
	marks                       []int // by the places of Fields
}

func columnsOf(header []string) columns {
	at := func(column string) int { return slices.Index(header, column) }
	c := columns{stratum: at(stratumColumn), size: at(sizeColumn), path: at(pathColumn), member: at(memberColumn)}
	for _, field := range Fields {
		c.marks = append(c.marks, at(field+mark))
	}
	return c
}

// cellAt returns a cell of a row, "" for a column that is missing.
func cellAt(row []string, at int) string {
	if at < 0 || at >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[at])
}

// add counts the marks of a row.
func (c columns) add(strata map[string]*marked, row []string) error {
	size, err := strconv.Atoi(cellAt(row, c.size))
	if err != nil || size < 1 {
		return fmt.Errorf("%s is %q: want the number that herald sample wrote", sizeColumn, cellAt(row, c.size))
	}
	name := cellAt(row, c.stratum)
	m := strata[name]
	if m == nil {
		m = &marked{size, make([]int, len(Fields)), make([]int, len(Fields))}
		strata[name] = m
	}
	for i, at := range c.marks {
		right, checked, err := readMark(cellAt(row, at))
		if err != nil {
			return fmt.Errorf("%s: %w", Fields[i]+mark, err)
		}
		if checked {
			m.checked[i]++
		}
		if right {
			m.right[i]++
		}
	}
	return nil
}

// readMark returns whether a field is right, and whether it was checked.
func readMark(text string) (right, checked bool, err error) {
	switch strings.ToLower(text) {
	case "":
		return false, false, nil
	case "y", "yes", "1", "true":
		return true, true, nil
	case "n", "no", "0", "false":
		return false, true, nil
	}
	return false, false, fmt.Errorf("%q is neither y nor n", text)
}

// estimate returns the accuracy of each field that was checked.
func estimate(strata map[string]*marked) ([]report.Accuracy, error) {
	var all []report.Accuracy
	names := slices.Sorted(maps.Keys(strata)) // in one order: a sum of floats depends on it
	for i, field := range Fields {
		a := report.Accuracy{Field: field}
		articles := 0
		for _, name := range names {
			if m := strata[name]; m.checked[i] > 0 {
				articles += m.articles
			}
		}
		squares := 0.0
		for _, name := range names {
			m := strata[name]
			if m.checked[i] == 0 {
				continue
			}
			weight, n := float64(m.articles)/float64(articles), float64(m.checked[i])
			a.Share += weight * float64(m.right[i]) / n
			squares += weight * weight / n
			a.Checked += m.checked[i]
			a.Right += m.right[i]
		}
		if a.Checked == 0 {
			continue
		}
		a.Share = min(a.Share, 1) // the weights may sum to a little more
		a.Low, a.High = wilson(a.Share, 1/squares)
		all = append(all, a)
	}
	if len(all) == 0 {
		return nil, &InvalidError{Err: errNothing}
	}
	return all, nil
}

// wilson returns the 95 % score interval of a proportion (E. B. Wilson, 1927). n is the number of observations; of a weighted
// sample, the effective one of Kish, which is smaller.
func wilson(share, n float64) (low, high float64) {
	const z = 1.959964 // the 97.5th percentile of the normal distribution
	middle := share + z*z/(2*n)
	reach := z * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	whole := 1 + z*z/n
	return max(0, (middle-reach)/whole), min(1, (middle+reach)/whole)
}
