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

// htmlEncoder prints one page for people: an article element per article. It asks the network for nothing: a picture is a link, and
// a policy forbids the rest. A page that was cut short between two articles is whole, as the end tags of body and html may
// be left out. Nothing is printed where there is no article.
//
// With Fields only these are printed, in the order of the page: "blocks" is the body too, and the headline is always the title, which
// a page must have. A field that is not shown otherwise is printed when it is asked for and there, below the head, named as in csv.
type htmlEncoder struct {
	w     io.Writer
	opts  Options
	begun bool
}

func newHTML(w io.Writer, opts Options) Encoder {
	return &htmlEncoder{w: w, opts: opts}
}

// placed are the fields that html has a place for.
var placed = append([]string{"section", "url"}, shown...)

func (e *htmlEncoder) Encode(a *article.Article) error {
	var b strings.Builder
	if !e.begun {
		fmt.Fprintf(&b, htmlHead, langAttribute(a.Language), policy, inContent.Replace(line(a.Headline)), style)
	}
	e.begun = true
	fmt.Fprintf(&b, "<article%s>\n", langAttribute(a.Language))
	e.head(&b, a)
	e.others(&b, a)
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

// times is the line of the date and the update.
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

func timeElement(s string) string {
	words := s
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		words = at.Format("2006-01-02 15:04 -07:00")
	}
	return fmt.Sprintf(`<time datetime="%s">%s</time>`, inAttribute.Replace(s), inContent.Replace(words))
}

// others are the fields that were asked for and have no place of their own.
func (e *htmlEncoder) others(b *strings.Builder, a *article.Article) {
	var rows strings.Builder
	for _, c := range columnsOf(e.opts.Fields) {
		if value := lines(c.value(a)); value != "" && !slices.Contains(placed, c.field) {
			fmt.Fprintf(&rows, "<dt>%s</dt><dd>%s</dd>\n", c.name, breaks(value))
		}
	}
	if rows.Len() > 0 {
		fmt.Fprintf(b, "<dl class=\"small\">\n%s</dl>\n", rows.String())
	}
}

// foot is what is printed below the story, and where it stood.
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

// figure is a picture with its caption; where the page form has no pictures, the caption alone.
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

// blocksHTML is the body in elements that are XHTML too.
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

// breaks is text of several lines.
func breaks(text string) string {
	return strings.ReplaceAll(inContent.Replace(text), "\n", "<br/>")
}

func langAttribute[S ~string](language S) string {
	if s := line(string(language)); s != "" {
		return fmt.Sprintf(` lang="%s"`, inAttribute.Replace(s))
	}
	return ""
}

// policy lets the page load nothing, not even its icon, and run nothing.
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

// style keeps a line at about 66 letters, which reads best, and prints where a picture's link leads.
//
//go:embed html.css
var style string
