package structured

import (
	"slices"
	"strings"
)

// Programs that export notes state what they know of a page in lines above its text, below the title: "Author: Noh Ye-bin", as
// items of a list or with bold keys.

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
	stated, start, end := labelledRun(lines)
	if !stated.describe() {
		return nil, text
	}
	above := slices.DeleteFunc(slices.Clone(lines[:start]), isBlank)
	if len(above) > mostAboveEntries {
		return nil, text
	}
	last := len(above) - 1
	headed := last > 0 && isHeading(above[last])
	if headed {
		above = above[:last]
	}
	if title := titleOf(above); title != "" && !stated.has("title") {
		stated = append(stated, entry{"title", []string{title}})
	}
	above = slices.DeleteFunc(above, func(l string) bool { return strings.HasPrefix(l, "![") }) // of the export, not of the text
	below := lines[end:]
	if next := slices.IndexFunc(below, isWritten); headed && next >= 0 && isHeading(below[next]) {
		below = below[next+1:] // the heading of the text
	}
	return stated, strings.Join(above, "\n") + "\n\n" + strings.Join(below, "\n")
}

// labelledRun returns the entries in lines that follow one another, and where these begin and end: from the first known key,
// or an unknown one right above it, to the last known one, or an unknown one right below.
func labelledRun(lines []string) (stated entries, start, end int) {
	known := func(l string) bool { e, ok := cutLabel(l); return ok && isKnown(e.key) }
	if start = slices.IndexFunc(lines, known); start < 0 {
		return nil, 0, 0
	}
	title := slices.IndexFunc(lines, isWritten)
	for start > title+1 && isLabelled(lines[start-1]) {
		start--
	}
	end = start
	for i := start; i < len(lines); i++ {
		e, ok := cutLabel(lines[i])
		switch {
		case isBlank(lines[i]):
			continue
		case !ok, i > end && !isKnown(e.key):
			return stated, start, end
		}
		stated, end = append(stated, e), i+1
	}
	return stated, start, end
}

// describe reports whether entries state more than the dates that a page prints in lines like theirs.
func (e entries) describe() bool {
	known := slices.DeleteFunc(slices.Clone(e), func(stated entry) bool { return !isKnown(stated.key) })
	return len(known) >= fewestEntries && slices.ContainsFunc(known, func(stated entry) bool {
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
	for _, bullet := range []string{"- ", "* ", "+ ", "• ", "> "} {
		l = strings.TrimPrefix(l, bullet)
	}
	key, value, ok := cutKey(strings.ReplaceAll(strings.ReplaceAll(l, "**", ""), "__", ""))
	if !ok {
		return entry{}, false
	}
	value = strings.Trim(value, "<>")
	if m := linkedValue().FindStringSubmatch(value); m != nil {
		value = m[1]
		if slices.Contains(addressKeys, key) {
			value = m[2]
		}
	}
	return entry{key, []string{value}}, true
}

// linkedValue matches a value that is a link in Markdown.
var linkedValue = lazyRegexp(`^\[([^\[\]]+)\]\(([^()\s]+)\)$`)

func isLabelled(l string) bool {
	_, ok := cutLabel(l)
	return ok
}

// isBlank reports whether a line is empty or a rule.
func isBlank(l string) bool { return strings.Trim(l, "-+=*_ \t") == "" }

func isWritten(l string) bool { return !isBlank(l) }

func isHeading(l string) bool { return strings.HasPrefix(l, "#") }

// withoutMarks returns a line without the marks of a heading and of bold text around it.
func withoutMarks(l string) string { return strings.Trim(l, "#*_ \t") }
