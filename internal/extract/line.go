package extract

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// line is one line of a page as a reader sees it, or a picture between lines.
type line struct {
	text    string
	kind    article.BlockType
	node    *html.Node // the element whose text it is; nil in a text rendering
	gap     gap        // what separates it from the line before
	cut     bool       // a picture, an ad or a player was between it and the line before
	linked  bool       // nearly all of it is the text of links
	links   int        // bytes of it that are in links
	related bool       // a link in it leads to another article of the site
	twice   bool       // a text prints it twice in one line; see splitRow
	writer  bool       // a link in it leads to the articles of a writer
	bold    bool       // nearly all of it is bold
	boxed   bool       // in a text rendering, the place of the line shows that it is in the box of a photo
	level   int        // of a heading in Markdown, 1 for the highest
	pieces  []string   // of its text, as style alone may separate them: a row of a head; nil if there is one piece
	picture *picture   // set for a picture; text is then ""

	class *classification // what the line is; see is
}

// facts is what a line is, as a set.
type facts uint32

const (
	prose    facts = 1 << iota // reads like the text of an article
	sentence                   // ends where a sentence may end
	worded                     // has a letter or a digit
	listItem                   // begins with a bullet, a dash or a number

	listLabel  // the label of a list of other articles
	footer     // part of the foot of the page
	section    // a label of the site's navigation
	breadcrumb // "Home > National"

	furniture   // a label or a row of buttons of the site, a count, hashtags
	boilerplate // furniture, in one piece or in each of several; or hashtags after their label

	dated     // prints a date of the article
	dateLabel // the label of a date, without its date
	byline    // a byline with the word By

	mail      // holds a mail address
	onlyMail  // is a mail address
	agencyTag // ends in the tag of an agency, or is one
	note      // an editor's note, a correction, a description of the writer
	credits   // who made the video, the graphics or the translation
	signature // names with their mails, without the word By
	oddByline // a byline with a mail that names nobody

	tail = listLabel | footer // begins what is printed below an article
)

// classification is what a line was found to be. Each group of facts is found once, when a line is first asked for one of
// them: most lines of a page are navigation, and nobody asks what they sign.
type classification struct {
	known, facts facts
	dates        *dateLine         // set if dated
	by           *normalize.Byline // set if it is a byline
}

// The facts that are found together.
const (
	shapeFacts     = prose | sentence | worded | listItem
	labelFacts     = listLabel | footer | section | breadcrumb
	furnitureFacts = furniture | boilerplate
	dateFacts      = dated | dateLabel
	signatureFacts = mail | onlyMail | agencyTag | note | credits | signature | oddByline
)

// is reports whether at least one of the facts is true of a line. A picture is none of them but a sentence.
func (l *line) is(f facts) bool {
	if missing := f &^ l.class.known; missing != 0 {
		l.classify(missing)
	}
	return l.class.facts&f != 0
}

// classify finds the missing facts, each with its group. A table of functions would move every line that is asked to the
// heap.
func (l *line) classify(missing facts) {
	c := l.class
	if missing&shapeFacts != 0 {
		c.known |= shapeFacts
		l.findShape(c)
	}
	if missing&labelFacts != 0 {
		c.known |= labelFacts
		l.findLabels(c)
	}
	if missing&furnitureFacts != 0 {
		c.known |= furnitureFacts
		l.findFurniture(c)
	}
	if missing&dateFacts != 0 {
		c.known |= dateFacts
		l.findDates(c)
	}
	if missing&byline != 0 {
		c.known |= byline
		l.findByline(c)
	}
	if missing&signatureFacts != 0 {
		c.known |= signatureFacts
		l.findSignature(c)
	}
}

func (c *classification) set(f facts, is bool) {
	if is {
		c.facts |= f
	}
}

func (l *line) findShape(c *classification) {
	c.set(sentence, endsSentence(l.text))
	c.set(prose, l.picture == nil && !l.linked && !l.isCaption() && len(l.text) >= shortestSentence && strings.Contains(l.text, " "))
	c.set(worded, hasLetters(l.text))
	c.set(listItem, isListItem(l.text))
}

func (l *line) findLabels(c *classification) {
	c.set(listLabel, site.IsListLabel(l.text))
	c.set(footer, site.IsFooter(l.text))
	c.set(section, site.IsSection(l.text))
	c.set(breadcrumb, site.IsBreadcrumb(l.text))
}

func (l *line) findFurniture(c *classification) {
	c.set(furniture|boilerplate, site.IsFurniture(l.text) || (l.links > 0 || l.node == nil) && site.IsInvitation(l.text, l.links > 0))
	if len(l.pieces) > 1 && c.facts&boilerplate == 0 {
		c.set(boilerplate, tagLabel().MatchString(normalize.Text(l.pieces[0])) ||
			!slices.ContainsFunc(l.pieces, func(p string) bool { return !site.IsFurniture(normalize.Text(p)) }))
	}
}

var tagLabel = lazyRegexp(`^(?i:tags?|topics?|keywords?|filed under)\s*:?$`)

