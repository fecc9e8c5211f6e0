//go:build unix

// Command bench measures herald batch on an archive that it makes of the project's own fixtures.
//
// In: the fixtures and the herald binary. Out: a table of pages/s, CPU and memory on standard output. The archive stands in
// a temporary folder that is removed in the end. Figures are ratios where they can be: machines differ.
package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"golang.org/x/net/html"
)

func main() {
	pages := flag.Int("pages", 20_000, "pages of the archive; a tenth of them is the small one")
	herald := flag.String("herald", "./herald", "the binary")
	fixtures := flag.String("fixtures", "testdata/pages", "the pages to make others of")
	flag.Parse()
	if err := run(*pages, *herald, *fixtures); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(pages int, herald, fixtures string) (err error) {
	dir, err := os.MkdirTemp("", "herald-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	large, err := makeArchive(dir, fixtures, pages)
	if err != nil {
		return err
	}
	b := bench{herald: herald, out: filepath.Join(dir, "out")}
	fmt.Printf("%d pages, %.0f KB each, %.2f GB\n", pages, float64(large.bytes)/float64(pages)/1e3, float64(large.bytes)/1e9)
	if b.parse, err = parseCost(large.small); err != nil {
		return err
	}
	fmt.Printf("html.Parse: %.2f ms of CPU a page\n\n", b.parse*1e3)
	fmt.Println("input    pages  -j  output     pages/s  CPU/page  of html.Parse  peak MB")
	small, big := pages/10, pages
	var one, two measure
	steps := []struct {
		input, name, output string
		pages, workers      int
		keep                *measure
	}{
		{large.small, "folder", "out.jsonl", small, 2, nil},
		{large.folder, "folder", "out.jsonl", big, 1, &one},
		{large.folder, "folder", "out.jsonl", big, 2, &two},
		{large.folder, "folder", "out.db", big, 2, nil},
		{large.tar, "tar.gz", "out.jsonl", big, 2, nil},
		{large.warc, "warc.gz", "out.jsonl", big, 2, nil},
	}
	for _, s := range steps {
		m, err := b.measure(s.input, s.output, s.pages, s.workers)
		if err != nil {
			return err
		}
		if s.keep != nil {
			*s.keep = m
		}
		fmt.Printf("%-8s %6d %3d  %-9s %8.0f  %5.2f ms  %13.2f  %7.0f\n", s.name, s.pages, s.workers, s.output,
			float64(s.pages)/m.wall, m.cpu/float64(s.pages)*1e3, m.cpu/float64(s.pages)/b.parse, m.peak)
	}
	fmt.Printf("\n-j 2 is %.2f times as fast as -j 1; cores busy: %.2f and %.2f\n", one.wall/two.wall, two.cpu/two.wall, one.cpu/one.wall)
	return nil
}

type bench struct {
	herald, out string
	parse       float64 // seconds of CPU that html.Parse takes for a page
}

// measure is what one run took: seconds, seconds of CPU, MB.
type measure struct{ wall, cpu, peak float64 }

// exitSome is the exit code of a run in which some pages gave no article: the archive has such pages.
const exitSome = 1

func (b bench) measure(input, output string, pages, workers int) (measure, error) {
	if err := os.RemoveAll(b.out); err != nil {
		return measure{}, err
	}
	if err := os.Mkdir(b.out, 0o777); err != nil {
		return measure{}, err
	}
	report := filepath.Join(b.out, "report")
	cmd := exec.Command(b.herald, "batch", "-q", input, "-j", fmt.Sprint(workers), "-o", filepath.Join(b.out, output), "--report", report)
	begun := time.Now()
	said, err := cmd.CombinedOutput()
	wall := time.Since(begun)
	if cmd.ProcessState.ExitCode() != exitSome {
		return measure{}, fmt.Errorf("%v: %w: %s", cmd, err, said)
	}
	if err := told(report, pages); err != nil {
		return measure{}, err
	}
	used := cmd.ProcessState
	usage, ok := used.SysUsage().(*syscall.Rusage)
	if !ok {
		return measure{}, fmt.Errorf("no usage of %v", cmd)
	}
	const kib = 1024 // Maxrss on Linux
	return measure{wall.Seconds(), (used.UserTime() + used.SystemTime()).Seconds(), float64(usage.Maxrss) * kib / 1e6}, nil
}

// told asks that the report has a line for each page: a run that lost some would look fast.
func told(report string, pages int) error {
	lines, err := os.ReadFile(report)
	if n := bytes.Count(lines, []byte("\n")); err == nil && n != pages {
		err = fmt.Errorf("the report tells of %d pages, not of %d", n, pages)
	}
	return err
}

// parseCost is the CPU that html.Parse takes for a page of the folder, in this process, with what its garbage costs.
func parseCost(folder string) (float64, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.html"))
	if err != nil {
		return 0, err
	}
	slices.Sort(names)
	spent := 0.0
	for _, name := range names {
		page, err := os.ReadFile(name)
		if err != nil {
			return 0, err
		}
		before, err := cpu()
		if err != nil {
			return 0, err
		}
		if _, err := html.Parse(bytes.NewReader(page)); err != nil {
			return 0, err
		}
		after, err := cpu()
		if err != nil {
			return 0, err
		}
		spent += after - before
	}
	return spent / cmp.Or(float64(len(names)), 1), nil
}

// cpu is what this process has used, in seconds.
func cpu() (float64, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, err
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds(), nil
}
