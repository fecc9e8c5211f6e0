package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// sectionOf returns a section of the page of a corpus; its ID is "" if the page lacks it.
func sectionOf(c *Corpus, id string) section {
	sections := c.page(func(path string) string { return path }).Sections
	if i := slices.IndexFunc(sections, func(s section) bool { return s.ID == id }); i >= 0 {
		return sections[i]
	}
	return section{}
}

func TestFieldsAndSectionsByYear(t *testing.T) {
	c := NewCorpus(time.Time{})
	read(t, c, articleLine(`"day":"2020-08-26","date":"2020-08-26","section":"World","authors":[{"name":"A"}],"notes":["a"]`)+
		articleLine(`"day":"2020-08-27","section":"World"`)+articleLine(`"day":"2021-08-27","section":"Sports","images":[{}],"language":"en"`)+
		articleLine(`"section":"World"`), "-")
	rows := map[string][]string{}
	for _, row := range c.filledPicture().Table.Rows {
		rows[row[0]] = row[1:]
	}
	for field, want := range map[string][]string{
		"date":     {"1 of 2", "0 of 1", "0 of 1", "1 of 4"},
		"authors":  {"1 of 2", "0 of 1", "0 of 1", "1 of 4"},
		"notes":    {"1 of 2", "0 of 1", "0 of 1", "1 of 4"},
		"images":   {"0 of 2", "1 of 1", "0 of 1", "1 of 4"},
		"language": {"0 of 2", "1 of 1", "0 of 1", "1 of 4"},
		"section":  {"2 of 2", "1 of 1", "1 of 1", "4 of 4"},
		"updated":  {"0 of 2", "0 of 1", "0 of 1", "0 of 4"},
	} {
		if diff := cmp.Diff(want, rows[field]); diff != "" {
			t.Errorf("%s: %s", field, diff)
		}
	}
	table := sectionOf(c, "sections").Pictures[0].Table
	want := [][]string{{"World", "2", "0", "1", "3"}, {"Sports", "0", "1", "0", "1"}}
	if diff := cmp.Diff(want, table.Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"section", "2020", "2021", "no date", "all"}, table.Head); diff != "" {
		t.Error(diff)
	}
}

// TestLaterMonths: articles of a month in the future are counted, but not drawn by month.
func TestLaterMonths(t *testing.T) {
	lines := articleLine(`"day":"2020-08-26"`) + articleLine(`"day":"2020-09-01"`) + articleLine(`"day":"2099-01-01"`) + articleLine(`"section":"World"`)
	for today, want := range map[string]struct {
		later int
		last  string
	}{
		"": {0, "2099-01"}, "2099-01-01": {0, "2099-01"}, "2098-12-31": {1, "2020-09"}, "2020-09-01": {1, "2020-09"}, "2020-08-31": {2, "2020-08"},
	} {
		day, _ := time.Parse(time.DateOnly, today) // zero for ""
		c := NewCorpus(day)
		read(t, c, lines, "-")
		if _, last := c.span(); c.later() != want.later || last.String() != want.last || c.Articles != 4 {
			t.Errorf("on %q %d articles of %d are later and the months end in %s, want %v", today, c.later(), c.Articles, last, want)
		}
	}
}

// TestLengthSection: the shortest and the longest articles, and bins that fit the data.
func TestLengthSection(t *testing.T) {
	c := NewCorpus(time.Time{})
	var lines strings.Builder
	for i := range 200 {
		lines.WriteString(articleLine(`"word_count":` + thousands((i*37)%200) + `,"source":{"path":"` + thousands((i*37)%200) + `"}`))
	}
	read(t, c, lines.String(), "-")
	s := sectionOf(c, "length")
	for i, want := range []string{"0 1 2 3 4", "199 198 197 196 195"} {
		var names []string
		for _, item := range s.Groups[i].Items {
			names = append(names, item.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %s, want %s", s.Groups[i].Title, got, want)
		}
	}
	for last, want := range map[int]int{0: 5, 199: 5, 200: 10, 399: 10, 400: 25, 1999: 50, 2000: 100, 5000: 100} {
		c := NewCorpus(time.Time{})
		c.Articles, c.Words = 1, map[int]int{last: 1}
		if step, most := c.histogramScale(); step != want || most != 40*want {
			t.Errorf("articles of up to %d words: bins of %d up to %d, want %d", last, step, most, want)
		}
	}
}

// TestManySections: the 20 most frequent sections have a row, with a name that fits beside the chart.
func TestManySections(t *testing.T) {
	for n, want := range map[int]string{20: "Articles of the 20 most frequent of 20 sections.", 21: "Articles of the 20 most frequent of 21 sections."} {
		c := NewCorpus(time.Time{})
		for i := range n {
			read(t, c, articleLine(fmt.Sprintf(`"section":"Section 1234%s"`, strings.Repeat("x", i))), "-")
		}
		s := sectionOf(c, "sections")
		rows := s.Pictures[0].Cells.Rows
		if s.Says[0] != want || len(rows) != 20 {
			t.Errorf("%d sections: %q, %d rows", n, s.Says[0], len(rows))
		}
		if rows[0].Label != "Section 1234" || rows[1].Label != "Section 1234x" || rows[2].Label != "Section 1234…" {
			t.Errorf("labels %q, %q, %q", rows[0].Label, rows[1].Label, rows[2].Label)
		}
	}
}