func (l *line) findDates(c *classification) {
	if d, ok := readDate(l.text); ok {
		c.set(dated, true)
		found := d // only what is kept is moved to the heap
		c.dates = &found
	}
	c.set(dateLabel, isDateLabel(l.text))
}

func (l *line) findByline(c *classification) {
	if b, ok := site.Newsroom.ParseByline(l.text); ok {
		c.set(byline, true)
		found := b
		c.by = &found
	}
}

func (l *line) findSignature(c *classification) {
	_, _, tag := normalize.AgencyTag(l.text)
	c.set(agencyTag, tag)
	c.set(note, isNote(l.text))
	c.set(credits, isCredits(l.text))
	if strings.Contains(l.text, "@") {
		c.set(mail, len(normalize.Mails(l.text)) > 0)
		c.set(onlyMail, isOnlyMail(l.text))
		c.set(signature, isSignature(l.text))
		c.set(oddByline, isOddByline(l.text))
	}
}

// classified gives the lines of a page room for what they are.
func classified(lines []line) []line {
	room := make([]classification, len(lines))
	for i := range lines {
		lines[i].class = &room[i]
	}
	return lines
}

// reclassify forgets what a line was found to be: its text is another.
func (l *line) reclassify() { l.class = &classification{} }

// setText replaces the text of a line.
func (l *line) setText(s string) {
	l.text = s
	l.reclassify()
}

// date returns the dates of a date line.
func (l *line) date() (dateLine, bool) {
	if !l.is(dated) {
		return dateLine{}, false
	}
	return *l.class.dates, true
}

// byline returns the byline that a line is.
func (l *line) byline() (normalize.Byline, bool) {
	if !l.is(byline) {
		return normalize.Byline{}, false
	}
	return *l.class.by, true
}

// gap is what separates two lines.
type gap int

const (
	none gap = iota // nothing but what was cut out
	soft            // one <br>, or one line end of a text rendering
	hard            // an element's edge, two <br>, a blank line
)

// span is a run of lines: [start, end).
type span struct{ start, end int }

func (s span) has(i int) bool { return s.start <= i && i < s.end }

// The kinds of lines whose element identifies them as a caption, or as the credit in or beside one.
const (
	captionKind article.BlockType = "caption"
	creditKind  article.BlockType = "credit"
)

func (l line) isCaption() bool { return l.kind == captionKind || l.kind == creditKind }

// typeOf returns the type of the blocks that an element's text makes; "" if it is that of the text around it.
func typeOf(tag atom.Atom) article.BlockType {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return article.Heading
	case atom.Li:
		return article.ListItem
	case atom.Blockquote:
		return article.Quote
	}
	return ""
}

// The longest caption of 76 real pages has some 350 bytes; two printed languages may double it.
const longestCaption = 700

// The longest signature: three writers with their mails.
const longestByline = 200

// "Live updates on the negotiations" has 33 letters; a paragraph without a stop is longer.
const longestLabel = 40

// A sentence of an article has at least this many bytes; labels, names and links have fewer.
const shortestSentence = 40

// proseLines returns the indexes of the lines that read like the text of an article.
func proseLines(lines []line) (found []int) {
	for i, l := range lines {
		if l.is(prose) {
			found = append(found, i)
		}
	}
	return found
}

// endsSentence reports whether a text ends where a sentence may end. An empty one does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune(`.!?…”’"')]`, r)
}

// withoutClosers returns a text without the quotes and brackets after its last mark.
func withoutClosers(s string) string { return strings.TrimRight(s, `”’"')`) }

// endsWithStop is stricter than endsSentence: a bracket or a quote may end within a sentence.
func endsWithStop(s string) bool {
	s = withoutClosers(s)
	return s != "" && strings.IndexByte(".!?", s[len(s)-1]) >= 0
}

// wordBreak returns what separates two lines of one paragraph: nothing after the hyphen of a word, "Noh Ye-" and "bin", but a
// space in "two-" and "and three-wheeled".
func wordBreak(above, below string) string {
	word, hyphen := strings.CutSuffix(above, "-")
	last, _ := utf8.DecodeLastRuneInString(word)
	if next, _, _ := strings.Cut(below, " "); !hyphen || !unicode.IsLetter(last) && !unicode.IsDigit(last) || next == "and" || next == "or" || next == "to" {
		return " "
	}
	return ""
}

// isParagraph reports whether a line ends as a sentence of an article does. The titles in a list have no full stop, and
// the teasers of a page in two languages are Korean.
func isParagraph(l line) bool {
	return l.is(prose) && strings.HasSuffix(withoutClosers(l.text), ".") && normalize.Language(l.text) != "ko"
}

