package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/normalize"
)

// Template is what is known of one of the site's page forms. Only Name and one of Mark, Wording and Plain are needed: what
// no rule names is found by pattern and position.
type Template struct {
	Name string // as printed in an article's template field
	Seen string // when pages of it were saved, as far as known

	Mark    *selector // claims a page that has such an element
	Wording []string  // claims a page that has all these lines; for forms of which no markup is known
	Plain   bool      // claims a page without any of the site's navigation whose date has no label
	Drop    *selector // parts that are not story

	Headline, Subhead, Section, Byline Field

	Root  *selector // the elements in which the story stands; where the page has none, it is found by position
	Story *selector // text in it is story, also inside a photo table
}

// Field is a list of places, best first; the first that gives text wins.
type Field []probe

type probe struct{ *selector }

// selector is a group of selectors that is compiled when it is first used, and knows how it was written.
type selector struct {
	written string
	parts   func() parts
}

// parts are the selectors of a group by what an element must have for them to be tried.
type parts struct {
	byTag map[atom.Atom][]cascadia.Sel // 0 stands for tags that html doesn't know
	keyed []keyed                      // those for any tag, by an attribute that they want
}

// keyed is a selector for elements with an attribute that holds a word; "" where any value may do.
type keyed struct {
	key, word string
	cascadia.Sel
}

func must(written string) *selector {
	return &selector{written, sync.OnceValue(func() parts { return compile(written) })}
}

// compile panics where goquery would take a selector that can't be parsed for one that matches nothing. A test compiles
// them all.
func compile(written string) parts {
	group, err := cascadia.ParseGroup(written)
	if err != nil {
		panic(err)
	}
	p := parts{byTag: map[atom.Atom][]cascadia.Sel{}}
	for i, one := range strings.Split(written, ",") {
		tag, key, word := wants(strings.TrimSpace(one))
		if tag != "" {
			known := atom.Lookup([]byte(tag))
			p.byTag[known] = append(p.byTag[known], group[i])
		} else {
			p.keyed = append(p.keyed, keyed{key, word, group[i]})
		}
	}
	return p
}

// lastElement is the part of a selector that speaks of the element itself: its tag, and what it must have.
var lastElement = pattern(`([\w-]*)(?:([.#])([\w-]+)|\[([^\]=~*^$|\s]+)[^\]]*\])?(?:[^\s\[\]]|\[[^\]]*\])*$`)

// wants is the tag that an element must have for a selector, else one of the attributes, and the word it must hold.
func wants(one string) (tag, key, word string) {
	m := lastElement().FindStringSubmatch(one)
	switch {
	case m[1] != "":
		return m[1], "", ""
	case m[2] == ".":
		return "", "class", m[3]
	case m[2] == "#":
		return "", "id", m[3]
	}
	return "", m[4], ""
}

// Match reports whether one of the selectors matches an element.
func (s *selector) Match(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	p := s.parts()
	for _, one := range p.byTag[n.DataAtom] {
		if one.Match(n) {
			return true
		}
	}
	for _, a := range n.Attr {
		for _, one := range p.keyed {
			if one.key == a.Key && strings.Contains(a.Val, one.word) && one.Match(n) {
				return true
			}
		}
	}
	return false
}

// pattern compiles an expression when it is first asked for: most pages need few of them, and a start none.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

func text(written string) probe { return probe{must(written)} }

// Templates are all templates in the order of their years, for people to read.
func Templates() []*Template {
	return slices.SortedStableFunc(slices.Values(templates), func(a, b *Template) int { return strings.Compare(a.Seen, b.Seen) })
}

// Marks says what tells a page of the template, for people to read.
func (t *Template) Marks() string {
	switch {
	case t.Mark != nil:
		return "an element " + t.Mark.written
	case len(t.Wording) > 0:
		return fmt.Sprintf("the lines %q", t.Wording)
	}
	return "no navigation, and a date without label"
}

// namedIn gives the elements that a mark or a rule of any template names, in the order of the page: one walk serves all.
func namedIn(root *html.Node) []*html.Node {
	var named []*html.Node
	rule := anyRule()
	for n := range elements(root) {
		if rule.Match(n) {
			named = append(named, n)
		}
	}
	return named
}

// anyRule is one selector for all that the templates name.
var anyRule = sync.OnceValue(func() *selector {
	var written []string
	for _, t := range templates {
		for _, s := range []*selector{t.Mark, t.Root} {
			if s != nil {
				written = append(written, s.written)
			}
		}
		for _, p := range slices.Concat(t.Headline, t.Subhead, t.Section, t.Byline) {
			written = append(written, p.written)
		}
	}
	return must(strings.Join(written, ", "))
})

// find is the first place that has text among the elements, and the claim it makes.
func (f Field) find(named []*html.Node) (*html.Node, claim) {
	for _, p := range f {
		for _, n := range named {
			if !p.Match(n) {
				continue
			}
			if value := normalize.Text(innerText(n)); value != "" {
				return n, claim{p.written, value}
			}
		}
	}
	return nil, claim{}
}

// findAll is find for a field that may stand in several elements side by side, one line each.
func (f Field) findAll(named []*html.Node) claim {
	first, c := f.find(named)
	for _, n := range named {
		if first == nil || n == first || n.Parent != first.Parent || !slices.ContainsFunc(f, func(p probe) bool { return p.Match(n) }) {
			continue
		}
		if value := normalize.Text(innerText(n)); value != "" {
			c.value += "\n" + value
		}
	}
	return c
}

// bodies are the outermost of the elements in which the template's stories stand.
func (t *Template) bodies(named []*html.Node) []*html.Node {
	var found []*html.Node
	for _, n := range named {
		if t.Root != nil && t.Root.Match(n) && (len(found) == 0 || !within(n, found[len(found)-1])) {
			found = append(found, n)
		}
	}
	if i := slices.IndexFunc(found, theBody.Match); i >= 0 {
		return found[i : i+1]
	}
	return found
}

// hashes are runs of letters and digits in which digits stand before letters.
var hashes = pattern(`[A-Za-z]*\d+[A-Za-z][A-Za-z0-9]*`)

// isNamed reports whether a word of an element's class or id is among words.
func isNamed(n *html.Node, words map[string]bool) bool {
	for _, a := range n.Attr {
		if (a.Key == "class" || a.Key == "id") && hasWord(a.Val, words) {
			return true
		}
	}
	return false
}

// hasWord reports whether a class name holds one of the words: "view_con-tit2 artTitle" has view, con, tit, art, title. In
// "css-1ad9x2", which a program has made, ad is no word.
func hasWord(name string, words map[string]bool) bool {
	if i := strings.IndexAny(name, "0123456789"); i >= 0 && i+1 < len(name) {
		name = hashes().ReplaceAllString(name, "-")
	}
	start, lower := 0, false
	for i, r := range name {
		letter := unicode.IsLetter(r)
		if !letter || unicode.IsUpper(r) && lower {
			if start < i && words[strings.ToLower(name[start:i])] {
				return true
			}
			start = i
			if !letter {
				start += utf8.RuneLen(r)
			}
		}
		lower = unicode.IsLower(r)
	}
	return start < len(name) && words[strings.ToLower(name[start:])]
}
