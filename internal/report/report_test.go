package report

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"herald/internal/batch"
)

var update = flag.Bool("update", false, "rewrite the goldens")

const testdata = "../../testdata/report/"

// ignoreState ignores the fields that only serve to continue counting.
var ignoreState = cmpopts.IgnoreUnexported(Corpus{}, HeavyHitters{}, DuplicateCounter{})

// read adds inputs to a corpus: files, or the text if the name is "-".
func read(t *testing.T, c *Corpus, text string, names ...string) {
	t.Helper()
	for _, name := range names {
		c.Begin(name)
		for record, err := range Records(name, strings.NewReader(text)) {
			switch e := err.(type) { //nolint:errorlint // the sequence promises these types
			case nil:
				c.Add(record)
			case *DamagedError:
				c.AddDamaged(e)
			default:
				t.Fatal(err)
			}
		}
	}
}

// articleLine returns the JSON line of an article whose fields are replaced by the given ones.
func articleLine(fields string) string {
	line := `{"schema":"herald.article/1","headline":"Kite","byline":null,"agency":null,"day":null,"section":null,"body":"","url":null,` +
		`"id":null,"word_count":0,"source":{"path":"kite.html","member":null},"template":"view","warnings":[]}`
	return strings.TrimSuffix(line, "}") + "," + fields + "}\n" // the last value of a repeated key counts
}

// filled returns the counts of so many articles that all have these fields and no other.
func filled(articles int, fields ...string) Fields {
	f := Fields{Articles: articles}
	for i, name := range fieldNames {
		if slices.Contains(fields, name) {
			f.Filled[i] = articles
		}
	}
	return f
}

