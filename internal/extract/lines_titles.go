package extract

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/article"
)

// linkNumbered makes links of the titles in lists whose numbers are printed, above or before the title: those of a list of popular
// articles are links on the page.
func linkNumbered(lines []line) {
	linkBelowNumbers(lines)
	linkRuns(lines)
	for i := 0; i < len(lines); i++ {
		end := i
		for end < len(lines) && lines[end].kind == lines[i].kind && beginsWithNumber(lines[end].text, end-i+1) && isTitle(lines[end].text) {
			end++
		}
		if end-i >= fewestTitles {
			for ; i < end; i++ {
				lines[i].linked = true
			}
		}
	}
}

// linkRuns makes links of the lines in rows of which each begins with one: a title with its teaser.
func linkRuns(lines []line) {
	for i := 0; i < len(lines); i++ {
		end := i
		for end < len(lines) && (lines[end].links > 0 || lines[end].picture != nil) {
			end++
		}
		if end-i >= fewestTitles {
			for ; i < end; i++ {
				lines[i].linked = true
			}
		}
	}
}

// fewestTitles is how many titles show that a list is not the parts of an article, which may have a number each.
const fewestTitles = 3

// beginsWithNumber reports whether a line begins with a number, without a stop after it.
func beginsWithNumber(s string, number int) bool {
	rest, ok := strings.CutPrefix(s, strconv.Itoa(number))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return ok && rest != "" && !unicode.IsDigit(first) && first != '.' && first != ')'
}

// linkBelowNumbers makes links of the titles whose numbers are on the line above.
func linkBelowNumbers(lines []line) {
	var titles []int
	for i := range lines {
		switch at, isNumber := bareNumber(lines[i].text); {
		case isNumber && at == len(titles)+1 && i+1 < len(lines) && len(lines[i+1].text) <= longestTitle:
			titles = append(titles, i+1)
		case isNumber && at == 1:
			titles = nil
		}
		if len(titles) > 0 && i > titles[len(titles)-1] {
			if _, next := bareNumber(lines[i].text); !next && hasLetters(lines[i].text) {
				titles = nil
			}
		}
		if len(titles) >= fewestTitles {
			for _, t := range titles {
				lines[t].linked = true
			}
		}
	}
}

// withoutTitles removes the list at the end of a text rendering that is of other articles: titles, right above the site's tail.
func withoutTitles(lines []line) []line {
	end := len(lines)
	for end > 0 && lines[end-1].isListedTitle() {
		end--
	}
	if len(lines)-end < fewestTitles || end > 0 && strings.HasSuffix(lines[end-1].text, ":") {
		return lines
	}
	return lines[:end]
}

func (l *line) isListedTitle() bool {
	return l.node == nil && l.kind == article.ListItem && len(l.text) <= longestTitle && strings.Contains(l.text, " ") &&
		!strings.HasSuffix(withoutClosers(l.text), ".")
}

// isOtherTitle reports whether a line is a link that reads like the title of another article.
func (l *line) isOtherTitle() bool {
	const spaces = 2 // the labels of a menu have fewer
	return l.picture == nil && l.linked && !l.writer && (l.kind == article.Heading || strings.Count(l.text, " ") >= spaces) && !l.is(byline|dated|furniture)
}
