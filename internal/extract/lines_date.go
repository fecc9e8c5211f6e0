package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// unreadableDate returns the position of a label in what is left of a line without its dates.
func unreadableDate(s string) []int {
	if !mayLabel(s) {
		return nil
	}
	return anyLabel().FindStringIndex(s)
}

// cutLabel removes the label of a date from the end of the text before it: "Published :", "Updated on".
func cutLabel(s string, words []string) (rest string, ok bool) {
	bare := strings.TrimRight(s, " :：")
	if bare == "" || strings.IndexByte("detnDETN", bare[len(bare)-1]) < 0 && bare[len(bare)-1] < utf8.RuneSelf {
		return s, false // no label, "since", "on" or "at" ends otherwise
	}
	for _, filler := range []string{"", "on", "at"} {
		label, filled := cutSuffixFold(strings.TrimRight(bare, " "), filler)
		label = strings.TrimRight(label, " ")
		for _, word := range words {
			if rest, ok = cutSuffixFold(label, word); filled && ok {
				return rest, true
			}
		}
	}
	return s, false
}

// cutSuffixFold is strings.CutSuffix for a suffix in any case.
func cutSuffixFold(s, suffix string) (rest string, ok bool) {
	at := len(s) - len(suffix)
	if at < 0 || suffix != "" && s[len(s)-1]|0x20 != suffix[len(suffix)-1]|0x20 || !strings.EqualFold(s[at:], suffix) {
		return s, false // most texts end in another letter, which 0x20 makes small
	}
	return s[:at], true
}

// readDate reads a line that holds the date of the article and at most its byline: "Published : Aug 15, 2020 - 12:12
// Updated : …", "2010-11-11 18:24", "Feb. 1, 2021 - 16:42 By Bae Hyunjung", "By Son Ji-hyoungPublished : …".
func readDate(s string) (dateLine, bool) {
	// The longest line of two dates and a byline; what is longer is a sentence.
	const longest = 200
	if len(s) > longest {
		return dateLine{}, false
	}
	s = normalize.FoldWidth(s)
	if !normalize.MayDate(s) && !(mayLabel(s) && anyLabel().MatchString(s)) {
		return dateLine{}, false
	}
	var d dateLine
	var rest strings.Builder
	end := 0
	for _, f := range normalize.Dates(s) {
		before, ok := cutLabel(cutWeekday(s[end:f.Start]), site.UpdatedLabels)
		if ok {
			d.updated, d.labelled = f.Timestamp, true
		} else if before, ok = cutLabel(before, site.PublishedLabels); ok {
			d.published, d.labelled = f.Timestamp, true
		} else if d.published.Time.IsZero() {
			d.published = f.Timestamp
		}
		rest.WriteString(before + " ")
		end = f.End
	}
	rest.WriteString(s[end:])
	d.byline = strings.Trim(normalize.Text(rest.String()), " •·|,/()[]-–")
	if m := unreadableDate(d.byline); m != nil {
		d.unreadable, d.labelled = normalize.Text(s), true
		d.byline = strings.Trim(d.byline[:m[0]], " •·|,/")
	}
	switch {
	case d.published.Time.IsZero() && d.updated.Time.IsZero() && d.unreadable == "":
		return dateLine{}, false
	case site.IsSection(d.byline):
		d.section, d.byline = d.byline, ""
		return d, true
	case d.byline == "":
		return d, true
	}
	return d, d.takeBeside(s)
}

// takeBeside decides what the rest of a date line is: a byline, or buttons and counts of the site. It returns false if
// the line is a text that holds a date.
func (d *dateLine) takeBeside(line string) bool {
	bare := weekday().ReplaceAllString(site.TrimButtons(d.byline), "")
	bare = strings.TrimSpace(strings.TrimSuffix(" "+bare, " on")) // "Submitted by Kim Da-sol on May 3", or the last words alone
	if bare == "" || signsDate(bare, d) {
		d.byline = bare
		return true
	}
	if signsDate(d.byline, d) {
		return true
	}
	if names, cited := besidePaper(d.byline); cited {
		d.byline = names
		return true
	}
	// The text of a button beside a date is short. A line that begins with the label of its date is not a sentence.
	const longest = 60
	d.byline = ""
	return d.labelled && len(bare) <= longest && !endsSentence(bare) && startsWithLabel(line)
}