func TestCorpus(t *testing.T) {
	kite := Example{Headline: "Kite", Path: "kite.html"}
	tests := []struct {
		name, text string
		want       func(*Corpus)
	}{
		{"nothing", "\n", func(c *Corpus) { c.Inputs = []Input{{Name: "-"}} }},
		{
			"an article that has everything",
			articleLine(`"byline":"Ock","agency":"AFP","day":"2020-08-26","section":"World","body":"A b.","id":"7","word_count":2`),
			func(c *Corpus) {
				c.Inputs = []Input{{Name: "-", Articles: 1}}
				c.Articles = 1
				c.Months = map[Month]map[string]int{2020*12 + 7: {"view": 1}}
				c.Fields = map[Slot]Fields{{"view", 2020}: filled(1, "byline", "agency", "section", "id")}
				c.Words = map[int]int{2: 1}
				c.Bylines.Counts = map[string]int{"Ock": 1}
				c.Agencies.Counts = map[string]int{"AFP": 1}
				c.SameID.Compared, c.SameBody.Compared = 1, 1
			},
		},
		{
			"articles that have nothing, one far too long",
			articleLine(`"word_count":5001`) + articleLine(`"word_count":5000`) + articleLine(`"template":"amp"`),
			func(c *Corpus) {
				c.Inputs = []Input{{Name: "-", Articles: 3}}
				c.Articles = 3
				c.Fields = map[Slot]Fields{{"view", 0}: filled(2), {"amp", 0}: filled(1)}
				c.Words = map[int]int{0: 1, 5000: 2}
			},
		},
		{
			"warnings: an article is counted once for each code",
			articleLine(`"warnings":[{"code":"a","message":"x"},{"code":"b","message":"y"},{"code":"a","message":"z"}]`),
			func(c *Corpus) {
				c.Inputs = []Input{{Name: "-", Articles: 1}}
				c.Articles, c.Doubtful = 1, 1
				c.Fields = map[Slot]Fields{{"view", 0}: filled(1)}
				c.Words = map[int]int{0: 1}
				x, y := kite, kite
				x.Detail, y.Detail = "x", "y"
				c.Doubts = map[string]*Tally{"a": {1, Sample{x}}, "b": {1, Sample{y}}}
			},
		},
		{
			"the same by id, the same by words",
			articleLine(`"id":"7","body":"One two"`) + articleLine(`"id":"7","body":"Three"`) + articleLine(`"id":"8","body":"“ONE” -- two!"`),
			func(c *Corpus) {
				c.Inputs = []Input{{Name: "-", Articles: 3}}
				c.Articles = 3
				c.Fields = map[Slot]Fields{{"view", 0}: filled(3, "id")}
				c.Words = map[int]int{0: 3}
				seven := kite
				seven.Detail = "7"
				c.SameID = DuplicateCounter{Count: 1, Compared: 3, Examples: Sample{seven}}
				c.SameBody = DuplicateCounter{Count: 1, Compared: 3, Examples: Sample{kite}}
			},
		},
		{
			"lines of a report",
			`{"path":"a","member":"m","outcome":"partial","code":null,"warnings":["w"],"of":null}` + "\n" +
				`{"path":"b","outcome":"failed","code":"no-body","warnings":[]}` + "\n" +
				`{"path":"c","outcome":"duplicate","code":"duplicate","warnings":[],"of":"a"}` + "\n",
			func(c *Corpus) {
				c.Inputs = []Input{{Name: "-", Pages: 3}}
				c.Pages = 3
				c.Outcomes = map[batch.Outcome]int{batch.Partial: 1, batch.Failed: 1, batch.Duplicate: 1}
				c.Codes = map[string]*Tally{"no-body": {1, Sample{{Path: "b"}}}}
				c.PageDoubts = map[string]*Tally{"w": {1, Sample{{Path: "a", Member: "m"}}}}
				c.Duplicates = Sample{{Path: "c", Detail: "of a"}}
			},
		},
		{
			"damaged lines are named, and what follows is read",
			"{\"schema\":\n" + `{"schema":"herald.article/2"}` + "\n" + `{"headline":"only"}` + "\n" + "{}\n\n[]\n" +
				articleLine(`"day":"2020-02-30"`) + articleLine(`"day":"0020-02-03"`) + articleLine(`"template":null`) + articleLine(`"word_count":-1`) +
				articleLine(`"warnings":["code"]`) + `{"path":"a","outcome":"lost"}` + "\nhello\n" + articleLine(`"word_count":"two"`) + articleLine(`"byline":7`) +
				`{"path":"a","outcome":"ok","warnings":[]}`,
			func(c *Corpus) {
				c.Inputs = []Input{{Name: "-", Pages: 1, Damaged: 14}}
				c.Pages = 1
				c.Outcomes = map[batch.Outcome]int{batch.OK: 1}
				c.Damaged = 14
				c.DamagedFirst = []string{
					"-:1: not a whole line of JSON: cut short or damaged",
					`-:2: unknown schema "herald.article/2": this version of herald reads "herald.article/1"`,
					"-:3: an article without all of its fields; make the corpus without --fields",
					"-:4: neither an article nor a line of a report",
					"-:6: neither an article nor a line of a report",
					`-:7: day: "2020-02-30" is not a date: want YYYY-MM-DD`,
					"-:8: day: 0020-02-03 is not in 1900 to 2099",
					"-:9: template: missing",
					"-:10: word_count: -1 is negative",
					"-:11: warnings: not a list of codes and messages",
					`-:12: unknown outcome "lost"`,
					"-:13: not a line of JSON",
					"-:14: word_count: unexpected JSON string",
					"-:15: byline: unexpected JSON number",
				}
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, want := NewCorpus(time.Time{}), NewCorpus(time.Time{})
			read(t, got, test.text, "-")
			test.want(want)
			if diff := cmp.Diff(want, got, ignoreState); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestInputThatIsNoCorpus checks that an input whose first lines are all damaged is reported once and not read to its end.
func TestInputThatIsNoCorpus(t *testing.T) {
	const notLines = "-: not JSON lines: want an output of herald batch: .jsonl (also .gz, .zst), .db, or the lines of --report"
	const fields, good = `{"headline":"only"}` + "\n", `{"path":"a","outcome":"ok","warnings":[]}` + "\n"
	tests := []struct {
		name, text string
		want       []string
		pages      int
	}{
		{"a table", strings.Repeat("day,headline\n", 612) + good, []string{notLines}, 0},
		{"a short table", "day,headline\n2020-01-01,Kite\n", []string{notLines}, 0},
		{"JSON over many lines", "[\n  {\n    \"schema\": \"herald.article/1\"\n  }\n]\n", []string{notLines}, 0},
		{
			"chosen fields", strings.Repeat(fields, 300) + good,
			[]string{"-:1: an article without all of its fields; make the corpus without --fields (none of the first 20 lines can be counted; the rest is not read)"}, 0,
		},
		{
			"few of chosen fields", "\n" + fields + fields,
			[]string{"-:2: an article without all of its fields; make the corpus without --fields (none of its 2 lines can be counted)"}, 0,
		},
		{"one line, cut", `{"schema":`, []string{"-:1: not a whole line of JSON: cut short or damaged"}, 0},
		{"19 bad lines, then a good one", strings.Repeat("{}\n", 19) + good, nineteen(), 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := NewCorpus(time.Time{})
			read(t, c, test.text, "-")
			if diff := cmp.Diff(test.want, c.DamagedFirst); diff != "" || c.Pages != test.pages {
				t.Errorf("%d pages (-want +got):\n%s", c.Pages, diff)
			}
		})
	}
}

// nineteen returns the errors of 19 lines that are neither articles nor report lines.
func nineteen() (all []string) {
	for line := range 19 {
		all = append(all, fmt.Sprintf("-:%d: neither an article nor a line of a report", line+1))
	}
	return all
}

// TestBoundedCounts checks that counts beyond their bounds state how inexact they are.
func TestBoundedCounts(t *testing.T) {
	c := newCorpus(2, 2)
	for i, name := range []string{"a", "a", "a", "b", "c", "a", "d", "c"} {
		read(t, c, articleLine(fmt.Sprintf(`"byline":%q,"id":"%d","body":%q`, name, i, name)), "-")
	}
	wantNames := HeavyHitters{Counts: map[string]int{"a": 2}, Lost: 2} // c took one from a and b, the other c one from a and d
	if diff := cmp.Diff(wantNames, c.Bylines, ignoreState); diff != "" {
		t.Errorf("bylines (-want +got):\n%s", diff)
	}
	wantWords := DuplicateCounter{Count: 3, Compared: 8, Unremembered: 3, Examples: c.SameBody.Examples} // c, d, c
	if diff := cmp.Diff(wantWords, c.SameBody, ignoreState); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	var page strings.Builder
	if err := c.WritePage(&page, func(path string) string { return path }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"each count may be up to 2 too low, and a byline that is not held stands in 2 articles at most",
		"Only 2 different articles are remembered: of those that repeat one of the 6 others, some are not noticed.",
		"<dd>≥ 3</dd>",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page does not state: %s", want)
		}
	}
}

// TestBoundedLabels checks that hostile labels, names and paths take bounded memory and are all counted.
func TestBoundedLabels(t *testing.T) {
	c := NewCorpus(time.Time{})
	for i := range 3 * maxLabels {
		long := strings.Repeat("x", 5000)
		read(t, c, articleLine(fmt.Sprintf(`"template":"t%d","warnings":[{"code":"w%d","message":%q}],"source":{"path":%q}`, i, i, long, long))+
			fmt.Sprintf(`{"path":"p","outcome":"failed","code":"c%d","warnings":["w%d"]}`, i, i)+"\n{\n", "-")
	}
	got := map[string]int{
		"templates": len(c.Fields), "doubts": len(c.Doubts), "codes": len(c.Codes), "page doubts": len(c.PageDoubts),
		"inputs": len(c.Inputs), "inputs and unlisted": len(c.Inputs) + c.Unlisted, "damaged": c.Damaged, "named": len(c.DamagedFirst),
		"others": c.Doubts[otherLabels].Count, "others in templates": c.Fields[Slot{otherLabels, 0}].Articles,
		"examples": len(c.Doubts[otherLabels].Examples), "path": len(c.Doubts[otherLabels].Examples[0].Path), "message": len(c.Doubts[otherLabels].Examples[0].Detail),
	}
	want := map[string]int{
		"templates": maxLabels + 1, "doubts": maxLabels + 1, "codes": maxLabels + 1, "page doubts": maxLabels + 1,
		"inputs": maxInputs, "inputs and unlisted": 3 * maxLabels, "damaged": 3 * maxLabels, "named": maxDamaged,
		"others": 2 * maxLabels, "others in templates": 2 * maxLabels,
		"examples": maxSample, "path": 4096 + len("…"), "message": 300 + len("…"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSample checks that a sample is drawn from the whole input, independently of its order.
func TestSample(t *testing.T) {
	var forward, backward Sample
	for i := range 1000 {
		forward.add(Example{Path: fmt.Sprint(i)})
		backward.add(Example{Path: fmt.Sprint(999 - i)})
	}
	if diff := cmp.Diff(forward, backward); diff != "" || len(forward) != maxSample {
		t.Errorf("%d examples (-forward +backward):\n%s", len(forward), diff)
	}
	if first := forward[0].Path + forward[1].Path + forward[2].Path; first == "012" {
		t.Error("the sample is where the input begins")
	}
}

// TestMemory checks that ten times the articles take no more memory, once all bounds are reached.
func TestMemory(t *testing.T) {
	heap := func(articles int) uint64 {
		c := newCorpus(100, 1000)
		for record, err := range Records("-", articleStream(articles)) {
			if err != nil {
				t.Fatal(err)
			}
			c.Add(record)
		}
		if c.Articles != articles || c.Bylines.Lost == 0 || c.SameBody.Unremembered == 0 {
			t.Fatalf("%d articles, bylines %+v, words %d of %d", c.Articles, c.Bylines.Lost, c.SameBody.Unremembered, c.SameBody.Compared)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		runtime.KeepAlive(c)
		return m.HeapAlloc
	}
	once, tenfold := heap(2_000), heap(20_000)
	const slack = 100 << 10 // half a percent of the 18,000 articles' text
	if tenfold > once+slack {
		t.Errorf("%d bytes after 2,000 articles, %d after 20,000", once, tenfold)
	}
}

// articleStream returns the lines of n articles of 1,100 bytes each, which are made as they are read.
func articleStream(n int) io.Reader {
	reader, writer := io.Pipe()
	go func() {
		for i := range n {
			line := articleLine(fmt.Sprintf(`"byline":"Writer %d","day":"20%02d-%02d-01","id":"%d","body":"%d %s","word_count":%d,"warnings":[{"code":"w","message":"%d"}]`,
				i, i%20, i%12+1, i, i, strings.Repeat("word ", 160), i%3000, i))
			if _, err := io.WriteString(writer, line); err != nil {
				return
			}
		}
		_ = writer.Close()
	}()
	return reader
}

func TestPage(t *testing.T) {
	c := NewCorpus(time.Time{})
	read(t, c, "", testdata+"corpus.jsonl", testdata+"report.jsonl")
	var got bytes.Buffer
	if err := c.WritePage(&got, func(path string) string { return path }); err != nil {
		t.Fatal(err)
	}
	name := testdata + "report.html"
	if *update {
		if err := os.WriteFile(name, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("-want +got (go test ./internal/report -update rewrites):\n%s", diff)
	}
}

func TestLinks(t *testing.T) {
	tests := []struct {
		path, url string
		want      item
	}{
		{"a/b c?d#e%.html", "https://example.com/x?y=z", item{Name: "a/b c?d#e%.html", Saved: "a/b%20c%3Fd%23e%25.html", URL: "https://example.com/x?y=z", Inspect: "herald inspect --text 'a/b c?d#e%.html'"}},
		{"javascript:alert(1)", "javascript:alert(1)", item{Name: "javascript:alert(1)", Saved: "./javascript:alert%281%29", Inspect: "herald inspect --text 'javascript:alert(1)'"}},
		{"//example.com/x", "//example.com/x", item{Name: "//example.com/x", Saved: "/example.com/x", Inspect: "herald inspect --text //example.com/x"}},
		{"-", "data:text/html,x", item{Name: "-"}},
		{"https://example.com/x.warc", "http:", item{Name: "https://example.com/x.warc"}},
		{"", "", item{}},
	}
	for _, test := range tests {
		got := Example{Path: test.path, URL: test.url}.item(func(path string) string { return path })
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q, %q (-want +got):\n%s", test.path, test.url, diff)
		}
	}
}

func TestNumbers(t *testing.T) {
	got := []string{
		thousands(0), thousands(999), thousands(1000), thousands(1234567), short(999), short(1000), short(1250), short(9999), short(10_400), short(1_960_000),
		share(0, 0), share(0, 5), share(5, 5), share(1, 1_000_000), share(1, 3000), share(1, 30), share(99_999, 100_000),
		wholePercent(0, 7), wholePercent(1, 1000), wholePercent(1, 3), wholePercent(999, 1000), wholePercent(7, 7), percent(1, 3), percent(1, 0),
	}
	want := []string{
		"0", "999", "1,000", "1,234,567", "999", "1k", "1.2k", "9.9k", "10k", "1.9M",
		"0 %", "0 %", "100 %", "< 0.01 %", "0.03 %", "3.3 %", "99.9 %",
		"0", "<1", "33", "99", "100", "33.333%", "0%",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for most, want := range map[int]string{0: "0 1", 1: "0 1", 7: "0 2 4 6 8", 120: "0 20 40 60 80 100 120", 121: "0 50 100 150", 20_001: "0 5,000 10,000 15,000 20,000 25,000"} {
		_, lines := scale(most, 100)
		var labels []string
		for _, line := range lines {
			labels = append(labels, line.Label)
		}
		if got := strings.Join(labels, " "); got != want {
			t.Errorf("scale of %d: %s, want %s", most, got, want)
		}
	}
}

// TestContrast checks that all letters have the contrast of 4.5 to 1 that WCAG demands, in both color schemes. axe does not
// check those in SVG.
func TestContrast(t *testing.T) {
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(pageCSS), -1)
	if len(blocks) != 2 {
		t.Fatalf("%d color schemes", len(blocks))
	}
	for i, scheme := range []string{"light", "dark"} {
		color := map[string]string{}
		for _, m := range regexp.MustCompile(`--([\w-]+): (#\w{6})`).FindAllStringSubmatch(blocks[i][1], -1) {
			color[m[1]] = m[2]
		}
		type pair struct {
			ink, paper string
			least      float64
		}
		pairs := []pair{{"ink", "paper", 4.5}, {"soft", "paper", 4.5}, {"link", "paper", 4.5}, {"alarm", "paper", 4.5}, {"alarm", "none", 4.5}}
		for n := range colors + 1 {
			pairs = append(pairs, pair{fmt.Sprintf("s%d", n), "paper", 4.5})
		}
		for n := range 5 {
			h := fmt.Sprintf("h%d", n)
			pairs = append(pairs, pair{h + "-ink", h, 4.5})
		}
		for _, p := range pairs {
			a, b := luminance(t, color[p.ink]), luminance(t, color[p.paper])
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < p.least {
				t.Errorf("%s: %s on %s has %.2f, not %.1f", scheme, p.ink, p.paper, ratio, p.least)
			}
		}
	}
}

// luminance returns the relative luminance of WCAG 2.2.
func luminance(t *testing.T, color string) float64 {
	t.Helper()
	var channel [3]int
	if _, err := fmt.Sscanf(color, "#%02x%02x%02x", &channel[0], &channel[1], &channel[2]); err != nil {
		t.Fatalf("%q: %v", color, err)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(channel[i]) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}
