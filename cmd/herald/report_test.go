package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// The golden report in a browser: no requests, nothing on the console, everything reachable by keyboard.
func TestReportInBrowser(t *testing.T) {
	page := filepath.Join(t.TempDir(), "report.html")
	report(t, 1, nil, "../../testdata/report/corpus.jsonl", "../../testdata/report/report.jsonl", "-o", page) // one line is damaged
	b := openTab(t, page)
	b.show(1280, "light")

	evaluate[any](b, `document.querySelector("#warnings .bars ~ details summary").focus()`)
	b.press(kb.Enter)
	if !evaluate[bool](b, `document.querySelector("#warnings table").checkVisibility()`) {
		t.Error("Enter does not unfold the numbers of the warnings")
	}
	evaluate[any](b, `document.querySelector("nav a[href='#duplicates']").focus()`)
	b.press(kb.Enter)
	if got := evaluate[string](b, `location.hash + " " + (document.querySelector("#duplicates").getBoundingClientRect().top < innerHeight)`); got != "#duplicates true" {
		t.Errorf("Enter on the link to the duplicates: %s", got)
	}
	links := evaluate[[]string](b, `[...document.querySelectorAll("#warnings a")].map(a => a.href.replace(/.*\/archive\//, "archive/") + " " + a.rel)`)
	want := []string{
		"archive/2019/ferry%20bell%3F%231.html noreferrer", "https://www.koreaherald.com/view.php?ud=20191130000002&np=1 noreferrer",
		"archive/2020.zip noreferrer",
		"archive/loose/lane.txt noreferrer",
		"archive/2019/ferry%20bell%3F%231.html noreferrer", "https://www.koreaherald.com/view.php?ud=20191130000002&np=1 noreferrer",
	}
	if diff := cmp.Diff(want, links); diff != "" {
		t.Errorf("links of the warnings (-want +got):\n%s", diff)
	}
	checkTab(t, b)
}

// A corpus of sixteen years fills every chart. axe, which would take minutes for its tables, checks the small one.
func TestReportOfManyInBrowser(t *testing.T) {
	page := filepath.Join(t.TempDir(), "report.html")
	report(t, 0, harborStories(3_000), "-", "-o", page)
	b := openTab(t, page)
	b.unfold()
	for _, width := range []int{1280, 390} {
		b.show(width, "light")
		if wide := evaluate[int](b, "document.documentElement.scrollWidth"); wide > width {
			t.Errorf("%d pixels wide in a window of %d", wide, width)
		}
		if over := evaluate[[]string](b, overlaps); len(over) > 0 {
			t.Errorf("at %d pixels these labels overlap: %q", width, over)
		}
		if n := evaluate[int](b, seams); n > 0 {
			t.Errorf("at %d pixels there are gaps between %d columns or parts", width, n)
		}
	}
}

// overlaps lists the neighbors in a row of labels that overlap.
const overlaps = `[...document.querySelectorAll("svg")].flatMap(svg =>
	["below", "above", "side", "in"].flatMap(kind => {
		const labels = [...svg.querySelectorAll("text." + kind)].filter(l => l.checkVisibility()).map(l => [l.getBoundingClientRect(), l.textContent])
		return labels.slice(1).flatMap(([r, text], i) => {
			const [before, other] = labels[i]
			return r.left < before.right && r.right > before.left && r.top < before.bottom - 3 && r.bottom > before.top + 3 ? [other + "|" + text] : []
		})
	}))`

// seams counts the columns that end before the next begins and the parts that end before the one below them.
const seams = `[...document.querySelectorAll(".columns svg")].flatMap(svg => {
	const columns = [...svg.querySelectorAll("g")].map(g => [...g.querySelectorAll("rect")].map(r => r.getBoundingClientRect()))
	return columns.flatMap(([hit, ...parts], i) => [
		i > 0 && hit.left >= columns[i-1][0].right,
		...parts.slice(1).map((part, n) => part.bottom <= parts[n].top),
	])
}).filter(Boolean).length`

