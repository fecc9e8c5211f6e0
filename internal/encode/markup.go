package encode

import (
	"fmt"
	"strings"

	"herald/internal/article"
)

// inContent and inAttribute escape text for HTML and XML, between tags and between double quotes.
var (
	inContent   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	inAttribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// opensList reports whether a block is the first item of a list.
func opensList(blocks []article.Block, i int) bool {
	return blocks[i].Type == article.ListItem && (i == 0 || blocks[i-1].Type != article.ListItem)
}

// closesList reports whether a block is the last item of a list.
func closesList(blocks []article.Block, i int) bool {
	return blocks[i].Type == article.ListItem && (i == len(blocks)-1 || blocks[i+1].Type != article.ListItem)
}

// element writes an element with escaped text, or nothing if the text is empty.
func element(b *strings.Builder, format, text string) {
	if text != "" {
		fmt.Fprintf(b, format+"\n", inContent.Replace(text))
	}
}

// isEmptyImage reports whether nothing of an image can be written.
func isEmptyImage(i article.Image) bool {
	return address(i.URL) == "" && caption(i) == ""
}

// tableRows returns the rows of a table, with begin and end around a row. cell is the format of a cell.
func tableRows(text, begin, cell, end string) string {
	var b strings.Builder
	for _, row := range cells(lines(text)) {
		b.WriteString(begin)
		for _, c := range row {
			fmt.Fprintf(&b, cell, inContent.Replace(c))
		}
		b.WriteString(end)
	}
	return b.String()
}
