package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
)

// shown returns what a line is: how it is separated from the line above, its kind, what it links, and its text.
func shown(l line) string {
	var b strings.Builder
	if l.gap == soft {
		b.WriteString("soft ")
	}
	if l.related {
		b.WriteString("related ")
	} else if l.linked {
		b.WriteString("linked ")
	}
	switch {
	case l.picture != nil:
		fmt.Fprintf(&b, "picture %s[%s]", l.picture.url, l.picture.alt)
	case l.kind == article.Heading:
		fmt.Fprintf(&b, "heading %d %s", l.level, l.text)
	default:
		fmt.Fprintf(&b, "%s %s", l.kind, l.text)
	}
	return b.String()
}

// expectLines compares the lines that texts are read as.
func expectLines(t *testing.T, read func(string) []line, show func(line) string, cases []renderedText) {
	t.Helper()
	for _, c := range cases {
		var got []string
		for _, l := range read(c.text) {
			got = append(got, show(l))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: -want +got\n%s", c.text, d)
		}
	}
}

// renderedText is a text, or the body of a page, and its lines as shown.
type renderedText struct {
	text string
	want []string
}

func TestRenderedLines(t *testing.T) {
	expectLines(t, renderedLines, shown, []renderedText{
		{"[photo.jpg]", []string{"picture []"}},
		{"[The lamp at the gate of the town hall]", []string{"picture [The lamp at the gate of the town hall]"}},
		{"[KH Special]", []string{"paragraph [KH Special]"}},
		{"[The lamp (Yonhap)]", []string{"picture [The lamp (Yonhap)]"}},
		{"[Editor's note: the lamp is gone by now]", []string{"paragraph [Editor's note: the lamp is gone by now]"}},
		{"[Translated by Kim Da-sol and Noh Ye-bin]", []string{"paragraph [Translated by Kim Da-sol and Noh Ye-bin]"}},
		{"[Noh Ye-bin / yebin@heraldcorp.com]", []string{"paragraph [Noh Ye-bin / yebin@heraldcorp.com]"}},
		{"[Write to the town, lamps@sinpyeong.kr]", []string{"picture [Write to the town, lamps@sinpyeong.kr]"}},
		{"[]", []string{"picture []"}},
		{"[A [red] lamp at the gate of the town]", []string{"paragraph [A [red] lamp at the gate of the town]"}},
		{"![A lamp](https://example.com/a.jpg)", []string{"picture https://example.com/a.jpg[A lamp]"}},
		{"![A lamp](https://example.com/a.jpg) at the gate", []string{"picture https://example.com/a.jpg[A lamp]", "soft paragraph at the gate"}},
		{"![A lamp", []string{"paragraph ![A lamp"}},
		{"[lamp.jpg] The lamp is lit", []string{"picture [lamp.jpg]", "soft paragraph The lamp is lit"}},
		{"[data:,]", []string{"picture []"}},
		{"# #lamps", []string{"heading 1 #lamps"}},
		{"[lamp_1]The lamp is lit", []string{"picture [lamp_1]", "soft paragraph The lamp is lit"}},
		{"[2411_P1]The lamp is lit", []string{"picture [2411_P1]", "soft paragraph The lamp is lit"}},
		{"[G20]The lamp is lit", []string{"paragraph [G20]The lamp is lit"}},
		{"[A lamp at the gate]A lamp at the gate is lit", []string{"picture [A lamp at the gate]", "soft paragraph A lamp at the gate is lit"}},
		{"[]The lamp is lit", []string{"picture []", "soft paragraph The lamp is lit"}},
		{"[A lamp] is lit", []string{"paragraph [A lamp] is lit"}},
		{"[A lamp [1]]x", []string{"paragraph [A lamp [1]]x"}},
		{"[Lamps]Whale seen", []string{"paragraph [Lamps]Whale seen"}},
		{"[" + word(30) + "]Whale", []string{"paragraph [" + word(30) + "]Whale"}},
		{"[" + word(31) + "]Whale", []string{"picture [" + word(31) + "]", "soft paragraph Whale"}},
		{"[The lamp at night]The lamp at night time", []string{"picture [The lamp at night]", "soft paragraph The lamp at night time"}},
		{"[lamp]", []string{"picture []"}},
		{"(BUTTON) Share", []string{"paragraph Share"}},
		{"IFRAME: /lamp", nil},
		{"CAPTION: lamps", nil},
		{"[INS:", nil},
		{"Name ______ lamp", []string{"paragraph Name lamp"}},
		{"A [ ] lamp", []string{"paragraph A lamp"}},
		{"A [__] lamp", []string{"paragraph A lamp"}},
		{"Common lamp", []string{"paragraph Common lamp"}},
		{"I see", []string{"paragraph I see"}},
		{"* [lamp_1]A lamp", []string{"list-item A lamp"}},
		{"  * A lamp\n    at the gate\n  * A gate", []string{"list-item A lamp at the gate", "list-item A gate"}},
		{"  * A lamp\n  at the gate", []string{"list-item A lamp", "soft paragraph at the gate"}},
		{"   1. A lamp\n      at the gate", []string{"paragraph 1. A lamp at the gate"}},
		{"│ Lamp │ 1 │\n\n│ Gate │ 2 │", []string{"table Lamp\t1", "table Gate\t2"}},
		{"| Lamp | 1 |\n| Gate | 2 |", []string{"table Lamp\t1\nGate\t2"}},
		{"| A lamp |", []string{"caption A lamp"}},
		{"| A lamp", []string{"caption A lamp"}},
		{"A lamp |", []string{"caption A lamp"}},
		{"|", []string{"paragraph |"}},
		{"│ Lamp │ 1", []string{"paragraph │ Lamp │ 1"}},
		{"A lamp | a gate", []string{"paragraph A lamp | a gate"}},
		{"ShareWhale seen", []string{"paragraph Whale seen"}},
		{"SharePrint", []string{"paragraph SharePrint"}},
		{"zShare", []string{"paragraph zShare"}},
		{"Share", []string{"paragraph Share"}},
		{"> Whale seen", []string{"quote Whale seen"}},
		{"1\n\nWhale seen\n\n2\n\nCrane sings\n\n3\n\nHarbor shut\n\nText", []string{"paragraph 1", "linked paragraph Whale seen", "paragraph 2", "linked paragraph Crane sings", "paragraph 3", "linked paragraph Harbor shut", "paragraph Text"}},
		{"1 Whale seen\n\n2 Crane sings\n\n3 Harbor shut\n\n4. Text", []string{"linked paragraph 1 Whale seen", "linked paragraph 2 Crane sings", "linked paragraph 3 Harbor shut", "paragraph 4. Text"}},
		{"1 Whale seen\n\n3 Crane sings\n\n4 Harbor shut", []string{"paragraph 1 Whale seen", "paragraph 3 Crane sings", "paragraph 4 Harbor shut"}},
		{"1\n\nWhale seen\n\n2\n\nCrane sings\n\n3", []string{"paragraph 1", "paragraph Whale seen", "paragraph 2", "paragraph Crane sings", "paragraph 3"}},
		{"2\n\nWhale seen\n\n3\n\nCrane sings\n\n4\n\nHarbor shut", []string{"paragraph 2", "paragraph Whale seen", "paragraph 3", "paragraph Crane sings", "paragraph 4", "paragraph Harbor shut"}},
		{"1\n\nWhale seen\n\nText\n\n2\n\nCrane sings\n\n3\n\nHarbor shut", []string{"paragraph 1", "paragraph Whale seen", "paragraph Text", "paragraph 2", "paragraph Crane sings", "paragraph 3", "paragraph Harbor shut"}},
		{"10 whales seen\n\n20 cranes sing\n\n30 harbors shut", []string{"paragraph 10 whales seen", "paragraph 20 cranes sing", "paragraph 30 harbors shut"}},
		{"1) Whale seen\n\n2) Crane sings\n\n3) Harbor shut", []string{"paragraph 1) Whale seen", "paragraph 2) Crane sings", "paragraph 3) Harbor shut"}},
		{"12 Whale seen\n\n2 Crane sings\n\n3 Harbor shut", []string{"paragraph 12 Whale seen", "paragraph 2 Crane sings", "paragraph 3 Harbor shut"}},
		{"[1]Whale seen\n\nA [2]crane sings\n\nReferences\n\n1. https://example.com/a\n2. https://example.com/b", []string{"linked paragraph Whale seen", "paragraph A crane sings"}},
		{"[1]Whale seen\n\nA [2]crane sings", []string{"linked paragraph Whale seen", "paragraph A crane sings"}},
		{"1. Crane sings\n\nTown counts its lamps again, and has one more than it thought it had when it\ncounted them last.\nNobody knows which of them it is, nor who pays for its light, nor why it is lit.\nIt is red.", []string{"paragraph 1. Crane sings", "paragraph Town counts its lamps again, and has one more than it thought it had when it counted them last.", "paragraph Nobody knows which of them it is, nor who pays for its light, nor why it is lit.", "paragraph It is red."}},
		{"Town counts its lamps again, and has one more than it thought it had when it\nFeb. 1, 2026\ncounted them last.", []string{"paragraph Town counts its lamps again, and has one more than it thought it had when it", "soft paragraph Feb. 1, 2026", "soft paragraph counted them last."}},
		{"* A lamp\n+ A gate\no A hall\n• A mill", []string{"list-item A lamp", "list-item A gate", "list-item A hall", "list-item A mill"}},
		{"│ Lamp │ 1 │\n├──────┼───┤\n│ Gate │ 2 │\n\nText", []string{"table Lamp\t1\nGate\t2", "paragraph Text"}},
		{"## Whale seen", []string{"heading 2 Whale seen"}},
		{"  * 1 Whale seen\n  * 2 Crane sings\n  * 3 Harbor shut\n\n4 lamps lit", []string{"linked list-item 1 Whale seen", "linked list-item 2 Crane sings", "linked list-item 3 Harbor shut", "paragraph 4 lamps lit"}},
		{"# Whale seen\n\nA *lamp* is \\*lit\\*", []string{"heading 1 Whale seen", "paragraph A lamp is *lit*"}},
		{"A *lamp* at [the gate](/gate)", []string{"paragraph A lamp at the gate"}},
		{"Whale seen\n==========\n\nA *lamp* is lit", []string{"heading 1 Whale seen", "paragraph A lamp is lit"}},
		{"**Whale seen**\n\nA *lamp* is lit", []string{"paragraph Whale seen", "paragraph A lamp is lit"}},
		{"A [lamp][1] at [the gate][] is [lit][2]\n\n[1]: https://example.com/a\n[the gate]: /gate \"Gate\"", []string{"paragraph A lamp at the gate is [lit][2]"}},
		{"![A lamp][1]\n\n[1]: <https://example.com/a.jpg>", []string{"picture https://example.com/a.jpg[A lamp]"}},
		{"[Lamp]: a light\n\nA *lamp* is lit", []string{"paragraph [Lamp]: a light", "paragraph A *lamp* is lit"}},
		{"#Whale\n\nA *lamp* is lit [at night](or day)", []string{"paragraph #Whale", "paragraph A *lamp* is lit [at night](or day)"}},
	})
}

