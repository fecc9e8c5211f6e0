package learn

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"herald/internal/extract/site"
	"herald/internal/source"
)

// edge is a number up to or from which a rule holds: it holds for in and not for out.
type edge struct {
	name    string
	in, out int
	holds   func(t *testing.T, n int) bool
}

func testEdges(t *testing.T, edges []edge) {
	t.Helper()
	for _, e := range edges {
		t.Run(e.name, func(t *testing.T) {
			if !e.holds(t, e.in) {
				t.Errorf("not with %d", e.in)
			}
			if e.holds(t, e.out) {
				t.Errorf("also with %d", e.out)
			}
		})
	}
}

// studied returns the study of all of the pages.
func studied(pages []string) *study {
	in := &interner{number: map[string]int32{}}
	var all []*digest
	for _, s := range packed(pages) {
		all = append(all, newDigest(&s, in))
	}
	s := newStudy(in, all)
	s.findProse()
	return s
}

func packed(pages []string) (all []sampled) {
	var to packer
	for _, p := range pages {
		all = append(all, sampled{packed: to.pack([]byte(p))})
	}
	return all
}

// withCopy returns the study of pages whose body is known.
func withCopy(pages []string) *study {
	s := studied(pages)
	s.setBody(&rule{selector: ".copy"})
	return s
}

var titleRule = &rule{selector: ".title"}

// pages returns pages of which the first n are replaced in one way and the others in another.
func pages(of, n int, first, others []string) []string {
	return slices.Concat(made{}.edited(0, n, first...), made{}.edited(n, of, others...))
}

func words(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }

// is reports whether a rule has a selector.
func is(r *rule, selector string) bool { return r != nil && r.selector == selector }

func TestBodyEdges(t *testing.T) {
	other := []string{`"copy"`, `"text"`}
	best := func(coverage float64, s *study) *rule { return s.bestBody(coverage) }
	inCopy := func(junk int) *study {
		return studied(made{}.edited(0, 20, copyStart, copyStart+"<p>"+words(junk)+"</p>"))
	}
	own := func() int { // words of prose
		s := studied(made{}.pages(0, 20))
		return s.words(s.bodies(s.in.number[".copy"], 1))
	}()
	testEdges(t, []edge{
		{"pages of 20 with it", 16, 15, func(_ *testing.T, n int) bool {
			return is(best(bodyCoverage, studied(pages(20, n, nil, other))), ".copy")
		}},
		{"pages of 50 of several designs", 10, 9, func(_ *testing.T, n int) bool {
			return is(best(partCoverage, studied(pages(50, n, nil, []string{`"copy"`, `"text%d"`, `"wrap"`, `"box%d"`}))), ".copy")
		}},
		{"words that are not prose", own*2/3 - 1, own*2/3 + 1, func(_ *testing.T, n int) bool { return is(best(bodyCoverage, inCopy(n)), ".copy") }},
		{"pairs of 20 pages with one text", 4, 5, func(_ *testing.T, n int) bool {
			all := made{}.pages(0, 20)
			for i := range n {
				all[2*i+1] = all[2*i]
			}
			return is(best(bodyCoverage, studied(all)), ".copy")
		}},
		{"words that a surer name holds besides", own * 2 / 100, own*2/100 + 1, func(_ *testing.T, n int) bool {
			box := `<div id="text"><b>` + words(n) + "</b>"
			return is(best(bodyCoverage, studied(made{}.edited(0, 20, copyStart, box+copyStart, "</div></div><div class=\"foot\">", "</div></div></div><div class=\"foot\">"))), "#text")
		}},
		{"parts side by side", 4, 5, func(_ *testing.T, n int) bool {
			part := strings.Repeat(`</div><div class="copy">Tap here`, n-1)
			return is(best(bodyCoverage, studied(made{}.edited(0, 20, fifth, part+fifth))), ".copy")
		}},
	})
}

