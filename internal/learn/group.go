package learn

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/flate"
	"golang.org/x/net/html"

	"herald/internal/decode"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// group is pages of one design, as far as their elements show.
type group struct {
	builtin string         // the built-in template that claims its pages and names their body, or ""
	members int            // pages that joined
	counts  map[uint64]int // members by path
	sample  []sampled
}

// origin is where a page came from.
type origin struct{ Page, Member string }

// sampled is a page that was kept.
type sampled struct {
	origin
	contentType string
	packed      []byte
}

// packer compresses pages, one after the other: its tables are larger than most pages.
type packer struct{ w *flate.Writer }

func (p *packer) pack(data []byte) []byte {
	var b bytes.Buffer
	if p.w == nil {
		p.w, _ = flate.NewWriter(&b, flate.BestSpeed) // the level is valid
	} else {
		p.w.Reset(&b)
	}
	_, _ = p.w.Write(data) // a buffer takes everything
	_ = p.w.Close()
	return b.Bytes()
}

// document decodes the page again.
func (s *sampled) document() (*decode.Document, error) {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(s.packed)))
	if err != nil {
		return nil, err
	}
	return decode.Decode(data, s.contentType)
}

// root is the tree of the page, an empty one if it cannot be decoded again.
func (s *sampled) root() *html.Node {
	doc, err := s.document()
	if err != nil || doc.HTML == nil {
		return &html.Node{Type: html.DocumentNode}
	}
	return doc.HTML.Nodes[0]
}

func claimedBy(set *site.Set, root *html.Node) *site.Template {
	return set.ByMark(candidatesIn(set, root))
}

func candidatesIn(set *site.Set, root *html.Node) []*html.Node {
	var found []*html.Node
	for n := range dom.Elements(root) {
		if set.IsCandidate(n) {
			found = append(found, n)
		}
	}
	return found
}

// How pages are grouped.
const (
	skeletonDepth = 6   // deeper elements are those of the text, which differ from page to page
	sharedPaths   = 0.6 // of the smaller set: two designs of one site share header and footer, which is up to half
	corePaths     = 0.4 // of the members have a path of the core: half of a group may be lists
	mostGroups    = 64  // a design has at most a few; beyond, the pages have nothing in common
)

// pathHash is FNV-1a: the same pages are grouped alike in every run.
type pathHash uint64

func (h pathHash) add(s string) pathHash {
	const prime = 1099511628211 // FNV-1a
	for i := range len(s) {
		h = (h ^ pathHash(s[i])) * prime
	}
	return (h ^ 0xff) * prime
}

// skeleton returns the paths of a page's upper elements, each made of tags, classes and ids.
func skeleton(root *html.Node) map[uint64]bool {
	paths := map[uint64]bool{}
	var walk func(n *html.Node, path pathHash, depth int)
	walk = func(n *html.Node, path pathHash, depth int) {
		if n.Type == html.ElementNode {
			if dom.IsSilent(n) {
				return
			}
			path = path.add(n.Data).add(dom.Attr(n, "class")).add(dom.Attr(n, "id"))
			paths[uint64(path)] = true
			if depth++; depth == skeletonDepth {
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, path, depth)
		}
	}
	const offset = 14695981039346656037 // FNV-1a
	walk(root, offset, -2)              // html and body are on every page
	return paths
}

// join returns the group that a page belongs to, a new one if there is none, or nil if there are too many.
func (l *Learner) join(paths map[uint64]bool, builtin string) *group {
	var best *group
	bestShare := 0.0
	for _, g := range l.groups {
		if g.builtin != builtin {
			continue
		}
		if share := g.shared(paths); share >= sharedPaths && share > bestShare {
			best, bestShare = g, share
		}
	}
	if best == nil {
		if len(l.groups) == mostGroups {
			return nil
		}
		best = &group{builtin: builtin, counts: map[uint64]int{}}
		l.groups = append(l.groups, best)
	}
	for p := range paths {
		best.counts[p]++
	}
	best.prune()
	return best
}

// shared returns the part of the smaller set of paths that page and group share.
func (g *group) shared(paths map[uint64]bool) float64 {
	core, both := 0, 0
	for p, n := range g.counts {
		if float64(n) < corePaths*float64(g.members) {
			continue
		}
		core++
		if paths[p] {
			both++
		}
	}
	return float64(both) / float64(max(1, min(core, len(paths))))
}

// prune forgets the paths of single pages when there are many: no core will have them.
func (g *group) prune() {
	const most = 20_000 // half a MB
	if len(g.counts) <= most {
		return
	}
	for p, n := range g.counts {
		if float64(n) < corePaths*float64(g.members)/2 {
			delete(g.counts, p)
		}
	}
}
