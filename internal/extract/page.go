package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/normalize"
)

// page is a page as lines.
type page struct {
	lines []line
	spans spans // of the elements that a rule has found
}

// layout walks a page. What a rule or the rules for all pages drop is left out, unless it holds one of the bodies or the
// headline, which may be nil.
func layout(root *html.Node, t *Template, bodies []*html.Node, headline *html.Node) page {
	landmarks := slices.Clone(bodies)
	if headline != nil {
		landmarks = append(landmarks, headline)
	}
	const some = 256 // most pages have 100 to 400 lines
	w := walker{landmarks: make(spans, len(landmarks)), kind: article.Paragraph, lines: make([]line, 0, some)}
	for i, n := range landmarks {
		w.landmarks[i].of, w.landmarks[i].oneLine = n, n == headline
	}
	j := junk{template: t, landmarks: landmarks, named: map[string]bool{}, size: lettersOf(root)}
	w.drop = j.drops
	w.walk(root)
	w.flush(hard)
	return page{judged(w.lines), w.landmarks}
}

// body are the lines of the story's elements, with what stands beside them: the picture between the head and the story,
// and the text that broken markup has put outside. start is the first line below the headline; inHead tells that the
// head stands in the body's element too, and ends there.
func (p page) body(t *Template, bodies []*html.Node, start int, inHead bool, around *pageOf) []line {
	var kept []line
	var box *html.Node // of the last picture above the story
	ended := false     // the site's tail has begun
	closed := false    // the body ends in its signature: what stands below is not its rest
	first, last := p.spans.at(bodies[0]).start, p.spans.at(bodies[len(bodies)-1]).end
	for i, l := range p.lines {
		inside := slices.ContainsFunc(bodies, func(b *html.Node) bool { return p.spans.at(b).has(i) })
		switch {
		case inside && inHead && i < start:
		case inside:
			kept = append(kept, l)
			closed = signed(l)
		case i < start:
		case i < first && l.picture != nil && !l.linked:
			box = around.captionBox(l.picture.node)
			kept = append(kept, l)
		case i < first && (box != nil && within(l.node, box) || isProse(l) && strayed(l, t, bodies)):
			kept = append(kept, l)
		case i < last || ended:
		case isTail(l.text):
			ended = true
		case strayed(l, t, bodies) || !closed && paragraphBeside(l, bodies[len(bodies)-1]):
			kept = append(kept, l)
		}
	}
	return kept
}

// paragraphBeside reports whether a line is a paragraph next to the body: an end tag too many leaves the rest of the
// story there.
func paragraphBeside(l line, body *html.Node) bool {
	return l.picture == nil && !l.linked && l.node != nil && l.node.Data == "p" && l.node.Parent == body.Parent
}

// signed reports whether a line is or ends in a signature.
func signed(l line) bool {
	_, _, tag := normalize.AgencyTag(l.text)
	return tag || len(normalize.Mails(l.text)) > 0
}

// strayed reports whether a line outside the body belongs to it: an end tag too many closes the body early, and its
// text then stands in the element around it, or in another element that a rule knows as story.
func strayed(l line, t *Template, bodies []*html.Node) bool {
	if l.picture != nil || l.node == nil || l.linked {
		return false
	}
	if t.Story != nil && inStory(l.node, t.Story) {
		return true
	}
	return l.node != bodies[0] && l.node.Data != "body" && within(bodies[0], l.node)
}

// region is the story on a page where no rule names its element: from the head to the site's tail, in the smallest
// element that holds nearly all of the text there. A label of the tail inside that element may be that of a box of
// related stories: the story may go on below.
func (p page) region(from int) []line {
	to := p.tail(from)
	home := homeOf(p.lines[from:to])
	if home == nil {
		return p.textRegion(from, to)
	}
	var kept []line
	around := &pageOf{roots: nodeSet([]*html.Node{home})}
	var box *html.Node // of the last picture beside the story's element
	for i, l := range p.lines[from:] {
		inside := within(l.node, home)
		if !inside && from+i < to && l.picture != nil {
			box = around.captionBox(l.picture.node)
		}
		inside = inside || from+i < to && box != nil && within(l.node, box)
		if inside && (from+i < to || home.Data != "body") || from+i < to && besides(l) && home.Parent != nil && within(l.node, home.Parent) {
			kept = append(kept, l)
		}
	}
	return kept
}

