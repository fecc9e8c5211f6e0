package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/batch"
	"herald/internal/source"
)

// On a terminal the bar is below the lines of failed pages and disappears before the summary.
func TestProgressOnATerminal(t *testing.T) {
	pages := t.TempDir()
	var out, messages strings.Builder
	streams := Streams{In: strings.NewReader(""), Out: &out, Err: &messages, InTerminal: true, ErrTerminal: true}
	args := []string{"batch", "--color", "never", "--fields", "headline", "../../testdata/script/pages", "-o", pages + "/out.jsonl"}
	if code := Main(context.Background(), args, streams); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	said := messages.String()
	if !regexp.MustCompile(`0 failed .*0/4`).MatchString(said) {
		t.Errorf("no bar with a total of four files: %q", said)
	}
	if !regexp.MustCompile(`\rherald: \S*list.html: [^\r]*\[not-article\]\n`).MatchString(said) {
		t.Errorf("the failed page has no separate line: %q", said)
	}
	if !regexp.MustCompile(`\rherald: 4 pages \(.*\n(herald: by .*\n)+$`).MatchString(said) {
		t.Errorf("the bar is still there before the summary: %q", said)
	}
}

// Without a terminal there is a plain line when the ticker fires.
func TestProgressInALog(t *testing.T) {
	tick := make(chan time.Time, 1)
	var messages strings.Builder
	p := &progress{messages: &messages, log: slog.New(slog.DiscardHandler), tick: tick, begun: time.Now().Add(-time.Second)}
	page := func() {
		p.page(batch.Result{Name: "a.html", Err: errors.New("broken")}, batch.Entry{Outcome: batch.Failed})
	}
	page()
	tick <- time.Time{}
	page()
	page()
	want := regexp.MustCompile(`^herald: a.html: broken\nherald: a.html: broken\nherald: 2 pages, 2 failed, \d+ pages/s\nherald: a.html: broken\n$`)
	if !want.MatchString(messages.String()) {
		t.Errorf("said: %s", messages.String())
	}
}

// The bar counts the bytes of archives and the files of folders; it changes to bytes when a file turns out to be an archive.
// Rates and times are not compared.
func TestBarCounts(t *testing.T) {
	for _, test := range []struct {
		operands []string
		want     string
	}{
		{[]string{"../../testdata/forms/wget.warc.gz"}, "1 page, 0 failed 0% | | ( 0 B/7.3 kB)"},
		{[]string{"../../testdata/forms/pages.tgz"}, "1 page, 0 failed 0% | | ( 0 B/2.3 kB)"},
		{[]string{"../../testdata/forms/pages.tgz", "../../testdata/script/pages"}, "1 page, 0 failed 0% | | ( 0 B/5.7 kB)"},
		{[]string{"../../testdata/script/pages"}, "1 page, 0 failed 0% | | (0/4)"},
		{[]string{folderOf(t, "wget.warc.gz")}, "1 page, 0 failed 0% | | (0/1)\n2 pages, 0 failed 0% | | ( 0 B/7.3 kB)"},
		{[]string{"-"}, "1 page, 0 failed (0/-)"},
	} {
		pages, err := os.ReadFile("../../testdata/forms/pages.tgz")
		if err != nil {
			t.Fatal(err)
		}
		var messages strings.Builder
		streams := Streams{In: bytes.NewReader(pages), Out: io.Discard, Err: &messages, ErrTerminal: true}
		Main(context.Background(), append([]string{"batch", "--timeout", "0"}, test.operands...), streams)
		bars := strings.Join(barsOf(messages.String()), "\n")
		if diff := cmp.Diff(test.want, bars); diff != "" {
			t.Errorf("%s: %s\n%q", test.operands, diff, messages.String())
		}
	}
}

// The bar follows what was read and does not reach its end, where it would disappear, before the summary.
func TestBarMoves(t *testing.T) {
	in := input{operands: []string{"../../testdata/forms/wget.warc.gz"}}
	in.options.Progress = new(source.Progress)
	p := newProgress(batchOptions{input: in}, Streams{Err: io.Discard, ErrTerminal: true})
	p.pages, p.failed = 7, 2
	for _, test := range []struct{ read, at int64 }{{3670, 3670}, {7340, 7339}, {9999, 7339}} {
		in.options.Progress.Bytes.Store(test.read)
		p.draw()
		state := p.bar.State()
		if state.CurrentNum != test.at || state.Max != 7340 || !strings.HasPrefix(state.Description, "7 pages, ") {
			t.Errorf("%d bytes: %+v", test.read, state)
		}
	}
}

func folderOf(t *testing.T, form string) string {
	t.Helper()
	dir := t.TempDir()
	data, err := os.ReadFile("../../testdata/forms/" + form)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, form), data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// barsOf returns the first state of each bar, without rates, times and repeated blanks.
func barsOf(messages string) []string {
	var bars []string
	for line := range strings.FieldsFuncSeq(messages, func(r rune) bool { return r == '\r' || r == '\n' }) {
		if !regexp.MustCompile(`\( ?0[ /].*\[0s`).MatchString(line) {
			continue
		}
		line = regexp.MustCompile(` \[0s.*|, [^,(]*/s\b|^[|/\\-] `).ReplaceAllString(line, "")
		bars = append(bars, strings.Join(strings.Fields(line), " "))
	}
	return bars
}
