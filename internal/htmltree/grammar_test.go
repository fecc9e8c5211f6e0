package htmltree

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var (
	grammarPages = flag.Int("grammar.pages", 12_000, "number of pages that TestBuildGrammar generates")
	grammarSeed  = flag.Uint64("grammar.seed", 1, "seed of TestBuildGrammar")
)

// grammar generates pages of markup that the builder and html.Parse might read differently. A page has few different tags, so
// that these meet in every order.
type grammar struct {
	*rand.Rand
	tags, page []string // tags to choose from, and tokens, of the current page
	open       []string // tags without an end tag so far
}

// tagGroups are groups of tags that interact. The tags of a page are from a few of them.
var tagGroups = [][]string{
	strings.Fields("a b nobr font i strong code"),
	strings.Fields("p div center blockquote pre listing h1 h2 hr address section dialog search figure"),
	strings.Fields("table caption colgroup col tbody thead tr tr td td th form p"),
	strings.Fields("ul ol li dl dt dd menu address div"),
	strings.Fields("form button select option optgroup input hr"),
	strings.Fields("br img embed area wbr frame param source span label kh-p ruby isindex keygen"),
	rawTags,
	strings.Fields("html head body meta link base frameset template object marquee math plaintext rt image"), // many are left to html.Parse
	strings.Fields("a b font nobr i p div td table object"),                                                  // misnested
	strings.Fields("object marquee applet button a b nobr p li"),                                             // hide what is open outside them
	strings.Fields("html body head title p a meta"),                                                          // a second page in the page
	strings.Fields("svg svg g path font image style script a b p span td table"),                             // drawings that are never closed
}

var (
	rawTags    = strings.Fields("script style title textarea iframe noscript noembed noframes xmp")
	inDrawings = strings.Fields("g path title desc a font style script body head html frameset foreignObject p td caption")
	attrs      = strings.Fields(`a=b A=c class=x type=hidden type=text color=red /=b ==c a= x='&lt;' x='"&gt;"' y="?a=1&b=2&amp;c" y="&amp;quot;&quot;&amp"
		z=&copy w=&copyx=1 v=&notin; v=&notit; u=&amp= u=&= u=& u=&; t=&#65 t=&#x41;&#65= r="/" "p" o='>' q`)
	texts = []string{"a", "b", " ", "\n", "\r\n", " c ", "&amp;", "&ampd", "&lt", "&#13;", "&#13;\n", "\nd", "a < b", "&nbsp;", "\f", "<3"}
	raws  = []string{
		"a", "", "\n", "\r\n\nb", "&lt;", "</a>", "<!--", "<!--<b></b>-->", "<br/>", "</ scrip>", "<!--</s", "<style>", "-->", "--!>", "<!-->", "<!--->",
		"<!-- <script>", "<!--<SCRIPT/>a</Script >", "<!--<script>--></script>", "<script>", "</script", "<!--<scripts>", "<!--<script></script><script>", "<", "</",
	}
	others   = []string{"<!--c-->", "<!doctype html>", "<![CDATA[d]]>", "<?e?>", "<!---->", "<!f>", "<!----->", "<!-- - -- g-->", "<!--&lt;-->", "<!>"}
	doctypes = []string{
		"<!DOCTYPE html>", "<!doctype HTML>", "<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//EN'>", "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
		"<!DOCTYPEhtml>", "<!DOCTYPE>", "<!doctype html >", "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2//EN\">",
	}
	bodyEnds = []string{"</body>", "</html>"}
)

func (g *grammar) one(list []string) string { return list[g.IntN(len(list))] }

// next generates a page.
func (g *grammar) next() []string {
	const mostGroups, mostTags, mostTurns = 3, 6, 24
	var some []string
	for range 1 + g.IntN(mostGroups) {
		some = append(some, tagGroups[g.IntN(len(tagGroups))]...)
	}
	g.tags, g.page, g.open = nil, nil, nil
	for range 1 + g.IntN(mostTags) {
		g.tags = append(g.tags, g.one(some))
	}
	if g.IntN(2) == 0 {
		g.add(g.one(doctypes))
	}
	for range 1 + g.IntN(mostTurns) {
		g.turn(g.one(g.tags))
	}
	return g.page
}

