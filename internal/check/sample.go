// Package check draws a random sample of a corpus for a person to check, and estimates from the checked sample how many
// articles of the corpus are right.
//
// In: articles, one at a time, and the CSV file of a checked sample. Out: the CSV file to check, and the accuracy of each
// field. The package never reads a corpus or a page, and has no randomness but that of the seed: the same corpus and seed
// yield the same sample, in whatever order the articles come.
package check

import (
	"cmp"
	"encoding/csv"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"herald/internal/article"
	"herald/internal/report"
)

// Sampler draws a stratified sample without replacement in one pass. It holds at most Size articles of each stratum.
type Sampler struct {
	Size int    // articles to draw
	Seed uint64 // of the random order
	By   []Key  // what the strata are made of; none is a simple random sample

	strata map[string]*stratum
}

// Key is a property of an article that strata are made of.
type Key string

// The keys of strata.
const (
	ByTemplate Key = "template"
	ByYear     Key = "year"
	BySection  Key = "section"
)

// Keys are all keys of strata.
var Keys = []Key{ByTemplate, ByYear, BySection}

// stratum holds the articles of one stratum that come first in the random order.
type stratum struct {
	articles int
	drawn    []drawn // in the random order
}

// drawn is an article of a sample.
type drawn struct {
	rank   uint64 // in the random order
	fields []string
}

// Fields are the fields to check, in the order of the columns.
var Fields = []string{"headline", "subheadline", "byline", "agency", "date", "section", "body"}

// mark is appended to the name of a field to name the column that a person fills.
const mark = "_right"

// Columns of the CSV file besides the fields and their marks.
const (
	pathColumn    = "path"
	memberColumn  = "member"
	idColumn      = "id"
	urlColumn     = "url"
	inspectColumn = "inspect"
	stratumColumn = "stratum"
	sizeColumn    = "stratum_articles"
)

// Add offers an article to the sample.
func (s *Sampler) Add(a *article.Article) {
	if s.strata == nil {
		s.strata = map[string]*stratum{}
	}
	name := s.stratumOf(a)
	in := s.strata[name]
	if in == nil {
		in = &stratum{}
		s.strata[strings.Clone(name)] = in
	}
	in.articles++
	rank := s.rank(a)
	if len(in.drawn) == s.Size && rank >= in.drawn[s.Size-1].rank {
		return
	}
	d := drawn{rank, row(a)}
	at, _ := slices.BinarySearchFunc(in.drawn, d, func(a, b drawn) int { return cmp.Compare(a.rank, b.rank) })
	in.drawn = slices.Insert(in.drawn, at, d)
	in.drawn = in.drawn[:min(len(in.drawn), s.Size)]
}

// stratumOf returns the name of the stratum of an article: "view 2020".
func (s *Sampler) stratumOf(a *article.Article) string {
	var parts []string
	for _, key := range s.By {
		value := ""
		switch key {
		case ByTemplate:
			value = a.Template
		case ByYear:
			value, _, _ = strings.Cut(string(a.Day), "-")
		case BySection:
			value = string(a.Section)
		}
		parts = append(parts, cmp.Or(value, "none"))
	}
	return strings.Join(parts, " ")
}

// rank returns the place of an article in the random order of the seed.
func (s *Sampler) rank(a *article.Article) uint64 {
	h := fnv.New64a()
	for _, text := range []string{strconv.FormatUint(s.Seed, 10), a.Source.Path, string(a.Source.Member), string(a.ID), a.Headline} {
		_, _ = io.WriteString(h, text+"\x00") // a hash never fails
	}
	return mixed(h.Sum64())
}

// mixed spreads a hash evenly over all numbers (the finalizer of MurmurHash3): the high bits of FNV depend too little on the
// last letters.
func mixed(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// row returns the columns of an article without its stratum and marks.
func row(a *article.Article) []string {
	fields := []string{
		a.Source.Path, string(a.Source.Member), string(a.ID), string(a.URL), report.InspectCommand(a.Source.Path, string(a.Source.Member)),
		a.Headline, string(a.Subheadline), string(a.Byline), string(a.Agency), string(a.Date), string(a.Section), ends(a.Body),
	}
	for i, text := range fields {
		fields[i] = strings.Clone(text) // a substring would keep its whole article in memory
	}
	return fields
}

// ends returns the beginning and the end of a body, where faults are: the whole text is in the page of herald inspect.
func ends(body string) string {
	const shown = 300 // bytes of each end: two sentences
	if len(body) <= 2*shown {
		return body
	}
	return strings.ToValidUTF8(body[:shown], "") + " […] " + strings.ToValidUTF8(body[len(body)-shown:], "")
}

// allocate returns the number of articles to draw from each stratum: one at least, so that no stratum is unseen, and the rest
// in proportion to the sizes.
func (s *Sampler) allocate(names []string) map[string]int {
	left, articles := s.Size, 0
	take := map[string]int{}
	for _, name := range names {
		articles += s.strata[name].articles
	}
	for _, name := range s.largest(names) {
		if left == 0 {
			return take
		}
		take[name] = 1
		left--
	}
	spare := left
	for _, name := range names { // rounded down: the remainder goes to the largest strata
		size := s.strata[name].articles
		more := min(spare*size/articles, size-take[name])
		take[name] += more
		left -= more
	}
	for more := true; left > 0 && more; {
		more = false
		for _, name := range s.largest(names) {
			if left > 0 && take[name] < s.strata[name].articles {
				take[name]++
				left--
				more = true
			}
		}
	}
	return take
}

// largest returns the names of strata, that of most articles first.
func (s *Sampler) largest(names []string) []string {
	return slices.SortedFunc(slices.Values(names), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.strata[b].articles, s.strata[a].articles), cmp.Compare(a, b))
	})
}

// Unseen returns the number of strata that the sample is too small to have an article of, and their articles.
func (s *Sampler) Unseen() (strata, articles int) {
	names := slices.Sorted(maps.Keys(s.strata))
	take := s.allocate(names)
	for _, name := range names {
		if take[name] == 0 {
			strata++
			articles += s.strata[name].articles
		}
	}
	return strata, articles
}

// Write writes the sample as CSV, in the order of its strata. safe changes the cells that a spreadsheet would run as formulas.
// An error is one of to.
func (s *Sampler) Write(to io.Writer, safe func(cell string) string) error {
	names := slices.Sorted(maps.Keys(s.strata))
	take := s.allocate(names)
	header := []string{stratumColumn, sizeColumn, pathColumn, memberColumn, idColumn, urlColumn, inspectColumn}
	const before = 5 // columns of row that are not to be checked
	for _, field := range Fields {
		header = append(header, field, field+mark)
	}
	out := csv.NewWriter(to)
	_ = out.Write(header) // Error reports it
	for _, name := range names {
		in := s.strata[name]
		for _, d := range in.drawn[:take[name]] {
			cells := append([]string{name, strconv.Itoa(in.articles)}, d.fields[:before]...)
			for _, text := range d.fields[before:] {
				cells = append(cells, text, "")
			}
			for i, cell := range cells {
				cells[i] = safe(cell)
			}
			_ = out.Write(cells) // Error reports it
		}
	}
	out.Flush()
	return out.Error()
}
