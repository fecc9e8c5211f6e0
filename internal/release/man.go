package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manPage is the help of a command in the language of man(7). cobra/doc would go through Markdown, which runs the lines of
// a table into one, and prints --strict[=false] for --strict.
func manPage(cmd *cobra.Command, b build) []byte {
	var p page
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	day := ""
	if !b.time.IsZero() {
		day = b.time.Format("2006-01-02")
	}
	p.printf(".TH %s 1 %q %q \"User Commands\"\n", roff(strings.ToUpper(name)), day, "herald "+b.version)
	p.printf(".SH NAME\n%s \\- %s\n", roff(name), roff(cmd.Short))
	p.printf(".SH SYNOPSIS\n.B %s\n", roff(cmd.CommandPath()))
	if cmd.HasAvailableSubCommands() {
		p.printf("COMMAND [ARGUMENT]...\n")
	} else if rest, ok := strings.CutPrefix(cmd.UseLine(), cmd.CommandPath()+" "); ok {
		p.printf("%s\n", roff(rest))
	}
	text, codes, _ := strings.Cut(description(cmd), "\nExit codes:\n")
	p.printf(".SH DESCRIPTION\n")
	p.text(text)
	p.commands(cmd)
	p.options("OPTIONS", cmd.NonInheritedFlags())
	p.options("OPTIONS OF EVERY COMMAND", cmd.InheritedFlags())
	if codes != "" {
		p.printf(".SH EXIT STATUS\n")
		p.table(codes)
	}
	if cmd.Example != "" {
		p.printf(".SH EXAMPLES\n")
		p.literal(strings.TrimRight(cmd.Example, "\n"))
	}
	p.seeAlso(cmd)
	return p.Bytes()
}

func description(cmd *cobra.Command) string {
	if cmd.Long != "" {
		return cmd.Long
	}
	return cmd.Short + "."
}

// page is one that is being written.
type page struct{ bytes.Buffer }

func (p *page) printf(format string, args ...any) { fmt.Fprintf(&p.Buffer, format, args...) }

// text is paragraphs, parted by empty lines; lines that are moved in stay as they are.
func (p *page) text(s string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(s), "\n\n") {
		if i > 0 {
			p.printf(".PP\n")
		}
		var kept []string
		for line := range strings.Lines(paragraph) {
			line = strings.TrimRight(line, "\n")
			if strings.HasPrefix(line, " ") {
				kept = append(kept, line)
				continue
			}
			p.literal(strings.Join(kept, "\n"))
			kept = nil
			p.printf("%s\n", roff(line))
		}
		p.literal(strings.Join(kept, "\n"))
	}
}

// literal is lines that stay as they are.
func (p *page) literal(lines string) {
	if lines == "" {
		return
	}
	p.printf(".nf\n")
	for line := range strings.SplitSeq(lines, "\n") {
		p.printf("%s\n", roff(line))
	}
	p.printf(".fi\n")
}

// table is lines of a term and its meaning, parted by two spaces or more.
func (p *page) table(lines string) {
	for line := range strings.Lines(lines) {
		if term, meaning, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			p.item(`\fB`+roff(term)+`\fR`, strings.TrimSpace(meaning))
		}
	}
}

// item is a term, in roff, and below it what it means.
func (p *page) item(term, meaning string) { p.printf(".TP\n%s\n%s\n", term, roff(meaning)) }

func (p *page) commands(cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	p.printf(".SH COMMANDS\n")
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			p.item(`\fB`+roff(c.Name())+`\fR`, c.Short)
		}
	}
}

func (p *page) options(title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	p.printf(".SH %s\n", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, meaning := pflag.UnquoteUsage(f)
		term := `\fB` + roff("--"+f.Name) + `\fR`
		if f.Shorthand != "" {
			term = `\fB` + roff("-"+f.Shorthand) + `\fR, ` + term
		}
		if value != "" {
			term += ` \fI` + roff(value) + `\fR`
		}
		switch f.DefValue {
		case "", "false", "0", "[]": // what a flag has that was not given
		default:
			meaning += " (default: " + f.DefValue + ")"
		}
		p.item(term, meaning)
	})
}

func (p *page) seeAlso(cmd *cobra.Command) {
	var names []string
	if cmd.HasParent() {
		names = append(names, cmd.Parent().CommandPath())
	}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.CommandPath())
		}
	}
	if len(names) == 0 {
		return
	}
	p.printf(".SH SEE ALSO\n")
	for i, name := range names {
		comma := ","
		if i == len(names)-1 {
			comma = ""
		}
		p.printf(".BR %s (1)%s\n", roff(strings.ReplaceAll(name, " ", "-")), comma)
	}
}

// roff says a line so that man prints it letter by letter: a hyphen can be copied into a shell, and a dot or a quote at the
// start is no request.
func roff(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		return `\&` + line
	}
	return line
}
