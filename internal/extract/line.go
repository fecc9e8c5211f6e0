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
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// line is one line of a page as a reader sees it, or a picture between lines.
type line struct {
	text    string
	kind    article.BlockType
	node    *html.Node // the element whose text it is; nil in a text rendering
	gap     gap        // what parts it from the line before
	cut     bool       // a picture, an ad or a player stood between it and the line before
	linked  bool       // nearly all of it is the text of links
	related bool       // a link in it leads to another story of the site
	writer  bool       // a link in it leads to the stories of a writer
	bold    bool       // nearly all of it is bold
	pieces  []string   // of its text, as style alone may part them: a row of a head; nil where it is one piece
	picture *picture   // set for a picture; text is then ""
	said    *said      // what its text was found to say; nil where nobody has asked yet
}

// judged gives the lines of a page room for what they say.
func withCache(lines []line) []line {
	room := make([]said, len(lines))
	for i := range lines {
		lines[i].said = &room[i]
	}
	return lines
}

// said keeps what a line says: it is asked many times, and costs a pattern or two.
type said struct {
	dateAsked, bylineAsked bool
	date                   *dateLine         // nil where it is none, as most lines are
	byline                 *normalize.Byline // nil where it is none
}

// setText makes another line of it.
func (l *line) setText(s string) { l.text, l.said = s, nil }

// date is readDate of the line.
func (l line) date() (dateLine, bool) {
	if l.said == nil {
		return readDate(l.text)
	}
	if !l.said.dateAsked {
		l.said.dateAsked = true
		if d, ok := readDate(l.text); ok {
			l.said.date = &d
		}
	}
	if l.said.date == nil {
		return dateLine{}, false
	}
	return *l.said.date, true
}

// byline is normalize.ParseByline of the line.
func (l line) byline() (normalize.Byline, bool) {
	if l.said == nil {
		return normalize.ParseByline(l.text)
	}
	if !l.said.bylineAsked {
		l.said.bylineAsked = true
		if b, ok := normalize.ParseByline(l.text); ok {
			l.said.byline = &b
		}
	}
	if l.said.byline == nil {
		return normalize.Byline{}, false
	}
	return *l.said.byline, true
}

// gap is what parts two lines.
type gap int

const (
	none gap = iota // nothing but what was cut out
	soft            // one <br>, or one line end of a text rendering
	hard            // an element's edge, two <br>, a blank line
)

// span is a run of lines: [start, end).
type span struct{ start, end int }

func (s span) has(i int) bool { return s.start <= i && i < s.end }

// captionKind is the kind of a line that its element says is a caption.
const captionKind article.BlockType = "caption"

// typeOf is the type of the blocks that an element's text makes, "" where it is that of the text around.
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

// The longest closing line, of three writers with their mails.
const longestByline = 200

// A sentence of a story has this many bytes at least; labels, names and links have fewer.
const shortestSentence = 40

func isProse(l line) bool {
	return l.picture == nil && !l.linked && l.kind != captionKind && len(l.text) >= shortestSentence && strings.Contains(l.text, " ")
}

// prose are the lines that read like a story's text.
func prose(lines []line) (found []int) {
	for i, l := range lines {
		if isProse(l) {
			found = append(found, i)
		}
	}
	return found
}

// terminal reports whether a text ends where a sentence may end; an empty one does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune(`.!?…”’"')]`, r)
}

// withoutClosers is a text without the quotes and brackets that close behind its last mark.
func withoutClosers(s string) string { return strings.TrimRight(s, `”’"')`) }

// endsSentence is stricter than terminal: a bracket or a quote may end within a sentence.
func endsWithStop(s string) bool {
	s = withoutClosers(s)
	return s != "" && strings.IndexByte(".!?", s[len(s)-1]) >= 0
}

// isParagraph reports whether a line ends as a sentence of the story does; the titles in a list have no full stop, and the
// teasers of a page in two languages are Korean.
func isParagraph(l line) bool {
	return isProse(l) && strings.HasSuffix(withoutClosers(l.text), ".") && normalize.Language(l.text) != "ko"
}

// isNoise reports whether a line, or each piece of it, is nothing but words of the site; or a row of tags with its label.
func (l line) isNoise() bool {
	if site.IsFurniture(l.text) {
		return true
	}
	if len(l.pieces) > 1 && tagLabel().MatchString(normalize.Text(l.pieces[0])) {
		return true
	}
	return len(l.pieces) > 1 && !slices.ContainsFunc(l.pieces, func(p string) bool { return !site.IsFurniture(normalize.Text(p)) })
}

var tagLabel = lazyRegexp(`^(?i:tags?|topics?|keywords?)\s*:?$`)

// wordy reports whether a line holds any letter or digit: "--" and "***" hold none.
func wordy(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func nodeOf(l line) *html.Node {
	if l.picture != nil {
		return l.picture.node
	}
	return l.node
}

// sameHome reports whether two lines stand in one element or side by side.
func sameHome(a, b line) bool {
	return a.node != nil && b.node != nil && (a.node == b.node || a.node.Parent == b.node.Parent && a.node.Data == b.node.Data)
}

// without leaves lines out; what follows one of them is parted from what stood before.
func removeMarked(lines []line, taken []bool) []line {
	var kept []line
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

// firstLetter is the first letter or digit of a text, in lower case; most lines differ from a title there.
func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
	}
	return 0
}

var listMarker = lazyRegexp(`^(?:[-–—―•·▲△▶■□◆◇○●*]|\d{1,2}[.)]\s)`)

// shares reports whether two bylines have a person in common.
func sharesPerson(a, b normalize.Byline) bool {
	return slices.ContainsFunc(a.People, func(p normalize.Person) bool {
		return slices.ContainsFunc(b.People, func(q normalize.Person) bool { return normalize.SamePerson(p.Name, q.Name) })
	})
}

func isNames(l line) bool {
	_, ok := normalize.OnlyNames(l.text)
	return ok
}

func isByline(l line) bool {
	b, ok := l.byline()
	return ok && b.Text != "" && l.kind != article.Heading
}

// startsWithBy reports whether a line may be a byline that nobody can read: "By Herald Economy".
func startsWithBy(s string) bool {
	return len(s) > len("by ") && len(s) <= longestByline && strings.EqualFold(s[:len("by ")], "by ")
}

func startsWithByLine(l line) bool { return startsWithBy(l.text) }

// dated is a line that prints when the story was published.
type dateLine struct {
	published, updated normalize.Stamp
	labelled           bool
	unreadable         string // printed behind a label, but no date can be that
	section            string // a label beside the date
	byline             string // the rest of the line, where the byline is printed beside the date
}

// A headline has at least a few letters and at most a few lines; longer ones are paragraphs.
const shortestHeadline, longestHeadline = 3, 300

// pattern compiles an expression when it is first used: most pages need few of them, and starting needs none.
func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
