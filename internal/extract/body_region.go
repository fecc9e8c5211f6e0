package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// body returns the lines of the body's elements, with what belongs to them outside: the picture between head and body,
// and the text that broken markup has put elsewhere. start is the first line below the headline. If inHead is set, the
// body's element holds the head too, which ends there.
func (p page) body(t *site.Template, bodies []*html.Node, start int, inHead bool, around *bodyDOM) []line {
	first := p.spans.at(bodies[0]).start
	kept := p.aboveBody(start, first, t, bodies, around)
	last := first
	signed := false // the last line so far is a signature: what is below is not the rest of the text
	for _, b := range bodies {
		in := p.spans.at(b)
		if inHead {
			in.start = min(max(in.start, start), in.end)
		}
		if in.start < in.end {
			kept = append(kept, p.lines[in.start:in.end]...)
			signed = p.lines[in.end-1].is(agencyTag | mail)
		}
		last = max(last, in.end)
	}
	return append(kept, p.belowBody(max(start, last), t, bodies, signed)...)
}

// aboveBody returns the lines between the head and the body that belong to the body: pictures, what is in the box of the
// last one, and text of the body.
func (p page) aboveBody(start, end int, t *site.Template, bodies []*html.Node, around *bodyDOM) (kept []line) {
	var box *html.Node
	for i := start; i < end; i++ {
		l := p.lines[i]
		if l.picture != nil && !l.linked {
			box = around.captionBox(l.picture.node)
			kept = append(kept, l)
		} else if dom.Within(l.node, box) || l.is(prose) && belongsToBody(l, t, bodies) {
			kept = append(kept, l)
		}
	}
	return kept
}

// belowBody returns the lines below the body that belong to it, down to the site's tail.
func (p page) belowBody(start int, t *site.Template, bodies []*html.Node, signed bool) (kept []line) {
	last := bodies[len(bodies)-1]
	if start > 0 && !p.lines[start-1].is(mail) { // else the card repeats the signature
		kept, start = p.card(start)
	}
	for _, l := range p.lines[start:] {
		if l.is(tail) {
			break
		}
		if belongsToBody(l, t, bodies) || !signed && paragraphBeside(l, last) {
			kept = append(kept, l)
		}
	}
	return kept
}

// card returns the lines of a writer's card right below the body, with a name and a mail, and the line after it.
func (p page) card(start int) (card []line, end int) {
	// A portrait, a label and a button may be beside the name.
	const longest = 4
	for i := start; i < min(start+longest, len(p.lines)); i++ {
		switch l := &p.lines[i]; {
		case l.picture != nil || l.is(furniture):
		case l.is(signature):
			return p.lines[i : i+1], i + 1
		default:
			below := p.lines[i+1 : min(i+1+longest, len(p.lines))]
			if len(below) > 0 && below[0].is(prose) && below[0].is(sentence) {
				below = below[1:] // what the card says of the writer
				i++
			}
			card = append([]line{*l}, below...)
			if mails := mailsBelow(card); mails > 0 {
				return card[:1+mails], i + 1 + mails
			}
			return nil, start
		}
	}
	return nil, start
}

// newCard returns the lines of a card between two lines that has more than the lines kept so far.
func (p page) newCard(start, end int, kept []line) []line {
	card, at := p.card(start)
	if at > end || len(card) == 0 || slices.ContainsFunc(kept, func(l line) bool { return l.text == card[0].text }) {
		return nil
	}
	return card
}

// paragraphBeside reports whether a line is a paragraph next to the body: an end tag too many leaves the rest of the
// text there.
func paragraphBeside(l line, body *html.Node) bool {
	return l.picture == nil && !l.linked && l.node != nil && l.node.Data == "p" && l.node.Parent == body.Parent
}

// belongsToBody reports whether a line outside the body belongs to it: an end tag too many closes the body early, and
// its text is then in the element around it, or in another element that a rule calls body text.
func belongsToBody(l line, t *site.Template, bodies []*html.Node) bool {
	if l.picture != nil || l.node == nil || l.linked {
		return false
	}
	if t.Story != nil && dom.InsideMatch(l.node, t.Story) {
		return true
	}
	return l.node != bodies[0] && l.node.Data != "body" && dom.Within(bodies[0], l.node)
}

// tail returns the index of the line where the site's own lines begin again.
func (p page) tail(from int) int {
	sentences := 0
	for i := from; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.is(prose) {
			sentences++
		}
		// A count of comments beside the date reads like the label above them, and the card of a writer may be above the
		// text.
		const card = 2
		above := sentences == 0 && l.is(furniture) || sentences < card && l.writer
		if navigation(p.lines[i:]) || l.is(tail) && !above {
			return i
		}
	}
	return len(p.lines)
}

// textRegion returns the body of a text rendering, from a line on. It may continue after a list.
func (p page) textRegion(from int) []line {
	to := p.tail(from)
	kept := p.lines[from:to]
	for at := p.resumesAfterList(from, to); at >= 0; at = p.resumesAfterList(at, to) {
		to = p.tail(at)
		kept = slices.Concat(kept, p.lines[at:to])
		kept[len(kept)-(to-at)].gap = hard
	}
	if to < len(p.lines) {
		kept = aboveTail(kept)
	}
	return kept
}

// isBodyAttachment reports whether a line belongs to a body although it may be beside its text: a picture, a caption,
// what signs the article.
func isBodyAttachment(l line) bool {
	if l.picture != nil || l.isCaption() {
		return true
	}
	_, by := l.byline()
	_, agency := normalize.Agency(strings.Trim(l.text, "()[]"))
	return by || agency || l.is(onlyMail) || l.is(note)
}

