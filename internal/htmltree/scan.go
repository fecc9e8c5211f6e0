package htmltree

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// scanner reads a page token by token, like html.Tokenizer, without copying: its strings are substrings of the page unless
// they hold character references or capitals. Rare and intricate markup sets err to [ErrUnsure].
type scanner struct {
	page  string
	at    int
	arena *Arena
	attrs []html.Attribute // of the arena; those beyond the length are unused
	made  int              // number of attributes so far
	err   error            // set: at is the end of the page
}

type tokenKind int

const (
	endOfPage tokenKind = iota
	textToken
	startTag
	endTag
	commentToken
	doctypeToken
)

type token struct {
	kind tokenKind
	tag  atom.Atom // of a tag; 0 if package atom does not have its name
	name string    // of a tag, in lower case; of other tokens, their text
	attr []html.Attribute

	selfClosing bool // the tag ends in "/>", which matters in drawings only
}

// fallback leaves the page to html.Parse.
func (s *scanner) fallback() token { return s.fail(ErrUnsure) }

// fail ends the page with an error, of which the first counts.
func (s *scanner) fail(err error) token {
	s.err, s.at = cmp.Or(s.err, err), len(s.page)
	return token{}
}

func (s *scanner) next() token {
	from := s.at
	for i := from; ; i++ {
		j := strings.IndexByte(s.page[i:], '<')
		if j < 0 {
			s.at = len(s.page)
			return textOrEnd(s.page[from:])
		}
		i += j
		if i+1 < len(s.page) && !beginsMarkup(s.page[i+1]) {
			continue
		}
		if i > from {
			s.at = i
			return textOrEnd(s.page[from:i])
		}
		return s.markup()
	}
}

