package inspect

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/normalize"
)

// silent elements print nothing.
func silent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title, atom.Meta, atom.Link, atom.Iframe,
		atom.Object, atom.Embed, atom.Svg, atom.Canvas, atom.Audio, atom.Video:
		return true
	}
	return false
}

// looks has the elements that are shown as what they are, inside a line.
var looks = map[atom.Atom]string{
	atom.B: "b", atom.Strong: "b", atom.I: "i", atom.Em: "i", atom.U: "u", atom.Sub: "sub", atom.Sup: "sup", atom.Small: "small",
}

// blockClass has the elements that begin a line, with the class they are shown with.
var blockClass = map[atom.Atom]string{
	atom.Address: "", atom.Article: "", atom.Aside: "", atom.Blockquote: "quote", atom.Body: "", atom.Caption: "", atom.Center: "",
	atom.Dd: "", atom.Details: "", atom.Div: "", atom.Dl: "", atom.Dt: "", atom.Fieldset: "", atom.Figcaption: "", atom.Figure: "",
	atom.Footer: "", atom.Form: "", atom.H1: "big", atom.H2: "head", atom.H3: "head", atom.H4: "head", atom.H5: "head",
	atom.H6: "head", atom.Header: "", atom.Hr: "", atom.Html: "", atom.Li: "item", atom.Main: "", atom.Nav: "", atom.Ol: "",
	atom.P: "", atom.Pre: "", atom.Section: "", atom.Summary: "", atom.Table: "", atom.Tbody: "", atom.Td: "", atom.Tfoot: "",
	atom.Th: "", atom.Thead: "", atom.Tr: "", atom.Ul: "",
}

func isBlock(n *html.Node) bool {
	_, ok := blockClass[n.DataAtom]
	return ok && n.Type == html.ElementNode
}

// html returns the page in herald's own markup.
func (s *saved) html() template.HTML {
	if s.doc.HTML == nil {
		s.text()
	} else {
		s.children(s.doc.HTML.Nodes[0])
	}
	return template.HTML(s.out.String()) // every word in it was escaped
}

// children shows the content of an element, line by line. Lines without a value of the article are folded away.
func (s *saved) children(n *html.Node) {
	var rest [][]*html.Node
	for line := range linesOf(n) {
		if s.unfolded || slices.ContainsFunc(line, func(n *html.Node) bool { return s.marked[n] }) {
			s.fold(n, rest)
			rest = nil
			s.line(line)
		} else {
			rest = append(rest, line)
		}
	}
	s.fold(n, rest)
}

// linesOf yields the children of an element by the lines that they are in.
func linesOf(n *html.Node) func(yield func([]*html.Node) bool) {
	return func(yield func([]*html.Node) bool) {
		var line []*html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if !parts(c) {
				line = append(line, c)
				continue
			}
			if len(line) > 0 && !yield(line) || !yield([]*html.Node{c}) {
				return
			}
			line = nil
		}
		if len(line) > 0 {
			yield(line)
		}
	}
}

// parts reports whether a node is or holds the edge of a line.
func parts(n *html.Node) bool {
	if n.DataAtom == atom.Br || isBlock(n) {
		return true
	}
	if n.Type != html.ElementNode || silent(n) {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if parts(c) {
			return true
		}
	}
	return false
}

// line shows nodes of one line, or a block.
func (s *saved) line(line []*html.Node) {
	if !slices.ContainsFunc(line, s.shows) {
		return
	}
	if len(line) == 1 && parts(line[0]) {
		s.block(line[0])
		return
	}
	s.out.WriteString("<div>")
	for _, n := range line {
		s.inline(n)
	}
	s.out.WriteString("</div>\n")
}

// shows reports whether a node has a word or a picture.
func (s *saved) shows(n *html.Node) bool {
	if _, ok := s.pieceOf[n]; ok || isPicture(n) {
		return true
	}
	if n.Type == html.ElementNode && silent(n) {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if s.shows(c) {
			return true
		}
	}
	return false
}

