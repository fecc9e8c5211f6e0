package structured

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"herald/internal/article"
	"herald/internal/normalize"
)

// Preamble is what a program states about a page that it has converted to Markdown: in the front matter above the text, or
// below it.
type Preamble struct {
	Data
	Text     string // the rest
	Markdown bool   // something is stated: the rest is Markdown
	Own      *Own   // set if herald wrote the front matter
}

// Own is the head of an article that herald has written.
type Own struct {
	Headline, Subheadline, Byline, Agency string
	Authors                               string // with their mail addresses
}

// IsHead reports whether a line of the text repeats a part of the head.
func (o *Own) IsHead(l string) bool {
	if l == "" {
		return false
	}
	for _, part := range []string{o.Headline, o.Subheadline, o.Agency, "By " + o.Byline, "By " + o.Byline + " (" + o.Agency + ")"} {
		if l == normalize.Text(part) {
			return true
		}
	}
	return false
}

// crawlDate matches the day in the address of a page, which a corpus of crawled pages prints right before the page's text.
var crawlDate = lazyRegexp(`\A date \d{4}-\d\d-\d\d `)

// MailRow is the pattern of what a row of a mail's head begins with.
const MailRow = `(?i:from|to|cc|sent|date|subject):`

// mailHead matches the head of a mail that contains an article: at least three lines, since an article may begin with two such
// lines. mailEnd matches the sender's signature.
var (
	mailHead = lazyRegexp(`\A\s*(?:-+ ?(?i:forwarded message|original message) ?-+\n)?(?:` + MailRow + ` .*\n){3,}`)
	mailEnd  = lazyRegexp(`\n-- ?\n(?:.*\n?){1,6}\z`)
)

// withoutMail returns what a mail says, and another text as it is.
func withoutMail(text string) string {
	head := mailHead().FindString(text)
	if head == "" {
		return text
	}
	return mailEnd().ReplaceAllString(text[len(head):], "\n")
}

// ReadPreamble separates a text from what is stated about it.
func ReadPreamble(text string) Preamble {
	text = withoutMail(crawlDate().ReplaceAllString(text, ""))
	for _, cut := range []func(string) (entries, string){cutFrontMatter, cutTitleBlock, cutNote, cutLabelled} {
		if stated, rest := cut(text); stated.statesPage() {
			return Preamble{Data: stated.data(), Text: excerpt().ReplaceAllString(rest, "$1"), Markdown: true, Own: stated.own()}
		}
	}
	return readOwnText(text)
}

// ownHead matches the head of a text that herald has written: headline, subheadline and byline, each on a line, and the date as
// no page prints it: with its zone, or the day alone.
var ownHead = lazyRegexp(`\A(.+)\n((?:.+\n){0,3})(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z))?)(?: \(updated (\S+)\))?\n\n`)

// readOwnText reads the head of a text that herald has written. Of other texts it returns the text alone.
func readOwnText(text string) Preamble {
	m := ownHead().FindStringSubmatch(text)
	if m == nil {
		return Preamble{Text: text}
	}
	above := strings.Split(strings.TrimSuffix(m[2], "\n"), "\n")
	last := above[len(above)-1]
	by, signed := strings.CutPrefix(last, "By ")
	if !signed && len(m[3]) == len(time.DateOnly) {
		return Preamble{Text: text} // other programs may print a day, but not with a byline right above
	}
	p := Preamble{Text: text[len(m[0]):], Own: &Own{Headline: m[1]}}
	if _, agency := normalize.Agency(last); signed || agency {
		above = above[:len(above)-1]
	}
	if signed {
		p.Own.Byline, p.Own.Agency, _ = strings.Cut(strings.TrimSuffix(by, ")"), " (")
	} else if len(above) == 0 || above[len(above)-1] != last {
		p.Own.Agency = last
	}
	p.Own.Subheadline = strings.Join(above, "\n")
	add(&p.Published, "head", m[3])
	add(&p.Updated, "head", m[4])
	return p
}

// DatesOrSigns reports whether a date or an author is stated, as programs do of articles.
func (p *Preamble) DatesOrSigns() bool { return len(p.Published)+len(p.Authors) > 0 }

// excerpt matches the beginning of the article that MarkDownload repeats below the headline.
var excerpt = lazyRegexp(`\A(\s*(?:# .*\n\s*)?)> #+ Excerpt[ \t]*\n(?:>.*\n)*`)

// entry is what is stated under one key. Keys are in small letters, with "_" for other signs between words.
type entry struct {
	key    string
	values []string
}

type entries []entry

// The keys of each field, the most reliable first. A page has more of them, of which nothing is read.
var (
	titleKeys     = []string{"headline", "title", "full_title", "제목"}
	addressKeys   = []string{"url", "source", "source_url", "url_source", "sourceurl", "link", "canonical_url", "출처", "원문", "링크"}
	publisherKeys = []string{"publisher", "site", "site_name", "sitename", "publication", "source", "출처"}
	publishedKeys = []string{"published_at", "published", "published_time", "publish_date", "publication_date", "date_published", "publishdate", "datepublished", "pubdate", "date", "created", "입력", "날짜"}
	updatedKeys   = []string{"updated", "updated_at", "modified", "date_modified", "datemodified", "last_modified", "lastmod", "수정"}
	authorKeys    = []string{"byline", "author", "authors", "writer", "reporter", "creator", "기자"}
	textKeys      = []string{"text", "full_text", "content", "markdown_content", "body"}
)

// statesPage reports whether the entries describe a page: other texts may begin with a rule or with lines that look like
// entries too.
func (e entries) statesPage() bool {
	if e.own() != nil {
		return true
	}
	d := e.data()
	return len(d.Headline)+len(d.URL) > 0 && len(d.Headline)+len(d.URL)+len(d.Published)+len(d.Authors) > 1
}

