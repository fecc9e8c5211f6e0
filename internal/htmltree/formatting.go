package htmltree

import (
	"cmp"
	"slices"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

const (
	// maxEqual is the number of equal active formatting elements (13.2.4.3, the "Noah's Ark clause").
	maxEqual = 3
	// maxActive is the number of active formatting elements above which a page is left to html.Parse. Old pages forget a few
	// end tags; if they forget all, each text would be in hundreds of elements.
	maxActive = 64
	// maxAdoptions and maxCopies limit the adoption agency algorithm (13.2.6.4.7, steps 4.1 and 4.13): the blocks that are
	// taken out of one formatting element, and the elements between both that are copied around a block.
	maxAdoptions, maxCopies = 8, 3
)

// startFormatting opens a formatting element (13.2.4.3): bold text, a link and the like, which may be closed in another order
// than they were opened, and continue in the next block if they are still open when a block ends.
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
	b.limitEqual(n)
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

// limitEqual removes the earliest active elements equal to n, so that at most maxEqual remain with n.
func (b *builder) limitEqual(n *html.Node) {
	equal := 0
	for i := len(b.active) - 1; i >= 0 && b.active[i] != nil; i-- {
		if m := b.active[i]; m.DataAtom == n.DataAtom && slices.Equal(m.Attr, n.Attr) {
			if equal++; equal >= maxEqual {
				b.active = slices.Delete(b.active, i, i+1)
			}
		}
	}
	if len(b.active) >= maxActive {
		b.fallback()
	}
}

// reconstruct opens the active elements again that were closed when a block ended.
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

// endFormatting closes a formatting element: the adoption agency algorithm (13.2.6.4.7).
func (b *builder) endFormatting(t token) {
	if n := b.top(); n.Data == t.name && !slices.Contains(b.active, n) {
		b.pop()
		return
	}
	for range maxAdoptions {
		at := len(b.active) - 1
		for at >= 0 && b.active[at] != nil && b.active[at].DataAtom != t.tag {
			at--
		}
		if at < 0 || b.active[at] == nil {
			b.endOther(t)
			return
		}
		i := slices.Index(b.open, b.active[at])
		if i < 0 {
			b.active = slices.Delete(b.active, at, at+1)
			return
		}
		if b.inScope(anyScope, t.tag) < 0 {
			return
		}
		inside := slices.IndexFunc(b.open[i:], func(n *html.Node) bool { return isSpecial(n.DataAtom) })
		if inside < 0 {
			b.open = b.open[:i]
			b.active = slices.Delete(b.active, at, at+1)
			return
		}
		b.adopt(at, i, i+inside)
	}
}

// adopt closes the formatting element at active[at] and open[i] before the block at open[x], which is open inside it: the
// block moves out of the element, and its children move into a copy of the element. The elements between both are copied
// around the block, maxCopies at most.
func (b *builder) adopt(at, i, x int) {
	element, block, outer := b.active[at], b.open[x], b.open[i-1]
	bookmark, last := at, block
	b.spend(x - i)
	for turn := 1; ; turn++ {
		x--
		node := b.open[x]
		if node == element {
			break
		}
		active := slices.Index(b.active, node)
		switch {
		case active < 0:
			b.open = slices.Delete(b.open, x, x+1)
			continue
		case turn > maxCopies:
			b.active = slices.Delete(b.active, active, active+1)
			if active <= bookmark {
				bookmark--
			}
			continue
		}
		node = b.clone(node)
		b.active[active], b.open[x] = node, node
		if last == block {
			bookmark = active + 1
		}
		move(node, last)
		last = node
	}
	switch outer.DataAtom {
	case a.Table, a.Tbody, a.Tfoot, a.Thead, a.Tr: // the block moves before the table
		b.fallback()
		return
	}
	move(outer, last)
	inner := b.clone(element)
	for block.FirstChild != nil {
		move(inner, block.FirstChild)
		b.spend(1)
	}
	appendChild(block, inner)
	if slices.Index(b.active, element) < bookmark {
		bookmark--
	}
	b.active = slices.Insert(without(b.active, element), bookmark, inner)
	b.open = without(b.open, element)
	b.open = slices.Insert(b.open, slices.Index(b.open, block)+1, inner)
}

// clone returns a copy of an element without its children.
func (b *builder) clone(n *html.Node) *html.Node {
	c := b.newNode(n.Type, n.Data)
	c.DataAtom, c.Attr = n.DataAtom, slices.Clone(n.Attr)
	return c
}

// move makes a node the last child of parent.
func move(parent, n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
	appendChild(parent, n)
}

// mark separates the formatting in a cell, caption or object from that of the page around it.
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

// IsFormatting reports whether html.Parse opens an element again in the next block if its end tag is missing (13.2.4.3).
func IsFormatting(tag a.Atom) bool { return classOf(tag) == formatting }
