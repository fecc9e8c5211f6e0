package learn

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/extract/site"
)

// edited returns pages of a made-up design with parts replaced; each %d of a replacement is the number of the page.
func (m made) edited(from, to int, replace ...string) (pages []string) {
	for i := from; i < to; i++ {
		var pairs []string
		for _, r := range replace {
			pairs = append(pairs, strings.ReplaceAll(r, "%d", fmt.Sprint(i)))
		}
		pages = append(pages, strings.NewReplacer(pairs...).Replace(m.page(i)))
	}
	return pages
}

// Parts of the pages of [made], as they are replaced.
const (
	copyStart = `<div class="copy">`
	fifth     = "<p>On page %d the clerk counted boat 4 "
	titleLine = `<div class="title">Harbor number %d is dredged again</div>`
	whoLine   = `<span class="who">Han Bo-ra</span>`
)

// Two elements of one class with an ad between them are one body.
func TestBodySideBySide(t *testing.T) {
	const ad = `</div><div class="ad">Advertisement</div><div class="copy">`
	pages := made{}.edited(0, 40, fifth, ad+fifth)
	r := learned(t, pages)
	if d := r.Designs[0]; d.Body == nil || d.Body.Written != ".copy" {
		t.Fatalf("learned\n%s", file(t, r))
	}
	a := read(t, r, made{}.edited(90, 91, fifth, ad+fifth)[0])
	if len(a.Blocks) != 8 || !strings.HasPrefix(a.Template, "learned") || strings.Contains(a.Body, "Advertisement") {
		t.Errorf("%s: %d blocks: %q", a.Template, len(a.Blocks), a.Body)
	}
	// One element is not the body where a page has more of them than a body has parts.
	many := strings.Repeat(`</div><div class="copy">Tap here`, 4)
	if r := learned(t, made{}.edited(0, 40, fifth, many+fifth)); r.Designs[0].Body != nil && r.Designs[0].Body.Written == ".copy" {
		t.Errorf("learned\n%s", file(t, r))
	}
}

// An element around headline and body is the body if there is no other. Its headline may be far below its start.
func TestBodyAroundHeadline(t *testing.T) {
	list := `<div class="wrap"><ul>` + strings.Repeat("<li><b>No. %d</b></li>", headElements) + "</ul>"
	replace := []string{copyStart, "", "</div></div><div class=\"foot\">", "</div><div class=\"foot\">", `<div class="wrap">`, list}
	r := learned(t, made{}.edited(0, 40, replace...))
	d := r.Designs[0]
	if d.Disabled || d.Body.Written != ".wrap" || d.Headline[0].Written != ".title" {
		t.Fatalf("learned\n%s", file(t, r))
	}
	if a := read(t, r, made{}.edited(90, 91, replace...)[0]); len(a.Blocks) != 8 || a.Headline != "Harbor number 90 is dredged again" {
		t.Errorf("headline %q, %d blocks: %q", a.Headline, len(a.Blocks), a.Body)
	}
}

// Of several links to writers all are read, and a day and an hour in two elements are one date.
func TestHeadInPieces(t *testing.T) {
	replace := []string{
		whoLine, `<div class="who"><a>Han Bo-ra</a> and <a>Kim Da-sol</a></div>`,
		"<head>", `<head><meta name="author" content="Han Bo-ra, Kim Da-sol">`,
		" 10:00</span>", "</span><span>10:00</span>",
		`<span class="when">`, `<span class="when"><span>`,
	}
	for _, more := range [][]string{nil, {"</a> and <a>", "</a><i>·</i><a>"}} {
		all := slices.Concat(replace, more)
		for i := range all[:len(replace)] {
			if len(more) > 0 {
				all[i] = strings.ReplaceAll(all[i], more[0], more[1])
			}
		}
		r := learned(t, made{}.edited(0, 40, all...))
		a := read(t, r, made{}.edited(90, 91, all...)[0])
		if len(a.Authors) != 2 || a.Date != "2021-07-07T10:00:00+09:00" {
			t.Errorf("authors %v, date %q\n%s", a.Authors, a.Date, file(t, r))
		}
	}
}

// The card of a writer below the body is the byline only of pages that name nobody above it.
func TestWritersCard(t *testing.T) {
	card := []string{`<div class="foot">`, `<div class="card"><h4>Han Bo-ra</h4> covers the harbor.</div><div class="foot">`, "<head>", `<head><meta name="author" content="Han Bo-ra">`}
	for who, want := range map[string]string{"": "h4", "Words: Han Bo-ra, for the paper": "none", whoLine: ".who"} {
		r := learned(t, made{}.edited(0, 40, append([]string{whoLine, who}, card...)...))
		got := "none"
		if by := r.Designs[0].Byline; by != nil {
			got = by[0].Written
		}
		if got != want {
			t.Errorf("%q above the body: %s, want %s", who, got, want)
		}
	}
}