func textOrEnd(text string) token {
	if text == "" {
		return token{}
	}
	return token{kind: textToken, name: html.UnescapeString(text)}
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func beginsMarkup(c byte) bool { return isLetter(c) || c == '/' || c == '!' || c == '?' }

// markup reads a tag, comment or doctype from the < at s.at on.
func (s *scanner) markup() token {
	rest := s.page[s.at:]
	switch {
	case len(rest) < len("<a>"):
		return s.fallback()
	case isLetter(rest[1]):
		s.at++
		return s.tag(startTag)
	case rest[1] == '/' && isLetter(rest[2]):
		s.at += 2
		return s.tag(endTag)
	case rest[1] == '/':
		return s.fallback()
	case strings.HasPrefix(rest, "<!--"):
		return s.comment()
	}
	end := strings.IndexByte(rest, '>')
	if end < 0 {
		return s.fallback()
	}
	s.at += end + 1
	const doctype = "<!doctype"
	switch {
	case len(rest) > len(doctype) && strings.EqualFold(rest[:len(doctype)], doctype):
		return token{kind: doctypeToken, name: rest[:end+1]}
	case rest[1] == '!':
		return token{kind: commentToken, name: html.UnescapeString(rest[2:end])}
	}
	return token{kind: commentToken, name: html.UnescapeString(rest[1:end])}
}

func (s *scanner) comment() token {
	body := s.page[s.at+len("<!--"):]
	end := strings.Index(body, "-->")
	if end < 0 || strings.HasPrefix(body, ">") || strings.HasPrefix(body, "->") || strings.Contains(body[:end], "--!>") {
		return s.fallback()
	}
	s.at = len(s.page) - len(body) + end + len("-->")
	return token{kind: commentToken, name: html.UnescapeString(body[:end])}
}

// tag reads a tag from its name on.
func (s *scanner) tag(kind tokenKind) token {
	from := s.at
	s.at = endOfName(s.page, from)
	t := token{kind: kind, name: lowerASCII(s.page[from:s.at])}
	t.tag = atom.Lookup([]byte(t.name))
	if !s.attributes(&t) {
		return s.fallback()
	}
	return t
}

const (
	// usualAttributes is a number of attributes that few elements exceed: there is room for so many without an allocation.
	usualAttributes = 8
	// maxTagAttributes is the number of attributes above which a tag is left to html.Parse: finding equal names takes
	// quadratic time. No tag of the pages known has more.
	maxTagAttributes = 100
)

// attributes reads the rest of a tag. Of attributes with equal names, the first counts.
func (s *scanner) attributes(t *token) bool {
	if cap(s.attrs)-len(s.attrs) < usualAttributes {
		s.attrs = s.arena.attrs.next(attrChunk)[:0]
	}
	first := len(s.attrs)
	valueEnd := 0 // of the last attribute that counts
	for {
		s.skipSpaceAndSlashes()
		if s.at >= len(s.page) || len(s.attrs)-first > maxTagAttributes || s.made > MaxAttributes {
			return false
		}
		if s.page[s.at] == '>' {
			t.selfClosing = s.page[s.at-1] == '/' && valueEnd != s.at // an unquoted value may end in a slash
			s.at++
			break
		}
		key, value, ok := s.attribute()
		if !ok {
			return false
		}
		if t.kind == startTag && !slices.ContainsFunc(s.attrs[first:], func(a html.Attribute) bool { return a.Key == key }) {
			s.attrs = append(s.attrs, html.Attribute{Key: key, Val: value})
			s.made++
			valueEnd = s.at
		}
	}
	if len(s.attrs) > first {
		t.attr = s.attrs[first:len(s.attrs):len(s.attrs)]
	}
	return true
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r' }

func endsName(c byte) bool { return c == '>' || c == '/' || isSpace(c) }

func endOfName(page string, i int) int {
	for i < len(page) && !endsName(page[i]) {
		i++
	}
	return i
}

func (s *scanner) skipSpaceAndSlashes() {
	i := s.at
	for i < len(s.page) && (s.page[i] == '/' || isSpace(s.page[i])) {
		i++
	}
	s.at = i
}

func (s *scanner) skipSpace() {
	i := s.at
	for i < len(s.page) && isSpace(s.page[i]) {
		i++
	}
	s.at = i
}

// attribute reads a key and its value.
func (s *scanner) attribute() (key, value string, ok bool) {
	from := s.at
	s.skipKey()
	key = lowerASCII(s.page[from:s.at])
	if !s.skipEquals() {
		return key, "", true
	}
	if s.at >= len(s.page) {
		return "", "", false
	}
	raw, ok := s.rawValue()
	if !ok {
		return "", "", false
	}
	value, ok = unescapeValue(raw)
	return key, value, ok
}

func (s *scanner) skipKey() {
	i := s.at + 1 // also after an =, which is a letter like others there
	for i < len(s.page) && s.page[i] != '=' && !endsName(s.page[i]) {
		i++
	}
	s.at = i
}

// skipEquals moves from the end of a key to its value, and reports whether it has one.
func (s *scanner) skipEquals() bool {
	s.skipSpace()
	if s.at >= len(s.page) || s.page[s.at] != '=' {
		return false
	}
	s.at++
	s.skipSpace()
	return true
}

// rawValue reads a value as it is written, without its quotes. A quoted value without an end is not ok.
func (s *scanner) rawValue() (raw string, ok bool) {
	if quote := s.page[s.at]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(s.page[s.at+1:], quote)
		if end < 0 {
			return "", false
		}
		raw = s.page[s.at+1 : s.at+1+end]
		s.at += end + 2
		return raw, true
	}
	i := s.at
	for i < len(s.page) && s.page[i] != '>' && !isSpace(s.page[i]) {
		i++
	}
	raw = s.page[s.at:i]
	s.at = i
	return raw, true
}

// CountAttributes returns the number of attributes of a tag, of which text begins after the name, and the index of the ">"
// that ends it: len(text) if nothing ends it. Attributes of one name are counted each.
func CountAttributes(text []byte) (count, end int) {
	s := scanner{page: unsafeString(text)}
	for {
		s.skipSpaceAndSlashes()
		if s.at >= len(text) || text[s.at] == '>' {
			return count, s.at
		}
		count++
		s.skipKey()
		if !s.skipEquals() || s.at >= len(text) {
			continue
		}
		if _, ok := s.rawValue(); !ok {
			return count, len(text)
		}
	}
}

// unescapeValue resolves the character references of an attribute. Unlike in text, one without a semicolon before = or a letter
// is none: URLs are full of such ampersands.
func unescapeValue(raw string) (string, bool) {
	plain := true
	for i := 0; ; i++ {
		j := strings.IndexByte(raw[i:], '&')
		if j < 0 {
			break
		}
		i += j
		end := i + 1
		for end < len(raw) && (isLetter(raw[end]) || '0' <= raw[end] && raw[end] <= '9') {
			end++
		}
		switch {
		case end < len(raw) && raw[end] == '=': // "?a=1&b=2" holds no reference
		case strings.HasPrefix(raw[i:], "&amp;"), strings.HasPrefix(raw[i:], "&quot;"):
			plain = false
		default:
			return unescapeSlowly(raw)
		}
	}
	if plain {
		return raw, true
	}
	return valueEntities.Replace(raw), true
}

var valueEntities = strings.NewReplacer("&amp;", "&", "&quot;", `"`)

// unescapeSlowly resolves the references with html.Tokenizer. It reports false for a value with both kinds of quotes.
func unescapeSlowly(raw string) (string, bool) {
	quote := `"`
	if strings.Contains(raw, quote) {
		quote = "'"
	}
	if strings.Contains(raw, quote) {
		return "", false
	}
	z := html.NewTokenizer(strings.NewReader("<a b=" + quote + raw + quote + ">"))
	z.Next()
	_, value, _ := z.TagAttr()
	return string(value), true
}

// rawText reads up to the end tag of a script, a style, a title, and the end tag itself.
func (s *scanner) rawText(name string) string {
	body := s.page[s.at:]
	end := indexEndTag(body, name)
	if end < 0 {
		s.fallback()
		return ""
	}
	s.at += end + len("</")
	s.tag(endTag)
	return body[:end]
}

// indexEndTag returns the index of the end tag of an element that holds raw text, -1 if there is none.
func indexEndTag(text, name string) int {
	if name == "script" {
		return endOfScript(text)
	}
	return indexTag(text, "</", name)
}

// indexTag returns the index of the first tag of that name, -1 if there is none; open is "<" or "</".
func indexTag(text, open, name string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], open)
		if i < 0 {
			return -1
		}
		if beginsTag(text[from+i+len(open):], name) {
			return from + i
		}
		from += i + len(open)
	}
}

