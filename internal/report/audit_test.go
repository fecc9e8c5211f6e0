package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// story returns an article whose texts occur in no other.
func story(n int) *article.Article {
	return &article.Article{
		Schema: article.Schema, Headline: fmt.Sprintf("Ferry %c%c bell rings", 'A'+n/26, 'a'+n%26), Template: "view", WordCount: 300,
		Body:   fmt.Sprintf("Ferry %[1]d left the harbor before the bell had rung.\n\nCrew %[1]d waited for the tide and for the baker.\n\nNobody of boat %[1]d was late for the second bell.", n),
		Source: article.Source{Path: fmt.Sprintf("archive/%d.html", n)},
	}
}

// audited returns the findings about so many stories, each changed by edit, as "severity kind count" and the texts below.
func audited(n int, edit func(i int, a *article.Article)) []string {
	c := NewCorpus(time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC))
	for i := range n {
		a := story(i)
		edit(i, a)
		month, err := monthOf(string(a.Day))
		if err != nil {
			month = 0
		}
		c.Add(Record{Article: a, Month: month})
	}
	var lines []string
	for _, f := range c.Findings() {
		lines = append(lines, fmt.Sprintf("%s %s %d", f.Severity, f.Kind, f.Count))
		for _, item := range f.Items {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("  %s: %d %s %s", item.Text, item.Count, item.Position, item.Furniture)))
		}
	}
	return lines
}

func TestFindings(t *testing.T) {
	const share = "Share this with your friends"
	last := func(text string, in ...int) func(int, *article.Article) {
		return func(i int, a *article.Article) {
			if slices.Contains(in, i) {
				a.Body += "\n\n" + text
			}
		}
	}
	tests := []struct {
		name string
		n    int
		edit func(int, *article.Article)
		want []string
	}{
		{"nothing", 40, func(int, *article.Article) {}, nil},
		{"a line of two articles", 40, last(share, 3, 4), nil},
		{"a line of three", 40, last(share, 3, 4, 5), []string{"high repeated-line 3", share + `: 3 last furniture: ["` + share + `"]`}},
		{"a line of few", 301, last(share, 3, 4, 5), []string{"medium repeated-line 3", share + `: 3 last furniture: ["` + share + `"]`}},
		{"a line of one article in a hundred", 300, last(share, 3, 4, 5), []string{"high repeated-line 3", share + `: 3 last furniture: ["` + share + `"]`}},
		{
			"signatures are one line, without furniture", 40,
			func(i int, a *article.Article) {
				if i < 4 {
					a.Body += fmt.Sprintf("\n\nBy Ock %c and Won Na (ock%d@example.com)", 'A'+i, i)
				}
			},
			[]string{"high repeated-line 4", "By Ock B and Won Na (ock1@example.com): 4 last"},
		},
		{
			"a heading in mid-body", 40,
			func(i int, a *article.Article) {
				if i < 4 {
					a.Body = strings.Replace(a.Body, "\n\n", "\n\nIngredients\n\n", 1)
				}
			},
			[]string{"medium repeated-inner-line 4", `Ingredients: 4 middle furniture: ["Ingredients"]`},
		},
		{
			"a standing first paragraph", 40,
			func(i int, a *article.Article) {
				if i < 4 {
					a.Body = "This is the weekly column of the harbor master.\n\n" + a.Body
				}
			},
			[]string{"medium repeated-end 4", "This is the weekly column of the harbor master.: 4 first"},
		},
		{"a line many times in one article", 40, last(share+"\n\n"+share+"\n\n"+share, 3), nil},
		{
			"one article saved many times", 40,
			func(i int, a *article.Article) {
				if i < 5 {
					a.Body, a.Headline = story(0).Body, story(0).Headline
				}
			},
			nil,
		},
		{"tables and figures", 40, func(_ int, a *article.Article) { a.Body += "\n\n12\n\nfare\t3\nmeal\t4" }, nil},
		{
			"a headline of three articles", 400,
			func(i int, a *article.Article) {
				if i < 3 {
					a.Headline = "Photo News"
				}
			},
			[]string{"low shared-headline 3", "Photo News: 3"},
		},
		{
			"a caption in the body", 200,
			func(i int, a *article.Article) {
				if i == 7 {
					a.Images = []article.Image{{}, {Caption: article.Optional(strings.Split(a.Body, "\n\n")[1])}}
				}
			},
			[]string{"low caption-in-body 1", "Captions that are also a paragraph: 1"},
		},
		{
			"a photo story", 200,
			func(i int, a *article.Article) {
				if i == 7 {
					a.Body = "The bell of the ferry."
					a.Images = []article.Image{{Caption: "The bell of the ferry."}}
				}
			},
			nil,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, audited(test.n, test.edit)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestInspectCommand(t *testing.T) {
	for _, test := range [][3]string{
		{"a/b.html", "", "herald inspect --text a/b.html"},
		{"-b.html", "", "herald inspect --text ./-b.html"},
		{"it's.zip", "a b.html", `herald inspect --text --member 'a b.html' 'it'\''s.zip'`},
		{"-", "", ""},
		{"", "", ""},
	} {
		if got := InspectCommand(test[0], test[1]); got != test[2] {
			t.Errorf("%q, %q: %s, want %s", test[0], test[1], got, test[2])
		}
	}
}
