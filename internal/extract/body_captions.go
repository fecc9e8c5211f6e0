package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// takePictures takes the pictures and their captions out of the lines. A caption is identified by its element, by the
// picture's own words (alt), by the box it shares with the picture, or by the credit it ends in.
func (a *articleBody) takePictures(lines []line, k bodyContext) []line {
	prose := proseLines(lines)
	last := -1 // the last line of text: the credit at its end is the story's
	// A single line is that of a photo story: its credit is the picture's.
	if len(prose) > 1 {
		last = prose[len(prose)-1]
	}
	taken := make([]bool, len(lines))
	for i, l := range lines {
		if l.picture == nil {
			continue
		}
		taken[i] = true
		a.takePicture(l, lines, captionLines(lines, i, last, k, taken), k.names, taken)
	}
	var t textCaptions
	if k.dom == nil {
		t = newTextCaptions(lines, last, k.names)
	}
	for i, l := range lines {
		if !taken[i] && (l.isCaption() || k.dom == nil && t.has(lines, i)) {
			taken[i] = true
			if i+1 == len(lines) || !endsAtQuote(l.text, lines[i+1].text) { // else the whole caption is next
				a.addImage(picture{}, lines, []int{i})
			}
		}
	}
	return removeMarked(lines, taken)
}

// takePicture takes a picture with the lines of its caption.
func (a *articleBody) takePicture(l line, lines []line, found []int, names []string, taken []bool) {
	if slices.ContainsFunc(found, func(j int) bool { return lines[j].is(mail) }) || describesWriter(lines, found, names) || l.isPortrait(lines, found, names) {
		takeCard(lines, found, taken)
		return
	}
	for _, j := range found {
		taken[j] = true
	}
	// A picture that leads elsewhere and has no caption is an advertisement, and so is a GIF: photos are none. A mark in a text
	// and a picture without address or alt say nothing without a caption.
	silent := l.picture.url == "" && (l.picture.node == nil || l.picture.alt == "") || l.linked || strings.HasSuffix(l.picture.url, ".gif")
	if len(found) == 0 && silent && !strings.Contains(l.picture.url, site.PhotoPath) {
		return
	}
	a.addImage(*l.picture, lines, found)
}

// describesWriter reports whether the lines beside a picture are the card of one of the article's writers: the name, which is
// a link, is below the label of the card, or begins what the card says of him.
func describesWriter(lines []line, found []int, names []string) bool {
	for at, j := range found {
		l := lines[j]
		if matchesWriter(names, l.text) && (l.linked || at > 0 && isCardLabel(lines[found[at-1]].text) || at+1 < len(found) && strings.HasPrefix(lines[found[at+1]].text, l.text)) {
			return true
		}
	}
	return false
}

// isPortrait reports whether a picture shows one of the article's writers: its own words are his name, and nothing but that is
// beside it.
func (l line) isPortrait(lines []line, found []int, names []string) bool {
	return matchesWriter(names, l.picture.alt) && !slices.ContainsFunc(found, func(j int) bool { return !matchesWriter(names, lines[j].text) })
}

// takeCard removes the card of a writer, which has a portrait and a mail. A line that is only the mail, or a name with its
// mail, signs the article.
func takeCard(lines []line, card []int, taken []bool) {
	for _, j := range card {
		taken[j] = !lines[j].is(onlyMail | signature)
	}
}

// captionLines returns the lines that belong to the picture at i.
func captionLines(lines []line, i, last int, k bodyContext, taken []bool) (found []int) {
	p := lines[i].picture
	box := k.dom.captionBox(p.node)
	if tooMany(lines, i, box) {
		box = nil
	}
	// A caption may be above its picture in the same box.
	if j := i - 1; j >= 0 && box != nil && !taken[j] && lines[j].picture == nil && dom.Within(lines[j].node, box) && !k.dom.isBodyText(lines[j].node, p.node) && !k.dom.isParagraphBeside(lines[j], box) {
		found = append(found, j)
	}
	// Printed twice, with its credit apart, and a line between.
	const most = 4
	size := 0
	for j := i + 1; j < len(lines) && lines[j].picture == nil && j <= i+most; j++ {
		if size += len(lines[j].text); size > longestCaption || !k.dom.isCaption(lines, i, j, last, box, found) {
			break
		}
		found = append(found, j)
	}
	return found
}

