package cli

import (
	"context"
	"io"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ferry = "../../testdata/script/pages/ferry.html"

// What differs where a person reads the output. The rest is in testdata/script.
func TestTerminal(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"json is indented", []string{"extract", "--fields", "headline,day", ferry}, `{
  "headline": "Ferry to Ulleungdo sails again",
  "day": "2021-03-03"
}
`},
		{"text is wrapped", []string{"extract", "-f", "text", "--fields", "headline,byline", ferry}, `Ferry to Ulleungdo
sails again
By Han Bo-ra
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out, messages strings.Builder
			streams := Streams{In: strings.NewReader(""), Out: &out, Err: &messages, OutTerminal: true, Width: 20}
			if code := Main(t.Context(), test.args, streams); code != 0 || messages.Len() > 0 {
				t.Errorf("exit code %d, %q", code, messages.String())
			}
			if diff := cmp.Diff(test.want, out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// failing is an output on which every write fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestOutputFails(t *testing.T) {
	for _, args := range [][]string{{"extract", ferry}, {"inspect", ferry}, {"inspect", "--text", ferry}, {"templates"}, {"version"}} {
		for err, want := range map[error]string{
			syscall.ENOSPC: "herald: standard output: can't be written: no space left on device\n",
			syscall.EPIPE:  "", // herald … | head
		} {
			var messages strings.Builder
			code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: failing{err}, Err: &messages})
			if code != 3 || messages.String() != want {
				t.Errorf("%q with %v: exit code %d, %q", args, err, code, messages.String())
			}
		}
	}
}

// HTML in a terminal is of no use to the person there.
func TestInspectInTerminal(t *testing.T) {
	var out, messages strings.Builder
	code := Main(t.Context(), []string{"inspect", ferry}, Streams{In: strings.NewReader(""), Out: &out, Err: &messages, OutTerminal: true})
	want := "herald: HTML is nothing to read in a terminal\nherald: give -o FILE, --open or --text\n"
	if code != 2 || messages.String() != want || out.Len() > 0 {
		t.Errorf("exit code %d, %q, %d bytes", code, messages.String(), out.Len())
	}
}

func TestInterruptedBeforeTheFirstPage(t *testing.T) {
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(Interrupted{Signal: signal})
		never, _ := io.Pipe()
		if code := Main(ctx, []string{"extract"}, Streams{In: never, Out: io.Discard, Err: io.Discard}); code != want {
			t.Errorf("%v: exit code %d, want %d", signal, code, want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for s, want := range map[string]string{
		"a b.html, 김치\u00a0":      "a b.html, 김치\u00a0",
		"\x1b[2J\r\n\t\x7f\u009b": `\x1b[2J\r\n\t\x7f\u009b`,
		"\u202egnp.exe\u200b":     `\u202egnp.exe\u200b`,
		"\xff\ufffd":              `\xff` + "\ufffd",
		`it's "x"`:                `it's "x"`,
	} {
		if got := printable(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}
