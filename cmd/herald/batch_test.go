package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// manyPages returns a folder with n saved pages.
func manyPages(t *testing.T, n int) string {
	t.Helper()
	page, err := os.ReadFile("../../testdata/script/pages/ferry.html")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range n {
		text := bytes.ReplaceAll(page, []byte("Ulleungdo"), fmt.Appendf(nil, "Island %d", i))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.html", i)), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// kill -9 at any time, then --resume: the output has the bytes of an uninterrupted run.
func TestKilledRunsAreResumed(t *testing.T) {
	skipInShort(t, "it runs herald 35 times over 800 pages")
	pages := manyPages(t, 800)
	for _, name := range []string{"out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.db", "out/"} {
		t.Run(name, func(t *testing.T) {
			whole, broken := t.TempDir(), t.TempDir()
			batch := func(dir string) *exec.Cmd {
				return exec.Command("herald", "batch", "-q", "--resume", pages, "-o", dir+"/"+name, "--report", dir+"/report")
			}
			begun := time.Now()
			if out, err := batch(whole).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			took := time.Since(begun)
			for range 5 { // with five types of output: 25
				cmd := batch(broken)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				// Five of these are less than a whole run: what is done is not done again.
				kill := time.AfterFunc(rand.N(took/6), func() { _ = cmd.Process.Kill() })
				if err := cmd.Wait(); err == nil {
					t.Error("the run ended before it was killed")
				}
				kill.Stop()
			}
			if out, err := batch(broken).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if err := sameFiles(whole, broken); err != nil {
				t.Error(err)
			}
		})
	}
}

func sameFiles(want, got string) error {
	count := 0
	err := fs.WalkDir(os.DirFS(want), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		count++
		a, errA := os.ReadFile(filepath.Join(want, name))
		b, errB := os.ReadFile(filepath.Join(got, name))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			return fmt.Errorf("%s: %d and %d bytes differ %w", name, len(a), len(b), errors.Join(errA, errB))
		}
		return nil
	})
	if err != nil {
		return err
	}
	left, err := os.ReadDir(got)
	if err == nil && (len(left) != 2 || count < 2) {
		err = fmt.Errorf("files: %v", left)
	}
	return err
}

// Ctrl-C: whole lines, the summary, the hint to resume, exit 130.
func TestInterruptedBatch(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.jsonl")
	cmd := exec.Command("herald", "batch", "-v", manyPages(t, 1500), "-o", out)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var messages bytes.Buffer
	buffer := make([]byte, 4096)
	for {
		n, err := stderr.Read(buffer)
		if messages.Len() == 0 && n > 0 {
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
		}
		messages.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("ended with %v, want exit code 130", err)
	}
	if said := messages.String(); !strings.Contains(said, " articles; ") || !strings.HasSuffix(said, "hint: run the same command with --resume to continue\n") {
		t.Errorf("said: %s", said)
	}
	written, err := os.ReadFile(out + ".partial")
	if err != nil || !bytes.HasSuffix(written, []byte("}\n")) {
		t.Errorf("no whole lines: %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the output has its final name")
	}
}

// A full disk: exit 3, one message, nothing under the final name; with room again the run resumes.
func TestFullDisk(t *testing.T) {
	skipInShort(t, "it reads 1,500 pages ten times")
	disk := smallDisk(t)
	pages := manyPages(t, 1500)
	for _, name := range []string{"out.jsonl", "out.csv.gz", "out.jsonl.zst", "out.db", "out/"} {
		t.Run(name, func(t *testing.T) {
			out := disk + "/" + name
			filler := filepath.Join(disk, "filler")
			if err := os.WriteFile(filler, make([]byte, diskSize-24<<10), 0o666); err != nil {
				t.Fatal(err)
			}
			said, err := exec.Command("herald", "batch", "-q", pages, "-o", out).CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 3 {
				t.Errorf("ended with %v, want exit code 3", err)
			}
			if strings.Count(string(said), "\n") != 1 || !strings.HasPrefix(string(said), "herald: "+disk+"/out") {
				t.Errorf("said: %s", said)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("something has the final name")
			}
			if err := os.Remove(filler); err != nil {
				t.Fatal(err)
			}
			if said, err := exec.Command("herald", "batch", "-q", "--resume", pages, "-o", out).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, said)
			}
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		})
	}
}

const diskSize = 24 << 20 // more than any output with its temporary files

// smallDisk returns a small file system in memory. It skips the test where none can be mounted.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if said, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%d", diskSize), "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a file system: %v: %s", err, said)
	}
	t.Cleanup(func() {
		if said, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, said)
		}
	})
	return dir
}

// Of two runs to the same output the second is refused and changes nothing. A kill -9 of the first releases the output.
func TestSecondRunIsRefused(t *testing.T) {
	dir := t.TempDir()
	pages := manyPages(t, 3)
	begin := func() (*exec.Cmd, io.WriteCloser) {
		cmd := exec.Command("herald", "batch", "-v", "--overwrite", pages+"/0000.html", "--files-from", "-", "-o", dir+"/out.jsonl", "--report", dir+"/report")
		more, err := cmd.StdinPipe() // it waits for the list until this is closed
		if err != nil {
			t.Fatal(err)
		}
		messages, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(messages).ReadString('\n'); err != nil || !strings.Contains(line, "0000.html") {
			t.Fatalf("%q, %v", line, err)
		}
		return cmd, more
	}
	first, more := begin()
	refused := func(args ...string) {
		t.Helper()
		want := fmt.Sprintf("herald: %s/out.jsonl: can't be written: locked by another herald process (pid %d)\n", dir, first.Process.Pid)
		cmd := exec.Command("herald", append([]string{"batch", pages, "-o", dir + "/out.jsonl", "--report", dir + "/report"}, args...)...)
		said, err := cmd.CombinedOutput()
		if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 3 || string(said) != want {
			t.Errorf("%v: %v: %s", args, err, said)
		}
	}
	refused()
	refused("--resume")
	refused("--resume", "--since", "2020-01-01")
	if _, err := io.WriteString(more, pages+"/0001.html\n"); err != nil || more.Close() != nil {
		t.Fatal(err)
	}
	if err := first.Wait(); err != nil {
		t.Errorf("the first run: %v", err)
	}
	for _, name := range []string{"out.jsonl", "report"} {
		if data, err := os.ReadFile(dir + "/" + name); err != nil || bytes.Count(data, []byte("\n")) != 2 {
			t.Errorf("%s: %v: %s", name, err, data)
		}
	}
	if left, err := filepath.Glob(dir + "/*.partial*"); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}

	first, _ = begin()
	refused()
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait() // it was killed
	if err := os.Remove(dir + "/out.jsonl.partial"); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("herald", "batch", "-q", "--overwrite", pages, "-o", dir+"/out.jsonl").CombinedOutput(); err != nil {
		t.Errorf("after a kill: %v: %s", err, said)
	}
}
