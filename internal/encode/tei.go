package encode

import (
	"fmt"
	"io"
	"strings"

	"herald/internal/article"
)

// teiEncoder writes TEI P5 (https://tei-c.org/guidelines/p5/). One article is a <TEI> document, several are a <teiCorpus>, and
// without articles nothing is written, since TEI requires a text. The first article is held back until it is known which of
// the two it is. The body begins a div at each heading. Pictures and notes are in the back, so that corpus tools do not count
// their words as those of the body.
//
// With [Options.Fields], the document has only what comes from these fields. "blocks" means the body, and the headline is
// always the title, which a header must have.
type teiEncoder struct {
	w      io.Writer
	opts   Options
	first  string // the first article, held back
	corpus bool   // the start of a corpus is written
}

// newTEI returns an [Encoder] of TEI.
func newTEI(w io.Writer, opts Options) Encoder {
	return &teiEncoder{w: w, opts: opts}
}

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	teiNamespace = ` xmlns="http://www.tei-c.org/ns/1.0"`
	corpusHead   = xmlHead + "<teiCorpus" + teiNamespace + `>
<teiHeader>
<fileDesc>
<titleStmt><title>News articles</title></titleStmt>
<publicationStmt><p>Read from saved pages by herald.</p></publicationStmt>
<sourceDesc><p>The source of each text is told in its own header.</p></sourceDesc>
</fileDesc>
</teiHeader>
`
)

func (e *teiEncoder) Encode(a *article.Article) error {
	text := e.document(a)
	if e.first == "" && !e.corpus {
		e.first = text
		return nil
	}
	if !e.corpus {
		text = corpusHead + "<TEI" + e.first + "<TEI" + text
		e.first, e.corpus = "", true
	} else {
		text = "<TEI" + text
	}
	_, err := io.WriteString(e.w, text)
	return err
}

func (e *teiEncoder) Close() error {
	end := ""
	switch {
	case e.corpus:
		end = "</teiCorpus>\n"
	case e.first != "":
		end = xmlHead + "<TEI" + teiNamespace + e.first
	}
	_, err := io.WriteString(e.w, end)
	return err
}

// document returns the TEI element of an article without its leading "<TEI".
func (e *teiEncoder) document(a *article.Article) string {
	var b strings.Builder
	if s := field(e.opts, "language", a.Language); s != "" {
		fmt.Fprintf(&b, ` xml:lang="%s"`, inAttribute.Replace(s))
	}
	b.WriteString(">\n<teiHeader>\n<fileDesc>\n")
	e.titleStmt(&b, a)
	if n := a.WordCount; n > 0 && e.opts.shows("word_count") {
		fmt.Fprintf(&b, `<extent><measure unit="words" quantity="%[1]d">%[1]d words</measure></extent>`+"\n", n)
	}
	e.publicationStmt(&b, a)
	e.sourceDesc(&b, a)
	b.WriteString("</fileDesc>\n")
	if s := field(e.opts, "language", a.Language); s != "" {
		fmt.Fprintf(&b, `<profileDesc><langUsage><language ident="%s">%s</language></langUsage></profileDesc>`+"\n", inAttribute.Replace(s), inContent.Replace(s))
	}
	b.WriteString("</teiHeader>\n<text>\n")
	e.body(&b, a)
	e.back(&b, a)
	b.WriteString("</text>\n</TEI>\n")
	return b.String()
}

// titleStmt writes title, authors and agency.
func (e *teiEncoder) titleStmt(b *strings.Builder, a *article.Article) {
	b.WriteString("<titleStmt>\n")
	fmt.Fprintf(b, "<title>%s</title>\n", inContent.Replace(line(a.Headline)))
	element(b, `<title type="sub">%s</title>`, field(e.opts, "subheadline", a.Subheadline))
	if e.opts.shows("authors") {
		for _, p := range a.Authors {
			b.WriteString("<author><persName>" + inContent.Replace(line(p.Name)) + "</persName>")
			if mail := line(string(p.Email)); mail != "" {
				b.WriteString("<email>" + inContent.Replace(mail) + "</email>")
			}
			b.WriteString("</author>\n")
		}
	}
	element(b, "<respStmt><resp>news agency</resp><orgName>%s</orgName></respStmt>", field(e.opts, "agency", a.Agency))
	b.WriteString("</titleStmt>\n")
}

// publicationStmt writes the publisher and the date, or, since TEI requires a statement, that the text comes from a saved page.
func (e *teiEncoder) publicationStmt(b *strings.Builder, a *article.Article) {
	name := publisher(a)
	if name == "" {
		b.WriteString("<publicationStmt><p>Read from a saved page by herald.</p></publicationStmt>\n")
		return
	}
	fmt.Fprintf(b, "<publicationStmt>\n<publisher>%s</publisher>\n", name)
	b.WriteString(teiDate("published", field(e.opts, "date", a.Date)))
	b.WriteString("</publicationStmt>\n")
}

