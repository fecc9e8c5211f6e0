package decode

import (
	"bytes"
	"iter"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/htmltree"
)

const (
	// maxText is the longest text of a page, without its scripts, styles and pictures in attributes: each step of reading makes
	// it anew. A story has 10 KB, the whole text of the longest of 231 real pages 300 KB, a novel a megabyte.
	maxText = 4 << 20
	// maxLines is the longest text rendering; a page has some hundred lines.
	maxLines = 100_000
	// longPage is where attributes alone can fill the memory: each takes two bytes of the page, and up to 400 of the tree.
	longPage = 1 << 20
)

// Each limit has its own walk over the tags. Most pages need none of them: htmltree builds their trees, and counts as it does.
// One walk for all limits would cost each of these pages a quarter of that.

// treeSize is how many nodes the parser might build, at most; above htmltree.MaxNodes it is any number. Every "<" is a tag to it, also in a script; and
// as nobody knows before parsing which elements a page forgets to close, it takes all that change how text looks for forgotten.
// The parser opens these again, with their attributes, in the next block, and in the one after it.
func treeSize(text []byte) int {
	c := treeCount{kinds: make(map[string]int)}
	read := 0 // bytes of tags
	for rest := range tags(text) {
		name, closes := tagName(rest)
		formats := isFormatting(name)
		c.tags++
		switch {
		case formats && closes:
			c.closed++
		case formats:
			n, end := htmltree.CountAttributes(rest[len(name):])
			c.start(rest[:len(name)+end], len(name), n)
			read += end
		}
		if read > rereading*len(text) {
			return htmltree.MaxNodes + 1
		}
		if c.nodes() > htmltree.MaxNodes {
			break
		}
	}
	return c.nodes()
}

// tooMuchText reports whether a page has more text than maxText, without its scripts, styles and comments.
func tooMuchText(text []byte) bool {
	if len(text) <= maxText {
		return false
	}
	count := bytes.IndexByte(text, '<')
	if count < 0 {
		return true // it is all text
	}
	commentEnd, unclosed := 0, false // where the last comment ends; whether no comment ends any more
	for rest := range tags(text) {
		at := len(text) - len(rest)
		if at < commentEnd {
			continue
		}
		if bytes.HasPrefix(rest, []byte("!--")) {
			if unclosed {
				continue
			}
			length := bytes.Index(rest, []byte("-->"))
			commentEnd, unclosed = at+max(0, length), length < 0
			continue
		}
		next := bytes.IndexByte(rest, '<')
		if next < 0 {
			next = len(rest)
		}
		end := bytes.IndexByte(rest[:next], '>')
		if end >= 0 && !isFold(rest, "script") && !isFold(rest, "style") {
			count += next - end - 1
		}
		if count > maxText {
			return true
		}
	}
	return false
}

func isFold(text []byte, name string) bool {
	rest, ok := cutFold(text, name)
	return ok && len(rest) > 0
}

// cutFold is bytes.CutPrefix without regard to case; name is in lower case.
func cutFold(text []byte, name string) (rest []byte, ok bool) {
	if len(text) < len(name) || !bytes.EqualFold(text[:len(name)], []byte(name)) {
		return text, false
	}
	return text[len(name):], true
}

// rereading is how many times the bytes of a page may be read as tags: what looks like a tag inside another is read for both.
const rereading = 4

// manyAttributes reports whether the elements of a long page have more than htmltree.MaxAttributes. That takes half the time of parsing.
func manyAttributes(text []byte) bool {
	if len(text) <= longPage {
		return false
	}
	read := 0
	for rest := range tags(text) { // first, as the tokenizer lists those of an element before it shows them
		if !beginsWithLetter(rest) {
			continue
		}
		n, end := htmltree.CountAttributes(rest)
		if read += end; n > htmltree.MaxAttributes || read > rereading*len(text) {
			return true
		}
	}
	count := 0
	z := html.NewTokenizer(bytes.NewReader(text))
	for z.Next() != html.ErrorToken && count <= htmltree.MaxAttributes {
		_, more := z.TagName()
		for more {
			_, _, more = z.TagAttr()
			count++
		}
	}
	return count > htmltree.MaxAttributes
}

// tags yields the text after each "<".
func tags(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for {
			i := bytes.IndexByte(text, '<')
			if i < 0 {
				return
			}
			text = text[i+1:]
			if !yield(text) {
				return
			}
		}
	}
}

// treeCount is what treeSize counts.
type treeCount struct {
	tags, closed int            // all, and the end tags of formatting elements
	kinds        map[string]int // formatting start tags, each as it is written
	copied       int            // nodes that one block may copy
	link         int            // those of the one link that can be open
	heaviest     int            // those of the element with the most attributes
}

// maxEqual is how many formatting elements that are the same the parser opens again.
const maxEqual = 3

// start counts the start tag of a formatting element. Of three that are the same, the parser forgets the first when a fourth comes (HTML
// standard, "Noah's Ark clause"); of links it keeps one.
func (c *treeCount) start(tag []byte, name, attributes int) {
	const perNode = 2 // an attribute is half a node
	size := 1 + attributes/perNode
	c.heaviest = max(c.heaviest, size)
	switch {
	case bytes.EqualFold(tag[:name], []byte("a")):
		c.link = max(c.link, size)
	case c.kinds[string(tag)] < maxEqual:
		c.kinds[string(tag)]++
		c.copied += size
	}
}

func (c *treeCount) nodes() int {
	const (
		pair = 4 // an element and the text after it, and what is read of them
		// Closing an element inside which blocks are open copies it into eight of them, with at most three between (HTML
		// standard, "adoption agency algorithm").
		outer, inner = 8, 3
	)
	return c.tags*(pair+c.copied+c.link) + c.closed*outer*(1+min(inner, c.copied))*c.heaviest
}

// tagName returns the name of a tag, given the text after its "<": as it is written, with the slash of an end tag. It is nil
// if it contains what no name of a formatting element does.
func tagName(text []byte) (name []byte, closes bool) {
	i := 0
	if len(text) > 0 && text[0] == '/' {
		closes, i = true, 1
	}
	for i < len(text) && beginsWithLetter(text[i:]) {
		i++
	}
	if i < len(text) && !isSpace(text[i]) && text[i] != '/' && text[i] != '>' {
		return nil, closes
	}
	return text[:i], closes
}

func beginsWithLetter(text []byte) bool {
	return len(text) > 0 && ('a' <= text[0]|0x20 && text[0]|0x20 <= 'z')
}

const whitespace = " \t\r\n\f"

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r' }

// isFormatting reports whether a tag, named as it is written, is that of a formatting element (HTML standard), which the parser
// reopens in the next block.
func isFormatting(name []byte) bool {
	name = bytes.TrimPrefix(name, []byte("/"))
	var lower [len("strong")]byte // the longest of them
	if len(name) > len(lower) {
		return false
	}
	for i, c := range name {
		lower[i] = c | 0x20
	}
	return htmltree.IsFormatting(atom.Lookup(lower[:len(name)]))
}

// longName is the length of the longest class, id or style that is kept: those of this paper have 60 bytes.
const longName = 4096

// removeLongNames removes the classes, ids and styles longer than longName: about a hundred rules would each read them.
func removeLongNames(tree *html.Node, text []byte) {
	if len(text) <= longPage {
		return
	}
	for n := range tree.Descendants() {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
			return len(a.Val) > longName && (a.Key == "class" || a.Key == "id" || a.Key == "style")
		})
	}
}
