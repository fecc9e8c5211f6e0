package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"herald/internal/batch"
)

const (
	ferry  = "../../testdata/script/pages/ferry.html"
	corpus = "../../testdata/report/report.jsonl"
)

// On a terminal JSON is indented and text is wrapped. Everything else of the output is tested in testdata/script.
func TestTerminal(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
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

// All commands agree on which failures are worth a retry (exit code 3) and on their codes.
func TestUnread(t *testing.T) {
	locked, packed := filepath.Join(t.TempDir(), "locked.zip"), filepath.Join(t.TempDir(), "packed.zip")
	writeZip(t, locked, func(h *zip.FileHeader) { h.Flags |= 1 })
	writeZip(t, packed, func(h *zip.FileHeader) { h.Method = 99 })
	for _, test := range []struct {
		input string
		exit  int
		code  string
	}{
		{locked, 1, "unsupported"}, {packed, 1, "unsupported"}, {"missing", 3, "unreadable"}, {"-", 3, "unreadable"},
	} {
		for _, command := range []string{"extract", "extract --list", "batch", "inspect"} {
			var messages strings.Builder
			streams := Streams{In: iotest.ErrReader(errors.New("gone")), Out: io.Discard, Err: &messages}
			exit := Main(t.Context(), append(strings.Fields(command), test.input), streams)
			if line, _, _ := strings.Cut(messages.String(), "\n"); exit != test.exit || !strings.HasSuffix(line, " ["+test.code+"]") {
				t.Errorf("%s %s: exit code %d, %q", command, test.input, exit, line)
			}
		}
	}
}

// A run that could not continue is incomplete and worth a retry with --resume.
func TestExitCodeOfAStuckRun(t *testing.T) {
	if code := exitCode(batchOptions{}.userError(batch.Summary{}, errors.Join(&batch.StuckError{Pages: 2}, nil))); code != 3 {
		t.Errorf("exit code %d", code)
	}
}

// writeZip writes a zip with one member, whose header the test changes.
func writeZip(t *testing.T, name string, change func(*zip.FileHeader)) {
	t.Helper()
	const page = "<html><p>words"
	header := &zip.FileHeader{Name: "a.html", CompressedSize64: uint64(len(page)), UncompressedSize64: uint64(len(page))}
	change(header)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(header)
	if err == nil {
		_, err = io.WriteString(w, page)
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// failing is a writer on which every write fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestOutputFails(t *testing.T) {
	for _, args := range [][]string{
		{"extract", ferry}, {"report", corpus}, {"inspect", ferry}, {"inspect", "--text", ferry}, {"templates"}, {"fields"}, {"schema"}, {"version"},
	} {
		for _, test := range []struct {
			err     error
			message string
			exit    int
		}{
			{syscall.ENOSPC, "herald: standard output: can't be written: no space left on device\n", 3},
			{syscall.EPIPE, "", 141}, // herald … | head
		} {
			var messages strings.Builder
			code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: failing{test.err}, Err: &messages})
			if code != test.exit || messages.String() != test.message {
				t.Errorf("%q with %v: exit code %d, %q", args, test.err, code, messages.String())
			}
		}
	}
}

func TestHTMLInTerminal(t *testing.T) {
	for hint, args := range map[string][]string{
		"use -o FILE, --open or --text": {"inspect", ferry},
		"use -o FILE":                   {"report", corpus},
	} {
		var out, messages strings.Builder
		code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &messages, OutTerminal: true})
		want := "herald: refusing to write HTML to a terminal\nhint: " + hint + "\n"
		if code != 2 || messages.String() != want || out.Len() > 0 {
			t.Errorf("%s: exit code %d, %q, %d bytes", args, code, messages.String(), out.Len())
		}
	}
}

func TestInterruptedBeforeTheFirstPage(t *testing.T) {
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		for _, command := range []string{"extract", "report"} {
			ctx, cancel := context.WithCancelCause(t.Context())
			cancel(Interrupted{Signal: signal})
			never, _ := io.Pipe()
			if code := Main(ctx, []string{command}, Streams{In: never, Out: io.Discard, Err: io.Discard}); code != want {
				t.Errorf("%s, %v: exit code %d, want %d", command, signal, code, want)
			}
		}
	}
}