// tail is where the site's own lines begin again.
func (p page) tail(from int) int {
	sentences := 0
	for i := from; i < len(p.lines); i++ {
		l := p.lines[i]
		if isProse(l) {
			sentences++
		}
		// A count of comments beside the date reads like the label above them, and the card of a writer may stand above his
		// story.
		const card = 2
		above := sentences == 0 && isNoise(l.text) || sentences < card && l.writer
		if navigation(p.lines[i:]) || isTail(l.text) && !above {
			return i
		}
	}
	return len(p.lines)
}

// textRegion is the story of a text rendering. It may go on behind a list.
func (p page) textRegion(from, to int) []line {
	kept := p.lines[from:to]
	for at := p.goesOn(from, to); at >= 0; at = p.goesOn(at, to) {
		to = p.tail(at)
		kept = slices.Concat(kept, p.lines[at:to])
		kept[len(kept)-(to-at)].gap = hard
	}
	return kept
}

// besides reports whether a line belongs to a story although it may stand beside its text: a picture, a caption, what
// signs the story.
func besides(l line) bool {
	if l.picture != nil || l.kind == captionKind {
		return true
	}
	_, by := l.byline()
	_, agency := normalize.Agency(strings.Trim(l.text, "()[]"))
	return by || agency || onlyMail(l.text) || isNote(l.text)
}

// navigation reports whether lines begin with three labels of the site's sections: its foot.
func navigation(lines []line) bool {
	return len(lines) >= 3 && isSection(lines[0].text) && isSection(lines[1].text) && isSection(lines[2].text)
}

// homeOf is the deepest element with nine tenths of the prose; nil in a text rendering.
func homeOf(lines []line) *html.Node {
	held := map[*html.Node]int{}
	total := 0
	var deepest *html.Node
	for _, i := range prose(lines) {
		l := lines[i]
		total += len(l.text)
		for n := l.node; n != nil; n = n.Parent {
			held[n] += len(l.text)
		}
		if deepest == nil || l.node != nil && held[l.node] > held[deepest] {
			deepest = l.node
		}
	}
	n := deepest
	for n != nil && (held[n]*10 < total*9 || oneParagraph(n)) {
		n = n.Parent
	}
	if n != nil && frames[n.DataAtom] {
		n = frame(n) // a photo story: its picture stands in another cell
	}
	return n
}

// oneParagraph reports whether an element is one paragraph: its closing lines stand beside it.
func oneParagraph(n *html.Node) bool { return n.Data == "p" || typeOf(n.DataAtom) != "" }

// isDay reports whether a line is a bare day: the story may be told day by day.
func isDay(d dated) bool { return !d.labelled && !d.published.HasTime }

// isList reports whether lines are those of a list of stories: titles that are links, each with its teaser.
func isList(lines []line) bool {
	const shortestTitle = 6 // in a list; shorter links are labels
	links, stories, dates := 0, 0, 0
	for i, l := range lines {
		if l.linked && len(l.text) >= shortestTitle && !tellsAsLink(lines[i:]) {
			links++
			if l.related {
				stories++
			}
		}
		if d, ok := l.date(); ok && d.byline == "" && !(isDay(d) && i+1 < len(lines) && isProse(lines[i+1]) && terminal(lines[i+1].text)) {
			dates++
		}
	}
	// A story of short paragraphs may hold a link in every second one, but not to other stories; a list has a title and
	// often a date for every teaser. Two may be an accident.
	texts := len(prose(lines))
	return links >= 3 && links > texts || stories >= 3 && 2*stories >= texts || dates >= 3
}
