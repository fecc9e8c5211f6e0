package learn

import (
	"fmt"
	"slices"
	"strings"

	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// What is dropped from a body: named elements that hold no text of the article.
const (
	dropLinked    = 0.75 // of the words are links, on dropOccasions of the occurrences: a box of related stories
	dropOccasions = 0.9
	dropRepeated  = 0.8 // of the words are in lines that other pages print in an element of the same name
	fewestDrops   = 3   // pages: below, chance repeats as much
	mostDropWords = 60  // in a mean occurrence: a longer one is a wrapper
)

// Lines that the site prints into bodies.
const (
	furniturePages = 0.03 // of the pages, and fewestRepeated
	edgeLines      = 0.1  // of a body's lines are its first and its last ones
	lastLines      = 2
	mostFurniture  = 100 // lines: more cannot be reviewed
)

// addJunk adds the elements to drop and the lines of furniture.
func (s *study) addJunk(d *Design) {
	drops := s.findDrops()
	if len(drops) > 0 {
		var selectors []string
		for _, r := range drops {
			selectors = append(selectors, r.selector)
		}
		d.Drop = dom.MustSelector(strings.Join(selectors, ", "))
		d.Notes["drop"] = fmt.Sprintf("# pages %d", drops[0].pages)
		d.Rules += len(drops)
	}
	s.addFurniture(d, drops)
}

// findDrops returns the named elements inside bodies that are dropped, the widest first.
func (s *study) findDrops() []*rule {
	var drops []*rule
	dropped := map[box]bool{}
	for _, selector := range s.candidates(0) {
		if cost := s.in.cost[selector]; cost != byID && cost != byClass {
			continue
		}
		boxes := s.boxes(selector)
		boxes = slices.DeleteFunc(boxes, func(b box) bool { return s.isDropped(b, dropped) })
		pages := countPages(boxes)
		if pages < fewestDrops || !s.isJunk(boxes) {
			continue
		}
		for _, b := range boxes {
			dropped[b] = true
		}
		drops = append(drops, &rule{selector: s.in.text[selector], pages: pages})
	}
	slices.SortStableFunc(drops, func(a, b *rule) int { return b.pages - a.pages })
	return drops
}

// box is an element of a page.
type box struct{ page, at int32 }

// boxes returns what a selector names inside the bodies; nothing if it also names a body or what is around it.
func (s *study) boxes(selector int32) (boxes []box) {
	for _, h := range s.hits[selector] {
		d := s.pages[h.page]
		for _, body := range s.body[h.page] {
			if slices.Contains(d.elements[body].selectors, selector) {
				return nil
			}
			for i := body + 1; int(i) < len(d.elements) && d.within(i, body); i++ {
				if slices.Contains(d.elements[i].selectors, selector) {
					boxes = append(boxes, box{h.page, i})
				}
			}
		}
	}
	return boxes
}

func countPages(boxes []box) int {
	pages := map[int32]bool{}
	for _, b := range boxes {
		pages[b.page] = true
	}
	return len(pages)
}

func (s *study) isDropped(b box, dropped map[box]bool) bool {
	for e := b.at; e >= 0; e = s.pages[b.page].elements[e].parent {
		if dropped[box{b.page, e}] {
			return true
		}
	}
	return false
}

// isJunk reports whether elements of one name hold links, controls or what is repeated, and no picture.
func (s *study) isJunk(boxes []box) bool {
	lines := map[string]map[int32]bool{} // the pages of a line
	linked, controls, words := 0, 0, 0
	for _, b := range boxes {
		e := &s.pages[b.page].elements[b.at]
		if e.pictures && !(e.words > 0 && e.words == e.linked) {
			return false
		}
		words += int(e.words)
		if e.words > 0 && float64(e.linked) >= dropLinked*float64(e.words) {
			linked++
		}
		if e.controls {
			controls++
		}
		for _, l := range s.linesOf(b) {
			if lines[l.text] == nil {
				lines[l.text] = map[int32]bool{}
			}
			lines[l.text][b.page] = true
		}
	}
	if words == 0 || words > mostDropWords*len(boxes) {
		return false
	}
	if float64(linked) >= dropOccasions*float64(len(boxes)) || float64(controls) >= dropOccasions*float64(len(boxes)) {
		return true
	}
	return s.isRepeated(boxes, lines)
}

// isRepeated reports whether nearly all words of elements are in lines that several pages have, and none is prose.
func (s *study) isRepeated(boxes []box, pagesOf map[string]map[int32]bool) bool {
	all, repeated := 0, 0
	for _, b := range boxes {
		for _, l := range s.linesOf(b) {
			all += l.words
			if len(pagesOf[l.text]) >= fewestRepeated {
				repeated += l.words
			}
			if l.prose {
				return false
			}
		}
	}
	return float64(repeated) >= dropRepeated*float64(all)
}

func (s *study) linesOf(b box) []textLine {
	d := s.pages[b.page]
	e := &d.elements[b.at]
	return d.lines[min(int(e.first), len(d.lines)):min(int(e.last), len(d.lines))]
}

// place is where the lines with one text are in their bodies.
type place struct {
	text                        string
	pages, linked, edges, ended int
	prose, heading              bool
}

// addFurniture adds the lines that the site prints into bodies. Lines that may be text of the articles are suspects: they
// stay until somebody moves them.
func (s *study) addFurniture(d *Design, drops []*rule) {
	for _, p := range s.repeatedLines(drops) {
		switch {
		case isSigning(p.text): // the extractor reads it
		case p.prose || p.heading || p.linked < p.pages && p.edges < p.pages && p.ended < p.pages:
			d.Suspect = append(d.Suspect, p.text)
		default:
			d.Furniture = append(d.Furniture, p.text)
		}
	}
	if n := len(d.Furniture); n > 0 {
		d.Rules += n
	}
	if n := len(d.Suspect); n > 0 {
		d.Notes["suspect"] = "# on several pages; move to furniture what is not of the articles"
		d.Doubts = append(d.Doubts, fmt.Sprintf("%d lines are on several pages and stay in the body (suspect)", n))
	}
}

// isSigning reports whether a line signs the article: by a mail, a role, a name or an agency.
func isSigning(text string) bool {
	_, agency, _ := normalize.AgencyTag(text)
	by, names := site.Newsroom.ParseByline(text)
	return len(normalize.Mails(text)) > 0 || site.Newsroom.IsRole(text) || agency != "" || names && !by.Desk() || text == "" || text[0] == '('
}

// repeatedLines returns the lines that several bodies have, the most frequent first.
func (s *study) repeatedLines(drops []*rule) []*place {
	byText := map[string]*place{}
	for i := range s.pages {
		on := map[string]bool{}
		lines := slices.DeleteFunc(s.bodyLines(pageBody{int32(i), s.body[i]}), func(l textLine) bool { return s.inDrop(i, l.at, drops) })
		for at, l := range lines {
			if on[l.text] || l.text == "" {
				continue
			}
			on[l.text] = true
			s.addPlace(byText, i, l, at, len(lines))
		}
	}
	var all []*place
	for _, p := range byText {
		if p.pages >= fewestRepeated && float64(p.pages) >= furniturePages*float64(len(s.pages)) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *place) int {
		if a.pages != b.pages {
			return b.pages - a.pages
		}
		return strings.Compare(a.text, b.text)
	})
	return all[:min(len(all), mostFurniture)]
}

