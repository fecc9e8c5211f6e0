package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/normalize"
)

// story is what the lines of a body say.
type story struct {
	blocks  []article.Block
	images  []article.Image
	notes   []string
	closing normalize.Byline // the byline below the story; Text is "" where none is printed
	authors []string         // who the note below the story describes: "Noah Smith is a columnist …"
	agency  string           // of the tag at the end, else of the dateline
}

// known is what the head of the page has told before the body is read.
type known struct {
	headline string
	names    []string // who may sign the story: of the byline, and of a kicker like [Noah Smith]
	page     *pageOf  // nil for a text rendering
}

// tell makes the story of the lines of a body: what is site, caption or signature leaves the text.
func tell(lines []line, k known) story {
	var s story
	lines = withoutSite(lines, k)
	if k.page != nil {
		k.page.text = textElement(lines)
	}
	lines = s.takePictures(lines, k)
	lines = s.takeClosing(lines, k)
	lines = dropLinks(lines)
	s.blocks = join(lines)
	for _, b := range s.blocks {
		if b.Type != article.Heading {
			if agency, ok := normalize.DatelineAgency(b.Text); ok && s.agency == "" {
				s.agency = agency
			}
			break
		}
	}
	if len(s.blocks) == 0 {
		// A photo story: what stands under the pictures is all there is.
		for _, i := range s.images {
			if i.Caption != "" {
				s.blocks = append(s.blocks, article.Block{Type: article.Paragraph, Text: string(i.Caption)})
			}
		}
	}
	return s
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

// A sentence of a story has this many bytes at least; labels, names and links have fewer.
const shortestSentence = 40

func isProse(l line) bool {
	return l.picture == nil && !l.linked && l.kind != captionKind && len(l.text) >= shortestSentence && strings.Contains(l.text, " ")
}

// withoutSite drops what the site prints into a body: buttons, its dates, the headline again, and what follows a label
// like Most Popular, up to where the story goes on.
func withoutSite(lines []line, k known) []line {
	var kept []line
	var label *html.Node // of the list that is being passed over
	tail, cut := false, false
	var home line // the last line that was story
	for i, l := range lines {
		switch {
		case isTail(l.text) && !(l.kind == article.Heading && i+1 < len(lines) && isProse(lines[i+1]) && sameHome(lines[i+1], home)):
			// A heading of the story may read like a label; the story goes on right below it.
			tail, cut = true, true
			label = boxOf(l.node, home.node)
			continue
		case tail && (label != nil && within(l.node, label) || !resumes(lines[i:], home)):
			continue
		}
		tail = false
		switch {
		case l.picture != nil:
			kept = append(kept, l)
			continue
		case isNoise(l.text), isSiteLine(l.text), !wordy(l.text), home.text == "" && isRepeated(l.text, k):
			cut = true
			continue
		}
		l.cut = l.cut || cut
		cut = false
		kept = append(kept, l)
		if isProse(l) {
			home = l
		}
	}
	return kept
}

// boxOf is the largest element around a label that does not hold the story too.
func boxOf(label, story *html.Node) *html.Node {
	if label == nil || story == nil || within(story, label) {
		return nil
	}
	box := label
	for box.Parent != nil && !within(story, box.Parent) {
		box = box.Parent
	}
	return box
}

// resumes reports whether the story goes on with the first of the lines: a sentence side by side with the story so
// far, or a heading or quote with such a sentence close below.
func resumes(lines []line, home line) bool {
	l := lines[0]
	switch {
	case l.picture != nil || l.linked:
		return false
	case isProse(l) && sameHome(l, home):
		return true
	case l.kind != article.Heading && l.kind != article.Quote:
		return false
	}
	// A subhead and a quote of a few lines may stand between two paragraphs.
	const below = 4
	return slices.ContainsFunc(lines[1:min(len(lines), 1+below)], func(l line) bool { return isProse(l) && sameHome(l, home) })
}

// wordy reports whether a line holds any letter or digit: "--" and "***" hold none.
func wordy(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isRepeated reports whether a line above the story says what the head has said: the headline, the section.
func isRepeated(s string, k known) bool {
	return sameTitle(s, k.headline) || isSection(s) || trail.MatchString(s)
}

func isSiteLine(s string) bool {
	d, ok := readDate(s)
	return ok && d.labelled
}

// sameHome reports whether two lines stand in one element or side by side.
func sameHome(a, b line) bool {
	return a.node != nil && b.node != nil && (a.node == b.node || a.node.Parent == b.node.Parent && a.node.Data == b.node.Data)
}

// dropLinks takes lists of links out of the story: a related story, a row of tags. A single link in the middle stays,
// unless it says what it is.
func dropLinks(lines []line) []line {
	var kept []line
	cut := false
	for i, l := range lines {
		neighbour := i > 0 && lines[i-1].linked || i+1 < len(lines) && lines[i+1].linked
		last := i == len(lines)-1
		if l.linked && l.picture == nil && l.kind != article.Heading && (neighbour || last || l.kind == article.ListItem || seeAlso.MatchString(l.text)) {
			cut = true
			continue
		}
		if l.kind == article.Heading && last || seeAlso.MatchString(l.text) && (last || lines[i+1].linked) {
			continue
		}
		l.cut = l.cut || cut
		cut = false
		kept = append(kept, l)
	}
	return kept
}

var seeAlso = regexp.MustCompile(`^(?i:[\[(<▶☞►>▷\s-]*(?:related|read (?:more|also)|see also|also read|more)\b.{0,25}[:>\])]|[▶☞►▷])`)

// join makes blocks of lines: what one <br> or a picture parts inside a sentence is put together again.
func join(lines []line) []article.Block {
	var out []article.Block
	single := singleBreaks(lines)
	for i, l := range lines {
		if l.picture != nil {
			continue
		}
		last := len(out) - 1
		if last >= 0 && l.kind == out[last].Type && l.kind != article.Table && joins(out[last].Text, l, single[i]) {
			out[last].Text += " " + l.text
			continue
		}
		out = append(out, article.Block{Type: l.kind, Text: l.text})
	}
	return out
}

func joins(before string, l line, single bool) bool {
	switch {
	case l.gap == soft && !l.cut:
		return goesOn(before, l.text) || !single && !ownLine(before, l.text)
	case l.cut && l.kind == article.Paragraph:
		return goesOn(before, l.text)
	}
	return false
}

var item = regexp.MustCompile(`^(?:[-–—―•·▲△▶■□◆◇○●*]|\d{1,2}[.)]\s)`)

// ownLine reports whether two lines parted by one break are two although paragraphs are parted by two: an item of a
// list, or the short title of an item above it.
func ownLine(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(after)
	return item.MatchString(after) || len(before) < shortestSentence && !terminal(before) && unicode.IsUpper(first)
}

// singleBreaks tells for each line whether its element parts paragraphs by single breaks: no gap inside it is wider.
func singleBreaks(lines []line) []bool {
	wide := map[any]bool{}
	for i, l := range lines {
		if i > 0 && l.node == lines[i-1].node && l.gap == hard && !l.cut {
			wide[l.node] = true
		}
	}
	single := make([]bool, len(lines))
	for i, l := range lines {
		single[i] = !wide[l.node]
	}
	return single
}

var (
	// Abbreviations behind which a sentence goes on, with what it goes on with: a number, a name.
	beforeNumber = regexp.MustCompile(`\b(?:[Nn]o|[Nn]os|[Aa]rt|[Vv]ol|[Pp]p?|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.$`)
	beforeName   = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Adm|Rev|St|vs)\.$`)
)

// goesOn reports whether two pieces are one sentence that something was put into.
func goesOn(before, after string) bool {
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, `”’"')`))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, `“‘"'(`))
	ended := strings.ContainsRune(`.!?…:`, end)
	switch {
	case unicode.IsLower(first):
		return !ended || beforeNumber.MatchString(before) || beforeName.MatchString(before)
	case beforeNumber.MatchString(before):
		return unicode.IsDigit(first)
	case beforeName.MatchString(before):
		return unicode.IsUpper(first)
	}
	// A sentence without an end is one that goes on; a heading without one is shorter.
	const longerThanHeading = 80
	return !ended && (end == ',' || len(before) >= longerThanHeading)
}

// terminal reports whether a text ends where a sentence may end; an empty one does.
func terminal(s string) bool {
	s = strings.TrimRight(s, " ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune(`.!?…”’"')]`, r)
}
