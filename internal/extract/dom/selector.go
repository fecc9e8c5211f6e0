package dom

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Selector is a group of selectors, compiled when first used.
type Selector struct {
	Written string
	parts   func() *parts
}

// parts are the selectors of a group by what an element must have for them to be tried.
type parts struct {
	byTag map[atom.Atom][]attrSelector // tags that package atom does not know have the key 0
	keyed []keyed                      // those for any tag, by the attribute that they want
	other []cascadia.Sel               // those for any element
}

// keyed are the selectors that want one attribute. A group has few such attributes: looking at each is faster than a map.
type keyed struct {
	key       string
	selectors []attrSelector
}

// attrSelector is a selector for elements with an attribute that holds a word. The word is "" if any value may match, and the
// key is "" if the selector wants no attribute.
type attrSelector struct {
	key, word string
	cascadia.Sel
}

// suits reports whether an element has the attribute that a selector wants.
func (a *attrSelector) suits(n *html.Node) bool {
	if a.key == "" {
		return true
	}
	for i := range n.Attr {
		if n.Attr[i].Key == a.key && strings.Contains(n.Attr[i].Val, a.word) {
			return true
		}
	}
	return false
}

// MustSelector returns a group of selectors. Its first use panics if one of them cannot be parsed; a test uses them
// all.
func MustSelector(written string) *Selector {
	return &Selector{written, sync.OnceValue(func() *parts { return compile(mustParse(written)) })}
}

// ParseSelector returns a group of selectors, or the error of the one that cannot be parsed.
func ParseSelector(written string) (*Selector, error) {
	group, err := cascadia.ParseGroup(written)
	if err != nil {
		return nil, err
	}
	return &Selector{written, sync.OnceValue(func() *parts { return compile(group) })}, nil
}

// Parts returns the selectors of the group, each in one spelling: "h1.a" for "H1.a".
func (s *Selector) Parts() []string {
	var all []string
	for _, one := range mustParse(s.Written) {
		all = append(all, one.String())
	}
	return all
}

// mustParse panics where goquery would take a selector that cannot be parsed for one that matches nothing.
func mustParse(written string) cascadia.SelectorGroup {
	group, err := cascadia.ParseGroup(written)
	if err != nil {
		panic(err)
	}
	return group
}

func compile(group cascadia.SelectorGroup) *parts {
	p := &parts{byTag: map[atom.Atom][]attrSelector{}}
	for _, one := range group {
		switch tag, key, word := selectorKey(withoutArguments(one.String())); {
		case tag != "":
			known := atom.Lookup([]byte(tag))
			p.byTag[known] = append(p.byTag[known], attrSelector{key, word, one})
		case key != "":
			p.addKeyed(attrSelector{key, word, one})
		default:
			p.other = append(p.other, one)
		}
	}
	return p
}

func (p *parts) addKeyed(one attrSelector) {
	i := slices.IndexFunc(p.keyed, func(k keyed) bool { return k.key == one.key })
	if i < 0 {
		i = len(p.keyed)
		p.keyed = append(p.keyed, keyed{key: one.key})
	}
	p.keyed[i].selectors = append(p.keyed[i].selectors, one)
}

// withoutArguments removes from a selector what is in quotes or in round brackets: it describes other elements, or a value.
func withoutArguments(one string) string {
	var b strings.Builder
	depth, quote := 0, rune(0)
	for _, r := range one {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
			continue
		case r == '"' || r == '\'':
			quote = r
			continue
		case r == '(':
			depth++
		case r == ')':
			depth--
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lastElement is the part of a selector that describes the element itself: its tag, and an attribute that it must have.
var lastElement = lazyRegexp(`([\w-]*)(?:([.#])([\w-]+)|\[([^\]=~*^$|\s]+)[^\]]*\])?(?:[^\s\[\]]|\[[^\]]*\])*$`)

// selectorKey returns the tag that an element must have for a selector, and one of the attributes with the word that it must
// hold; nothing if the selector is for any element.
func selectorKey(one string) (tag, key, word string) {
	m := lastElement().FindStringSubmatch(one)
	switch m[2] {
	case ".":
		return m[1], "class", m[3]
	case "#":
		return m[1], "id", m[3]
	}
	return m[1], m[4], ""
}

// Match reports whether one of the selectors matches an element.
func (s *Selector) Match(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	p := s.parts()
	tagged := p.byTag[n.DataAtom]
	for i := range tagged {
		if tagged[i].suits(n) && tagged[i].Match(n) {
			return true
		}
	}
	for i := range n.Attr {
		for k := range p.keyed {
			if n.Attr[i].Key == p.keyed[k].key && p.keyed[k].match(n, n.Attr[i].Val) {
				return true
			}
		}
	}
	for _, one := range p.other {
		if one.Match(n) {
			return true
		}
	}
	return false
}

// match reports whether one of the selectors matches an element whose attribute has this value.
func (k *keyed) match(n *html.Node, value string) bool {
	for i := range k.selectors {
		if strings.Contains(value, k.selectors[i].word) && k.selectors[i].Match(n) {
			return true
		}
	}
	return false
}

// hashes are runs of letters and digits in which digits precede letters.
var hashes = lazyRegexp(`[A-Za-z]*\d+[A-Za-z][A-Za-z0-9]*`)

// HasClassWord reports whether a word of an element's class or id is in words.
func HasClassWord(n *html.Node, words map[string]bool) bool {
	for _, a := range n.Attr {
		if (a.Key == "class" || a.Key == "id") && HasWord(a.Val, words) {
			return true
		}
	}
	return false
}

// HasWord reports whether a class name holds one of the words: "view_con-tit2 artTitle" has view, con, tit, art, title.
// In the generated name "css-1ad9x2", ad is not a word.
func HasWord(name string, words map[string]bool) bool {
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

// lazyRegexp compiles an expression when it is first used: most pages need few of them, and starting needs none.
func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// WordSet returns the words of a list separated by |, in lower case.
func WordSet(list string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.SplitSeq(list, "|") {
		all[strings.ToLower(strings.TrimSpace(word))] = true
	}
	return all
}
