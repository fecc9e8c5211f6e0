package extract

import (
	"strings"
	"testing"
)

// TestSection reads the section above a headline in markup of any design.
func TestSection(t *testing.T) {
	const menu = `<div><a href="/h">Harbor</a> <a href="/b">Business</a></div>`
	longest := "H" + strings.Repeat("a", longestLabel-1)
	title := headline + date + paragraph(lamps)
	for name, c := range map[string]struct{ page, want string }{
		"named a tag":                      {`<header><a class="post-tag" href="/b">Business</a>` + title + "</header>", "Business"},
		"a tag, and another label":         {`<header><p class=tag><a>Business</a> <a>Food</a></p>` + title + "</header>", ""},
		"a tag far from the headline":      {`<header><a class="post-tag" href="/b">Business</a><hr>` + title + "</header>", ""},
		"alone in navigation":              {"<nav><a href=/b>Business</a></nav>" + title, "Business"},
		"alone in hidden navigation":       {"<nav style=display:none><a href=/b>Business</a></nav>" + title, ""},
		"navigation above h3":              {"<nav><a href=/b>Business</a></nav><h3>Town counts its lamps again</h3>" + date, "Business"},
		"tag above h3":                     {"<a class=tag>Business</a><h3>Town counts its lamps again</h3>" + date, ""},
		"longest label in navigation":      {"<header><nav><a href=/h>" + longest + "</a></nav>" + title + "</header>", longest},
		"longer than a label":              {"<header><nav><a href=/h>" + longest + "a</a></nav>" + title + "</header>", ""},
		"in the menu of the page":          {menu + "<p>Harbor</p>" + title, "Harbor"},
		"not in the menu":                  {menu + "<p>Harbors</p>" + title, ""},
		"in a menu below":                  {"<p>Harbor</p>" + title + menu, ""},
		"in the menu and a label":          {menu + "<p><b>As it happened</b><b>Harbor</b></p>" + title, "Harbor"},
		"two labels of the menu":           {menu + "<p><b>Business</b><b>Harbor</b></p>" + title, ""},
		"a button in the menu":             {`<div><a href="/s">Search</a></div><p>Search</p>` + title, ""},
		"a link that opens the head":       {"<p>Late edition</p><header><p><a href=/h>Harbor</a></p>" + title + "</header>", "Harbor"},
		"a link to a place on the page":    {"<p>Late edition</p><header><p><a href=#h>Harbor</a></p>" + title + "</header>", ""},
		"a link below another line":        {"<header><p>Late edition</p><p><a href=/h>Harbor</a></p>" + title + "</header>", ""},
		"a link that is a writer's":        {"<header><p><a href=/w>Kim Da-sol</a></p>" + title + "</header>", ""},
		"a link that is the paper's":       {"<header><p><a href=/>The Korea Herald</a></p>" + title + "</header>", ""},
		"a link in the page, not a head":   {"<p><a href=/h>Harbor</a></p>" + title, ""},
		"named a category":                 {"<header><p class=card-category>Harbor</p>" + title + "</header>", "Harbor"},
		"named a kicker":                   {"<header><p class=kicker>Harbor dispatch</p>" + title + "</header>", ""},
		"site's label above such a link":   {"<p>Business</p><p>Share</p><header><p><a href=/h>Harbor</a></p>" + title + "</header>", "Business"},
		"the article ends the breadcrumb":  {"<ul class=crumbs><li><a href=/>Front</a><li>Harbor<li>Town counts its lamps again</ul>" + title, "Harbor"},
		"the article is the breadcrumb":    {"<ul class=crumbs><li><a href=/>Front</a><li>Town counts its lamps again</ul>" + title, ""},
		"breadcrumb from the host's root":  {"<ul class=crumbs><li><a href=https://ebb.example>Front</a><li>Harbor</ul>" + title, "Harbor"},
		"breadcrumb from another page":     {"<ul class=crumbs><li><a href=/front>Front</a><li>Harbor</ul>" + title, ""},
		"slash in a label of a breadcrumb": {"<p>Home &gt; Harbor/Boats</p>" + title, "Harbor/Boats"},
		"slashes between labels":           {"<p>Home / Harbor/Boats</p>" + title, "Boats"},
	} {
		lines, at := laidOut(t, c.page)
		if got := findHead(lines, hints{}, at, len(lines)).section.Value; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
