package extract

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
)

// region is the body on a page without rules.
type region struct {
	root         *html.Node // the element that holds the body; nil on a page without a sentence
	lead         []line     // above it, below the headline: pictures and a lede
	lines        []line     // in it
	signed, card []line     // below it: what signs the body, the card of its writer
}

func (r region) all() []line { return slices.Concat(r.lead, r.lines, r.signed, r.card) }

// bodyRegion returns the body below a headline, with the pictures that are in the head.
func (p page) bodyRegion(m *proseMap, headline string, h head) region {
	densest := m.densest()
	if densest == nil {
		return region{}
	}
	first := m.first[densest]
	if h.headline > first {
		h = head{} // that of another article
	}
	end := min(h.end, first)
	from := end
	var title *html.Node
	if at := lastTitle(p.lines[:first], headline); at >= 0 {
		from, title = at+1, p.lines[at].node
		end = max(end, from)
	}
	r := region{root: m.root(densest, title), lead: slices.Clip(h.pictures)}
	for end < len(p.lines) && !dom.Within(nodeOf(p.lines[end]), r.root) {
		end++
	}
	if title != nil {
		r.lead = append(r.lead, m.leadAbove(p.beside(h, span{from, end}), r.root)...)
	}
	for i := end; i < len(p.lines); i++ {
		if l := p.lines[i]; dom.Within(nodeOf(l), r.root) {
			r.lines = append(r.lines, l)
			end = i + 1
		}
	}
	to := p.tail(end)
	r.signed = signedBelow(p.lines[end:to], r.root)
	r.card = p.newCard(end, to, r.all())
	return r
}

// photos returns the photos with their captions below line headline, if they are the story: no paragraph is below them, or only a
// box with a title or a label that has less text than the captions.
func (p page) photos(headline int, m *proseMap) (found []line) {
	lines := p.lines[headline+1:]
	around := &bodyDOM{}
	told, below, ended := 0, 0, false
	for i := 0; i < len(lines); i++ {
		l := &lines[i]
		ended = ended || told > 0 && (l.kind == article.Heading || l.is(tail))
		if m.mayBeStory(lines, i) {
			if below += len(l.text); !ended || below > told {
				return nil
			}
		}
		if l.picture != nil && !l.linked && !ended {
			if end := around.photoEnd(lines, i); end > i+1 {
				for _, c := range lines[i:end] {
					told += len(c.text)
				}
				found = append(found, lines[i:end]...)
				i = end - 1
			}
		}
	}
	return found
}

// mayBeStory reports whether line i is a paragraph that may be of the article.
func (m *proseMap) mayBeStory(lines []line, i int) bool {
	l := &lines[i]
	return isParagraph(*l) && !l.is(note) && !m.isApart(l.node) && !dom.InsideMatch(l.node, dialog) && !isTeaser(lines, i)
}

// dialog is what is shown above a page until a reader has answered it: about cookies, about letters.
var dialog = dom.MustSelector(`[role="dialog"]`)

// beside returns lines without what a head has of them: its pictures, its byline, its date.
func (p page) beside(h head, in span) (lines []line) {
	for i := in.start; i < in.end; i++ {
		l := p.lines[i]
		taken := l.picture != nil || i == h.date || h.signed.has(i) || slices.ContainsFunc(h.pictures, func(o line) bool { return o.node != nil && o.node == l.node })
		if i >= h.end || !taken {
			lines = append(lines, l)
		}
	}
	return lines
}

// signedBelow returns the first of the lines below the element of a body, if they sign it.
func signedBelow(lines []line, root *html.Node) []line {
	end := slices.IndexFunc(lines, func(l line) bool {
		return l.picture != nil || !l.signs() && !isReach(l) || !dom.Within(l.node, root.Parent)
	})
	if end < 0 {
		return lines
	}
	return lines[:end]
}