// The flag takes precedence over NO_COLOR, CLICOLOR_FORCE and TERM, in this order.
func TestColors(t *testing.T) {
	const (
		text     = "Ferry to Ulleungdo sails again\n"
		textBold = "\x1b[1mFerry to Ulleungdo sails again\x1b[m\n"
		json     = `{"headline":"Ferry to Ulleungdo sails again"}` + "\n"
		jsonTTY  = "{\n  \"headline\": \"Ferry to Ulleungdo sails again\"\n}\n"
		painted  = "{\x1b[34;1m\"headline\"\x1b[m:\x1b[32m\"Ferry to Ulleungdo sails again\"\x1b[m}\n"
		paintTTY = "{\n  \x1b[34;1m\"headline\"\x1b[m: \x1b[32m\"Ferry to Ulleungdo sails again\"\x1b[m\n}\n"
	)
	for _, test := range []struct {
		flag, noColor, force, term string
		terminal                   bool
		text, json                 string
	}{
		{flag: "auto", term: "xterm", text: text, json: json},
		{flag: "auto", term: "xterm", terminal: true, text: textBold, json: jsonTTY},
		{flag: "auto", term: "", terminal: true, text: textBold, json: jsonTTY},
		{flag: "auto", term: "dumb", terminal: true, text: text, json: jsonTTY},
		{flag: "auto", noColor: "1", term: "xterm", terminal: true, text: text, json: jsonTTY},
		{flag: "auto", noColor: "0", term: "xterm", terminal: true, text: text, json: jsonTTY}, // any value
		{flag: "auto", force: "1", term: "xterm", text: textBold, json: json},
		{flag: "auto", force: "1", term: "xterm", terminal: true, text: textBold, json: paintTTY},
		{flag: "auto", force: "1", term: "dumb", terminal: true, text: textBold, json: paintTTY},
		{flag: "auto", force: "0", term: "xterm", text: text, json: json},
		{flag: "auto", noColor: "1", force: "1", term: "xterm", terminal: true, text: text, json: jsonTTY},
		{flag: "always", term: "xterm", text: textBold, json: painted},
		{flag: "always", noColor: "1", term: "dumb", text: textBold, json: painted},
		{flag: "always", term: "xterm", terminal: true, text: textBold, json: paintTTY},
		{flag: "never", term: "xterm", terminal: true, text: text, json: jsonTTY},
		{flag: "never", force: "1", term: "xterm", terminal: true, text: text, json: jsonTTY},
	} {
		t.Setenv("NO_COLOR", test.noColor)
		t.Setenv("CLICOLOR_FORCE", test.force)
		t.Setenv("TERM", test.term)
		for format, want := range map[string]string{"text": test.text, "json": test.json} {
			var out, messages strings.Builder
			streams := Streams{
				In: strings.NewReader(""), Out: &out, Err: &messages,
				OutTerminal: test.terminal, ErrTerminal: test.terminal,
			}
			Main(t.Context(), []string{"extract", "--color", test.flag, "-f", format, "--fields", "headline", ferry, "lost"}, streams)
			complaint := "herald: lost: can't be read: no such file or directory [unreadable]\n"
			if test.text == textBold {
				complaint = "herald: \x1b[1mlost\x1b[m: can't be read: no such file or directory \x1b[2m[unreadable]\x1b[m\n"
			}
			if diff := cmp.Diff([]string{want, complaint}, []string{out.String(), messages.String()}); diff != "" {
				t.Errorf("%+v (-want +got):\n%s", test, diff)
			}
		}
	}
}

// Files are never colored, whatever the terminal is.
func TestNoColorsInAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.json")
	streams := Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, OutTerminal: true, ErrTerminal: true}
	if code := Main(t.Context(), []string{"extract", "--color", "always", "--fields", "day", "-o", file, ferry}, streams); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != `{"day":"2021-03-03"}`+"\n" {
		t.Errorf("%q, %v", got, err)
	}
}

// A name in a log decodes to itself, and does nothing to the terminal on which the log is read.
func TestLogEscapes(t *testing.T) {
	const name = "a\x1b[2J\u009b\u202egnp\U000e0041 \"가\".html"
	var log strings.Builder
	printPageError(&messageWriter{&log, &outputStyle{logFormat: "json"}, true}, batch.Result{Name: name, Member: "b\n", Err: noTemplateError{}})
	var got struct{ Level, Path, Member, Code, Message string }
	if err := json.Unmarshal([]byte(log.String()), &got); err != nil {
		t.Fatal(err)
	}
	want := got
	want.Level, want.Path, want.Member, want.Code, want.Message = "ERROR", name, "b\n", "generic-template", noTemplateError{}.Error()
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if strings.ContainsFunc(strings.TrimSuffix(log.String(), "\n"), func(r rune) bool { return !unicode.IsGraphic(r) }) {
		t.Errorf("raw: %q", log.String())
	}
}

func TestNearest(t *testing.T) {
	known := []string{"headline", "byline", "id", "url", "text", "dir"}
	for word, want := range map[string]string{
		"headlin": "headline", "HEADLINE": "headline", "haedline": "headline", "hedlnie": "headline", "hdlnie": "", "bilyne": "byline", "title": "",
		"he": "headline", "hlep": "", "txet": "text", "txat": "", "ur": "url", "iid": "id", "xd": "id", "tar": "", "x": "", "": "",
	} {
		if got := nearest(word, known); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
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

// A report with every outcome is valid by the schema that herald prints, and wrong lines are not.
func TestReportMatchesSchema(t *testing.T) {
	var printed strings.Builder
	if code := Main(t.Context(), []string{"schema", "report"}, Streams{In: strings.NewReader(""), Out: &printed, Err: io.Discard}); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	schema := compiled(t, printed.String())
	file := filepath.Join(t.TempDir(), "report.jsonl")
	const pages = "../../testdata/pages"
	args := []string{"batch", "-q", "--dedupe", "text", "--since", "2012-01-01", "--report", file, pages, pages}
	if code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}); code != 1 {
		t.Fatalf("exit code %d", code)
	}
	report, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]map[string]any{}
	for line := range strings.Lines(string(report)) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s%v", line, err)
		}
		entry := v.(map[string]any)
		lines[entry["outcome"].(string)] = entry
	}
	for _, outcome := range batch.Outcomes {
		if lines[string(outcome)] == nil {
			t.Errorf("no page is %q", outcome)
		}
	}
	if len(lines) != len(batch.Outcomes) {
		t.Errorf("outcomes: %v", slices.Sorted(maps.Keys(lines)))
	}
	for _, wrong := range []struct {
		outcome, key string
		value        any
	}{
		{"ok", "code", "no-body"},
		{"ok", "template", nil},
		{"ok", "outcome", "fine"},
		{"ok", "note", "an unknown key"},
		{"partial", "warnings", []any{}},
		{"failed", "code", nil},
		{"failed", "code", "not-article"},
		{"skipped", "template", "view"},
		{"duplicate", "of", nil},
	} {
		line := maps.Clone(lines[wrong.outcome])
		line[wrong.key] = wrong.value
		if schema.Validate(line) == nil {
			t.Errorf("the schema accepts: %v", line)
		}
	}
}

func compiled(t *testing.T, schema string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
