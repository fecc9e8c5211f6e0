package learn

import (
	"cmp"
	"slices"
	"strings"

	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// The headline is what the pages state as their title.
const (
	headlineCoverage = 0.8 // of the pages have it
	distinctHeadline = 0.5 // of them: columns repeat a headline, the name of a section is on all
	headlineAgree    = 0.6 // of the stated titles: some are shortened for search engines
	commonTitle      = 0.5 // of the pages: a title that more state is the site's
)

// countTitles counts the pages where a selector names a text of the head, and those whose stated titles agree. It returns the
// letters of the texts.
func (s *study) countTitles(r *rule, selector int32, titles [][]string) map[string]bool {
	texts := map[string]bool{}
	for _, h := range s.hits[selector] {
		text := s.textOf(h)
		if text == "" || h.first > s.headEnd[h.page]+headElements {
			continue
		}
		r.pages++
		letters := normalize.Letters(text)
		texts[letters] = true
		if slices.Contains(titles[h.page], letters) {
			r.agree++
		}
	}
	return texts
}

// findHeadline returns the rule of the headline, or nil. Pages that state no title leave only its place: the rule then carries
// a doubt.
func (s *study) findHeadline() *rule {
	titles := s.statedTitles()
	stated := 0
	for _, t := range titles {
		if len(t) > 0 {
			stated++
		}
	}
	var best *rule
	for _, selector := range s.candidates(headlineCoverage) {
		r := &rule{selector: s.in.text[selector], stated: stated}
		texts := s.countTitles(r, selector, titles)
		if float64(r.pages) < headlineCoverage*float64(len(s.pages)) || float64(len(texts)) < distinctHeadline*float64(r.pages) {
			continue
		}
		switch {
		case stated > 0 && float64(r.agree) < headlineAgree*float64(stated):
		case stated == 0 && !isHeading(r.selector):
		case best == nil || r.agree > best.agree:
			best = r
		}
	}
	if best != nil && stated == 0 {
		best.doubt = "the pages state no title: that this is the headline rests on its place alone"
	}
	return best
}

// isHeading reports whether a selector names a heading by its tag.
func isHeading(selector string) bool {
	tag := selector[strings.LastIndexByte(selector, ' ')+1:]
	return len(tag) > 1 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '2'
}

// textOf returns the text of an element, or "" if it is long.
func (s *study) textOf(h hit) string {
	if h.first < 0 {
		return ""
	}
	return s.pages[h.page].elements[h.first].text
}

// spacedText is [study.textOf] with a space between the pieces of the text.
func (s *study) spacedText(h hit) string {
	if h.first < 0 {
		return ""
	}
	return s.pages[h.page].elements[h.first].spaced
}

// first returns the first element with text that a rule names on a page, or the end of its elements.
func (s *study) first(r *rule, page int32) int32 {
	for _, h := range s.hits[s.in.number[r.selector]] {
		if h.page == page && h.first >= 0 {
			return h.first
		}
	}
	return int32(len(s.pages[page].elements))
}

// statedTitles returns what each page states as its title, as letters, without what is the same on many pages.
func (s *study) statedTitles() [][]string {
	pages := map[string]int{}
	all := make([][]string, len(s.pages))
	for i, d := range s.pages {
		for _, title := range d.titles {
			for _, part := range titleParts(title) {
				if !slices.Contains(all[i], part) {
					all[i] = append(all[i], part)
					pages[part]++
				}
			}
		}
	}
	for i := range all {
		all[i] = slices.DeleteFunc(all[i], func(t string) bool {
			return pages[t] >= fewestRepeated && float64(pages[t]) > commonTitle*float64(len(s.pages))
		})
	}
	return all
}

// titleParts returns a title and what is before and after its separators, as letters.
func titleParts(title string) []string {
	parts := []string{normalize.Letters(title)}
	for _, separator := range []string{" - ", " | ", " – ", " — ", " : ", " :: "} {
		if at := strings.LastIndex(title, separator); at > 0 {
			parts = append(parts, normalize.Letters(title[:at]), normalize.Letters(title[at+len(separator):]))
		}
		if at := strings.Index(title, separator); at > 0 {
			parts = append(parts, normalize.Letters(title[at+len(separator):]))
		}
	}
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// The date is an element that reads as one with a year.
const (
	dateCoverage = 0.9 // of the pages have it
	dateAgree    = 0.8 // of the stated days: some state the day of the save or of an update
	longestDate  = 200 // bytes, as the extractor reads a line of dates
	headElements = 15  // after the end of the head: a date may be the first line of a body
)

// The byline is an element that reads as names.
const (
	bylineCoverage = 0.6  // of the pages have it: an editorial has none
	bylineNames    = 0.75 // of its texts are names; the others are desks
	bylineAgree    = 0.7  // of the stated authors: a desk may be stated for a writer
	bylineMissing  = 0.05 // of the pages name fewer persons than they state: the card of one writer is no byline of two
)

// addHead adds the rules of the other fields of the head that are proven. A field without a rule is found as on other pages.
func (s *study) addHead(d *Design, headline *rule) {
	take := func(key string, to *site.Rule, r *rule) {
		if r == nil {
			return
		}
		*to = site.Rule{dom.MustSelector(r.selector)}
		d.Notes[key] = r.note()
		d.Rules++
		d.doubt(r.doubt)
	}
	take("subhead", &d.Subhead, s.findSubhead(headline))
	take("section", &d.Section, s.findSection())
	take("byline", &d.Byline, s.findByline(headline))
	take("published", &d.Published, s.findDate(headline))
}

func (s *study) findDate(headline *rule) *rule {
	var best *dateRule
	for _, selector := range s.candidates(dateCoverage) {
		if r := s.dateRule(selector, headline); r != nil && (best == nil || r.isBetter(best)) {
			best = r
		}
	}
	if best == nil {
		return nil
	}
	return &best.rule
}

// dateRule is a rule with what distinguishes it from others that agree.
type dateRule struct {
	rule
	timed bool // most of the dates have a time of day
	words int  // of all its texts: the narrowest element is the surest
}

func (r *dateRule) isBetter(other *dateRule) bool {
	switch {
	case r.agree != other.agree && r.timed == other.timed:
		return r.agree > other.agree
	case r.timed != other.timed:
		return r.timed
	}
	return r.words < other.words
}

// dateRule returns the rule of a selector if it names dates: those that the pages state, or, where they state none, dates
// that vary below the headline.
func (s *study) dateRule(selector int32, headline *rule) *dateRule {
	r := &dateRule{rule: rule{selector: s.in.text[selector]}}
	clocks, below := 0, 0
	days := map[string]bool{}
	for _, h := range s.hits[selector] {
		text := s.spacedText(h)
		if text == "" || len(text) > longestDate || h.first > s.headEnd[h.page]+headElements {
			continue
		}
		found := normalize.Dates(normalize.FoldWidth(text))
		if len(found) == 0 {
			continue
		}
		r.pages++
		r.words += len(strings.Fields(text))
		days[found[0].Timestamp.Day()] = true
		if found[0].Timestamp.HasTime {
			clocks++
		}
		if h.first > s.first(headline, h.page) {
			below++
		}
		if stated := s.pages[h.page].days; len(stated) > 0 {
			r.stated++
			if slices.Contains(stated, found[0].Timestamp.Day()) {
				r.agree++
			}
		}
	}
	r.timed = 2*clocks > r.pages
	if float64(r.pages) < dateCoverage*float64(len(s.pages)) {
		return nil
	}
	return r.proven(below == r.pages && len(days) >= fewestRepeated)
}

// proven returns the rule if the dates that the pages state agree with it or, where they state none, its place speaks for it.
func (r *dateRule) proven(placed bool) *dateRule {
	switch {
	case r.stated >= FewestPages && float64(r.agree) >= dateAgree*float64(r.stated):
		return r
	case r.stated < FewestPages && placed:
		r.doubt = "the pages state no date: that this is the publication rests on its place"
		return r
	}
	return nil
}

// findByline returns the rule of the byline. Where pages state their authors, or sign the body, it may be anywhere; else only
// between headline and body, with a doubt. Where the authors that the pages state are printed above the body, the byline is found as
// on other pages rather than in a writer's card, which may lack the second of two.
func (s *study) findByline(headline *rule) *rule {
	authors := s.statedAuthors()
	printed := s.printsAuthors(authors)
	var best *bylineRule
	for _, selector := range s.candidates(bylineCoverage) {
		r := s.bylineRule(selector, authors, headline)
		if r != nil && (2*r.above > r.pages || !printed) && (best == nil || r.isBetter(best)) {
			best = r
		}
	}
	if best == nil {
		return nil
	}
	return &best.rule
}

// printsAuthors reports whether most of the pages that state an author print one above their body.
func (s *study) printsAuthors(authors [][]string) bool {
	stated, printed := 0, 0
	for i, d := range s.pages {
		if len(authors[i]) == 0 {
			continue
		}
		stated++
		if slices.ContainsFunc(d.lines, func(l textLine) bool { return l.at < s.headEnd[i] && namesAny(l.text, authors[i]) }) {
			printed++
		}
	}
	return 2*printed > stated
}

// namesAny reports whether a text has one of the names.
func namesAny(text string, names []string) bool {
	letters := normalize.Letters(text)
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(letters, normalize.Letters(name)) })
}

