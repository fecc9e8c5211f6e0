package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"herald/internal/batch"
)

// How a run ends when its pages were told of one by one: nothing is left to say, but for the exit code.
var (
	errRefused = errors.New("some pages gave no article")
	errUnread  = errors.New("some input could not be read")
)

// Interrupted is the cause of a run's end when a signal ended it.
type Interrupted struct{ Signal os.Signal }

func (i Interrupted) Error() string { return "interrupted: " + i.Signal.String() }

// usageError is a command line that can't be meant.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// outputError is an article that could not be written.
type outputError struct {
	name string // of the file; "" is standard output
	err  error
}

func (e *outputError) Error() string {
	name := e.name
	if name == "" {
		name = "standard output"
	}
	return fmt.Sprintf("%s: can't be written: %v", name, e.err)
}

func (e *outputError) Unwrap() error { return e.err }

// exitCodes is the text of exitCode.
const exitCodes = `Exit codes:
  0    every page gave an article
  1    ran to the end; some pages gave no article (standard error says which)
  2    the command line can't be meant
  3    an input could not be read or the output not written: the result is incomplete
  130  interrupted (143: terminated); what was printed is whole records`

func exitCode(err error) int {
	output, interrupted, stuck := new(outputError), Interrupted{}, new(batch.StuckError)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errRefused):
		return 1
	case errors.Is(err, errUnread), errors.As(err, &output), errors.As(err, &stuck):
		return 3
	case errors.As(err, &interrupted) && interrupted.Signal == syscall.SIGTERM:
		return 143
	case errors.As(err, &interrupted):
		return 130
	default: // ours, or cobra's, which has no type
		return 2
	}
}

// tell prints what ended the run, where that has not been said yet.
func tell(w io.Writer, err error) {
	hint, interrupted := "", Interrupted{}
	if usage, ok := errors.AsType[*usageError](err); ok {
		hint = usage.hint
	}
	switch {
	case err == nil, errors.Is(err, errRefused), errors.Is(err, errUnread):
	case errors.As(err, &interrupted): // the user did it
	case errors.Is(err, syscall.EPIPE): // the reader has had enough: herald … | head
	case messagesOf(w).json():
		logger(w).Error(err.Error(), "hint", hint)
	default:
		say(w, err.Error())
		if hint != "" {
			say(w, hint)
		}
	}
}

// printable escapes what would move a cursor, hide a name or start a line: control characters, invisible ones and bytes
// that are no UTF-8, each in Go's way.
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
