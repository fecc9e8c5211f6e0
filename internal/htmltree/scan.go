package htmltree

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// scanner reads a page tag by tag, as html.Tokenizer does, but copies nothing: every string it gives is a piece of the
// page. What is rare and intricate it leaves to the full parser, and says so.
type scanner struct {
	page  string
	at    int
	attrs []html.Attribute // unused ones, one allocation for many
	made  int              // attributes so far
	err   error            // ends the page
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
	tag  atom.Atom // of a tag that html knows
	name string    // of a tag, in lower case; else the text
	attr []html.Attribute

	selfClosing bool // the tag ends in "/>", which matters in drawings only
}

// fallback leaves the page to html.Parse.
func (s *scanner) fallback() token { return s.fail(ErrUnsure) }

// fail ends the page with the first error.
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

// markup reads what the < at s.at begins.
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

// attributes reads the rest of a tag. The first of two attributes with one name counts.
func (s *scanner) attributes(t *token) bool {
	// Most elements have fewer than the first number; none of a page has more than the second.
	const few, most = 8, 100
	if cap(s.attrs)-len(s.attrs) < few {
		s.attrs = make([]html.Attribute, 0, 32*few)
	}
	first := len(s.attrs)
	valueEnd := 0 // of the last attribute that counts
	for {
		s.skipSpaceAndSlashes()
		if s.at >= len(s.page) || len(s.attrs)-first > most || s.made > MaxAttributes {
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

// unescapeValue reads the character references of an attribute. They differ from those of a text where no semicolon ends
// them: addresses are full of such ampersands.
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

// unescapeSlowly lets the tokenizer read the value, in the quotes that it doesn't hold.
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
	end := -1
	if name == "script" {
		end = endOfScript(body)
	} else {
		end = indexTag(body, "</", name)
	}
	if end < 0 {
		s.fallback()
		return ""
	}
	s.at += end + len("</")
	s.tag(endTag)
	return body[:end]
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

// endOfScript returns the index of the end tag of a script, -1 if there is none. An end tag inside a comment that has
// opened another script ends only that one: the script data double escaped states (13.2.5.27).
func endOfScript(text string) int {
	const name, comment, commentEnd = "script", "<!--", "-->"
	escaped, nested := false, false
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return -1
		}
		if escaped {
			if end := strings.Index(text[at:at+i], commentEnd); end >= 0 {
				escaped, nested = false, false
				at += end + len(commentEnd)
				continue
			}
		}
		at += i
		rest := text[at:]
		switch {
		case strings.HasPrefix(rest, comment) && !escaped:
			escaped = true
			at += len("<!") // "<!-->" is a whole comment
			continue
		case len(rest) > 1 && rest[1] == '/' && beginsTag(rest[len("</"):], name):
			if !nested {
				return at
			}
			nested = false
		case escaped && beginsTag(rest[len("<"):], name):
			nested = true
		}
		at += len("<")
	}
}

// lowerASCII leaves other letters as they are, as the tokenizer does.
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