// data returns what the entries state as claims.
func (e entries) data() Data {
	var s Data
	e.each(titleKeys, func(from, value string) { add(&s.Headline, from, value) })
	e.each(addressKeys, func(from, value string) {
		if strings.HasPrefix(value, "http://") || strings.HasPrefix(value, "https://") {
			add(&s.URL, from, value)
		}
	})
	e.each(publisherKeys, func(from, value string) { add(&s.SiteName, from, value) })
	e.each([]string{"section"}, func(from, value string) { add(&s.Section, from, value) })
	clipped := e.has("source") // by a program that states when it did so as "created"
	e.each(publishedKeys, func(from, value string) {
		if from != statedFrom("created") || !clipped {
			add(&s.Published, from, value)
		}
	})
	e.each(updatedKeys, func(from, value string) { add(&s.Updated, from, value) })
	for _, key := range authorKeys {
		var names []string
		e.each([]string{key}, func(_, value string) {
			for _, name := range splitAfterMails(value) {
				names = addName(names, name)
			}
		})
		s.addAuthors(statedFrom(key), names)
	}
	return s
}

// own returns the head of an article in the words of herald's own schema, or nil.
func (e entries) own() *Own {
	if e.value("schema") != article.Schema {
		return nil
	}
	var authors []string
	e.each([]string{"authors"}, func(_, value string) { authors = append(authors, value) })
	return &Own{e.value("headline"), e.value("subheadline"), e.value("byline"), e.value("agency"), strings.Join(authors, ", ")}
}

// value returns the first value of a key as written.
func (e entries) value(key string) string {
	for _, stated := range e {
		if stated.key == key && len(stated.values) > 0 {
			return stated.values[0]
		}
	}
	return ""
}

// FrontMatter and a key are the From of what is stated under the key.
const FrontMatter = "front matter "

func statedFrom(key string) string { return FrontMatter + key }

func (e entries) has(key string) bool {
	for _, stated := range e {
		if stated.key == key && len(stated.values) > 0 {
			return true
		}
	}
	return false
}

// each calls f with every value of the keys, in the order of the keys, and with the place that states it.
func (e entries) each(keys []string, f func(from, value string)) {
	for _, key := range keys {
		for _, stated := range e {
			if stated.key != key {
				continue
			}
			linked := "$1"
			if slices.Contains(addressKeys, key) {
				linked = "$2"
			}
			for _, v := range stated.values {
				v = wikiLink().ReplaceAllString(normalize.Text(v), "$1")
				f(statedFrom(key), linkedValue().ReplaceAllString(v, linked))
			}
		}
	}
}

// wikiLink matches the link to a note in Obsidian.
var wikiLink = lazyRegexp(`^\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]$`)

// linkedValue matches a value that is a link in Markdown.
var linkedValue = lazyRegexp(`^\[([^\[\]]+)\]\(([^()\s]+)\)$`)

// afterMail is where one author ends and the next begins: behind the mail address.
var afterMail = lazyRegexp(`(@[\w.-]*\w\)?)[\s,;]+`)

func splitAfterMails(s string) []string {
	return strings.Split(strings.Trim(afterMail().ReplaceAllString(s, "$1\n"), "\n ,;"), "\n")
}

// A fence that is not closed within this is a rule of the text, not front matter.
const maxFrontMatter = 64 << 10

// cutFrontMatter cuts YAML between lines "---", of which the last may be "...", or TOML between lines "+++".
func cutFrontMatter(text string) (entries, string) {
	text = strings.TrimLeft(text, " \n")
	fence, inside, _ := strings.Cut(text, "\n")
	fence = strings.TrimRight(fence, " \t")
	if fence != "---" && fence != "+++" {
		return nil, text
	}
	at := 0
	for l := range strings.Lines(inside[:min(len(inside), maxFrontMatter)]) {
		end := strings.TrimRight(l, " \t\n")
		if end == fence || fence == "---" && end == "..." {
			front, rest := inside[:at], inside[at+len(l):]
			if fence == "---" {
				if stated := yamlEntries(front); stated != nil {
					return stated, rest
				}
			}
			return lineEntries(front), rest
		}
		at += len(l)
	}
	return nil, text
}

// titleBlock matches the title, the authors and the date that pandoc prints above a text. Each may continue in indented lines.
var titleBlock = lazyRegexp(`\A%([^\n]*(?:\n[ \t]+[^\n]*)*)\n(?:%([^\n]*(?:\n[ \t]+[^\n]*)*)\n)?(?:%([^\n]*)\n)?`)

func cutTitleBlock(text string) (entries, string) {
	m := titleBlock().FindStringSubmatch(text)
	if m == nil {
		return nil, text
	}
	authors := strings.FieldsFunc(m[2], func(r rune) bool { return r == ';' || r == '\n' })
	return entries{{"title", m[1:2]}, {"author", authors}, {"date", m[3:4]}}, text[len(m[0]):]
}

// note matches the keys of a note, which Joplin prints below its text.
var note = lazyRegexp(`\nid: [0-9a-f]{32}\n(?:[a-z_]+:.*\n)*type_: 1\s*\z`)

func cutNote(text string) (entries, string) {
	if !strings.Contains(text, "\ntype_: 1") {
		return nil, text
	}
	m := note().FindStringIndex(text)
	if m == nil {
		return nil, text
	}
	stated := entries{}
	for _, e := range lineEntries(text[m[0]:]) {
		if e.key == "source_url" || e.key == "author" {
			stated = append(stated, e)
		}
	}
	title, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	return append(stated, entry{"title", []string{title}}), text[:m[0]]
}

func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
