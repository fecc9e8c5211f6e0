// How herald writes to standard error. Nothing else in it does.
//
//   - A message is one line: "herald: ", then plain words in lower case without a period. It states what is wrong and
//     names the value.
//   - A message about an input begins with its path and ends with a stable code:
//     "herald: a.html: no content [empty]".
//   - A hint states what to do about the message. It is a separate line: "hint: see 'herald extract --help'".
//   - Paths, member names and reasons are escaped: no file or page can move the cursor, hide text or start a line.
//   - With --log-format json every line is a JSON object with the same content as attributes.
//   - --quiet omits rejected pages, progress and summaries, but never what makes the result incomplete.
//   - An error is either printed or returned to Main, which prints it; never both.
//   - A failure to write to standard error is ignored: there is nowhere left to report it.

package cli

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"herald/internal/batch"
)

// msgNoPages is printed when folders, archives, lists and globs left nothing to read: the run is complete, but probably not
// what the user meant. Such a run ends with errRejected.
const msgNoPages = "no page was found"

// messageWriter is standard error with the style of its messages. Bytes written to it directly, as a progress bar is, pass
// through.
type messageWriter struct {
	io.Writer
	style    *outputStyle
	terminal bool
}

// messagesTo returns w as a messageWriter. Any other writer gets plain text.
func messagesTo(w io.Writer) *messageWriter {
	if m, ok := w.(*messageWriter); ok {
		return m
	}
	return &messageWriter{w, &outputStyle{color: "never"}, false}
}

func (m *messageWriter) json() bool { return m.style.logFormat == "json" }

// logger returns a logger for the lines of --verbose and --log-format json.
func logger(w io.Writer) *slog.Logger {
	m := messagesTo(w)
	if !m.json() {
		return slog.New(slog.NewTextHandler(m, nil))
	}
	return slog.New(slog.NewJSONHandler(escapingWriter{m}, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && a.Key == slog.MessageKey {
				a.Key = "message"
			}
			return a
		},
	}))
}

// printMessage prints a message and, if there is one, its hint.
func printMessage(w io.Writer, message, hint string) {
	if messagesTo(w).json() {
		logger(w).Info(message, hintAttrs(hint)...)
		return
	}
	writeLines(w, message, hint)
}

// printRunError prints the error that ended a run, if it has not been printed yet.
func printRunError(w io.Writer, err error) {
	if err == nil || errors.Is(err, errRejected) || errors.Is(err, errUnread) || isPipeClosed(err) {
		return
	}
	if _, ok := errors.AsType[Interrupted](err); ok { // the user knows
		return
	}
	hint := ""
	if usage, ok := errors.AsType[*usageError](err); ok {
		hint = usage.hint
	}
	if messagesTo(w).json() {
		logger(w).Error(err.Error(), hintAttrs(hint)...)
		return
	}
	writeLines(w, err.Error(), hint)
}

// printPageError prints why a page was rejected or could not be read.
func printPageError(w io.Writer, r batch.Result) {
	printError(w, pageName(r), r.Err.Error(), codeOf(r.Err), pageAttrs(r))
}

// codeOf returns the stable code of an error, "" if it has none.
func codeOf(err error) string {
	if e, ok := errors.AsType[codedError](err); ok {
		return e.Code()
	}
	return ""
}

// printError prints what is wrong with an input: where, why, and the stable code. attrs state in a log what where does.
func printError(w io.Writer, where, why, code string, attrs []any) {
	m := messagesTo(w)
	if m.json() {
		logger(w).Error(why, append(attrs, "code", code)...)
		return
	}
	where, why = printable(where), printable(why)
	if code != "" {
		code = "[" + code + "]"
	}
	if m.style.colors(m.terminal) {
		where = bold(where)
		code = dim(code)
	}
	_, _ = io.WriteString(w, "herald: "+strings.TrimSpace(where+": "+why+" "+code)+"\n")
}

func writeLines(w io.Writer, message, hint string) {
	lines := "herald: " + printable(message) + "\n"
	if hint != "" {
		lines += "hint: " + printable(hint) + "\n"
	}
	_, _ = io.WriteString(w, lines)
}

func hintAttrs(hint string) []any {
	if hint == "" {
		return nil
	}
	return []any{"hint", hint}
}

// codedError is an error with a stable code, as those of pages are.
type codedError interface {
	error
	Code() string
}

// pageName returns the name of a page in messages: the path, and the member after a number sign.
func pageName(r batch.Result) string {
	if r.Member == "" {
		return r.Name
	}
	return r.Name + "#" + r.Member
}

// pageAttrs returns the log attributes that name a page, as a report does.
func pageAttrs(r batch.Result) []any {
	if r.Member == "" {
		return []any{"path", r.Name}
	}
	return []any{"path", r.Name, "member", r.Member}
}

// ignoredAttrs returns the log attributes of a file that was passed over.
func ignoredAttrs(r batch.Result) []any {
	return append(pageAttrs(r), "code", codeOf(r.Err), "reason", r.Err.Error())
}

// articleAttrs returns the log attributes of a page that yielded an article.
func articleAttrs(r batch.Result) []any {
	attrs := append(pageAttrs(r), "template", r.Article.Template, "warnings", len(r.Article.Warnings))
	if r.Full {
		attrs = append(attrs, "parser", "full")
	}
	for _, field := range [][2]string{{"html-field", r.Fields.HTML}, {"url-field", r.Fields.URL}} {
		if field[1] != "" {
			attrs = append(attrs, field[0], field[1])
		}
	}
	return attrs
}

// printable escapes, in Go syntax, what could move the cursor, hide a name or start a line: control characters, invisible
// characters and bytes that are not UTF-8.
func printable(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case unicode.IsGraphic(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
		s = s[size:]
	}
	return b.String()
}

// escapingWriter escapes in lines of JSON what printable escapes in text. In JSON such characters occur only in strings.
type escapingWriter struct{ w io.Writer }

func (e escapingWriter) Write(b []byte) (int, error) {
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
