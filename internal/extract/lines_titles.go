package extract

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/article"
)

// linkNumbered makes links of the titles in lists whose numbers are printed, above or before the title: those of a list of popular
// articles are links on the page. In rows of which each begins with a link, a title is above its teaser.
func linkNumbered(lines []line) {
	linkBelowNumbers(lines)
	linkRuns(lines, func(run []line) bool { return run[len(run)-1].links > 0 || run[len(run)-1].picture != nil })
	linkRuns(lines, func(run []line) bool {
		l := &run[len(run)-1]
		return l.kind == run[0].kind && beginsWithNumber(l.text, len(run)) && isTitle(l.text)
	})
}

// linkRuns makes links of the lines in the longest runs of which each beginning satisfies a condition.
func linkRuns(lines []line, is func(run []line) bool) {
	for i := 0; i < len(lines); i++ {
		end := i
		for end < len(lines) && is(lines[i:end+1]) {
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

// isOtherTitle reports whether a line is a link that reads like the title of another article.
func (l *line) isOtherTitle() bool {
	const spaces = 2 // the labels of a menu have fewer
	return l.picture == nil && l.linked && !l.writer && (l.kind == article.Heading || strings.Count(l.text, " ") >= spaces) && !l.is(byline|dated|furniture)
}
