package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manPage returns the help of a command as a man page, in the macros of man(7). cobra/doc is not used: it goes through
// Markdown, which joins the lines of a table, and prints --strict as --strict[=false].
func manPage(cmd *cobra.Command, v version) []byte {
	var p page
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	day := ""
	if !v.time.IsZero() {
		day = v.time.Format(time.DateOnly)
	}
	p.printf(".TH %s 1 %q %q \"User Commands\"\n", roff(strings.ToUpper(name)), day, "herald "+v.name)
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

// description returns the long help of a command, or its short one.
func description(cmd *cobra.Command) string {
	if cmd.Long != "" {
		return cmd.Long
	}
	return cmd.Short + "."
}

// page is a man page under construction.
type page struct{ bytes.Buffer }

func (p *page) printf(format string, args ...any) { fmt.Fprintf(&p.Buffer, format, args...) }

// text appends paragraphs, which are separated by empty lines. Indented lines keep their line ends.
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

// literal appends lines that keep their line ends.
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

// table appends lines that hold a term and its meaning, separated by two spaces or more.
func (p *page) table(lines string) {
	for line := range strings.Lines(lines) {
		if term, meaning, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			p.item(`\fB`+roff(term)+`\fR`, strings.TrimSpace(meaning))
		}
	}
}

// item appends a term, which is roff, and its meaning, which is plain text.
func (p *page) item(term, meaning string) { p.printf(".TP\n%s\n%s\n", term, roff(meaning)) }

// commands appends a section for each group of subcommands, and one for those without a group.
func (p *page) commands(cmd *cobra.Command) {
	for _, group := range append(cmd.Groups(), &cobra.Group{Title: "Commands"}) {
		heading := ".SH " + roff(strings.ToUpper(strings.TrimSuffix(group.Title, ":"))) + "\n"
		for _, c := range cmd.Commands() {
			if !c.IsAvailableCommand() || c.GroupID != group.ID {
				continue
			}
			p.WriteString(heading)
			heading = "" // once, and only above a command
			p.item(`\fB`+roff(c.Name())+`\fR`, c.Short)
		}
	}
}

// options appends a section that lists flags.
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
		case "", "false", "0", "[]": // the zero value of its type
		default:
			meaning += " (default: " + f.DefValue + ")"
		}
		p.item(term, meaning)
	})
}

// seeAlso appends references to the parent command and the subcommands.
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

// roff escapes a line so that man prints it literally: a hyphen stays one that can be copied into a shell, and a dot or a
// quote at the start does not begin a request.
func roff(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		return `\&` + line
	}
	return line
}
