package compare

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

func page(path, id, headline, body string) *article.Article {
	return &article.Article{
		Headline: headline, ID: article.Optional(id), Body: body, Template: "view",
		Source: article.Source{Path: path},
	}
}

// compared returns the differences of two corpora.
func compared(old, now []*article.Article) Result {
	c := New()
	for _, a := range old {
		c.AddOld(a)
	}
	for _, a := range now {
		c.AddNew(a)
	}
	for _, a := range old {
		c.AddOldAgain(a)
	}
	return c.Result()
}

func TestCompare(t *testing.T) {
	long := strings.Repeat("The ferry rings. ", 30)
	old := []*article.Article{
		page("a.html", "1", "Kite", "One."), page("b.html", "", "Bell", long+"Old end."), page("gone.html", "3", "Gone", "Three."),
		page("copy.html", "1", "Kite again", "Of the same id."),
	}
	byline := page("b.html", "", "Bell", long+"New end.")
	byline.Byline = "Ock"
	now := []*article.Article{byline, page("moved.html", "1", "Kite", "One."), page("new.html", "4", "New", "Four."), page("new2.html", "4", "New", "Four.")}
	var text strings.Builder
	if err := compared(old, now).WriteText(&text, func(s string) string { return s }); err != nil {
		t.Fatal(err)
	}
	want := `articles  3 old, 3 new, 1 the same
gained    1
    new.html  New
lost      1
    gone.html  Gone
byline  1 changed (1 gained, 0 lost)
    b.html
      - 
      + Ock
body  1 changed (0 gained, 0 lost)
    b.html
      - …ings. The ferry rings. The ferry rings. Old end.
      + …ings. The ferry rings. The ferry rings. New end.
`
	if diff := cmp.Diff(want, text.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEqualCorpora(t *testing.T) {
	all := []*article.Article{page("a.html", "1", "Kite", "One."), page("b.html", "", "Bell", "Two.")}
	got, err := json.Marshal(compared(all, all))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"old":2,"new":2,"same":2,"gained":{"count":0,"examples":[]},"lost":{"count":0,"examples":[]},"changed":[]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestEveryField checks that a change of any field is noticed.
func TestEveryField(t *testing.T) {
	old := page("a.html", "1", "Kite", "One.")
	now := &article.Article{
		Headline: "Bell", Subheadline: "s", Byline: "b", Authors: []article.Author{{Name: "n"}}, Agency: "a", Date: "d", Updated: "u", Section: "s",
		Body: "Two.", Images: []article.Image{{Caption: "c"}}, Notes: []string{"n"}, URL: "u", Template: "amp", ID: "1",
	}
	var got []string
	for _, change := range compared([]*article.Article{old}, []*article.Article{now}).Changed {
		got = append(got, change.Field)
	}
	if diff := cmp.Diff(Fields[:], got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExcerpts(t *testing.T) {
	same := strings.Repeat("a", 50)
	for _, test := range [][4]string{
		{"", "x", "", "x"},
		{"short", "shirt", "short", "shirt"},
		{same + "1", same + "2", "…" + same[:40] + "1", "…" + same[:40] + "2"},
		{same, same + strings.Repeat("b", 160), "…" + same[:40], "…" + same[:40] + strings.Repeat("b", 160)},
		{same, same + strings.Repeat("b", 161), "…" + same[:40], "…" + same[:40] + strings.Repeat("b", 160) + "…"},
		{"물가", "물결", "물가", "물결"},
	} {
		if old, now := excerpts(test[0], test[1]); old != test[2] || now != test[3] {
			t.Errorf("%q, %q: %q, %q", test[0], test[1], old, now)
		}
	}
}
