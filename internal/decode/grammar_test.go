package decode

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var (
	grammarPages = flag.Int("grammar.pages", 25_000, "how many pages TestBuildGrammar makes: a second's worth")
	grammarSeed  = flag.Uint64("grammar.seed", 1, "and where it begins")
)

// grammar makes pages of all that the builder and html.Parse might read differently. A page keeps to a few tags, so that
// these meet in every order.
type grammar struct{ *rand.Rand }

// tagGroups are drawn from in equal parts, so that what is intricate is not lost among what is many.
var tagGroups = [][]string{
	strings.Fields("a b nobr font i strong code"),
	strings.Fields("p div center blockquote pre listing h1 h2 hr address section dialog search figure"),
	strings.Fields("table caption colgroup col tbody thead tr td th"),
	strings.Fields("ul ol li dl dt dd menu"),
	strings.Fields("form button select option optgroup input"),
	strings.Fields("br img embed area wbr frame param source span label kh-p ruby isindex keygen"),
	rawTags,
	strings.Fields("html head body meta link base"),
}

var (
	rawTags    = strings.Fields("script style title textarea iframe noscript noembed noframes xmp")
	tagsLeft   = strings.Fields("frameset template object math plaintext rt image") // to html.Parse, and with them the page
	inDrawings = strings.Fields("g path title desc a font style script body head html frameset foreignObject p td caption")
	attrs      = strings.Fields(`a=b A=c class=x type=hidden type=text color=red /=b ==c a= x='&lt;' x='"&gt;"' y="?a=1&b=2&amp;c" y="&amp;quot;&quot;&amp"
		z=&copy w=&copyx=1 v=&notin; v=&notit; u=&amp= u=&= u=& u=&; t=&#65 t=&#x41;&#65= r="/" "p" o='>' q`)
	texts    = []string{"a", "b", " ", "\n", "\r\n", " c ", "&amp;", "&ampd", "&lt", "&#13;", "&#13;\n", "\nd", "a < b", "&nbsp;", "\f", "<3"}
	raws     = []string{"a", "", "\n", "\r\n\nb", "&lt;", "</a>", "<!--", "<!--<b></b>-->", "<br/>", "</ scrip>", "<!--</s", "<style>"}
	others   = []string{"<!--c-->", "<!doctype html>", "<![CDATA[d]]>", "<?e?>", "<!---->", "<!f>", "<!----->", "<!-- - -- g-->", "<!--&lt;-->", "<!>"}
	doctypes = []string{
		"<!DOCTYPE html>", "<!doctype HTML>", "<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//EN'>", "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
		"<!DOCTYPEhtml>", "<!DOCTYPE>", "<!doctype html >", "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2//EN\">",
	}
	starts = []string{"<html lang=en>", "<head>", "<body>", "<p>", "<title>", "a", " ", "<!--a-->", "<table><tr><td>", "<table><caption>"}
)

func (g grammar) one(list []string) string { return list[g.IntN(len(list))] }

// page is one in its tokens.
func (g grammar) page() []string {
	const mostTags, mostTurns, seldom = 5, 20, 50
	var page, open []string
	tags := g.tags(1 + g.IntN(mostTags))
	if g.IntN(seldom) == 0 {
		tags = append(tags, g.one(tagsLeft))
	}
	if g.IntN(2) == 0 {
		page = append(page, g.one(doctypes))
	}
	for range 1 + g.IntN(2) {
		page = append(page, g.one(starts))
	}
	for range 1 + g.IntN(mostTurns) {
		tag := g.one(tags)
		switch turn := g.IntN(12); {
		case turn < 4 && slices.Contains(rawTags, tag):
			page = append(page, g.start(tag), g.one(raws), "</"+tag+">")
		case turn < 4:
			page, open = append(page, g.start(tag)), append(open, tag)
		case turn < 7 && len(open) > 0: // an end tag in order, or behind forgotten ones
			last := len(open) - 1 - g.IntN(min(len(open), 2))
			page, open = append(page, "</"+open[last]+">"), open[:last]
		case turn < 8:
			page = append(page, "</"+tag+">")
		case turn < 10:
			page = append(page, g.one(texts))
		case turn < 11:
			page = append(page, g.one(others))
		default:
			page = g.rare(page, tags)
		}
	}
	return page
}

func (g grammar) tags(n int) []string {
	var tags []string
	for range n {
		tags = append(tags, g.one(tagGroups[g.IntN(len(tagGroups))]))
	}
	return tags
}

// rare is what stands in a page once.
func (g grammar) rare(page, tags []string) []string {
	switch g.IntN(3) {
	case 0:
		return g.drawing(page, "svg", tags)
	case 1:
		return append(page, "<table>", "<tr>", "<td>")
	}
	page = append(page, g.one([]string{"</body>", "</html>"}))
	return append(page, g.one(others), g.one(texts), g.one(others))
}

func (g grammar) start(tag string) string {
	const mostAttrs = 3
	for range g.IntN(mostAttrs) {
		tag += " " + g.one(attrs)
	}
	return "<" + tag + g.one([]string{">", ">", ">", "/>", " s=/>"})
}

// drawing is an element of one, whose tags are in balance but for a few.
func (g grammar) drawing(page []string, tag string, tags []string) []string {
	start := g.start(tag)
	page = append(page, start)
	if strings.HasSuffix(start, "/>") {
		return page
	}
	const most = 3
	for range g.IntN(most) {
		switch turn := g.IntN(10); {
		case turn < 2:
			page = append(page, g.one(texts))
		case turn < 3:
			page = append(page, g.one(others))
		case turn < 4:
			page = g.drawing(page, g.one(tags), tags)
		default:
			page = g.drawing(page, g.one(inDrawings), tags)
		}
	}
	return append(page, "</"+tag+">")
}

// TestBuildGrammar compares many short pages. By hand, for longer: go test -run Grammar ./internal/decode -grammar.pages
// 5_000_000 -grammar.seed 7.
func TestBuildGrammar(t *testing.T) {
	g := grammar{rand.New(rand.NewPCG(*grammarSeed, 0))}
	built := 0
	for range *grammarPages {
		page := g.page()
		difference, ok := compare(joined(page))
		if difference != "" {
			sameTree(t, joined(shortened(page)))
		}
		if ok {
			built++
		}
	}
	t.Logf("%d of %d pages built", built, *grammarPages)
	if built < *grammarPages/4 {
		t.Errorf("most pages were left to html.Parse, and compared with nothing")
	}
}

func joined(tokens []string) []byte { return []byte(strings.Join(tokens, "")) }

// shortened takes off each token without which the page is still read differently.
func shortened(page []string) []string {
	for i := 0; i < len(page); {
		less := slices.Delete(slices.Clone(page), i, i+1)
		if difference, _ := compare(joined(less)); difference == "" {
			i++
		} else {
			page, i = less, 0
		}
	}
	return page
}
