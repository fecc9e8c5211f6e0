package extract

import (
	"slices"
	"strings"
	"unicode"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// textCaptions decides which lines are captions in a form of page without pictures.
type textCaptions struct {
	last    int            // the last line of text: the credit at its end is the article's
	goesOn  int            // the last one
	printed map[string]int // how often each text is printed: a browser prints the alt of a picture and its caption
	names   []string       // who may sign the article
	alone   bool           // there is one line of prose, at most printed twice: a photo story
}

func newTextCaptions(lines []line, lastProse int, names []string) textCaptions {
	t := textCaptions{
		names: names, last: max(lastProse, lastSentence(lines)), printed: map[string]int{}, alone: isPhotoStory(lines),
		goesOn: lastParagraph(lines),
	}
	for _, l := range lines {
		if len(l.text) >= shortestHalf {
			t.printed[l.text]++
		}
	}
	return t
}

// isPhotoStory reports whether lines hold one text, at most printed twice.
func isPhotoStory(lines []line) bool {
	prose := proseLines(lines)
	return len(prose) > 0 && !slices.ContainsFunc(prose, func(i int) bool { return !samePrint(lines[i].text, lines[prose[0]].text) })
}

// has reports whether line i is a caption: it is printed twice, is the name of a person between paragraphs, or ends in a
// credit above the end of the text.
func (t textCaptions) has(lines []line, i int) bool {
	l := lines[i]
	_, _, tag := normalize.AgencyTag(l.text)
	goesOn := i < t.goesOn
	switch {
	case l.kind != article.Paragraph, len(l.text) > longestCaption, isContinued(lines[i:]):
		return false
	case creditAlone(l.text) && creditLabel().MatchString(strings.Trim(l.text, "()[] ")):
		return true
	case i >= t.last:
		return t.alone && !tag && l.is(prose) && endsInCredit(l.text)
	case t.isTwice(lines, i), isCredited(l.text):
		return true
	case goesOn && (t.isPortrait(l, i == 0) || endsInBracket(l.text)):
		return true
	}
	// A tag after the last sentence belongs to the article, also if the site prints more below.
	return endsInCredit(l.text) && (!tag || goesOn)
}

// isContinued reports whether the first of the lines breaks off, and the next one continues it.
func isContinued(lines []line) bool {
	return len(lines) > 1 && !lines[0].is(sentence) && lines[1].continuesWord(lines[0].text)
}

// isTwice reports whether line i is printed twice.
func (t textCaptions) isTwice(lines []line, i int) bool {
	s := lines[i].text
	return t.printed[s] > 1 || i+1 < len(lines) && samePrint(s, lines[i+1].text) || i > 0 && samePrint(s, lines[i-1].text)
}

// isCredited reports whether a text is a credit, or ends in one as no sentence does.
func isCredited(s string) bool {
	_, _, bare := cutBareCredit(s)
	_, by := splitCredit(s)
	return bare || creditAlone(s) || by != "" && !endsSentence(s)
}

// isPortrait reports whether a line is the name of a person and nothing else. That of a writer is below the portrait at the top,
// and elsewhere signs the article.
func (t textCaptions) isPortrait(l line, atTop bool) bool {
	_, person := site.Newsroom.PersonName(l.text)
	if !person || l.bold || endsWithStop(l.text) || l.is(boilerplate) {
		return false
	}
	return atTop && len(t.names) > 0 || !atTop && !matchesWriter(t.names, l.text)
}

// endsInBracket reports whether a text that is no sentence ends in a bracket: a credit, or where somebody is in a picture.
func endsInBracket(s string) bool {
	m := bracketAtEnd().FindStringSubmatchIndex(s)
	if m == nil || m[0] <= 0 || endsSentence(s[:m[0]]) {
		return false
	}
	in := s[m[2]:m[3]]
	return isCredit(in) && !abbreviates(in, s[:m[0]]) || placeInPicture().MatchString(in)
}

// abbreviates reports whether a text is capitals of which the last begins the last word before it: "Health Organization (WHO)".
func abbreviates(s, before string) bool {
	return strings.ToUpper(s) == s && firstLetter(before[strings.LastIndexByte(before, ' ')+1:]) == unicode.ToLower(rune(s[len(s)-1]))
}

// lastParagraph returns the index of the last line that ends as a sentence of the article does; -1 if none does.
func lastParagraph(lines []line) int {
	for i, l := range slices.Backward(lines) {
		if isParagraph(l) {
			return i
		}
	}
	return -1
}

// lastSentence returns the index of the last line with a stop, which may be shorter than a paragraph; -1 if there is none.
func lastSentence(lines []line) int {
	for i, l := range slices.Backward(lines) {
		if l.picture == nil && endsWithStop(l.text) && !l.is(signatureFacts) {
			return i
		}
	}
	return -1
}
