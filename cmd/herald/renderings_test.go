package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/chromedp"

	"herald/internal/article"
)

var keepRenderings = flag.String("renderings", "", "the folder in which TestRenderings leaves what it has read; make renderings sets it")

// renderer is a program that renders a page as text, and what herald must at least read of its renderings.
type renderer struct {
	name   string
	args   []string // of the program that name begins with; the page follows. Nil for Chromium, the format for pandoc
	floors figures
}

// figures are what is right in the renderings of one program: percentages of the pages that print the field, and counts.
type figures struct {
	headline, byline, date, body float64 // exact
	words                        float64 // mean F1 of the words of the body
	silent                       int     // wrong headlines without a warning about the headline
	lists                        int     // pages that are not articles and were taken for one
}

// The floors, in the order of [figures], are what was measured when they were set, rounded down: a change that falls below one
// reads worse. The aim for each program is figures{95, 95, 95, 85, 0.985, 0, 0}.
var renderers = []renderer{
	{"w3m", strings.Fields("-dump -cols 80 -I UTF-8 -O UTF-8 -T text/html"), figures{98, 96, 98, 81, 0.97, 0, 0}},
	{"lynx", strings.Fields("-dump -width=80 -assume_charset=utf-8 -display_charset=utf-8"), figures{98, 95, 98, 80, 0.96, 0, 0}},
	{"lynx -nolist", strings.Fields("-dump -nolist -width=80 -assume_charset=utf-8 -display_charset=utf-8"), figures{98, 97, 98, 81, 0.96, 0, 0}},
	{"links", strings.Fields("-dump -width 80 -codepage utf-8 -html-assume-codepage utf-8"), figures{98, 96, 98, 85, 0.96, 0, 0}},
	{"elinks", strings.Fields("-no-home -dump -dump-width 80 -dump-charset utf-8"), figures{98, 94, 97, 85, 0.97, 0, 0}},
	{"pandoc plain", []string{"plain"}, figures{97, 96, 97, 78, 0.96, 0, 0}},
	{"pandoc markdown", []string{"markdown"}, figures{97, 93, 96, 81, 0.95, 0, 0}},
	{"chromium innerText", nil, figures{97, 98, 98, 84, 0.97, 0, 0}},
}

// rendered is a page of the fixtures. Want is nil if it is not an article.
type rendered struct {
	name, page string
	want       *article.Article
}

// Text renderings of the pages of every template are read as the pages themselves are, as far as they print the same: a field
// counts where the text has all its words. Bodies are compared paragraph by paragraph, with white space folded. What only
// elements show is counted as wrong: a caption without a credit, an advertisement, text for screen readers.
func TestRenderings(t *testing.T) {
	skipInShort(t, "it renders 160 pages with each program that is installed")
	fixtures := renderedFixtures(t)
	for _, r := range renderers {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel() // a browser waits for the network, and most programs take one core
			dir := t.TempDir()
			if *keepRenderings != "" {
				dir = filepath.Join(*keepRenderings, r.name)
				if err := os.MkdirAll(dir, 0o777); err != nil {
					t.Fatal(err)
				}
			}
			texts := r.render(t, fixtures)
			got := measure(t, dir, fixtures, texts)
			t.Log(got)
			got.check(t, r.floors)
		})
	}
}

