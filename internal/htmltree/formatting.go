package htmltree

import (
	"cmp"
	"slices"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// Bold, links and their like may be closed in another order than they were opened (13.2.4.3): what is open of them when
// a block ends goes on in the next one.

// startFormatting opens such an element.
func (b *builder) startFormatting(t token) {
	switch t.tag {
	case a.A:
		b.endLink()
	case a.Nobr:
		b.reconstruct() // first, as it may open a nobr
		if b.inScope(anyScope, a.Nobr) >= 0 {
			b.endFormatting(token{kind: endTag, tag: a.Nobr, name: "nobr"})
		}
	}
	b.reconstruct()
	n := b.push(t)
	slices.SortFunc(n.Attr, byKey) // as html.Parse does
	b.forgetThird(n)
	b.active = append(b.active, n)
}

func byKey(x, y html.Attribute) int {
	return cmp.Or(cmp.Compare(x.Key, y.Key), cmp.Compare(x.Val, y.Val))
}

// endLink ends a link that is still open: no link holds another.
func (b *builder) endLink() {
	for i := len(b.active) - 1; i >= 0 && b.active[i] != nil; i-- {
		if n := b.active[i]; n.DataAtom == a.A {
			b.endFormatting(token{kind: endTag, tag: a.A, name: "a"})
			b.open = without(b.open, n)
			b.active = without(b.active, n)
			return
		}
	}
}

func without(list []*html.Node, n *html.Node) []*html.Node {
	if i := slices.Index(list, n); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// forgetThird keeps at most three equal elements active.
func (b *builder) forgetThird(n *html.Node) {
	equal := 0
	for i := len(b.active) - 1; i >= 0 && b.active[i] != nil; i-- {
		if m := b.active[i]; m.DataAtom == n.DataAtom && slices.Equal(m.Attr, n.Attr) {
			if equal++; equal >= 3 {
				b.active = slices.Delete(b.active, i, i+1)
			}
		}
	}
	// Old pages forget an end tag here and there: a few on the pages known. Where they always do, each text would be
	// in hundreds of elements.
	const most = 64
	if len(b.active) > most {
		b.fallback()
	}
}

// reconstruct opens again what was open when a block ended.
func (b *builder) reconstruct() {
	first := len(b.active)
	for first > 0 && b.active[first-1] != nil && !slices.Contains(b.open, b.active[first-1]) {
		first--
	}
	for i := first; i < len(b.active); i++ {
		n := b.active[i]
		b.active[i] = b.push(token{tag: n.DataAtom, name: n.Data, attr: slices.Clone(n.Attr)})
	}
}

// endFormatting closes such an element. Where a block is open inside it, nodes would have to move.
func (b *builder) endFormatting(t token) {
	if n := b.top(); n.Data == t.name && !slices.Contains(b.active, n) {
		b.pop()
		return
	}
	at := len(b.active) - 1
	for at >= 0 && b.active[at] != nil && b.active[at].DataAtom != t.tag {
		at--
	}
	if at < 0 || b.active[at] == nil {
		b.endOther(t)
		return
	}
	n := b.active[at]
	i := slices.Index(b.open, n)
	switch {
	case i < 0:
		b.active = slices.Delete(b.active, at, at+1)
	case b.inScope(anyScope, t.tag) < 0:
	case slices.ContainsFunc(b.open[i:], func(n *html.Node) bool { return isSpecial(n.DataAtom) }):
		b.fallback()
	default:
		b.open = b.open[:i]
		b.active = slices.Delete(b.active, at, at+1)
	}
}

// mark parts the formatting of a cell from that of the page around it.
func (b *builder) mark() { b.active = append(b.active, nil) }

func (b *builder) clearToMark() {
	for len(b.active) > 0 {
		last := len(b.active) - 1
		marker := b.active[last] == nil
		b.active = b.active[:last]
		if marker {
			return
		}
	}
}

// IsFormatting reports whether html.Parse opens an element again in the next block where a page forgets its end tag
// (13.2.4.3).
func IsFormatting(tag a.Atom) bool { return classOf(tag) == formatting }
