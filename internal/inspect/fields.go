package inspect

import (
	"fmt"
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/claim"
)

// field is one field of the article, with what the page states about it.
type field struct {
	Name   string
	Values []*value
	Said   []article.Evidence
	Doubt  bool // the article has a warning of what the rest of the page said
}

// value is one text of a field: the headline, a block of the body, the caption of a picture.
type value struct {
	Name   string // the field's; of pictures "picture", "caption" or "credit"
	Number int    // of a block, a picture, a note, an author, from 1; 0 where there can be only one
	Kind   string // of a block
	Text   string
	Path   string // the element that it is in: "div#articleText > p"; "" if it was not found

	author article.Author
}

// ID returns the name of a value inside the HTML page.
func (v *value) ID() string { return strings.ReplaceAll(v.Label(), " ", "-") }

// Stated reports whether a value without a place is one that pages print.
func (v *value) Stated() bool {
	return v.Name != "url" && v.Name != "id" && v.Name != "language" && v.Name != "template"
}

// Label returns the name of a value as a reader sees it: "body 3".
func (v *value) Label() string {
	if v.Number == 0 {
		return v.Name
	}
	return fmt.Sprintf("%s %d", v.Name, v.Number)
}

// Taken returns the evidence that the field's value comes from; nil if no single place states it.
func (f *field) Taken() *article.Evidence {
	for i := range f.Said {
		if f.Said[i].Agrees {
			return &f.Said[i]
		}
	}
	return nil
}

// other is what a part of the page states that did not give the value.
type other struct {
	article.Evidence
	Word string // "agrees"; "differs" where the article warns of it, else "says"
}

// Others returns what the rest of the page states.
func (f *field) Others() []other {
	taken := f.Taken()
	var others []other
	for i, e := range f.Said {
		switch {
		case &f.Said[i] == taken:
		case e.Agrees:
			others = append(others, other{e, "agrees"})
		case f.Doubt:
			others = append(others, other{e, "differs"})
		default:
			others = append(others, other{e, "says"})
		}
	}
	return others
}

// Last reports whether a value is the field's last, below which the evidence is shown.
func (f *field) Last(i int) bool { return i == len(f.Values)-1 }

// fieldsOf returns the fields in the order of the article. For a rejected page they have no values.
func fieldsOf(p Page) []*field {
	a := p.Article
	if a == nil {
		a = &article.Article{}
	}
	fields := []*field{
		one("headline", a.Headline),
		one("subheadline", string(a.Subheadline)),
		one("byline", string(a.Byline)),
		{Name: "authors", Values: authors(a.Authors)},
		one("agency", string(a.Agency)),
		one("date", string(a.Date)),
		one("updated", string(a.Updated)),
		one("section", string(a.Section)),
		{Name: claim.Body, Values: blocks(a.Blocks)},
		{Name: "images", Values: images(a.Images)},
		{Name: "notes", Values: notes(a.Notes)},
		one("url", string(a.URL)),
		one("id", string(a.ID)),
		one("language", string(a.Language)),
		one("template", a.Template),
	}
	for _, f := range fields {
		for _, e := range p.Evidence {
			if e.Field == f.Name {
				f.Said = append(f.Said, e)
			}
		}
		f.Doubt = slices.ContainsFunc(a.Warnings, func(w article.Warning) bool { return w.Code == f.Name+"-differs" })
	}
	if p.Article == nil {
		fields = slices.DeleteFunc(fields, func(f *field) bool { return len(f.Said) == 0 })
	}
	return fields
}

func one(name, text string) *field {
	if text == "" {
		return &field{Name: name}
	}
	return &field{Name: name, Values: []*value{{Name: name, Text: text}}}
}

func authors(list []article.Author) (values []*value) {
	for i, a := range list {
		v := &value{Name: "author", Number: i + 1, Text: a.Name, author: a}
		if a.Email != "" {
			v.Text += " <" + string(a.Email) + ">"
		}
		values = append(values, v)
	}
	return values
}

func blocks(list []article.Block) (values []*value) {
	for i, b := range list {
		values = append(values, &value{Name: claim.Body, Number: i + 1, Kind: string(b.Type), Text: b.Text})
	}
	return values
}

func images(list []article.Image) (values []*value) {
	for i, image := range list {
		for _, v := range []value{
			{Name: claim.Picture, Text: string(image.URL)},
			{Name: claim.Caption, Text: string(image.Caption)},
			{Name: claim.Credit, Text: string(image.Credit)},
		} {
			if v.Text != "" {
				v.Number = i + 1
				values = append(values, &v)
			}
		}
	}
	return values
}

func notes(list []string) (values []*value) {
	for i, note := range list {
		values = append(values, &value{Name: claim.Note, Number: i + 1, Text: note})
	}
	return values
}
