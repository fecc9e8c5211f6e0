package cli

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/spf13/pflag"

	"herald/internal/batch"
	"herald/internal/encode"
)

// look is how herald looks to its user, in every command.
type look struct{ color, logFormat string }

func colorWords() []string { return []string{"auto", "always", "never"} }
func logFormats() []string { return []string{"text", "json"} }

func (l *look) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&l.color, "color", "auto", "use colors `WHEN`: auto (on a terminal), always (in JSON too), never")
	flags.StringVar(&l.logFormat, "log-format", "text", "say on standard error what there is to say as `FORM`: text, json")
}

// check refuses what can't be meant.
func (l *look) check() error {
	for _, f := range []struct {
		kind, word string
		known      []string
	}{{"--color", l.color, colorWords()}, {"--log-format", l.logFormat, logFormats()}} {
		if !slices.Contains(f.known, f.word) {
			return &usageError{unknown(f.kind, f.word, f.known), "see: herald --help"}
		}
	}
	return nil
}

// colors tells whether text is colored: no-color.org and bixense.com/clicolors say how the environment has its word.
func (l *look) colors(terminal bool) bool {
	switch {
	case l.color != "auto":
		return l.color == "always"
	case os.Getenv("NO_COLOR") != "":
		return false
	case forced():
		return true
	}
	return terminal && os.Getenv("TERM") != "dumb"
}

// colorsOf is colors for articles. Data has none unless they are asked for, and the environment can't ask for them where a
// program may be reading.
func (l *look) colorsOf(format encode.Format, terminal bool) bool {
	if format.Name == "text" {
		return l.colors(terminal)
	}
	return l.color == "always" || terminal && forced() && l.colors(terminal)
}

func forced() bool {
	force := os.Getenv("CLICOLOR_FORCE")
	return force != "" && force != "0"
}

// messages is standard error with the look that the user wants. What is written to it, as a bar is, stays as it is.
type messages struct {
	io.Writer
	look     *look
	terminal bool
}

// messagesOf is w as messages; any other writer is one of plain text.
func messagesOf(w io.Writer) *messages {
	if m, ok := w.(*messages); ok {
		return m
	}
	return &messages{w, &look{color: "never"}, false}
}

func (m *messages) json() bool { return m.look.logFormat == "json" }

// logger takes what only a person who asks for more wants to know.
func logger(w io.Writer) *slog.Logger {
	m := messagesOf(w)
	if !m.json() {
		return slog.New(slog.NewTextHandler(m, nil))
	}
	return slog.New(slog.NewJSONHandler(escaping{m}, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && a.Key == slog.MessageKey {
				a.Key = "message"
			}
			return a
		},
	}))
}

// say prints one line. A failure to do so can't be told anywhere.
func say(w io.Writer, message string) {
	if messagesOf(w).json() {
		logger(w).Info(message)
		return
	}
	_, _ = io.WriteString(w, "herald: "+printable(message)+"\n")
}

// complain prints the line of a page that gave no article: its name, why, and the stable code.
func complain(w io.Writer, r batch.Result) {
	code := ""
	if e, ok := errors.AsType[coded](r.Err); ok {
		code = e.Code()
	}
	complainOf(w, pageName(r), r.Err.Error(), code, pageAttrs(r))
}

// complainOf prints the line of what is bad of the input: where, why, and the stable code. attrs say where in a log.
func complainOf(w io.Writer, where, why, code string, attrs []any) {
	m := messagesOf(w)
	if m.json() {
		logger(w).Error(why, append(attrs, "code", code)...)
		return
	}
	where, why = printable(where), printable(why)
	if code != "" {
		code = "[" + code + "]"
	}
	if m.look.colors(m.terminal) {
		where = bold(where)
		code = dim(code)
	}
	_, _ = io.WriteString(w, "herald: "+strings.TrimSpace(where+": "+why+" "+code)+"\n")
}

func bold(s string) string { return "\x1b[1m" + s + "\x1b[m" }
func dim(s string) string  { return "\x1b[2m" + s + "\x1b[m" }

// pageAttrs name a page in a log as a report does.
func pageAttrs(r batch.Result) []any {
	if r.Member == "" {
		return []any{"path", r.Name}
	}
	return []any{"path", r.Name, "member", r.Member}
}

// readAttrs say what a page was read as.
func readAttrs(r batch.Result) []any {
	attrs := append(pageAttrs(r), "template", r.Article.Template, "warnings", len(r.Article.Warnings))
	if r.Full {
		attrs = append(attrs, "parser", "full")
	}
	return attrs
}

// escaping writes JSON with nothing in it that would move a cursor or hide a name. In JSON that stands in strings only.
type escaping struct{ w io.Writer }

func (e escaping) Write(b []byte) (int, error) {
	var line strings.Builder
	for _, r := range string(b) {
		if r == '\n' || unicode.IsGraphic(r) {
			line.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&line, `\u%04x`, unit)
		}
	}
	_, err := io.WriteString(e.w, line.String())
	return len(b), err
}
