package structured

import (
	"slices"
	"strings"
)

// Programs that export notes state what they know of a page in lines above its text, below the title: "Author: Noh Ye-bin", as
// items of a list, with bold keys, or as Logseq ("author:: …") and Org ("#+AUTHOR: …") do.

const (
	// mostEntryLines is how many lines of a text may hold entries: the longest exports have 20, with blank lines between.
	mostEntryLines = 40
	// mostAboveEntries is how many lines are above them: the title, a byline, a picture and the heading of the entries.
	mostAboveEntries = 4
	// fewestEntries is how many known keys show that lines are entries: one may begin a sentence.
	fewestEntries = 2
)

// cutLabelled cuts the entries above a text.
func cutLabelled(text string) (entries, string) {
	lines := strings.SplitN(text, "\n", mostEntryLines)
	run := labelledLines(lines)
	if !run.stated.describe() {
		return nil, text
	}
	above := slices.DeleteFunc(slices.Clone(lines[:run.start]), isBlank)
	if len(above) > mostAboveEntries {
		return nil, text
	}
	last := len(above) - 1
	headed := last > 0 && isHeading(above[last])
	if headed {
		above = above[:last]
	}
	if title := titleOf(above); title != "" && !run.stated.has("title") {
		run.stated = append(run.stated, entry{"title", []string{title}})
	}
	above = slices.DeleteFunc(above, func(l string) bool { return strings.HasPrefix(l, "![") }) // of the export, not of the text
	below := lines[run.end:]
	if next := slices.IndexFunc(below, isWritten); headed && next >= 0 && isHeading(below[next]) {
		below = below[next+1:] // the heading of the text
	}
	return run.stated, strings.Join(above, "\n") + "\n\n" + strings.TrimLeft(run.text+"\n"+strings.Join(below, "\n"), "\n")
}

// labelledRun is a run of lines that are entries.
type labelledRun struct {
	stated     entries
	start, end int    // the lines
	text       string // the first words of the text, which the last key labels
}

// labelledLines returns the first run of entries that begins with a known key, or an unknown one right above it. It ends with a
// known key, the unknown ones right below it that are no sentences, or the key of the text. Only known keys are among its
// entries.
func labelledLines(lines []string) (run labelledRun) {
	known := func(l string) bool { e, ok := cutLabel(l); return ok && isKnown(e.key) }
	if run.start = slices.IndexFunc(lines, known); run.start < 0 {
		return labelledRun{}
	}
	title := slices.IndexFunc(lines, isWritten)
	for run.start > title+1 && isLabelled(lines[run.start-1]) {
		run.start--
	}
	beside, passed := true, false // no blank line is above; an unknown key below one was passed over
	for i, l := range lines[run.start:] {
		e, ok := cutLabel(l)
		switch {
		case isBlank(l):
			beside = false
		case !ok:
			return run
		case slices.Contains(textKeys, e.key) && (!passed || e.values[0] == ""):
			run.end, run.text = run.start+i+1, e.values[0]
			return run
		case isKnown(e.key) && !passed:
			run.stated, run.end, beside = append(run.stated, e), run.start+i+1, true
		case !beside:
			passed = true
		case !strings.HasSuffix(e.values[0], "."):
			run.end = run.start + i + 1
		}
	}
	return run
}

// describe reports whether entries state more than the dates that a page prints in lines like theirs.
func (e entries) describe() bool {
	return len(e) >= fewestEntries && slices.ContainsFunc(e, func(stated entry) bool {
		return !slices.Contains(publishedKeys, stated.key) && !slices.Contains(updatedKeys, stated.key)
	})
}

func isKnown(key string) bool {
	for _, keys := range [][]string{titleKeys, addressKeys, publisherKeys, publishedKeys, updatedKeys, authorKeys} {
		if slices.Contains(keys, key) {
			return true
		}
	}
	return false
}

// titleOf returns the title among the lines above entries: the first heading, or the only line.
func titleOf(above []string) string {
	if first := slices.IndexFunc(above, isHeading); first >= 0 {
		return withoutMarks(above[first])
	}
	if len(above) == 1 {
		return withoutMarks(above[0])
	}
	return ""
}

// cutLabel returns the entry that a line is.
func cutLabel(l string) (entry, bool) {
	l = strings.TrimSpace(l)
	for _, mark := range []string{"- ", "* ", "+ ", "• ", "> ", "#+"} {
		l = strings.TrimPrefix(l, mark)
	}
	for _, mark := range []string{"**", "__"} {
		l = strings.ReplaceAll(l, mark, "")
	}
	key, value, ok := cutKey(strings.Replace(l, ":: ", ": ", 1))
	if !ok {
		return entry{}, false
	}
	return entry{key, lineValues([]string{strings.Trim(value, "<>")})}, true
}

func isLabelled(l string) bool {
	_, ok := cutLabel(l)
	return ok
}

// isBlank reports whether a line is empty or a rule.
func isBlank(l string) bool { return strings.Trim(l, "-+=*_ \t") == "" }

func isWritten(l string) bool { return !isBlank(l) }

func isHeading(l string) bool { return strings.HasPrefix(strings.TrimLeft(l, "#"), " ") && l[0] == '#' }

// withoutMarks returns a line without the marks of a heading and of bold text around it.
func withoutMarks(l string) string { return strings.Trim(l, "#*_ \t") }
