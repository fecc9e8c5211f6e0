package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"herald/internal/article"
	"herald/internal/normalize"
)

const (
	headline = "<h1>Town counts its lamps again</h1>"
	date     = "<p>Feb. 1, 2026 - 16:42</p>"
	button   = "<p>Share</p>"
)

func buttons(n int) string { return strings.Repeat(button, n) }

// laidOut returns the lines of a page and the index of its headline, -1 if it has no heading.
func laidOut(t *testing.T, body string) (lines []line, at int) {
	t.Helper()
	lines = layout(parsed(t, body)).lines
	return lines, slices.IndexFunc(lines, isH1)
}

// ofHead is for what holds of the head of a page.
func ofHead(page func(n int) string, holds func(head) bool) func(*testing.T, int) bool {
	return func(t *testing.T, n int) bool {
		t.Helper()
		lines, at := laidOut(t, page(n))
		return holds(findHead(lines, hints{}, at, len(lines)))
	}
}

func TestHeadThresholds(t *testing.T) {
	hasDate := func(h head) bool { return h.date >= 0 }
	hasByline := func(h head) bool { return h.byline.Value != "" }
	hasSubhead := func(h head) bool { return h.subhead.Value != "" }
	testThresholds(t, []threshold{
		{"lines from the publication to the update", 3, 4, ofHead(func(n int) string {
			return headline + "<p>Published : Feb. 1, 2026 - 16:42</p>" + buttons(n-1) + "<p>Updated : Feb. 1, 2026 - 17:00</p>"
		}, func(h head) bool { return !h.dates.updated.Time.IsZero() })},
		{"sentences above the date", 1, 2, ofHead(func(n int) string { return headline + strings.Repeat(paragraph(lamps), n) + date }, hasDate)},
		{"lines from the headline down to the date", 14, 15, ofHead(func(n int) string { return headline + buttons(n-1) + date }, hasDate)},
		{"lines from a bare date down to the headline", 3, 4, ofHead(func(n int) string { return date + buttons(n-1) + headline }, hasDate)},
		{"lines from a headline without heading down to the date", 42, 43, ofHead(func(n int) string {
			return "<p>Town counts its lamps again</p>" + buttons(n-1) + date
		}, func(h head) bool { return h.headline >= 0 })},
		{"sentences above the byline", 1, 2, ofHead(func(n int) string {
			return headline + strings.Repeat(paragraph(lamps), n) + "<p>By Kim Da-sol</p>"
		}, hasByline)},
		{"lines from the byline down to a date above the headline", 3, 4, ofHead(func(n int) string {
			return "<p>By Kim Da-sol</p>" + buttons(n-1) + "<p>Published : Feb. 1, 2026 - 16:42</p>" + headline
		}, hasByline)},
		{"lines from the date to an odd byline", 2, 3, ofHead(func(n int) string {
			return headline + date + buttons(n-1) + "<p>By The Harbor Gazette</p>" + paragraph(lamps)
		}, hasByline)},
		{"lines from linked names to the date", 2, 3, ofHead(func(n int) string {
			return headline + `<p><a href="/tag">Kim Da-sol</a></p>` + buttons(n-1) + date
		}, hasByline)},
		{"lines from the date to linked names", 2, 3, ofHead(func(n int) string {
			return headline + date + buttons(n-1) + `<p><a href="/tag">Kim Da-sol</a></p>` + paragraph(lamps)
		}, hasByline)},
		{"lines from the headline to the subheadline", 5, 6, ofHead(func(n int) string {
			return headline + buttons(n-1) + "<p>One lamp more than it thought</p>" + date
		}, hasSubhead)},
		{"words of a subheadline", 3, 2, ofHead(func(n int) string {
			return headline + "<p>" + strings.Join([]string{"One", "lamp", "more"}[:n], " ") + "</p>" + date
		}, hasSubhead)},
		{"lines from the section to the headline", 3, 4, ofHead(func(n int) string { return "<p>Business</p>" + buttons(n-1) + headline },
			func(h head) bool { return h.section.From == "label above the headline" })},
	})
}

// The date may be among the first lines of the body.
func TestDateInBody(t *testing.T) {
	for above, want := range map[int]bool{2: true, 3: false} {
		lines, _ := laidOut(t, headline+buttons(above)+date)
		if h := findHead(lines, hints{}, 0, 1); (h.date >= 0) != want {
			t.Errorf("a date below %d lines of the body: found %v, want %v", above, h.date >= 0, want)
		}
	}
}