// 'make screenshots' writes the picture of the README.
func TestReportScreenshots(t *testing.T) {
	dir := os.Getenv("HERALD_SCREENSHOTS")
	if dir == "" {
		t.Skip("HERALD_SCREENSHOTS is not set")
	}
	page := filepath.Join(t.TempDir(), "report.html")
	report(t, 0, harborStories(30_000), "-", "-o", page, "--today", "2026-12-31") // the same picture on any day
	b := openTab(t, page)
	b.show(1000, "light")
	b.screenshot(filepath.Join(dir, "report.png"))
}

// report runs 'herald report', which must end with the exit code want, and returns the state of the ended process.
func report(t *testing.T, want int, stdin io.Reader, args ...string) *os.ProcessState {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "herald", append([]string{"report"}, args...)...)
	cmd.Stdin = stdin
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != want {
		t.Fatalf("%v\n%s", err, out)
	}
	return cmd.ProcessState
}

// harborStories returns a stream of n made-up articles of sixteen years, of about 5 KB each, as 'herald batch' would write them.
func harborStories(n int) io.Reader {
	templates := []struct {
		name        string
		first, last int
		weight      int
	}{
		{"nview", 2012, 2017, 30}, {"view", 2019, 2023, 34}, {"newsinfo", 2017, 2019, 14}, {"news", 2023, 2024, 12}, {"article", 2025, 2026, 14},
		{"jsp", 2011, 2012, 6}, {"mobile", 2013, 2024, 5}, {"amp", 2017, 2021, 4}, {"print", 2011, 2016, 2}, {"text", 2011, 2026, 3},
	}
	var wheel []int // the templates, as often as their weights
	for i, t := range templates {
		for range t.weight {
			wheel = append(wheel, i)
		}
	}
	agencies := []string{"Yonhap", "Yonhap", "Yonhap", "AFP", "AP", "Reuters", "Bloomberg"}
	reader, writer := io.Pipe()
	go func() {
		random := rand.New(rand.NewPCG(1, 2)) // the same stories each time
		buffered := bufio.NewWriterSize(writer, 1<<20)
		for i := range n {
			t := templates[wheel[random.IntN(len(wheel))]]
			year, month := t.first+random.IntN(t.last-t.first+1), 1+random.IntN(12)
			if year == 2013 && month > 3 && month < 6 { // nobody saved a page
				month += 2 + random.IntN(6)
			}
			words := 60 + int(random.ExpFloat64()*300)
			byline, agency, section, warnings := fmt.Sprintf("%q", fmt.Sprintf("Writer %d", int(random.ExpFloat64()*40))), "null", `"National"`, "[]"
			switch random.IntN(20) {
			case 0:
				byline = "null"
			case 1, 2, 3, 4:
				agency = fmt.Sprintf("%q", agencies[random.IntN(len(agencies))])
			case 5, 6:
				section = "null"
			case 7:
				warnings = `[{"code":"headline-differs","message":"the page and its metadata have different headlines"}]`
			}
			body := fmt.Sprintf("Story %d of the harbor. %s", i-i/97%2, strings.Repeat("Words that nobody prints. ", 90)) // one in two hundred is the one before
			_, err := fmt.Fprintf(buffered, `{"schema":"herald.article/1","headline":"Made-up story %d of the harbor","subheadline":null,"byline":%s,"authors":[],"agency":%s,`+
				`"date":"%[4]d-%02[5]d-01T09:00:00+09:00","updated":null,"day":"%[4]d-%02[5]d-01","section":%[6]s,"body":%[7]q,"blocks":[{"type":"paragraph","text":%[7]q}],`+
				`"images":[],"notes":[],"url":"http://www.koreaherald.com/view.php?ud=%[4]d%[1]d","id":"%[4]d%[1]d","language":"en","word_count":%[8]d,`+
				`"source":{"path":"archive/%[4]d/%[1]d.html","member":null,"form":"html","encoding":"utf-8","captured":null},"template":%[9]q,"warnings":%[10]s}`+"\n",
				i, byline, agency, year, month, section, body, words, t.name, warnings)
			if err != nil {
				return // the reader had enough
			}
		}
		_ = writer.CloseWithError(buffered.Flush()) // nil is the end
	}()
	return reader
}
