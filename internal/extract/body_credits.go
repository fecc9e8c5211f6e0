package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// A credit names who took a picture or owns it: a wire, an organisation, a person, a person and an organisation, or a
// phrase such as "courtesy of". It is in a separate element, in brackets after the caption, after a word or a mark that
// announces it, or, if nothing else can be meant, the last words of the caption.

// splitCredit separates a line of a caption from the credit that it ends in or is.
func (l line) splitCredit() (caption, by string) {
	if l.kind != creditKind {
		return splitCredit(captionText(l))
	}
	if caption, by = splitCredit(l.text); by != "" || endsWithStop(l.text) && !endsInAbbreviation(l.text) {
		return caption, by
	}
	return "", bareCredit(l.text)
}

// captionPart is what a line of a caption holds.
type captionPart struct{ caption, credit string }

// captionParts returns what each of the lines of a caption holds.
func captionParts(lines []line, found []int) []captionPart {
	var parts []captionPart
	above := ""       // the text of the caption so far
	labelled := false // the line above is the label of a credit
	for _, j := range found {
		if loneCreditLabel().MatchString(lines[j].text) {
			labelled = true
			parts = append(parts, captionPart{})
			continue
		}
		caption, credit := lines[j].splitCredit()
		if labelled && caption != "" && credit == "" && len(caption) <= longestCredit {
			caption, credit = "", bareCredit(caption)
		}
		labelled = false
		if rest, bare, ok := cutBareCredit(caption); ok && credit == "" {
			caption, credit = rest, bare
		}
		if credit == "" && above != "" && isCreditBelow(above, caption) {
			caption, credit = "", bareCredit(caption)
		}
		parts = append(parts, captionPart{caption, credit})
		if caption != "" {
			above = caption
		}
	}
	return parts
}

// captionMarks point from a caption to its picture.
const captionMarks = "▲△◀◁▶▷▼▽ "

// captionText returns the text of a caption. A credit in a separate element at the end gets brackets, and loses its label.
func captionText(l line) string {
	last := len(l.pieces) - 1
	if last < 1 {
		return strings.TrimLeft(l.text, captionMarks)
	}
	pieces := l.pieces[:last]
	if last > 1 && loneCreditLabel().MatchString(normalize.Text(pieces[last-1])) {
		pieces = pieces[:last-1]
	}
	before, by := normalize.Text(strings.Join(pieces, "")), normalize.Text(l.pieces[last])
	if len(by) > longestCredit || endsSentence(by) && !strings.HasSuffix(by, ")") || !endsPhrase(before) && !creditAlone(by) {
		return l.text
	}
	return before + " (" + strings.Trim(by, "()") + ")"
}

// The longest credits name a photographer and his paper.
const longestCredit = 60

// endsPhrase reports whether a text can end where it does: not in a word that another must follow, nor in one or two
// words, which may belong to a name: "Singer", "a scene from".
func endsPhrase(s string) bool {
	words := strings.Fields(s)
	return endsSentence(s) || len(words) > 2 && !functionWords[words[len(words)-1]] && !strings.HasSuffix(s, ",")
}

// functionWords are words that no phrase ends in.
var functionWords = dom.WordSet("a|an|the|of|by|with|and|or|from|in|on|at|to|for|as|is|are|was|were")

var (
	bracketAtEnd = lazyRegexp(`\s*[(\[（]([^()\[\]（）]{2,80})[)\]）]$`)
	// What a bracket at the end of a caption holds if it is not a credit.
	placeInPicture = lazyRegexp(`\b(?:left|right|center|centre|middle|above|below|top|bottom|front|back|pictured|file|from)\b|^(?i:left|right|center|centre|middle|above|below|top|bottom|front|back|pictured|file)(?:,| (?i:photo|to|and)\b|$)`)
	wireAtEnd      = lazyRegexp(`(?:[.!?”"]|\s[/-])\s*((?:[\p{L} .-]{2,40}/\s?)?[\p{L} -]{2,30})$`)
	// A word or a bar announces a credit: "… on Monday. Photo: Yonhap", "… | Hanwha Ocean".
	announced = lazyRegexp(`(?:^|[\s.])(?:(?i:(?:photo(?:graph)?s?|pictures?|images?|source|credit|courtesy)(?:\s*[:：]| by)|(?:(?:photos?|pictures?|images?) )?courtesy of)|\||/\s)\s*([^.!?|:]{2,60})$`)
	lastWord  = lazyRegexp(`\s(\p{Lu}[\p{L}-]+)$`)
	// Words before a name that say no more than the bracket does.
	creditLabel = lazyRegexp(`^(?i:(?:photos?|pictures?|images?)(?: by|:)|credit:)\s+`)
	// The same words in a separate element.
	loneCreditLabel = lazyRegexp(`^(?i:(?:photos?|pictures?|images?)(?: by)?|(?:photo )?credit|source)\s*[:：]?$`)
	// Phrases that state where a picture is from.
	sourcePhrase = lazyRegexp(`^(?i:(?:(?:photos?|images?|pictures?|video) )?(?:courtesy (?:of|by|from)|provided by|supplied by|captured? (?:of|from)|taken from|handout (?:by|from)|screen ?(?:shot|grab|capture|cap)s? (?:from|of|via|by)))\s+\S|^(?i:handout|screen ?(?:shot|grab|capture))$`)
	// Picture agencies, whatever is around their names.
	pictureAgency = lazyRegexp(`^(?i:getty ?images?(?: ?(?:bank|korea))?|shutterstock|istock(?:photo)?|123 ?rf|alamy(?: stock photo)?|unsplash|pixabay|adobe stock|newscom|imagetoday)$`)
	// Words shortened with a stop at the end of a company's name.
	companyEnd = lazyRegexp(`\b(?i:inc|co|ltd|corp|bros|llc|plc)\.$`)
	// A name that begins with a figure: "123RF", "3M Korea". "19th" is none.
	figureName = lazyRegexp(`^\d+\p{Lu}`)
)