// bylineRule is a rule with what distinguishes it from others that agree.
type bylineRule struct {
	rule
	texts  int // pages with a text that is not only the name of a desk
	short  int // pages where it names fewer persons than the page states
	heads  int // pages where it is between headline and body
	above  int // pages where it is above the body: the card of a writer below it may lack what is named above
	people int // in all bylines: of two by-lines the first is not all
	words  int // of all its texts: the narrowest element is the surest
}

func (r *bylineRule) isBetter(other *bylineRule) bool {
	return cmp.Or(r.agree-other.agree, r.people-other.people, r.above-other.above, other.words-r.words) > 0
}

// bylineRule returns the rule of a selector if it names bylines.
func (s *study) bylineRule(selector int32, authors [][]string, headline *rule) *bylineRule {
	r := &bylineRule{rule: rule{selector: s.in.text[selector]}}
	for _, h := range s.hits[selector] {
		text := s.textsOf(h)
		if text == "" {
			continue
		}
		by, ok := site.Newsroom.ParseNamesOnly(text)
		if ok && by.Desk() {
			continue
		}
		r.texts++
		if !ok {
			continue
		}
		r.pages++
		r.words += len(strings.Fields(text))
		r.people += len(by.People)
		if h.first < s.headEnd[h.page] {
			r.above++
			if h.first > s.first(headline, h.page) {
				r.heads++
			}
		}
		r.compare(by.People, authors[h.page])
	}
	return r.proven(len(s.pages))
}

