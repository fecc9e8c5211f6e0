package learn

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/extract/site"
	"herald/internal/source"
)

// made describes one page of a made-up design. Unset parts have values that differ from page to page.
type made struct {
	class               string // before every class name
	headline, title     string // title is the stated one
	writer, day         string
	first, middle, last string // paragraphs besides those of the page
	heading             string // inside the body
	inBody              string // markup inside the body
	paragraphs          int
}

func (m made) page(i int) string {
	set := func(to *string, format string) {
		if *to == "" {
			*to = fmt.Sprintf(format, i)
		}
	}
	set(&m.headline, "Harbor number %d is dredged again")
	if m.writer == "" {
		m.writer = "Han Bo-ra"
	}
	if m.title == "" {
		m.title = m.headline + " - A Paper"
	}
	if m.day == "" {
		m.day = fmt.Sprintf("2021-%02d-%02d", 1+i%12, 1+i%28)
	}
	var body strings.Builder
	add := func(text string) {
		if text != "" {
			fmt.Fprintf(&body, "<p>%s</p>\n", text)
		}
	}
	add(m.first)
	if m.heading != "" {
		fmt.Fprintf(&body, "<h3>%s</h3>\n", m.heading)
	}
	for k := range max(m.paragraphs, 8) {
		add(fmt.Sprintf("On page %d the clerk counted boat %d of the harbor and wrote down its name and length.", i, k))
		if k == 4 {
			add(m.middle)
		}
	}
	add(m.last)
	return strings.ReplaceAll(fmt.Sprintf(`<html><head><title>%s</title><meta property="article:published_time" content="%sT10:00:00+09:00"></head><body>
<div class="@nav"><a href="/">Home</a> <a href="/world">World news</a></div>
<div class="@wrap"><div class="@title">%s</div><div class="@meta"><span class="@who">%s</span> <span class="@when">%s 10:00</span></div>
<div class="@copy">%s%s</div></div><div class="@foot">All rights are with the paper.</div></body></html>`,
		m.title, m.day, m.headline, m.writer, m.day, body.String(), m.inBody), "@", m.class)
}

func (m made) pages(from, to int) (pages []string) {
	for i := from; i < to; i++ {
		pages = append(pages, m.page(i))
	}
	return pages
}

func listPage(i int) string {
	var rows strings.Builder
	for k := range 12 {
		fmt.Fprintf(&rows, `<div class="row"><a href="/%d-%d">Title %d of the list on page %d</a><p>The teaser %d of list %d tells what the article is about in a full sentence.</p></div>`, i, k, k, i, k, i)
	}
	return fmt.Sprintf(`<html><head><title>List %d - A Paper</title></head><body><div class="nav"><a href="/">Home</a> <a href="/world">World news</a></div>
<div class="wrap"><div class="title">List %d</div><div class="rows">%s</div></div><div class="foot">All rights are with the paper.</div></body></html>`, i, i, rows.String())
}

func learned(t *testing.T, pages []string) Result {
	t.Helper()
	l := New(DefaultSample)
	for i, p := range pages {
		if err := l.Add(source.Page{Name: fmt.Sprintf("%03d.html", i), Data: []byte(p)}); err != nil {
			t.Fatal(err)
		}
	}
	return l.Learn()
}

