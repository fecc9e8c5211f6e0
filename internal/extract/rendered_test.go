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

func TestWithoutTitles(t *testing.T) {
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
		{"paragraphs", nobody, []line{item, item, {text: item.text, kind: article.Paragraph}}, true},
	} {
		lines := append(textLines(test.above), test.items...)
		if got := len(withoutTitles(lines)) == len(lines); got != test.kept {
			t.Errorf("%s: kept %v, want %v", test.name, got, test.kept)
		}
	}
}
