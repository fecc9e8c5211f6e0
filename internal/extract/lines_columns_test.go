package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// A frame is drawn around a photo, its caption and the tables that a page is laid out in; that of a table of figures stays.
func TestUnframed(t *testing.T) {
	const border = "+----------------+\n"
	for name, c := range map[string]struct{ text, want string }{
		"a wrapped row":       {border + "| A lamp at the  |\n| gate           |\n" + border + "Text", "\n\nA lamp at the gate\n\nText"},
		"a row with no room":  {border + "|A lamp at the g |\n| gate           |\n" + border, "\n\nA lamp at the g gate\n\n"},
		"rows that end early": {border + "| A lamp         |\n| gate           |\n" + border, "\nA lamp\ngate\n\n"},
		"a broken row":        {border + "| A lamp at the\\ |\n| gate           |\n" + border, "\nA lamp at the\\\ngate\n\n"},
		"a row of the border": {border + "| A lamp at the+ |\n| +gate          |\n" + border, "\nA lamp at the+\n+gate\n\n"},
		"a blank row":         {border + "| A lamp at the  |\n|                |\n| gate           |\n" + border, "\nA lamp at the\n\ngate\n\n"},
		"two cells":           {border + "| A lamp         |\n" + border + "| A gate         |\n" + border, "\nA lamp\n\nA gate\n\n"},
		"two frames":          {"Lamps\n" + border + "| A lamp         |\n" + border + "+------+\n| gate |\n+------+\nText", "Lamps\n\nA lamp\n\n\ngate\n\nText"},
		"a frame in a frame":  {"+--------------+\n| +----------+ |\n| | A lamp   | |\n| +----------+ |\n+--------------+\n", "\n\nA lamp\n\n\n"},
		"a narrow border":     {border + "| A lamp         |\n+--------+\n" + border, border + "| A lamp         |\n+--------+\n" + border},
		"a table":             {border + "| A lamp | 1     |\n|--------+-------|\n| A gate | 2     |\n" + border, border + "| A lamp | 1     |\n|--------+-------|\n| A gate | 2     |\n" + border},
		"no bar on the right": {border + "| A lamp\n" + border, border + "| A lamp\n" + border},
		"no bar on the left":  {border + "  A lamp         |\n" + border, border + "  A lamp         |\n" + border},
		"no border below":     {border + "| A lamp         |\n| A gate         |", border + "| A lamp         |\n| A gate         |"},
	} {
		if d := cmp.Diff(strings.Split(c.want, "\n"), strings.Split(unframed(c.text), "\n")); d != "" {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
	}
}

// Cells are separated by tabs or aligned. A list that a page numbers itself keeps its numbers.
func TestDrawnColumns(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"tabs":                  {"Lamp\tPrice\nRed\t1.5\nBlue\t2.5\nText", "\n│Lamp│Price│\n│Red│1.5│\n│Blue│2.5│\nText"},
		"tabs of another table": {"Lamp\tPrice\nRed\t1.5\nBlue\t2.5\nGate\t3\t4\nHall\t5\t6\nMill\t7\t8", "\n│Lamp│Price│\n│Red│1.5│\n│Blue│2.5│\n\n│Gate│3│4│\n│Hall│5│6│\n│Mill│7│8│"},
		"aligned":               {"Lamp   Price\nRed      1.5\nBlue     2.5\n\nText", "\n│Lamp│Price│\n│Red│1.5│\n│Blue│2.5│\n\nText"},
		"without a figure":      {"Name   Town\nLamp   Price\nRed      1.5\nBlue     2.5", "Name   Town\n\n│Lamp│Price│\n│Red│1.5│\n│Blue│2.5│"},
		"a row of one cell":     {"Lamp    1.5\nA gate, a hall and a mill\nMill    2.5\nHall    3.5", "Lamp    1.5\nA gate, a hall and a mill\nMill    2.5\nHall    3.5"},
		"one space":             {"Red lamp 1.5\nOld lamp 2.5\nNew lamp 3.5", "Red lamp 1.5\nOld lamp 2.5\nNew lamp 3.5"},
		"one space in a row":    {"Red lamp  1.5\nBlue lamp 2.5\nOld lamp  3.5", "\n│Red lamp│1.5│\n│Blue lamp│2.5│\n│Old lamp│3.5│"},
		"an empty cell":         {"Red lamp   1.5  a\nBlue lamp  2.5\nOld lamp   3.5  b", "\n│Red lamp│1.5│a│\n│Blue lamp│2.5││\n│Old lamp│3.5│b│"},

		"names above spaces":     {"Lamp        Price  Rise\nPaper mill  12     8\nPulpmakers  4      6\nNew mills   31     1", "\n│Lamp│Price│Rise│\n│Paper mill│12│8│\n│Pulpmakers│4│6│\n│New mills│31│1│"},
		"an indented list":       {"Text\n  1. One lamp\n  2. Two lamps\nText", "Text\n  • One lamp\n  • Two lamps\nText"},
		"a wide list":            {"1.  One lamp\n2.  Two lamps", "•  One lamp\n•  Two lamps"},
		"numbers of the page":    {"1. One lamp\n2. Two lamps", "1. One lamp\n2. Two lamps"},
		"as indented as above":   {"   Text\n\n   1. One lamp\n   2. Two lamps", "   Text\n\n   1. One lamp\n   2. Two lamps"},
		"one item":               {"   1. One lamp\nText", "   1. One lamp\nText"},
		"items of two lines":     {"   1. One lamp\n      at the gate\n   2. Two lamps\n\n   3. Three\nText", "   • One lamp\n      at the gate\n   • Two lamps\n\n   • Three\nText"},
		"text between the items": {"   1. One lamp\n   Text\n   2. Two lamps", "   1. One lamp\n   Text\n   2. Two lamps"},
		"a number is missing":    {"   1. One lamp\n   2. Two\n   4. Four", "   • One lamp\n   • Two\n   4. Four"},
		"two lists":              {"   1. One lamp\n   2. Two\n   1. One gate\n   2. Two", "   • One lamp\n   • Two\n   • One gate\n   • Two"},
		"the end of a list":      {"   2. Two lamps\nText\n   1. One lamp\n   2. Two", "   2. Two lamps\nText\n   • One lamp\n   • Two"},
	} {
		got := drawColumns(strings.Split(c.text, "\n"))
		if d := cmp.Diff(strings.Split(c.want, "\n"), got); d != "" {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
	}
}

func TestColumnThresholds(t *testing.T) {
	isTable := func(page func(n int) string) func(int) bool {
		return func(n int) bool { return textLines(page(n))[0].kind == article.Table }
	}
	framed := func(n int) string {
		text := "A lamp"
		for range n {
			width := 0
			rows := strings.Split(text, "\n")
			for _, r := range rows {
				width = max(width, len(r))
			}
			border := "+" + strings.Repeat("-", width+2) + "+"
			for i, r := range rows {
				rows[i] = fmt.Sprintf("| %-*s |", width, r)
			}
			text = border + "\n" + strings.Join(rows, "\n") + "\n" + border
		}
		return text + "\n"
	}
	testThresholds(t, []threshold{
		{"aligned rows", 3, 2, of(isTable(func(n int) string { return strings.Repeat("A lamp   1.5\n", n) }))},
		{"bytes of an aligned row", 1000, 1001, of(isTable(func(n int) string {
			return strings.Repeat("A lamp"+strings.Repeat(" ", n-len("A lamp1.5"))+"1.5\n", 3)
		}))},
		{"letters of the words of a picture", 698, 699, of(func(n int) bool {
			return !strings.Contains(strings.TrimSpace(unwrapAlts("["+word(n-2)+"\n"+"w]\n")), "\n")
		})},
		{"frames around a text", 4, 5, of(func(n int) bool { return strings.TrimSpace(unframed(framed(n))) == "A lamp" })},
		{"spans around a text", 12, 13, of(func(n int) bool {
			return fromPandoc(strings.Repeat("[", n)+"A lamp"+strings.Repeat("]{.q}", n)) == "A lamp"
		})},
	})
}
