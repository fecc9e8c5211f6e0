package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"herald/internal/article"
)

// HeavyHitters counts names in bounded memory with the algorithm of Misra and Gries ("Finding repeated elements", 1982).
// Counts are exact up to limit different names. Each name beyond lowers every count by one and drops those at zero.
type HeavyHitters struct {
	Counts map[string]int
	Lost   int // a true count is at most so much higher; a dropped name occurred at most so often
	limit  int
}

// newHeavyHitters returns a counter that holds at most limit names.
func newHeavyHitters(limit int) HeavyHitters {
	return HeavyHitters{Counts: map[string]int{}, limit: limit}
}

// add counts a name once.
func (h *HeavyHitters) add(name string) {
	name = clip(name)
	if _, held := h.Counts[name]; held || len(h.Counts) < h.limit {
		h.Counts[name]++
		return
	}
	h.Lost++
	for held := range h.Counts {
		h.Counts[held]--
	}
	maps.DeleteFunc(h.Counts, func(_ string, count int) bool { return count == 0 })
}

// DuplicateCounter counts keys that occurred before, in bounded memory. It remembers the 64-bit hashes of the first limit
// different keys: among a million, the chance that two collide is 1 in 37 million. Keys beyond are compared and not
// remembered.
type DuplicateCounter struct {
	Count        int // keys that occurred before
	Compared     int
	Unremembered int // keys compared and not remembered: as many more may be duplicates
	Examples     Sample
	seen         map[uint64]struct{}
	limit        int
}

// newDuplicateCounter returns a counter that remembers at most limit keys.
func newDuplicateCounter(limit int) DuplicateCounter {
	return DuplicateCounter{seen: map[uint64]struct{}{}, limit: limit}
}

// add compares a key with those before and reports whether it is one of them. An empty key is not compared.
func (d *DuplicateCounter) add(key string, here Example) (duplicate bool) {
	if key == "" {
		return false
	}
	d.Compared++
	hash := hashOf(key)
	_, seen := d.seen[hash]
	switch {
	case seen:
		d.Count++
		d.Examples.add(here)
	case len(d.seen) < d.limit:
		d.seen[hash] = struct{}{}
	default:
		d.Unremembered++
	}
	return seen
}

// Tally counts the occurrences of one label and keeps examples of them.
type Tally struct {
	Count    int
	Examples Sample
}

// add counts an occurrence.
func (t *Tally) add(here Example) {
	t.Count++
	t.Examples.add(here)
}

// otherLabels collects the labels beyond maxLabels, which only input that herald did not write can have.
const otherLabels = "(others)"

// tallyOf returns the tally of a label, which it adds if needed.
func tallyOf(tallies map[string]*Tally, label string) *Tally {
	label = clip(label)
	if tallies[label] == nil && len(tallies) >= maxLabels {
		label = otherLabels
	}
	if tallies[label] == nil {
		tallies[label] = &Tally{}
	}
	return tallies[label]
}

// templateLabel returns the name that the articles of a template are counted by.
func (c *Corpus) templateLabel(name string) string {
	name = clip(name)
	if !c.templates[name] && len(c.templates) >= maxLabels {
		return otherLabels
	}
	c.templates[name] = true
	return name
}

// Example refers to a page for people to look at.
type Example struct {
	Headline string `json:"headline,omitempty"`
	Detail   string `json:"detail,omitempty"`
	Path     string `json:"path"`
	Member   string `json:"member,omitempty"`
	URL      string `json:"url,omitempty"`
}

const maxPath = 4096 // bytes: PATH_MAX of Linux

// exampleOf refers to the page of an article.
func exampleOf(a *article.Article) Example {
	here := exampleAt(a.Source.Path, string(a.Source.Member))
	here.Headline, here.URL = clip(a.Headline), clipTo(maxPath, string(a.URL))
	return here
}

// exampleAt refers to a page by the path of its file and its name in a container.
func exampleAt(path, member string) Example {
	return Example{Path: clipTo(maxPath, path), Member: clipTo(maxPath, member)}
}

// with returns the example with a detail.
func (e Example) with(detail string) Example {
	e.Detail = clip(detail)
	return e
}

// place identifies the page among all inputs.
func (e Example) place() string { return e.Path + "\x00" + e.Member }

// Sample keeps the maxSample examples whose places have the lowest hashes. It is therefore drawn from the whole corpus, and
// does not depend on the order of the input.
type Sample []Example

// add inserts an example if it belongs to the sample.
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

// hashOf returns the FNV-1a hash of a text, which is the same on every machine and in every run. The one of hash/fnv would copy
// the text.
func hashOf(text string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * prime
	}
	return h
}

// clip shortens a text to 300 bytes, which are two lines of the page.
func clip(text string) string { return clipTo(300, text) }

// clipTo shortens a text to so many bytes and marks the cut.
func clipTo(most int, text string) string {
	if len(text) <= most {
		return strings.Clone(text) // a substring would keep its whole line in memory
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
