// Command herald reads saved Korea Herald pages and prints the articles.
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
	signal.Ignore(syscall.SIGPIPE) // a write to a closed pipe is then an error that cli sees, not the end
	go func() {
		s := <-signals
		signal.Stop(signals) // a second one ends the program at once
		cancel(cli.Interrupted{Signal: s})
	}()
	os.Exit(cli.Main(ctx, os.Args[1:], cli.StandardStreams()))
}
