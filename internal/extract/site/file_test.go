package site

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"

	"herald/internal/extract/dom"
)

// bySelector compares selectors by what is written.
var bySelector = cmp.Comparer(func(a, b *dom.Selector) bool {
	return a == b || a != nil && b != nil && a.Written == b.Written
})

// TestYAMLIsComplete: what 'herald templates --yaml' prints is read back as the same templates, but for their names, which are taken.
func TestYAMLIsComplete(t *testing.T) {
	for tpl := range Builtin().All() {
		renamed := *tpl
		renamed.Common = nil // a template of the user claims what its mark matches
		renamed.Name += "-again"
		data, err := YAML([]Entry{{Template: &renamed}})
		if err != nil {
			t.Fatal(err)
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		list, err := templateList(doc.Content[0])
		if err != nil {
			t.Fatal(err)
		}
		read, err := parseEntry(list[0])
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(&renamed, read.Template, bySelector, cmpopts.IgnoreFields(Template{}, "Essential", "User"), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s: -written +read\n%s", tpl.Name, d)
		}
	}
}

func TestParseFileErrors(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"", "1:1: no templates"},
		{"- name: a", "1:1: want the key templates"},
		{"template: []", `1:1: unknown key "template"`},
		{"templates: []\ntemplates: []", "2:1: templates is repeated"},
		{"templates: a", "1:12: want a list"},
		{"templates: [a]", "1:13: want a template"},
		{"templates:\n  - name: a\n    name: b", "3:5: name is repeated"},
		{"templates:\n  - name: a\n    Mark: p", `3:5: unknown key "Mark": want one of name, extends,`},
		{"templates:\n  - name: a\n    mark: p[", `3:11: invalid selector "p["`},
		{"templates:\n  - name: a\n    mark: [p, 'q[']", `3:15: invalid selector "q["`},
		{"templates:\n  - name: a\n    mark: #a", "3:10: want text; put # and : in quotes"},
		{"templates:\n  - name: a\n    mark: []", "3:11: want a selector"},
		{"templates:\n  - name: a\n    mark: [[p]]", "3:12: want a selector"},
		{"templates:\n  - name: a\n    plain: yes", "3:12: want true or false"},
		{"templates:\n  - name: a", "2:5: template a claims no page"},
		{"templates:\n  - mark: p", "2:5: the template has no name"},
		{"templates:\n  - name: lines\n    mark: p", "2:5: the name lines is reserved"},
		{"templates:\n  - extends: views", `2:14: extends "views", which is not a built-in template`},
		{"templates:\n  - extends: view\n    mark: p", "2:5: extends keeps name, mark"},
		{"templates:\n  - name: view\n    mark: p", "2:5: there is already a template view"},
		{"templates:\n  - name: a\n    mark: p\n  - name: b\n    mark: P, q", "4:5: templates a and b claim one page: both have the mark p"},
		{"templates:\n  - name: a\n    mark: [p, q]\n  - name: b\n    mark: [p, q]", "4:5: templates a and b claim one page: both have the mark p"},
		{"templates:\n  - name: a\n    wording: [X, Y]\n  - name: b\n    wording: [Y, X]", "4:5: templates a and b claim one page: both have the same wording"},
		{"templates:\n  - name: a\n    plain: true", "2:5: templates print and a claim one page: both are plain"},
		{"templates:\n  - name: 'a", "2: "},
		{"templates:\n\t- name: a", "2: "},
	} {
		_, err := ParseFile([]byte(c.file))
		if _, ok := errors.AsType[*FileError](err); !ok || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.file, err, c.want)
		}
	}
}

func TestParseFile(t *testing.T) {
	set, err := ParseFile([]byte(`templates:
  - extends: news
    drop: [.promo, .poll]
    headline: h2.head
    byline: .who
    body: .other
    furniture: "Tap  here"
  - name: off
    mark: p.off
    enabled: false
  - name: pair
    mark: [div, p]
  - name: one
    mark: p
    learned: 40 pages
    body: .b
    suspect: [Maybe.]
`))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for tpl := range set.All() {
		names = append(names, tpl.Name)
		if tpl.Name != "news" {
			continue
		}
		extended := *news
		extended.Drop, extended.Byline, extended.Furniture = selector(".promo, .poll"), text(".who"), []string{"Tap here"}
		extended.Headline = append(slices.Clone(extended.Headline), selector("h2.head"))
		if d := cmp.Diff(&extended, tpl, bySelector); d != "" {
			t.Errorf("news: -want +got\n%s", d)
		}
	}
	// Of the templates that name the body, and of those that do not, the built-in ones are first.
	want := []string{"view", "news", "article", "newsinfo", "nview", "jsp", "mobile", "one", "amp", "kpopherald", "print", "pair"}
	if !slices.Equal(names, want) {
		t.Errorf("templates %q, want %q", names, want)
	}
	if news.Furniture != nil {
		t.Error("the built-in template was changed")
	}

	for page, want := range map[string]string{
		"<div><p>":                                      "pair",
		"<section><p>":                                  "",
		"<section><p><b class=b>":                       "one",
		"<section><p><b class=b></b><b class=b>":        "one",
		"<section><p><b class=b></b><i><b class=b></i>": "", // a learned template wants one body, or parts side by side
		"<h1 class=view_tit><div><p>":                   "view",
	} {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if tpl := set.ByMark(candidatesIn(set, root)); tpl != nil {
			got = tpl.Name
		}
		if got != want {
			t.Errorf("%s is claimed by %q, want %q", page, got, want)
		}
	}
}
