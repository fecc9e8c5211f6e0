package encode

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"herald/internal/article"
)

// markdownEncoder prints an article as CommonMark (tables: GFM) below YAML front matter. What the page says stays text: nothing of it becomes
// markup. The front matter has one line per field, its value as in JSON, which is YAML 1.2 whatever is in it. Body, images and
// notes stand below it only; the headline, the subheadline and the byline in both.
//
// With Fields only these are printed: the front matter in the order of Fields, what is below it in the order of the page; "blocks" is the
// body too. Without a field for it there is no front matter.
type markdownEncoder struct {
	w     io.Writer
	opts  Options
	begun bool
}

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
	if e.begun {
		text = "\n" + text
	}
	e.begun = true
	_, err = io.WriteString(e.w, text)
	return err
}

func (e *markdownEncoder) Close() error { return nil }

// front is the front matter, "" where no field is for it.
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

// paragraph keeps the lines of the text, as hard breaks; each line but the first begins with prefix.
func paragraph(text, prefix string) string {
	var out []string
	for l := range strings.SplitSeq(lines(text), "\n") {
		// Blanks at the ends are no text to Markdown, four of them in front make code, and an empty line ends the paragraph.
		if l = line(l); l != "" {
			out = append(out, escape(l))
		}
	}
	return strings.Join(out, "\\\n"+prefix)
}

// markdownTable is a GFM table. The first row is its head, as GFM has none without.
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

// picture is an image with its caption below it; where the page form has no pictures, the caption alone.
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

// urlMarks are the characters that would end a link destination or begin markup before it is seen.
var urlMarks = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "`", "%60", "|", "%7C")

var (
	// marks are the characters that mean something anywhere in a line.
	marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "#", `\#`, "|", `\|`, "~", `\~`)
	// entity is what would be read as one character: &copy; &#42;
	entity = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`&(#?\w+;)`) })
	// opening is what begins a list, a quote, a rule, the underline of a heading or of a table's head, at the start of a line.
	opening = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([-+=>:]|\d+[.)])`) })
)

// escape makes a line of text mean itself in Markdown.
func escape(s string) string {
	s = marks.Replace(s)
	s = entity().ReplaceAllString(s, `\&$1`)
	if at := opening().FindStringIndex(s); at != nil {
		s = s[:at[1]-1] + `\` + s[at[1]-1:]
	}
	return s
}
