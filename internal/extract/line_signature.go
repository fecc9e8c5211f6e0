package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// isNote reports whether a line is an editor's note, a correction or a description of the writer.
func isNote(s string) bool {
	return byEditor(s) || strings.HasPrefix(s, "The writer is ") || isContribution(s) || isLabelledNote(s)
}

var editor = lazyRegexp(`(?:--+|[-–—―(])\s*(?:E|e)d(?:itor)?(?:\.|\b)\s*\)?$`)

// isLabelledNote reports whether a text begins with the label of a note. Most texts begin with another letter.
func isLabelledNote(s string) bool {
	if len(s) > longestNote {
		return false
	}
	first := strings.TrimLeft(s, "([<‹* \t")
	return first != "" && strings.IndexByte("ecn", first[0]|0x20) >= 0 && labelled().MatchString(s)
}

var labelled = lazyRegexp(`^[(\[<‹*]*\s*(?i:editor[’']?s[’']? notes?|ed[’.]s? note|correction|clarification|note to readers)\s*(?:[\])>›]|[:：–—-])`)

var contributed = lazyRegexp(`^[\p{Lu}\p{Hangul}(][^.!?]* contributed (?:reporting )?(?:to|for) this (?:report|article|story|piece)\.?\)?$|^\(?(?:This (?:article|story|column) was t|T)ranslated by (?:\p{Lu}|\p{Hangul})[^.!?]{1,60}\.?\)?$`)

// isContribution reports whether a line credits who helped: "Kim Da-sol in Busan contributed to this report".
func isContribution(s string) bool {
	return len(s) <= longestByline && (strings.Contains(s, " contributed ") || strings.Contains(s, "ranslated by ")) && contributed().MatchString(s)
}

// byEditor reports whether a text ends in "-- Ed.".
func byEditor(s string) bool {
	end := strings.TrimRight(s, " .)")
	for _, word := range []string{"Ed", "ed", "Editor", "editor"} {
		if before, ok := strings.CutSuffix(end, word); ok {
			dash, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
			return strings.ContainsRune("-–—―(", dash) && editor().MatchString(s)
		}
	}
	return false
}

// isCredits reports whether a line credits who made the video, the graphics or the translation.
func isCredits(s string) bool {
	rest, _, ok := takeCredits(s)
	return ok && rest == ""
}

// takeCredits finds who made the video or the translation at the end of a text: "Video shot and edited by Park Subin
// (…)".
func takeCredits(text string) (rest, note string, ok bool) {
	if !strings.Contains(text, " by ") || !slices.ContainsFunc(creditVerbs, func(w string) bool { return strings.Contains(text, w) }) {
		return text, "", false
	}
	m := videoMaker().FindStringSubmatchIndex(text)
	if m == nil || len(text)-m[0] > longestByline || !endsSentence(text[:m[0]]) {
		return text, "", false
	}
	return text[:m[0]], text[m[0]:], true
}

// creditVerbs are the words that credits begin with.
var creditVerbs = []string{"Video", "Photos", "Photo", "Script", "Graphics", "Graphic", "Illustration", "Audio", "Edited", "Filmed", "Shot", "Translated", "Translation", "Produced", "Compiled"}

var videoMaker = lazyRegexp(`((?:` + strings.Join(creditVerbs, "|") + `)(?: [a-z]+| and| &|,){0,6} by (?:\p{Lu}|\p{Hangul})[^.!?]*(?:\([^()]*\))?(?:,? \([^()]*\))*)$`)

// The longest note is a short paragraph. A longer text that ends in "-- Ed." is an article with a note glued to it.
const longestNote = 700

// isSignature reports whether a line is names with their mails, without the word By.
func isSignature(text string) bool {
	_, ok := site.Newsroom.ParseSignature(text)
	return ok
}

// isOddByline reports whether a text is a byline that names nobody: "By Bell (khnews@heraldcorp.com)".
func isOddByline(text string) bool {
	// "By", the longest name of a desk, and a mail.
	const words = 6
	return startsWithBy(text) && strings.HasSuffix(text, ")") && len(normalize.Mails(text)) > 0 && strings.Count(text, " ") < words
}

// isOnlyMail reports whether a text is a mail address, at most in brackets.
func isOnlyMail(text string) bool {
	rest, _, ok := takeMail(text)
	return ok && rest == ""
}

// takeMail finds a mail at the end of a text: "50,000 won.(wone0102@heraldcorp.com)".
func takeMail(text string) (rest, mail string, ok bool) {
	if !strings.Contains(text, "@") {
		return text, "", false
	}
	m := mailAtEnd().FindStringSubmatchIndex(text)
	if m == nil {
		return text, "", false
	}
	rest = text[:m[0]]
	bracketed := strings.ContainsAny(text[m[0]:m[2]], "(<[")
	// Without a bracket a sentence may end in a mail: "Write to the office at info@example.org".
	if !endsSentence(rest) || rest != "" && !bracketed {
		return text, "", false
	}
	return rest, text[m[2]:m[3]], true
}

var mailAtEnd = lazyRegexp(`[\s(<\[/–—―-]*([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\s*[)>\]]*\.?$`)