// compare counts a page by the persons of its byline and the authors that it states.
func (r *bylineRule) compare(people []normalize.Person, stated []string) {
	if len(stated) == 0 || len(people) == 0 {
		return
	}
	r.stated++
	if slices.ContainsFunc(stated, func(a string) bool { return normalize.SamePerson(a, people[0].Name) }) {
		r.agree++
	}
	if len(people) < len(stated) {
		r.short++
	}
}

// proven returns the rule if enough of the pages have a byline that the authors they state agree with or, where they state
// none, its place speaks for it.
func (r *bylineRule) proven(pages int) *bylineRule {
	switch {
	case float64(r.pages) < bylineCoverage*float64(pages) || float64(r.pages) < bylineNames*float64(r.texts):
		return nil
	case r.stated >= FewestPages && float64(r.agree) >= bylineAgree*float64(r.stated) && float64(r.short) <= bylineMissing*float64(r.stated):
		return r
	case r.stated < FewestPages && float64(r.heads) >= bylineNames*float64(r.texts):
		r.doubt = "the pages state no author: that this is the byline rests on its place and its wording"
		return r
	}
	return nil
}

// textsOf returns the text of an element and of those of the same name beside it, as the extractor reads a byline; "" if one
// is long.
func (s *study) textsOf(h hit) string {
	if h.first < 0 {
		return ""
	}
	elements := s.pages[h.page].elements
	var texts []string
	for _, e := range h.all {
		if elements[e].parent == elements[h.first].parent && elements[e].words > 0 {
			if elements[e].text == "" {
				return ""
			}
			texts = append(texts, elements[e].text)
		}
	}
	return strings.Join(texts, ", ")
}

// statedAuthors returns the persons that each page states as its authors, once each: in its metadata, and in the signature of
// its body.
func (s *study) statedAuthors() [][]string {
	const closing = 4 // lines: a signature, a note, a tag and a credit
	all := make([][]string, len(s.pages))
	for i, d := range s.pages {
		for _, names := range d.authors {
			if by, ok := site.Newsroom.ParseNames(names); ok {
				all[i] = addPersons(all[i], by)
			}
		}
		lines := s.bodyLines(pageBody{int32(i), s.body[i]})
		for _, l := range lines[max(0, len(lines)-closing):] {
			by, ok := site.Newsroom.ParseByline(l.text)
			if !ok {
				by, ok = site.Newsroom.ParseSignature(l.text)
			}
			if ok {
				all[i] = addPersons(all[i], by)
			}
		}
	}
	return all
}

// addPersons adds the persons of a byline that are not yet among the names.
func addPersons(names []string, by normalize.Byline) []string {
	for _, p := range by.People {
		if !slices.ContainsFunc(names, func(name string) bool { return normalize.SamePerson(name, p.Name) }) {
			names = append(names, p.Name)
		}
	}
	return names
}
