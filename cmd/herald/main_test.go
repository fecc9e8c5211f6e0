package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// Every test here runs herald as users do: main itself, in a separate process.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"herald": main})
}

// skipInShort skips a test of seconds with go test -short, which make test runs; make test-all runs it.
func skipInShort(t *testing.T, why string) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: " + why)
	}
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(env *testscript.Env) error {
			if err := os.CopyFS(filepath.Join(env.WorkDir, "forms"), os.DirFS("../../testdata/forms")); err != nil {
				return err
			}
			return os.CopyFS(env.WorkDir, os.DirFS("../../testdata/script/pages"))
		},
	})
}

// exits N program args... runs the program, which must end with exit code N.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// A signal ends a run that waits for its input or for --jq, with the exit code of the shell and no message.
func TestInterrupt(t *testing.T) {
	for name, args := range map[string][]string{
		"a page": {"extract", "-"},
		"a list": {"extract", "--files-from", "-"},
		"--list": {"extract", "--list", "-"},
		"--jq":   {"extract", "--jq", "last(repeat(1))", "../../testdata/script/pages/ferry.html"},
		"learn":  {"learn", "-"},
	} {
		for signal, want := range map[os.Signal]int{os.Interrupt: 130, syscall.SIGTERM: 143} {
			t.Run(name+" "+signal.String(), func(t *testing.T) { interrupt(t, signal, want, args) })
		}
	}
}

func interrupt(t *testing.T, signal os.Signal, want int, args []string) {
	t.Helper()
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing") // its line shows that the run has started
	cmd := exec.Command("herald", slices.Concat(args[:1], []string{"-o", filepath.Join(dir, "out"), missing}, args[1:])...)
	stdin, err := cmd.StdinPipe() // never closed: the run does not end by itself
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	messages := bufio.NewReader(stderr)
	if line, err := messages.ReadString('\n'); err != nil || !strings.HasSuffix(line, "[unreadable]\n") {
		t.Fatalf("the first page: %q, %v", line, err)
	}
	if err := cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(messages)
	if err != nil || len(rest) > 0 {
		t.Errorf("after the signal: %q, %v", rest, err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != want {
		t.Errorf("ended with %v, want exit code %d", err, want)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// herald … | head: when the reader closes the pipe, herald ends as a filter does that SIGPIPE kills, without a message.
func TestClosedPipe(t *testing.T) {
	page := "../../testdata/script/pages/ferry.html"
	for _, args := range [][]string{{"extract", page}, {"batch", page}, {"batch", "-q", page}, {"fields"}} {
		closedPipe(t, args)
	}
}

func closedPipe(t *testing.T, args []string) {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("herald", args...)
	cmd.Stdout = writer
	var stderr strings.Builder
	cmd.Stderr = &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != 141 {
		t.Errorf("%s: %v, want exit code 141", args, err)
	}
	if stderr.Len() > 0 {
		t.Errorf("%s: %s", args, stderr.String())
	}
}