// Of two headings that repeat the title the h1 is the headline.
func TestRankOfTitle(t *testing.T) {
	for _, ranks := range [][2]string{{"h1", "h2"}, {"h1", "h6"}} {
		const title = "Town counts its lamps again"
		lines, _ := laidOut(t, fmt.Sprintf("<%s>%s</%[1]s><%[3]s>%[2]s</%[3]s>", ranks[0], title, ranks[1])+date)
		if h := findHead(lines, hints{titles: []string{title}}, -1, len(lines)); h.headline != 0 {
			t.Errorf("of %s line %d is the headline", ranks, h.headline)
		}
	}
}

// An h1 with half of a title's words is the headline, and not the title itself without a heading. One with fewer words is another.
func TestEditedHeadline(t *testing.T) {
	for text, want := range map[string]int{"Ferry early": 0, "Ferry came early": 1} {
		lines, _ := laidOut(t, "<h1>"+text+"</h1><p>Ferry late</p>")
		if at := matchTitle(lines, []string{"Ferry late"}); at != want {
			t.Errorf("of %q and the title line %d is the headline, want %d", text, at, want)
		}
	}
}

// Of two headings of one rank the one that more places state is the headline.
func TestMostStatedHeadline(t *testing.T) {
	lines, _ := laidOut(t, "<h1>Ferry late</h1><h1>Piano unhurt</h1>")
	if at := matchTitle(lines, []string{"Ferry late", "Ferry late", "Piano unhurt"}); at != 0 {
		t.Errorf("line %d is the headline", at)
	}
}

// A headline without a heading is not the link to it in a heading below.
func TestLinkedHeadline(t *testing.T) {
	lines, _ := laidOut(t, `<div>Ferry late</div><h3><a href="/1">Ferry late</a></h3>`)
	if at := matchTitle(lines, []string{"Ferry late"}); at != 0 {
		t.Errorf("line %d is the headline", at)
	}
}

// On a page without a date the headline is above the body, also if many lines are below the body.
func TestHeadlineWithoutDate(t *testing.T) {
	p := layout(parsed(t, "<h3>Town counts its lamps again</h3>"+strings.Repeat(paragraph(lamps)+paragraph(nobody), 3)+strings.Repeat("<h2>Town buys a lamp</h2>", 50)))
	if h := findHead(p.lines, hints{bodyStart: newProseMap(p.lines).start}, -1, len(p.lines)); h.headline != 0 {
		t.Errorf("line %d is the headline", h.headline)
	}
}

// The last label of a navigation of three is not the section of what is below.
func TestLengthOfNavigation(t *testing.T) {
	for labels, want := range map[int]string{2: "Finance", 3: ""} {
		navigation := []string{"Politics", "Business", "Finance"}[3-labels:]
		lines := classified(textLines(strings.Join(navigation, "\n") + "\nTown counts its lamps again\nFeb. 1, 2026 - 16:42\n"))
		if h := findHead(lines, hints{}, labels, len(lines)); h.section.Value != want {
			t.Errorf("below %d labels the section is %q, want %q", labels, h.section.Value, want)
		}
	}
}

// Each pair of lines above a date decides one weight: the upper line is the headline only if it weighs more.
func TestWeightsOfHeadline(t *testing.T) {
	const named = `<p class="title">Town counts its lamps</p>`
	for _, c := range []struct {
		upper, lower string
		want         bool
	}{
		{`<h1>Town counts its lamps</h1>`, `<h3>Town buys a lamp</h3>`, true},
		{named, `<h5>Town buys a lamp</h5>`, false}, // equal
		{named, `<h3><a href="/a">Town buys a lamp</a></h3>`, true},
		{`<h4>Town counts its lamps</h4>`, named, true},
		{`<h5>Town counts its lamps</h5>`, named, false},
		{`<h6>Town counts its lamps</h6>`, named, false},
		{`<h1><a href="/a">Town counts its lamps</a></h1>`, named, true},
		{`<h2><a href="/a">Town counts its lamps</a></h2>`, named, false},
	} {
		lines, _ := laidOut(t, c.upper+"<p>Share</p>"+c.lower+date)
		if h := findHead(lines, hints{}, -1, len(lines)); (h.headline == 0) != c.want {
			t.Errorf("of %s and %s line %d is the headline", c.upper, c.lower, h.headline)
		}
	}
}