// isCaption reports whether line j belongs to the picture at i, with what was found before: by its element, by the
// picture's own words or those of another line, by its box, or by the credit it ends in.
func (p *bodyDOM) isCaption(lines []line, i, j, last int, box *html.Node, found []int) bool {
	l, picture := lines[j], lines[i].picture
	switch {
	case len(found) > 0 && outside(l, lines[found[0]], box):
		return false // a paragraph may repeat what the caption says
	case l.linked && l.related, p.isBodyText(l.node, picture.node):
		return false
	case l.isCaption(), samePrint(l.text, picture.alt):
		return true
	case dom.Within(l.node, box):
		return !p.isParagraphBeside(l, box)
	case j == i+1 && j != last && p.isRightBelow(lines, j):
		return true
	case creditAlone(l.text):
		return true
	}
	return slices.ContainsFunc(found, func(f int) bool { return samePrint(lines[f].text, l.text) })
}

// isParagraphBeside reports whether a line in the box of a picture is a paragraph of the body and not the caption: it is
// marked up as the other paragraphs are, in a box that may hold anything, and neither the names of the two nor a credit say
// otherwise.
func (p *bodyDOM) isParagraphBeside(l line, box *html.Node) bool {
	// Of the paragraphs of 231 real pages nine in ten are longer. Half of their captions that are whole sentences are too, but
	// all of those are in caption elements.
	const longest = 90
	return wrappers[box.DataAtom] && !dom.HasClassWord(box, site.CaptionWords) && p.isLikeText(l) && len(l.text) > longest &&
		endsWithStop(l.text) && !endsInCredit(l.text)
}

// isRightBelow reports whether the line right below a picture is its caption although no element says so.
func (p *bodyDOM) isRightBelow(lines []line, j int) bool {
	return endsInCredit(lines[j].text) || p.unlikeText(lines[j]) || isNameBelow(lines, j) || isAboveCredit(lines, j)
}

// isAboveCredit reports whether a line has a credit alone below it, which does not end the body.
func isAboveCredit(lines []line, i int) bool {
	return i+2 < len(lines) && creditAlone(lines[i+1].text)
}

// isNameBelow reports whether a line below a picture is a name, of who is in it or who owns it: no paragraph is a name.
func isNameBelow(lines []line, j int) bool {
	l := lines[j]
	return l.node != nil && l.kind == article.Paragraph && !l.bold && len(l.text) <= longestCredit && isName(l.text) && j+1 < len(lines) && lines[j+1].is(prose)
}

// outside reports whether a line is beside a caption that its element or its box identifies.
func outside(l, caption line, box *html.Node) bool {
	boxed := dom.Within(caption.node, box)
	return (boxed || caption.isCaption()) && !l.isCaption() && !(boxed && dom.Within(l.node, box)) && !creditAlone(l.text)
}

// tooMany reports whether a box holds more lines than a caption has: printed twice, in two languages, with its credit.
// The lines of a box are around its picture, at i.
func tooMany(lines []line, i int, box *html.Node) bool {
	if box == nil {
		return false
	}
	const most = 3
	count := 0
	for j := i + 1; j < len(lines) && count <= most && dom.Within(nodeOf(lines[j]), box); j++ {
		if lines[j].picture == nil {
			count++
		}
	}
	for j := i - 1; j >= 0 && count <= most && dom.Within(nodeOf(lines[j]), box); j-- {
		if lines[j].picture == nil {
			count++
		}
	}
	return count > most
}

// addImage adds a picture with the lines of its caption once, also if it or its caption is printed twice.
func (a *articleBody) addImage(p picture, lines []line, found []int) {
	var caption, credit string
	for _, part := range captionParts(lines, found) {
		if credit == "" {
			credit = part.credit
		}
		if c := part.caption; !samePrint(caption, c) {
			caption = strings.TrimSpace(caption + " " + c)
		}
	}
	img := article.Image{URL: article.Optional(p.url), Caption: article.Optional(caption), Credit: article.Optional(credit)}
	key := p.url
	if key == "" {
		key = strings.Join([]string{"", caption, credit}, "\n")
	}
	if i, known := a.imageAt[key]; known {
		if have := a.images[i]; have.Caption == "" && have.Credit == "" {
			a.images[i] = img
			a.traceImage(i+1, p, lines, found)
		}
		return
	}
	if a.imageAt == nil {
		a.imageAt = map[string]int{}
	}
	a.imageAt[key] = len(a.images)
	a.images = append(a.images, img)
	a.traceImage(len(a.images), p, lines, found)
}

// bodyDOM is the part of the page that surrounds the pictures of a body.
type bodyDOM struct {
	roots        map[*html.Node]bool // the bodies: no box is as large as one
	bodyText     *dom.Selector       // what a rule knows as story, also inside a photo table; nil where none does
	paragraphTag string              // the kind of element the paragraphs are in, "" if they have none in common
	sizes        map[*html.Node]size // of elements that were asked for
}