// turn adds a random part to the page.
func (g *grammar) turn(tag string) {
	switch turn := g.IntN(16); {
	case turn < 5 && slices.Contains(rawTags, tag):
		g.add(g.start(tag), g.one(raws), "</"+tag+">")
	case turn < 5:
		if g.add(g.start(tag)) {
			g.open = append(g.open, tag)
		}
	case turn < 8 && len(g.open) > 0: // the end tag of the last element, or of the one around it
		last := len(g.open) - 1 - g.IntN(min(len(g.open), 2))
		g.add("</" + g.open[last] + ">")
		g.open = g.open[:last]
	case turn < 9:
		g.add("</" + tag + ">")
	case turn < 11:
		g.add(g.one(texts))
	case turn < 12:
		g.add(g.one(others))
	case turn < 13:
		if g.add("<table>", g.one([]string{"<td>", "<caption>"})) {
			g.open = append(g.open, "table")
		}
	case turn < 14:
		g.add(g.drawing("svg")...)
		if g.IntN(4) == 0 {
			g.misnest()
		}
	case turn < 15:
		g.add(g.one(bodyEnds), g.one(others), g.one(texts), g.one(others))
	default: // the last tokens again
		const most = 5
		g.add(g.page[max(0, len(g.page)-1-g.IntN(most)):]...)
	}
}

// add adds tokens to the page unless Build then leaves it to html.Parse: there would be nothing to compare.
func (g *grammar) add(tokens ...string) bool {
	page := slices.Concat(g.page, tokens)
	_, err := reused.Build(joined(page))
	if err == nil {
		g.page = page
	}
	return err == nil
}

func (g *grammar) start(tag string) string {
	const mostAttrs = 2
	for range max(0, g.IntN(2+mostAttrs)-1) { // none, half the time: equal elements are read otherwise
		tag += " " + g.one(attrs)
	}
	return "<" + tag + g.one([]string{">", ">", ">", "/>", " s=/>"})
}

// misnest removes a token near the end of the page: most often a tag of a drawing, which is then closed out of order or
// never.
func (g *grammar) misnest() {
	const most = 8
	if len(g.page) == 0 {
		return
	}
	i := len(g.page) - 1 - g.IntN(min(most, len(g.page)))
	less := slices.Delete(slices.Clone(g.page), i, i+1)
	if _, err := reused.Build(joined(less)); err == nil {
		g.page = less
	}
}

// drawing returns an element of a drawing with balanced tags; see [grammar.misnest].
func (g *grammar) drawing(tag string) []string {
	tokens := []string{g.start(tag)}
	if strings.HasSuffix(tokens[0], "/>") {
		return tokens
	}
	const most = 4
	for range g.IntN(most) {
		switch turn := g.IntN(10); {
		case turn < 2:
			tokens = append(tokens, g.one(texts))
		case turn < 3:
			tokens = append(tokens, g.one(others))
		case turn < 5:
			tokens = append(tokens, g.drawing(g.one(g.tags))...)
		default:
			tokens = append(tokens, g.drawing(g.one(inDrawings))...)
		}
	}
	return append(tokens, "</"+tag+">")
}

// TestBuildGrammar compares many short pages. To run it longer: go test -run Grammar ./internal/htmltree -grammar.pages
// 5_000_000 -grammar.seed 7.
func TestBuildGrammar(t *testing.T) {
	g := grammar{Rand: rand.New(rand.NewPCG(*grammarSeed, 0))}
	tokens := 0
	for range *grammarPages {
		page := g.next()
		tokens += len(page)
		if difference, _ := compare(joined(page)); difference != "" {
			sameTree(t, joined(shortened(page)))
		}
	}
	const few = 5
	if tokens < few**grammarPages {
		t.Errorf("%d tokens in %d pages: build is sure of hardly anything", tokens, *grammarPages)
	}
	t.Logf("%d tokens in %d pages", tokens, *grammarPages)
}

func joined(tokens []string) []byte { return []byte(strings.Join(tokens, "")) }

// shortened removes each token without which the page is still read differently.
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