// splitCredit separates a caption from its credit: "… on Monday. (Yonhap)", "… on Monday. Yonhap", "(LG Group)".
func splitCredit(s string) (caption, by string) {
	if agency, ok := normalize.Agency(s); ok {
		return "", agency
	}
	if isPictureAgency(s) || isPhotographer(s) || strings.EqualFold(s, site.PaperName) {
		return "", s
	}
	if rest, agency, ok := normalize.AgencyTag(s); ok {
		return rest, agency
	}
	if by := bareCredit(s); by != s && sourcePhrase().MatchString(by) { // "Photo: Courtesy of X Corp."
		return "", by
	}
	switch end, _ := utf8.DecodeLastRuneInString(s); {
	case end == ')' && !strings.Contains(s, "("):
		return splitCredit(strings.TrimRight(s, ")")) // a program has lost the other
	case strings.ContainsRune(")]）", end):
		return bracketCredit(s)
	case !unicode.IsLetter(end) && end != '-' && end != ' ':
		return s, "" // a sentence
	}
	return creditWithoutBracket(s)
}

// creditWithoutBracket separates a caption from the credit that a word, a mark or the end of a sentence sets off.
func creditWithoutBracket(s string) (caption, by string) {
	if caption, by, ok := cutBareCredit(s); ok && isPhotographer(by) {
		return caption, by
	}
	if m := announced().FindStringSubmatchIndex(s); m != nil && isCredit(s[m[2]:m[3]]) {
		return strings.TrimRight(s[:m[0]], " |/-–—"), s[m[2]:m[3]]
	}
	if m := wireAtEnd().FindStringSubmatchIndex(s); m != nil {
		if agency, ok := normalize.Agency(s[m[2]:m[3]]); ok {
			return strings.TrimRight(s[:m[2]], " /-"), agency
		}
		if strings.HasSuffix(s[m[2]:m[3]], site.PaperName) {
			return strings.TrimRight(s[:m[2]], " /-"), s[m[2]:m[3]]
		}
	}
	if m := lastWord().FindStringSubmatchIndex(s); m != nil {
		// Without any mark between, only a wire as it spells itself is a credit.
		if agency, ok := normalize.Agency(s[m[2]:m[3]]); ok && agency == s[m[2]:m[3]] {
			return s[:m[0]], agency
		}
	}
	return s, ""
}

// isCreditBelow reports whether a line below a caption is its credit, although no mark or element shows it: a name after
// text that can end there.
func isCreditBelow(caption, s string) bool {
	return len(s) <= longestCredit && (sourcePhrase().MatchString(s) || endsPhrase(caption) && isName(s) && isCredit(s) && !endsWithStop(s))
}

// bracketCredit separates a caption from the credit in brackets at its end.
func bracketCredit(s string) (caption, by string) {
	m := bracketAtEnd().FindStringSubmatchIndex(s)
	if m == nil || !isCredit(s[m[2]:m[3]]) {
		return s, ""
	}
	return s[:m[0]], bareCredit(s[m[2]:m[3]])
}

// bareCredit returns a credit without brackets and without the words that only announce it.
func bareCredit(s string) string {
	return creditLabel().ReplaceAllString(strings.Trim(s, "()[] "), "")
}

// isCredit reports whether words in a bracket name who took the picture, and not where somebody is in it.
func isCredit(s string) bool {
	if _, ok := normalize.Agency(s); ok || isPictureAgency(s) || sourcePhrase().MatchString(s) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(s)
	named := unicode.IsLetter(first) && !unicode.IsLower(first) || figureName().MatchString(s)
	return named && (!strings.ContainsAny(s[len(s)-1:], ".!?") || endsInAbbreviation(s)) && !placeInPicture().MatchString(s)
}

func isPictureAgency(s string) bool {
	const longest = len("getty images korea")
	return len(s) <= longest && pictureAgency().MatchString(s)
}

func endsInAbbreviation(s string) bool { return companyEnd().MatchString(s) }

// isPhotographer reports whether a text is a photographer and his paper: "Im Se-jun/The Korea Herald".
func isPhotographer(s string) bool {
	name, house, ok := strings.Cut(s, "/")
	if !ok {
		return false
	}
	_, person := site.Newsroom.PersonName(normalize.Text(name))
	_, agency := normalize.Agency(house)
	return person && (agency || strings.EqualFold(normalize.Text(house), site.PaperName))
}

// creditAlone reports whether a text is a credit without a caption.
func creditAlone(s string) bool {
	caption, by := splitCredit(s)
	return caption == "" && by != ""
}

// endsInCredit is stricter than splitCredit: a sentence of an article may end in a bracket too, "(WHO)", but a stop does not
// precede it.
func endsInCredit(s string) bool {
	if _, _, ok := normalize.AgencyTag(s); ok {
		return true
	}
	m := bracketAtEnd().FindStringSubmatchIndex(s)
	if m == nil || len(s) > longestCaption {
		return false
	}
	by := s[m[2]:m[3]]
	return isCredit(by) && (strings.Contains(by, " ") || endsWithStop(s[:m[0]]))
}

// isName reports whether a text is written as a name: each of its words has a capital or a figure, but for small words inside.
func isName(s string) bool {
	words := strings.Fields(s)
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		inside := 0 < i && i < len(words)-1
		if !unicode.IsUpper(first) && !(unicode.IsDigit(first) && i > 0) && !(inside && functionWords[w]) && w != "&" {
			return false
		}
	}
	return len(words) > 0
}