// sourceDesc writes the bibliographic description of the page.
func (e *teiEncoder) sourceDesc(b *strings.Builder, a *article.Article) {
	b.WriteString("<sourceDesc>\n<bibl>\n")
	fmt.Fprintf(b, `<title level="a">%s</title>`+"\n", inContent.Replace(line(a.Headline)))
	element(b, "<author>%s</author>", field(e.opts, "byline", a.Byline))
	element(b, "<publisher>%s</publisher>", publisher(a))
	b.WriteString(teiDate("published", field(e.opts, "date", a.Date)))
	b.WriteString(teiDate("updated", field(e.opts, "updated", a.Updated)))
	element(b, `<biblScope unit="section">%s</biblScope>`, field(e.opts, "section", a.Section))
	element(b, `<idno type="page">%s</idno>`, field(e.opts, "id", a.ID))
	if u := address(field(e.opts, "url", a.URL)); u != "" {
		fmt.Fprintf(b, "<ref target=\"%[1]s\">%[1]s</ref>\n", inAttribute.Replace(u))
	}
	b.WriteString("</bibl>\n</sourceDesc>\n")
}

// teiDate returns a date element, or "" without a date.
func teiDate(kind, s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf(`<date type="%s" when="%s">%s</date>`+"\n", kind, inAttribute.Replace(s), inContent.Replace(s))
}

// body writes head, byline and blocks.
func (e *teiEncoder) body(b *strings.Builder, a *article.Article) {
	b.WriteString("<body>\n")
	element(b, "<head>%s</head>", field(e.opts, "headline", a.Headline))
	element(b, `<head type="sub">%s</head>`, field(e.opts, "subheadline", a.Subheadline))
	element(b, "<byline>%s</byline>", byline(field(e.opts, "byline", a.Byline), field(e.opts, "agency", a.Agency)))
	if len(a.Blocks) > 0 && (e.opts.shows("body") || e.opts.shows("blocks")) {
		b.WriteString(blocksTEI(a.Blocks))
	} else {
		b.WriteString("<p/>\n") // TEI requires a text
	}
	b.WriteString("</body>\n")
}

// blocksTEI returns the elements of blocks, in a div from each heading on.
func blocksTEI(blocks []article.Block) string {
	var b strings.Builder
	end := ""
	for i, block := range blocks {
		if block.Type == article.Heading {
			b.WriteString(end + "<div>\n")
			end = "</div>\n"
		}
		if opensList(blocks, i) {
			b.WriteString("<list>\n")
		}
		b.WriteString(blockTEI(block))
		if closesList(blocks, i) {
			b.WriteString("</list>\n")
		}
	}
	return b.String() + end
}

// blockTEI returns the element of a block.
func blockTEI(block article.Block) string {
	text := strings.ReplaceAll(inContent.Replace(lines(block.Text)), "\n", "<lb/>")
	switch block.Type {
	case article.Heading:
		return "<head>" + text + "</head>\n"
	case article.ListItem:
		return "<item>" + text + "</item>\n"
	case article.Quote:
		return "<quote>" + text + "</quote>\n"
	case article.Table:
		return "<table>\n" + tableRows(block.Text, "<row>", "<cell>%s</cell>", "</row>\n") + "</table>\n"
	}
	return "<p>" + text + "</p>\n"
}

// back writes pictures and notes, if there are any.
func (e *teiEncoder) back(b *strings.Builder, a *article.Article) {
	var pictures, notes strings.Builder
	if e.opts.shows("images") {
		for _, i := range a.Images {
			if !isEmptyImage(i) {
				pictures.WriteString(figureTEI(i))
			}
		}
	}
	if e.opts.shows("notes") {
		for _, n := range a.Notes {
			notes.WriteString("<p>" + inContent.Replace(line(n)) + "</p>\n")
		}
	}
	if pictures.Len()+notes.Len() == 0 {
		return
	}
	b.WriteString("<back>\n")
	if pictures.Len() > 0 {
		b.WriteString("<div type=\"pictures\">\n" + pictures.String() + "</div>\n")
	}
	if notes.Len() > 0 {
		b.WriteString("<div type=\"notes\">\n" + notes.String() + "</div>\n")
	}
	b.WriteString("</back>\n")
}

// figureTEI returns the element of an image.
func figureTEI(i article.Image) string {
	var b strings.Builder
	b.WriteString("<figure>\n")
	if u := address(i.URL); u != "" {
		fmt.Fprintf(&b, `<graphic url="%s"/>`+"\n", inAttribute.Replace(u))
	}
	element(&b, "<head>%s</head>", line(string(i.Caption)))
	element(&b, `<ab type="credit">%s</ab>`, line(string(i.Credit)))
	b.WriteString("</figure>\n")
	return b.String()
}
