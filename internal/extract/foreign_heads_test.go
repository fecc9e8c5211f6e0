package extract

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
)

// TestForeignHeads reads heads of other papers, each with a body of two paragraphs below.
func TestForeignHeads(t *testing.T) {
	const story = "<p>" + nobody + "</p><p>" + lamps + "</p></article><footer><p>© The Ebb Post</p></footer>"
	const title = "<title>Night ferries cross the sound - The Ebb Post</title><article>"
	const h1 = "<h1>Night ferries cross the sound</h1>"
	for name, c := range map[string]struct{ page, byline, agency, date string }{
		"footer of the article":        {title + h1 + `<footer><p class="byline">By Tam Orrell</p><p class="timestamp"><time datetime="2021-04-12 08:00:00">04/12/2021 08:00 AM</time></p></footer>`, "Tam Orrell", "", "2021-04-12T08:00:00"},
		"day in the attribute":         {title + h1 + `<p class="date"><time datetime="2021-04-12">12 April 2021 8:00</time></p>`, "", "", "2021-04-12T08:00:00"},
		"agency and place":             {`<meta name="author" content="Ebb Times">` + title + h1 + `<div class="byline">AFP, MANILA</div><time datetime="2021-04-12">Apr 12, 2021</time>`, "AFP", "AFP", "2021-04-12"},
		"figures in dots":              {title + "<div>Notes</div><div>02.12.19</div>" + h1, "", "", "2019-12-02"},
		"byline without a name for it": {title + h1 + `<h4><a href="/w/7">Tam Orrell</a></h4><div>Date: <span>April 12, 2021</span><span>8:00 a.m.</span></div>`, "Tam Orrell", "", "2021-04-12T08:00:00"},
		"names without a date":         {title + h1 + "<div>Sort Ferries</div>", "", "", ""},
		"name of another article":      {title + h1 + `<h3><a href="/2">Piano found on the quay</a></h3><div>Bo Keel</div><div>April 12, 2021</div>`, "", "", "2021-04-12"},
		"headline in a paragraph":      {title + "<p>May 1, 2027</p><p>" + lamps + "</p><p>Night ferries cross the sound</p><p>2021-04-12 08:00</p>", "", "", "2021-04-12T08:00:00"},
	} {
		a, err := Article(&decode.Document{HTML: document(t, c.page+story), URL: "https://ebbpost.example/2021/night-ferries-cross-the-sound"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if string(a.Byline) != c.byline || string(a.Agency) != c.agency || string(a.Date) != c.date {
			t.Errorf("%s: got %q %q %q", name, a.Byline, a.Agency, a.Date)
		}
	}
}

// TestForeignHeadlineDiffers warns where the heading of another paper's page and the headline that its head states differ, also
// if the stated one is taken.
func TestForeignHeadlineDiffers(t *testing.T) {
	const h1 = "<h1>Night ferries cross the sound</h1>"
	const date = `<p class="byline">By Tam Orrell</p><time datetime="2021-04-12T08:00:00Z">12 April 2021</time>`
	const other = `<meta property="og:title" content="What Ebb must know">`
	for name, c := range map[string]struct {
		head, above, headline string
		warns                 bool
	}{
		"the printed one is taken":         {other, h1, "Night ferries cross the sound", true},
		"the stated one is taken":          {other + ldScript(`{"@type":"NewsArticle","headline":"What Ebb must know"}`), h1, "What Ebb must know", true},
		"the same but for the paper":       {`<meta property="og:site_name" content="Ebb Post"><title>Night ferries cross the sound | Ebb Post</title>`, h1, "Night ferries cross the sound", false},
		"the same cut short":               {`<meta property="og:title" content="Night ferries cross the soun">`, h1, "Night ferries cross the sound", false},
		"the first stated one is the same": {ldScript(`{"@type":"NewsArticle","headline":"Night ferries cross the sound"}`) + other, h1, "Night ferries cross the sound", false},
		"no heading is printed":            {other, "", "What Ebb must know", false},
		"no headline is stated":            {"", h1, "Night ferries cross the sound", false},
	} {
		a := articleOf(t, genericPage(c.head, c.above+date, "<p>"+nobody+"</p><p>"+lamps+"</p>"))
		warns := slices.ContainsFunc(a.Warnings, func(w article.Warning) bool { return w.Code == "headline-differs" })
		if a.Headline != c.headline || warns != c.warns {
			t.Errorf("%s: got %q %v, want %q %v", name, a.Headline, warns, c.headline, c.warns)
		}
	}
}

// A picture between the headline and what is printed below it is the article's, on a page of this site and of another paper, and
// neither byline nor date are in the body, also if they are in one element with it.
func TestPictureInHead(t *testing.T) {
	const head = `<h1>Town counts its lamps again</h1><figure><img src="/a.jpg"></figure><h4>Kim Da-sol</h4><div>Date <span>February 1, 2026</span><span>4:42 p.m.</span></div>`
	want := []article.Block{{Type: article.Paragraph, Text: nobody}, {Type: article.Paragraph, Text: lamps}}
	for _, paper := range []string{"The Korea Herald", "The Ebb Post"} {
		a := articleOf(t, "<title>Town counts its lamps again - "+paper+"</title><article>"+head+paragraph(nobody)+paragraph(lamps)+"</article>")
		if diff := cmp.Diff(want, a.Blocks); diff != "" || len(a.Images) != 1 {
			t.Errorf("%s: %d images, %s", paper, len(a.Images), diff)
		}
	}
}

// An update below the date of a head is no publication.
func TestForeignUpdate(t *testing.T) {
	const dates = `<ul><li><time datetime="2027-01-05T08:02:00-05:00">Jan. 5, 2027</time></li><li>Updated <time datetime="2027-01-05T08:35:00-05:00">Jan. 5, 2027</time></li></ul>`
	a := articleOf(t, genericPage("", "<h1>Night ferries cross the sound</h1>"+dates, ""))
	if a.Date != "2027-01-05T08:02:00-05:00" || a.Updated != "2027-01-05T08:35:00-05:00" {
		t.Errorf("published %s, updated %s", a.Date, a.Updated)
	}
}

// A mark that other sites have too, and the form of the dates, are signs of this paper only together with another, or if nothing
// speaks for another.
func TestPaperOfPage(t *testing.T) {
	const (
		ours    = "<title>Night ferries cross the sound - The Korea Herald</title>"
		theirs  = "<title>Night ferries cross the sound - The Ebb Post</title>"
		nobodys = "<title>Night ferries cross the sound</title>"
		stated  = `<meta property="og:site_name" content="The Ebb Post">`
		own     = "<p>Published : Apr. 12, 2021 - 08:00</p>"
		other   = "<p>Published : 12 April 2021 08:00</p>"
	)
	for name, c := range map[string]struct{ tag, head, date, template, want string }{
		"common class":                      {`article class="article-body"`, theirs, other, ByGeneric, "2021-04-12T08:00:00"},
		"common class and the paper":        {`article class="article-body"`, ours, other, "article", "2021-04-12T08:00:00+09:00"},
		"both classes of the site":          {`article class="news_content article-body"`, theirs, other, "article", "2021-04-12T08:00:00+09:00"},
		"common id":                         {`div id="_article"`, theirs, other, ByGeneric, "2021-04-12T08:00:00"},
		"the site's id":                     {`article id="articleText"`, theirs, other, "article", "2021-04-12T08:00:00+09:00"},
		"date of the site":                  {"article", nobodys, own, ByLines, "2021-04-12T08:00:00+09:00"},
		"date of the site, other paper":     {"article", stated + nobodys, own, ByGeneric, "2021-04-12T08:00:00"},
		"date of no site, a page of nobody": {"article", nobodys, other, ByGeneric, "2021-04-12T08:00:00"},
	} {
		a := articleOf(t, c.head+"<nav><a href='/'>Home</a></nav><div class=view_top><div class=news_title><h1>Night ferries cross the sound</h1></div></div><p>By Tam Orrell</p>"+c.date+"<"+c.tag+">"+paragraph(nobody)+paragraph(lamps)+"</article>")
		if a.Template != c.template || string(a.Date) != c.want {
			t.Errorf("%s: read by %s with the date %s, want %s and %s", name, a.Template, a.Date, c.template, c.want)
		}
	}
}
