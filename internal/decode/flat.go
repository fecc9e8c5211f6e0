package decode

import (
	"bytes"
	"errors"

	"golang.org/x/net/html"

	"herald/internal/htmltree"
)

// parsed is a tree, and how it was built.
type parsed struct {
	tree      *html.Node
	full      bool // html.Parse built it
	flattened bool // some tags were omitted, but no text
}

func (d *Decoder) parse(text []byte) (parsed, error) {
	tree, err := d.arena.Build(text)
	if err == nil {
		return parsed{tree: tree}, nil
	}
	if errors.Is(err, htmltree.ErrTooDeep) {
		if tree, err := d.arena.Build(flatten(text, shallow)); err == nil {
			return parsed{tree: tree, flattened: true}, nil
		}
	}
	return parseFully(text)
}

// parseFully builds the tree with html.Parse, which limits the number of open elements to 512 and nothing else. Some markup
// is omitted from a page that is nested too deep, or whose tree may be too large.
func parseFully(text []byte) (parsed, error) {
	tooMany := &Error{code: "too-many-elements", why: "more markup than any page has; nothing of it was read"}
	if manyAttributes(text) {
		return parsed{}, tooMany
	}
	if treeSize(text) <= htmltree.MaxNodes {
		if tree, err := html.Parse(bytes.NewReader(text)); err == nil {
			return parsed{tree, true, false}, nil
		}
	}
	var err error
	for _, depth := range []int{shallow, paragraphsOnly} {
		flattened := flatten(text, depth)
		if treeSize(flattened) > htmltree.MaxNodes {
			return parsed{}, tooMany
		}
		var tree *html.Node
		if tree, err = html.Parse(bytes.NewReader(flattened)); err == nil {
			return parsed{tree, true, true}, nil
		}
	}
	return parsed{}, &Error{code: "not-a-page", why: err.Error()}
}

// The depths to which a page is flattened: shallow leaves room for the elements that the parser opens by itself, below the
// 512 that it accepts; paragraphsOnly keeps hardly more than paragraphs.
const shallow, paragraphsOnly = 400, 0

// unnamedPart is the part of the depth from which on elements without attributes are omitted.
const unnamedPart = 4

// flatten omits the presentational tags, and those of elements that are nested too deep: elements without attributes from a
// quarter of the depth on, since no rule can match them, the others from the depth on. A <br> replaces these, so that texts
// that they separate are not glued together. It reads the text once.
func flatten(text []byte, depth int) []byte {
	var out bytes.Buffer
	var open openElements
	z := html.NewTokenizer(bytes.NewReader(text))
	for tags := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken || tags > htmltree.MaxNodes { // too large even when flattened: the caller rejects it
			return out.Bytes()
		}
		raw := z.Raw()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken: // to the parser <div/> is <div>
			name, named := z.TagName()
			limit := depth / unnamedPart
			if named {
				limit = depth
			}
			tags += writeTag(&out, raw, string(name), open.start(string(name), limit, depth == 0))
		case html.EndTagToken:
			name, _ := z.TagName()
			tags += writeTag(&out, raw, string(name), open.end(string(name), depth == 0))
		default:
			out.Write(raw)
		}
	}
}

// writeTag writes a tag that is kept, or what replaces it, and returns the number of tags written.
func writeTag(out *bytes.Buffer, raw []byte, tag string, keep bool) int {
	const separator = "<br>"
	switch {
	case keep:
		out.Write(raw)
	case isPresentational(tag) || bytes.HasSuffix(out.Bytes(), []byte(separator)):
		return 0
	default:
		out.WriteString(separator)
	}
	return 1
}

// openElements follows the elements that stay open until their end tag.
type openElements struct {
	stack []openElement
	count map[string]int // of each tag in stack
	depth int            // of what was kept
}

type openElement struct {
	tag  string
	kept int // how many elements the parser has open for it; 0 if it was omitted
}

// start reports whether the start tag is kept.
func (o *openElements) start(tag string, limit int, bare bool) bool {
	switch {
	case isPresentational(tag):
		return false
	case !staysOpen(tag):
		return !bare || neverNests(tag)
	}
	kept := openedBy(tag)
	if o.depth+kept > limit {
		kept = 0
	}
	if o.count == nil {
		o.count = make(map[string]int)
	}
	o.stack = append(o.stack, openElement{tag, kept})
	o.count[tag]++
	o.depth += kept
	return kept > 0
}

// end reports whether the end tag is kept, as its start tag was. Elements left open inside are closed too.
func (o *openElements) end(tag string, bare bool) bool {
	switch {
	case isPresentational(tag):
		return false
	case !staysOpen(tag):
		return !bare || neverNests(tag)
	}
	// Each turn takes one element off the stack, so that all end tags together cost no more than the start tags.
	for o.count[tag] > 0 {
		last := o.stack[len(o.stack)-1]
		o.stack = o.stack[:len(o.stack)-1]
		o.count[last.tag]--
		o.depth -= last.kept
		if last.tag == tag {
			return last.kept > 0
		}
	}
	return false
}

// isPresentational reports whether a tag only changes how text looks.
func isPresentational(tag string) bool {
	switch tag {
	case "a":
		return false // a link is content
	case "center", "span":
		return true
	}
	return isFormatting([]byte(tag))
}

// neverNests reports whether an element cannot contain another of its kind, or has no content: it is kept at any depth.
func neverNests(tag string) bool {
	switch tag {
	case "html", "head", "body", "p", "br", "hr", "img", "meta", "link", "title", "script", "style", "textarea", "iframe", "noembed",
		"noframes", "xmp":
		return true
	}
	return false
}

// staysOpen reports whether an element stays open until its end tag. The parser closes the others when the next one begins,
// or at once.
func staysOpen(tag string) bool {
	switch tag {
	case "a", "li", "dt", "dd", "option", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "col", "colgroup",
		"h1", "h2", "h3", "h4", "h5", "h6", "area", "base", "embed", "input", "param", "source", "track", "wbr":
		return false
	}
	return !neverNests(tag)
}

// openedBy returns the number of elements that the parser may have open for one tag: in a table a body, a row, a cell and a
// paragraph; in a list an item and a paragraph.
func openedBy(tag string) int {
	switch tag {
	case "table":
		return 5
	case "ul", "ol", "dl":
		return 3
	}
	return 1
}
