package extract

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// oddPage has a name that says nothing on every element, and a second date, byline and picture where position looks first.
const oddPage = `<html><head><title>Bell tower moved by a meter</title></head><body><div class="q1">
<h1 class="q2">Bell tower moved by a meter</h1><p>By Ahn Bo-ra</p><p>Published : May 1, 2030 - 09:00</p>
<div class="q3">Written by Cha Eun-sol</div><div class="q4">May 2, 2030 - 10:30</div><div class="q5">May 3, 2030 - 11:45</div></div>
<div class="q6"><p>The bell tower of Namwon was moved on Friday, and nobody in the town has heard a bell since.</p>
<span class="q7"><img src="http://img.example.com/tower.jpg" alt=""></span><p class="q8">The tower before it was moved</p>
<img src="http://img.example.com/other.jpg" alt="">
<p>It now stands one meter further from the river, as the council had decided in a vote of nine to two.</p></div></body></html>`

func oddTemplate() *site.Template {
	rule := func(s string) site.Rule { return site.Rule{dom.MustSelector(s)} }
	return &site.Template{
		Name: "odd", Mark: dom.MustSelector(".q1"), Headline: rule(".q2"), Byline: rule(".q3"), Published: rule(".q4"), Updated: rule(".q5"),
		Body: dom.MustSelector(".q6"), Image: dom.MustSelector(".q7"), Caption: dom.MustSelector(".q8"),
	}
}

// readWith reads a page as one of a template that is in no table.
func readWith(t *testing.T, page string, tpl *site.Template) *article.Article {
	t.Helper()
	doc, err := decode.Decode([]byte(page), "")
	if err != nil {
		t.Fatal(err)
	}
	root := doc.HTML.Nodes[0]
	x := &extraction{doc: doc}
	if err := x.readTemplate(tpl, root, slices.Collect(dom.Elements(root))); err != nil {
		t.Fatal(err)
	}
	a := x.article()
	a.Evidence = x.evidence(a)
	return a
}

func TestRulesTakePrecedence(t *testing.T) {
	a := readWith(t, oddPage, oddTemplate())
	got := []string{a.Headline, string(a.Byline), string(a.Date), string(a.Updated)}
	want := []string{"Bell tower moved by a meter", "Cha Eun-sol", "2030-05-02T10:30:00+09:00", "2030-05-03T11:45:00+09:00"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	images := []article.Image{{URL: "http://img.example.com/tower.jpg", Caption: "The tower before it was moved"}}
	if d := cmp.Diff(images, a.Images); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// Where a rule and position differ the article carries a warning, and both are evidence.
func TestRuleAndPositionDiffer(t *testing.T) {
	a := readWith(t, oddPage, oddTemplate())
	var codes []string
	for _, w := range a.Warnings {
		codes = append(codes, w.Code)
	}
	if d := cmp.Diff([]string{"byline-differs", "date-differs"}, codes); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	type said struct {
		Field, From, Value string
		Agrees             bool
	}
	var evidence []said
	for _, e := range a.Evidence {
		if e.Field == "byline" || e.Field == "date" {
			evidence = append(evidence, said(e))
		}
	}
	want := []said{
		{"byline", ".q3", "Written by Cha Eun-sol", true},
		{"byline", "text By …", "By Ahn Bo-ra", false},
		{"date", ".q4", "May 2, 2030 - 10:30", true},
		{"date", "text of the date line", "Published : May 1, 2030 - 09:00", false},
	}
	if d := cmp.Diff(want, evidence); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestRulesAgreeWithPosition(t *testing.T) {
	tpl := oddTemplate()
	tpl.Byline, tpl.Published, tpl.Updated = nil, nil, nil
	if a := readWith(t, oddPage, tpl); len(a.Warnings) > 0 || a.Byline != "Ahn Bo-ra" || a.Date != "2030-05-01T09:00:00+09:00" {
		t.Errorf("byline %q, date %q, warnings %v", a.Byline, a.Date, a.Warnings)
	}
}
