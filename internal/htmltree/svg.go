package htmltree

import (
	"strings"
	"sync"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// startDrawing adds an svg element in HTML, or an element inside a drawing. Drawings are foreign content (13.2.6.5): up to the
// end tag of the svg element, names have another case and no element holds raw text. HTML inside a drawing (foreignObject,
// title, desc) is left to html.Parse, but not text there.
func (b *builder) startDrawing(t token) {
	if svg := svgTags()[t.name]; svg != "" {
		t.name, t.tag = svg, a.Lookup([]byte(svg))
	}
	for i := range t.attr {
		renameAttribute(&t.attr[i])
	}
	n := b.push(t)
	n.Namespace = "svg"
	if t.selfClosing {
		b.pop()
	}
}

// renameAttribute restores the case of an attribute and moves the prefix of a foreign attribute to its namespace
// (13.2.6.1, "adjust foreign attributes").
func renameAttribute(attr *html.Attribute) {
	if svg := svgAttributes()[attr.Key]; svg != "" {
		attr.Key = svg
		return
	}
	switch attr.Key {
	case "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show", "xlink:title", "xlink:type",
		"xml:lang", "xml:space", "xmlns:xlink":
		attr.Namespace, attr.Key, _ = strings.Cut(attr.Key, ":")
	}
}

func (b *builder) takeInDrawing(t token) {
	switch t.kind {
	case textToken:
		b.text(t.name)
	case commentToken:
		if strings.HasPrefix(t.name, "[CDATA[") { // text, in a drawing
			b.fallback()
			return
		}
		b.comment(b.top(), t.name)
	case startTag:
		switch {
		case holdsHTML(b.top()):
			b.fallback()
		case endsDrawing(t):
			b.leaveDrawing()
			b.take(t)
		default:
			b.startDrawing(t)
		}
	case endTag:
		b.endInDrawing(t)
	}
}

// endInDrawing closes the innermost element of that name in the drawing. An end tag that matches none may close an element
// around the drawing, which is left to html.Parse.
func (b *builder) endInDrawing(t token) {
	for i := len(b.open) - 1; b.open[i].Namespace != ""; i-- {
		if strings.EqualFold(b.open[i].Data, t.name) {
			b.open = b.open[:i]
			return
		}
	}
	b.fallback()
}

// leaveDrawing closes all elements of the drawing.
func (b *builder) leaveDrawing() {
	for b.top().Namespace != "" {
		b.pop()
	}
}

// holdsHTML reports whether start tags in an element of a drawing are HTML (13.2.6.5, "HTML integration point").
func holdsHTML(n *html.Node) bool {
	return n.Data == "foreignObject" || n.Data == "desc" || n.Data == "title"
}

// endsDrawing reports whether a start tag closes a drawing that has no end tag (13.2.6.5).
func endsDrawing(t token) bool {
	switch t.tag {
	case a.B, a.Big, a.Blockquote, a.Body, a.Br, a.Center, a.Code, a.Dd, a.Div, a.Dl, a.Dt, a.Em, a.Embed, a.H1, a.H2, a.H3, a.H4, a.H5,
		a.H6, a.Head, a.Hr, a.I, a.Img, a.Li, a.Listing, a.Menu, a.Meta, a.Nobr, a.Ol, a.P, a.Pre, a.Ruby, a.S, a.Small, a.Span, a.Strong,
		a.Strike, a.Sub, a.Sup, a.Table, a.Tt, a.U, a.Ul, a.Var:
		return true
	case a.Font:
		for _, attr := range t.attr {
			if attr.Key == "color" || attr.Key == "face" || attr.Key == "size" {
				return true
			}
		}
	}
	return false
}

// svgTags maps names of elements in lower case to those of SVG (13.2.6.5).
var svgTags = lowerToSVG(`altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend
	feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feFlood
	feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
	feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient radialGradient textPath`)

// svgAttributes maps names of attributes in lower case to those of SVG (13.2.6.1, "adjust SVG attributes").
var svgAttributes = lowerToSVG(`attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant
	edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes
	lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength
	patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
	primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures specularConstant specularExponent
	spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength viewBox
	viewTarget xChannelSelector yChannelSelector zoomAndPan`)

// lowerToSVG returns a function that makes the map when it is first called.
func lowerToSVG(names string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		byLower := map[string]string{}
		for name := range strings.FieldsSeq(names) {
			byLower[strings.ToLower(name)] = name
		}
		return byLower
	})
}