func TestHeadlineEdges(t *testing.T) {
	found := func(s *study) bool { return is(s.findHeadline(), ".title") }
	testEdges(t, []edge{
		{"pages of 20 with it", 16, 15, func(_ *testing.T, n int) bool {
			return found(withCopy(pages(20, n, nil, []string{titleLine, ""})))
		}},
		{"headlines of 20 pages", 10, 9, func(_ *testing.T, n int) bool {
			var all []string
			for i := range 20 {
				all = append(all, made{headline: fmt.Sprintf("Harbor number %d is dredged again", i%n)}.page(i))
			}
			return found(withCopy(all))
		}},
		{"titles of 20 pages that agree", 12, 11, func(_ *testing.T, n int) bool {
			return found(withCopy(pages(20, n, nil, []string{"<title>", "<title>Another "})))
		}},
		{"pages of 20 with one part of the title", 10, 11, func(_ *testing.T, n int) bool {
			titles := studied(pages(20, n, nil, []string{" - A Paper", ""})).statedTitles()
			return slices.Contains(titles[0], "apaper")
		}},
		{"elements below the start of the body", 14, 15, func(_ *testing.T, n int) bool {
			h1 := strings.NewReplacer("<div", "<h1", "</div", "</h1").Replace(titleLine)
			pages := made{title: "A Paper"}.edited(0, 20, titleLine, "", copyStart, copyStart+strings.Repeat("<b>x</b>", n)+h1)
			return withCopy(pages).findHeadline() != nil // the pages state none
		}},
	})
}

func TestDateEdges(t *testing.T) {
	found := func(s *study) bool { return is(s.findDate(titleRule), ".when") }
	const when = `<span class="when">`
	testEdges(t, []edge{
		{"pages of 20 with it", 18, 17, func(_ *testing.T, n int) bool {
			m := made{day: "2021-03-03"}
			return found(withCopy(slices.Concat(m.pages(0, n), m.edited(n, 20, when+"2021-03-03 10:00", when))))
		}},
		{"days of 20 that agree", 16, 15, func(_ *testing.T, n int) bool {
			return found(withCopy(pages(20, n, nil, []string{`content="2021-`, `content="2020-`})))
		}},
		{"bytes of its line", 200, 201, func(_ *testing.T, n int) bool {
			return found(withCopy(made{}.edited(0, 20, when, when+strings.Repeat("x", n-len(" 2021-01-01 10:00"))+" ")))
		}},
		{"pages that state no date", 15, 16, func(_ *testing.T, n int) bool {
			// The stated days of five pages differ from the printed ones; those of four prove nothing.
			return !found(withCopy(pages(20, n, []string{"article:published_time", "x"}, []string{`content="2021-`, `content="2020-`})))
		}},
		{"days that vary", 3, 2, func(_ *testing.T, n int) bool {
			var all []string
			for i := range 20 {
				all = append(all, made{day: fmt.Sprintf("2021-03-%02d", 1+i%n)}.edited(i, i+1, "article:published_time", "x")...)
			}
			return found(withCopy(all))
		}},
	})
}

func TestBylineEdges(t *testing.T) {
	found := func(s *study) bool { return is(s.findByline(titleRule), ".who") }
	author := func(name string) []string {
		return []string{"<head>", `<head><meta name="author" content="` + name + `">`}
	}
	testEdges(t, []edge{
		{"pages of 20 with it", 12, 11, func(_ *testing.T, n int) bool { return found(withCopy(pages(20, n, nil, []string{whoLine, ""}))) }},
		{"texts of 20 that are names", 15, 14, func(_ *testing.T, n int) bool {
			return found(withCopy(pages(20, n, nil, []string{whoLine, `<span class="who">Nine boats were counted</span>`})))
		}},
		{"authors of 20 that agree", 14, 13, func(_ *testing.T, n int) bool {
			return found(withCopy(pages(20, n, author("Han Bo-ra"), author("Kim Da-sol"))))
		}},
		{"pages of 40 that state a second author", 2, 3, func(_ *testing.T, n int) bool {
			return found(withCopy(pages(40, n, author("Han Bo-ra and Kim Da-sol"), author("Han Bo-ra"))))
		}},
		{"texts of 20 that are no desk's", 12, 11, func(_ *testing.T, n int) bool {
			return found(withCopy(pages(20, n, nil, []string{"Han Bo-ra", "Korea Herald"})))
		}},
		{"lines from the signature to the end", 4, 5, func(_ *testing.T, n int) bool {
			end := "By Kim Da-sol (kim@heraldcorp.com)</p>" + strings.Repeat("<p>The harbor</p>", n-1)
			s := withCopy(made{last: "END"}.edited(0, 20, "END</p>", end))
			return slices.Contains(s.statedAuthors()[0], "Kim Da-sol")
		}},
	})
}