// lastTitle returns the index of the line that repeats the headline. Without such a line it returns that of the last line in an
// h1, or -1.
func lastTitle(lines []line, headline string) int {
	if at := matchTitle(lines, []string{headline}); at >= 0 {
		return at
	}
	for i, l := range slices.Backward(lines) {
		if l.picture == nil && !l.linked && isH1(l) {
			return i
		}
	}
	return -1
}

// leadAbove returns those of the lines above a body that belong to it: pictures with their captions, and a lede. More
// sentences than a lede has are the teasers of other articles.
func (m *proseMap) leadAbove(lines []line, root *html.Node) (lead []line) {
	const mostSentences = 3
	around := &bodyDOM{roots: map[*html.Node]bool{root: true}}
	var box *html.Node // of the last picture
	sentences := 0
	for _, l := range lines {
		switch {
		case l.picture != nil && !l.linked:
			box = around.captionBox(l.picture.node)
			lead = append(lead, l)
		case l.picture != nil:
		case dom.Within(l.node, box):
			lead = append(lead, l)
		case l.kind == article.Paragraph && l.isSentence() && endsWithStop(l.text) && !m.isApart(l.node):
			lead = append(lead, l)
			sentences++
		}
	}
	if sentences > mostSentences {
		lead = slices.DeleteFunc(lead, func(l line) bool { return l.picture == nil })
	}
	return lead
}

// proseMap is where the sentences of a page are, in bytes.
type proseMap struct {
	lines  int // of the page
	total  int
	all    map[*html.Node]int  // in an element
	held   map[*html.Node]int  // in an element, without what is printed again, is in a teaser, or is apart from the body
	beside map[*html.Node]int  // those of held whose paragraphs are children of the element; a list is no body
	first  map[*html.Node]int  // the line of the first of them
	apart  map[*html.Node]bool // the answers of isApart
}

func newProseMap(lines []line) *proseMap {
	m := &proseMap{lines: len(lines), all: map[*html.Node]int{}, held: map[*html.Node]int{}, beside: map[*html.Node]int{}, first: map[*html.Node]int{}, apart: map[*html.Node]bool{}}
	var found []int
	for i := range lines {
		if l := &lines[i]; l.isSentence() {
			found = append(found, i)
			m.total += len(l.text)
			addUpwards(m.all, l)
		}
	}
	printed := map[string]bool{}
	for _, i := range found {
		l := &lines[i]
		if printed[l.text] || m.isApart(l.node) || isTeaser(lines, i) {
			continue
		}
		printed[l.text] = true
		addUpwards(m.held, l)
		if l.kind == article.ListItem {
			continue
		}
		home := proseHome(l.node)
		if m.beside[home] == 0 {
			m.first[home] = i
		}
		m.beside[home] += len(l.text)
	}
	return m
}

// addUpwards adds the length of a line to every element around it.
func addUpwards(sums map[*html.Node]int, l *line) {
	for n := l.node; n != nil; n = n.Parent {
		sums[n] += len(l.text)
	}
}

// isApart reports whether an element is in one that is apart from the body, by its name. A name is layout if half of the page's
// prose is in its element.
func (m *proseMap) isApart(n *html.Node) bool {
	if n == nil || n.DataAtom == atom.Body {
		return false
	}
	is, known := m.apart[n]
	if !known {
		const half = 2
		is = m.all[n]*half <= m.total && genericApart.Match(n) || m.isApart(n.Parent)
		m.apart[n] = is
	}
	return is
}

// densest returns the element with the most prose in its own paragraphs, or nil. Of equal elements it returns the first.
func (m *proseMap) densest() *html.Node {
	var best *html.Node
	for n, size := range m.beside {
		if best == nil || size > m.beside[best] || size == m.beside[best] && m.first[n] < m.first[best] {
			best = n
		}
	}
	return best
}

// start returns the line of the first sentence of the body; the number of lines on a page without a sentence.
func (m *proseMap) start() int {
	if densest := m.densest(); densest != nil {
		return m.first[densest]
	}
	return m.lines
}

