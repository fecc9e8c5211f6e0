package learn

import (
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

// findBody returns the selector of the body, or nil. It has body's hits on the pages that have it exactly once.
func (s *study) findBody() *rule {
	s.findProse()
	if best := s.bestBody(bodyCoverage); best != nil {
		return best
	}
	return s.bestBody(partCoverage)
}

// bestBody returns the best selector that has a share of the pages. An element without the headline takes precedence: what is
// around both may hold teasers and comments too, which read like prose. Of those around both the narrowest wins: wider ones
// are on lists too.
func (s *study) bestBody(coverage float64) *rule {
	var best, around *rule
	bestF1, aroundWords := bodyF1-sameF1, 0
	titles := s.titleElements()
	for _, selector := range s.candidates(coverage) {
		once := s.once(selector)
		if float64(len(once)) < coverage*float64(len(s.pages)) || len(once) < fewestPages {
			continue
		}
		f1 := s.proseF1(once)
		if f1 < bodyF1 || s.distinct(once) < distinctBody {
			continue
		}
		r := &rule{selector: s.in.text[selector], pages: len(once)}
		switch words := s.words(once); {
		case s.holdsTitle(once, titles):
			if around == nil || words < aroundWords {
				around, aroundWords = r, words
			}
		case f1 > bestF1+sameF1:
			best, bestF1 = r, f1
		}
	}
	if best == nil {
		return around
	}
	return best
}

// words returns the number of words in elements, for a page in the mean.
func (s *study) words(hits []hit) int {
	words := 0
	for _, h := range hits {
		words += int(s.pages[h.page].elements[h.first].words)
	}
	return words / len(hits)
}

// once returns the hits on the pages that have an element exactly once.
func (s *study) once(selector int32) (once []hit) {
	for _, h := range s.hits[selector] {
		if h.count == 1 && h.first >= 0 && !s.pages[h.page].elements[h.first].whole {
			once = append(once, h)
		}
	}
	return once
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

// holdsTitle reports whether most of the elements hold the title of their page.
func (s *study) holdsTitle(hits []hit, titles [][]int32) bool {
	holds := 0
	for _, h := range hits {
		if slices.ContainsFunc(titles[h.page], func(e int32) bool { return s.pages[h.page].within(e, h.first) }) {
			holds++
		}
	}
	return 2*holds > len(hits)
}

// proseF1 returns how well elements hold the prose of their pages and nothing else: the mean of the harmonic means of both
// shares.
func (s *study) proseF1(hits []hit) float64 {
	sum := 0.0
	for _, h := range hits {
		d := s.pages[h.page]
		inside, total := 0, 0
		e := &d.elements[h.first]
		for i := range d.lines {
			if l := &d.lines[i]; l.prose {
				total += l.words
				if d.within(l.at, h.first) {
					inside += l.words
				}
			}
		}
		unlinked := int(e.words - e.linked)
		if inside == 0 || unlinked == 0 {
			continue
		}
		sum += 2 * float64(inside) / float64(total+max(unlinked, inside))
	}
	return sum / float64(len(hits))
}

// within reports whether an element is in another, or is it.
func (d *digest) within(e, in int32) bool {
	for e > in {
		e = d.elements[e].parent
	}
	return e == in
}

// distinct returns the share of elements whose text no other has.
func (s *study) distinct(hits []hit) float64 {
	texts := map[string]bool{}
	for _, h := range hits {
		var all strings.Builder
		d := s.pages[h.page]
		e := &d.elements[h.first]
		for i := e.first; i < e.last && int(i) < len(d.lines); i++ {
			all.WriteString(d.lines[i].text)
		}
		texts[all.String()] = true
	}
	return float64(len(texts)) / float64(len(hits))
}
