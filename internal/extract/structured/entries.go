package structured

import (
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// yamlEntries returns the entries of a YAML mapping, or nil if the text is not one. Lists and mappings are read one level deep.
func yamlEntries(text string) entries {
	var doc yaml.Node // as nodes, references are not followed and numbers and dates stay as written
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	return mappingEntries(doc.Content[0].Content, true)
}

// mappingEntries returns the entries of a mapping, given as keys and values in turn, and those of the mappings in it, if these
// are wanted: Hugo has parameters, and an author may have a name and a mail address.
func mappingEntries(pairs []*yaml.Node, nested bool) entries {
	var all entries
	for ; len(pairs) > 1; pairs = pairs[2:] {
		e := entry{key: entryKey(pairs[0].Value)}
		switch value := pairs[1]; value.Kind {
		case yaml.ScalarNode:
			e.values = scalars(value)
		case yaml.SequenceNode:
			for _, item := range value.Content {
				e.values = append(e.values, strings.Join(scalars(item), " "))
			}
		case yaml.MappingNode:
			e.values = []string{strings.Join(scalars(value), " ")}
			if nested {
				all = append(all, mappingEntries(value.Content, false)...)
			}
		}
		all = append(all, e)
	}
	return all
}

// scalars returns the value of a node, or the values of a mapping of name and mail address.
func scalars(n *yaml.Node) []string {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag != "!!null":
		return []string{n.Value}
	case n.Kind == yaml.MappingNode:
		var values []string
		for pairs := n.Content; len(pairs) > 1; pairs = pairs[2:] {
			if pairs[1].Kind == yaml.ScalarNode && pairs[1].Tag != "!!null" {
				values = append(values, pairs[1].Value)
			}
		}
		return values
	}
	return nil
}

// lineEntries reads entries a line each, "key: value" or "key = value": TOML, and YAML that is malformed. A line without a key
// continues the value above it; "- " begins another value.
func lineEntries(text string) entries {
	var all entries
	for l := range strings.Lines(text) {
		key, value, ok := cutKey(strings.TrimRight(l, " \t\n"))
		switch {
		case ok:
			all = append(all, entry{key, []string{value}})
		case len(all) > 0 && !tableName().MatchString(l):
			last := &all[len(all)-1]
			l = strings.TrimSpace(l)
			if item, ok := strings.CutPrefix(l, "- "); ok {
				last.values = append(last.values, item)
			} else if value := &last.values[len(last.values)-1]; len(*value) <= maxClaim { // a longer one is not read
				*value += " " + l
			}
		}
	}
	for i := range all {
		all[i].values = lineValues(all[i].values)
	}
	return all
}

// tableName matches the line above the entries of a table in TOML.
var tableName = lazyRegexp(`^\[{1,2}[\w.-]+\]{1,2}\s*$`)

// longestKey is more than any key that is read has.
const longestKey = 40

// cutKey separates a line into key and value. The line of a key is not indented, and a colon is followed by a space: an
// address is no key.
func cutKey(l string) (key, value string, ok bool) {
	end := strings.IndexFunc(l, func(r rune) bool { return !isKeyRune(r) })
	if end < 0 {
		return "", "", false
	}
	key, rest := strings.TrimRight(l[:end], " "), l[end:]
	if key == "" || len(key) > longestKey || l[0] == ' ' || l[0] == '-' {
		return "", "", false
	}
	if rest[0] == '=' || rest == ":" || strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, ":\t") {
		return entryKey(key), strings.TrimSpace(rest[1:]), true
	}
	return "", "", false
}

func isKeyRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_- .", r) || unicode.Is(unicode.Hangul, r)
}

var keySigns = strings.NewReplacer(" ", "_", "-", "_", ".", "_")

// entryKey returns a key as [entry] has it.
func entryKey(s string) string { return keySigns.Replace(strings.ToLower(s)) }

// blockMark is what precedes a value of several lines in YAML.
var blockMark = lazyRegexp(`^[|>][-+]?(?:\s|$)`)

// lineValues returns values without their quotes, and the items of a list in brackets.
func lineValues(values []string) []string {
	var all []string
	for _, v := range values {
		v = strings.TrimSpace(blockMark().ReplaceAllString(v, ""))
		list, open := strings.CutPrefix(v, "[")
		list, closed := strings.CutSuffix(list, "]")
		if list = strings.Trim(list, " ,"); open && closed && list != "" && strings.ContainsAny(list[:1], `"'`) {
			for item := range strings.SplitSeq(list, ",") {
				all = append(all, unquoted(strings.TrimSpace(item)))
			}
			continue
		}
		all = append(all, unquoted(v))
	}
	return all
}

// unquoted returns a value without its quotes and, in double ones, its escapes.
func unquoted(s string) string {
	const quotes = 2
	if value, err := strconv.Unquote(s); err == nil && s[0] == '"' {
		return value
	}
	if len(s) >= quotes && s[0] == s[len(s)-1] && (s[0] == '"' || s[0] == '\'') {
		return s[1 : len(s)-1]
	}
	return s
}
