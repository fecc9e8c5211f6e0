package extract_test

import (
	"slices"
	"strings"
	"testing"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/extract/site"
)

// A template of the user reads a page only if its body holds the words of a brief; below that the page is read as without it.
// A list stays a list.
func TestUserTemplateFallsBack(t *testing.T) {
	set, err := site.ParseFile([]byte("templates: [{name: mine, mark: .ttl, headline: .ttl, body: .copy}]"))
	if err != nil {
		t.Fatal(err)
	}
	const row = `<p><a href="/a">The harbor opens again after the long and cold winter</a></p>`
	for body, want := range map[string]string{
		"<p>Seven words make no brief at all.</p>":      "",
		"<p>Eight words make a brief of this page.</p>": "mine",
		strings.Repeat(row, 6):                          "",
	} {
		page := `<html><body><div class="ttl">A headline of the page</div><div class="copy">` + body + `</div></body></html>`
		doc, err := decode.Decode([]byte(page), "")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a, err := (extract.Reader{Templates: set}).Article(doc); err == nil {
			got = a.Template
		}
		if got != want {
			t.Errorf("%s is read by %q, want %q", body, got, want)
		}
	}
}

// The built-in template of AMP pages names no element: a template of the user that names the body takes precedence over it, and
// it reads what that one does not.
func TestUserTemplateBeforeAMP(t *testing.T) {
	set, err := site.ParseFile([]byte("templates: [{name: mine, mark: .ttl, headline: .ttl, body: .copy}]"))
	if err != nil {
		t.Fatal(err)
	}
	const prose = "<p>The harbor opens again after a long winter, and the first boats came in on Monday.</p>"
	for start, want := range map[string]string{`<div class="copy">`: "mine", `<div class="copy">Advertisement</div><div>`: "amp"} {
		page := `<html amp><body><div class="ttl">A headline of the page</div><p>By Kim Da-sol</p><p>Published : Nov. 27, 2017 - 13:22</p>` +
			start + strings.Repeat(prose, 3) + `</div><p>By Korea Herald</p></body></html>`
		doc, err := decode.Decode([]byte(page), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.Reader{Templates: set}.Article(doc)
		if err != nil || a.Template != want || len(a.Blocks) != 3 {
			t.Errorf("%s: %v, %+v, want it read by %s", start, err, a, want)
		}
	}
}

// An element that a template names as headline may hold nothing but what it drops: the page has no such line.
func TestHeadlineWithoutLine(t *testing.T) {
	set, err := site.ParseFile([]byte("templates: [{name: mine, mark: .ttl, headline: .ttl, body: .copy, drop: .count}]"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := decode.Decode([]byte(`<html><body><div class="copy"><p>Ten results</p><div class="ttl"><b class="count">10</b></div></div></body></html>`), "")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := (extract.Reader{Templates: set}).Article(doc); err == nil {
		t.Errorf("an article: %+v", a)
	}
}

// The clock of this paper is Korean. A template of the user may read a page of another one, which keeps the zone that it states.
func TestUserTemplateZone(t *testing.T) {
	set, err := site.ParseFile([]byte("templates: [{name: mine, mark: .ttl, headline: .ttl, published: .when, body: .copy}]"))
	if err != nil {
		t.Fatal(err)
	}
	const (
		ours  = `<link rel="canonical" href="https://www.koreaherald.com/article/1">`
		other = `<link rel="canonical" href="https://www.paper.example/1">`
	)
	for _, c := range []struct{ name, head, stated, want, warning string }{
		{"this paper", ours, "2021-03-01T10:00:09Z", "2021-03-01T10:00:00+09:00", "date-differs"},
		{"another paper", other, "2021-03-01T10:00:09-05:00", "2021-03-01T10:00:09-05:00", ""},
		{"another paper, stated in Greenwich's", other, "2021-02-28T15:00:09Z", "2021-02-28T15:00:09Z", ""},
		{"another paper, less than a day apart", other, "2021-02-28T10:00:01Z", "2021-02-28T10:00:01Z", ""},
		{"another paper, a day apart", other, "2021-02-28T10:00:00Z", "2021-03-01T10:00:00", "date-differs"},
		{"another paper, no time stated", other, "2021-03-01", "2021-03-01T10:00:00", ""},
		{"another paper, nothing stated", other, "", "2021-03-01T10:00:00", ""},
		{"unnamed, the same clock", "", "2021-03-01T10:00:09-05:00", "2021-03-01T10:00:09-05:00", ""},
		{"unnamed, the same moment", "", "2021-03-01T01:00:00Z", "2021-03-01T10:00:00+09:00", ""},
		{"unnamed, the same clock without zone", "", "2021-03-01T10:00:09", "2021-03-01T10:00:00+09:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := `<html><head>` + c.head + `<meta property="article:published_time" content="` + c.stated + `"></head><body><div class="ttl">A headline of the page</div>` +
				`<div class="when">March 1, 2021 - 10:00</div><div class="copy"><p>Eight words make a brief of this page.</p></div></body></html>`
			doc, err := decode.Decode([]byte(page), "")
			if err != nil {
				t.Fatal(err)
			}
			a, err := extract.Reader{Templates: set}.Article(doc)
			if err != nil || a.Template != "mine" {
				t.Fatalf("%v, %+v", err, a)
			}
			warned := slices.ContainsFunc(a.Warnings, func(w article.Warning) bool { return w.Code == "date-differs" })
			if string(a.Date) != c.want || warned != (c.warning != "") {
				t.Errorf("date %s, want %s; %v", a.Date, c.want, a.Warnings)
			}
		})
	}
}
