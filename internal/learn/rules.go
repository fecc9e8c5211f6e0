package learn

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// study is the pages of a group that are learned from.
type study struct {
	in    *interner
	pages []*digest
	hits  map[int32][]hit // by selector, in the order of the pages
	seen  map[string]int  // pages by line

	// By page, once they are known: the elements of its body, and the first one below its head.
	body    [][]int32
	headEnd []int32
}

// hit is what a selector finds on a page.
type hit struct {
	page, count int32
	first       int32   // the first element with text, -1 if none has any
	all         []int32 // the first mostParts elements
}

func newStudy(in *interner, pages []*digest) *study {
	s := &study{in: in, pages: pages, hits: map[int32][]hit{}, seen: map[string]int{}}
	for p, d := range pages {
		for i := range d.elements {
			for _, selector := range d.elements[i].selectors {
				s.add(selector, int32(p), int32(i), d.elements[i].words > 0)
			}
		}
		lines := map[string]bool{}
		for _, l := range d.lines {
			lines[l.text] = true
		}
		for text := range lines {
			s.seen[text]++
		}
	}
	return s
}

func (s *study) add(selector, page, at int32, hasText bool) {
	hits := s.hits[selector]
	if n := len(hits); n == 0 || hits[n-1].page != page {
		hits = append(hits, hit{page: page, first: -1})
	}
	hits[len(hits)-1].add(at, hasText)
	s.hits[selector] = hits
}

func (h *hit) add(at int32, hasText bool) {
	h.count++
	if hasText && h.first < 0 {
		h.first = at
	}
	if len(h.all) < mostParts {
		h.all = append(h.all, at)
	}
}

// candidates returns the selectors that are on a share of the pages at least, the cheapest first.
func (s *study) candidates(share float64) []int32 {
	var all []int32
	for selector, hits := range s.hits {
		if float64(len(hits)) >= share*float64(len(s.pages)) {
			all = append(all, selector)
		}
	}
	slices.SortFunc(all, func(a, b int32) int {
		if s.in.cost[a] != s.in.cost[b] {
			return s.in.cost[a] - s.in.cost[b]
		}
		return int(a - b) // in the order in which the pages have them
	})
	return all
}

// How a line of prose is told from the rest of a page.
const (
	proseWords     = 8   // a sentence has more; titles and labels have fewer, or no full stop
	longLine       = 20  // words of a line that is prose without a full stop
	proseRepeats   = 0.2 // of the pages: what more of them print is the site's
	articleWords   = 60  // of prose; the shortest articles known have 70
	inLinks        = 0.5 // of the words of a line that is a link
	fewestRepeated = 3   // pages: two may print the same sentence by chance
)

// findProse marks the lines of prose and the pages with an article.
func (s *study) findProse() {
	for _, d := range s.pages {
		words := 0
		for i := range d.lines {
			l := &d.lines[i]
			n := s.seen[l.text]
			repeated := n >= fewestRepeated && float64(n) > proseRepeats*float64(len(s.pages))
			l.prose = isSentence(l) && !repeated
			if l.prose {
				words += l.words
			}
		}
		d.article = words >= articleWords && !d.isList()
	}
}

// isList reports whether most of a page's prose is teasers: each right below the link to its article.
func (d *digest) isList() bool {
	const titleWords = 3 // shorter links are labels
	teasers, prose := 0, 0
	for i := range d.lines {
		if !d.lines[i].prose {
			continue
		}
		prose++
		if i == 0 {
			continue
		}
		if above := d.lines[i-1]; above.words >= titleWords && above.linked == above.words {
			teasers++
		}
	}
	return 2*teasers > prose
}

func isSentence(l *textLine) bool {
	if l.words < proseWords || float64(l.linked) >= inLinks*float64(l.words) {
		return false
	}
	if l.words >= longLine {
		return true
	}
	if signedRow.MatchString(l.text) {
		return false
	}
	end := []rune(l.text)
	for _, r := range slices.Backward(end) {
		switch r {
		case '"', '\'', '”', '’', ')', ']':
			continue
		case '.', '!', '?', '…', '。':
			return true
		}
		return false
	}
	return false
}

// signedRow matches what a row of a list prints below its teaser, as in "By Kim Da-solMay 3, 2021 2:22 p.m.".
var signedRow = regexp.MustCompile(`^By .*\d:\d\d(?: ?[ap]\.?m\.?)?$`)

// rule is a selector with its support.
type rule struct {
	selector      string
	pages         int // that have it
	stated, agree int // those that state the value, and those where it agrees
	doubt         string
}

