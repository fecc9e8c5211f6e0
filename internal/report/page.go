package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS template.CSS
)

// page is the input of page.html.
type page struct {
	Style    template.CSS
	Lead     string
	Figures  []keyFigure
	Sections []section
}

// keyFigure is one of the few numbers at the top of the page.
type keyFigure struct{ Value, Name string }

// section is a part of the page with its own heading. A section without ID is omitted.
type section struct {
	ID, Title string
	Says      []string // paragraphs
	Legend    []legend
	Pictures  []picture
	Groups    []group
}

// legend names a color of a chart.
type legend struct{ Class, Name, Value string }

// picture is a chart, of which at most one of Bars, Columns and Cells is set, and its numbers.
type picture struct {
	Title   string // "" if the title of the section suffices
	Bars    []bar
	Columns *columns
	Cells   *cells
	Table   table
}

// table holds the numbers of a chart. The first column names the row.
type table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// group is a list of examples with one label.
type group struct {
	Title, Note string
	Items       []item
}

// item is an example with its links, which may be empty.
type item struct {
	Headline, Detail string
	Name, Saved      string
	URL              string
	Inspect          string // the command that shows the page beside its article
}

// WritePage writes the HTML page. link returns the path from the HTML page to a saved page, whose path in the corpus it is
// given. An error is one of to.
func (c *Corpus) WritePage(to io.Writer, link func(path string) string) error {
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return err
	}
	var b bytes.Buffer // so that an error of the template does not leave half a page
	if err := t.Execute(&b, c.page(link)); err != nil {
		return err
	}
	_, err = b.WriteTo(to)
	return err
}

// page returns the sections that the corpus has numbers for.
func (c *Corpus) page(link func(string) string) page {
	p := page{Style: pageCSS, Lead: c.lead(), Figures: c.keyFigures()}
	if c.Articles > 0 {
		p.Sections = append(p.Sections, c.monthSection(), c.gapSection(), c.futureSection(link), c.missingSection(), c.fieldSection(),
			c.sectionSection(), c.lengthSection(link),
			nameSection("bylines", "Bylines", "byline", c.Bylines, c.Articles),
			nameSection("agencies", "Agencies", "agency", c.Agencies, c.Articles))
	}
	p.Sections = append(p.Sections, c.outcomeSection(link), c.warningSection(link), c.duplicateSection(link), c.inputSection())
	p.Sections = slices.DeleteFunc(p.Sections, func(s section) bool { return s.ID == "" })
	return p
}

// lead returns the sentence below the title.
func (c *Corpus) lead() string {
	first, last := c.span()
	switch {
	case c.Articles == 0:
		return counted(c.Pages, "page") + ", and no article."
	case len(c.Months) == 0:
		return counted(c.Articles, "article") + ", none of them with a day."
	}
	return fmt.Sprintf("%s from %s to %s.", counted(c.Articles, "article"), first, last)
}

// keyFigures returns the numbers at the top of the page.
func (c *Corpus) keyFigures() []keyFigure {
	var all []keyFigure
	if c.Articles > 0 {
		all = append(all, keyFigure{thousands(c.Articles), "articles"},
			keyFigure{thousands(len(c.gaps())), "months with no article"},
			keyFigure{share(c.Doubtful, c.Articles), "of the articles have a warning"},
			keyFigure{atLeast(c.SameBody), "articles repeat another, word for word"})
	}
	if c.Pages > 0 {
		all = append(all, keyFigure{share(c.rejected(), c.Pages), "of the pages gave no article"})
	}
	return append(all, keyFigure{thousands(c.Damaged), "damaged lines"})
}

// counted formats a number of things: "1 article", "2 articles".
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return thousands(n) + " " + thing + "s"
}

// item returns an example as the page shows it. link is as in [Corpus.WritePage].
func (e Example) item(link func(string) string) item {
	i := item{Headline: e.Headline, Detail: e.Detail, Name: e.Path}
	if e.Member != "" {
		i.Name += "#" + e.Member
	}
	if e.Path != "" && e.Path != "-" && !strings.Contains(e.Path, "://") { // neither standard input nor a URL is a file
		i.Inspect = "herald inspect " + quoted(e.Path)
		if e.Member != "" {
			i.Inspect += " --member " + quoted(e.Member)
		}
		i.Saved = (&url.URL{Path: filepath.ToSlash(filepath.Clean(link(e.Path)))}).String()
	}
	if u, err := url.Parse(e.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		i.URL = u.String()
	}
	return i
}

// quoted returns a word for a POSIX shell.
func quoted(word string) string {
	const plain = "-_./=:,+@%"
	if !strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(plain, r)
	}) && !strings.HasPrefix(word, "-") {
		return word
	}
	if strings.HasPrefix(word, "-") {
		word = "./" + word // no flag
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// group returns the examples in the order of their names.
func (s Sample) group(title, note string, link func(string) string) group {
	g := group{Title: title, Note: note}
	byName := slices.Clone(s)
	slices.SortFunc(byName, func(a, b Example) int {
		return strings.Compare(a.place()+a.Detail, b.place()+b.Detail)
	})
	for _, e := range byName {
		g.Items = append(g.Items, e.item(link))
	}
	return g
}

// Drawn reports whether the picture is more than its table. page.html calls it.
func (p picture) Drawn() bool { return p.Bars != nil || p.Columns != nil || p.Cells != nil }
