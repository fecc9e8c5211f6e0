package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// asideBoxes are the elements inside a body that may not be part of it: those around a control or a player, those around the
// label of a writer's other articles or of a machine's summary, invitations with a link, and lists of other articles.
type asideBoxes map[*html.Node]asideBox

type asideBox struct {
	body    *html.Node // around it
	player  bool       // of a film, with its title
	card    bool       // of a reporter, with his picture
	checked bool       // whether it is one
	isAside bool
}

// findAsides finds them in the bodies of an article and among its lines.
func findAsides(bodies map[*html.Node]bool, lines []line) asideBoxes {
	b := asideBoxes{}
	linked := linkFinder{}
	for body := range bodies {
		b.markElements(body)
		for _, l := range lines {
			if !dom.Within(nodeOf(l), body) {
				continue
			}
			if site.IsInvitation(l.text, true) && linked.holdsLink(parentOf(l.node)) {
				b.mark(l.node, asideBox{body: body})
			}
			if l.writer && (l.is(listLabel) || slices.ContainsFunc(l.pieces, site.IsListLabel)) || l.isSummary() {
				b.mark(l.node, asideBox{body: body, card: true})
			}
		}
	}
	b.markLists(bodies, lines)
	b.markComments(lines)
	b.markInserts(lines)
	return b
}

// linkFinder remembers which elements hold a link: a list of invitations asks for the same one again and again.
type linkFinder map[*html.Node]bool

func (f linkFinder) holdsLink(n *html.Node) bool {
	holds, known := f[n]
	if !known {
		holds = dom.HasElement(n, atom.A)
		f[n] = holds
	}
	return holds
}

// markElements marks what is around the controls and the players of a body.
func (b asideBoxes) markElements(body *html.Node) {
	for n := range dom.Elements(body) {
		switch {
		case site.Controls.Match(n):
			b.mark(n.Parent, asideBox{body: body})
		case site.Players.Match(n) && n.Parent != body && b[n.Parent] == asideBox{}:
			b[n.Parent] = asideBox{body: body, player: true}
		}
	}
}

func parentOf(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	return n.Parent
}

// content is what an element holds, in lines.
type content struct{ titles, labels, teasers, others int }

// isList reports whether it is a list of other articles under its label, and nothing else. One title may be a link of the
// article, unless its address shows another.
func (c content) isList() bool {
	return c.others == 0 && c.labels <= c.titles && c.titles+c.labels > 1 && c.teasers <= c.titles
}

// markLists marks the largest elements inside the bodies that hold nothing but titles of other articles with their labels
// and teasers.
func (b asideBoxes) markLists(bodies map[*html.Node]bool, lines []line) {
	if !slices.ContainsFunc(lines, line.isTitle) {
		return
	}
	around := map[*html.Node]bool{}
	for n := range bodies {
		for ; n != nil; n = n.Parent {
			around[n] = true
		}
	}
	held := map[*html.Node]content{}
	texts := proseBeside(lines)
	count := len(proseLines(lines))
	for i, l := range lines {
		is := l.asContent(i > 0 && lines[i-1].linked && (l.linked || texts[parentOf(l.node)] == 1))
		for n := nodeOf(l); n != nil && !around[n]; n = n.Parent {
			held[n] = held[n].plus(is)
		}
	}
	const half = 2 // of the prose: what is more is the article, in parts under links
	for n, c := range held {
		if c.isList() && half*c.teasers <= count {
			b[n] = asideBox{checked: true, isAside: true}
		}
	}
}

// asContent counts a line. Prose alone below a link is a teaser.
func (l line) asContent(belowLink bool) content {
	switch {
	case l.isTitle():
		return content{titles: 1}
	case l.isLabel():
		return content{labels: 1}
	case belowLink && (l.linked || l.is(prose)):
		return content{teasers: 1}
	}
	return content{others: 1}
}

func (c content) plus(d content) content {
	return content{c.titles + d.titles, c.labels + d.labels, c.teasers + d.teasers, c.others + d.others}
}

// proseBeside returns how many lines of prose are side by side, by the element around them.
func proseBeside(lines []line) map[*html.Node]int {
	beside := map[*html.Node]int{}
	for _, i := range proseLines(lines) {
		beside[parentOf(lines[i].node)]++
	}
	return beside
}

// isTitle reports whether a line is the title of another article, at most with its time or its number. A mail is a link of a
// writer's card.
func (l line) isTitle() bool {
	leads := l.linked || l.related && l.picture != nil || l.isItem() && (l.related || l.isLabelled() || endsInDay().MatchString(l.text))
	return leads && (l.related || !endsWithStop(l.text)) && !l.is(mail)
}

