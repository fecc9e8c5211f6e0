package extract

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

type picture struct {
	url  string
	alt  string
	node *html.Node // nil in a text rendering
}

// picture adds an img that is at a node of the page.
func (w *walker) picture(img, at *html.Node) {
	p := &picture{url: imageURL(img), alt: normalize.Text(dom.Attr(img, "alt")), node: at}
	if p.url == "" && p.alt == "" && !isInlined(img) || hidden(img) || ofSite(img, p) || w.isForeignPicture(img) {
		return
	}
	w.seen++
	w.pictures = append(w.pictures, line{kind: article.Paragraph, picture: p, linked: w.linkDepth > 0, related: w.toStory, writer: w.toWriter})
	if w.size == 0 {
		w.flush(none)
	}
}

// isInlined reports whether a save has put the bytes of a picture into the page. SingleFile writes an empty data URL for a
// picture that it could not load, as of an old page whose pictures are gone.
func isInlined(img *html.Node) bool {
	// A blank GIF has less than 100 bytes, and a blank SVG is no photo either.
	const longestBlank = 200
	src := dom.Attr(img, "src")
	return src == "data:," || len(src) > longestBlank && strings.HasPrefix(src, "data:image/") && !strings.HasPrefix(src, "data:image/svg")
}

// isForeignPicture reports whether the template has a rule for the article's pictures that does not name an img, nor an
// element around it.
func (w *walker) isForeignPicture(img *html.Node) bool {
	return w.template != nil && w.template.Image != nil && !dom.InsideMatch(img, w.template.Image)
}

// noscript adds the picture for readers without scripts. The one above it may be its placeholder.
func (w *walker) noscript(n *html.Node) {
	if n.FirstChild == nil || !strings.Contains(n.FirstChild.Data, "<img") {
		return
	}
	nodes, err := html.ParseFragment(strings.NewReader(n.FirstChild.Data), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return // nested deeper than any picture is
	}
	for _, root := range nodes {
		for img := range dom.Elements(root) {
			if img.DataAtom == atom.Img {
				w.dropHolder()
				w.picture(img, n)
			}
		}
	}
}

// dropHolder removes the last picture if it was a placeholder.
func (w *walker) dropHolder() {
	for _, list := range []*[]line{&w.pictures, &w.lines} {
		last := len(*list) - 1
		if last < 0 {
			continue
		}
		if p := (*list)[last].picture; p != nil && (holdsPlace(p.url) || p.url == "" && p.alt == "") {
			*list = (*list)[:last]
		}
		return
	}
}

// imageURL returns the address of a picture, also if a script was to load it in place of a placeholder.
func imageURL(n *html.Node) string {
	src := address(n, "src")
	if src != "" && !holdsPlace(src) {
		return src
	}
	for _, key := range []string{"data-src", "data-original", "data-lazy-src", "data-lazy"} {
		if u := address(n, key); u != "" {
			return u
		}
	}
	for _, key := range []string{"srcset", "data-srcset"} {
		if u := largest(dom.Attr(n, key)); u != "" {
			return u
		}
	}
	if p := n.Parent; p != nil && p.Data == "picture" {
		for source := range p.ChildNodes() {
			if u := largest(dom.Attr(source, "srcset")); u != "" {
				return u
			}
		}
	}
	return src
}

func address(n *html.Node, key string) string {
	u := strings.TrimSpace(dom.Attr(n, key))
	if strings.HasPrefix(u, "data:") {
		return ""
	}
	return u
}

// largest returns the last address of a srcset: they are in the order of their sizes. An address may hold commas, but
// no space.
func largest(srcset string) string {
	if strings.HasPrefix(srcset, "data:") {
		return ""
	}
	var last string
	for candidate := range strings.FieldsSeq(srcset) {
		if candidate = strings.TrimRight(candidate, ","); strings.ContainsAny(candidate, "/.") && !isSize(candidate) {
			last = candidate
		}
	}
	return last
}

// isSize reports whether a word of a srcset is a width or a density: "480w", "1.5x".
func isSize(s string) bool {
	_, err := strconv.ParseFloat(strings.TrimRight(s, "wx"), 64)
	return err == nil
}

func holdsPlace(address string) bool {
	file := strings.ToLower(address[strings.LastIndexByte(address, '/')+1:])
	return slices.ContainsFunc(site.Placeholders, func(word string) bool { return strings.Contains(file, word) })
}

// ofSite reports whether a picture belongs to the site: by its address, its alt, or a size that no photo has.
func ofSite(n *html.Node, p *picture) bool {
	if p.ofSite() {
		return true
	}
	if n.Data == "amp-img" {
		return false // its sizes may be no more than a ratio
	}
	// Icons and the dots that count readers; the smallest photo known is 150 wide.
	const small = 60
	for _, key := range []string{"width", "height"} {
		if size, err := strconv.Atoi(strings.TrimSuffix(dom.Attr(n, key), "px")); err == nil && size <= small {
			return true
		}
	}
	return false
}

func (p *picture) ofSite() bool {
	address := strings.ToLower(p.url)
	return slices.Contains(site.TutorBanners, p.alt) || slices.ContainsFunc(site.SitePictures, func(word string) bool { return strings.Contains(address, word) })
}