func (s *saved) block(n *html.Node) {
	if n.DataAtom == atom.Table && isGrid(n) {
		s.grid(n)
		return
	}
	if class := blockClass[n.DataAtom]; class != "" {
		fmt.Fprintf(&s.out, `<div class="%s">`, class)
	} else {
		s.out.WriteString("<div>")
	}
	s.children(n)
	s.out.WriteString("</div>\n")
}

// isGrid reports whether a table is one of figures and not one that lays out a page: nothing in its cells begins a
// line.
func isGrid(table *html.Node) bool {
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		case atom.Br, atom.Img, atom.Iframe:
			return false
		default:
			if isBlock(n) {
				return false
			}
		}
	}
	return true
}

func (s *saved) grid(table *html.Node) {
	s.out.WriteString("<table>")
	for n := range table.Descendants() {
		if n.DataAtom != atom.Tr {
			continue
		}
		s.out.WriteString("<tr>")
		for cell := range n.ChildNodes() {
			if cell.DataAtom == atom.Td || cell.DataAtom == atom.Th {
				s.out.WriteString("<td>")
				s.inlines(cell)
				s.out.WriteString("</td>")
			}
		}
		s.out.WriteString("</tr>")
	}
	s.out.WriteString("</table>\n")
}

func (s *saved) inlines(n *html.Node) {
	for c := range n.ChildNodes() {
		s.inline(c)
	}
}

func (s *saved) inline(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		if i, ok := s.pieceOf[n]; ok {
			s.piece(i)
		} else if n.Data != "" {
			s.out.WriteByte(' ')
		}
	case n.Type != html.ElementNode || silent(n):
	case isPicture(n):
		s.picture(n)
	case looks[n.DataAtom] != "":
		look := looks[n.DataAtom]
		s.out.WriteString("<" + look + ">")
		s.inlines(n)
		s.out.WriteString("</" + look + ">")
	default:
		s.inlines(n)
	}
}

// picture shows that a picture was there, and its alt. Nothing is fetched.
func (s *saved) picture(n *html.Node) {
	alt := ""
	for _, a := range n.Attr {
		if a.Key == "alt" {
			alt = normalize.Text(a.Val)
		}
	}
	v := s.pictures[n]
	switch {
	case v != nil:
		s.label(v)
		fmt.Fprintf(&s.out, `<mark class="picture">%s</mark>`, html.EscapeString(alt))
	case alt != "":
		fmt.Fprintf(&s.out, `<span class="gone">picture: %s</span>`, html.EscapeString(alt))
	default:
		s.out.WriteString(`<span class="gone">picture</span>`)
	}
}

// label precedes a value's first words and links to its field.
func (s *saved) label(v *value) {
	if s.labelled[v] {
		return
	}
	s.labelled[v] = true
	fmt.Fprintf(&s.out, `<a id="at-%s" class="label %s" href="#%s">%s</a>`, v.ID(), v.Name, v.ID(), v.Label())
}

