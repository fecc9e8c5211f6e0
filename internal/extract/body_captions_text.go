package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/article"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// textCaptions decides which lines are captions in a form of page without pictures.
type textCaptions struct {
	last    int            // the last line of text: the credit at its end is the article's
	first   int            // the first line of prose
	goesOn  int            // the last one
	printed map[string]int // how often each text is printed: a browser prints the alt of a picture and its caption
	names   []string       // who may sign the article
	boxes   bool           // what is in boxes is less than what is not
	alone   bool           // there is one line of prose, at most printed twice: a photo story
}

func newTextCaptions(lines []line, lastProse int, names []string) textCaptions {
	first := slices.IndexFunc(lines, func(l line) bool { return l.is(prose) })
	t := textCaptions{
		names: names, first: first, last: max(lastProse, lastSentence(lines)), printed: map[string]int{}, alone: isPhotoStory(lines),
		goesOn: lastParagraph(lines), boxes: hasBoxes(lines),
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
	if i > t.last && l.kind != article.Heading && isCreditedName(l.text) {
		return true
	}
	if l.kind != article.Paragraph || len(l.text) > longestCaption || isContinued(lines[i:]) {
		return false
	}
	return t.isCaption(lines, i)
}

// isCaption reports whether a paragraph is a caption by its place, what is beside it, or the credit that it ends in.
func (t textCaptions) isCaption(lines []line, i int) bool {
	l := lines[i]
	_, _, tag := normalize.AgencyTag(l.text)
	goesOn := i < t.goesOn
	switch {
	case t.boxes && l.boxed, isPictureCredit(l.text):
		return true
	case i >= t.last:
		return t.alone && !tag && l.is(prose) && endsInCredit(l.text)
	case t.isTwice(lines, i), isCredited(l.text):
		return true
	case !goesOn: // a tag after the last sentence belongs to the article, also if the site prints more below
		return !tag && endsInCredit(l.text)
	}
	return t.isPortrait(l, i) || endsInBracket(l.text) || endsInCredit(l.text)
}

// isPictureCredit reports whether a text is a credit that a word announces: "(Photos: Yonhap)".
func isPictureCredit(s string) bool {
	return creditAlone(s) && creditLabel().MatchString(strings.Trim(s, "()[] "))
}

// joinCredits joins captions above the last paragraph with what is below them: a credit, or the rest of a caption that breaks off.
func joinCredits(lines []line) []line {
	last := lastParagraph(lines)
	for last > 0 && lines[last].is(note|credits) {
		last = lastParagraph(lines[:last])
	}
	for i := last - 1; i > 0; i-- {
		continued := i+1 < len(lines) && lines[i+1].continuesWord(lines[i-1].text) // a photo splits a sentence
		if l, above := &lines[i], &lines[i-1]; l.picture == nil && above.kind == article.Paragraph && !continued && l.completes(above) {
			above.setText(above.text + " " + l.text)
			above.kind = captionKind
			lines = slices.Delete(lines, i, i+1)
		}
	}
	return lines
}

// completes reports whether a line is the credit of the one above it, or the end of its caption.
func (l *line) completes(above *line) bool {
	switch {
	case above.picture != nil || above.text == "":
		return false
	case l.gap == soft && l.text[0] == '(':
		return above.hasWords() && creditAlone(l.text)
	case l.gap == soft && !above.is(sentence):
		return above.is(prose) && endsInCredit(l.text)
	}
	first, _ := utf8.DecodeRuneInString(l.text)
	return unicode.IsLetter(first) && len(above.text) <= longestTitle && above.hasWords() &&
		(creditAlone(l.text) || len(l.text) <= longestCredit && sourcePhrase().MatchString(l.text))
}

// hasBoxes reports whether few enough of the paragraphs are in boxes that these are those of photos.
func hasBoxes(lines []line) bool {
	const third = 3 // a photo for every other paragraph
	prose, boxed := 0, 0
	for _, i := range proseLines(lines) {
		prose++
		if lines[i].boxed {
			boxed++
		}
	}
	return third*boxed <= prose
}

// isContinued reports whether the first of the lines breaks off, and the next one continues it.
func isContinued(lines []line) bool {
	return len(lines) > 1 && !lines[0].is(sentence) && lines[1].continuesWord(lines[0].text)
}

// isTwice reports whether line i is printed twice.
func (t textCaptions) isTwice(lines []line, i int) bool {
	s := lines[i].text
	if t.printed[s] > 1 || i+1 < len(lines) && (samePrint(s, lines[i+1].text) || strings.HasPrefix(lines[i+1].text, s+" (")) {
		return true
	}
	// What repeats a caption with a credit below it is the text: the words of a picture are above its caption.
	return i > 0 && samePrint(s, lines[i-1].text) && (hasCredit(s) || !hasCredit(lines[i-1].text))
}

// hasCredit reports whether a text is a caption and its credit.
func hasCredit(s string) bool {
	caption, by := splitCredit(s)
	return caption != "" && by != ""
}

// isCredited reports whether a text is a credit, or ends in one as no sentence does.
func isCredited(s string) bool {
	_, _, bare := cutBareCredit(s)
	_, by := splitCredit(s)
	return bare || creditAlone(s) || by != "" && !endsSentence(s)
}

// isCreditedName reports whether a text is no sentence and ends in a credit.
func isCreditedName(s string) bool { return !endsSentence(s) && isCredited(s) && !creditAlone(s) }

// isPortrait reports whether line i is the name of a person and nothing else. That of a writer is below the portrait above the text,
// and elsewhere signs the article.
func (t textCaptions) isPortrait(l line, i int) bool {
	_, person := site.Newsroom.PersonName(l.text)
	if !person || l.bold || endsWithStop(l.text) || l.is(boilerplate) {
		return false
	}
	return i < t.first && len(t.names) > 0 || i > 0 && !matchesWriter(t.names, l.text)
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