func TestLabelEdges(t *testing.T) {
	section := func(s *study) bool { return is(s.findSection(), ".part") }
	subhead := func(s *study) bool { return is(s.findSubhead(titleRule), ".deck") }
	// Two names of sections in turn, of pages that state none.
	named := func(of, n int, others string) (all []string) {
		for i := range of {
			name := []string{"Business", "Culture"}[i%2]
			if i >= n {
				name = others
			}
			all = append(all, made{}.edited(i, i+1, titleLine, `<div class="part">`+name+"</div>"+titleLine)...)
		}
		return all
	}
	deck := func(text string) []string {
		return []string{copyStart, `<div class="deck">` + text + "</div>" + copyStart}
	}
	varied := "%d " + words(5)
	testEdges(t, []edge{
		{"pages of 20 with a section", 12, 11, func(_ *testing.T, n int) bool { return section(withCopy(named(20, n, ""))) }},
		{"sections of 20 that are known", 16, 15, func(_ *testing.T, n int) bool { return section(withCopy(named(20, n, "Harbor"))) }},
		{"words of a section", 3, 4, func(_ *testing.T, n int) bool {
			name := "Harbor " + words(n-2)
			stated := []string{titleLine, `<div class="part">` + name + " %d</div>" + titleLine, "<head>", `<head><meta property="article:section" content="` + name + ` %d">`}
			return section(withCopy(made{}.edited(0, 20, stated...)))
		}},
		{"sections", 2, 1, func(_ *testing.T, n int) bool {
			return section(withCopy(slices.Concat(named(n, n, ""), named(20-n, 0, "Business"))))
		}},
		{"pages of 60 with a subheadline", 3, 2, func(_ *testing.T, n int) bool { return subhead(withCopy(pages(60, n, deck(varied), nil))) }},
		{"pages of 20 with a subheadline", 2, 1, func(_ *testing.T, n int) bool { return subhead(withCopy(pages(20, n, deck(varied), nil))) }},
		{"fewest words", 4, 3, func(_ *testing.T, n int) bool {
			return subhead(withCopy(made{}.edited(0, 20, deck("%d "+words(n-1))...)))
		}},
		{"most words", 30, 31, func(_ *testing.T, n int) bool {
			return subhead(withCopy(made{}.edited(0, 20, deck("%d "+words(n-1))...)))
		}},
		{"different ones of 20", 10, 9, func(_ *testing.T, n int) bool {
			return subhead(withCopy(pages(20, n-1, deck(varied), deck("the "+words(5)))))
		}},
		{"proper ones of 20", 18, 17, func(_ *testing.T, n int) bool { return subhead(withCopy(pages(20, n, deck(varied), deck(varied+".")))) }},
		{"words of a box with a caption", 61, 60, func(_ *testing.T, n int) bool {
			all := deck(varied)
			all[1] = `<div><img src="a.jpg"><b>` + words(n-6) + "</b>" + strings.Replace(all[1], copyStart, "</div>"+copyStart, 1)
			return subhead(withCopy(made{}.edited(0, 20, all...)))
		}},
		{"levels of a box with a caption", 3, 2, func(_ *testing.T, n int) bool {
			all := deck(varied)
			all[1] = `<div><img src="a.jpg">` + strings.Repeat("<i>", n-1) + all[1]
			all[1] = strings.Replace(all[1], copyStart, strings.Repeat("</i>", n-1)+"</div>"+copyStart, 1)
			return subhead(withCopy(made{}.edited(0, 20, all...)))
		}},
		{"words of a linked title above a teaser", 3, 2, func(_ *testing.T, n int) bool {
			s := studied([]string{`<html><body><a href="/">` + words(n) + "</a><p>" + words(60) + "</p></body></html>"})
			return s.pages[0].isList()
		}},
	})
}

