package extract

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// walker turns nodes into lines. Landmarks get the span of the lines that they hold.
type walker struct {
	drop      func(*html.Node) bool
	template  *site.Template // nil if no template claims the page
	far       *narrowing     // nil if all of the page is laid out
	landmarks spans
	lines     []line

	text        []byte
	seams       []int // where in text an inline element begins or ends
	size        int   // bytes of the line so far
	links, bold int   // how many of them are inside links, and in bold
	linkDepth   int
	boldDepth   int
	timeDepth   int        // depth inside time elements
	oneLine     bool       // a <br> is a space
	worded      *html.Node // the last element whose own text was examined
	isWorded    bool
	toStory     bool // the link that is open leads to another story
	toWriter    bool // or to a writer's stories
	related     bool // such a link is in the line so far
	writer      bool
	gap         gap
	breaks      int // <br> since the last text
	cut         bool
	block       *html.Node
	kind        article.BlockType
	pictures    []line       // met inside the line so far: they follow it
	seen        int          // pictures so far
	hosts       []*html.Node // whose shadow trees are walked: their children are in its slots
}

func (w *walker) walk(n *html.Node) {
	i := w.landmarks.find(n)
	if i < 0 {
		if w.far != nil && n.Type == html.ElementNode && w.far.skips(n) {
			w.flush(hard)
			return
		}
		w.node(n)
		return
	}
	if w.far != nil {
		w.far.enter(n)
		defer w.far.leave(n)
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
	if root := shadowRoot(n); root != nil {
		w.hosts = append(w.hosts, n)
		w.children(root)
		w.hosts = w.hosts[:len(w.hosts)-1]
		return
	}
	for c := n.FirstChild; c != nil && (w.far == nil || !w.far.ended); c = c.NextSibling {
		w.walk(c)
	}
}

func (w *walker) element(n *html.Node) {
	switch {
	case n.DataAtom == atom.Noscript:
		w.noscript(n)
	case dom.IsSilent(n):
	case n.DataAtom == atom.Slot && len(w.hosts) > 0:
		w.slot(n)
	case n.DataAtom == atom.Br:
		w.br()
	case n.DataAtom == atom.Img || n.Data == "amp-img":
		w.picture(n, n)
	case w.breadcrumb(n):
	case w.drop(n):
		w.omit(n)
	default:
		w.container(n)
	}
}

// container walks an element that may hold text.
func (w *walker) container(n *html.Node) {
	switch {
	case n.DataAtom == atom.A:
		w.link(n)
	case n.DataAtom == atom.Q:
		w.write(dom.OpenQuote)
		w.inline(n)
		w.write(dom.CloseQuote)
	case n.DataAtom == atom.Time:
		w.time(n)
	case n.DataAtom == atom.B || n.DataAtom == atom.Strong:
		w.boldDepth++
		w.inline(n)
		w.boldDepth--
	case n.DataAtom == atom.Table && w.table(n):
	case w.isCaption(n):
		w.apart(n, captionKind, w.oneLine)
	case w.isInCaption(n) && site.Credits.Match(n):
		w.apart(n, creditKind, w.oneLine)
	case dom.IsBlock(n.DataAtom) || n.DataAtom == 0 && w.isCustom(n):
		w.enter(n)
	default:
		w.inline(n)
	}
}

// omit passes over an element that is dropped. What readers see separates the text around it, if only as an interruption.
func (w *walker) omit(n *html.Node) {
	visible := !hidden(n)
	if visible || dom.IsBlock(n.DataAtom) {
		w.flush(none)
	}
	w.cut = w.cut || visible
}

// isCaption reports whether an element holds a caption: by its name, or by a rule of the template.
func (w *walker) isCaption(n *html.Node) bool {
	named := site.Captions.Match(n) || w.template != nil && w.template.Caption != nil && w.template.Caption.Match(n)
	return named && !dom.LongerThan(n, longestCaption)
}

// isInCaption reports whether an element is inside a caption, or beside the picture of a figure.
func (w *walker) isInCaption(n *html.Node) bool {
	return w.kind == captionKind || n.Parent != nil && n.Parent.DataAtom == atom.Figure
}

func (w *walker) inline(n *html.Node) {
	// Words in bold, in italics and in links belong to a caption; a credit is in a separate element.
	if w.kind == captionKind && n.DataAtom != atom.Span && n.DataAtom != atom.Small && n.DataAtom != atom.Cite {
		w.children(n)
		return
	}
	if w.timeDepth > 0 {
		w.text = append(w.text, ' ') // day and hour in elements side by side
	}
	w.seam()
	w.children(n)
	w.seam()
}

// seam keeps where style alone may separate parts of a line. Only the rows of a head are separated so, and none is
// longer than a byline with two dates and the buttons beside them.
func (w *walker) seam() {
	const longestRow = 400
	if at := len(w.text); at > 0 && at <= longestRow && (len(w.seams) == 0 || w.seams[len(w.seams)-1] < at) {
		w.seams = append(w.seams, at)
	}
}

func (w *walker) link(n *html.Node) {
	if p := n.PrevSibling; p != nil && p.DataAtom == atom.A {
		w.text = append(w.text, ' ') // a row of buttons, separated by style alone
	}
	href := dom.Attr(n, "href")
	mail, isMail := strings.CutPrefix(href, "mailto:")
	if isMail {
		w.text = append(w.text, ' ') // a name may be right beside it
	}
	w.linkDepth++
	w.toStory, w.toWriter = site.IsArticleURL(href), site.IsWriterURL(href)
	w.related, w.writer = w.related || w.toStory, w.writer || w.toWriter
	size, seen, start := w.size, w.seen, len(w.text)
	w.inline(n)
	if isMail && size == w.size {
		w.write(" (" + mail + ")") // after an icon of an envelope
	}
	w.linkDepth--
	w.toStory, w.toWriter = false, false
	if w.seen > seen || size == 0 && w.isButton(start) {
		w.flush(none) // a card with a picture, a button: what follows is another text
	}
}

// isButton reports whether the line so far is nothing but a button from start on.
func (w *walker) isButton(start int) bool {
	const longest = 40 // "Increase font size" and its like
	return start < len(w.text) && len(w.text)-start <= longest && site.IsFurniture(normalize.Text(string(w.text[start:])))
}

// time walks a date, which may be right beside a label, separated by style alone. For "3 hours ago" only the element's
// attribute has the date. An element of several lines after a date that begins its line is a body, separated by style too.
func (w *walker) time(n *html.Node) {
	begins := w.size == 0
	w.text = append(w.text, ' ')
	moment := dom.Attr(n, "datetime")
	if moment != "" && normalize.MayDate(moment) && !normalize.MayDate(dom.InnerText(n)) {
		w.write(moment)
	} else {
		w.timeDepth++
		w.inline(n)
		w.timeDepth--
	}
	w.text = append(w.text, ' ')
	if begins && n.NextSibling != nil && hasBreak(n.NextSibling) {
		w.flush(none)
	}
}

// hasBreak reports whether an element holds several lines.
func hasBreak(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Br {
			return true
		}
	}
	return false
}

