package report

import (
	"cmp"
	"math"
	"slices"

	"herald/internal/article"
)

// lengths is the distribution of the lengths of the bodies of one template and year.
type lengths struct {
	bins              [lengthBins]int
	shortest, longest []sized
}

// sized is an article and the words of its body.
type sized struct {
	Words int
	Slot  Slot
	Example
}

// example returns the article with its length as the detail.
func (s sized) example() Example { return s.with(counted(s.Words, "word") + " · " + s.Slot.String()) }

const (
	binsPerOctave = 4                  // of words: a bin is 19 % wide
	lengthBins    = 16 * binsPerOctave // to 65,536 words
	// maxLengths is the number of templates and years whose lengths are compared: three times what the site can have.
	maxLengths = 1000
	// minLengths is the number of articles whose quartiles say what is usual.
	minLengths = 30
	// fenceRange is how many interquartile ranges beyond the quartiles a length is far from usual (Hoaglin and Iglewicz,
	// "Fine-tuning some resistant rules for outlier labeling", 1987).
	fenceRange = 2.2
	// minRange is the least interquartile range, in bins: that of short notices, which are nearly equally long.
	minRange = 2
)

// lengthBin returns the bin of a number of words.
func lengthBin(words int) int {
	return min(int(binsPerOctave*math.Log2(float64(words+1))), lengthBins-1)
}

// addLength counts the length of a body.
func (d *audit) addLength(a *article.Article, slot Slot, here Example) {
	l := d.lengths[slot]
	if l == nil {
		if len(d.lengths) == maxLengths {
			return
		}
		l = &lengths{}
		d.lengths[slot] = l
	}
	l.bins[lengthBin(a.WordCount)]++
	l.shortest = insertSized(l.shortest, sized{a.WordCount, slot, here}, byWords)
	l.longest = insertSized(l.longest, sized{a.WordCount, slot, here}, func(a, b sized) int { return byWords(b, a) })
}

// byWords orders articles by length, and those of the same length by their places.
func byWords(a, b sized) int {
	return cmp.Or(cmp.Compare(a.Words, b.Words), cmp.Compare(a.place(), b.place()))
}

// insertSized inserts an article into the first maxSample of an order.
func insertSized(all []sized, s sized, order func(a, b sized) int) []sized {
	if len(all) == maxSample && order(s, all[maxSample-1]) >= 0 {
		return all
	}
	at, _ := slices.BinarySearchFunc(all, s, order)
	all = slices.Insert(all, at, s)
	return all[:min(len(all), maxSample)]
}

// fences returns the bins of the shortest and the longest usual length, and false if there are too few articles to tell.
func (l *lengths) fences() (low, high int, known bool) {
	n := 0
	for _, count := range l.bins {
		n += count
	}
	if n < minLengths {
		return 0, 0, false
	}
	first, third := l.quantile(n, 1), l.quantile(n, 3)
	reach := int(fenceRange * float64(max(third-first, minRange)))
	return first - reach, third + reach, true
}

// quantile returns the bin of a quarter of n articles.
func (l *lengths) quantile(n, quarter int) int {
	before := 0
	for bin, count := range l.bins {
		before += count
		if 4*before >= quarter*n {
			return bin
		}
	}
	return lengthBins - 1
}

// unusual counts the bodies that are far shorter and far longer than usual for their template and year.
func (d *audit) unusual() (short, long Tally) {
	for _, l := range d.lengths {
		low, high, known := l.fences()
		if !known {
			continue
		}
		for bin, count := range l.bins {
			short.Count += count * one(bin < low)
			long.Count += count * one(bin > high)
		}
		for _, s := range l.shortest {
			if lengthBin(s.Words) < low {
				short.Examples.add(s.example())
			}
		}
		for _, s := range l.longest {
			if lengthBin(s.Words) > high {
				long.Examples.add(s.example())
			}
		}
	}
	return short, long
}

// extremes returns the shortest and the longest bodies of the corpus.
func (d *audit) extremes() (shortest, longest []sized) {
	for _, l := range d.lengths {
		shortest, longest = append(shortest, l.shortest...), append(longest, l.longest...)
	}
	slices.SortFunc(shortest, byWords)
	slices.SortFunc(longest, func(a, b sized) int { return byWords(b, a) })
	return shortest[:min(len(shortest), maxSample)], longest[:min(len(longest), maxSample)]
}
