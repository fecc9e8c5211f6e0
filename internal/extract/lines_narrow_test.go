package extract

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
)

// fixtureRoots are the parsed fixtures by folder.
func fixtureRoots(t *testing.T) map[string]map[string]*html.Node {
	t.Helper()
	all := map[string]map[string]*html.Node{}
	files, err := filepath.Glob("../../testdata/pages/*/*.html")
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

func TestTemplatesDisjoint(t *testing.T) {
	for folder, pages := range fixtureRoots(t) {
		for name, root := range pages {
			var claims []string
			lines := layout(root).lines
			stated := structured.Read(root, nil)
			h := findHead(lines, hints{titles: stated.Titles()}, -1, len(lines))
			for tpl := range site.Builtin().All() {
				marked := tpl.Mark != nil && cascadia.Query(root, tpl.Mark) != nil
				// The wording is asked only if no mark claims the page.
				worded := len(claims) == 0 && folder != ByGeneric && byWording(site.Builtin(), root, lines, h) == tpl
				if marked || worded {
					claims = append(claims, tpl.Name)
				}
			}
			want := []string{folder}
			if folder == ByLines || folder == ByGeneric {
				want = nil
			}
			if !slices.Equal(claims, want) {
				t.Errorf("%s/%s is claimed by %q, want %q", folder, name, claims, want)
			}
		}
	}
}

// TestNarrowedIsFull: what is too far from headline and body to be laid out never changes an article, nor a refusal.
func TestNarrowedIsFull(t *testing.T) {
	compared := 0
	for folder, pages := range fixtureRoots(t) {
		for name, root := range pages {
			narrowed, wantErr := readMarked(root, false)
			full, err := readMarked(root, true)
			if narrowed == nil {
				continue
			}
			compared++
			if d := cmp.Diff([]any{full.explained(err), err}, []any{narrowed.explained(wantErr), wantErr}, cmpopts.EquateErrors()); d != "" {
				t.Errorf("%s/%s: -full +narrowed\n%s", folder, name, d)
			}
		}
	}
	if compared == 0 {
		t.Fatal("no page was compared")
	}
}

// readMarked reads a page by the template that claims it; nil if none does.
func readMarked(root *html.Node, inFull bool) (*extraction, error) {
	doc := &decode.Document{HTML: goquery.NewDocumentFromNode(root)}
	var candidates []*html.Node
	meta := structured.Read(root, func(n *html.Node) {
		if site.Builtin().IsCandidate(n) {
			candidates = append(candidates, n)
		}
	})
	tpl := site.Builtin().ByMark(candidates)
	if tpl == nil {
		return nil, nil
	}
	x := &extraction{doc: doc, meta: meta, templates: site.Builtin(), inFull: inFull}
	return x, x.readTemplate(tpl, root, candidates)
}

// explained is the article of an extraction with its evidence.
func (x *extraction) explained(err error) *article.Article {
	if err != nil {
		return nil
	}
	a := x.article()
	a.Evidence = x.evidence(a)
	return a
}