// root returns the element that holds the body, of which the densest one may be a part. An element around it belongs to the body
// if it adds a good part of prose, or paragraphs beside it, and little else. Beyond the one that holds the title too are other
// articles.
func (m *proseMap) root(densest, title *html.Node) *html.Node {
	// F1 of 321 real pages changes by less than 0.002 with a fourth, and not at all with a twentieth.
	const part, paragraphs = 2, 10 // the shares of what is known of the body
	const others = 3               // times the prose: captions, labels, lists
	root := densest
	for n := densest.Parent; n != nil && n.DataAtom != atom.Html; n = n.Parent {
		added := m.held[n] - m.held[root]
		grows := part*added >= m.held[root] || paragraphs*m.beside[n] >= m.held[root] || m.isPart(root, n)
		if grows && others*added >= dom.Letters(n)-dom.Letters(root)-added {
			root = n
		}
		if title != nil && dom.Within(title, n) {
			break
		}
	}
	return root
}

// isPart reports whether the prose in an element continues in others side by side that are marked up as it is: the sections of
// a body.
func (m *proseMap) isPart(part, around *html.Node) bool {
	if part.Parent != around || part.DataAtom != atom.Section && (part.DataAtom != atom.Div || dom.Attr(part, "class") == "") {
		return false
	}
	for c := around.FirstChild; c != nil; c = c.NextSibling {
		if c != part && c.Data == part.Data && m.held[c] > 0 && dom.Attr(c, "class") == dom.Attr(part, "class") {
			return true
		}
	}
	return false
}

// signs reports whether a line may be a picture or sign a body.
func (l *line) signs() bool { return isBodyAttachment(*l) || l.is(signature|oddByline) }

// A text that is mostly links is a label or a list; one that is links but for a mark or a word is a row of them.
const mostly, nearlyAll = 0.5, 0.8

// shortLine is a length in letters: a shorter line that does not end a sentence is a label, a name, a date or a button.
const shortLine = 60

var sentenceEnd = lazyRegexp(`[.!?…:。！？"”»«“’')\]]$`)

// linkedShare returns the share of a line that is in links.
func (l *line) linkedShare() float64 { return float64(l.links) / float64(max(1, len(l.text))) }

// isSentence reports whether a line is a sentence in any language, not a label.
func (l *line) isSentence() bool {
	if l.picture != nil || l.isCaption() || l.node == nil {
		return false
	}
	count, linked := letters(l.text), l.linkedShare()
	told := count >= shortLine && endsWithStop(l.text) // also in links, or as a lead in a heading
	if !told && (linked > mostly || l.kind == article.Heading) || linked > nearlyAll {
		return false
	}
	return count >= shortLine || count >= shortLine/3 && sentenceEnd().MatchString(l.text) && !creditLine().MatchString(l.text) && !isBareDate(l.text)
}

var creditLine = lazyRegexp(`(?i)^(?:©|\(?(?:photo|image|foto|bild|credit|picture|quelle|source)s?\b ?(?:by|:|/|copyright|caption|credit))`)

// nextArticle returns the index of the title of the article that is printed below the one with a headline, else the number of
// lines. It is a heading of the headline's rank or above, below a paragraph, with a date or a byline and then a paragraph below it.
func nextArticle(lines []line, headline int) int {
	// A subheadline, a byline and a date; a picture with its caption, too.
	const inHead, toText = 3, 8
	if headline < 0 || lines[headline].node == nil {
		return len(lines)
	}
	texts := 0
	for i := headline + 1; i < len(lines); i++ {
		l := &lines[i]
		if isParagraph(*l) {
			texts++
		}
		if texts == 0 || l.picture != nil || l.kind != article.Heading || l.linked || rank(l.node) > rank(lines[headline].node) || sameTitle(l.text, lines[headline].text) {
			continue
		}
		below := lines[i+1:]
		if slices.ContainsFunc(below[:min(len(below), inHead)], func(l line) bool { return l.is(dated | byline) }) &&
			slices.ContainsFunc(below[:min(len(below), toText)], isParagraph) {
			return i
		}
	}
	return len(lines)
}
