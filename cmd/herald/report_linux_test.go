package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

var reportArticles = flag.Int("report.articles", 2_000, "how many articles TestReportMemory streams; make bench-report streams a million")

// The memory of a report does not grow with the number of articles.
func TestReportMemory(t *testing.T) {
	skipInShort(t, "it streams 2,000 articles")
	page := filepath.Join(t.TempDir(), "report.html")
	usage := report(t, 0, harborStories(*reportArticles), "-", "-o", page).SysUsage().(*syscall.Rusage)
	const most = 256 << 10 // kilobytes, of which more than half is Go's garbage
	t.Logf("%d articles: %d MB at most, %d s of CPU", *reportArticles, usage.Maxrss>>10, usage.Utime.Sec+usage.Stime.Sec)
	if usage.Maxrss > most {
		t.Errorf("%d KB for %d articles", usage.Maxrss, *reportArticles)
	}
	html, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(html), `<th scope="row">-</th><td>`) {
		t.Error("the page does not say what was read")
	}
}
