package encode

import (
	"fmt"
	"strings"

	"herald/internal/article"
)

// inContent and inAttribute make text mean itself, in HTML as in XML, between tags and between double quotes.
var (
	inContent   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	inAttribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// opensList and closesList tell the first and the last item of a list.
func opensList(blocks []article.Block, i int) bool {
	return blocks[i].Type == article.ListItem && (i == 0 || blocks[i-1].Type != article.ListItem)
}

func closesList(blocks []article.Block, i int) bool {
	return blocks[i].Type == article.ListItem && (i == len(blocks)-1 || blocks[i+1].Type != article.ListItem)
}

// element is one of text, if there is any.
func element(b *strings.Builder, format, text string) {
	if text != "" {
		fmt.Fprintf(b, format+"\n", inContent.Replace(text))
	}
}

// blank tells of a picture that there is nothing to print of it.
func blank(i article.Image) bool {
	return address(i.URL) == "" && caption(i) == ""
}

// tableRows are the rows of a table.
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
