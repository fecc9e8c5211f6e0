package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// table adds a table of figures as one line. It returns false for a table that only lays out a page.
func (w *walker) table(n *html.Node) bool {
	rows, ok := figures(n)
	if !ok {
		return false
	}
	w.flush(hard)
	w.add(line{text: strings.Join(rows, "\n"), kind: article.Table})
	w.gap = hard
	return true
}

// figures returns the rows of a data table: at least two rows and two columns, short cells, no picture, no table
// inside.
func figures(n *html.Node) (rows []string, ok bool) {
	// Cells longer than this are paragraphs: the table lays out a page.
	const longestCell = 160
	wide := 0
	for tr := range rowsOf(n) {
		var cells []string
		filled := 0
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			text, plain := cellText(td)
			if !plain || len(text) > longestCell {
				return nil, false
			}
			if text != "" {
				filled++
			}
			cells = append(cells, text)
		}
		if filled == 0 {
			continue
		}
		if len(cells) >= 2 {
			wide++
		}
		rows = append(rows, strings.Join(cells, "\t"))
	}
	return rows, len(rows) >= 2 && wide*2 > len(rows)
}

func rowsOf(table *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for part := table.FirstChild; part != nil; part = part.NextSibling {
			for tr := part.FirstChild; tr != nil; tr = tr.NextSibling {
				if tr.DataAtom == atom.Tr && !yield(tr) {
					return
				}
			}
		}
	}
}

func cellText(td *html.Node) (text string, plain bool) {
	var b strings.Builder
	plain = true
	for n := range td.Descendants() {
		switch {
		case n.Type == html.TextNode && !dom.IsSilent(n.Parent):
			b.WriteString(n.Data)
		case n.DataAtom == atom.Br:
			b.WriteByte(' ')
		case n.DataAtom == atom.Img || n.DataAtom == atom.Table:
			plain = false
		}
	}
	return normalize.Text(b.String()), plain
}
