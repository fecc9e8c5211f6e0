// Command start measures how long herald takes to start, compared with a minimal Go program.
//
// In: the herald binary and a page. Out: a table on standard output of wall time and CPU, and of their excess over the minimal program.
// The commands run in turns, so that other load on the machine affects all of them; a difference is the median of those within
// a turn. If other processes share the cores, CPU is the reliable figure.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

func main() {
	herald := flag.String("herald", "./herald", "the binary")
	page := flag.String("page", "testdata/pages/view/yonhap_two_blocks.html", "the page to read")
	turns := flag.Int("turns", 50, "how often each command is run")
	flag.Parse()
	if err := run(*herald, *page, *turns); err != nil {
		fmt.Fprintln(os.Stderr, "start:", err)
		os.Exit(1)
	}
}

// hello is a minimal program that prints something.
const hello = `package main

import "os"

func main() { os.Stdout.WriteString("hello, world\n") }
`

func run(herald, page string, turns int) (err error) {
	dir, err := os.MkdirTemp("", "herald-start-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	least := filepath.Join(dir, "hello")
	if err := os.WriteFile(least+".go", []byte(hello), 0o666); err != nil {
		return err
	}
	if said, err := exec.Command("go", "build", "-o", least, least+".go").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, said)
	}
	commands := []struct {
		name string
		args []string
	}{
		{"hello, world", []string{least}},
		{"herald version", []string{herald, "version"}},
		{"herald extract page.html", []string{herald, "extract", page}},
	}
	took := make([][]cost, len(commands))
	for range turns {
		for i, c := range commands {
			one, err := start(c.args)
			if err != nil {
				return err
			}
			took[i] = append(took[i], one)
		}
	}
	fmt.Printf("| median of %d turns | wall ms | beyond hello | CPU ms | beyond hello |\n|---|---|---|---|---|\n", turns)
	for i, c := range commands {
		var wall, wallBeyond, cpu, cpuBeyond []time.Duration
		for turn, one := range took[i] {
			wall, wallBeyond = append(wall, one.wall), append(wallBeyond, one.wall-took[0][turn].wall)
			cpu, cpuBeyond = append(cpu, one.cpu), append(cpuBeyond, one.cpu-took[0][turn].cpu)
		}
		fmt.Printf("| %s | %.1f | %.1f | %.1f | %.1f |\n", c.name, median(wall), median(wallBeyond), median(cpu), median(cpuBeyond))
	}
	return nil
}

type cost struct{ wall, cpu time.Duration }

func start(args []string) (cost, error) {
	cmd := exec.Command(args[0], args[1:]...)
	begun := time.Now()
	if _, err := cmd.Output(); err != nil {
		return cost{}, fmt.Errorf("%v: %w", cmd, err)
	}
	wall := time.Since(begun)
	return cost{wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, nil
}

// median returns the median in milliseconds.
func median(times []time.Duration) float64 {
	return slices.Sorted(slices.Values(times))[len(times)/2].Seconds() * 1e3
}
