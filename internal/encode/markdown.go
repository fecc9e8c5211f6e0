package encode

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"herald/internal/article"
)

// markdownEncoder writes an article as CommonMark, with GFM tables, after YAML front matter. The text of the page is escaped: it
// never becomes markup. The front matter has one line per field with its JSON value, which is always valid YAML 1.2. Body,
// images and notes occur only after it; headline, subheadline and byline in both.
//
// With [Options.Fields], only these fields are written: the front matter in their order, the rest in the order of the page.
// "blocks" means the body. The front matter is omitted if it would be empty.
type markdownEncoder struct {
	w       io.Writer
	opts    Options
	started bool
}

// newMarkdown returns an [Encoder] of Markdown.
func newMarkdown(w io.Writer, opts Options) Encoder {
	return &markdownEncoder{w: w, opts: opts}
}

func (e *markdownEncoder) Encode(a *article.Article) error {
	front, err := e.front(whole(a))
	if err != nil {
		return err
	}
	var parts []string
	add := func(format, s string) {
		if s != "" {
			parts = append(parts, fmt.Sprintf(format, s))
		}
	}
	add("%s", front)
	add("# %s", escape(field(e.opts, "headline", a.Headline)))
	add("**%s**", escape(field(e.opts, "subheadline", a.Subheadline)))
	add("%s", escape(byline(field(e.opts, "byline", a.Byline), field(e.opts, "agency", a.Agency))))
	if e.opts.shows("body") || e.opts.shows("blocks") {
		add("%s", joinBlocks(a.Blocks, markdownBlock))
	}
	if e.opts.shows("images") {
		for _, i := range a.Images {
			add("%s", picture(i))
		}
	}
	if e.opts.shows("notes") {
		for _, n := range a.Notes {
			add("*%s*", escape(line(n)))
		}
	}
	text := strings.Join(parts, "\n\n") + "\n"
	if e.started {
		text = "\n" + text
	}
	e.started = true
	_, err = io.WriteString(e.w, text)
	return err
}

func (e *markdownEncoder) Close() error { return nil }

// front returns the front matter, or "" if no field belongs to it.
func (e *markdownEncoder) front(a *article.Article) (string, error) {
	names := e.opts.Fields
	if names == nil {
		names = FieldNames()
	}
	var b strings.Builder
	for _, name := range names {
		switch name {
		case "body", "blocks", "images", "notes":
			continue
		case "evidence":
			if a.Evidence == nil {
				continue
			}
		}
		value, err := fieldJSON(a, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s: %s\n", name, value)
	}
	if b.Len() == 0 {
		return "", nil
	}
	return "---\n" + b.String() + "---", nil
}

// markdownBlock returns a block as Markdown.
func markdownBlock(b article.Block) string {
	switch b.Type {
	case article.Heading:
		return "## " + escape(line(b.Text))
	case article.ListItem:
		return "- " + paragraph(b.Text, "  ")
	case article.Quote:
		return "> " + paragraph(b.Text, "> ")
	case article.Table:
		return markdownTable(cells(lines(b.Text)))
	}
	return paragraph(b.Text, "")
}

// paragraph joins the lines of a text by hard breaks. Every line but the first begins with prefix.
func paragraph(text, prefix string) string {
	var out []string
	for l := range strings.SplitSeq(lines(text), "\n") {
		// Markdown ignores spaces around a line, reads four of them as code, and ends the paragraph at an empty line.
		if l = line(l); l != "" {
			out = append(out, escape(l))
		}
	}
	return strings.Join(out, "\\\n"+prefix)
}

// markdownTable returns a GFM table. The first row is the header, which GFM requires.
func markdownTable(rows [][]string) string {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	var out []string
	for i, row := range rows {
		cells := make([]string, width)
		for j, c := range row {
			cells[j] = escape(c)
		}
		out = append(out, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			out = append(out, "|"+strings.Repeat(" --- |", width))
		}
	}
	return strings.Join(out, "\n")
}

// picture returns an image with its caption below, either of which may be missing.
func picture(i article.Image) string {
	words := caption(i)
	if words != "" {
		words = "*" + escape(words) + "*"
	}
	url := line(string(i.URL))
	if url == "" {
		return words
	}
	image := "![](" + entity().ReplaceAllString(urlMarks.Replace(url), "&amp;$1") + ")"
	if words == "" {
		return image
	}
	return image + "\\\n" + words
}

// urlMarks escapes the characters that would end a link destination or begin markup inside of it.
var urlMarks = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "`", "%60", "|", "%7C")

var (
	// marks escapes the characters that are markup anywhere in a line.
	marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "#", `\#`, "|", `\|`, "~", `\~`)
	// entity matches a character reference, such as &copy; or &#42;.
	entity = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`&(#?\w+;)`) })
	// blockStart matches what begins a list, a quote, a rule or the underline of a heading or table header at the start of a line.
	blockStart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([-+=>:]|\d+[.)])`) })
)

// escape escapes a line of text so that Markdown prints it literally.
func escape(s string) string {
	s = marks.Replace(s)
	s = entity().ReplaceAllString(s, `\&$1`)
	if at := blockStart().FindStringIndex(s); at != nil {
		s = s[:at[1]-1] + `\` + s[at[1]-1:]
	}
	return s
}