// navigation reports whether lines begin with three labels of the site's sections: its foot.
func navigation(lines []line) bool {
	return len(lines) >= 3 && lines[0].is(section) && lines[1].is(section) && lines[2].is(section)
}

// oneParagraph reports whether an element is one paragraph: its signature is beside it.
func oneParagraph(n *html.Node) bool { return n.Data == "p" || typeOf(n.DataAtom) != "" }

// proseHome returns the element that holds the paragraphs beside that in n.
func proseHome(n *html.Node) *html.Node {
	if oneParagraph(n) && n.Parent != nil {
		return n.Parent
	}
	return n
}

// isList reports whether lines are those of a list of articles: titles that are links, each with its teaser.
func isList(lines []line) bool {
	links, stories := 0, 0
	for i, l := range lines {
		if isTitleLink(lines[i:]) {
			links++
			if l.related {
				stories++
			}
		}
	}
	// A story of short paragraphs may hold a link in every second one, but not to other stories; a list has a title and
	// often a date for every teaser, and begins with a title. Two may be an accident.
	const few, second = 3, 2
	texts := len(proseLines(lines))
	return links >= few && (links > texts || links == texts && isTitleLink(lines)) || stories >= few && second*stories >= texts || teaserDates(lines) >= few
}

// teaserDates counts the dates of the articles in a list.
func teaserDates(lines []line) (n int) {
	for i := range lines {
		if isTeaserDate(lines[i:]) {
			n++
		}
	}
	return n
}

// isListing reports whether the lines of a text rendering are those of a list, where no element shows the titles: its teasers
// break off, it prints the same ones again, or it has none but dates.
func isListing(lines []line) bool {
	const few = 3 // below, a stop may be missing, and a caption may be printed twice
	cut, whole := 0, 0
	count := map[string]int{}
	const dated = few - 1 // the date of the first title is that of the head
	texts := proseLines(lines)
	if len(texts) == 0 {
		return teaserDates(lines) >= dated
	}
	for _, i := range texts {
		l := lines[i]
		last := i+1 == len(lines) || lines[i+1].gap == hard || !lines[i+1].is(prose)
		switch {
		case !last: // it may continue below
		case normalize.Language(l.text) == "ko": // the words of a lesson, explained
		case endsSentence(l.text) && !strings.HasSuffix(l.text, "...") && !strings.HasSuffix(l.text, "…"):
			whole++
		default:
			cut++
		}
		if count[l.text]++; count[l.text] >= few {
			return true
		}
	}
	return cut > whole && (whole == 0 || cut >= few) || datedTeasers(lines) >= dated
}

// datedTeasers returns the number of titles with a teaser below and a date below that.
func datedTeasers(lines []line) (count int) {
	for i := 2; i < len(lines); i++ {
		title, teaser := &lines[i-2], &lines[i-1]
		if isTeaserDate(lines[i:]) && teaser.is(prose) && title.picture == nil && title.hasWords() && !endsSentence(title.text) {
			count++
		}
	}
	return count
}

// isTitleLink reports whether the first of the lines may be the title of another article, which is a link.
func isTitleLink(lines []line) bool {
	const shortestTitle = 6 // in a list; shorter links are labels
	return lines[0].linked && len(lines[0].text) >= shortestTitle && !lines[0].is(furniture) && !isProseLink(lines)
}

// isTeaserDate reports whether the first of the lines is the date of one article in a list. A bare day above a sentence
// does not count: an article may be told day by day.
func isTeaserDate(lines []line) bool {
	d, ok := lines[0].date()
	if !ok || d.byline != "" {
		return false
	}
	day := !d.labelled && !d.published.HasTime
	return !day || len(lines) == 1 || !lines[1].is(prose) || !lines[1].is(sentence)
}

// resumesAfterList returns where an article continues after the label of a list, which has no box in a text: at the
// first paragraph, if two are in a row below, or one and the signature. It returns -1 if the article has been signed,
// or if nothing continues before the foot.
func (p page) resumesAfterList(from, label int) int {
	// A signature, a note and a tag may be printed below each other.
	const last = 3
	if slices.ContainsFunc(p.lines[max(from, label-last):label], func(l line) bool { return l.is(agencyTag | mail) }) {
		return -1
	}
	// Lists in the middle of a story have three titles, and at most a picture and a teaser for each.
	const longestList = 30
	first := -1
	for i := label; i+1 < len(p.lines) && i <= label+longestList && !p.lines[i].is(footer); i++ {
		if !isParagraph(p.lines[i]) || p.lines[i].kind == article.ListItem {
			continue
		}
		if first < 0 {
			first = i
		}
		if isParagraph(p.lines[i+1]) || p.lines[i+1].is(agencyTag|mail) {
			return first
		}
	}
	return -1
}

// proseStart returns the first of two paragraphs with at most a caption or a list between them, -1 if there are none.
func proseStart(lines []line) int {
	const mostBetween = 2 // a caption printed twice
	last, between := -1, 0
	for i := range lines {
		l := &lines[i]
		switch {
		case l.picture != nil, l.kind == article.ListItem && !l.linked:
		case !isParagraph(*l) || l.kind != article.Paragraph || l.is(tail):
			between++
		case last >= 0 && between <= mostBetween:
			return last
		default:
			last, between = i, 0
		}
	}
	return -1
}

// nodeSet returns nodes as a set.
func nodeSet(nodes []*html.Node) map[*html.Node]bool {
	set := map[*html.Node]bool{}
	for _, n := range nodes {
		set[n] = true
	}
	return set
}
