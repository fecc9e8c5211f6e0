package extract

import (
	"strings"
	"testing"
)

func TestBreadcrumbText(t *testing.T) {
	list := func(labels ...string) string { return "<ol><li>" + strings.Join(labels, "</li><li>") + "</li></ol>" }
	long := strings.Repeat("a", 40)
	for page, want := range map[string]string{
		list("Home", "Climate"):                                    "Home > Climate",
		list("Home &gt;", "National &gt;", "Politics"):             "Home > National > Politics",
		list("Home", "National", "Politics", "Elections"):          "Home > National > Politics > Elections",
		list("Home", "National", "Politics", "Elections", "Seats"): "",
		list("Home"):                                                            "",
		list("National", "Politics"):                                            "",
		list("Home", long):                                                      "Home > " + long,
		list("Home", long+"a"):                                                  "",
		list("Home", "National", long):                                          "Home > National > " + long,
		list("Home", "National", long+"a"):                                      "Home > National",
		"<nav><a>Home</a> <i></i> <a>Life&amp;Style</a></nav>":                  "Home > Life&Style",
		"<nav>Home &gt; National</nav>":                                         "Home > National",
		"<div class=breadcrumb><a>Home</a> / <a>National</a></div>":             "Home > National",
		"<nav><a>Home</a><script>National</script></nav>":                       "",
		"<div class=breadcrumb><a>The Korea Herald</a> / <a>National</a></div>": "Home > National",
		`<ul itemtype="http://schema.org/BreadcrumbList"><li>The Korea Herald</li><li>National</li></ul>`: "Home > National",
		`<div aria-label="Breadcrumb"><a>The Korea Herald</a><a>National</a></div>`:                       "Home > National",
		list("The Korea Herald", "National"):                                                              "",
		`<nav style="display: none"><a>Home</a><a>National</a></nav>`:                                     "",
	} {
		var found []string
		for _, l := range layout(parsed(t, page)).lines {
			if l.is(breadcrumb) {
				found = append(found, l.text)
			}
		}
		if got := strings.Join(found, "; "); got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}
