// Package learn derives templates from an archive: what repeats at the same place on many pages is the site, and what varies
// and agrees with the titles and dates that the pages state is the article.
//
// In: saved pages. Out: templates as they are written to a file, each rule with the number of pages that support it, and what
// is doubtful. It never writes a file and never extracts an article.
package learn

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"herald/internal/decode"
	"herald/internal/extract/site"
	"herald/internal/source"
)

// Learner collects pages. Its memory is bounded: it keeps a sample of each group, compressed.
type Learner struct {
	sample int
	groups []*group
	pick   *rand.Rand
	packer packer
	pages  int
	failed int
}

// DefaultSample is how many pages of a group are learned from: beyond 200 the measured share of exact bodies no longer rises.
const DefaultSample = 200

// New returns a Learner that learns from at most sample pages of each group.
func New(sample int) *Learner {
	return &Learner{sample: sample, pick: rand.New(rand.NewPCG(1, 2))} // fixed: the same pages give the same file
}

// Add takes a page, or returns the error of one that cannot be read. A text is counted and left alone.
func (l *Learner) Add(p source.Page) error {
	l.pages++
	doc, err := decode.Decode(p.Data, p.ContentType)
	if err != nil {
		l.failed++
		return err
	}
	if doc.HTML == nil {
		return nil
	}
	root := doc.HTML.Nodes[0]
	builtin := ""
	if t := claimedBy(site.Builtin(), root); t != nil && t.Body != nil {
		builtin = t.Name
	}
	g := l.join(skeleton(root), builtin)
	if g == nil {
		return nil
	}
	g.members++
	kept := sampled{origin: origin{p.Name, p.Member}, contentType: p.ContentType}
	if len(g.sample) < l.sample {
		kept.packed = l.packer.pack(p.Data)
		g.sample = append(g.sample, kept)
	} else if i := l.pick.IntN(g.members); i < l.sample {
		kept.packed = l.packer.pack(p.Data)
		g.sample[i] = kept
	}
	return nil
}

// Result is what was learned.
type Result struct {
	Pages, Failed int // that were read, and those of them that are not HTML pages
	Designs       []Design
}

// Design is what was learned of one group of pages.
type Design struct {
	site.Entry
	Pages, Articles int // of the group, and of its sample those with the text of an article
	Rules           int
	Doubts          []string
	origin          // of a page to look at
}

// FewestPages is the smallest group that is learned from: with fewer, chance repeats as much as the site does.
const FewestPages = 5

// Learn returns the templates of the pages that were added, the largest groups first.
func (l *Learner) Learn() Result {
	result := Result{Pages: l.pages, Failed: l.failed}
	slices.SortStableFunc(l.groups, func(a, b *group) int { return cmp.Compare(b.members, a.members) })
	for i, g := range l.groups {
		if g.members >= FewestPages {
			result.Designs = append(result.Designs, learnGroup(g, l.strangers(i))...)
		}
	}
	named := 0
	for _, d := range result.Designs {
		if d.Template != nil && d.Extends == "" {
			named++
			d.Name = fmt.Sprintf("learned%d", named)
		}
	}
	return result
}

// strangers returns pages of the other groups, in turn: the marks of a template must not claim them.
func (l *Learner) strangers(of int) []sampled {
	const enough = 60 // a tenth of them is known to two pages in three
	var pages []sampled
	for turn := 0; len(pages) < enough; turn++ {
		before := len(pages)
		for i, g := range l.groups {
			if i != of && turn < len(g.sample) && len(pages) < enough {
				pages = append(pages, g.sample[turn])
			}
		}
		if len(pages) == before {
			break
		}
	}
	return pages
}
