package site

import (
	"slices"
	"strings"

	"herald/internal/extract/dom"
)

// The values of an article's template field that name no template.
var reserved = []string{"text", "lines", "generic"}

// check refuses an entry that names nothing or that no page can match.
func (e *entry) check() error {
	switch {
	case e.extends != nil && (e.Name != "" || e.Mark != nil || e.Wording != nil || e.Plain):
		return errorAt(e.node, "extends keeps name, mark, wording and plain of the built-in template: remove them here")
	case e.extends != nil:
		return nil
	case e.Name == "":
		return errorAt(e.node, "the template has no name")
	case slices.Contains(reserved, e.Name):
		return errorAt(e.node, "the name %s is reserved for pages without a template", e.Name)
	case e.Mark == nil && len(e.Wording) == 0 && !e.Plain:
		return errorAt(e.node, "template %s claims no page: it needs mark, wording or plain", e.Name)
	}
	return nil
}

// addTo adds the template of an entry to others, or to the built-in one that it extends.
func (e *entry) addTo(all []*Template) ([]*Template, error) {
	if e.extends != nil {
		return e.extend(all)
	}
	for _, other := range all {
		if other.Name == e.Name {
			return nil, errorAt(e.node, "there is already a template %s: choose another name, or write extends: %s", e.Name, e.Name)
		}
		if mark := sharedMark(e.Template, other); mark != "" {
			return nil, errorAt(e.node, "templates %s and %s claim one page: both have the mark %s", other.Name, e.Name, mark)
		}
		if e.Plain && other.Plain && len(e.Wording) == 0 && e.Mark == nil && other.Mark == nil {
			return nil, errorAt(e.node, "templates %s and %s claim one page: both are plain", other.Name, e.Name)
		}
		if len(e.Wording) > 0 && sameLabels(e.Wording, other.Wording) {
			return nil, errorAt(e.node, "templates %s and %s claim one page: both have the same wording", other.Name, e.Name)
		}
	}
	return append(all, e.Template), nil
}

// sharedMark returns a selector that alone lets both templates claim a page, or "". Where a template wants several marks, the
// page must have them all: such templates claim one page only if all of them are the same.
func sharedMark(a, b *Template) string {
	if a.Mark == nil || b.Mark == nil || len(a.Also) != len(b.Also) {
		return ""
	}
	shared := ""
	theirs := marksOf(b)
	for i, mark := range marksOf(a) {
		at := slices.IndexFunc(mark.Parts(), func(part string) bool { return slices.Contains(theirs[i].Parts(), part) })
		if at < 0 {
			return ""
		}
		if shared == "" {
			shared = mark.Parts()[at]
		}
	}
	return shared
}

// marksOf returns the marks of a template that has one.
func marksOf(t *Template) []*dom.Selector { return append([]*dom.Selector{t.Mark}, t.Also...) }

func sameLabels(a, b []string) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(label string) bool { return !slices.Contains(b, label) })
}

// extend replaces a built-in template by one with the rules of the entry besides. A rule of the built-in one wins: what the
// entry has for the same field is asked after it.
func (e *entry) extend(all []*Template) ([]*Template, error) {
	at := slices.IndexFunc(all, func(t *Template) bool { return t.Name == e.extends.Value && !t.User })
	if at < 0 {
		return nil, errorAt(e.extends, "extends %q, which is not a built-in template: see 'herald templates'", e.extends.Value)
	}
	both := *all[at]
	for _, key := range ruleKeys {
		if one := both.oneSelector(key); one != nil {
			*one = joined(key, *one, *e.oneSelector(key))
			continue
		}
		rule := both.rule(key)
		*rule = slices.Concat(*rule, *e.rule(key))
	}
	both.Furniture = slices.Concat(both.Furniture, e.Furniture)
	all[at] = &both
	return all, nil
}

// joined returns the selector of a built-in template and that of its extension. Elements to drop add up; of the others the
// built-in one wins.
func joined(key string, builtin, added *dom.Selector) *dom.Selector {
	switch {
	case builtin == nil:
		return added
	case added == nil || key != "drop":
		return builtin
	}
	return dom.MustSelector(strings.Join([]string{builtin.Written, added.Written}, ", "))
}