func file(t *testing.T, r Result) []byte {
	t.Helper()
	var entries []site.Entry
	for _, d := range r.Designs {
		if d.Template != nil {
			entries = append(entries, d.Entry)
		}
	}
	data, err := site.YAML(entries)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// read extracts a page with what was learned, through the file.
func read(t *testing.T, r Result, page string) *article.Article {
	t.Helper()
	set, err := site.ParseFile(file(t, r))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := decode.Decode([]byte(page), "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := (extract.Reader{Templates: set}).Article(doc)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// wantRead checks that page 90 of a design is read by a learned template, with so many paragraphs.
func wantRead(t *testing.T, r Result, m made, paragraphs int) {
	t.Helper()
	a := read(t, r, m.page(90))
	if !strings.HasPrefix(a.Template, "learned") {
		t.Fatalf("read by %q\n%s", a.Template, file(t, r))
	}
	if m.headline == "" && a.Headline != "Harbor number 90 is dredged again" || len(a.Blocks) != paragraphs {
		t.Errorf("headline %q, %d blocks, want %d: %q\n%s", a.Headline, len(a.Blocks), paragraphs, a.Body, file(t, r))
	}
	if m.writer == "" && string(a.Byline) != "Han Bo-ra" {
		t.Errorf("byline %q\n%s", a.Byline, file(t, r))
	}
}

func TestLearn(t *testing.T) {
	const box = `<div class="more"><a href="/%d">Another title of the paper</a></div><p>Tap here for sound</p>`
	m := made{inBody: fmt.Sprintf(box, 1)}
	r := learned(t, m.pages(0, 40))
	if len(r.Designs) != 1 || r.Designs[0].Disabled {
		t.Fatalf("%d designs\n%s", len(r.Designs), file(t, r))
	}
	wantRead(t, r, m, 8)
	tpl := r.Designs[0].Template
	if tpl.Body.Written != ".copy" || tpl.Headline[0].Written != ".title" || tpl.Published[0].Written != ".when" || tpl.Drop == nil || tpl.Drop.Written != ".more" {
		t.Errorf("learned\n%s", file(t, r))
	}
	if want := "headline: .title # pages 30, stated 30, agree 30"; !bytes.Contains(file(t, r), []byte(want)) {
		t.Errorf("no %s in\n%s", want, file(t, r))
	}
	if again := learned(t, m.pages(0, 40)); !bytes.Equal(file(t, r), file(t, again)) {
		t.Error("the same pages give two files")
	}
}

// Groups with too few pages are left alone.
func TestFewPages(t *testing.T) {
	if r := learned(t, made{}.pages(0, FewestPages-1)); len(r.Designs) != 0 {
		t.Errorf("%d pages: %d designs", FewestPages-1, len(r.Designs))
	}
	if r := learned(t, made{}.pages(0, 10)); len(r.Designs) != 1 || r.Designs[0].Disabled {
		t.Errorf("10 pages:\n%s", file(t, r))
	}
}

// What repeats for another reason than being the site's stays in the article.
func TestTraps(t *testing.T) {
	const standing = "This column tells every week what the harbor heard and what it did not."
	for name, c := range map[string]struct {
		made
		blocks int
	}{
		"a column that opens alike":      {made{first: standing}, 9},
		"a wire's standing last line":    {made{last: standing}, 9},
		"a reprinted paragraph":          {made{middle: standing}, 9},
		"a rubric heading":               {made{heading: "In the harbor"}, 9},
		"one day for all":                {made{day: "2021-03-03"}, 8},
		"a stated title beside another":  {made{title: "A Paper"}, 0},
		"the same headline on all pages": {made{headline: "Weather"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := learned(t, c.pages(0, 40))
			if c.blocks > 0 {
				wantRead(t, r, c.made, c.blocks)
				return
			}
			for _, d := range r.Designs {
				if d.Template != nil && !d.Disabled {
					t.Errorf("a template was learned\n%s", file(t, r))
				}
			}
		})
	}
}

// Two designs in one folder, and class names that change in mid-archive, are two templates.
func TestTwoDesigns(t *testing.T) {
	for name, other := range map[string]made{"another design": {class: "x-"}, "hashed names": {class: "css-9f2a1-"}} {
		t.Run(name, func(t *testing.T) {
			r := learned(t, slices.Concat(made{}.pages(0, 30), other.pages(30, 60)))
			wantRead(t, r, made{}, 8)
			wantRead(t, r, other, 8)
		})
	}
}

// Lists may be half of an archive: none of them is read as an article because of what was learned.
func TestLists(t *testing.T) {
	var pages []string
	for i := range 30 {
		pages = append(pages, made{}.page(i), listPage(i))
	}
	r := learned(t, pages)
	wantRead(t, r, made{}, 8)
	set, err := site.ParseFile(file(t, r))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := decode.Decode([]byte(listPage(90)), "")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := (extract.Reader{Templates: set}).Article(doc); err == nil && strings.HasPrefix(a.Template, "learned") {
		t.Errorf("a list is read by %s: %q\n%s", a.Template, a.Headline, file(t, r))
	}
}

// Lists that were grouped apart from the articles of their design have its marks. What the template claims of them proves nothing
// against it as long as it reads none of them.
func TestStrangeLists(t *testing.T) {
	var lists []string
	for i := range 10 {
		lists = append(lists, strings.Replace(listPage(i), `"rows"`, `"copy"`, 1))
	}
	s := withCopy(made{}.pages(0, 20))
	d := s.template(&rule{selector: ".copy"})
	d.Name = "learned"
	proveOn(&d, &group{sample: packed(made{}.pages(20, 30))}, []int{0, 1, 2, 3}, packed(lists))
	if d.Disabled {
		t.Error(d.Doubts)
	}
}

// AMP pages have the format of all sites and the design of one: it is learned as any other.
func TestAMP(t *testing.T) {
	format := []string{"<html>", "<html amp>"}
	r := learned(t, made{}.edited(0, 40, format...))
	a := read(t, r, made{}.edited(90, 91, format...)[0])
	if len(r.Designs) != 1 || r.Designs[0].Extends != "" || a.Template != "learned1" || len(a.Blocks) != 8 {
		t.Errorf("%s: %d blocks\n%s", a.Template, len(a.Blocks), file(t, r))
	}
}

// Text in the body of the page itself has no element: nothing is learned.
func TestRootBody(t *testing.T) {
	var pages []string
	for _, p := range (made{}).pages(0, 20) {
		pages = append(pages, strings.NewReplacer(`<div class="wrap">`, "", `<div class="copy">`, "", "</div></div><div class=\"foot\">", "<div class=\"foot\">").Replace(p))
	}
	for _, d := range learned(t, pages).Designs {
		if d.Template != nil && d.Body != nil && slices.Contains(d.Body.Parts(), "body") {
			t.Errorf("learned the root as body")
		}
	}
}

// A line of prose has eight words and a full stop, or twenty words; less than half of it is a link.
func TestIsSentence(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }
	for _, c := range []struct {
		line textLine
		want bool
	}{
		{textLine{text: words(8) + ".", words: 8}, true},
		{textLine{text: words(7) + ".", words: 7}, false},
		{textLine{text: words(8) + ".”", words: 8}, true},
		{textLine{text: words(19), words: 19}, false},
		{textLine{text: words(20), words: 20}, true},
		{textLine{text: words(10) + ".", words: 10, linked: 5}, false},
		{textLine{text: words(10) + ".", words: 10, linked: 4}, true},
	} {
		if got := isSentence(&c.line); got != c.want {
			t.Errorf("%d words, %d linked, %q: %v", c.line.words, c.line.linked, c.line.text, got)
		}
	}
}

// A sample is bounded, and the pages of a large group are drawn from all of it.
func TestSample(t *testing.T) {
	l := New(12)
	for i := range 60 {
		if err := l.Add(source.Page{Name: fmt.Sprint(i), Data: []byte(made{}.page(i))}); err != nil {
			t.Fatal(err)
		}
	}
	g := l.groups[0]
	late := slices.ContainsFunc(g.sample, func(s sampled) bool { return len(s.Page) == 2 && s.Page > "40" })
	if len(l.groups) != 1 || g.members != 60 || len(g.sample) != 12 || !late {
		t.Errorf("%d groups, %d members, sample of %d", len(l.groups), g.members, len(g.sample))
	}
}
