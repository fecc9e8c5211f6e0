package cli

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"herald/internal/batch"
)

// errRejected and errUnread end a run whose pages were reported one by one: nothing is left to print, only the exit code
// to set.
var (
	errRejected = errors.New("some pages were rejected")
	errUnread   = errors.New("some inputs could not be read")
)

// Interrupted is the cause of the context of a run that a signal ended.
type Interrupted struct{ Signal os.Signal }

func (i Interrupted) Error() string { return "interrupted: " + i.Signal.String() }

// usageError is returned for a command line that cannot be run. hint is what to do about it.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// seeHelp is the hint that leads to the help of a command.
func seeHelp(command string) string { return "see '" + command + " --help'" }

// inputError is returned when a file that a flag names cannot be read.
type inputError struct {
	flag, name string
	err        error
}

func (e *inputError) Error() string {
	return fmt.Sprintf("%s %s: can't be read: %v", e.flag, e.name, e.err)
}

func (e *inputError) Unwrap() error { return e.err }

// outputError is returned when an output cannot be written.
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

// isPipeClosed reports whether a run ended because the reader of standard output has had enough: herald … | head.
func isPipeClosed(err error) bool {
	output, ok := errors.AsType[*outputError](err)
	return ok && output.name == "" && errors.Is(output.err, syscall.EPIPE)
}

// exitCodes describes exitCode in the help of every command that reads pages.
const exitCodes = `Exit codes:
  0    every page yielded an article
  1    ran to the end; some pages were rejected (standard error lists them), or
       there was none (0 with --rejects-ok)
  2    invalid usage
  3    incomplete: an input could not be read or the output not written
  130  interrupted (143: terminated); what was written is whole records`

// exitPipe is the exit code of a filter that the shell reports as killed by SIGPIPE: 128 and the number of the signal.
const exitPipe = 141

func exitCode(err error) int {
	input, output, interrupted, stuck := new(inputError), new(outputError), Interrupted{}, new(batch.StuckError)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errRejected):
		return 1
	case isPipeClosed(err):
		return exitPipe
	case errors.Is(err, errUnread), errors.As(err, &input), errors.As(err, &output), errors.As(err, &stuck):
		return 3
	case errors.As(err, &interrupted) && interrupted.Signal == syscall.SIGTERM:
		return 143
	case errors.As(err, &interrupted):
		return 130
	default: // a usage error of this package, or one of cobra's, which have no type
		return 2
	}
}
