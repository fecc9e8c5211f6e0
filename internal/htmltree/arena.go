package htmltree

import "golang.org/x/net/html"

// Arena is the memory of one tree, reused for the next: zeroing it again costs a fraction of allocating it. The zero value
// is ready to use. A tree is valid until the next one is built in its arena, and no node may be kept beyond that.
type Arena struct {
	nodes chunks[html.Node]
	attrs chunks[html.Attribute]
}

const (
	nodeChunk = 128 // a page has 500 to 5000 nodes
	attrChunk = 256 // and about as many attributes
	// maxChunks is the number of chunks of each kind that are kept: of nodes 1.6 MB, as many as usual pages have. What a larger
	// page takes beyond them is left to the garbage collector.
	maxChunks = 64
)

func (m *Arena) reset() {
	m.nodes.reset()
	m.attrs.reset()
}

// chunks are slices of equal length, of which the first ones are in use.
type chunks[T any] struct {
	kept [][]T
	used int
}

// next returns a zeroed chunk.
func (c *chunks[T]) next(length int) []T {
	if c.used == maxChunks {
		return make([]T, length)
	}
	if c.used == len(c.kept) {
		c.kept = append(c.kept, make([]T, length))
	}
	c.used++
	return c.kept[c.used-1]
}

func (c *chunks[T]) reset() {
	for _, chunk := range c.kept[:c.used] {
		clear(chunk)
	}
	c.used = 0
}
