package site

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// ruleKeys are the keys of the rules that elements satisfy, in the order in which they are written.
var ruleKeys = []string{
	"headline", "subhead", "section", "byline", "published", "updated", "body", "story", "caption", "image", "drop",
}

// Keys returns the keys of a template in a file, in the order in which they are written.
func Keys() []string {
	keys := append([]string{"name", "extends", "seen", "mark", "wording", "plain", "excerpt"}, ruleKeys...)
	return append(keys, "furniture", "suspect", "enabled", "learned")
}

// Entry is a template as it is written to a file.
type Entry struct {
	*Template
	Extends  string            // the built-in template that it adds to, or ""
	Suspect  []string          // lines that may be furniture
	Disabled bool              // "enabled: false"
	Notes    map[string]string // comments by key
}

// YAML returns templates as a file that [ParseFile] reads.
func YAML(entries []Entry) ([]byte, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, e := range entries {
		list.Content = append(list.Content, e.node())
	}
	root := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar("templates"), list}}
	var b bytes.Buffer
	to := yaml.NewEncoder(&b)
	const indent = 2
	to.SetIndent(indent)
	if err := to.Encode(root); err != nil {
		return nil, fmt.Errorf("templates as YAML: %w", err)
	}
	return b.Bytes(), nil
}

// node returns an entry as a mapping.
func (e *Entry) node() *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode}
	add := func(key string, values ...string) {
		if len(values) == 0 || values[0] == "" {
			return
		}
		m.Content = append(m.Content, scalar(key), scalarOrList(values))
		e.note(m, key)
	}
	set := func(key, value string) {
		m.Content = append(m.Content, scalar(key), &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: value})
		e.note(m, key)
	}
	if e.Extends == "" {
		add("name", e.Name)
	}
	add("extends", e.Extends)
	if e.Disabled {
		set("enabled", no)
	}
	add("seen", e.Seen)
	if e.Mark != nil {
		add("mark", written(marksOf(e.Template))...)
	}
	add("wording", e.Wording...)
	if e.Plain {
		set("plain", yes)
	}
	if e.Excerpt {
		set("excerpt", yes)
	}
	for _, key := range ruleKeys {
		if one := e.oneSelector(key); one == nil {
			add(key, written(*e.rule(key))...)
		} else if *one != nil {
			add(key, (*one).Written)
		}
	}
	add("furniture", e.Furniture...)
	add("suspect", e.Suspect...)
	add("learned", e.Learned)
	return m
}

// note puts the comment on a key beside its value, or above it if that is a list.
func (e *Entry) note(m *yaml.Node, key string) {
	last := len(m.Content) - 1
	if m.Content[last].Kind == yaml.SequenceNode {
		m.Content[last-1].HeadComment = e.Notes[key]
		return
	}
	m.Content[last].LineComment = e.Notes[key]
}

func scalarOrList(values []string) *yaml.Node {
	if len(values) == 1 {
		return scalar(values[0])
	}
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, v := range values {
		list.Content = append(list.Content, scalar(v))
	}
	return list
}

func written(all Rule) []string {
	var texts []string
	for _, s := range all {
		texts = append(texts, s.Written)
	}
	return texts
}

func scalar(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}
