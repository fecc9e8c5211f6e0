package source

import (
	"bytes"
	"slices"
)

// herald writes several articles into one text or Markdown file, which is read as a page for each article.

var (
	// ownMarkdown matches the space between two articles and the start of the second, whose front matter begins with the schema.
	ownMarkdown = pattern(`\r?\n(\r?\n)---\r?\nschema: "herald\.article/`)
	// ownSeparator matches what separates two articles in text.
	ownSeparator = pattern(`\r?\n(\r?\n\* \* \*\r?\n\r?\n)`)
	// ownHead matches the head of an article in text: at most headline, subheadline and byline in four lines, and the date as no
	// page prints it: with its zone, or the day alone below a byline.
	ownHead = pattern(`^(?:(?:.+\n){1,4}\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)|(?:.+\n){1,3}By .+\n\d{4}-\d\d-\d\d)(?: \(updated \S+\))?\r?\n\r?\n`)
)

// articlesIn splits a text file that herald has written into its articles. Other files are one part: a column may have rows of
// asterisks too. An article without a date has no head that is known, but the others of the file have.
func articlesIn(data []byte) [][]byte {
	const asterisks, schema = "* * *", `schema: "herald.article/`
	switch {
	case bytes.Contains(data, []byte(schema)):
		return splitAt(data, ownMarkdown().FindAllSubmatchIndex(data, maxJoined))
	case bytes.Contains(data, []byte(asterisks)):
		articles := splitAt(data, ownSeparator().FindAllSubmatchIndex(data, maxJoined))
		if slices.ContainsFunc(articles, ownHead().Match) {
			return articles
		}
	}
	return [][]byte{data}
}

// splitAt splits data without the first group of each match.
func splitAt(data []byte, matches [][]int) [][]byte {
	var parts [][]byte
	start := 0
	for _, m := range matches {
		parts = append(parts, data[start:m[2]:m[2]])
		start = m[3]
	}
	return append(parts, data[start:])
}