func (s *study) addPlace(byText map[string]*place, page int, l textLine, at, of int) {
	p := byText[l.text]
	if p == nil {
		p = &place{text: l.text}
		byText[l.text] = p
	}
	p.pages++
	p.prose = p.prose || isSentence(&l)
	p.heading = p.heading || s.inHeading(page, l.at)
	if float64(l.linked) >= inLinks*float64(l.words) {
		p.linked++
	}
	if edge := edgeLines * float64(of); float64(at) < edge || float64(of-1-at) < edge {
		p.edges++
	}
	if of-at <= lastLines {
		p.ended++
	}
}

func (s *study) inDrop(page int, e int32, drops []*rule) bool {
	d := s.pages[page]
	for ; e >= 0; e = d.elements[e].parent {
		for _, r := range drops {
			if slices.Contains(d.elements[e].selectors, s.in.number[r.selector]) {
				return true
			}
		}
	}
	return false
}

func (s *study) inHeading(page int, e int32) bool {
	d := s.pages[page]
	const levels = 3 // a heading holds a link, which holds a span
	for i := 0; i < levels && e >= 0; i, e = i+1, d.elements[e].parent {
		for _, selector := range d.elements[e].selectors {
			if s.in.cost[selector] == byTag {
				if name := s.in.text[selector]; len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
					return true
				}
			}
		}
	}
	return false
}

// learnExtension learns what the pages of a built-in template print into their bodies besides what it drops.
func learnExtension(g *group, in *interner, all []*digest, articles []int) []Design {
	if len(articles) < FewestPages {
		return nil
	}
	builtin := builtinTemplate(g.builtin)
	s := newStudy(in, pick(all, articles))
	s.findProse()
	body := &rule{selector: ""}
	for _, selector := range s.candidates(bodyCoverage) {
		if slices.Contains(builtin.Body.Parts(), s.in.text[selector]) {
			body.selector = s.in.text[selector]
			break
		}
	}
	if body.selector == "" {
		return nil
	}
	s.setBody(body)
	d := Design{Entry: site.Entry{Template: &site.Template{Learned: fmt.Sprintf("%d pages", len(articles))}, Extends: g.builtin, Notes: map[string]string{}}}
	d.Pages, d.Articles, d.origin = g.members, len(articles), s.pages[0].origin
	s.addJunk(&d)
	if d.Rules == 0 && len(d.Suspect) == 0 {
		return nil
	}
	return []Design{d}
}

func builtinTemplate(name string) *site.Template {
	for t := range site.Builtin().All() {
		if t.Name == name {
			return t
		}
	}
	return nil
}
