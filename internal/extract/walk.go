package extract

import (
	"bytes"
	"strings"

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

// said keeps what a line says: it is asked many times, and costs a pattern or two.
type said struct {
	dateAsked, bylineAsked bool
	date                   *dated            // nil where it is none, as most lines are
	byline                 *normalize.Byline // nil where it is none
}

// judged gives the lines of a page room for what they say.
func judged(lines []line) []line {
	room := make([]said, len(lines))
	for i := range lines {
		lines[i].said = &room[i]
	}
	return lines
}

// setText makes another line of it.
func (l *line) setText(s string) { l.text, l.said = s, nil }

// date is readDate of the line.
func (l line) date() (dated, bool) {
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
		return dated{}, false
	}
	return *l.said.date, true
}

// byline is site.Newsroom.ParseByline of the line.
func (l line) byline() (normalize.Byline, bool) {
	if l.said == nil {
		return site.Newsroom.ParseByline(l.text)
	}
	if !l.said.bylineAsked {
		l.said.bylineAsked = true
		if b, ok := site.Newsroom.ParseByline(l.text); ok {
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

// spans are those of the elements that a rule has found: few, so that a list is faster than a map.
type spans []struct {
	of *html.Node
	span
	oneLine bool // a headline: a <br> in it parts nothing
}

// find is where the span of a node stands, -1 where it has none.
func (s spans) find(n *html.Node) int {
	for i := range s {
		if s[i].of == n {
			return i
		}
	}
	return -1
}

func (s spans) at(n *html.Node) span { return s[s.find(n)].span }

// walker turns nodes into lines. Landmarks get the span of lines that they hold.
type walker struct {
	drop      func(*html.Node) bool
	landmarks spans
	lines     []line

	text        []byte
	seams       []int // where in text an inline element begins or ends
	size        int   // bytes of the line so far
	links, bold int   // how many of them stand inside links, and in bold
	linkDepth   int
	boldDepth   int
	oneLine     bool       // a <br> is a space
	worded      *html.Node // the last element that was asked whether words stand in it
	isWorded    bool
	toStory     bool // the link that is open leads to another story
	toWriter    bool // or to a writer's stories
	related     bool // such a link stands in the line so far
	writer      bool
	gap         gap
	breaks      int // <br> since the last text
	cut         bool
	block       *html.Node
	kind        article.BlockType
	pictures    []line // met inside the line so far: they follow it
	seen        int    // pictures so far
}

func (w *walker) walk(n *html.Node) {
	i := w.landmarks.find(n)
	if i < 0 {
		w.node(n)
		return
	}
	w.flush(hard)
	start, oneLine := len(w.lines), w.oneLine
	w.oneLine = w.landmarks[i].oneLine
	w.node(n)
	w.flush(hard)
	w.oneLine = oneLine
	w.landmarks[i].span = span{start, len(w.lines)}
}

func (w *walker) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
	case html.DocumentNode:
		w.children(n)
	case html.ElementNode:
		w.element(n)
	}
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func (w *walker) element(n *html.Node) {
	switch {
	case n.DataAtom == atom.Noscript:
		w.noscript(n)
	case silent(n):
	case n.DataAtom == atom.Br && w.oneLine:
		w.write(" ")
	case n.DataAtom == atom.Br:
		w.flush(none)
		w.br()
	case n.DataAtom == atom.Img || n.Data == "amp-img":
		w.picture(n, n)
	case w.drop(n):
		w.flush(none)
		w.cut = true
	case n.DataAtom == atom.A:
		w.link(n)
	case n.DataAtom == atom.Time:
		w.time(n)
	case n.DataAtom == atom.B || n.DataAtom == atom.Strong:
		w.boldDepth++
		w.inline(n)
		w.boldDepth--
	case n.DataAtom == atom.Table && w.table(n):
	case captions.Match(n) && !longerThan(n, longestCaption):
		w.caption(n)
	case isBlock(n.DataAtom) || n.DataAtom == 0 && w.isCustom(n):
		w.enter(n)
	default:
		w.inline(n)
	}
}

func (w *walker) inline(n *html.Node) {
	// Words in bold, in italics and in links belong to a caption; a credit stands in an element of its own.
	if w.kind == captionKind && n.DataAtom != atom.Span && n.DataAtom != atom.Small && n.DataAtom != atom.Cite {
		w.children(n)
		return
	}
	w.seam()
	w.children(n)
	w.seam()
}

// seam keeps where style alone may part what stands in one line. Only the rows of a head are parted so, and none is longer
// than a byline with two dates and the buttons beside them.
func (w *walker) seam() {
	const longestRow = 400
	if at := len(w.text); at > 0 && at <= longestRow && (len(w.seams) == 0 || w.seams[len(w.seams)-1] < at) {
		w.seams = append(w.seams, at)
	}
}

func (w *walker) link(n *html.Node) {
	if p := n.PrevSibling; p != nil && p.DataAtom == atom.A {
		w.text = append(w.text, ' ') // a row of buttons, parted by style alone
	}
	href := attr(n, "href")
	mail, isMail := strings.CutPrefix(href, "mailto:")
	if isMail {
		w.text = append(w.text, ' ') // a name may stand right beside it
	}
	w.linkDepth++
	w.toStory, w.toWriter = isStoryAddress(href), isWriterAddress(href)
	w.related, w.writer = w.related || w.toStory, w.writer || w.toWriter
	size, seen, start := w.size, w.seen, len(w.text)
	w.inline(n)
	if isMail && size == w.size {
		w.write(" (" + mail + ")") // behind an icon of a letter
	}
	w.linkDepth--
	w.toStory, w.toWriter = false, false
	if w.seen > seen || size == 0 && w.isButton(start) {
		w.flush(none) // a card with a picture, a button: what follows is another text
	}
}

// isButton reports whether the line so far is nothing but a button from a place on.
func (w *walker) isButton(start int) bool {
	const longest = 40 // "Increase font size" and its like
	return start < len(w.text) && len(w.text)-start <= longest && isNoise(normalize.Text(string(w.text[start:])))
}

// time walks a date, which may stand right beside a label, parted by style alone. "3 hours ago" says when only in the
// element's own words.
func (w *walker) time(n *html.Node) {
	w.text = append(w.text, ' ')
	moment := attr(n, "datetime")
	if moment != "" && normalize.MayDate(moment) && !normalize.MayDate(innerText(n)) {
		w.write(moment)
	} else {
		w.inline(n)
	}
	w.text = append(w.text, ' ')
}

// isCustom tells the elements that a page has defined itself, <kh-p>: they are blocks where no words stand beside them.
func (w *walker) isCustom(n *html.Node) bool {
	if n.Parent == nil || !strings.Contains(n.Data, "-") {
		return false
	}
	if w.worded != n.Parent {
		w.worded, w.isWorded = n.Parent, inlineText(n.Parent)
	}
	return !w.isWorded
}

// enter walks a block: its text is parted from what stands around it.
func (w *walker) enter(n *html.Node) {
	k := typeOf(n.DataAtom)
	if k == "" || w.kind == article.ListItem || w.kind == captionKind {
		w.apart(n, w.kind, w.oneLine)
		return
	}
	// A headline may be printed in two lines; a whole story inside a heading is no headline.
	w.apart(n, k, k == article.Heading && !longerThan(n, longestHeadline))
}

// caption walks an element that says what it is; inline ones too stand apart from the text around.
func (w *walker) caption(n *html.Node) { w.apart(n, captionKind, w.oneLine) }

// apart walks an element as lines of its own, of a kind.
func (w *walker) apart(n *html.Node, kind article.BlockType, oneLine bool) {
	w.flush(hard)
	aroundBlock, aroundKind, aroundLine := w.block, w.kind, w.oneLine
	w.block, w.kind, w.oneLine = n, kind, oneLine
	w.children(n)
	w.flush(hard)
	w.block, w.kind, w.oneLine = aroundBlock, aroundKind, aroundLine
}

func (w *walker) write(s string) {
	w.text = append(w.text, s...)
	n := len(strings.TrimSpace(s))
	if n > 0 {
		w.breaks = 0
	}
	w.size += n
	if w.linkDepth > 0 {
		w.links += n
	}
	if w.boldDepth > 0 {
		w.bold += n
	}
}

// br parts the lines; a second one makes a paragraph, also when only spaces or a picture stand between.
func (w *walker) br() {
	w.breaks++
	if w.breaks >= 2 {
		w.gap = hard
	} else {
		w.gap = max(w.gap, soft)
	}
}

// flush ends the line so far; g parts it from the next.
func (w *walker) flush(g gap) {
	if text := w.line(); text != "" {
		// Nine in ten: a bullet or a "By" before the link leaves it a link.
		linked := w.links*10 >= w.size*9
		w.add(line{text: text, kind: w.kind, linked: linked, related: w.related, writer: w.writer, bold: w.bold*10 >= w.size*9, pieces: w.pieces()})
	}
	w.text, w.seams = w.text[:0], w.seams[:0]
	w.size, w.links, w.bold, w.related, w.writer = 0, 0, 0, w.toStory, w.toWriter
	for _, p := range w.pictures {
		w.add(p)
		w.cut = true
	}
	w.pictures = w.pictures[:0]
	w.gap = max(w.gap, g)
}

// pieces are those of the line so far, where it has more than one.
func (w *walker) pieces() []string {
	if w.kind == article.Heading {
		return nil
	}
	cuts := w.seams[:0] // behind pieces with words
	from := 0
	for _, at := range w.seams {
		if hasWords(w.text[from:at]) {
			cuts = append(cuts, at)
			from = at
		}
	}
	if len(cuts) == 0 || !hasWords(w.text[from:]) && len(cuts) < 2 {
		return nil
	}
	if !hasWords(w.text[from:]) {
		cuts[len(cuts)-1] = len(w.text) // white space at the end
	} else {
		cuts = append(cuts, len(w.text))
	}
	pieces := make([]string, 0, len(cuts))
	text, from := string(w.text), 0
	for _, at := range cuts {
		pieces = append(pieces, text[from:at])
		from = at
	}
	return pieces
}

func hasWords(b []byte) bool { return len(bytes.TrimSpace(b)) > 0 }

// line is the text so far. Most of it that is empty is known to be without a look.
func (w *walker) line() string {
	if w.size == 0 {
		return ""
	}
	return normalize.Text(string(w.text))
}

func (w *walker) add(l line) {
	l.gap, l.cut, l.node = w.gap, w.cut, w.block
	w.lines = append(w.lines, l)
	if l.picture == nil {
		w.gap, w.cut = none, false
	}
}
