package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/article"
)

const (
	// maxLines is the number of paragraphs of a body that are compared with those of other articles. The longest feature has
	// some 200; a body with more lines is a table of results, whose end is no better known than its beginning.
	maxLines = 1000
	// minSharing is the number of articles that make a text worth a look: two may be a story and its reprint.
	minSharing = 3
	// maxLabelWords is the length of a line of the site: a credit, an invitation, a label. Longer lines are compared as they
	// are.
	maxLabelWords = 12
)

// lineAudit finds the paragraphs that the bodies of several articles share, which are mostly of the site.
type lineAudit struct {
	recurring
	inBody []uint64 // hashes of the paragraphs of the current body, each of which counts once
}

// newLineAudit returns an empty lineAudit.
func newLineAudit() lineAudit { return lineAudit{recurring: newRecurring(maxNames, lineBits)} }

// add compares the paragraphs of an article. An article that is there before must not be added: all of its paragraphs are.
func (l *lineAudit) add(a *article.Article, here Example) {
	l.inBody = l.inBody[:0]
	rest, more := a.Body, true
	for n := 0; more && n < maxLines; n++ {
		var line string
		line, rest, more = strings.Cut(rest, "\n\n")
		key := lineKey(line)
		if key == "" {
			continue
		}
		hash := fastHash(key)
		if l.seen.add(hash) && !slices.Contains(l.inBody, hash) {
			l.recurring.add(key, line, placeOf(n, more, rest), here)
		}
		l.inBody = append(l.inBody, hash)
	}
}

// placeOf returns the place of the paragraph after n others and, if there are more, before rest.
func placeOf(n int, more bool, rest string) place {
	switch {
	case n == 0:
		return first
	case !more || !strings.Contains(rest, "\n\n"): // the agency or the signature may follow
		return last
	}
	return middle
}

var (
	mailAddress = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
	numeral     = regexp.MustCompile(`\d+([.,:/-]\d+)*`)
	// personName is a run of capitalized words, with the commas, conjunctions and slashes between the names of several persons.
	personName = regexp.MustCompile(`\p{Lu}[\p{L}.'’-]*((\s*[/,&]\s*|\s+and\s+|\s+)\p{Lu}[\p{L}.'’-]*)*`)
	creditWord = regexp.MustCompile(`(?i)^.{0,40}?\bby\b`) // of a byline or of a credit, at its beginning
)

// lineKey returns what lines of one kind have in common: the line itself, or of short lines that are no sentences the shape, with @ for addresses, 0
// for numbers and, in a credit or beside an address, X for names. It is "" for a line that cannot be of the site: one without
// letters, or a table.
func lineKey(line string) string {
	if strings.ContainsAny(line, "\t\n") || !strings.ContainsFunc(line, unicode.IsLetter) {
		return ""
	}
	if !atMostWords(line, maxLabelWords) || isProse(line) {
		return line
	}
	key := line
	hasMail := strings.Contains(line, "@")
	if hasMail {
		key = mailAddress.ReplaceAllLiteralString(key, "@")
	}
	if strings.ContainsAny(key, "0123456789") {
		key = numeral.ReplaceAllLiteralString(key, "0")
	}
	credit := creditWord.FindString(key)
	if hasMail || credit != "" {
		key = credit + personName.ReplaceAllLiteralString(key[len(credit):], "X")
	}
	return key
}

// atMostWords reports whether a text has at most so many words.
func atMostWords(text string, most int) bool {
	if len(text) > most*utf8.UTFMax*20 { // no word is that long; a long paragraph need not be read
		return false
	}
	for range strings.FieldsSeq(text) {
		most--
		if most < 0 {
			return false
		}
	}
	return true
}

// isProse reports whether a line reads as a sentence of a writer and not as a label of the site. Such lines may be of the
// article: a column that always opens with the same words.
func isProse(line string) bool {
	const sentence, long = 8, 20 // words: the shortest sentence that ends in a full stop, and of one that need not
	switch {
	case atMostWords(line, sentence-1):
		return false
	case !atMostWords(line, long-1):
		return true
	}
	return strings.HasSuffix(strings.TrimRight(line, `"'”’)]`), ".") || strings.ContainsAny(line[len(line)-1:], "?!")
}

// captionIsParagraph reports whether a caption is also a paragraph of the body. In a photo story, whose caption is its only text, it
// should be.
func captionIsParagraph(a *article.Article) (caption string, found bool) {
	if !strings.Contains(a.Body, "\n\n") {
		return "", false
	}
	for _, image := range a.Images {
		c := string(image.Caption)
		if c == "" || !strings.Contains(a.Body, c) {
			continue
		}
		for paragraph := range strings.SplitSeq(a.Body, "\n\n") {
			if paragraph == c {
				return c, true
			}
		}
	}
	return "", false
}
