package site

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"herald/internal/decode"
	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// fixtureRoots are the parsed fixtures by folder.
func fixtureRoots(t *testing.T) map[string]map[string]*html.Node {
	t.Helper()
	all := map[string]map[string]*html.Node{}
	files, err := filepath.Glob("../../../testdata/pages/*/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		folder := filepath.Base(filepath.Dir(file))
		if folder == "reject" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := decode.Decode(data, "")
		if err != nil {
			t.Fatal(err)
		}
		if all[folder] == nil {
			all[folder] = map[string]*html.Node{}
		}
		all[folder][filepath.Base(file)] = doc.HTML.Nodes[0]
	}
	return all
}

// candidates are the elements of a page that rules may name.
func candidates(root *html.Node) []*html.Node { return candidatesIn(Builtin(), root) }

func candidatesIn(set *Set, root *html.Node) []*html.Node {
	var found []*html.Node
	for n := range dom.Elements(root) {
		if set.IsCandidate(n) {
			found = append(found, n)
		}
	}
	return found
}

// TestNoDeadProbe: every place in the rules is the one that gives a field on some page of its template.
func TestNoDeadProbe(t *testing.T) {
	pages := fixtureRoots(t)
	for tpl := range Builtin().All() {
		for field, places := range tpl.Rules() {
			for _, place := range places {
				won := false
				for _, root := range pages[tpl.Name] {
					_, from, _ := places.Find(candidates(root))
					won = won || from == place.Written
				}
				if !won {
					t.Errorf("%s: %s of %s wins on no page", tpl.Name, place.Written, field)
				}
			}
		}
		for name, root := range pages[tpl.Name] {
			if tpl.Body != nil && Builtin().ByMark(candidates(root)) == tpl && len(tpl.Bodies(candidates(root))) == 0 {
				t.Errorf("%s/%s lacks the element of the story", tpl.Name, name)
			}
		}
	}
}

// TestFieldsComplete: a template says what it is, when it was seen and how it is told, and has pages to show it.
func TestFieldsComplete(t *testing.T) {
	pages := fixtureRoots(t)
	for tpl := range Builtin().All() {
		if tpl.Name == "" || tpl.Seen == "" || tpl.Mark == nil && len(tpl.Wording) == 0 && !tpl.Plain {
			t.Errorf("%+v lacks its name, when it was seen or what marks it", tpl)
		}
		if len(pages[tpl.Name]) == 0 {
			t.Errorf("%s has no page", tpl.Name)
		}
	}
}

// TestNoDeadWord: every selector of what is left out, and every word that the site's parts are told by, stands on some page.
func TestNoDeadWord(t *testing.T) {
	printed, classes, roots := printedAndNamed(t)
	selectors := []*dom.Selector{DropAlways, Captions, Controls}
	for tpl := range Builtin().All() {
		selectors = append(selectors, tpl.Mark, tpl.Body, tpl.Drop, tpl.Story)
	}
	for _, s := range selectors {
		if s == nil {
			continue
		}
		for one := range strings.SplitSeq(s.Written, ",") {
			if sel := dom.MustSelector(strings.TrimSpace(one)); !slices.ContainsFunc(roots, func(root *html.Node) bool { return cascadia.Query(root, sel) != nil }) {
				t.Errorf("%s matches on no page", sel.Written)
			}
		}
	}
	for word := range JunkWords {
		if !dom.HasWord(classes, map[string]bool{word: true}) {
			t.Errorf("no class or id has the word %q", word)
		}
	}
	for label := range furniture {
		if !printed[label] {
			t.Errorf("no page prints %q", label)
		}
	}
}

// printedAndNamed are the texts of all fixtures, of one node or line each, their classes and ids, and the trees.
func printedAndNamed(t *testing.T) (printed map[string]bool, classes string, roots []*html.Node) {
	t.Helper()
	printed = map[string]bool{}
	var named []string
	for _, pages := range fixtureRoots(t) {
		for _, root := range pages {
			roots = append(roots, root)
			for n := range root.Descendants() {
				named = append(named, dom.Attr(n, "class"), dom.Attr(n, "id"))
				if n.Type == html.TextNode {
					printed[strings.ToLower(normalize.Text(n.Data))] = true
				}
			}
		}
	}
	files, err := filepath.Glob("../../../testdata/pages/text/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(data)) {
			printed[strings.ToLower(normalize.Text(strings.TrimLeft(l, " •")))] = true
		}
	}
	return printed, strings.Join(named, " "), roots
}
