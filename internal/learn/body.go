package learn

import (
	"cmp"
	"slices"
	"strings"

	"herald/internal/normalize"
)

// The body is the element with most of the prose and least of the rest.
const (
	bodyCoverage = 0.8  // of the pages have it exactly once; the others may be galleries or of another design
	partCoverage = 0.2  // of them, if the group has pages of several designs
	bodyF1       = 0.75 // of the prose inside; a wrong element with teasers or comments measured below 0.6
	distinctBody = 0.8  // of the pages: a box of the site prints the same on many
	sameF1       = 0.01 // a difference that proves nothing: the surer name wins
)

// mostParts is the largest number of elements side by side that hold a body: an ad or a picture separates two. Paragraphs are
// more.
const mostParts = 4

// findBody returns the selector of the body, or nil.
func (s *study) findBody() *rule {
	s.findProse()
	if best := s.bestBody(bodyCoverage); best != nil {
		return best
	}
	return s.bestBody(partCoverage)
}

// bestBody returns the best selector that has a share of the pages. An element without the headline takes precedence: what is
// around both may hold teasers and comments too, which read like prose. Of those around both the narrowest wins: wider ones
// are on lists too. Several elements side by side are the body only where no single one holds it alone.
func (s *study) bestBody(coverage float64) *rule {
	var best, several, around *rule
	bestF1, severalF1, aroundWords := bodyF1-sameF1, bodyF1-sameF1, 0
	titles := s.titleElements()
	for _, selector := range s.candidates(coverage) {
		bodies := s.bodies(selector, coverage)
		if float64(len(bodies)) < coverage*float64(len(s.pages)) || len(bodies) < fewestPages {
			continue
		}
		f1 := s.proseF1(bodies)
		if f1 < bodyF1 || s.distinct(bodies) < distinctBody {
			continue
		}
		r := &rule{selector: s.in.text[selector], pages: len(bodies)}
		switch words := s.words(bodies); {
		case s.holdsTitle(bodies, titles):
			if around == nil || words < aroundWords {
				around, aroundWords = r, words
			}
		case isSeveral(bodies):
			if f1 > severalF1+sameF1 {
				several, severalF1 = r, f1
			}
		case f1 > bestF1+sameF1:
			best, bestF1 = r, f1
		}
	}
	return cmp.Or(best, several, around)
}

// pageBody is the elements of a page that hold its body: one, or several side by side.
type pageBody struct {
	page  int32
	parts []int32
}

// bodies returns the elements that a selector names on the pages where they may be the body: one element if a share of the
// pages has it, else several too.
func (s *study) bodies(selector int32, coverage float64) []pageBody {
	var all, once []pageBody
	for _, h := range s.hits[selector] {
		if !s.pages[h.page].mayBeBody(h) {
			continue
		}
		b := pageBody{h.page, h.all}
		if all = append(all, b); h.count == 1 {
			once = append(once, b)
		}
	}
	if float64(len(once)) >= coverage*float64(len(s.pages)) {
		return once
	}
	return all
}

// mayBeBody reports whether elements are one, or few side by side, with text and less than all of the page.
func (d *digest) mayBeBody(h hit) bool {
	if h.first < 0 || h.count > mostParts {
		return false
	}
	for _, e := range h.all {
		if d.elements[e].whole || d.elements[e].parent != d.elements[h.all[0]].parent {
			return false
		}
	}
	return true
}

// isSeveral reports whether any page has several elements.
func isSeveral(bodies []pageBody) bool {
	return slices.ContainsFunc(bodies, func(b pageBody) bool { return len(b.parts) > 1 })
}

// words returns the number of words in bodies, for a page in the mean.
func (s *study) words(bodies []pageBody) int {
	words := 0
	for _, b := range bodies {
		for _, e := range b.parts {
			words += int(s.pages[b.page].elements[e].words)
		}
	}
	return words / len(bodies)
}

// titleElements returns the elements of each page that print what it states as its title.
func (s *study) titleElements() [][]int32 {
	all := make([][]int32, len(s.pages))
	for i, titles := range s.statedTitles() {
		for e := range s.pages[i].elements {
			if text := s.pages[i].elements[e].text; text != "" && slices.Contains(titles, normalize.Letters(text)) {
				all[i] = append(all[i], int32(e))
			}
		}
	}
	return all
}

// holdsTitle reports whether most of the bodies hold the title of their page.
func (s *study) holdsTitle(bodies []pageBody, titles [][]int32) bool {
	holds := 0
	for _, b := range bodies {
		if slices.ContainsFunc(titles[b.page], func(e int32) bool { return s.pages[b.page].inAny(e, b.parts) }) {
			holds++
		}
	}
	return 2*holds > len(bodies)
}

// proseF1 returns how well elements hold the prose of their pages and nothing else: the mean of the harmonic means of both
// shares.
func (s *study) proseF1(bodies []pageBody) float64 {
	sum := 0.0
	for _, b := range bodies {
		d := s.pages[b.page]
		inside, total, unlinked := 0, 0, 0
		for i := range d.lines {
			if l := &d.lines[i]; l.prose {
				total += l.words
				if d.inAny(l.at, b.parts) {
					inside += l.words
				}
			}
		}
		for _, e := range b.parts {
			unlinked += int(d.elements[e].words - d.elements[e].linked)
		}
		if inside == 0 || unlinked == 0 {
			continue
		}
		sum += 2 * float64(inside) / float64(total+max(unlinked, inside))
	}
	return sum / float64(len(bodies))
}

// setBody notes the body of each page and where its head ends: where the body begins or, if it is around both, at the title.
func (s *study) setBody(r *rule) {
	s.body, s.headEnd = make([][]int32, len(s.pages)), make([]int32, len(s.pages))
	bodies := s.bodies(s.in.number[r.selector], 1)
	for _, b := range bodies {
		s.body[b.page] = b.parts
	}
	titles := s.titleElements()
	around := len(bodies) > 0 && s.holdsTitle(bodies, titles)
	for i, d := range s.pages {
		s.headEnd[i] = int32(len(d.elements))
		if len(s.body[i]) == 0 {
			continue
		}
		s.headEnd[i] = s.body[i][0]
		if at := slices.IndexFunc(titles[i], func(e int32) bool { return d.inAny(e, s.body[i]) }); around && at >= 0 {
			s.headEnd[i] = titles[i][at] + headElements
		}
	}
}

// inAny reports whether an element is in one of others, or is one of them.
func (d *digest) inAny(e int32, of []int32) bool {
	return slices.ContainsFunc(of, func(in int32) bool { return d.within(e, in) })
}

// within reports whether an element is in another, or is it.
func (d *digest) within(e, in int32) bool {
	for e > in {
		e = d.elements[e].parent
	}
	return e == in
}

// distinct returns the share of bodies whose text no other has.
func (s *study) distinct(bodies []pageBody) float64 {
	texts := map[string]bool{}
	for _, b := range bodies {
		var all strings.Builder
		for _, l := range s.bodyLines(b) {
			all.WriteString(l.text)
		}
		texts[all.String()] = true
	}
	return float64(len(texts)) / float64(len(bodies))
}

// bodyLines returns the lines of a body.
func (s *study) bodyLines(b pageBody) (lines []textLine) {
	for _, e := range b.parts {
		lines = append(lines, s.linesOf(box{b.page, e})...)
	}
	return lines
}
