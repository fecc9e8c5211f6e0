package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// Each threshold of the audit is tested on both sides.

func TestDays(t *testing.T) {
	dated := func(day, captured, id string) func(int, *article.Article) {
		return func(i int, a *article.Article) {
			if i == 0 {
				a.Day, a.Source.Captured, a.ID = article.Optional(day), article.Optional(captured), article.Optional(id)
			}
		}
	}
	tests := map[string]struct {
		day, captured, id string
		want              []string
	}{
		"today":                           {"2026-01-02", "", "", nil},
		"tomorrow":                        {"2026-01-03", "", "", []string{"medium future-date 1", "Dates in the future: 1"}},
		"a day after the capture":         {"2020-01-03", "2020-01-02T00:00:00Z", "", nil},
		"two days after the capture":      {"2020-01-04", "2020-01-02T00:00:00Z", "", []string{"medium future-date 1", "Dates in the future: 1"}},
		"a week from the id":              {"2020-01-09", "", "20200102000123", nil},
		"a week before the id":            {"2020-01-02", "", "20200109000123", nil},
		"eight days from the id":          {"2020-01-10", "", "20200102000123", []string{"medium date-far-from-id 1", "Dates far from the day in the id: 1"}},
		"eight days before the id":        {"2020-01-02", "", "20200110000123", []string{"medium date-far-from-id 1", "Dates far from the day in the id: 1"}},
		"an id of 8 digits":               {"2020-01-10", "", "20200102", nil},
		"an id that begins with no day":   {"2020-01-10", "", "20209902000123", nil},
		"an id of letters and 13 digits":  {"2020-01-10", "", "2020010200012a", nil},
		"an article without a day":        {"", "2020-01-02T00:00:00Z", "20200102000123", nil},
		"a capture that cannot be parsed": {"2020-01-10", "yesterday", "", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, audited(200, dated(test.day, test.captured, test.id))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLabels(t *testing.T) {
	for byline, want := range map[string]bool{
		"":                         false,
		"Ock Hyun-ju":              false,
		"KH디지털2":                   false,
		"Korea Herald 2":           false,
		"Writer 123":               false,
		"Published 2020":           true,
		"Writer 1234":              true,
		"2020-01-02":               true,
		"Updated":                  true,
		"Follow us on Facebook":    true,
		"Photo: Won Na":            true,
		"a@example.com":            true,
		"The headline":             true,
		"National":                 true,
		strings.Repeat("Ock ", 16): false,
		strings.Repeat("Ock ", 17): true,
	} {
		a := &article.Article{Byline: article.Optional(byline), Headline: "The headline", Section: "National"}
		if got := isLabel(a); got != want {
			t.Errorf("%q: %v", byline, got)
		}
	}
}

func TestProse(t *testing.T) {
	for line, want := range map[string]bool{
		"Share this with your friends":                 false,
		"One two three four five six seven.":           false,
		"One two three four five six seven eight.":     true,
		"One two three four five six seven eight":      false,
		"“One two three four five six seven eight.”":   true,
		"One two three four five six seven eight?":     true,
		strings.TrimSpace(strings.Repeat("word ", 19)): false,
		strings.TrimSpace(strings.Repeat("word ", 20)): true,
	} {
		if got := isProse(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

func TestLineKeys(t *testing.T) {
	words := func(n int, end string) string { return strings.Repeat("word ", n-1) + end }
	for line, want := range map[string]string{
		"By Ock Hyun-ju (ock.hj@heraldcorp.com)":    "By X (@)",
		"By Won Na and Ock Ha (won@heraldcorp.com)": "By X (@)",
		"Photo by Won Na/The Korea Herald":          "Photo by X",
		"Won Na (won@heraldcorp.com)":               "X (@)",
		"1,234 views":                               "0 views",
		"Updated : 2020-01-02 10:11":                "Updated : 0 0",
		"Share this":                                "Share this",
		"World Cup":                                 "World Cup",
		"- 12 -":                                    "",
		"fare\t3":                                   "",
		words(12, "3"):                              words(12, "0"),
		words(13, "3"):                              words(13, "3"),
	} {
		if got := lineKey(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// TestLongBodies checks that the paragraphs beyond maxLines are not compared.
func TestLongBodies(t *testing.T) {
	for lines, want := range map[int]int{maxLines - 1: 1, maxLines: 0} {
		c := NewCorpus(time.Time{})
		for i := range minSharing {
			a := story(i)
			a.Body = strings.Repeat("1\n\n", lines) + "Share this"
			a.ID = article.Optional(fmt.Sprint(i))
			c.audit.lines.add(a, exampleOf(a))
		}
		if got := len(c.audit.lines.found(minSharing)); got != want {
			t.Errorf("after %d lines: %d", lines, got)
		}
	}
}

func TestLengths(t *testing.T) {
	sized := func(usual int, others ...int) func(int, *article.Article) {
		return func(i int, a *article.Article) {
			a.WordCount = usual + i%2*usual // half are twice as long: an octave
			if i < len(others) {
				a.WordCount = others[i]
			}
		}
	}
	short := []string{"medium short-body 1", "Bodies far shorter than usual: 1"}
	tests := map[string]struct {
		n    int
		edit func(int, *article.Article)
		want []string
	}{
		// 256 and 512 words are bins 32 and 36: 2.2 times their distance is 8 bins, two octaves.
		"as usual":                   {60, sized(256), nil},
		"a quarter of the usual":     {60, sized(256, 64), nil},
		"less than a quarter":        {60, sized(256, 60), short},
		"four times the usual":       {60, sized(256, 2048), nil},
		"more than four times":       {60, sized(256, 2600), []string{"medium long-body 1", "Bodies far longer than usual: 1"}},
		"too few articles to tell":   {29, sized(256, 1), nil},
		"just enough articles":       {30, sized(256, 1), short},
		"notices of one length":      {60, func(i int, a *article.Article) { a.WordCount = 100 - 40*one(i == 0) }, nil},
		"half as long as the others": {60, func(i int, a *article.Article) { a.WordCount = 100 - 60*one(i == 0) }, short},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, audited(test.n, test.edit)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDrops(t *testing.T) {
	// years returns stories of two years, of which so many of the second year lack a byline.
	years := func(each, without int) func(int, *article.Article) {
		return func(i int, a *article.Article) {
			a.Day, a.Byline = "2019-05-05", "Ock"
			if i >= each {
				a.Day = "2020-05-05"
			}
			if i >= each && i < each+without {
				a.Byline = ""
			}
		}
	}
	dropped := func(without int, share string) []string {
		return []string{fmt.Sprintf("high field-drop %d", without), fmt.Sprintf("byline · view · 2020: %s, the year before 100 %%: %d", share, without)}
	}
	tests := map[string]struct {
		n    int
		edit func(int, *article.Article)
		want []string
	}{
		"29 points":   {200, years(100, 29), nil},
		"30 points":   {200, years(100, 30), dropped(30, "70 %")},
		"years of 29": {58, years(29, 29), nil},
		"years of 30": {60, years(30, 30), dropped(30, "0 %")},
		"a rise is no fall": {200, func(i int, a *article.Article) {
			years(100, 0)(i, a)
			a.Byline = article.Optional("Ock"[:3*one(i >= 100)])
		}, nil},
		"of another template": {200, func(i int, a *article.Article) { years(100, 100)(i, a); a.Template = []string{"amp", "view"}[i/100] }, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, audited(test.n, test.edit)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestBloom checks that a bloom never misses a key, and takes as few new ones for old ones as its size promises.
func TestBloom(t *testing.T) {
	b := newBloom(headlineBits)
	random := rand.New(rand.NewPCG(1, 2))
	keys := make([]string, 1_000_000)
	for i := range keys {
		keys[i] = fmt.Sprintf("Headline %d of the harbor", random.Uint64())
		b.add(fastHash(keys[i]))
	}
	wrong := 0
	const tried = 10_000
	for i := range tried {
		if !b.add(fastHash(keys[i])) {
			t.Fatalf("%q was missed", keys[i])
		}
		hash := fastHash(fmt.Sprintf("Another %d", random.Uint64()))
		wrong += one(b.add(hash))
	}
	if wrong > tried/15 { // 22 % of the bits are set, which makes 5 %; those of a cache line vary
		t.Errorf("%d of %d new keys were taken for old ones", wrong, tried)
	}
}

// TestBoundedTexts checks that hostile texts take bounded memory.
func TestBoundedTexts(t *testing.T) {
	r := newRecurring(10, 1<<12)
	for i := range 1000 {
		for range 2 {
			r.add(fmt.Sprint("key ", i), strings.Repeat("x", 5000), middle, Example{Path: "p"})
		}
	}
	if len(r.details) > 10 || len(r.counts.Counts) > 10 {
		t.Errorf("%d texts, %d counts", len(r.details), len(r.counts.Counts))
	}
	for _, d := range r.details {
		if len(d.Text) > 303 {
			t.Errorf("a text of %d bytes", len(d.Text))
		}
	}
}
