package extract_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/extract/site"
)

var update = flag.Bool("update", false, "rewrite the goldens")

const pages = "../../testdata/pages"

// read is a page as extract reads it, with the source a fixture has.
func read(t *testing.T, file string) (*article.Article, error) {
	t.Helper()
	return readBytes(readFile(t, file), file)
}

func readFile(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readBytes(data []byte, file string) (*article.Article, error) {
	doc, err := decode.Decode(data, "")
	if err != nil {
		return nil, err
	}
	a, err := extract.Article(doc)
	if err != nil {
		return nil, err
	}
	a.Source.Path, a.Source.Form = filepath.Base(file), "html"
	if doc.HTML == nil {
		a.Source.Form = "text"
	}
	return a, nil
}

// fixtures are the pages of every template; a folder without a page, a page without a golden and a stray file fail.
func fixtures(t *testing.T) []string {
	t.Helper()
	folders, err := os.ReadDir(pages)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, folder := range folders {
		if folder.Name() == "reject" {
			continue
		}
		files, err := os.ReadDir(filepath.Join(pages, folder.Name()))
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for _, f := range files {
			name := filepath.Join(pages, folder.Name(), f.Name())
			switch {
			case strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".txt"):
				count++
				all = append(all, name)
				if _, err := os.Stat(golden(name)); err != nil && !*update {
					t.Errorf("%s has no golden", name)
				}
			case !strings.HasSuffix(name, ".golden.json"):
				t.Errorf("stray file %s", name)
			}
		}
		if count == 0 {
			t.Errorf("no pages in %s", folder.Name())
		}
	}
	if len(all) == 0 {
		t.Fatal("no fixtures")
	}
	return all
}

func golden(page string) string {
	return strings.TrimSuffix(page, filepath.Ext(page)) + ".golden.json"
}

