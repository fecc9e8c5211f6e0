package cli

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/internal/batch"
)

// On a terminal a bar stands under the lines of failed pages, and is gone before the summary.
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
		t.Errorf("no bar that knows the four files: %q", said)
	}
	if !regexp.MustCompile(`\rherald: \S*list.html: [^\r]*\[no-body\]\n`).MatchString(said) {
		t.Errorf("the failed page has no line of its own: %q", said)
	}
	if !regexp.MustCompile(`\rherald: 4 pages \(.*\n(herald: by .*\n)+$`).MatchString(said) {
		t.Errorf("the bar is not gone before the summary: %q", said)
	}
}

// Where nobody looks on, a plain line now and then.
func TestProgressInALog(t *testing.T) {
	tick := make(chan time.Time, 1)
	var messages strings.Builder
	p := &progress{messages: &messages, log: slog.New(slog.DiscardHandler), tick: tick, begun: time.Now().Add(-time.Second)}
	page := func() {
		p.tell(batch.Result{Name: "a.html", Err: errors.New("broken")}, batch.Entry{Outcome: batch.Failed})
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

func TestCountFiles(t *testing.T) {
	for _, test := range []struct {
		in   input
		want int64
	}{
		{input{operands: []string{"../../testdata/script/pages"}}, 4},
		{input{operands: []string{"../../testdata/script/pages", ferry}}, -1},
		{input{operands: []string{"-"}}, -1},
		{input{filesFrom: "list"}, -1},
	} {
		if got := countFiles(test.in); got != test.want {
			t.Errorf("%+v: %d, want %d", test.in, got, test.want)
		}
	}
}
