package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The second round ran on a machine twice as slow, which changes no ratio.
const printed = `goos: linux
BenchmarkPage/view/html.Parse-2   100  11 ns/op  1000 cpu-ns/op  2 pages/op  800 B/op  40 allocs/op
BenchmarkPage/view/herald-2       100  22 ns/op  500 cpu-ns/op   2 pages/op  900 B/op  60 allocs/op
BenchmarkPage/news/html.Parse-2   100  33 ns/op  3000 cpu-ns/op  1 pages/op  800 B/op  30 allocs/op
BenchmarkPage/news/herald-2       100  44 ns/op  6000 cpu-ns/op  1 pages/op  900 B/op  10 allocs/op
PASS
BenchmarkPage/view/html.Parse-2   100  11 ns/op  2000 cpu-ns/op  2 pages/op  800 B/op  40 allocs/op
BenchmarkPage/view/herald-2       100  22 ns/op  1000 cpu-ns/op  2 pages/op  900 B/op  60 allocs/op
BenchmarkPage/news/html.Parse-2   100  33 ns/op  6000 cpu-ns/op  1 pages/op  800 B/op  30 allocs/op
BenchmarkPage/news/herald-2       100  44 ns/op  12000 cpu-ns/op 1 pages/op  900 B/op  10 allocs/op
`

const tables = `Page: CPU as a ratio of html.Parse, median of 2 rounds

| | pages | html.Parse | herald |
|---|---|---|---|
| view | 2 | 1.00 | 0.50 |
| news | 1 | 1.00 | 2.00 |
| all | 3 | 1.00 | 1.62 |

Page: allocations a page, median of 2 rounds

| | pages | html.Parse | herald |
|---|---|---|---|
| view | 2 | 20 | 30 |
| news | 1 | 30 | 10 |
| all | 3 | 23 | 23 |

`

func TestTables(t *testing.T) {
	r, err := read(strings.NewReader(printed))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(tables, r.tables()); d != "" {
		t.Error(d)
	}
}

func TestRefuses(t *testing.T) {
	half := printed[:strings.LastIndex(printed, "BenchmarkPage/news/herald")]
	for in, want := range map[string]string{
		"PASS\n":                              "no benchmark was printed",
		half:                                  "Page/news/herald was measured 1 times, view 2 times",
		"BenchmarkPage/view/read 1 1 ns/op\n": "BenchmarkPage/view/read 1 1 ns/op: no cpu-ns/op",
	} {
		_, err := read(strings.NewReader(in))
		if err == nil || err.Error() != want {
			t.Errorf("%v; want %s", err, want)
		}
	}
}
