package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

// ofLines is for what holds of the lines of a page.
func ofLines(page func(n int) string, holds func([]line) bool) func(*testing.T, int) bool {
	return func(t *testing.T, n int) bool {
		t.Helper()
		t.Helper()
		return holds(layout(parsed(t, page(n))).lines)
	}
}

func TestLayoutThresholds(t *testing.T) {
	count := func(n int) func([]line) bool { return func(lines []line) bool { return len(lines) == n } }
	isTable := func(lines []line) bool { return len(lines) == 1 && lines[0].kind == article.Table }
	row := func(first string) string { return "<tr><td>" + first + "</td><td>1.5</td></tr>" }
	testThresholds(t, []threshold{
		{"letters of a caption", 700, 701, ofLines(func(n int) string {
			return `<div class="caption">` + word(n) + "</div>"
		}, func(lines []line) bool { return lines[0].kind == captionKind })},
		{"letters beside 20 in a box named as boilerplate", 80, 79, ofLines(func(n int) string {
			return `<div class="related">` + word(20) + "</div>" + paragraph(word(n))
		}, count(1))},
		{"bytes of a row of a head", 400, 401, ofLines(func(n int) string {
			return paragraph(word(n) + "<span>w</span>")
		}, func(lines []line) bool { return len(lines[0].pieces) == 2 })},
		{"bytes of a row of buttons in a link", 40, 41, ofLines(func(n int) string {
			return paragraph("<a>" + strings.Repeat("Share ", 6) + []string{"List", "Print"}[n-40] + "</a>" + lamps)
		}, count(2))},
		{"<br> inside a paragraph", 1, 2, ofLines(func(n int) string {
			return paragraph(lamps + strings.Repeat("<br>", n) + nobody)
		}, func(lines []line) bool { return lines[1].gap == soft })},
		{"letters in a link around one outside", 9, 8, ofLines(func(n int) string {
			return paragraph("w<a href=/a>" + word(n) + "</a>")
		}, func(lines []line) bool { return lines[0].linked })},
		{"letters in bold around one outside", 9, 8, ofLines(func(n int) string {
			return paragraph("w<b>" + word(n) + "</b>")
		}, func(lines []line) bool { return lines[0].bold })},
		{"pixels of an icon", 60, 61, ofLines(func(n int) string {
			return fmt.Sprintf(`<img src="/lamp.jpg" width="%d">`, n)
		}, count(0))},
		{"bytes of a cell", 160, 161, ofLines(func(n int) string {
			return "<table>" + row(word(n)) + row("A lamp") + "</table>"
		}, isTable)},
		{"rows of a table", 2, 1, ofLines(func(n int) string {
			return "<table>" + strings.Repeat(row("A lamp"), n) + "</table>"
		}, isTable)},
		{"rows of one cell in a table with three others", 2, 3, ofLines(func(n int) string {
			return "<table>" + strings.Repeat(row("A lamp"), 3) + strings.Repeat("<tr><td>A lamp</td></tr>", n) + "</table>"
		}, isTable)},
		{"cells of a row", 2, 1, ofLines(func(n int) string {
			return "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>1.5</td>", n)+"</tr>", 2) + "</table>"
		}, isTable)},
	})
}

func TestTextThresholds(t *testing.T) {
	wrapped := func(n int) string { return "A " + word(n-2) + "\n" + word(n) }
	shares := func(n int) string { return strings.Repeat("Share ", 5) + []string{"List List", "Print List"}[n-39] }
	numbered := func(n int, between string) string {
		return strings.Join([]string{"1" + between + "Whale seen", "2" + between + "Crane sings", "3" + between + "Harbor shut"}[:n], "\n\n")
	}
	testThresholds(t, []threshold{
		{"letters of a button glued to a text", 39, 40, of(func(n int) bool { return afterButton(shares(n)+"Whale seen") == "Whale seen" })},
		{"numbered titles", 3, 2, of(func(n int) bool { return renderedLines(numbered(n, " "))[0].linked })},
		{"titles below their numbers", 3, 2, of(func(n int) bool { return renderedLines(numbered(n, "\n\n"))[1].linked })},
		{"rows that begin with a link", 3, 2, of(func(n int) bool {
			lines := slices.Repeat([]line{{text: lamps, links: len("town")}}, n)
			linkNumbered(lines)
			return lines[0].linked
		})},
		{"words of a brief", 8, 7, of(func(n int) bool {
			return hasBrief([]article.Block{{Text: "Crane sings"}, {Text: strings.Repeat("Whale ", n-2)}})
		})},
		{"bytes of a numbered title", 160, 161, of(func(n int) bool { return textLines(linkSign + capital(n))[0].linked })},
		{"columns of a text that was wrapped", 132, 133, of(func(n int) bool { return len(textLines(wrapped(n))) == 1 })},
		{"letters of a label glued to a text", 40, 41, of(func(n int) bool { return gluedLabel("lamp"+("More articles by " + word(n))[:n]) > 0 })},
		{"bytes of a sentence below the signature", 100, 101, of(func(n int) bool {
			return len(uptoSignature(classified(textLines("By Kim Da-sol (dasol@heraldcorp.com)\n\nA "+word(n-len("A ."))+".")))) == 1
		})},
		{"columns that a caption is off the middle", 1, 2, of(func(n int) bool {
			return isBoxed([]string{strings.Repeat(" ", 20) + word(37+n)}, 0, 74)
		})},
		{"columns that a caption is indented", 4, 3, of(func(n int) bool { return isBoxed([]string{strings.Repeat(" ", n) + word(77-2*n)}, 0, 74) })},
		{"paragraphs beside two boxes", 4, 3, of(func(n int) bool {
			box := line{text: nobody, boxed: true}
			return hasBoxes(classified(append([]line{box, box}, slices.Repeat([]line{{text: lamps}}, n)...)))
		})},
		{"lines that continue in the next", 3, 2, of(func(n int) bool {
			return continuedWidth(strings.Split(strings.Repeat("A "+word(50)+"\nand\n\n", n)+lamps+" "+word(60)+".", "\n")) == len("A ")+50
		})},
		{"bytes of a sentence that something separates", 20, 19, of(func(n int) bool { return (&line{text: "of it"}).continuesWord("A " + word(n-2)) })},
		{"columns that a wrapped line is indented", 15, 16, of(func(n int) bool {
			return len(textLines(strings.Repeat(" ", n)+"A "+word(60)+"\n"+word(80))) == 1
		})},
	})
}

