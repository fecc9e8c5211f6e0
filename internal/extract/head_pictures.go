package extract

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// omitPictures removes from a part of the rows the pictures with their captions, below which the rest of the head may be
// printed. It returns the lines of the page that they are on.
func (r *rows) omitPictures(in span) (omitted []int) {
	if in.start >= in.end || !slices.ContainsFunc(r.lines[in.start:in.end], func(l line) bool { return l.picture != nil }) {
		return nil
	}
	around := &bodyDOM{}
	kept := rows{lines: make([]line, 0, len(r.lines)), lineOf: make([]int, 0, len(r.lines))}
	for i := 0; i < len(r.lines); {
		end := i
		if in.has(i) && r.lines[i].picture != nil {
			end = around.photoEnd(r.lines, i)
		}
		if end == i {
			kept.lines, kept.lineOf = append(kept.lines, r.lines[i]), append(kept.lineOf, r.lineIndex(i))
			i++
		}
		for ; i < end; i++ {
			omitted = append(omitted, r.lineIndex(i))
		}
	}
	if omitted != nil {
		*r = kept
	}
	return omitted
}

// photoEnd returns the index of the line after a picture, at i, and its caption, if an element holds them and nothing else;
// else i, also if it may be the card of the writer.
func (p *bodyDOM) photoEnd(lines []line, i int) int {
	home := lines[i].picture.node
	if isBareFigure(home) {
		return i + 1
	}
	box := p.captionBox(home)
	if box == nil || tooMany(lines, i, box) || i > 0 && dom.Within(nodeOf(lines[i-1]), box) {
		return i
	}
	end, captioned := i+1, false
	for ; end < len(lines) && dom.Within(nodeOf(lines[end]), box); end++ {
		l := &lines[end]
		if l.kind == article.Heading || l.writer || l.is(dated|byline|mail|section) {
			return i
		}
		captioned = captioned || l.mayBeCaption()
	}
	if !captioned {
		return i
	}
	return end
}

// isBareFigure reports whether a picture is all that is in a figure.
func isBareFigure(picture *html.Node) bool {
	return picture != nil && picture.Parent.DataAtom == atom.Figure && dom.Letters(picture.Parent) == 0
}

// mayBeCaption reports whether a line in the box of a picture reads like a caption, or is named as one.
func (l *line) mayBeCaption() bool {
	return l.isCaption() || l.is(prose) || endsInCredit(l.text) || dom.HasClassWord(l.node, site.CaptionWords)
}
