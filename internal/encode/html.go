package encode

import (
	_ "embed" // the style
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"herald/internal/article"
)

// htmlEncoder writes one page with an article element per article. The page loads nothing: pictures are links, and a content
// security policy forbids everything else. A page that ends after any article is complete, since HTML allows to omit the end
// tags of body and html. Without articles nothing is written.
//
// With [Options.Fields], only these fields are written, in the order of the page. "blocks" means the body, and the headline is
// always the title, which a page must have. Fields without a place on the page are listed below the head, if requested and
// not empty, by the names of their CSV columns.
type htmlEncoder struct {
	w       io.Writer
	opts    Options
	started bool
}

// newHTML returns an [Encoder] of HTML.
func newHTML(w io.Writer, opts Options) Encoder {
	return &htmlEncoder{w: w, opts: opts}
}

// htmlFields are the fields that have a place on the HTML page.
var htmlFields = append([]string{"section", "url"}, textFields...)

func (e *htmlEncoder) Encode(a *article.Article) error {
	var b strings.Builder
	if !e.started {
		fmt.Fprintf(&b, htmlHead, langAttribute(a.Language), policy, inContent.Replace(line(a.Headline)), style)
	}
	e.started = true
	fmt.Fprintf(&b, "<article%s>\n", langAttribute(a.Language))
	e.head(&b, a)
	e.otherFields(&b, a)
	if e.opts.shows("body") || e.opts.shows("blocks") {
		b.WriteString(blocksHTML(a.Blocks))
	}
	if e.opts.shows("images") {
		for _, i := range a.Images {
			b.WriteString(figure(i))
		}
	}
	e.foot(&b, a)
	b.WriteString("</article>\n")
	_, err := io.WriteString(e.w, b.String())
	return err
}

func (e *htmlEncoder) Close() error { return nil }

// head writes everything above the body.
func (e *htmlEncoder) head(b *strings.Builder, a *article.Article) {
	var out strings.Builder
	element(&out, `<p class="small">%s</p>`, field(e.opts, "section", a.Section))
	element(&out, "<h1>%s</h1>", field(e.opts, "headline", a.Headline))
	element(&out, `<p class="deck">%s</p>`, field(e.opts, "subheadline", a.Subheadline))
	element(&out, "<p>%s</p>", byline(field(e.opts, "byline", a.Byline), field(e.opts, "agency", a.Agency)))
	out.WriteString(times(field(e.opts, "date", a.Date), field(e.opts, "updated", a.Updated)))
	if out.Len() > 0 {
		fmt.Fprintf(b, "<header>\n%s</header>\n", out.String())
	}
}

// times returns the line of the date and the update.
func times(first, updated string) string {
	var out []string
	if first != "" {
		out = append(out, timeElement(first))
	}
	if updated != "" && updated != first {
		out = append(out, "updated "+timeElement(updated))
	}
	if len(out) == 0 {
		return ""
	}
	return `<p class="small">` + strings.Join(out, ", ") + "</p>\n"
}

// timeElement returns a time element of an RFC 3339 time.
func timeElement(s string) string {
	words := s
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		words = at.Format("2006-01-02 15:04 -07:00")
	}
	return fmt.Sprintf(`<time datetime="%s">%s</time>`, inAttribute.Replace(s), inContent.Replace(words))
}

// otherFields writes the requested fields that have no place on the page.
func (e *htmlEncoder) otherFields(b *strings.Builder, a *article.Article) {
	var rows strings.Builder
	for _, c := range columnsOf(e.opts.Fields) {
		if value := lines(c.value(a)); value != "" && !slices.Contains(htmlFields, c.field) {
			fmt.Fprintf(&rows, "<dt>%s</dt><dd>%s</dd>\n", c.name, breaks(value))
		}
	}
	if rows.Len() > 0 {
		fmt.Fprintf(b, "<dl class=\"small\">\n%s</dl>\n", rows.String())
	}
}

// foot writes the notes and the URL.
func (e *htmlEncoder) foot(b *strings.Builder, a *article.Article) {
	var out strings.Builder
	if e.opts.shows("notes") {
		for _, n := range a.Notes {
			element(&out, "<p>%s</p>", line(n))
		}
	}
	if u := address(field(e.opts, "url", a.URL)); u != "" {
		fmt.Fprintf(&out, "<p><a href=\"%[1]s\">%[1]s</a></p>\n", inContent.Replace(u))
	}
	if out.Len() > 0 {
		fmt.Fprintf(b, "<footer class=\"small\">\n%s</footer>\n", out.String())
	}
}

// figure returns the link to a picture and its caption, either of which may be missing.
func figure(i article.Image) string {
	var out []string
	if u := address(i.URL); u != "" {
		out = append(out, fmt.Sprintf(`<a href="%s">Picture</a>`, inAttribute.Replace(u)))
	}
	if words := caption(i); words != "" {
		out = append(out, "<figcaption>"+inContent.Replace(words)+"</figcaption>")
	}
	if len(out) == 0 {
		return ""
	}
	return "<figure>" + strings.Join(out, "\n") + "</figure>\n"
}

// blocksHTML returns blocks as elements that are valid XHTML too.
func blocksHTML(blocks []article.Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if opensList(blocks, i) {
			b.WriteString("<ul>\n")
		}
		b.WriteString(blockHTML(block))
		if closesList(blocks, i) {
			b.WriteString("</ul>\n")
		}
	}
	return b.String()
}

// blockHTML returns the element of a block.
func blockHTML(block article.Block) string {
	text := lines(block.Text)
	switch block.Type {
	case article.Heading:
		return "<h2>" + breaks(text) + "</h2>\n"
	case article.ListItem:
		return "<li>" + breaks(text) + "</li>\n"
	case article.Quote:
		return "<blockquote><p>" + breaks(text) + "</p></blockquote>\n"
	case article.Table:
		return "<table>\n" + tableRows(text, "<tr>", "<td>%s</td>", "</tr>\n") + "</table>\n"
	}
	return "<p>" + breaks(text) + "</p>\n"
}

// breaks escapes text and marks its line ends.
func breaks(text string) string {
	return strings.ReplaceAll(inContent.Replace(text), "\n", "<br/>")
}

// langAttribute returns the lang attribute of a language, or "".
func langAttribute[S ~string](language S) string {
	if s := line(string(language)); s != "" {
		return fmt.Sprintf(` lang="%s"`, inAttribute.Replace(s))
	}
	return ""
}

// policy forbids the page to load anything, including its icon, and to run anything.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const htmlHead = `<!DOCTYPE html>
<html%s>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>
%s</style>
</head>
<body>
`

// style limits a line to about 66 letters, which are easiest to read, and prints the targets of the links to pictures.
//
//go:embed html.css
var style string
