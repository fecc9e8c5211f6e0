package site

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// FileError is returned for a template file that cannot be used. It names the place: Column is 0 where only the line is
// known.
type FileError struct {
	Line, Column int
	Reason       string
}

// Error begins with the place, "3:5: unknown key", so that a caller can put the name of the file before it.
func (e *FileError) Error() string {
	if e.Column == 0 {
		return fmt.Sprintf("%d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Reason)
}

func errorAt(n *yaml.Node, format string, values ...any) error {
	return &FileError{n.Line, n.Column, fmt.Sprintf(format, values...)}
}

// The values of a key that are not text.
const yes, no = "true", "false"

// entry is one template of a file.
type entry struct {
	*Template
	node    *yaml.Node
	extends *yaml.Node // nil for a template that is complete
	off     bool
}

// ParseFile reads a file of templates and returns the built-in templates with those of the file. The templates that extend
// a built-in one are added to it. The error is a [*FileError].
func ParseFile(data []byte) (*Set, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, syntaxError(err)
	}
	if len(doc.Content) == 0 {
		return nil, &FileError{1, 1, "no templates: want a list of templates under the key templates"}
	}
	list, err := templateList(doc.Content[0])
	if err != nil {
		return nil, err
	}
	all := slices.Clone(templates)
	for _, n := range list {
		e, err := parseEntry(n)
		if err != nil {
			return nil, err
		}
		if e.off {
			continue
		}
		if all, err = e.addTo(all); err != nil {
			return nil, err
		}
	}
	return newSet(all), nil
}

var yamlLine = regexp.MustCompile(`^yaml: line (\d+): `)

// syntaxError returns an error of the YAML library, whose text alone holds the line.
func syntaxError(err error) error {
	m := yamlLine.FindStringSubmatch(err.Error())
	if m == nil {
		return &FileError{1, 0, strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	line, _ := strconv.Atoi(m[1]) // digits
	return &FileError{line, 0, err.Error()[len(m[0]):]}
}

// templateList returns the templates of a document: "templates:" and a list.
func templateList(root *yaml.Node) ([]*yaml.Node, error) {
	if root.Kind != yaml.MappingNode {
		return nil, errorAt(root, "want the key templates with a list of templates")
	}
	list, found := []*yaml.Node(nil), false
	for i := 0; i < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch {
		case key.Value != "templates":
			return nil, errorAt(key, "unknown key %q: want templates", key.Value)
		case found:
			return nil, errorAt(key, "templates is repeated")
		case value.Kind != yaml.SequenceNode && value.Tag != "!!null":
			return nil, errorAt(value, "want a list of templates, each beginning with \"- \"")
		default:
			list, found = value.Content, true
		}
	}
	return list, nil
}

func parseEntry(n *yaml.Node) (entry, error) {
	e := entry{Template: &Template{User: true}, node: n}
	if n.Kind != yaml.MappingNode {
		return e, errorAt(n, "want a template: keys such as name, mark and body")
	}
	seen := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if seen[key.Value] {
			return e, errorAt(key, "%s is repeated", key.Value)
		}
		seen[key.Value] = true
		if err := e.set(key, value); err != nil {
			return e, err
		}
	}
	return e, e.check()
}

// set takes the value of a key.
func (e *entry) set(key, value *yaml.Node) (err error) {
	if one := e.oneSelector(key.Value); one != nil {
		*one, err = parseSelector(value)
		return err
	}
	if rule := e.rule(key.Value); rule != nil {
		*rule, err = parseSelectors(value)
		return err
	}
	switch key.Value {
	case "name":
		e.Name, err = parseText(value)
	case "seen":
		e.Seen, err = parseText(value)
	case "learned":
		e.Learned, err = parseText(value)
	case "extends":
		e.extends = value
		_, err = parseText(value)
	case "mark":
		err = e.setMarks(value)
	case "wording":
		e.Wording, err = parseLines(value)
	case "furniture":
		e.Furniture, err = parseLines(value)
	case "suspect":
		_, err = parseLines(value) // stays in the body until somebody moves it to furniture
	case "plain":
		e.Plain, err = parseBool(value)
	case "excerpt":
		e.Excerpt, err = parseBool(value)
	case "enabled":
		e.off, err = parseBool(value)
		e.off = !e.off
	default:
		return errorAt(key, "unknown key %q: want one of %s", key.Value, strings.Join(Keys(), ", "))
	}
	return err
}

// oneSelector returns the selector that a key sets, or nil.
func (t *Template) oneSelector(key string) **dom.Selector {
	switch key {
	case "body":
		return &t.Body
	case "story":
		return &t.Story
	case "caption":
		return &t.Caption
	case "image":
		return &t.Image
	case "drop":
		return &t.Drop
	}
	return nil
}

// rule returns the rule that a key sets, or nil.
func (t *Template) rule(key string) *Rule {
	switch key {
	case "headline":
		return &t.Headline
	case "subhead":
		return &t.Subhead
	case "section":
		return &t.Section
	case "byline":
		return &t.Byline
	case "published":
		return &t.Published
	case "updated":
		return &t.Updated
	}
	return nil
}

func (e *entry) setMarks(value *yaml.Node) error {
	marks, err := parseSelectors(value)
	if err != nil {
		return err
	}
	e.Mark, e.Also = marks[0], marks[1:]
	return nil
}

func parseSelector(n *yaml.Node) (*dom.Selector, error) {
	if n.Kind == yaml.SequenceNode { // any of them
		all, err := parseSelectors(n)
		if err != nil {
			return nil, err
		}
		var written []string
		for _, s := range all {
			written = append(written, s.Written)
		}
		return dom.ParseSelector(strings.Join(written, ", "))
	}
	text, err := parseText(n)
	if err != nil {
		return nil, err
	}
	s, err := dom.ParseSelector(text)
	if err != nil {
		return nil, errorAt(n, "invalid selector %q: %v", text, err)
	}
	return s, nil
}

// parseSelectors reads one selector or a list of them.
func parseSelectors(n *yaml.Node) (Rule, error) {
	var all Rule
	for _, one := range items(n) {
		if one.Kind != yaml.ScalarNode {
			return nil, errorAt(one, "want a selector")
		}
		s, err := parseSelector(one)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	if len(all) == 0 {
		return nil, errorAt(n, "want a selector")
	}
	return all, nil
}

// parseLines reads lines of text as the extractor has them.
func parseLines(n *yaml.Node) ([]string, error) {
	all := []string{}
	for _, one := range items(n) {
		text, err := parseText(one)
		if err != nil {
			return nil, err
		}
		all = append(all, normalize.Text(text))
	}
	return all, nil
}

// items returns the items of a list, or a value that stands for a list of one.
func items(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return []*yaml.Node{n}
}

func parseText(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		return "", errorAt(n, "want text; put # and : in quotes")
	}
	return n.Value, nil
}

func parseBool(n *yaml.Node) (bool, error) {
	if n.Kind != yaml.ScalarNode || n.Value != yes && n.Value != no {
		return false, errorAt(n, "want true or false")
	}
	return n.Value == yes, nil
}
