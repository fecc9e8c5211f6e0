package report

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"herald/internal/article"
)

// Names counts names that may be many, as Misra and Gries did ("Finding repeated elements", 1982): while fewer than limit
// are held each count is exact; a name too many takes one from every count, and those at nothing make room.
type Names struct {
	Counts map[string]int
	Lost   int // a true count is at most so much higher; a name that is not held was there so often at most
	limit  int
}

func newNames(limit int) Names { return Names{Counts: map[string]int{}, limit: limit} }

func (n *Names) add(name string) {
	name = clip(name)
	if _, held := n.Counts[name]; held || len(n.Counts) < n.limit {
		n.Counts[name]++
		return
	}
	n.Lost++
	for held := range n.Counts {
		n.Counts[held]--
	}
	maps.DeleteFunc(n.Counts, func(_ string, count int) bool { return count == 0 })
}

// Repeats notices what was there before. It knows the first limit different things by 64 bits of their hash: of a million,
// two are taken for one with a chance of 1 in 37 million. What comes when it is full is compared, but not remembered.
type Repeats struct {
	Count    int // of those that were there before
	Compared int
	Unkept   int // not remembered: as many more may be repeated
	Examples Sample
	seen     map[uint64]struct{}
	limit    int
}

func newRepeats(limit int) Repeats { return Repeats{seen: map[uint64]struct{}{}, limit: limit} }

// add compares by a key; what has none can't be compared.
func (r *Repeats) add(key string, here Example) {
	if key == "" {
		return
	}
	r.Compared++
	hash := hashOf(key)
	switch _, there := r.seen[hash]; {
	case there:
		r.Count++
		r.Examples.add(here)
	case len(r.seen) < r.limit:
		r.seen[hash] = struct{}{}
	default:
		r.Unkept++
	}
}

// Tally is how often something was there, and where for example.
type Tally struct {
	Count    int
	Examples Sample
}

func (t *Tally) add(here Example) {
	t.Count++
	t.Examples.add(here)
}

// others stands for the labels beyond maxLabels, which herald itself never writes.
const others = "(others)"

// tallyOf is that of a label.
func tallyOf(tallies map[string]*Tally, label string) *Tally {
	label = clip(label)
	if tallies[label] == nil && len(tallies) >= maxLabels {
		label = others
	}
	if tallies[label] == nil {
		tallies[label] = &Tally{}
	}
	return tallies[label]
}

// template is the name under which the articles of a template are counted.
func (c *Corpus) template(name string) string {
	name = clip(name)
	if !c.templates[name] && len(c.templates) >= maxLabels {
		return others
	}
	c.templates[name] = true
	return name
}

// Example is a page to look at.
type Example struct {
	Headline, Detail  string
	Path, Member, URL string
}

const maxPath = 4096 // bytes, as Linux has it

func exampleOf(a *article.Article) Example {
	here := exampleAt(a.Source.Path, string(a.Source.Member))
	here.Headline, here.URL = clip(a.Headline), clipTo(maxPath, string(a.URL))
	return here
}

func exampleAt(path, member string) Example {
	return Example{Path: clipTo(maxPath, path), Member: clipTo(maxPath, member)}
}

func (e Example) place() string { return e.Path + "\x00" + e.Member }

// Sample keeps a few of many: those whose places have the lowest hashes. So it is drawn from the whole and not from where
// a folder begins, and it is the same however the input is ordered.
type Sample []Example

func (s *Sample) add(e Example) {
	byHash := func(a, b Example) int {
		return cmp.Or(cmp.Compare(hashOf(a.place()), hashOf(b.place())), cmp.Compare(a.Detail, b.Detail))
	}
	at, _ := slices.BinarySearchFunc(*s, e, byHash)
	if at >= maxSample {
		return
	}
	*s = slices.Insert(*s, at, e)
	*s = (*s)[:min(len(*s), maxSample)]
}

// hashOf is the same on every machine and in every run.
func hashOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // a hash never fails
	return h.Sum64()
}

// clip bounds what is kept of a text.
func clip(text string) string { return clipTo(300, text) } // two lines of the page

func clipTo(most int, text string) string {
	if len(text) <= most {
		return strings.Clone(text) // what is kept must not hold the line that it was in
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