// renderedFixtures returns the HTML pages of the site's templates, and those that are rejected because they are not articles.
func renderedFixtures(t *testing.T) []rendered {
	t.Helper()
	pages, err := filepath.Glob("../../testdata/pages/*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	var all []rendered
	for _, page := range pages {
		folder := filepath.Base(filepath.Dir(page))
		f := rendered{name: folder + "_" + strings.TrimSuffix(filepath.Base(page), ".html"), page: page}
		switch folder {
		case "generic": // other papers
			continue
		case "reject":
			data, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(data, []byte("<!-- wanted: not-article -->")) {
				continue
			}
		default:
			data, err := os.ReadFile(strings.TrimSuffix(page, ".html") + ".golden.json")
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(data, &f.want); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, f)
	}
	if len(all) == 0 {
		t.Fatal("no pages")
	}
	return all
}

// render returns the texts of pages, in their order.
func (r renderer) render(t *testing.T, pages []rendered) []string {
	t.Helper()
	var texts []string
	if r.args == nil {
		b := openTab(t, pages[0].page)
		for _, p := range pages {
			absolute, err := filepath.Abs(p.page)
			if err != nil {
				t.Fatal(err)
			}
			b.do(chromedp.Navigate((&url.URL{Scheme: "file", Path: filepath.ToSlash(absolute)}).String()))
			texts = append(texts, evaluate[string](b, "document.documentElement.innerText"))
		}
		return texts
	}
	program, _, _ := strings.Cut(r.name, " ")
	if program == "pandoc" {
		return renderByPandoc(t, r.args[0], pages)
	}
	for _, p := range pages {
		texts = append(texts, run(t, "", program, append(slices.Clone(r.args), p.page)...))
	}
	return texts
}

// pandocFilter writes each page of a list in the format of the output. Starting pandoc takes longer than a page.
const pandocFilter = `function CodeBlock(list)
  for page, out in list.text:gmatch("([^|\n]+)|([^\n]+)") do
    local file = assert(io.open(page, "rb"))
    local doc = pandoc.read(file:read("a"), "html")
    file:close()
    file = assert(io.open(out, "wb"))
    file:write(pandoc.write(doc, FORMAT))
    file:close()
  end
  return {}
end
`

// renderByPandoc returns the texts of pages, in their order, which one process writes.
func renderByPandoc(t *testing.T, format string, pages []rendered) []string {
	t.Helper()
	dir := t.TempDir()
	filter := filepath.Join(dir, "filter.lua")
	if err := os.WriteFile(filter, []byte(pandocFilter), 0o666); err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for i, p := range pages {
		fmt.Fprintf(&list, "%s|%s\n", p.page, filepath.Join(dir, strconv.Itoa(i)))
	}
	run(t, "```\n"+list.String()+"```\n", "pandoc", "-f", "markdown", "-t", format, "--lua-filter", filter)
	var texts []string
	for i := range pages {
		text, err := os.ReadFile(filepath.Join(dir, strconv.Itoa(i)))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// measure reads renderings, which it puts into dir, and compares the articles with those of the pages.
func measure(t *testing.T, dir string, pages []rendered, texts []string) figures {
	t.Helper()
	args := []string{"extract"}
	for i, p := range pages {
		file := filepath.Join(dir, p.name+".txt")
		if err := os.WriteFile(file, []byte(texts[i]), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	articles := articlesOf(t, args)
	var sums renderedSums
	for i, p := range pages {
		got := articles[args[i+1]]
		if p.want == nil {
			if got != nil {
				sums.lists++
				t.Logf("%s: not an article, but accepted: %q", p.name, got.Headline)
			}
			continue
		}
		for _, miss := range sums.add(p.want, got, texts[i]) {
			t.Logf("%s: %s", p.name, miss)
		}
	}
	return sums.figures()
}

// articlesOf runs herald and returns the articles by the paths of their pages. Some pages may be rejected.
func articlesOf(t *testing.T, args []string) map[string]*article.Article {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "herald", args...).Output()
	const rejected = 1
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != rejected) {
		t.Fatal(err)
	}
	articles := map[string]*article.Article{}
	for line := range bytes.Lines(out) {
		var a article.Article
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		articles[a.Source.Path] = &a
	}
	if len(articles) == 0 {
		t.Fatal("no articles")
	}
	return articles
}

// share counts how often something was right.
type share struct{ right, of int }

func (s *share) add(right bool) {
	s.of++
	if right {
		s.right++
	}
}

func (s share) percent() float64 { return 100 * float64(s.right) / float64(max(s.of, 1)) }

// renderedSums are the sums that [figures] are made of.
type renderedSums struct {
	headline, byline, date, body share
	words                        float64
	silent, lists                int
}

// add compares the article of a rendering, which is nil if it was rejected, with that of its page. It counts only the fields
// that the rendering prints, and returns what is wrong.
func (s *renderedSums) add(want, got *article.Article, text string) (misses []string) {
	if got == nil {
		got = &article.Article{Headline: "(rejected)", Byline: "(rejected)", Date: "(rejected)"}
	} else if got.Headline != want.Headline && !slices.ContainsFunc(got.Warnings, func(w article.Warning) bool { return strings.HasPrefix(w.Code, "headline-") }) {
		s.silent++
	}
	printed := wordsOf(text)
	compare := func(to *share, field, want, got, prints string) {
		if !printed.contains(wordsOf(prints)) {
			return
		}
		right := squeezed(want) == squeezed(got)
		to.add(right)
		if !right {
			misses = append(misses, fmt.Sprintf("%s %q, want %q", field, cutText(got), cutText(want)))
		}
	}
	compare(&s.headline, "headline", want.Headline, got.Headline, want.Headline)
	compare(&s.byline, "byline", string(want.Byline), string(got.Byline), string(want.Byline))
	compare(&s.date, "date", string(want.Date), string(got.Date), printedDate(string(want.Date)))
	before := s.body.of
	compare(&s.body, "body", want.Body, got.Body, want.Body)
	if s.body.of > before {
		s.words += wordsOf(want.Body).f1(wordsOf(got.Body))
	}
	return misses
}

func (s *renderedSums) figures() figures {
	return figures{
		s.headline.percent(), s.byline.percent(), s.date.percent(), s.body.percent(),
		s.words / float64(max(s.body.of, 1)), s.silent, s.lists,
	}
}

func (f figures) String() string {
	return fmt.Sprintf("headline %.1f %%, byline %.1f %%, date %.1f %%, body %.1f %%, words F1 %.3f, %d wrong headlines without a warning, %d lists accepted",
		f.headline, f.byline, f.date, f.body, f.words, f.silent, f.lists)
}

// check fails where figures are worse than floors.
func (f figures) check(t *testing.T, floors figures) {
	t.Helper()
	if f.headline < floors.headline || f.byline < floors.byline || f.date < floors.date || f.body < floors.body ||
		f.words < floors.words || f.silent > floors.silent || f.lists > floors.lists {
		t.Errorf("worse than the floors: %s", floors)
	}
}

// squeezed returns a text with its paragraphs on a line each and its white space folded.
func squeezed(s string) string {
	var paragraphs []string
	for p := range strings.SplitSeq(s, "\n\n") {
		paragraphs = append(paragraphs, strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(paragraphs, "\n")
}

// cutText returns the beginning of a text that is too long for a message.
func cutText(s string) string {
	const long = 120
	if r := []rune(s); len(r) > long {
		return string(r[:long]) + "…"
	}
	return s
}

// printedDate returns what a page that prints a date has of it in any layout: the year, and the time of day or the day.
func printedDate(date string) string {
	if day, err := time.Parse(time.DateOnly, date); err == nil {
		return day.Format("2006 2")
	}
	if at, err := time.Parse(time.RFC3339, date); err == nil {
		return at.Format("2006 15:04")
	}
	return ""
}

// wordCounts is the words of a text and how often it has each.
type wordCounts map[string]int

func wordsOf(s string) wordCounts {
	words := wordCounts{}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words[w]++
	}
	return words
}

func (w wordCounts) sum() int {
	n := 0
	for _, count := range w {
		n += count
	}
	return n
}

func (w wordCounts) contains(other wordCounts) bool {
	for word, n := range other {
		if w[word] < n {
			return false
		}
	}
	return true
}

// f1 returns the harmonic mean of precision and recall over the words.
func (w wordCounts) f1(other wordCounts) float64 {
	common := 0
	for word, n := range w {
		common += min(n, other[word])
	}
	return 2 * float64(common) / float64(max(w.sum()+other.sum(), 1))
}
