package report

import (
	"slices"
	"strings"
	"testing"

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
	c := NewCorpus()
	read(t, c, articleLine(`"day":"2020-08-26","date":"2020-08-26","section":"World","authors":[{"name":"A"}],"notes":["a"]`)+
		articleLine(`"day":"2020-08-27","section":"World"`)+articleLine(`"day":"2021-08-27","section":"Sports","images":[{}],"language":"en"`)+
		articleLine(`"section":"World"`), "-")
	rows := map[string][]string{}
	for _, row := range sectionOf(c, "fields").Pictures[0].Table.Rows {
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

// TestFuture: an article of a day after that of the report is pointed out and not drawn by month.
func TestFuture(t *testing.T) {
	lines := articleLine(`"day":"2020-08-26"`) + articleLine(`"day":"2020-08-27"`) + articleLine(`"day":"2099-01-01","source":{"path":"late.html"}`)
	for today, want := range map[string]string{"": "", "2099-01-01": "", "2098-12-31": "late.html", "2020-08-26": "kite.html late.html"} {
		c := NewCorpus()
		c.Today = today
		read(t, c, lines, "-")
		var names []string
		for _, g := range sectionOf(c, "future").Groups {
			for _, i := range g.Items {
				names = append(names, i.Name)
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("on %s: %q, want %q", today, got, want)
		}
		if _, last := c.span(); want != "" && last.Year() != 2020 {
			t.Errorf("on %s the months end in %s", today, last)
		}
	}
}

// TestLengths: the shortest and the longest articles, and bins that fit the data.
func TestLengths(t *testing.T) {
	c := NewCorpus()
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
		c := NewCorpus()
		c.Articles, c.Words = 1, map[int]int{last: 1}
		if step, most := c.lengthBins(); step != want || most != 40*want {
			t.Errorf("articles of up to %d words: bins of %d up to %d, want %d", last, step, most, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for word, want := range map[string]string{
		"a/b-1.html": "a/b-1.html", "view.php?ud=1": "'view.php?ud=1'", "it's": `'it'\''s'`, "-x": "'./-x'", "한글": "한글", "": "",
	} {
		if got := quoted(word); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}