func (r *rule) note() string {
	if r.stated == 0 {
		return fmt.Sprintf("# pages %d", r.pages)
	}
	return fmt.Sprintf("# pages %d, stated %d, agree %d", r.pages, r.stated, r.agree)
}

// learnGroup returns what is learned of a group: one template, or several if it has pages of several designs.
func learnGroup(g *group, strangers []sampled) []Design {
	in := &interner{number: map[string]int32{}}
	all := make([]*digest, len(g.sample))
	for i := range g.sample {
		all[i] = newDigest(&g.sample[i], in)
	}
	whole := newStudy(in, all)
	whole.findProse()
	var articles []int
	for i, d := range all {
		if d.article {
			articles = append(articles, i)
		}
	}
	if g.builtin != "" {
		return learnExtension(g, in, all, articles)
	}
	return learnDesigns(g, in, all, articles, strangers)
}

// learnDesigns learns from the articles of a group. The pages that a template does not claim may be of another design: they
// are learned from again.
func learnDesigns(g *group, in *interner, all []*digest, articles []int, strangers []sampled) (designs []Design) {
	for len(articles) >= FewestPages {
		train, test := split(articles)
		s := newStudy(in, pick(all, train))
		body := s.findBody()
		if body == nil {
			if len(designs) == 0 {
				designs = append(designs, undecided(g, len(articles), "no element holds the text of most articles", all[articles[0]].origin))
			}
			return designs
		}
		on := map[int]bool{}
		var rest []int
		for _, i := range articles {
			if all[i].mayBeBody(all[i].find(in.number[body.selector])) {
				on[i] = true
			} else {
				rest = append(rest, i)
			}
		}
		keep := func(of []int) []int { return slices.DeleteFunc(slices.Clone(of), func(i int) bool { return !on[i] }) }
		s = newStudy(in, pick(all, keep(train)))
		s.findProse()
		s.setBody(body)
		d := s.template(body)
		d.Pages, d.Articles, d.origin = g.members, len(on), all[slices.Min(slices.Collect(maps.Keys(on)))].origin
		if !d.Disabled {
			proveOn(&d, g, keep(test), strangers)
		}
		designs = append(designs, d)
		articles = rest
	}
	return designs
}

func undecided(g *group, articles int, doubt string, example origin) Design {
	return Design{Pages: g.members, Articles: articles, Doubts: []string{doubt}, origin: example}
}

// heldOut is the part of the articles that is not learned from: the rules are proven on it.
const heldOut = 4 // every fourth

func split(articles []int) (train, test []int) {
	for i, a := range articles {
		if i%heldOut == heldOut-1 {
			test = append(test, a)
		} else {
			train = append(train, a)
		}
	}
	return train, test
}

func pick(all []*digest, which []int) []*digest {
	var some []*digest
	for _, i := range which {
		some = append(some, all[i])
	}
	return some
}

// find returns the elements of a page that a selector names.
func (d *digest) find(selector int32) hit {
	h := hit{first: -1}
	for i := range d.elements {
		if slices.Contains(d.elements[i].selectors, selector) {
			h.add(int32(i), d.elements[i].words > 0)
		}
	}
	return h
}

// template learns the rules of a template whose body is known.
func (s *study) template(body *rule) Design {
	t := &site.Template{User: true, Body: dom.MustSelector(body.selector), Learned: fmt.Sprintf("%d pages", len(s.pages))}
	d := Design{Entry: site.Entry{Template: t, Notes: map[string]string{"body": body.note()}}, Rules: 1}
	marks := []string{body.selector}
	headline := s.findHeadline()
	if headline == nil {
		d.disable("no element prints the headline that the pages state")
	} else {
		t.Headline = site.Rule{dom.MustSelector(headline.selector)}
		d.Notes["headline"] = headline.note()
		d.Rules++
		marks = append(marks, headline.selector)
		if headline.doubt != "" {
			d.disable(headline.doubt)
		}
	}
	t.Mark = dom.MustSelector(marks[0])
	for _, m := range marks[1:] {
		t.Also = append(t.Also, dom.MustSelector(m))
	}
	if headline != nil {
		s.addHead(&d, headline)
	}
	s.addJunk(&d)
	return d
}

// disable turns a template off and says why.
func (d *Design) disable(why string) {
	d.Disabled = true
	d.Notes["enabled"] = "# " + why
	d.Doubts = append(d.Doubts, why)
}

// doubt adds a doubt, if there is one.
func (d *Design) doubt(why string) {
	if why != "" {
		d.Doubts = append(d.Doubts, why)
	}
}