func TestRegionThresholds(t *testing.T) {
	list := func(links, related, texts, dates int) bool {
		var lines []line
		for i := range links {
			lines = append(lines, line{text: "A lamp", kind: article.Paragraph, linked: true, related: i < related})
		}
		return isList(classified(append(lines, textLines(strings.Repeat("Aug. 26, 2025 - 08:00:00\n\n", dates)+strings.Repeat(lamps+"\n\n", texts))...)))
	}
	// A box with a form or the card of a reporter, in a body.
	aside := func(body int) func(*testing.T, int) bool {
		return func(t *testing.T, n int) bool {
			t.Helper()
			t.Helper()
			root := parsed(t, "<div>"+word(n)+"</div>"+paragraph(word(body-n))).LastChild.LastChild
			return asideBoxes{root.FirstChild: asideBox{body: root, card: true}}.isAside(root.FirstChild)
		}
	}
	testThresholds(t, []threshold{
		{"letters of a box in a body", 500, 501, aside(5000)},
		{"letters of a box in a body of 300", 99, 100, aside(300)},
		{"titles that interrupt an article", 29, 30, of(func(n int) bool {
			lines := classified(textLines("More from Headlines\n\n" + strings.Repeat("Whale seen\n\n", n) + lamps + "\n\n" + nobody))
			return page{lines: lines}.resumesAfterList(0, 0) == n+1
		})},
		{"letters of a title in a list", 6, 5, of(func(n int) bool {
			lines := []line{{text: capital(n), kind: article.Paragraph, linked: true}}
			return isList(classified([]line{lines[0], lines[0], lines[0]}))
		})},
		{"links of a list", 3, 2, of(func(n int) bool { return list(n, 0, 0, 0) })},
		{"stories of a list", 3, 2, of(func(n int) bool { return list(n, n, 4, 0) })},
		{"teasers of three stories", 6, 7, of(func(n int) bool { return list(3, 3, n, 0) })},
		{"dates of a list", 3, 2, of(func(n int) bool { return list(0, 0, 0, n) })},
		{"dates of titles below the first", 2, 1, of(func(n int) bool {
			return isListing(classified(textLines(strings.Repeat("Whale seen\n\nAug. 26, 2025\n\n", n))))
		})},
		{"titles between teasers", 2, 1, of(func(n int) bool {
			return alternates(classified(textLines(lamps + strings.Repeat("\n\nThe whale is seen\n\n"+lamps, n))))
		})},
	})
}

// A header is the navigation of a page if it is large and not beside the headline.
func TestNarrowingThresholds(t *testing.T) {
	isHead := func(page func(n int) string) func(*testing.T, int) bool {
		return func(t *testing.T, n int) bool {
			t.Helper()
			t.Helper()
			root := parsed(t, page(n))
			h1 := cascadia.Query(root, dom.MustSelector("h1"))
			far := newNarrowing(&site.Template{}, h1, []*html.Node{{}}, true)
			return !far.isNavigation(cascadia.Query(root, dom.MustSelector("header")))
		}
	}
	nodes := func(n int) string { return strings.Repeat("<i></i>", n) }
	testThresholds(t, []threshold{
		{"boxes of the headline beside a header", 3, 4, isHead(func(n int) string {
			return "<header>" + nodes(64) + "</header>" + strings.Repeat("<div>", n) + headline
		})},
		{"nodes of a header", 64, 65, isHead(func(n int) string {
			return "<header>" + nodes(n-1) + "</header>" + strings.Repeat("<div>", 4) + headline
		})},
		{"bytes of the label of a list", 119, 120, func(t *testing.T, n int) bool {
			t.Helper()
			return holdsListLabel(parsed(t, "<div>Most Popular"+strings.Repeat(" ", n-len("Most Popular"))+"</div>"))
		}},
	})
}