func TestJunkEdges(t *testing.T) {
	drops := func(s *study) bool {
		return slices.ContainsFunc(s.findDrops(), func(r *rule) bool { return r.selector == ".more" })
	}
	box := func(text string) []string {
		return []string{copyStart, copyStart + `<div class="more">` + text + "</div>"}
	}
	link := func(n int) string { return `<a href="/">` + words(n) + "</a>" }
	line := func(text string) []string { return []string{fifth, "<p>" + text + "</p>" + fifth} }
	furniture := func(s *study) int {
		d := Design{Entry: site.Entry{Template: &site.Template{}, Notes: map[string]string{}}}
		s.addFurniture(&d, nil)
		return len(d.Furniture)
	}
	testEdges(t, []edge{
		{"linked words of 20", 15, 14, func(_ *testing.T, n int) bool {
			return drops(withCopy(made{}.edited(0, 20, box(link(n)+" %d "+words(19-n))...)))
		}},
		{"linked boxes of 20", 18, 17, func(_ *testing.T, n int) bool {
			return drops(withCopy(pages(20, n, box(link(5)+"%d"), box("%d Another of the boats"))))
		}},
		{"pages with the box", 3, 2, func(_ *testing.T, n int) bool { return drops(withCopy(pages(20, n, box(link(5)+"%d"), nil))) }},
		{"words of the box", 60, 61, func(_ *testing.T, n int) bool { return drops(withCopy(made{}.edited(0, 20, box(link(n))...))) }},
		{"repeated words of 20", 16, 15, func(_ *testing.T, n int) bool {
			return drops(withCopy(made{}.edited(0, 20, box(strings.Repeat("<p>word</p>", n)+strings.Repeat("<p>%d</p>", 20-n))...)))
		}},
		{"pages with a repeated line", 3, 2, func(_ *testing.T, n int) bool {
			var all []string
			for i := range 21 {
				all = append(all, made{}.edited(i, i+1, box(fmt.Sprintf("<p>Tap %d</p>", i/n))...)...)
			}
			return drops(withCopy(all))
		}},
		{"pages of which three have a line", 100, 101, func(_ *testing.T, n int) bool {
			return furniture(withCopy(pages(n, 3, line(link(3)), nil))) == 1
		}},
		{"lines above one at the edge", 9, 10, func(_ *testing.T, n int) bool {
			m := made{paragraphs: 99} // and the line
			return furniture(withCopy(m.edited(0, 20, fmt.Sprintf("<p>On page %%d the clerk counted boat %d ", n), "<p>Tap here</p>"+fmt.Sprintf("<p>On page %%d the clerk counted boat %d ", n)))) == 1
		}},
		{"lines from one to the end", 2, 3, func(_ *testing.T, n int) bool {
			m := made{paragraphs: 8} // an edge is one line
			at := fmt.Sprintf("<p>On page %%d the clerk counted boat %d ", 8-n+1)
			return furniture(withCopy(m.edited(0, 20, at, "<p>Tap here</p>"+at))) == 1
		}},
		{"lines of furniture", 100, 101, func(_ *testing.T, n int) bool {
			var all strings.Builder
			for i := range n {
				fmt.Fprintf(&all, `<p><a href="/">Line %d</a></p>`, i)
			}
			return furniture(withCopy(made{}.edited(0, 20, fifth, all.String()+fifth))) == n
		}},
		{"levels between a line and its heading", 1, 2, func(_ *testing.T, n int) bool {
			return furniture(withCopy(made{}.edited(0, 20, fifth, "<h3>"+strings.Repeat("<i>", n)+link(3)+strings.Repeat("</i>", n)+"</h3>"+fifth))) == 0
		}},
	})
}

func TestProseEdges(t *testing.T) {
	const sentence = "Nobody counted the boats of the harbor in that year."
	testEdges(t, []edge{
		{"pages of 20 with a sentence", 4, 5, func(_ *testing.T, n int) bool {
			s := studied(pages(20, n, []string{fifth, "<p>" + sentence + "</p>" + fifth}, nil))
			return slices.ContainsFunc(s.pages[0].lines, func(l textLine) bool { return l.text == sentence && l.prose })
		}},
		{"pages of 10 with it, if they are few", 2, 3, func(_ *testing.T, n int) bool {
			s := studied(pages(9, n, []string{fifth, "<p>" + sentence + "</p>" + fifth}, nil))
			return slices.ContainsFunc(s.pages[0].lines, func(l textLine) bool { return l.text == sentence && l.prose })
		}},
		{"words of an article", 60, 59, func(_ *testing.T, n int) bool {
			return studied([]string{"<html><body><p>" + words(n) + "</p></body></html>"}).pages[0].article
		}},
	})
}