// The subheadline is what varies between the headline and the prose, also as the first line of the body.
func TestSubhead(t *testing.T) {
	deck := func(text string) []string {
		return []string{copyStart, copyStart + `<div class="deck">` + text + "</div>"}
	}
	for _, c := range []struct {
		name, deck string
		want       bool
	}{
		{"a phrase in the body", "The mayor of pier %d wants a deeper one", true},
		{"the same phrase on all pages", "The mayor of the pier wants a deeper one", false},
		{"a label", "Pier number %d", false},
		{"a sentence", "The mayor of pier %d wants a deeper one.", false},
		{"a link", `The mayor of pier %d wants <a href="/">a deeper one</a>`, false},
		{"a button", "<button>Listen to this article</button><span>%d min read</span>", false},
		{"a byline", "Submitted by pier %d of Han Bo-ra 3 hours ago", false},
		{"a caption", `<img src="a.jpg">The mayor of pier %d wants a deeper one`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := learned(t, made{}.edited(0, 40, deck(c.deck)...))
			if got := r.Designs[0].Subhead != nil; got != c.want {
				t.Fatalf("learned\n%s", file(t, r))
			}
			if !c.want {
				return
			}
			a := read(t, r, made{}.edited(90, 91, deck(c.deck)...)[0])
			if a.Subheadline != "The mayor of pier 90 wants a deeper one" || len(a.Blocks) != 8 {
				t.Errorf("subheadline %q, body %q", a.Subheadline, a.Body)
			}
		})
	}
	// What is below prose is a heading.
	r := learned(t, made{}.edited(0, 40, fifth, `<div class="deck">The mayor of pier %d wants a deeper one</div>`+fifth))
	if r.Designs[0].Subhead != nil {
		t.Errorf("learned\n%s", file(t, r))
	}
}

// The section is a label of the head that the pages state or, where they state none, the site is known to have.
func TestSection(t *testing.T) {
	stated := func(i int) string { return []string{"Harbor News", "Boats", "Fish"}[i%3] }
	known := func(i int) string { return []string{"Business", "Culture", "National"}[i%3] }
	none := func(int) string { return "" }
	for _, c := range []struct {
		name            string
		printed, stated func(int) string
		want            bool
	}{
		{"stated", stated, stated, true},
		{"known", known, none, true},
		{"neither", stated, none, false},
		{"another than the stated one", known, stated, false},
		{"the same on all pages", func(int) string { return "Business" }, none, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := func(i int) string {
				return made{}.edited(i, i+1, titleLine, `<div class="part">`+c.printed(i)+"</div>"+titleLine,
					"<head>", `<head><meta property="article:section" content="`+c.stated(i)+`">`)[0]
			}
			var pages []string
			for i := range 40 {
				pages = append(pages, page(i))
			}
			r := learned(t, pages)
			if got := r.Designs[0].Section != nil; got != c.want {
				t.Fatalf("learned\n%s", file(t, r))
			}
			if a := read(t, r, page(90)); c.want && string(a.Section) != c.printed(90) {
				t.Errorf("section %q", a.Section)
			}
		})
	}
}

// A page whose prose is mostly teasers is a list: also of one row, and with a byline and a date in each row.
func TestIsList(t *testing.T) {
	const (
		title  = `<a href="/1">Harbor number 1 is dredged again</a>`
		teaser = "<p>The clerk counted the boats of the harbor and wrote down the name and the length of each, and the mayor of the pier thanked the clerk for it.</p>"
		signed = "<p>By Han Bo-ra and Kim Da-sol May 3, 2021 2:22 p.m.</p>"
	)
	for _, c := range []struct {
		body string
		want bool
	}{
		{title + teaser, true},
		{strings.Repeat(title+teaser+signed, 4), true},
		{title + teaser + teaser, false},
		{`<a href="/1">More news</a>` + teaser, false},
	} {
		if got := studied([]string{"<html><body>" + c.body + "</body></html>"}).pages[0].isList(); got != c.want {
			t.Errorf("%s: %v", c.body, got)
		}
	}
}

// The toolbar of the Wayback Machine is not of the site: its count of captures is no headline, its dates are no publication.
func TestWaybackToolbar(t *testing.T) {
	toolbar := `<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><div id="wm-ipp"><h1>%d captures of this page</h1>` +
		`<div class="when">2024-01-01 10:00</div></div></div><!-- END WAYBACK TOOLBAR INSERT -->`
	page := func(i int, more ...string) string {
		return made{}.edited(i, i+1, append([]string{"<body>", strings.ReplaceAll(toolbar, "%d", fmt.Sprint(100+i))}, more...)...)[0]
	}
	var pages, untitled []string
	for i := range 40 {
		pages = append(pages, page(i))
		untitled = append(untitled, page(i, "<title>Harbor number %d is dredged again - ", "<title>"))
	}
	r := learned(t, pages)
	if a := read(t, r, page(90)); a.Headline != "Harbor number 90 is dredged again" || a.Day != "2021-07-07" || !strings.HasPrefix(a.Template, "learned") {
		t.Errorf("%s: headline %q, day %q\n%s", a.Template, a.Headline, a.Day, file(t, r))
	}
	if r := learned(t, untitled); !r.Designs[0].Disabled {
		t.Errorf("learned\n%s", file(t, r))
	}
}

// The pages of writers may be half of an archive. They print a text in the element that holds the body of the articles.
func TestWritersPages(t *testing.T) {
	writer := func(i int) string {
		var rows strings.Builder
		for k := range 6 {
			fmt.Fprintf(&rows, `<div class="row"><a href="/%d-%d">Title %d of an article on page %d</a><p>The teaser %d of page %d tells what the article is about in a full sentence.</p></div>`, i, k, k, i, k, i)
		}
		head, _, _ := strings.Cut(made{}.page(i), `<div class="title">`)
		return head + fmt.Sprintf(`<div class="title">Writer %d</div><div class="bio">The writer of page %[1]d covers the harbor and lives near the pier.</div>`, i) +
			`<div class="copy">` + rows.String() + `</div></div></body></html>`
	}
	var pages []string
	for i := range 30 {
		pages = append(pages, made{}.page(i), writer(i))
	}
	r := learned(t, pages)
	wantRead(t, r, made{}, 8)
	set, err := site.ParseFile(file(t, r))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := decode.Decode([]byte(writer(90)), "")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := (extract.Reader{Templates: set}).Article(doc); err == nil {
		t.Errorf("the page of a writer is read by %s: %q", a.Template, a.Headline)
	}
}
