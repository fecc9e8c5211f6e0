package extract

import (
	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/normalize"
)

// removeNamed removes the lines in elements whose name identifies them as furniture. If these hold more than a third of the text,
// none is removed: some papers use such names for their layout, and losing text is worse than keeping furniture.
func removeNamed(lines []line, root *html.Node) []line {
	known := map[*html.Node]bool{root: false, nil: false}
	var isNamed func(n *html.Node) bool
	isNamed = func(n *html.Node) bool {
		is, ok := known[n]
		if !ok {
			is = genericFurniture.Match(n) || isNamed(n.Parent)
			known[n] = is
		}
		return is
	}
	named := make([]bool, len(lines))
	sum, all := 0, 0
	for i, l := range lines {
		all += len(l.text)
		if named[i] = !l.signs() && !l.isCaption() && isNamed(l.node); named[i] {
			sum += len(l.text)
		}
	}
	const third = 3
	if third*sum > all {
		return lines
	}
	return removeMarked(lines, named)
}

// trimRegion removes what is around and in a body: all but lists and signatures before the first sentence and after the last, the
// headline once more, credits and advertisements.
func trimRegion(lines []line, headline string) []line {
	first, last := proseSpan(lines)
	taken := make([]bool, len(lines))
	for i := range lines {
		l := &lines[i]
		if l.picture != nil || l.isCaption() {
			continue
		}
		outside := i < first || i > last
		switch {
		case l.isForeignFurniture(),
			i <= first && normalize.Letters(l.text) == normalize.Letters(headline):
			taken[i] = true
		case first < 0: // without a sentence there is no first and last one
		case outside:
			titles := i == first-1 && l.kind == article.Heading && l.node.Parent == lines[first].node.Parent
			taken[i] = l.kind != article.ListItem && !titles && (i < first || !l.signs())
		}
	}
	return removeMarked(lines, taken)
}

// proseSpan returns the index of the first line in the element of the first sentence, and that of the last line in the element
// of the last sentence. Without a sentence both are -1.
func proseSpan(lines []line) (first, last int) {
	first, last = -1, -1
	for i := range lines {
		if l := &lines[i]; l.isSentence() && !l.isForeignFurniture() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for first > 0 && lines[first-1].node == lines[first].node {
		first--
	}
	for last >= 0 && last+1 < len(lines) && lines[last+1].node == lines[last].node {
		last++
	}
	return first, last
}

var promoLine = lazyRegexp(`(?i)^(?:follow (?:us|\w+ on)|subscribe|sign up|get the latest|get access|read more|read also|also read|more from|more:|related:|recommended|see also|listen:|download:|have a tip|join our|lesen sie auch|mehr zum thema|lea también|lire aussi|leggi anche|>>)`)

// isForeignFurniture reports whether a line is a credit or an advertisement of the paper.
func (l *line) isForeignFurniture() bool {
	if l.picture != nil || l.isCaption() || l.kind == article.Heading {
		return false
	}
	count := letters(l.text)
	return creditLine().MatchString(l.text) && count < 2*shortLine ||
		promoLine().MatchString(l.text) && count < 4*shortLine
}