func TestDigestEdges(t *testing.T) {
	body := func(inner string) string { return "<html><body>" + inner + "</body></html>" }
	has := func(page, selector string) bool {
		s := studied([]string{page})
		_, ok := s.in.number[selector]
		return ok
	}
	testEdges(t, []edge{
		{"words of a short text", 40, 41, func(_ *testing.T, n int) bool {
			d := studied([]string{body("<p>" + words(n) + "</p>")}).pages[0]
			return d.elements[len(d.elements)-1].text != ""
		}},
		{"levels around a button", 11, 12, func(_ *testing.T, n int) bool {
			d := studied([]string{body(`<div class="box">` + strings.Repeat("<i>", n-1) + "<button>x</button>")}).pages[0]
			return slices.ContainsFunc(d.elements, func(e element) bool { return e.controls && d.elements[max(0, e.parent)].whole })
		}},
		{"steps of a path", 4, 5, func(_ *testing.T, n int) bool {
			return has(body(`<div class="box">`+strings.Repeat("<i>", n)+"x"), ".box"+strings.Repeat(" > i", n))
		}},
		{"place among siblings", 16, 17, func(_ *testing.T, n int) bool {
			return has(body(`<div class="box">`+strings.Repeat("<p>x</p>", n)), fmt.Sprintf(".box > p:nth-of-type(%d)", n))
		}},
		{"levels of the skeleton", 6, 7, func(t *testing.T, n int) bool {
			t.Helper()
			page := func(class string) string {
				return body(strings.Repeat("<div>", n-1) + `<div class="` + class + `">x`)
			}
			l := New(DefaultSample)
			for _, class := range []string{"a", "b"} {
				if err := l.Add(source.Page{Data: []byte(page(class))}); err != nil {
					t.Fatal(err)
				}
			}
			return slices.Contains(slices.Collect(maps.Values(l.groups[0].counts)), 1)
		}},
	})
}

// How pages join groups.
func TestGroupEdges(t *testing.T) {
	page := func(classes ...string) string {
		var b strings.Builder
		for _, c := range classes {
			fmt.Fprintf(&b, `<div class="%s">x</div>`, c)
		}
		return "<html><body>" + b.String() + "</body></html>"
	}
	numbered := func(prefix string, n int) (all []string) {
		for i := range n {
			all = append(all, fmt.Sprint(prefix, i))
		}
		return all
	}
	groups := func(pages ...string) int {
		l := New(DefaultSample)
		for i, p := range pages {
			if err := l.Add(source.Page{Name: fmt.Sprint(i), Data: []byte(p)}); err != nil {
				return -1
			}
		}
		return len(l.groups)
	}
	testEdges(t, []edge{
		// Both pages have the paths of html and body too: 14 of 22, and 13.
		{"shared paths of 20", 12, 11, func(_ *testing.T, n int) bool {
			return groups(page(numbered("a", 20)...), page(append(numbered("a", n), numbered("b", 20-n)...)...)) == 1
		}},
		{"members of 100 with a path of the core", 40, 39, func(_ *testing.T, n int) bool {
			g := group{members: 100, counts: map[uint64]int{1: n}}
			return g.shared(map[uint64]bool{1: true}) == 1
		}},
		{"groups", 64, 65, func(_ *testing.T, n int) bool {
			var all []string
			for i := range n {
				all = append(all, page(numbered(fmt.Sprint("g", i, "-"), 10)...))
			}
			return groups(all...) == n
		}},
		{"paths that are kept", 20_000, 20_001, func(_ *testing.T, n int) bool {
			g := group{members: 10, counts: map[uint64]int{}}
			for i := range n {
				g.counts[uint64(i)] = 1
			}
			g.prune()
			return len(g.counts) == n
		}},
	})
}

// What proves a template on pages that it was not learned from.
func TestProofEdges(t *testing.T) {
	template := func() Design {
		s := withCopy(made{}.pages(0, 20))
		return s.template(&rule{selector: ".copy"})
	}
	proven := func(held, strangers []string) bool {
		d, g := template(), &group{sample: packed(held)}
		d.Name = "learned"
		var test []int
		for i := range held {
			test = append(test, i)
		}
		proveOn(&d, g, test, packed(strangers))
		return !d.Disabled
	}
	other := []string{`"copy"`, `"text"`}
	testEdges(t, []edge{
		{"articles of 10 that it reads", 8, 7, func(_ *testing.T, n int) bool { return proven(pages(10, n, nil, other), nil) }},
		{"articles", 2, 1, func(_ *testing.T, n int) bool { return proven(made{}.pages(0, n), nil) }},
		{"strangers of 10 that it claims", 1, 2, func(_ *testing.T, n int) bool {
			return proven(made{}.pages(20, 30), pages(10, n, nil, other))
		}},
		{"articles of which the fourth is held out", 4, 3, func(_ *testing.T, n int) bool {
			_, test := split(make([]int, n))
			return len(test) == 1
		}},
		{"strangers", 59, 60, func(_ *testing.T, n int) bool {
			l := Learner{groups: []*group{{}, {sample: make([]sampled, n+1)}}}
			return len(l.strangers(0)) == n+1
		}},
	})
}