// size is how much is in an element. A page may have thousands of pictures, and the elements around them are the same.
type size struct{ letters, nodes int }

func (p *bodyDOM) sizeOf(n *html.Node) size {
	s, known := p.sizes[n]
	if known {
		return s
	}
	s.nodes = 1
	if n.Type == html.TextNode {
		s.letters = dom.Letters(n)
		return s
	}
	if n.Type != html.ElementNode || !dom.IsSilent(n) && !hidden(n) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			in := p.sizeOf(c)
			s.letters += in.letters
			s.nodes += in.nodes
		}
	}
	if p.sizes == nil {
		p.sizes = map[*html.Node]size{}
	}
	p.sizes[n] = s
	return s
}

// isBodyText reports whether a rule calls the text in n body text, in an element that does not hold the picture too.
func (p *bodyDOM) isBodyText(n, picture *html.Node) bool {
	if p == nil || p.bodyText == nil {
		return false
	}
	for ; n != nil; n = n.Parent {
		if p.bodyText.Match(n) {
			return !dom.Within(picture, n)
		}
	}
	return false
}

// unlikeText reports whether a line is in another kind of element than the paragraphs of the body are, or in one whose
// class says what it is: a caption beside its picture, with no box around both.
func (p *bodyDOM) unlikeText(l line) bool {
	if p == nil || p.paragraphTag == "" || l.node == nil || l.kind != article.Paragraph {
		return false
	}
	return l.node.Data != p.paragraphTag || dom.HasClassWord(l.node, site.CaptionWords)
}

// isLikeText reports whether a line is marked up as the paragraphs of the body are.
func (p *bodyDOM) isLikeText(l line) bool {
	return p.paragraphTag != "" && l.node != nil && l.kind == article.Paragraph && !p.unlikeText(l)
}

// textElement returns the kind of element that most of the prose is in.
func textElement(lines []line) string {
	count := map[string]int{}
	most := ""
	for _, i := range proseLines(lines) {
		if n := lines[i].node; n != nil {
			count[n.Data]++
			if count[n.Data] > count[most] {
				most = n.Data
			}
		}
	}
	// One paragraph is no custom.
	if count[most] < 2 {
		return ""
	}
	return most
}

// captionBox returns the element that holds only a picture and its caption, or nil. In a text rendering a picture has no node.
func (p *bodyDOM) captionBox(picture *html.Node) *html.Node {
	if picture == nil {
		return nil
	}
	// A picture and its caption in two languages, in the tables of old pages, are some fifty nodes.
	const mostNodes = 1000
	for n := picture.Parent; n != nil && !p.roots[n]; n = n.Parent {
		size := p.sizeOf(n)
		switch {
		case size.letters > longestCaption || size.nodes > mostNodes:
			return nil
		case size.letters == 0:
			continue
		case frames[n.DataAtom]:
			return frame(n)
		case dom.HasInlineText(n):
			// Words beside the picture in one paragraph are text, unless they are in a separate element.
			return nil
		case wrappers[n.DataAtom] && !p.aloneIn(n):
			return n
		}
		return nil
	}
	return nil
}

// aloneIn reports whether n holds all the text of its body: then it is the body and not a box.
func (p *bodyDOM) aloneIn(n *html.Node) bool {
	const half = 2 // beside more text than it holds, an element is a box
	if len(p.roots) == 0 {
		return false
	}
	for up := n.Parent; up != nil; up = up.Parent {
		if p.sizeOf(up).letters > half*p.sizeOf(n).letters {
			return false
		}
		if p.roots[up] {
			return true
		}
	}
	return true
}

// frames are elements that hold pictures with their captions.
var frames = map[atom.Atom]bool{
	atom.Figure: true, atom.Table: true, atom.Tbody: true, atom.Tr: true, atom.Td: true, atom.Center: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
}

// wrappers are elements that may be put around a picture and its caption, and around anything else.
var wrappers = map[atom.Atom]bool{atom.Div: true, atom.P: true, atom.Section: true, atom.A: true, atom.Span: true, atom.Li: true}

// frame returns the whole table that a cell is in, if that is no larger than a picture with its caption. It does not
// climb further: the table around it may be the one that the page is laid out in.
func frame(n *html.Node) *html.Node {
	for up := n; frames[up.DataAtom]; up = up.Parent {
		if dom.LongerThan(up, longestCaption) {
			break
		}
		if n = up; up.DataAtom == atom.Table || up.DataAtom == atom.Figure {
			break
		}
	}
	return n
}
