package batch

import (
	"errors"
	"hash/fnv"
	"iter"

	"herald/internal/source"
)

// Shard is one part of a run that is split over several machines, which need not communicate: part Index (from 0) of Count.
// The zero value is the whole. The shard of a page depends only on its name, as given, and its name inside a container.
type Shard struct{ Index, Count int }

func (s Shard) contains(name, member string) bool {
	if s.Count == 0 {
		return true
	}
	h := fnv.New64a() // stable over versions and machines; Write never fails
	_, _ = h.Write([]byte(name + "\x00" + member))
	return mix(h.Sum64())%uint64(s.Count) == uint64(s.Index)
}

// mix spreads the bits of an FNV hash, whose low bits depend only on the low bits of the name's bytes. It is the finalizer of
// SplitMix64.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// Pages returns the pages of the shard. An input that cannot be read belongs to one shard too, so that it is reported once.
func (s Shard) Pages(pages iter.Seq2[source.Page, error]) iter.Seq2[source.Page, error] {
	if s.Count == 0 {
		return pages
	}
	return func(yield func(source.Page, error) bool) {
		for page, err := range pages {
			named := page
			if e, ok := errors.AsType[*source.Error](err); ok {
				named = e.Page
			}
			if s.contains(named.Name, named.Member) && !yield(page, err) {
				return
			}
		}
	}
}
