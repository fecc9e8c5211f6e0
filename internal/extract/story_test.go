package extract_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
)

const whalePage = `<html><head><title>The Korea Herald</title></head><body><div class="view"><h1 class="view_tit">A whale closes a harbor</h1>
<div class="view_tit_byline"><div class="view_tit_byline_l"><a href="#">%s</a></div>
<div class="view_tit_byline_r">Published : May 22, 2020 - 10:00</div></div>
<div class="view_con article" id="articleText"><div class="view_con_t">%s</div></div></div></body></html>`

const (
	whale = "The harbor of Sinpo was closed on Monday after a whale had taken a liking to its only crane."
	third = "It is the third time this year that an animal has stopped work there, and the first time it sang."
)

// told is what a body and its signature say.
type told struct {
	Blocks  []string
	Byline  string
	Authors []article.Author
	Agency  string
	Notes   []string
}

// TestStory holds what ends a story and what only looks like an end.
func TestStory(t *testing.T) {
	kim := []article.Author{{Name: "Kim Da-sol"}}
	mail := []article.Author{{Name: "Kim Da-sol", Email: "dasol@heraldcorp.com"}}
	both := []string{whale, third}
	for name, c := range map[string]struct {
		body string
		want told
	}{
		"a sentence that begins with By is no byline": {
			"By the time the whale left, the port had lost 3 million won.<br><br>By Kim Min-su, the plan was called good.<br><br>" + third,
			told{Blocks: []string{"By the time the whale left, the port had lost 3 million won.", "By Kim Min-su, the plan was called good.", third}, Byline: "Kim Da-sol", Authors: kim},
		},
		"a heading that reads like a label of the site": {
			"<p>" + whale + "</p><h3>Latest news</h3><p>" + third + "</p>",
			told{Blocks: []string{whale, "Latest news", third}, Byline: "Kim Da-sol", Authors: kim},
		},
		"a label of the site and its list": {
			"<p>" + whale + "</p><p>" + third + "</p><h3>Latest news</h3><ul><li><a href=x>Crane to be moved to another harbor</a></li></ul>",
			told{Blocks: both, Byline: "Kim Da-sol", Authors: kim},
		},
		"a roundup has a tag below each item": {
			"<b>Whale song</b><br>" + whale + " (Yonhap)<br><br><b>Crane down</b><br>" + third + " (Yonhap)",
			told{Blocks: []string{"Whale song", whale, "Crane down", third}, Byline: "Kim Da-sol", Authors: kim, Agency: "Yonhap"},
		},
		"a bracket at the end of a paragraph": {
			whale + "<br><br>It was examined by the World Whale Organization (WWO).<br><br>It carried a letter (see below)<br><br>" + third,
			told{Blocks: []string{whale, "It was examined by the World Whale Organization (WWO).", "It carried a letter (see below)", third}, Byline: "Kim Da-sol", Authors: kim},
		},
		"a story about copyright": {
			"Copyright by the whale is a new question for the courts.<br><br>" + third,
			told{Blocks: []string{"Copyright by the whale is a new question for the courts.", third}, Byline: "Kim Da-sol", Authors: kim},
		},
		"the foot of the site in the body": {
			whale + "<br><br>" + third + "<br><br>Copyright Herald Corporation. All Rights Reserved.",
			told{Blocks: both, Byline: "Kim Da-sol", Authors: kim},
		},
		"a mail in a sentence": {
			whale + "<br><br>Readers may write to whale@example.org.<br><br>" + third,
			told{Blocks: []string{whale, "Readers may write to whale@example.org.", third}, Byline: "Kim Da-sol", Authors: kim},
		},
		"a role on the closing line": {
			whale + "<br><br>" + third + "<br><br>By Kim Da-sol / Korea Herald correspondent<br>(dasol@heraldcorp.com)",
			told{Blocks: both, Byline: "Kim Da-sol", Authors: mail},
		},
		"two writers in lines of their own": {
			whale + "<br><br>" + third + "<br><br>By Kim Da-sol (dasol@heraldcorp.com)<br>Park Min-ji (minji@heraldcorp.com)",
			told{Blocks: both, Byline: "Kim Da-sol", Authors: append(mail[:1:1], article.Author{Name: "Park Min-ji", Email: "minji@heraldcorp.com"})},
		},
		"a signature in Hangul": {
			whale + "<br><br>" + third + "<br><br>김다솔 기자 (dasol@heraldcorp.com)",
			told{Blocks: both, Byline: "김다솔 기자", Authors: []article.Author{{Name: "김다솔", Email: "dasol@heraldcorp.com"}}},
		},
		"glued to a quotation": {
			whale + "<br><br>“It sang,” he said. “I heard it.”By Kim Da-sol(dasol@heraldcorp.com)",
			told{Blocks: []string{whale, "“It sang,” he said. “I heard it.”"}, Byline: "Kim Da-sol", Authors: mail},
		},
		"several wires": {
			whale + "<br><br>" + third + "<br><br>(From news reports)",
			told{Blocks: both, Byline: "Kim Da-sol", Authors: kim, Notes: []string{"From news reports"}},
		},
		"two wires in a tag": {
			"SINPO (AP) -- " + whale + "<br><br>" + third + " (AP-Yonhap)",
			told{Blocks: []string{"SINPO (AP) -- " + whale, third}, Byline: "Kim Da-sol", Authors: kim, Agency: "AP-Yonhap"},
		},
		"an editor's note above": {
			"The following is the second in a series on animals. -- Ed.<br><br>" + whale + "<br><br>" + third,
			told{Blocks: both, Byline: "Kim Da-sol", Authors: kim, Notes: []string{"The following is the second in a series on animals. -- Ed."}},
		},
		"single breaks throughout": {
			whale + "<br>" + third + "<br>“It sang,” said Kim.<br>(Yonhap)",
			told{Blocks: []string{whale, third, "“It sang,” said Kim."}, Byline: "Kim Da-sol", Authors: kim, Agency: "Yonhap"},
		},
		"a break inside a sentence, and items": {
			"The harbor of Sinpo was closed on Monday after a whale<br>had taken a liking to its only crane.<br><br>- Crane: 12 tons<br>- Whale: 40 tons<br><br>" + third,
			told{Blocks: []string{whale, "- Crane: 12 tons", "- Whale: 40 tons", third}, Byline: "Kim Da-sol", Authors: kim},
		},
		"a sentence parted by a photo": {
			"The harbor of Sinpo was closed on Monday after whale No.<table><tr><td><img src=http://res.heraldm.com/content/image/a.jpg></td></tr></table>2 had taken a liking to its only crane.<br><br>" + third,
			told{Blocks: []string{"The harbor of Sinpo was closed on Monday after whale No. 2 had taken a liking to its only crane.", third}, Byline: "Kim Da-sol", Authors: kim},
		},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := decode.Decode(fmt.Appendf(nil, whalePage, "By Kim Da-sol", c.body), "")
			if err != nil {
				t.Fatal(err)
			}
			a, err := extract.Article(doc)
			if err != nil {
				t.Fatal(err)
			}
			got := told{Byline: string(a.Byline), Authors: a.Authors, Agency: string(a.Agency)}
			if len(a.Notes) > 0 {
				got.Notes = a.Notes
			}
			for _, b := range a.Blocks {
				got.Blocks = append(got.Blocks, b.Text)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}
