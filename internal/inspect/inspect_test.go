package inspect_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/inspect"
	"herald/internal/normalize"
)

const pages = "../../testdata/pages"

func readPage(t *testing.T, file string) inspect.Page {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(pages, file))
	if err != nil {
		t.Fatal(err)
	}
	return readBytes(t, data)
}

func readBytes(t testing.TB, data []byte) inspect.Page {
	t.Helper()
	doc, err := decode.Decode(data, "")
	if err != nil {
		t.Fatal(err)
	}
	p := inspect.Page{Name: "page.html", Document: doc, Claims: extract.Reader{}.Claims(doc)}
	if p.Article, p.Err = (extract.Reader{}).Explained(doc); p.Err != nil {
		p.Evidence = extract.Reader{}.Said(doc)
	} else {
		p.Evidence = p.Article.Evidence
	}
	return p
}

func inspected(t testing.TB, p inspect.Page) *goquery.Document {
	t.Helper()
	var out bytes.Buffer
	if err := inspect.WriteHTML(&out, p); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// fixtures are the pages of every template, and of a folder that must give no article.
func fixtures(t *testing.T, rejected bool) []string {
	t.Helper()
	files, err := filepath.Glob(pages + "/*/*")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		name := strings.TrimPrefix(filepath.ToSlash(file), pages+"/")
		if !strings.HasSuffix(name, ".json") && strings.HasPrefix(name, "reject/") == rejected {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		t.Fatal("no fixtures")
	}
	return names
}

// stated are the values that a fixture says for machines and prints nowhere; all others must be coloured.
var stated = map[string][]string{
	"amp/blind_two_authors_tweet.html":                         {"updated"},
	"amp/time_ago_two_list_items.html":                         {"date"},
	"article/authors_adjacent_epoch_card_of_one.html":          {"date", "updated"},
	"article/source_of_unknown_name_end_mark.html":             {"date"}, // in fullwidth figures
	"article/blind_staff_ld.html":                              {"updated"},
	"article/broken_jsonld_only_author.html":                   {"author-1", "byline"},
	"article/headline_differs.html":                            {"updated"},
	"article/seconds_jsonld_object.html":                       {"updated"},
	"generic/german_page.html":                                 {"date"}, // it prints the month in German
	"generic/jsonld_person.html":                               {"date", "updated"},
	"lines/blind_jsonld_only_date.html":                        {"date", "section", "updated"},
	"lines/card_about_the_writer_in_table.html":                {"date"},
	"lines/card_written_by_with_portrait.html":                 {"date"},
	"lines/headline_only_stated.html":                          {"headline"},
	"lines/paragraphs_above_pictures.html":                     {"date"},
	"lines/inserted_boxes_cards_and_next_article.html":         {"date"},
	"lines/linked_day_with_moment_reporting_by_below.html":     {"date", "updated"},
	"lines/names_above_headline_day_with_moment_sections.html": {"date", "section", "updated"},
	"lines/category_like_a_name_no_byline.html":                {"section"},
	"mobile/photo_block_above_text.html":                       {"section"},
	"news/blind_dd_yonhap.html":                                {"section"},
	"text/pandoc_fences_attributes.txt":                        {"body-1", "body-2", "body-3", "body-4"}, // marks of Markdown are between their words
	"text/w3m_navigation_beside_article.txt":                   {"body-1", "body-2", "body-3"},           // a column is beside them
	"text/row_glued_list_above.txt":                            {"date"},                                 // glued to the line before it
	"text/front_matter_crawler.txt":                            {"body-3", "body-6"},                     // a quote and a table, with the marks of Markdown between their words
}

func TestColouredWordsAreTheExtracted(t *testing.T) {
	for _, file := range fixtures(t, false) {
		t.Run(file, func(t *testing.T) {
			p := readPage(t, file)
			if p.Err != nil {
				t.Fatal(p.Err)
			}
			coloured, extracted := coloured(inspected(t, p)), extracted(p.Article)
			for _, id := range stated[file] {
				if extracted[id] == "" {
					t.Errorf("no %s: what is stated of it?", id)
				}
				delete(extracted, id)
			}
			if d := cmp.Diff(extracted, coloured); d != "" {
				t.Errorf("-extracted +coloured\n%s", d)
			}
		})
	}
}

// coloured are the words marked in the saved page, by the value they are marked for: without spaces, since a value may
// be printed over several lines; a date as the moment it is.
func coloured(doc *goquery.Document) map[string]string {
	words := map[string]string{}
	doc.Find("#page mark[data-value]").Each(func(_ int, mark *goquery.Selection) {
		id := mark.AttrOr("data-value", "")
		words[id] += " " + mark.Text()
	})
	for id, text := range words {
		switch {
		case id == "date" || id == "updated":
			stamp, _ := normalize.Date(text)
			if stamp.HasZone {
				stamp.Time = stamp.Time.In(normalize.KST)
			}
			words[id] = stamp.String()
		case id == "byline":
			words[id] = normalize.Letters(text) // the marks between two names are the mails' too
		case id == "agency" || strings.HasPrefix(id, "credit"):
			words[id] = strings.ToLower(squeeze(text)) // "(yonhap)" is Yonhap
		default:
			words[id] = squeeze(text)
		}
	}
	return words
}

func extracted(a *article.Article) map[string]string {
	words := map[string]string{
		"headline": squeeze(a.Headline), "subheadline": squeeze(string(a.Subheadline)), "section": squeeze(string(a.Section)),
		"date": string(a.Date), "updated": string(a.Updated), "byline": normalize.Letters(string(a.Byline)),
		"agency": strings.ToLower(squeeze(string(a.Agency))),
	}
	for i, b := range a.Blocks {
		words[id("body", i)] = squeeze(b.Text)
	}
	for i, image := range a.Images {
		words[id("caption", i)] = squeeze(string(image.Caption))
		words[id("credit", i)] = strings.ToLower(squeeze(string(image.Credit)))
	}
	for i, note := range a.Notes {
		words[id("note", i)] = squeeze(note)
	}
	for i, author := range a.Authors {
		words[id("author", i)] = squeeze(author.Name + string(author.Email))
	}
	for id, text := range words {
		if text == "" {
			delete(words, id)
		}
	}
	return words
}

func id(name string, i int) string { return name + "-" + strconv.Itoa(i+1) }

// squeeze leaves out white space, and the marks that a q element prints without holding them.
func squeeze(s string) string {
	return strings.NewReplacer("“", "", "”", "", `"`, "").Replace(strings.Join(strings.Fields(s), ""))
}

// Where words stand on several places of a page, those that the extractor read are coloured.
func TestPlaces(t *testing.T) {
	tests := []struct{ file, id, want string }{
		{"article/blind_staff_ld.html", "byline", "section.view_top > div.view_info > a.rpt"}, // also the photo's credit
		{"article/blind_yonhap_array.html", "byline", "section.view_top > dl.d > dd"},
		{"article/blind_yonhap_array.html", "credit-1", "article#articleText > div.i_wrap > em"},
		{"article/seconds_jsonld_object.html", "author-1", "section.view_top > div.byline_date > span.reporter_nm"}, // the mail: below the story
		{"jsp/blind_tea.html", "section", "div#contentLeft > div.navigation"},                                       // also a label of the navigation
		{"news/two_photos_relative_desk.html", "updated", "div.news_title_area > p.news_date > span"},
		{"view/photo_story_caption_only.html", "body-1", "tr > td > div.view_con_caption"},
		{"view/lead_repeats_caption_enlarge_slash.html", "body-1", "div#articleText > div.view_con_t"}, // also the caption above it
		{"article/blind_series_column.html", "byline", "article#articleText > p"},                      // also the kicker of the headline
		{"article/row_head_key_points_boxes.html", "author-1", "section.topline > div.people > a"},     // also on the writer's card
		{"mobile/subhead_date_byline_in_one_row.html", "picture-1", "div.story > div.pic > img"},       // by its srcset
		{"text/blind_lynx.txt", "headline", "line 54"},                                                 // line 1 is the title
	}
	for _, test := range tests {
		t.Run(test.file+" "+test.id, func(t *testing.T) {
			doc := inspected(t, readPage(t, test.file))
			if got := doc.Find("#article #" + test.id + " .where code").Text(); got != test.want {
				t.Errorf("in %q, want %q", got, test.want)
			}
		})
	}
}

// The note above the tag names the agency too.
func TestAgencyIsTheTag(t *testing.T) {
	mark := inspected(t, readPage(t, "view/blind_bloomberg.html")).Find("#page mark.agency")
	if got := strings.TrimSpace(mark.Parent().Contents().Not("a").Text()); got != "(Bloomberg)" {
		t.Errorf("the agency is marked in %q", got)
	}
}

// Red is what the article warns of; other words for it are not.
func TestDoubtIsWhatIsWarnedOf(t *testing.T) {
	for file, want := range map[string][]string{
		"article/headline_differs.html":   {"differs", "differs", "differs"},
		"article/blind_yonhap_array.html": {"agrees", "says", "agrees"},
		"view/yonhap_two_blocks.html":     {"agrees"}, // its title is the paper's name
	} {
		var words []string
		inspected(t, readPage(t, file)).Find("#headline .evidence b[class]").Each(func(_ int, b *goquery.Selection) { words = append(words, b.Text()) })
		if d := cmp.Diff(want, words); d != "" {
			t.Errorf("%s: -want +got\n%s", file, d)
		}
	}
}

// Two pictures of one person have the same caption: each its own.
func TestCaptionsStandByTheirPictures(t *testing.T) {
	figure := `<figure id="%"><img src="http://res.heraldm.com/%.jpg"><figcaption>Kim Da-sol at the harbor (Yonhap)</figcaption></figure>`
	page := `<h1 class="view_tit">Harbor pilot retires</h1><p>By Kim Da-sol</p><p>Published : Aug 15, 2020 - 12:12</p><div id="articleText">` +
		strings.ReplaceAll(figure, "%", "one") + `<p>The pilot steered the last of her ships into the harbor of Busan on Monday.</p>` +
		strings.ReplaceAll(figure, "%", "two") + `<p>She has steered 4,000 ships since 1988, and has lost none of them.</p></div>`
	doc := inspected(t, readBytes(t, []byte(page)))
	for id, want := range map[string]string{
		"caption-1": "figure#one > figcaption", "caption-2": "figure#two > figcaption",
		"credit-1": "figure#one > figcaption", "credit-2": "figure#two > figcaption",
	} {
		if got := doc.Find("#" + id + " .where code").Text(); got != want {
			t.Errorf("%s in %q, want %q", id, got, want)
		}
	}
}

// The quotation marks at the ends of a paragraph are coloured as its words are.
func TestQuotesAreColoured(t *testing.T) {
	doc := inspected(t, readPage(t, "article/seconds_jsonld_object.html"))
	want := "“We kept it open for hospitals, which liked the screens,” said plant manager Nam Gi-jun. “But there were four hospitals left.”"
	if got := doc.Find(`#page mark[data-value="body-3"]`).Text(); got != want {
		t.Errorf("coloured %q, want %q", got, want)
	}
}

func TestRestIsFolded(t *testing.T) {
	doc := inspected(t, readPage(t, "news/blind_glued.html"))
	var summaries []string
	doc.Find("#page summary").Each(func(_ int, s *goquery.Selection) { summaries = append(summaries, s.Text()) })
	want := []string{
		"header.header 69 words The Korea Herald National Politics Social Affairs Foreign A…",
		"div.most_read 90 words Most Popular 1 Prosecutors question former vice minister ov…",
		"div.news_more 86 words More from Headlines Home prices edge up for eleventh week T…",
		"footer.footer 52 words PRIVACY STATEMENT COPYRIGHT POLICY HERALD OMBUDSMAN Our Sit…",
	}
	if d := cmp.Diff(want, summaries); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if folded := doc.Find("#page details mark"); folded.Length() > 0 {
		t.Errorf("folded away, and yet taken: %q", folded.Text())
	}
}

// A page that gives no article is shown whole, with the reason and with what it says of itself.
func TestRefused(t *testing.T) {
	for _, file := range fixtures(t, true) {
		data, err := os.ReadFile(filepath.Join(pages, file))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decode.Decode(data, ""); err != nil {
			continue // no page at all
		}
		t.Run(file, func(t *testing.T) {
			p := readPage(t, file)
			if p.Err == nil {
				t.Fatal("it gives an article")
			}
			doc := inspected(t, p)
			checkDead(t, doc)
			if reason := doc.Find(".refusal").Text(); !strings.Contains(reason, p.Err.Error()) {
				t.Errorf("the reason: %q", reason)
			}
			if said := doc.Find("#article .says").Length(); said != len(p.Evidence) {
				t.Errorf("%d things said, want %d", said, len(p.Evidence))
			}
			if marks := doc.Find("mark, details"); marks.Length() > 0 {
				t.Errorf("taken or left out: %q", marks.Text())
			}
		})
	}
}

func TestNothingOfThePageLives(t *testing.T) {
	for _, file := range fixtures(t, false) {
		checkDead(t, inspected(t, readPage(t, file)))
	}
	doc := inspected(t, readBytes(t, []byte(hostile)))
	checkDead(t, doc)
	text := doc.Text()
	for _, words := range []string{"first sentence of a story", "Press me", "<b>no markup</b>"} {
		if !strings.Contains(text, words) {
			t.Errorf("lost: %q", words)
		}
	}
	for _, secret := range []string{"evil()", "token", "\u202e"} {
		if html, err := doc.Html(); err != nil || strings.Contains(html, secret) {
			t.Errorf("%q reached the page (%v)", secret, err)
		}
	}
}

const hostile = `<!DOCTYPE html><html><head><base href="http://evil.example/"><meta http-equiv="refresh" content="0;url=http://evil.example/">
<link rel="stylesheet" href="http://evil.example/a.css"><style>body{background:url(http://evil.example/b.png)}</style>
<meta property="og:title" content="A headline with ]]&gt; and &lt;/title&gt; in it - The Korea Herald"><title>A headline with ]]&gt; and &lt;/title&gt; in it - The Korea Herald</title>
<script>location = "http://evil.example/"</script></head>
<body onload="evil()" style="background:url(http://evil.example/c.png)"><h1 class="view_tit" onclick="evil()">A headline with ]]&gt; and &lt;/title&gt; in it</h1>
<p>By Kim Da-sol</p><p>Published : Aug 15, 2020 - 12:12</p>
<div id="articleText"><p id="x" class="&quot;&gt;&lt;script&gt;">This is the first sentence of a story that goes on for a while, &lt;b&gt;no markup&lt;/b&gt;.` + "\u202e" + `</p>
<p>The second is here <a href="javascript:evil()">with a link</a>, and it ends there on a Monday.</p>
<img src="http://evil.example/1.png" onerror="evil()" alt="a picture"><svg><script>evil()</script><a href="http://evil.example/">s</a></svg>
<iframe src="http://evil.example/"></iframe><object data="http://evil.example/"></object><embed src="http://evil.example/"><video src="http://evil.example/" autoplay></video>
<form action="http://evil.example/"><input name="token" value="token"><button formaction="http://evil.example/">Press me</button></form>
<math><mtext><img src="http://evil.example/2.png"></mtext></math><noscript><img src="http://evil.example/3.png"></noscript><template><img src="http://evil.example/4.png"></template></div></body></html>`

// allowed are the elements of the page that herald writes, with their attributes.
var allowed = map[string][]string{
	"html": {"lang"}, "head": nil, "meta": {"charset", "http-equiv", "content", "name"}, "title": nil, "style": nil, "body": nil,
	"header": nil, "main": nil, "section": {"id", "class", "tabindex", "aria-labelledby"}, "h1": nil, "h2": {"id"}, "p": {"class"},
	"div": {"class", "id"}, "span": {"class"}, "mark": {"class", "data-value"}, "a": {"id", "class", "href"}, "code": nil, "q": nil,
	"b": {"class"}, "i": nil, "u": nil, "sub": nil, "sup": nil, "small": nil, "pre": nil, "details": nil, "summary": nil,
	"ul": {"class"}, "li": nil, "dl": nil, "dt": nil, "dd": nil, "table": nil, "tbody": nil, "tr": nil, "td": nil,
}

// checkDead reports what could run or ask for anything, and links that lead nowhere.
func checkDead(t testing.TB, doc *goquery.Document) {
	t.Helper()
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		attributes, ok := allowed[goquery.NodeName(s)]
		if !ok {
			t.Errorf("an element %s", goquery.NodeName(s))
		}
		for _, a := range s.Nodes[0].Attr {
			if !slices.Contains(attributes, a.Key) {
				t.Errorf("%s has %s=%q", goquery.NodeName(s), a.Key, a.Val)
			}
		}
	})
	if policy := doc.Find("meta[http-equiv]"); policy.AttrOr("http-equiv", "") != "Content-Security-Policy" {
		t.Errorf("another pragma: %q", policy.AttrOr("http-equiv", ""))
	}
	if referrer := doc.Find(`meta[name="referrer"]`).AttrOr("content", ""); referrer != "no-referrer" {
		t.Errorf("a link tells where it stands: %q", referrer)
	}
	doc.Find("a").Each(func(_ int, a *goquery.Selection) {
		target := doc.Find(a.AttrOr("href", "none"))
		if target.Length() != 1 {
			t.Fatalf("%q leads to %d places", a.AttrOr("href", ""), target.Length())
		}
		if back := doc.Find(`a[href="#` + target.AttrOr("id", "") + `"]`); back.Length() != 1 {
			t.Errorf("%d links lead to %q", back.Length(), target.AttrOr("id", ""))
		}
	})
}