// isCustom reports whether a custom element, <kh-p>, is a block: no text is beside it.
func (w *walker) isCustom(n *html.Node) bool {
	if n.Parent == nil || !strings.Contains(n.Data, "-") {
		return false
	}
	if w.worded != n.Parent {
		w.worded, w.isWorded = n.Parent, dom.HasInlineText(n.Parent)
	}
	return !w.isWorded
}

// enter walks a block: its text is separated from the text around it.
func (w *walker) enter(n *html.Node) {
	k := typeOf(n.DataAtom)
	if k == "" || w.kind == article.ListItem || w.kind == captionKind || w.kind == creditKind {
		w.apart(n, w.kind, w.oneLine)
		return
	}
	// A headline may be printed in two lines; a whole story inside a heading is no headline.
	w.apart(n, k, k == article.Heading && !dom.LongerThan(n, longestHeadline))
}

// apart walks an element as separate lines of a kind. A caption or a credit in an inline element is separated from the text
// around it too.
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

// br ends a line, except where all of a text is one. A second <br> ends a paragraph, also if only spaces or a picture are
// between the two.
func (w *walker) br() {
	if w.oneLine {
		w.write(" ")
		return
	}
	w.flush(none)
	w.breaks++
	if w.breaks >= 2 {
		w.gap = hard
	} else {
		w.gap = max(w.gap, soft)
	}
}

// flush ends the line so far; g separates it from the next.
func (w *walker) flush(g gap) {
	if text := w.line(); text != "" {
		// Nine in ten: a bullet or a "By" before the link leaves it a link.
		linked := w.links*10 >= w.size*9
		w.add(line{text: text, kind: w.kind, linked: linked, links: w.links, related: w.related, writer: w.writer, bold: w.bold*10 >= w.size*9, pieces: w.pieces()})
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

// pieces returns the pieces of the line so far, if it has more than one.
func (w *walker) pieces() []string {
	if w.kind == article.Heading {
		return nil
	}
	cuts := w.seams[:0] // after pieces with words
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

// line returns the text so far. Most of it that is empty is known to be without a look.
func (w *walker) line() string {
	if w.size == 0 {
		return ""
	}
	if len(w.seams) > 0 && bytes.IndexByte(w.text, '@') >= 0 {
		w.separateMails()
	}
	return normalize.Text(string(w.text))
}

// separateMails puts a space between a mail and the words right beside it, which style alone separates.
func (w *walker) separateMails() {
	for i, at := range slices.Backward(w.seams) {
		end := len(w.text)
		if i+1 < len(w.seams) {
			end = w.seams[i+1]
		}
		before, _ := utf8.DecodeLastRune(w.text[:at])
		if after, _ := utf8.DecodeRune(w.text[at:]); !unicode.IsLetter(before) || !unicode.IsLetter(after) || !isOnlyMail(string(w.text[at:end])) {
			continue
		}
		w.text = slices.Insert(w.text, at, ' ')
		for j := i + 1; j < len(w.seams); j++ {
			w.seams[j]++
		}
	}
}

func (w *walker) add(l line) {
	l.gap, l.cut, l.node = w.gap, w.cut, w.block
	w.lines = append(w.lines, l)
	if w.far != nil {
		w.far.meet(l)
	}
	if l.picture == nil {
		w.gap, w.cut = none, false
	}
}
