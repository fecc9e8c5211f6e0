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

// YAML returns the templates as a file that [ParseFile] reads.
func YAML(templates []*Template) ([]byte, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, t := range templates {
		list.Content = append(list.Content, t.node())
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

// node returns a template as a mapping.
func (t *Template) node() *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode}
	add := func(key string, values ...string) {
		switch {
		case len(values) == 0 || values[0] == "":
		case len(values) == 1:
			m.Content = append(m.Content, scalar(key), scalar(values[0]))
		default:
			list := &yaml.Node{Kind: yaml.SequenceNode}
			for _, v := range values {
				list.Content = append(list.Content, scalar(v))
			}
			m.Content = append(m.Content, scalar(key), list)
		}
	}
	add("name", t.Name)
	add("seen", t.Seen)
	if t.Mark != nil {
		add("mark", written(marksOf(t))...)
	}
	add("wording", t.Wording...)
	for _, flag := range []struct {
		key string
		set bool
	}{{"plain", t.Plain}, {"excerpt", t.Excerpt}} {
		if flag.set {
			m.Content = append(m.Content, scalar(flag.key), &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: yes})
		}
	}
	for _, key := range ruleKeys {
		if one := t.oneSelector(key); one != nil {
			if *one != nil {
				add(key, (*one).Written)
			}
			continue
		}
		add(key, written(*t.rule(key))...)
	}
	add("furniture", t.Furniture...)
	add("learned", t.Learned)
	return m
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