// A page that repeats one word has very many places where a text may go on.
func TestRepeatedWordsEnd(t *testing.T) {
	word := "<p>again and again and again and again and again</p><div class=ad>x</div>"
	page := `<h1 class="view_tit">Again and again</h1><p>By Kim Da-sol</p><p>Published : Aug 15, 2020 - 12:12</p><div id="articleText">` +
		strings.Repeat(word, 300) + "</div>"
	doc := inspected(t, readBytes(t, []byte(page)))
	checkDead(t, doc)
	if doc.Find("#page mark.body").Length() == 0 {
		t.Error("no body")
	}
}

func TestTableIsCutToTheTerminal(t *testing.T) {
	p := readPage(t, "lines/blind_jsonld_only_date.html")
	var out bytes.Buffer
	if err := inspect.WriteText(&out, p, 100); err != nil {
		t.Fatal(err)
	}
	want := `
FIELD          VALUE                                     FROM                  FOUND IN
headline       Court strikes down 66-year-old ice law    line above the date   …cle > div.a-hd > h1
  agrees       Court strikes down 66-year-old ice law    jsonld:NewsArticle.…
  agrees       Court strikes down 66-year-old ice law …  meta[property="og:t…
  agrees       Court strikes down 66-year-old ice law    title
subheadline    -
byline         Newsis                                    text By …             …div.a-hd > div.a-by
  agrees       Newsis                                    jsonld:NewsArticle.…
  says         The Korea Herald                          meta[name="author"]
authors        -
agency         Newsis                                    tag or dateline of …  …icle > div.a-bd > p
date           2027-06-25T16:20:11+09:00                 jsonld:NewsArticle.…
updated        2027-06-25T16:44:30+09:00                 jsonld:NewsArticle.…
section        National                                  jsonld:NewsArticle.…
body 1         The Constitutional Court on Friday stru…                        …icle > div.a-bd > p
body 2         Justice Min Seon-ok wrote for the major…                        …icle > div.a-bd > p
body 3         A law may outlive its purpose, but it s…                        …bd > blockquote > p
body 4         The three dissenters warned of dry ice.…                        …icle > div.a-bd > p
body 5         He said that he would frame the ruling …                        …icle > div.a-bd > p
images         -
notes          -
url            https://www.koreaherald.com/article/110…  link[rel="canonical…
  agrees       https://www.koreaherald.com/article/110…  meta[property="og:u…
id             11001717
language       en
template       lines
`
	if d := cmp.Diff(strings.TrimPrefix(want, "\n"), out.String()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// Whatever a page holds, it is shown, it lives no more, and what is coloured is what was extracted.
func FuzzWriteHTML(f *testing.F) {
	f.Add([]byte(hostile))
	for _, file := range []string{"view/photo_story_caption_only.html", "lines/blind_old_table.html", "text/blind_lynx.txt", "reject/blind_newsletter.html"} {
		data, err := os.ReadFile(filepath.Join(pages, file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := decode.Decode(data, ""); err != nil {
			return
		}
		p := readBytes(t, data)
		doc := inspected(t, p)
		checkDead(t, doc)
		if p.Article == nil {
			return
		}
		extracted := extracted(p.Article)
		for id, words := range coloured(doc) {
			if id != "byline" && id != "date" && id != "updated" && !strings.EqualFold(words, extracted[id]) {
				t.Errorf("%s: coloured %q, extracted %q", id, words, extracted[id])
			}
		}
	})
}