// piece shows a piece of text with its values marked.
func (s *saved) piece(i int) {
	p := s.words.pieces[i]
	covers := map[*value][]span{}
	edges := []int{0, len(p.text)}
	for _, place := range s.byPiece[i] {
		for _, span := range place.spans {
			if span.meets(p.at) {
				cut := p.withQuotes(p.cut(span), place.value.Text)
				covers[place.value] = append(covers[place.value], cut)
				edges = append(edges, cut.start, cut.end)
			}
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	for j := range len(edges) - 1 {
		here := span{edges[j], edges[j+1]}
		var marks []string
		for _, place := range s.byPiece[i] {
			if v := place.value; slices.ContainsFunc(covers[v], here.meets) {
				s.label(v)
				marks = append(marks, fmt.Sprintf(`<mark class="%s" data-value="%s">`, v.Name, v.ID()))
			}
		}
		s.out.WriteString(strings.Join(marks, ""))
		s.write(p.text[here.start:here.end])
		s.out.WriteString(strings.Repeat("</mark>", len(marks)))
	}
}

// write writes words as the page spaces them, without what moves a cursor or turns the direction of print.
func (s *saved) write(text string) {
	words := strings.TrimSpace(text)
	before, after, _ := strings.Cut(text, words)
	s.out.WriteString(spaces(before) + html.EscapeString(normalize.Text(words)) + spaces(after))
}

// spaces returns the spaces of a text: tabs, which make the columns of a text rendering, and plain ones for all others.
func spaces(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}

// fold folds lines away under the name of their element and their first words.
func (s *saved) fold(parent *html.Node, rest [][]*html.Node) {
	var text strings.Builder
	var last []*html.Node
	shown := 0
	for _, line := range rest {
		for _, n := range line {
			if s.shows(n) {
				s.textOf(&text, n)
				last = line
				shown++
			}
		}
	}
	if shown == 0 {
		return
	}
	name := nameOf(parent)
	if shown == 1 && len(last) == 1 && last[0].Type == html.ElementNode {
		name = nameOf(last[0])
	}
	s.folded(name, text.String(), func() {
		for _, line := range rest {
			s.line(line)
		}
	})
}

func (s *saved) textOf(b *strings.Builder, n *html.Node) {
	if i, ok := s.pieceOf[n]; ok {
		b.WriteString(s.words.pieces[i].text + " ")
	}
	if n.Type == html.ElementNode && silent(n) {
		return
	}
	for c := range n.ChildNodes() {
		s.textOf(b, c)
	}
}

func (s *saved) folded(name, text string, show func()) {
	text = normalize.Text(text)
	size := counted(len(strings.Fields(text)), "word")
	if text == "" {
		size = "a picture"
	}
	const enough = 60 // runes, to know it by
	fmt.Fprintf(&s.out, `<details><summary><b>%s</b> <span>%s</span> <i>%s</i></summary><div>`,
		html.EscapeString(name), size, html.EscapeString(short(text, enough)))
	before := s.unfolded
	s.unfolded = true
	show()
	s.unfolded = before
	s.out.WriteString("</div></details>\n")
}

// text shows a text rendering, line by line as it is.
func (s *saved) text() {
	lines := strings.Split(s.doc.Text, "\n")
	pieces := make([][]int, len(lines))
	for i, p := range s.words.pieces {
		pieces[p.line-1] = append(pieces[p.line-1], i)
	}
	taken := func(line int) bool {
		return slices.ContainsFunc(pieces[line], func(i int) bool { return len(s.byPiece[i]) > 0 })
	}
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && taken(to) == taken(from) {
			to++
		}
		show := func() {
			s.out.WriteString("<pre>")
			for line := from; line < to; line++ {
				for _, i := range pieces[line] {
					s.piece(i)
				}
				s.out.WriteString("\n")
			}
			s.out.WriteString("</pre>\n")
		}
		switch text := strings.Join(lines[from:to], " "); {
		case taken(from) || s.unfolded:
			show()
		case strings.TrimSpace(text) != "":
			s.folded(fmt.Sprintf("lines %d to %d", from+1, to), text, show)
		}
		from = to
	}
}

// count counts what is omitted from the page.
func (s *saved) count(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Form, atom.Link:
			s.left[n.Data]++
		case atom.Iframe, atom.Frame, atom.Object, atom.Embed, atom.Video, atom.Audio:
			s.left["frame"]++
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"):
				s.left["handler"]++
			case n.DataAtom == atom.Meta && a.Key == "http-equiv" && strings.EqualFold(a.Val, "refresh"):
				s.left["refresh"]++
			}
		}
	}
}

// leftOut describes what of the page is not shown at all.
func (s *saved) leftOut() string {
	var list []string
	for _, what := range []struct{ kind, name string }{
		{"script", "script"}, {"handler", "event handler"}, {"style", "style"}, {"link", "link to a style or an icon"},
		{"frame", "frame or player"}, {"form", "form"}, {"refresh", "refresh"},
	} {
		if n := s.left[what.kind]; n > 0 {
			list = append(list, fmt.Sprintf("%s: %d", what.name, n))
		}
	}
	return strings.Join(list, ", ")
}
