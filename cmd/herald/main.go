// Command herald extracts articles from saved Korea Herald pages.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"herald/internal/cli"
)

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	signal.Ignore(syscall.SIGPIPE) // a write to a closed pipe then returns an error, which cli handles
	go func() {
		s := <-signals
		signal.Stop(signals) // a second signal ends the program at once
		cancel(cli.Interrupted{Signal: s})
	}()
	os.Exit(cli.Main(ctx, os.Args[1:], cli.StandardStreams()))
}
