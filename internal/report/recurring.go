package report

import (
	"cmp"
	"maps"
	"slices"
)

// bloom remembers keys by their hashes in fixed memory (B. H. Bloom, 1970). It never misses a key that was added, and takes
// a new one for an old one with a probability that grows with the keys added.
type bloom []uint64

// Sizes of blooms in bits, powers of two.
const (
	// lineBits are 16 MB. After the 15 million paragraphs of a million articles, one new key in 25 is taken for an old one.
	lineBits = 1 << 27
	// headlineBits are 1 MB, which hold a million headlines as well.
	headlineBits = 1 << 23
)

// newBloom returns an empty bloom of so many bits.
func newBloom(bits int) bloom { return make(bloom, bits/64) }

// add remembers a hash and reports whether it was there before. Both bits of a hash are in one cache line: most of the time
// goes into fetching it.
func (b bloom) add(hash uint64) (before bool) {
	const line = 8 // words
	words := b[hash%(uint64(len(b))/line)*line:][:line]
	before = true
	for _, bit := range [2]uint64{hash >> 46 % (line * 64), hash >> 55} {
		word, mask := &words[bit/64], uint64(1)<<(bit%64)
		before = before && *word&mask != 0
		*word |= mask
	}
	return before
}

// fastHash returns a hash of a text that is the same on every machine, in a fourth of the time that hashOf takes.
func fastHash(text string) uint64 {
	const prime = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio
	h := uint64(len(text))
	mix := func(word uint64) {
		h = (h ^ word) * prime
		h ^= h >> 29
	}
	for ; len(text) >= 8; text = text[8:] {
		mix(uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
			uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56)
	}
	rest := uint64(0)
	for i := range len(text) {
		rest |= uint64(text[i]) << (8 * i)
	}
	mix(rest)
	mix(h >> 32)
	return h
}

// place is where a text occurs in a body.
type place int

// The places of a text.
const (
	first place = iota
	middle
	last
	places
)

// recurring finds the texts that several articles share, in bounded memory: a text is held from its second article on, and
// texts beyond the bound of HeavyHitters make the counts lower.
type recurring struct {
	seen    bloom
	counts  HeavyHitters // by key, without the first article of each
	details map[string]*recurrence
}

// recurrence is a text with the articles that have it.
type recurrence struct {
	Text     string // of one of the articles
	Varied   bool   // other articles have another text with the same key
	Count    int    // articles
	Places   [places]int
	Examples Sample
}

// newRecurring returns a counter that holds at most limit texts and remembers all in a bloom of so many bits.
func newRecurring(limit, bits int) recurring {
	return recurring{seen: newBloom(bits), counts: newHeavyHitters(limit), details: map[string]*recurrence{}}
}

// add counts a text of an article that was seen before. Texts with the same key are one.
func (r *recurring) add(key, text string, at place, here Example) {
	key = clip(key)
	lost := r.counts.Lost
	r.counts.add(key)
	if r.counts.Lost != lost {
		maps.DeleteFunc(r.details, func(key string, _ *recurrence) bool { return r.counts.Counts[key] == 0 })
		return
	}
	d := r.details[key]
	if d == nil {
		d = &recurrence{Text: clip(text)}
		r.details[key] = d
	}
	d.Varied = d.Varied || d.Text != clip(text)
	d.Places[at]++
	d.Examples.add(here)
}

// found returns the texts of at least so many articles, those of most articles first.
func (r *recurring) found(least int) []recurrence {
	var all []recurrence
	for key, d := range r.details {
		if count := r.counts.Counts[key] + 1; count >= least {
			found := *d
			found.Count = count
			all = append(all, found)
		}
	}
	slices.SortFunc(all, func(a, b recurrence) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text)) })
	return all
}
