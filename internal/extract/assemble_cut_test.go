package extract

import (
	"slices"
	"strings"
	"testing"

	"herald/internal/article"
	"herald/internal/decode"
)

// TestTruncated breaks pages off at a mark: in the body the article says so, after it not.
func TestTruncated(t *testing.T) {
	const (
		view = `<!DOCTYPE html><html><head><title>Bridge opens in Moru - The Korea Herald</title></head><body><div class="main">
<h1 class="view_tit">Bridge opens in Moru</h1><div class="view_tit_byline_r">Published : Sep 11, 2020 - 09:05</div>
<div id="articleText"><div class="view_con_t">The town of Moru on Thursday opened a bridge that only bicycles may cross.<br><br>Some 4,100 riders used it¹ on the first day,
the county said.<br><br><table><tr><td><img src="/a.jpg"><div class="view_con_caption">Riders cross² the bridge. (Moru County)</div></td></tr></table>
The bridge cost 3.2 billion won.<div class="banner">Subscribe³ now</div></div></div>
<div class="main_r"><p>MOST⁴ POPULAR</p></div></div></body></html>`
		other = `<!DOCTYPE html><html><head><title>Bridge opens in Moru | The Moru Post</title></head><body><nav><a href="/">Home</a></nav><main><article>
<h1>Bridge opens in Moru</h1><p>By Noh Ye-bin</p><time datetime="2026-09-03T17:10:44+09:00">Sept. 3, 2026</time><p>The town of Moru on Thursday opened a bridge that only bicycles may cross, after nine years of drawings and two of waiting.</p>
<p>Some 4,100 riders used it on the first day, the county said, more than¹ live in the town, which has one street and no traffic light.</p>
<p>The bridge cost 3.2 billion won. A toll was discussed and dropped, and so was a statue of the mayor, who had asked for neither.</p>
<h2>A second bridge²</h2><p>It is planned</p></article></main><footer><p>All³ rights reserved.</p><p>The Moru Post</p></footer></body></html>`
	)
	for _, test := range []struct {
		page, mark string
		want       bool
	}{
		{view, "¹", true}, {view, "²", true}, {view, "³", true}, {view, "⁴", false}, {view, "", false},
		{other, "¹", true}, {other, "²", true}, {other, "³", false}, {other, "", false},
	} {
		page := test.page
		if test.mark != "" {
			page, _, _ = strings.Cut(page, test.mark)
		}
		page = strings.NewReplacer("¹", "", "²", "", "³", "", "⁴", "").Replace(page)
		doc, err := decode.Decode([]byte(page), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := isTruncated(t, doc); got != test.want {
			t.Errorf("cut at %q: %v, want %v: …%s", test.mark, got, test.want, page[len(page)-60:])
		}
	}
}

// TestTruncatedBySave: where the save alone states that a page is not whole, the end of the page decides too.
func TestTruncatedBySave(t *testing.T) {
	const rendering = "Bridge opens in Moru\n\nBy Noh Ye-bin\nPublished : Sep 11, 2020 - 09:05\n\n" +
		"The town of Moru on Thursday opened a bridge that only bicycles may cross, after nine years of drawings.\n\nSome 4,100 riders used it on the first day, the cou"
	const plain = `<h1>Bridge opens in Moru - The Korea Herald</h1><p>By Noh Ye-bin</p><p>Published : Sep 11, 2020 - 09:05</p>` +
		`<p>The town of Moru on Thursday opened a bridge that only bicycles may cross, after nine years of drawings and two of waiting.</p>`
	for _, page := range []string{rendering, plain} {
		for _, cut := range []bool{false, true} {
			doc, err := decode.Decode([]byte(page), "")
			if err != nil {
				t.Fatal(err)
			}
			doc.Cut = doc.Cut || cut
			if got := isTruncated(t, doc); got != cut {
				t.Errorf("stated %v, truncated %v: %.60s", cut, got, page)
			}
		}
	}
}

// A page may end in a block, a caption or a credit of its article.
func TestIsLastOf(t *testing.T) {
	a := &article.Article{
		Blocks: []article.Block{{Text: "Whale seen"}, {Text: "The crane sings"}},
		Images: []article.Image{{Caption: "The gate", Credit: "KT"}},
	}
	for text, want := range map[string]bool{"crane \n sings": true, "Whale seen": false, "The gate": true, "KT": true, "": false, "sing": false} {
		if got := isLastOf(a, text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func isTruncated(t *testing.T, doc *decode.Document) bool {
	t.Helper()
	a, err := Article(doc)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(a.Warnings, func(w article.Warning) bool { return w.Code == "truncated" })
}
