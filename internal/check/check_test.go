package check

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// drawFrom returns the rows of a sample of articles: so many of each template.
func drawFrom(t *testing.T, s Sampler, articles map[string]int, backward bool) [][]string {
	t.Helper()
	var all []*article.Article
	for template, n := range articles {
		for i := range n {
			path := fmt.Sprintf("%s/%d.html", template, i)
			all = append(all, &article.Article{Template: template, Day: "2020-01-02", Headline: "=Kite", Body: strings.Repeat("Wind. ", 200), Source: article.Source{Path: path}})
		}
	}
	slices.SortFunc(all, func(a, b *article.Article) int { return strings.Compare(a.Source.Path, b.Source.Path) })
	if backward {
		slices.Reverse(all)
	}
	for _, a := range all {
		s.Add(a)
	}
	var b bytes.Buffer
	if err := s.Write(&b, func(cell string) string { return strings.Replace(cell, "=", "'=", 1) }); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// strataOf counts the rows of each stratum.
func strataOf(rows [][]string) map[string]int {
	counts := map[string]int{}
	for _, row := range rows[1:] {
		counts[row[0]]++
	}
	return counts
}

func TestSample(t *testing.T) {
	corpus := map[string]int{"view": 900, "news": 90, "amp": 10, "text": 1}
	tests := []struct {
		name string
		size int
		by   []Key
		want map[string]int
	}{
		{"in proportion, and one of each at least", 100, []Key{ByTemplate}, map[string]int{"view": 88, "news": 10, "amp": 1, "text": 1}},
		{"fewer than strata: the largest", 2, []Key{ByTemplate}, map[string]int{"view": 1, "news": 1}},
		{"more than articles", 5000, []Key{ByTemplate, ByYear}, map[string]int{"view 2020": 900, "news 2020": 90, "amp 2020": 10, "text 2020": 1}},
		{"without strata", 50, nil, map[string]int{"": 50}},
		{"a missing value", 50, []Key{BySection}, map[string]int{"none": 50}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows := drawFrom(t, Sampler{Size: test.size, By: test.by, Seed: 1}, corpus, false)
			if diff := cmp.Diff(test.want, strataOf(rows)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSampleIsReproducible checks that the sample depends on the seed and not on the order of the corpus.
func TestSampleIsReproducible(t *testing.T) {
	corpus := map[string]int{"view": 300}
	first := drawFrom(t, Sampler{Size: 20, Seed: 1}, corpus, false)
	if diff := cmp.Diff(first, drawFrom(t, Sampler{Size: 20, Seed: 1}, corpus, true)); diff != "" {
		t.Errorf("another order (-first +second):\n%s", diff)
	}
	if cmp.Equal(first, drawFrom(t, Sampler{Size: 20, Seed: 2}, corpus, false)) {
		t.Error("another seed draws the same")
	}
	row := first[1]
	if row[1] != "300" || row[6] != "herald inspect --text "+row[2] || row[7] != "'=Kite" || row[8] != "" {
		t.Errorf("row: %q", row)
	}
	if body := row[19]; !strings.Contains(body, " […] ") || len(body) > 700 {
		t.Errorf("body of %d bytes: %s", len(body), body)
	}
}

// TestSampleIsRandom checks that articles of all parts of the corpus have the same chance.
func TestSampleIsRandom(t *testing.T) {
	lower := 0
	for seed := range uint64(200) {
		for _, row := range drawFrom(t, Sampler{Size: 10, Seed: seed}, map[string]int{"view": 100}, false)[1:] {
			var n int
			if _, err := fmt.Sscanf(row[2], "view/%d.html", &n); err != nil {
				t.Fatal(err)
			}
			if n < 50 {
				lower++
			}
		}
	}
	if lower < 920 || lower > 1080 { // of 2,000: 3.7 standard deviations
		t.Errorf("%d of 2,000 are of the first half", lower)
	}
}

// checked returns a checked sample with the marks of the headlines of strata of 900 and 100 articles.
func checked(large, small string) string {
	var b strings.Builder
	b.WriteString("stratum,stratum_articles,path,headline,headline_right,body_right\n")
	for _, m := range large {
		fmt.Fprintf(&b, "view,900,a.html,Kite,%c,\n", m)
	}
	for _, m := range small {
		fmt.Fprintf(&b, "amp,100,b.html,Kite,%c,\n", m)
	}
	return b.String()
}

func TestAccuracy(t *testing.T) {
	yes := strings.Repeat("y", 100)
	tests := []struct {
		name, text       string
		share, low, high float64
	}{
		// The intervals of one stratum are those of R's prop.test(correct = FALSE).
		{"all right", checked(yes, ""), 1, 0.9630, 1},
		{"95 of 100", checked(yes[:95]+"nnnnn", ""), 0.95, 0.8882, 0.9785},
		{"none right", checked(strings.Repeat("n", 10), ""), 0, 0, 0.2775},
		{"weighted: a small stratum that is half wrong", checked(yes[:90], "yyyyynnnnn"), 0.95, 0.8882, 0.9785},
		{"weighted: half of the sample is of a tenth of the corpus", checked(yes[:10], "yyyyynnnnn"), 0.95, 0.6905, 0.9938},
		{"unmarked articles do not count", checked(yes[:95]+"nnnnn    ", ""), 0.95, 0.8882, 0.9785},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, err := Read(strings.NewReader(test.text))
			if err != nil || len(c.Accuracy) != 1 || c.Accuracy[0].Field != "headline" {
				t.Fatalf("%+v, %v", c, err)
			}
			all := c.Accuracy
			for _, number := range [][2]float64{{all[0].Share, test.share}, {all[0].Low, test.low}, {all[0].High, test.high}} {
				if math.Abs(number[0]-number[1]) > 0.0001 {
					t.Errorf("%+v, want %v, %v to %v", all[0], test.share, test.low, test.high)
				}
			}
		})
	}
	for _, other := range []string{";", "\t"} {
		c, err := Read(strings.NewReader("\ufeff" + strings.ReplaceAll(checked("yyn", ""), ",", other)))
		if err != nil || len(c.Accuracy) != 1 || c.Accuracy[0].Right != 2 || c.Accuracy[0].Checked != 3 {
			t.Errorf("separated by %q: %+v, %v", other, c, err)
		}
	}
}

func TestInvalidSamples(t *testing.T) {
	for text, want := range map[string]string{
		"":                     errColumns.Error(),
		"path,headline\na,b\n": errColumns.Error(),
		"stratum,stratum_articles,headline_right\nview,1,y\n": errColumns.Error(),
		checked("   ", ""): errNothing.Error(),
		checked("yyx", ""): `line 4: headline_right: "x" is neither y nor n`,
		"stratum,stratum_articles,path,headline_right\nview,many,a.html,y\n": `line 2: stratum_articles is "many": want the number that herald sample wrote`,
	} {
		_, err := Read(strings.NewReader(text))
		if _, ok := errors.AsType[*InvalidError](err); !ok || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// A sample is of a corpus that has all of its articles.
func TestUnmet(t *testing.T) {
	c, err := Read(strings.NewReader("stratum,stratum_articles,path,member,body_right\nview,3,'-a.html,,y\nview,3,b.zip,b.html,y\nview,3,b.zip,b.html,y\n"))
	if err != nil {
		t.Fatal(err)
	}
	met := func(path, member string) int {
		safe := func(cell string) string { return strings.Replace(cell, "-", "'-", 1) }
		c.Meet(&article.Article{Source: article.Source{Path: path, Member: article.Optional(member)}}, safe)
		return c.Unmet()
	}
	for _, step := range []struct {
		path, member string
		want         int
	}{{"c.html", "", 3}, {"b.zip", "", 3}, {"-a.html", "", 2}, {"b.zip", "b.html", 0}} {
		if got := met(step.path, step.member); got != step.want || c.Articles != 3 {
			t.Errorf("after %s %s: %d of %d are not met, want %d", step.path, step.member, got, c.Articles, step.want)
		}
	}
}

// TestEstimateIsReproducible: the same strata give the same floats, in whichever order a map yields them.
func TestEstimateIsReproducible(t *testing.T) {
	strata := map[string]*marked{}
	for i := range 20 {
		m := &marked{articles: 3*i + 1, right: make([]int, len(Fields)), checked: make([]int, len(Fields))}
		m.right[0], m.checked[0] = i/2+1, i+1
		strata[strconv.Itoa(i)] = m
	}
	want, err := estimate(strata)
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		got, err := estimate(strata)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%v (-want +got):\n%s", err, diff)
		}
	}
}
