package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// What the programs that render a page lose of it shows in how the lines are broken.
func TestBrokenLines(t *testing.T) {
	const wide = "Before the flood some eighty buses a day stopped here. Now there are only about"
	tests := []struct {
		name, text string
		want       []string // the kinds and texts of the lines
	}{
		{"number in a sentence", wide + "\n6. The town has put up a bench for those who wait for the others.", []string{
			"paragraph " + wide + " 6. The town has put up a bench for those who wait for the others.",
		}},
		{"numbered item", wide + "\n1. The town has put up a bench.\n2. The bench is wet.", []string{
			"paragraph " + wide, "paragraph 1. The town has put up a bench.", "paragraph 2. The bench is wet.",
		}},
		{"title of a picture, and of its article", "  • Bus loses its stop\n\n    Bus loses its stop\n\nTown finds a stop\n", []string{
			"list-item Bus loses its stop", "list-item Bus loses its stop", "paragraph Town finds a stop",
		}},
		{"caption in a table that is wider than the text", strings.Repeat("The last bus left Sorim with no driver and\nfour passengers.\n\n", 2) +
			"  " + strings.Repeat("-", 70) + "\n  The bus of Sorim seen from the roof of the school on Monday.\n  " + strings.Repeat("-", 70) + "\n", []string{
			"paragraph The last bus left Sorim with no driver and four passengers.",
			"paragraph The last bus left Sorim with no driver and four passengers.",
			"paragraph The bus of Sorim seen from the roof of the school on Monday.",
		}},
	}
	for _, test := range tests {
		var got []string
		for _, l := range renderedLines(test.text) {
			got = append(got, string(l.kind)+" "+l.text)
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s: -want +got\n%s", test.name, d)
		}
	}
}

// Without blank lines between the paragraphs a line that ends early is one too.
func TestLinesWithoutBlanks(t *testing.T) {
	const paragraphs = "The ferry to Sorim rang a bell on Monday.\n" +
		"He had bought the bell at his own cost from a school that closed in 2019.\n"
	for text, want := range map[string]gap{
		paragraphs + "Words from the bell\nIt was cast in 1922 and has been rung by every captain of the ferry since.\n":                                   hard,
		strings.ReplaceAll(paragraphs, "\n", "\n\n") + "Words from the bell\nIt was cast in 1922 and has been rung by every captain of the ferry since.\n": soft,
	} {
		lines := renderedLines(text)
		if got := lines[len(lines)-1].gap; got != want {
			t.Errorf("%q: gap %d above the last line, want %d", text, got, want)
		}
	}
}