// isItem reports whether a line is an item of a list that is a link but for a few letters: a date, a number.
func (l line) isItem() bool {
	// "Nov. 3, 2026 - 10:30" has 17 letters.
	const longest = 20
	return l.kind == article.ListItem && l.links > 0 && len(l.text)-l.links <= longest
}

// isLabelled reports whether a line is a link with a label of another style before it: "Related: Ferry finds its pier".
func (l line) isLabelled() bool {
	if len(l.pieces) != 2 {
		return false
	}
	label := strings.TrimSpace(l.pieces[0])
	return len(label) <= longestLabel && strings.HasSuffix(label, ":") && l.links >= len(strings.TrimSpace(l.pieces[1]))
}

// endsInDay matches a title with the day beside it, printed in any order: "… in Sorim 14.01.2027".
var endsInDay = lazyRegexp(`\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}\.?$|\d{4}[./-] ?\d{1,2}[./-] ?\d{1,2}\.?$`)

// markComments marks the box of what readers have written: each text below a name and a day, and together less than the
// article above.
func (b asideBoxes) markComments(lines []line) {
	const few = 2 // one may be a line of the article
	var home line // the last line of prose above
	above, below := 0, 0
	var box *html.Node
	found := 0
	for i, l := range lines {
		switch {
		case isPosting(lines[i:]) && above >= few:
			if found++; box == nil {
				box = boxOf(l.node, home.node)
			}
		case l.is(prose) && box != nil:
			below++
		case l.is(prose):
			home, above = l, above+1
		}
	}
	if found >= few && box != nil && below <= above {
		b[box] = asideBox{checked: true, isAside: true}
	}
}

// isPosting reports whether the first of the lines is a name with a day, and the next what somebody has written.
func isPosting(lines []line) bool {
	// "Somebody from Sinpyeong on September 30, 2026 at 10:30 a.m."
	const longest = 60
	l := lines[0]
	if len(lines) < 2 || len(l.text) > longest || !normalize.MayDate(l.text) || endsWithStop(l.text) {
		return false
	}
	d := normalize.Dates(l.text)
	return len(d) == 1 && d[0].Start > 0 && lines[1].is(sentence) && strings.Contains(lines[1].text, " ")
}

// isLabel reports whether a line may be the label of a list or of a part of one.
func (l line) isLabel() bool {
	return l.picture == nil && !l.is(prose) && !endsWithStop(l.text) && len(l.text) <= longestLabel
}

// isSummary reports whether a line is the label of a summary made by a machine, at most with a mark beside it: "Beta".
func (l line) isSummary() bool {
	// "AI-generated summary of this article" is the longest known.
	const longest = 40
	s := l.text
	if len(l.pieces) > 0 {
		s = normalize.Text(l.pieces[0])
	}
	return len(s) <= longest && strings.Contains(s, "AI") && machine().MatchString(s)
}

var machine = lazyRegexp(`^(?i:ai[ -](?:\S+ )?summary|summary by ai|summari[sz]ed by ai)\b`)

func (b asideBoxes) mark(n *html.Node, as asideBox) {
	for ; n != nil && n != as.body && !b[n].card; n = n.Parent {
		b[n] = as
	}
}

// contains reports whether a line is in such a box: that of a newsletter, of a poll, the card of a reporter.
func (b asideBoxes) contains(l line) bool {
	for n := nodeOf(l); n != nil; n = n.Parent {
		if b.isAside(n) {
			return true
		}
	}
	return false
}

// isAside reports whether an element is no more than a question with its answers, an invitation or a card, and a small part
// of the body's text. A photo may have a button to enlarge it.
func (b asideBoxes) isAside(n *html.Node) bool {
	x, marked := b[n]
	if marked && !x.checked {
		const longestAside = 500 // letters: more than a poll, an invitation or a card has
		const longestTitle = 150 // of a film: more is text beside it
		const part = 3           // of the body: what is more is the article
		x.checked = true
		x.isAside = dom.IsBlock(n.DataAtom) && n.DataAtom != atom.P && !dom.LongerThan(n, longestAside) && (x.card || !dom.HasElement(n, atom.Img)) && !(x.player && dom.LongerThan(n, longestTitle)) &&
			dom.LongerThan(x.body, part*dom.Letters(n))
		b[n] = x
	}
	return x.isAside
}

// removeAsides removes the boxes with all that is in them.
func removeAsides(lines []line, page *bodyDOM) []line {
	if page == nil {
		return lines
	}
	b := findAsides(page.roots, lines)
	if len(b) == 0 {
		return lines
	}
	held := make([]bool, len(lines))
	for i, l := range lines {
		held[i] = !l.is(signature) && b.contains(l)
	}
	return removeMarked(lines, held)
}
