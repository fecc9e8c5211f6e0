package learn

import (
	"slices"
	"strings"

	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// The section is a label in the head that varies little.
const (
	sectionCoverage = 0.6 // of the pages have it: some designs omit it from columns
	sectionWords    = 3   // "Arts & Design"
	sectionAgree    = 0.8 // of the stated sections or, where none is stated, of the texts that are sections of the site
	fewestSections  = 2   // texts: one alone is the site's name
)

// findSection returns the rule of the section, or nil.
func (s *study) findSection() *rule {
	stated := s.statedSections()
	var best *rule
	for _, selector := range s.candidates(sectionCoverage) {
		if r := s.sectionRule(selector, stated); r != nil && (best == nil || r.agree > best.agree) {
			best = r
		}
	}
	return best
}

// sectionRule returns the rule of a selector if it names sections in the head: those that the pages state or, where they state
// none, those that the site has.
func (s *study) sectionRule(selector int32, stated [][]string) *rule {
	r := &rule{selector: s.in.text[selector]}
	texts := map[string]bool{}
	known := 0
	for _, h := range s.hits[selector] {
		text := s.textOf(h)
		if text == "" || h.first > s.headEnd[h.page] || len(strings.Fields(text)) > sectionWords {
			continue
		}
		r.pages++
		texts[normalize.Letters(text)] = true
		if site.NamesSection(text) {
			known++
		}
		if len(stated[h.page]) > 0 {
			r.stated++
			if slices.Contains(stated[h.page], normalize.Letters(text)) {
				r.agree++
			}
		}
	}
	if float64(r.pages) < sectionCoverage*float64(len(s.pages)) || len(texts) < fewestSections {
		return nil
	}
	if r.stated < FewestPages {
		r.stated, r.agree = r.pages, known
	}
	if float64(r.agree) < sectionAgree*float64(r.stated) {
		return nil
	}
	return r
}

// statedSections returns what each page states as its section, as letters. What is the same on all pages is the site's name.
func (s *study) statedSections() [][]string {
	all := make([][]string, len(s.pages))
	names := map[string]bool{}
	for i, d := range s.pages {
		for _, section := range d.sections {
			all[i] = append(all[i], normalize.Letters(section))
			names[normalize.Letters(section)] = true
		}
	}
	if len(names) < fewestSections {
		return make([][]string, len(s.pages))
	}
	return all
}

// The subheadline is a line between the headline and the prose that varies.
const (
	subheadCoverage  = 0.05 // of the pages, and fewestSubheads
	fewestSubheads   = 2
	subheadWords     = 4 // a label has fewer
	mostSubheadWords = 30
	distinctSubhead  = 0.5 // of the texts: an invitation of the site is the same on many pages
	properSubhead    = 0.9 // of the texts are what a subheadline is; a class of paragraphs names prose too
	mostCaptionWords = 60  // of a box with a picture and its caption
	captionLevels    = 3   // a caption in the cell of a table, its row, the table
)

// findSubhead returns the rule of the subheadline, or nil.
func (s *study) findSubhead(headline *rule) *rule {
	var best *rule
	for _, selector := range s.candidates(subheadCoverage) {
		if r := s.subheadRule(selector, headline); r != nil && (best == nil || r.pages > best.pages) {
			best = r
		}
	}
	return best
}

func (s *study) subheadRule(selector int32, headline *rule) *rule {
	r := &rule{selector: s.in.text[selector]}
	texts := map[string]bool{}
	for _, h := range s.hits[selector] {
		if h.first < 0 {
			continue
		}
		r.stated++
		if s.mayBeSubhead(h, headline) {
			r.agree++
			texts[s.textOf(h)] = true
		}
	}
	r.pages = r.agree
	switch {
	case r.pages < fewestSubheads || float64(r.pages) < subheadCoverage*float64(len(s.pages)),
		float64(r.agree) < properSubhead*float64(r.stated), float64(len(texts)) < distinctSubhead*float64(r.pages):
		return nil
	}
	r.stated = 0 // no page states its subheadline
	return r
}

// mayBeSubhead reports whether an element is between the headline and the first prose of its page and reads like a
// subheadline.
func (s *study) mayBeSubhead(h hit, headline *rule) bool {
	d := s.pages[h.page]
	e := &d.elements[h.first]
	if h.count > mostParts || h.first > s.headEnd[h.page]+headElements || !e.readsAsSubhead() {
		return false
	}
	if title := s.first(headline, h.page); h.first <= title || d.within(h.first, title) || d.isCaption(h.first, title) {
		return false
	}
	first := slices.IndexFunc(d.lines, func(l textLine) bool { return l.prose && d.inAny(l.at, s.body[h.page]) })
	return first >= 0 && e.last <= int32(first)
}

// readsAsSubhead reports whether the text of an element is a phrase, and neither a date nor a byline, with whatever after it.
func (e *element) readsAsSubhead() bool {
	if e.text == "" || e.words < subheadWords || e.words > mostSubheadWords || e.linked > 0 || e.controls || strings.HasSuffix(e.text, ".") || normalize.AfterBy(e.text) != e.text {
		return false
	}
	_, dated := normalize.AnyDate(e.spaced)
	_, names := site.Newsroom.ParseNamesOnly(e.text)
	return !dated && !names
}

// isCaption reports whether an element is in a box with a picture that is smaller than the head with its title.
func (d *digest) isCaption(e, title int32) bool {
	for range captionLevels {
		if e < 0 || d.within(title, e) {
			return false
		}
		if d.elements[e].pictures && d.elements[e].words <= mostCaptionWords {
			return true
		}
		e = d.elements[e].parent
	}
	return false
}
