//go:build unix

// Command bench measures herald batch, the whole process, on an archive of pages of real weight.
//
// In: the pages of [heavySets] and the herald binary. Out: a table of pages/s, CPU and memory on standard output. The
// archive is made in a temporary folder, which is removed at the end. Every step runs once in each round, next to
// html.Parse of the same pages; the table has medians of the rounds, and CPU as a ratio, as machines differ. With -growth it
// measures made-up pages of growing size instead, in this process.
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
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/html"
)

func main() {
	pages := flag.Int("pages", 4000, "pages in the archive")
	rounds := flag.Int("rounds", 7, "rounds, in each of which every step runs once")
	herald := flag.String("herald", "./herald", "the binary")
	root := flag.String("root", ".", "the root of the repository")
	growth := flag.Bool("growth", false, "measure how the cost of one page grows with what is in it instead")
	flag.Parse()
	var err error
	if *growth {
		err = growthTable(os.Stdout, *rounds)
	} else {
		err = run(*pages, *rounds, *herald, *root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(pages, rounds int, herald, root string) (err error) {
	dir, err := os.MkdirTemp("", "herald-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	archive, err := makeArchive(dir, root, pages)
	if err != nil {
		return err
	}
	fmt.Printf("%d pages, %.0f KB each, %.2f GB, from %s\n", pages, float64(archive.bytes)/float64(pages)/1e3, float64(archive.bytes)/1e9, archive.from)
	steps := []*step{
		{name: "folder", input: archive.folder, workers: 1, output: "out.jsonl"},
		{name: "folder", input: archive.folder, workers: 2, output: "out.jsonl"},
		{name: "folder", input: archive.folder, workers: 2, output: "out.jsonl.gz"},
		{name: "folder", input: archive.folder, workers: 2, output: "out.jsonl.zst"},
		{name: "folder", input: archive.folder, workers: 2, output: "out.csv"},
		{name: "folder", input: archive.folder, workers: 2, output: "out.db"},
		{name: "folder", input: archive.folder, workers: 2, output: "out/"},
		{name: "tar.gz", input: archive.tar, workers: 2, output: "out.jsonl"},
		{name: "JSON lines", input: archive.rows, workers: 2, output: "out.jsonl"},
		{name: "warc.gz", input: archive.warc, workers: 2, output: "out.jsonl"},
	}
	b := bench{herald: herald, out: filepath.Join(dir, "out"), pages: pages}
	for range rounds {
		parse, err := parseCost(archive.small)
		if err != nil {
			return err
		}
		for _, s := range steps {
			m, err := b.measure(s.input, s.output, s.workers)
			if err != nil {
				return err
			}
			m.ratio = m.cpu / float64(pages) / parse
			s.rounds = append(s.rounds, m)
		}
	}
	fmt.Print(table(steps, pages))
	return nil
}

// step is one command line, measured once in each round.
type step struct {
	name, input, output string
	workers             int
	rounds              []measure
}

// median returns the median of a figure over the rounds.
func (s *step) median(figure func(measure) float64) float64 {
	var figures []float64
	for _, m := range s.rounds {
		figures = append(figures, figure(m))
	}
	slices.Sort(figures)
	return figures[len(figures)/2]
}

func table(steps []*step, pages int) string {
	var w strings.Builder
	fmt.Fprintf(&w, "\nmedian of %d rounds\n\n| input | -j | output | pages/s | CPU of html.Parse | cores busy | peak MB |\n|---|---|---|---|---|---|---|\n",
		len(steps[0].rounds))
	for _, s := range steps {
		fmt.Fprintf(&w, "| %s | %d | %s | %.0f | %.2f | %.2f | %.0f |\n", s.name, s.workers, s.output,
			s.median(func(m measure) float64 { return float64(pages) / m.wall }), s.median(func(m measure) float64 { return m.ratio }),
			s.median(func(m measure) float64 { return m.cpu / m.wall }), s.median(func(m measure) float64 { return m.peak }))
	}
	one, two := steps[0], steps[1]
	var faster []float64
	for i := range one.rounds {
		faster = append(faster, one.rounds[i].wall/two.rounds[i].wall)
	}
	slices.Sort(faster)
	fmt.Fprintf(&w, "\n-j 2 is %.2f times as fast as -j 1\n", faster[len(faster)/2])
	return w.String()
}

type bench struct {
	herald, out string
	pages       int
}

// measure is the cost of one run: seconds, seconds of CPU, MB, and CPU as a ratio of html.Parse in the same round.
type measure struct{ wall, cpu, peak, ratio float64 }

// exitRejected is the exit code of a run in which pages were rejected: the archive has such pages.
const exitRejected = 1

func (b bench) measure(input, output string, workers int) (measure, error) {
	if err := os.RemoveAll(b.out); err != nil {
		return measure{}, err
	}
	if err := os.Mkdir(b.out, 0o777); err != nil {
		return measure{}, err
	}
	report := filepath.Join(b.out, "report")
	// filepath.Join would remove the slash at the end of a folder's name.
	cmd := exec.Command(b.herald, "batch", "-q", input, "-j", fmt.Sprint(workers), "-o", b.out+"/"+output, "--report", report)
	start := time.Now()
	messages, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if cmd.ProcessState.ExitCode() != exitRejected {
		return measure{}, fmt.Errorf("%v: %w: %s", cmd, err, messages)
	}
	if err := checkReport(report, b.pages); err != nil {
		return measure{}, err
	}
	used := cmd.ProcessState
	usage, ok := used.SysUsage().(*syscall.Rusage)
	if !ok {
		return measure{}, fmt.Errorf("no usage of %v", cmd)
	}
	const kib = 1024 // Maxrss on Linux
	return measure{wall: wall.Seconds(), cpu: (used.UserTime() + used.SystemTime()).Seconds(), peak: float64(usage.Maxrss) * kib / 1e6}, nil
}

// checkReport fails unless the report has a line for each page: a run that lost some would look fast.
func checkReport(report string, pages int) error {
	lines, err := os.ReadFile(report)
	if n := bytes.Count(lines, []byte("\n")); err == nil && n != pages {
		err = fmt.Errorf("the report has %d pages, want %d", n, pages)
	}
	return err
}

// parseCost returns the CPU seconds that html.Parse takes for a page of the folder, in this process, with garbage collection.
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

// cpu returns the CPU time of this process in seconds.
func cpu() (float64, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, err
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds(), nil
}