func TestLineThresholds(t *testing.T) {
	const stamp = "2026-02-01 16:42"
	padded := func(n int) string {
		return "By Kim Da-sol" + strings.Repeat(" ", n-len("By Kim Da-sol")-len(stamp)) + stamp
	}
	testThresholds(t, []threshold{
		{"letters of a title cut short", 24, 23, of(func(n int) bool { return sameTitle(word(n), word(n)+" again") })},
		{"bytes of a short headline", 3, 2, of(func(n int) bool { return canBeHeadline(classified([]line{{text: word(n)}})[0]) })},
		{"bars in a headline", 2, 3, of(func(n int) bool {
			return canBeHeadline(classified([]line{{text: "Lamps" + strings.Repeat(" | Quays", n)}})[0])
		})},
		{"bytes of a long headline", 300, 301, of(func(n int) bool { return canBeHeadline(classified([]line{{text: word(n)}})[0]) })},
		{"bytes of a note", 700, 701, of(func(n int) bool { return isNote("Editor's note: " + word(n-len("Editor's note: "))) })},
		{"bytes of a sentence", 40, 39, of(func(n int) bool {
			l := classified([]line{{text: "a " + word(n-2), kind: article.Paragraph}})[0]
			return l.is(prose)
		})},
		{"digits of an id with a day", 14, 13, of(func(n int) bool { return !idDay("20200826000123"[:n]).Time.IsZero() })},
		{"bytes of the label of a summary", 40, 41, of(func(n int) bool { return line{text: "AI summary " + word(n-len("AI summary "))}.isSummary() })},
		{"bytes of a label before its date", 20, 21, of(func(n int) bool { return isDanglingLabel("by" + strings.Repeat(":", n-len("by"))) })},
		{"letters beside a bare date", 34, 35, of(func(n int) bool { return mostlyDate("1 " + word(n)) })},
		{"bytes of a line that may be a byline", 200, 201, of(func(n int) bool { return startsWithBy("By " + word(n-len("By "))) })},
		{"words of an odd byline", 6, 7, of(func(n int) bool { return isOddByline("By " + strings.Repeat("a ", n-2) + "(desk@heraldcorp.com)") })},
		{"bytes of a line with a date", 200, 201, of(func(n int) bool { _, ok := readDate(padded(n)); return ok })},
		{"bytes beside a labelled date", 60, 61, of(func(n int) bool { _, ok := readDate("Published : " + stamp + " " + word(n)); return ok })},
		{"length of a line with a label", 10, 11, of(func(n int) bool { return hasLabel(line{text: "close" + word(n-len("close"))}, "Close") })},
		{"labels that begin the foot", 3, 2, of(func(n int) bool {
			lines := classified(textLines(lamps + "\n\n" + strings.Repeat("Business\n\n", n) + nobody))
			return page{lines: lines}.tail(0) == 1
		})},
		{"sentences above the card of a writer", 1, 2, of(func(n int) bool {
			lines := classified(append(textLines(strings.Repeat(lamps+"\n\n", n)), line{text: "More articles by Kim Da-sol", kind: article.Paragraph, writer: true}))
			return page{lines: lines}.tail(0) == len(lines)
		})},
		{"lines from a signature to a list", 3, 4, of(func(n int) bool {
			lines := classified(textLines(lamps + " (Yonhap)\n\n" + strings.Repeat("A lamp\n\n", n-1) + "Most Popular\n\n" + lamps + "\n\n" + nobody))
			return page{lines: lines}.resumesAfterList(0, n) < 0
		})},
	})
}

// A weekday before a date is no part of a label and no name.
func TestWeekdayBeforeDate(t *testing.T) {
	d, ok := readDate("Issued Tue, Sep 21, 2027, 6:53 AM Updated Tue, Sep 21, 2027, 11:53 AM")
	if !ok || d.published.String() != "2027-09-21T06:53:00+09:00" || d.updated.String() != "2027-09-21T11:53:00+09:00" || d.byline != "" {
		t.Errorf("published %s, updated %s, byline %q", d.published, d.updated, d.byline)
	}
}

// A rule's day takes the hour of the same day from the position of things.
func TestMoreExact(t *testing.T) {
	day, _ := normalize.Date("2021-03-03")
	hour, _ := normalize.Date("2021-03-03 10:00")
	other, _ := normalize.Date("2021-03-04 10:00")
	later, _ := normalize.Date("2021-03-03 11:00")
	midnight, _ := normalize.Date("2021-03-03 00:00:00")
	minute, _ := normalize.Date("2021-03-03 00:01:00")
	if moreExact(day, midnight) != day || moreExact(day, minute) != minute || moreExact(day, hour) != hour || moreExact(day, other) != day || moreExact(hour, later) != hour {
		t.Error("wrong stamp")
	}
	for stated, want := range map[string]string{
		"2021-03-02T15:00:00Z": "2021-03-03", // midnight in Korea
		"2021-03-03T00:00:00Z": "2021-03-03", // and in Greenwich
		"2021-03-02T15:01:00Z": "2021-03-03T00:01:00+09:00",
		"2021-03-02T14:59:00Z": "2021-03-03", // the day before
	} {
		if moment, _ := normalize.Date(stated); moreExact(day, moment).String() != want {
			t.Errorf("%s: %s, want %s", stated, moreExact(day, moment), want)
		}
	}
}
