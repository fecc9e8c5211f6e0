// Package inspect shows a saved page beside the article that was read from it.
//
// In: a document, its article or the reason why it was rejected, and what the page states about each field. Out: one HTML page
// that asks for nothing and runs nothing, or a table for a terminal. It never classifies a page, and nothing of the saved
// page but its words and the names of its elements reaches the output.
package inspect

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/claim"
)

// Page is what WriteHTML and WriteText show.
type Page struct {
	Name     string // as the user gave it, with the member of a container
	Document *decode.Document
	Article  *article.Article   // nil where the page gave none
	Err      error              // why it gave none; nil where it gave one
	Evidence []article.Evidence // also where it gave none
	Claims   []claim.Claim      // what gave the fields their values
}

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string

	layout = template.Must(template.New("page").Parse(pageHTML))
)

// WriteHTML writes the page beside its article. It fails only if w does.
func WriteHTML(w io.Writer, p Page) error {
	fields := fieldsOf(p)
	located := locate(p, fields)
	located.setPaths()
	saved := newSaved(located, p.Article == nil)
	var out bytes.Buffer
	err := layout.Execute(&out, struct {
		Page
		CSS      template.CSS
		Fields   []*field
		Saved    template.HTML
		LeftOut  string
		Summary  string
		Warnings []article.Warning
	}{p, template.CSS(pageCSS), fields, saved.html(), saved.leftOut(), summary(p.Article), warnings(p)})
	if err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}

func summary(a *article.Article) string {
	if a == nil {
		return "no article"
	}
	return strings.Join([]string{
		"template " + a.Template, a.Source.Form, a.Source.Encoding, counted(a.WordCount, "word"),
		counted(len(a.Images), "image"), counted(len(a.Warnings), "warning"),
	}, " · ")
}

func warnings(p Page) []article.Warning {
	if p.Article == nil {
		return nil
	}
	return p.Article.Warnings
}

func within(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}

// counted returns "1 script", "2 scripts".
func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// short returns the beginning of a text.
func short(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return strings.TrimRight(string(r[:most-1]), " ") + "…"
	}
	return text
}