func TestMarkdownLines(t *testing.T) {
	expectLines(t, markdownLines, shown, []renderedText{
		{"A \U000F0000lamp \U000F007Fis \U000F0080lit", []string{"paragraph A lamp is \U000F0080lit"}},
		{"![A lamp](https://example.com/a.jpg)\n\n*The lamp at the gate*\n\n*It is red*\n\nText.", []string{"picture https://example.com/a.jpg[A lamp]", "caption The lamp at the gate", "caption It is red", "paragraph Text."}},
		{"*The lamp at the gate*\n\nText.", []string{"paragraph The lamp at the gate", "paragraph Text."}},
		{"Text.\n\n*The lamp at the gate*\n\n*The hall*", []string{"paragraph Text.", "caption The lamp at the gate", "caption The hall"}},
		{"Text.\n\n*The lamp at the gate*\n\nText.", []string{"paragraph Text.", "paragraph The lamp at the gate", "paragraph Text."}},
		{"![A lamp](https://example.com/a.jpg)\n\n*Editor's note: the lamp is gone by now*", []string{"picture https://example.com/a.jpg[A lamp]", "paragraph Editor's note: the lamp is gone by now"}},
		{"![A lamp](https://example.com/a.jpg)\n\n*Translated by Kim Da-sol and Noh Ye-bin*\n\nText.", []string{"picture https://example.com/a.jpg[A lamp]", "paragraph Translated by Kim Da-sol and Noh Ye-bin", "paragraph Text."}},
		{"| Lamp | 1 |\n| --- | --- |\n| Gate | 2 |", []string{"table Lamp\t1\nGate\t2"}},
		{"| Lamp", []string{"caption Lamp"}},
		{"|", []string{"paragraph |"}},
		{"National|Kim Da-sol|", []string{"paragraph National Kim Da-sol"}},
		{"Lamps |", []string{"paragraph Lamps"}},
		{"[Whale seen](https://www.koreaherald.com/article/10777001)", []string{"related paragraph Whale seen"}},
		{"[Whale seen](https://example.com/a)", []string{"linked paragraph Whale seen"}},
		{"A \\*lamp\\*~", []string{"paragraph A *lamp*~"}},
		{"A \\~lamp\\!", []string{"paragraph A ~lamp!"}},
		{"::: lamp\n\"Lamps,\" he said -- and 'left'...\n:::", []string{"paragraph “Lamps,” he said – and ‘left’…"}},
		{"::: lamp\n“Lamps” he said \"so\"\n:::", []string{"paragraph “Lamps” he said \"so\""}},
		{"Town counts\\\nits lamps\\\nagain", []string{"paragraph Town counts its lamps again"}},
		{"Town counts\\\nits lamps\n\n\"again\"", []string{"paragraph Town counts its lamps", "paragraph \"again\""}},
		{"::: lamp\nLamps\nare red\n\n-   A lamp\n    at the gate\n-   A hall\n\n1.  A mill\n\nLamp\n:   A light\n:::", []string{"paragraph Lamps are red", "list-item A lamp at the gate", "list-item A hall", "paragraph 1. A mill", "paragraph Lamp", "paragraph A light"}},
		{"::: lamp\nLamps\n> are red\n> and blue\nThe gate\n:::", []string{"paragraph Lamps", "quote are red and blue", "paragraph The gate"}},
		{"::: lamp\nLamps\n# Gate\n:::", []string{"paragraph Lamps", "heading 1 Gate"}},
		{"::: lamp\n[![A lamp](https://example.com/a.jpg) Whale seen](https://www.koreaherald.com/article/10777001)\n\n[![A lamp](https://example.com/a.jpg)](https://example.com/b)\n:::", []string{"related paragraph Whale seen", "picture https://example.com/a.jpg[A lamp]"}},
		{"::: lamp\n  Lamp   Price\n  ------ -------\n  Red    1.5\n  Blue   2.5\n\nText\n:::", []string{"table Lamp\tPrice\nRed\t1.5\nBlue\t2.5", "paragraph Text"}},
	})
}