// beginsTag reports whether text begins with the name of a tag, in any case, and its end.
func beginsTag(text, name string) bool {
	return len(text) > len(name) && endsName(text[len(name)]) && strings.EqualFold(text[:len(name)], name)
}

// endOfScript returns the index of the end tag of a script, -1 if there is none.
func endOfScript(text string) int {
	const commentEnd = "-->"
	var state scriptState
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return -1
		}
		if state.escaped {
			if end := strings.Index(text[at:at+i], commentEnd); end >= 0 {
				state = scriptState{}
				at += end + len(commentEnd)
				continue
			}
		}
		at += i
		if state.ends(text[at:]) {
			return at
		}
		at += len("<")
	}
}

// scriptState is where in a script its reader is. An end tag inside a comment that has opened another script ends only that one:
// the script data double escaped states (13.2.5.27).
type scriptState struct {
	escaped bool // in a comment
	nested  bool // in another script, in that comment
}

// ends reports whether text, which begins with a "<", begins with the end tag of the script.
func (s *scriptState) ends(text string) bool {
	const name = "script"
	rest := text[len("<"):]
	switch {
	case !s.escaped && strings.HasPrefix(rest, "!--"):
		s.escaped = true
	case strings.HasPrefix(rest, "/") && beginsTag(rest[len("/"):], name):
		if !s.nested {
			return true
		}
		s.nested = false
	case s.escaped && beginsTag(rest, name):
		s.nested = true
	case s.escaped && !s.nested && rest != "" && rest[0] != '/' && !isLetter(rest[0]):
		s.escaped = false // html.Parse ends the comment at a lone "<"; the standard does not
	}
	return false
}

// lowerASCII converts ASCII letters only, like html.Tokenizer.
func lowerASCII(s string) string {
	lower := true
	for i := range len(s) {
		lower = lower && (s[i] < 'A' || s[i] > 'Z')
	}
	if lower {
		return s
	}
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