// besidePaper returns the names in a text that names the paper too, as a citation does: "Noh Ye-bin | The Korea Herald".
func besidePaper(s string) (names string, ok bool) {
	var rest []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("|·•,", r) }) {
		if part = strings.TrimSpace(part); part != "" && site.CutPaperName(part) == "" {
			ok = true
		} else if part != "" {
			rest = append(rest, part)
		}
	}
	if names = strings.Join(rest, ", "); names == "" || !ok {
		return names, ok
	}
	_, ok = site.Newsroom.ParseNamesOnly(names)
	return names, ok
}

// weekday is printed beside a date and adds nothing to it.
var weekday = lazyRegexp(`^` + weekdayName + `\b[.,]?\s*`)

const weekdayName = `(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)`

// cutWeekday removes a weekday from the end of the text before a date: "Updated Tue, ".
func cutWeekday(s string) string {
	bare := strings.TrimRight(s, " .,")
	if bare == "" || strings.IndexByte("ydneuit", bare[len(bare)-1]|0x20) < 0 {
		return s // no weekday ends so
	}
	if at := endWeekday().FindStringIndex(s); at != nil {
		return s[:at[0]]
	}
	return s
}

var endWeekday = lazyRegexp(`\b` + weekdayName + `[.,]?\s*$`)

// signsDate reports whether the text beside a date is a byline. It may lack By if the date is labelled or prints the
// hour.
func signsDate(s string, d *dateLine) bool {
	if _, ok := site.Newsroom.ParseByline(s); ok {
		return true
	}
	if !d.labelled && !d.published.HasTime {
		return false
	}
	_, ok := site.Newsroom.ParseNamesOnly(s)
	return ok
}

func startsWithLabel(s string) bool {
	s = strings.TrimLeft(s, " •·|-")
	return slices.ContainsFunc(slices.Concat(site.PublishedLabels, site.UpdatedLabels), func(word string) bool {
		return len(s) >= len(word) && strings.EqualFold(s[:len(word)], word)
	})
}

// isDateLabel reports whether a text ends in the label of a date and holds nothing else but another date: "Published
// :", "Published : Aug 15, 2020 - 12:12 Updated :".
func isDateLabel(s string) bool {
	rest, ok := cutLabel(s, site.UpdatedLabels)
	if !ok {
		rest, ok = cutLabel(s, site.PublishedLabels)
	}
	if rest = strings.Trim(rest, " •·|"); !ok || rest == "" {
		return ok
	}
	_, dated := readDate(rest)
	return dated
}

// mayLabel reports whether s may hold a label of a date: most lines hold no part of one.
func mayLabel(s string) bool {
	return (strings.Contains(s, ":") || strings.Contains(s, "：")) && (strings.Contains(s, "ed") || strings.Contains(s, "ED"))
}

var anyLabel = lazyRegexp(`(?i)(published|posted|(?:last )?updated)\s*[:：]\s*(\S.*)$`)

// isBareDate reports whether a line is a date in any language with little else.
func isBareDate(line string) bool {
	_, dated := normalize.AnyDate(line)
	return dated && mostlyDate(line)
}

// mostlyDate reports whether a line with a date has little else, unlike a sentence or a caption that mentions a day.
func mostlyDate(line string) bool {
	// In letters: "Published : ", a weekday, a time with its zone, a writer's name, and the longest month, September.
	const besideDate = 34
	words := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	return letters(strings.Join(words, "")) <= besideDate
}