func TestWrappedAlt(t *testing.T) {
	for text, want := range map[string]string{
		"[The bell of\nSorim]\nHe rang.":        "[The bell of Sorim]\n\nHe rang.",
		"[The bell of\nSorim]The bell of Sorim": "[The bell of Sorim]The bell of Sorim",
		"[The bell of\nSorim](/bell)":           "[The bell of\nSorim](/bell)",
		"[The bell of\nSorim] rang":             "[The bell of\nSorim] rang",
	} {
		if got := unwrapAlts(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestUndoubled(t *testing.T) {
	for text, want := range map[string]string{
		"Gil DohanGil Dohan rings the bell.":                     "Gil Dohan rings the bell.",
		"Gil DoGil Do rings.":                                    "Gil Do rings.",
		"Gil dGil d rings.":                                      "",
		"Gil Dohan Gil Dohan rings the bell.":                    "",
		"The bell. YonhapThe bell.":                              "The bell. Yonhap",
		`The ferry called The ferry called "Last Lamp" in Sorim`: `The ferry called "Last Lamp" in Sorim`,
		`The ferry and the ferry called "Last Lamp" in Sorim`:    "",
		`A boat A boat "Last Lamp" in Sorim`:                     `A boat "Last Lamp" in Sorim`,
		`A car A car "Last Lamp" in Sorim`:                       "",
	} {
		got, doubled := undoubled(text)
		if doubled != (want != "") || doubled && got != want {
			t.Errorf("%q: %q, %v, want %q", text, got, doubled, want)
		}
	}
}

func TestEndsInBracket(t *testing.T) {
	for text, want := range map[string]bool{
		"A scene from a film about bells (NASA)":               true,
		"A scene from a film about bells (Sorim Film)":         true,
		"It is a bell of the World Hearing Organization (WHO)": false,
		"The bell rang. (NASA)":                                false,
		"The mayor (left)":                                     true,
	} {
		if got := endsInBracket(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// A line that continues below is no caption, and neither is a sentence about a person.
func TestTextCaptionsInSentences(t *testing.T) {
	for text, want := range map[string]bool{
		"Gil Dohan":          true,
		"Gil Dohan at dawn.": false,
		"The first boat carried ten apples. Sorim Port\n":                          true,
		"The first boat carried ten apples. Lawmakers\n\nof all parties ate them.": false,
	} {
		lines := classified(textLines(lamps + "\n\n" + text + "\n\n" + nobody))
		got := newTextCaptions(lines, len(lines)-1, nil).has(lines, 1)
		if got != want {
			t.Errorf("%q is a caption: %v, want %v", text, got, want)
		}
	}
}

// A label glued to the end of a text is a line: a list begins there.
func TestGluedLabel(t *testing.T) {
	for text, want := range map[string]int{
		"a@heraldcorp.comMore articles":  len("a@heraldcorp.com"),
		"a@heraldcorp.com More articles": -1,
		"a@heraldcorp.comMore lamps":     -1,
	} {
		if got := gluedLabel(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// The place of a line shows that it is a caption. A quote and the first line of a paragraph are indented too.
func TestBoxed(t *testing.T) {
	const caption = "     He had bought the bell at his own cost from a school that is closed."
	for text, want := range map[string]bool{
		caption:                               true,
		caption[3:]:                           false,
		caption + "\n     It is red.":         false,
		strings.Replace(caption, "H", "“", 1): false,
		"   The bell of the ferry.      ":     true,
		"   The bell of the ferry.":           false,
		"     ":                               false,
	} {
		if got := isBoxed(strings.Split(text, "\n"), 0, 74); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// A bracket right below a line is its credit, but for the source below the article.
func TestJoinCredits(t *testing.T) {
	for text, want := range map[string]int{
		lamps + "\n(Sorim Ferries Co.)\n\n" + nobody:                                                                2,
		lamps + "\n\n(Sorim Ferries Co.)\n\n" + nobody:                                                              3,
		nobody + "\n\n" + lamps + "\n(Sorim Evening Post)":                                                          3,
		"The bell of Sorim\n\nEPA-Yonhap\n\n" + nobody:                                                              2,
		"The bell of Sorim\n\nCourtesy of Sorim\n\n" + nobody:                                                       2,
		"The bell of Sorim\n\nThe ferry of Sorim\n\n" + nobody:                                                      3,
		"The ferry of the captain who paid for its bell\nSorim in May. (Sorim Ferries Co.)\n\n" + nobody:            2,
		"The ferry of the captain who paid for its bell\nSorim in May. (Sorim Ferries Co.)\nwas late.\n\n" + nobody: 4,
		lamps + "\n(It was red, and nobody knew.)\n\n" + nobody:                                                     3,
	} {
		if got := len(joinCredits(classified(textLines(text)))); got != want {
			t.Errorf("%q: %d lines, want %d", text, got, want)
		}
	}
}

// A date ends where its time of day does.
func TestEndsDate(t *testing.T) {
	const printed = "Published : Aug. 26, 2020 - 15:44"
	for _, test := range []struct {
		above, s string
		want     bool
	}{
		{printed, "The ferry rang.", true},
		{printed + " Updated : Aug. 26, 2020 -", "16:02", false},
		{"The ferry of Sorim", "The bell rang.", false},
	} {
		if got := endsDate(test.above, test.s); got != test.want {
			t.Errorf("%q, %q: %v, want %v", test.above, test.s, got, test.want)
		}
	}
}

// What repeats a caption with its credit is the first sentence of the text. The words of a picture repeat the caption below them.
func TestRepeatedCaption(t *testing.T) {
	const bare, credited = "The bell of the ferry rings in Sorim on Monday.", "The bell of the ferry rings in Sorim on Monday. (Sorim Ferries)"
	for _, test := range []struct {
		above, below string
		want         bool // of the second
	}{
		{credited, bare, false},
		{bare, credited, true},
		{bare, bare, true},
	} {
		lines := classified(textLines(test.above + "\n\n" + test.below + "\n\n" + nobody))
		if got := newTextCaptions(lines, len(lines)-1, nil).has(lines, 1); got != test.want {
			t.Errorf("%q below %q: %v, want %v", test.below, test.above, got, test.want)
		}
	}
}

// A headline is above its picture. What is below one may be the subheadline.
func TestHeadlineDoubt(t *testing.T) {
	const headline = "Town counts its lamps again"
	for above, doubted := range map[string]bool{"[lamp.jpg]": true, "National": false} {
		lines := classified(textLines(above + "\n\n" + headline))
		if got := headlineDoubt(lines, 1) != ""; got != doubted {
			t.Errorf("below %s: doubted %v, want %v", above, got, doubted)
		}
	}
}

func TestSpaceNames(t *testing.T) {
	for text, want := range map[string]string{
		"Kim Da-soldasol@heraldcorp.com":            "Kim Da-sol dasol@heraldcorp.com",
		"Kim Da-sol Kim Da-sol Reporter":            "Kim Da-sol",
		"Kim Da-sol Staff reporter":                 "Kim Da-sol",
		"Kim Da-sol's ferry":                        "Kim Da-sol's ferry",
		"Kim Da-sol paid for the bell of the ferry": "Kim Da-sol paid for the bell of the ferry",
	} {
		lines := classified([]line{{text: text}})
		if spaceNames(lines, []string{"Kim Da-sol"}); lines[0].text != want {
			t.Errorf("%q: %q, want %q", text, lines[0].text, want)
		}
	}
}

// One line without a stop between two paragraphs is a heading; two are titles of other articles.
func TestTitlesBetween(t *testing.T) {
	const one, two = "Who pays for the bell", "A ferry that rings"
	for _, test := range []struct {
		between string
		kept    bool
	}{
		{one, true},
		{one + "\n\n" + two, false},
		{"[Editorial] " + one, false},
		{one + "\n" + two, true},
		{one + "\n\n" + two + ":", true},
		{"Bell\n\nFerry", true},
		{"It rang. He heard the bell\n\n" + two, true},
	} {
		lines := classified(textLines(lamps + "\n\n" + test.between + "\n\n" + nobody))
		if kept := len(withoutTitles(lines)) == len(lines); kept != test.kept {
			t.Errorf("%q: kept %v, want %v", test.between, kept, test.kept)
		}
	}
}

// A line that a page prints outside of its article too is the site's. A label of few words may be a heading.
func TestWithoutPrinted(t *testing.T) {
	for text, kept := range map[string]bool{
		"Who pays for the bell": false,
		"Bell":                  true,
		"It is the bell.":       true,
	} {
		page := classified(textLines(text + " again\n\n" + lamps + "\n\n" + text + "\n\n" + nobody))
		if got := len(withoutPrinted(page[1:], page)) == 3; got != kept {
			t.Errorf("%q: kept %v, want %v", text, got, kept)
		}
	}
}

// The head of another article ends the text. A date that the head prints again does not.
func TestNextArticle(t *testing.T) {
	const other = "Town buys a lamp\n\nBy Kim Da-sol\n\nPublished : Feb. 1, 2026 - 16:42\n\n" + lamps
	dates, _ := readDate("Published : Feb. 2, 2026 - 16:42")
	for text, want := range map[string]int{
		lamps + "\n\n" + nobody + "\n\n" + other:                         2,
		other + "\n\n" + nobody:                                          5,
		lamps + "\n\n" + nobody + "\n\nPublished : Feb. 2, 2026 - 16:42": 3,
		lamps + "\n\n" + nobody + "\n\nFeb. 1, 2026 - 16:42\n\n" + lamps: 4,
	} {
		if got := len(uptoNextArticle(classified(textLines(text)), dates)); got != want {
			t.Errorf("%q: %d lines, want %d", text, got, want)
		}
	}
}

func TestAboveTail(t *testing.T) {
	item := line{text: "Who pays for the bell?", kind: article.ListItem}
	for _, test := range []struct {
		name  string
		above string
		items []line
		kept  bool
	}{
		{"three titles", nobody, []line{item, item, item}, false},
		{"two titles", nobody, []line{item, item}, true},
		{"below a colon", "The bells of the ferry:", []line{item, item, item}, true},
		{"sentences", nobody, []line{item, item, {text: "He pays for the bell.", kind: article.ListItem}}, true},
		{"a word", nobody, []line{item, item, {text: "Bells", kind: article.ListItem}}, true},
		{"a sentence", nobody, []line{item, item, {text: item.text, kind: article.Paragraph}}, true},
		{"no sentence", nobody, []line{{text: "Who pays for the bell", kind: article.Paragraph}}, false},
		{"no sentence below a colon", "The bells of the ferry:", []line{{text: "Who pays for the bell", kind: article.Paragraph}}, true},
		{"a signature", nobody, []line{{text: "By Kim Da-sol", kind: article.Paragraph}}, true},
	} {
		lines := classified(append(textLines(test.above), test.items...))
		if got := len(aboveTail(lines)) == len(lines); got != test.kept {
			t.Errorf("%s: kept %v, want %v", test.name, got, test.kept)
		}
	}
}
