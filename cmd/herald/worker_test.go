package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// worker is a herald that answers each line on its standard input before the next one is written.
type worker struct {
	t       *testing.T
	cmd     *exec.Cmd
	to      io.WriteCloser
	answers *bufio.Reader
}

func startWorker(t *testing.T, args ...string) *worker {
	t.Helper()
	w := &worker{t: t, cmd: exec.Command("herald", append([]string{"extract"}, args...)...)}
	var err error
	if w.to, err = w.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	w.answers = bufio.NewReader(out)
	w.cmd.Stderr = os.Stderr
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return w
}

// ask writes a line and waits for its answer.
func (w *worker) ask(question string) answer {
	w.t.Helper()
	if _, err := io.WriteString(w.to, question+"\n"); err != nil {
		w.t.Fatal(err)
	}
	line, err := w.answers.ReadBytes('\n')
	if err != nil {
		w.t.Fatalf("the answer to %.60q: %q, %v", question, line, err)
	}
	var a answer
	if err := json.Unmarshal(line, &a); err != nil {
		w.t.Fatalf("%s: %v", line, err)
	}
	return a
}

// end closes the input and expects an exit code, and no further answer.
func (w *worker) end(want int) {
	w.t.Helper()
	if err := w.to.Close(); err != nil {
		w.t.Fatal(err)
	}
	if rest, err := io.ReadAll(w.answers); err != nil || len(rest) > 0 {
		w.t.Errorf("after the last answer: %q, %v", rest, err)
	}
	got := 0
	err := w.cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		w.t.Fatal(err)
	}
	if got != want {
		w.t.Errorf("exit code %d, want %d", got, want)
	}
}

// answer is an article or a rejection.
type answer struct {
	Headline, URL string
	Source        struct{ Path, Member string }
	Error         struct{ Code string }
}

// A worker on JSON lines answers each row before it gets the next, also one without an article.
func TestWorkerOnRows(t *testing.T) {
	page, err := os.ReadFile("../../testdata/script/pages/ferry.html")
	if err != nil {
		t.Fatal(err)
	}
	row := func(fields map[string]string) string {
		line, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		return string(line)
	}
	w := startWorker(t, "--emit-rejected", "--id-field", "key")
	for i, test := range []struct{ question, headline, member, code string }{
		{row(map[string]string{"key": "a", "html": ""}), "", "a", "no-html"},
		{row(map[string]string{"key": "b", "html": string(page)}), "Ferry to Ulleungdo sails again", "b", ""},
		{`{"key": "c", "html": "<html`, "", "c", "damaged"},
		{"{}", "", "4", "no-html"},
		{row(map[string]string{"html": "<html><body><p>Nothing here."}), "", "5", "no-headline"},
		{row(map[string]string{"html": strings.Repeat(" ", 200_000) + string(page)}), "Ferry to Ulleungdo sails again", "6", ""},
	} {
		a := w.ask(test.question)
		if a.Headline != test.headline || a.Source.Member != test.member || a.Error.Code != test.code || a.Source.Path != "-" {
			t.Errorf("row %d: %+v", i+1, a)
		}
	}
	w.end(1)

	w = startWorker(t, "--emit-rejected", "--rejects-ok", "--html-field", "page")
	if a := w.ask(`{"page":null}`); a.Error.Code != "no-html" {
		t.Errorf("%+v", a)
	}
	w.end(0)
}

// A worker on paths answers each one before it gets the next, also one that is missing.
func TestWorkerOnPaths(t *testing.T) {
	const pages = "../../testdata/script/pages/"
	w := startWorker(t, "--emit-rejected", "-q", "--files-from", "-")
	if a := w.ask(pages + "ferry.html"); a.Headline != "Ferry to Ulleungdo sails again" {
		t.Errorf("%+v", a)
	}
	if a := w.ask(pages + "list.html"); a.Error.Code != "not-article" {
		t.Errorf("%+v", a)
	}
	if a := w.ask(pages + "ferry.html"); a.Source.Path != pages+"ferry.html" {
		t.Errorf("%+v", a)
	}
	w.end(1)
}