func TestPages(t *testing.T) {
	for _, page := range fixtures(t) {
		t.Run(strings.TrimPrefix(page, pages+"/"), func(t *testing.T) {
			got, err := read(t, page)
			if err != nil {
				t.Fatal(err)
			}
			folder := filepath.Base(filepath.Dir(page))
			if got.Template != folder {
				t.Errorf("template %q, want that of the folder, %q", got.Template, folder)
			}
			if site.IsHeraldURL(string(got.URL)) && got.ID == "" {
				t.Errorf("no article id in %s; a new form of address belongs in articleMarks of package site", got.URL)
			}
			if *update {
				write(t, golden(page), got)
			}
			var want article.Article
			if err := json.Unmarshal(readFile(t, golden(page)), &want); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(&want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func write(t *testing.T, file string, a *article.Article) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(a); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestReject(t *testing.T) {
	files, err := filepath.Glob(pages + "/reject/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages to reject: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			// The first line names the code and is no part of the page.
			first, data, _ := bytes.Cut(readFile(t, file), []byte("\n"))
			want := strings.TrimSuffix(strings.TrimPrefix(string(first), "<!-- wanted: "), " -->")
			_, err := readBytes(data, file)
			var coded interface{ Code() string }
			if !errors.As(err, &coded) || coded.Code() != want {
				t.Errorf("got %v, want the code %s", err, want)
			}
		})
	}
}

// shared is the folder of real pages beside the repository; without it the tests that need them skip.
func shared(t *testing.T) string {
	t.Helper()
	const dir = "../../../shared"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no real pages beside the repository")
	}
	return dir
}

func TestRealReject(t *testing.T) {
	dir := shared(t)
	for _, name := range []string{"home_2015.html", "search_2022.html"} {
		_, err := read(t, filepath.Join(dir, "pages/reject", name))
		var refusal *extract.Refusal
		if !errors.As(err, &refusal) || refusal.Code() != "not-article" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSeedPage(t *testing.T) {
	a, err := read(t, filepath.Join(shared(t), "pages/real/20200815000049.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want := article.Article{
		Schema: article.Schema, Headline: "N. Korean, Russian leaders pledge stronger ties on Liberation Day exchange",
		Byline: "Yonhap", Authors: []article.Author{}, Agency: "Yonhap", Section: "National",
		Date: "2020-08-15T12:12:00+09:00", Updated: "2020-08-15T12:12:00+09:00", Day: "2020-08-15",
		Images: []article.Image{{Credit: "Yonhap"}}, Notes: []string{}, Language: "en", WordCount: a.WordCount,
		Template: extract.ByText, Warnings: []article.Warning{}, Blocks: a.Blocks, Body: a.Body,
		Source: article.Source{Path: "20200815000049.txt", Form: "text", Encoding: "utf-8"},
	}
	if d := cmp.Diff(&want, a); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if n := len(a.Blocks); n != 6 {
		t.Fatalf("%d paragraphs, want 6\n%s", n, a.Body)
	}
	if !strings.HasPrefix(a.Blocks[0].Text, "North Korean leader Kim Jong-un and Russian President") ||
		!strings.HasSuffix(a.Blocks[5].Text, "They agreed to boost bilateral cooperation in various areas.") {
		t.Errorf("the body begins or ends elsewhere:\n%s", a.Body)
	}
}

// TestRealStories puts 50 real stories of May 2020 into a page of the template they were saved in.
func TestRealStories(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(shared(t), "articles/koreaherald_2020-05-22.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for line := range strings.Lines(string(data)) {
		var story struct{ URL, Headline, Byline, Date, Text string }
		if err := json.Unmarshal([]byte(line), &story); err != nil {
			t.Fatal(err)
		}
		count++
		doc, err := decode.Decode([]byte(fmt.Sprintf(realStory, html.EscapeString(story.Headline), html.EscapeString(story.Byline), html.EscapeString(story.Text))), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.Article(doc)
		if err != nil {
			t.Errorf("%s: %v", story.Headline, err)
			continue
		}
		got := signature{string(a.Byline), a.Authors, string(a.Agency), a.Notes}
		if d := cmp.Diff(signatureOf(story.Byline, story.Text), got); d != "" {
			t.Errorf("%s: -want +got\n%s", story.Headline, d)
		}
		if a.Headline != story.Headline {
			t.Errorf("headline %q, want %q", a.Headline, story.Headline)
		}
		if end := signs.FindString(a.Body); end != "" {
			t.Errorf("%s: left in the body: %q", story.Headline, end)
		}
	}
	if count != 50 {
		t.Errorf("%d stories, want 50", count)
	}
}

type signature struct {
	Byline  string
	Authors []article.Author
	Agency  string
	Notes   []string
}

// signs are what no body may end in or hold.
var signs = regexp.MustCompile(`(?i)\((?:yonhap|afp|bloomberg)\)|[a-z0-9.]+@heraldcorp|By [A-Z][a-z]+ [A-Z][a-z-]+\s*\(|[-–—] ?Ed\.|기사 원문|Video (?:shot|script)|The writer is`)

// signatureOf is what a reader sees at the end of a story of that day: one mail, one tag, one note at most.
func signatureOf(byline, text string) signature {
	want := signature{Byline: byline, Authors: []article.Author{}, Notes: []string{}}
	switch byline {
	case "Yonhap", "AFP", "Bloomberg":
		want.Agency = byline
	case "Korea Herald":
	default:
		mail := regexp.MustCompile(`\(([a-z0-9.]+@heraldcorp\.com)\)`).FindStringSubmatch(text)
		want.Authors = append(want.Authors, article.Author{Name: byline})
		if mail != nil {
			want.Authors[0].Email = article.Optional(mail[1])
		}
	}
	for _, note := range []string{`The writer is .*Ed\.`, `Noah Smith is .*Ed\.`, `Video shot and .*$`, `기사 원문: \S+`} {
		for _, n := range regexp.MustCompile(note).FindAllString(text, -1) {
			want.Notes = append(want.Notes, strings.TrimSpace(n))
		}
	}
	if strings.Contains(text, "Noah Smith is a") {
		want.Authors = append(want.Authors, article.Author{Name: "Noah Smith"})
	}
	return want
}

const realStory = `<html><head><title>The Korea Herald</title></head><body>
<div class="header_bottom_section_tit ellipsis">National</div><div class="view"><h1 class="view_tit">%s</h1>
<div class="view_tit_byline"><div class="view_tit_byline_l"><a href="#">By %s</a></div>
<div class="view_tit_byline_r">Published : May 22, 2020 - 10:00 &nbsp; &nbsp;Updated : May 22, 2020 - 10:00</div></div>
<div class="view_con article" id="articleText"><div class="view_con_t">%s</div></div></div></body></html>`