// hasLetters reports whether a text has a letter or a digit: "--" and "***" have none.
func hasLetters(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// letters returns the number of letters of a text: all of its characters but white space.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// nodeOf returns the element of a line or of a picture.
func nodeOf(l line) *html.Node {
	if l.picture != nil {
		return l.picture.node
	}
	return l.node
}

// sameHome reports whether two lines are in one element or side by side.
func sameHome(a, b line) bool {
	return a.node != nil && b.node != nil && (a.node == b.node || a.node.Parent == b.node.Parent && a.node.Data == b.node.Data)
}

// isMarkedAs reports whether two lines are in elements of the same kind and class, side by side, or in one.
func (l line) isMarkedAs(other line) bool {
	return sameHome(l, other) && dom.Attr(l.node, "class") == dom.Attr(other.node, "class")
}

// removeMarked removes lines. What follows one of them is separated from what was before it.
func removeMarked(lines []line, taken []bool) []line {
	if !slices.Contains(taken, true) {
		return lines
	}
	kept := make([]line, 0, len(lines))
	cut, wide := false, none
	for i, l := range lines {
		if taken[i] {
			cut, wide = true, max(wide, l.gap)
			continue
		}
		l.cut, l.gap = l.cut || cut, max(l.gap, wide)
		cut, wide = false, none
		kept = append(kept, l)
	}
	return kept
}

// sameTitle compares letters only, and takes a title cut short with dots for the whole.
func sameTitle(a, b string) bool {
	if firstLetter(a) != firstLetter(b) {
		return false
	}
	a, b = normalize.Letters(a), normalize.Letters(b)
	if a == b {
		return a != ""
	}
	// A title of fewer letters than this proves nothing when it is only the beginning of the other.
	const enough = 24
	return len(a) >= enough && len(b) >= enough && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// similarity returns the share of words that two texts have in common (Dice), or of pairs of letters in scripts without spaces.
func similarity(a, b string) float64 {
	if normalize.Letters(a) == normalize.Letters(b) {
		return 1
	}
	x, y := wordSet(a), wordSet(b)
	common := 0
	for w := range x {
		if y[w] {
			common++
		}
	}
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if r := []rune(w); unicode.In(r[0], unicode.Han, unicode.Hiragana, unicode.Katakana) {
			for i := 0; i+1 < len(r); i++ {
				set[string(r[i:i+2])] = true
			}
			continue
		}
		set[w] = true
	}
	return set
}

// samePrint reports whether two texts are equal but for marks and the credit at the end, or for all that follows a quotation
// mark, where the alt of a picture ends.
func samePrint(a, b string) bool {
	if endsAtQuote(a, b) || endsAtQuote(b, a) {
		return true
	}
	a, b = normalize.Letters(a), normalize.Letters(b)
	// Shorter words say nothing: "photo", "Kim".
	const enough = 8
	if len(a) < enough || len(b) < enough {
		return a == b && a != ""
	}
	// What one has more is a credit at most: "Kim Da-sol" is not yet "Kim Da-sol has tuned 611 pianos".
	const least, of = 3, 5
	return (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) && of*min(len(a), len(b)) >= least*max(len(a), len(b))
}

// endsAtQuote reports whether a text is what is before the first straight quotation mark of another.
func endsAtQuote(s, whole string) bool {
	const quote = `"`
	before, _, ok := strings.Cut(whole, quote)
	return ok && s != "" && strings.TrimRight(before, " ") == s
}

// firstLetter returns the first letter or digit of a text, in lower case. Most lines differ from a title there.
func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
	}
	return 0
}

// isListItem reports whether a text begins with a bullet or a dash, or with a number of at most two digits and a stop.
func isListItem(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	if first < '0' || first > '9' {
		return size > 0 && strings.ContainsRune("-–—―•·▲△▶■□◆◇○●*", first)
	}
	after := strings.TrimLeft(s[:min(len(s), 2)], "0123456789") + s[min(len(s), 2):]
	return len(after) > 1 && (after[0] == '.' || after[0] == ')') && strings.IndexByte(" \t\n\f\r", after[1]) >= 0
}

// sharesPerson reports whether two bylines have a person in common.
func sharesPerson(a, b normalize.Byline) bool {
	return slices.ContainsFunc(a.People, func(p normalize.Person) bool {
		return slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) })
	})
}

// isNames reports whether a line holds nothing but names, roles and mails.
func isNames(l line) bool {
	_, ok := site.Newsroom.ParseNamesOnly(l.text)
	return ok
}

// isByline reports whether a line is a byline that names somebody. A heading is one if it is a link to a writer's articles.
func isByline(l line) bool {
	b, ok := l.byline()
	return ok && b.Text != "" && (l.kind != article.Heading || l.writer)
}

// startsWithBy reports whether a line may be a byline that names no known person: "By Herald Economy".
func startsWithBy(s string) bool {
	return len(s) > len("by ") && len(s) <= longestByline && strings.EqualFold(s[:len("by ")], "by ")
}

func startsWithByLine(l line) bool { return startsWithBy(l.text) }

// dateLine is what a line with a date of the article prints.
type dateLine struct {
	published, updated normalize.Timestamp
	labelled           bool
	unreadable         string // printed after a label, but not a date
	section            string // a label beside the date
	byline             string // the rest of the line, where the byline is printed beside the date
}

// A headline has at least a few letters and at most a few lines; longer ones are paragraphs.
const shortestHeadline, longestHeadline = 3, 300

// lazyRegexp compiles an expression when it is first used: most pages need few of them, and starting needs none.
func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
