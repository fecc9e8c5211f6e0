package extract

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
)

// clipped returns the article of Markdown below the front matter that states a page of this site.
func clipped(t *testing.T, front, text string) (*article.Article, error) {
	t.Helper()
	doc, err := decode.Decode([]byte("---\ntitle: Ferry gets a bell\nauthor: Noh Ye-bin\n"+front+"---\n"+text), "")
	if err != nil {
		t.Fatal(err)
	}
	return Article(doc)
}

const (
	statedURL      = "source: https://www.koreaherald.com/article/10777001\n"
	ferryParagraph = "The ferry to Sorim rang a bell on Monday for the first time in 31 years.\n\nHe had bought the bell at his own cost from a school that closed in 2019.\n"
)

func TestFirstLineSubhead(t *testing.T) {
	for first, want := range map[string]string{
		"Captain pays himself": "Captain pays himself",
		"Two words":            "",
		"The captain did pay.": "",
	} {
		a, err := clipped(t, statedURL, first+"\n\n"+ferryParagraph)
		if err != nil {
			t.Errorf("%s: %v", first, err)
			continue
		}
		if string(a.Subheadline) != want {
			t.Errorf("below the head %q: the subheadline %q, want %q", first, a.Subheadline, want)
		}
	}
}

func TestGluedCaption(t *testing.T) {
	const credit, text = " (Sorim Port)", "The ferry rang a bell."
	for length, want := range map[int][]string{
		longestCaption:     {captionOf(longestCaption, credit), text},
		longestCaption + 1: {captionOf(longestCaption+1, credit) + text},
	} {
		var got []string
		for _, l := range withoutGlue([]line{{text: captionOf(length, credit) + text, kind: article.Paragraph}}) {
			got = append(got, l.text)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("a caption of %d bytes: -want +got\n%s", length, d)
		}
	}
	for _, whole := range []string{"The ferry (a ship)The bell.", "The bell (KT) The ferry.", "The bell (KT)."} {
		if lines := withoutGlue([]line{{text: whole, kind: article.Paragraph}}); len(lines) != 1 {
			t.Errorf("%q is separated: %v", whole, lines)
		}
	}
}

// captionOf returns a caption of a length, with its credit.
func captionOf(length int, credit string) string {
	return strings.Repeat("x", length-len(credit)) + credit
}

func TestStatedAddress(t *testing.T) {
	for front, want := range map[string]int{statedURL: 0, "": 0, "source: https://paper.example/news/1\n": 1} {
		a, err := clipped(t, front, ferryParagraph)
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for _, w := range a.Warnings {
			if w.Code == "generic-template" {
				count++
			}
		}
		if count != want {
			t.Errorf("%q: %d warnings of another site, want %d", front, count, want)
		}
	}
}

// A clipped list of articles is not an article.
func TestClippedList(t *testing.T) {
	var text strings.Builder
	for _, id := range []string{"1", "2", "3"} {
		text.WriteString("### [Ferry number " + id + " gets a bell](https://www.koreaherald.com/article/1077700" + id + ")\n\nA teaser of one line, which says what the article says.\n\n")
	}
	for _, front := range []string{"", "source: https://www.koreaherald.com/National\n"} {
		if a, err := clipped(t, front, text.String()); err == nil {
			t.Errorf("%q is accepted: %q", front, a.Headline)
		}
	}
}

// A text without a date may print the dates of a list far above its headline. They are not its own.
func TestDatesOfListAbove(t *testing.T) {
	const page = "Latest News\n\n  • Snow closes a portPublished : Aug. 2, 2025 - 10:00\n  • Bank leaves its ratePublished : Aug. 2, 2025 - 10:03\n\n" +
		"Ferry to Sorim gets a bell\n\nCaptain pays himself\n\nNoh Ye-bin\n\n" + ferryParagraph + "\nIt is heard on the pier of Sorim and on the hill above it.\n"
	doc, err := decode.Decode([]byte(page), "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Article(doc)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Ferry to Sorim gets a bell"; a.Headline != want {
		t.Errorf("headline %q, want %q", a.Headline, want)
	}
}

// The first line of a text may be the whole head, glued together.
func TestGluedHeadAlone(t *testing.T) {
	for _, writer := range []string{"Noh Ye-bin", "노예빈"} {
		doc, err := decode.Decode([]byte("Ferry to Sorim gets a bellBy "+writer+"Published : July 19, 2016 - 10:05\n"+ferryParagraph+"It is heard on the pier of Sorim, on the hill above it and, when the wind is right, in the town hall.\n"), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := Article(doc)
		if err != nil {
			t.Errorf("by %s: %v", writer, err)
			continue
		}
		got := []string{a.Headline, string(a.Byline), string(a.Date)}
		if d := cmp.Diff([]string{"Ferry to Sorim gets a bell", writer, "2016-07-19T10:05:00+09:00"}, got); d != "" {
			t.Errorf("by %s: -want +got\n%s", writer, d)
		}
	}
}

// What is refused of texts that print no headline, and what of a headline above little text.
func TestTextWithoutHeadline(t *testing.T) {
	const (
		caption  = "Noh Ye-bin (right) rings the bell of the ferry that he has paid for himself at the pier of Sorim on Friday. (Sorim Harbor)\n"
		second   = "It is heard on the pier of Sorim and on the hill above it.\n"
		headline = "Ferry to Sorim gets a bell\n\n"
		address  = "https://www.koreaherald.com/view.php?ud=20230915000596"
		list     = "https://www.koreaherald.com/list.php?ct=020600000000"
	)
	for name, test := range map[string]struct{ text, url, want string }{
		"a caption":                                {caption, "", noHeadline.code},
		"a caption above the text":                 {caption + "\n" + ferryParagraph + "\n" + second, "", noHeadline.code},
		"a credit between bars":                    {"|\n(Sorim Harbor) |\n" + ferryParagraph + "\n" + second, "", noHeadline.code},
		"a lead of two sentences":                  {"A bell rang on Monday. " + second + "Noh Ye-bin\n|\n(Sorim Harbor) |\n" + ferryParagraph + "\n" + second, address, noHeadline.code},
		"byline and date without a headline":       {"The Korea Herald\n\n\nBy Korea Herald\n\nPublished : Jan. 27, 2012 - 19:53\n\n" + ferryParagraph + "\n" + second, "", noHeadline.code},
		"a text at the address of a list":          {ferryParagraph + "\n" + second, list, aList.code},
		"a caption with a bar":                     {strings.TrimSuffix(caption, "\n") + " |\n", "", noHeadline.code},
		"one paragraph that breaks off":            {strings.TrimSuffix(second, ".\n"), "", noHeadline.code},
		"a podcast":                                {"진행자: 홍유\n1. Ferry to Sorim gets a bell\n요약: 배에 종이 달렸다.\n[1] A ferry has a bell.\n" + ferryParagraph + "\n" + second, "", noHeadline.code},
		"labels":                                   {"Sorim\n\nHado\n", "", notArticle.code},
		"a headline above one paragraph":           {headline + ferryParagraph, "", notArticle.code},
		"the same at the address of an article":    {headline + "(Yonhap)\n\n" + ferryParagraph, address, ""},
		"a headline, a list of the site above it":  {"Most Popular\n" + headline + "Captain pays himself\n\n" + ferryParagraph + "\n" + second, address, ""},
		"a headline, captions, a heading":          {headline + caption + "\nA bell of its own\n\n" + ferryParagraph + "\n" + second, address, ""},
		"a headline above a caption and paragraph": {headline + caption + ferryParagraph + "\n" + second, address, ""},
	} {
		doc, err := decode.Decode([]byte(test.text), "")
		if err != nil {
			t.Fatal(err)
		}
		doc.URL = test.url
		a, err := Article(doc)
		var refused *Refusal
		switch {
		case errors.As(err, &refused):
			if refused.code != test.want {
				t.Errorf("%s: rejected as %s, want %q", name, refused.code, test.want)
			}
		case test.want != "":
			t.Errorf("%s: accepted under the headline %q", name, a.Headline)
		case a.Headline != strings.TrimSpace(headline):
			t.Errorf("%s: headline %q", name, a.Headline)
		}
	}
}

// What is between the head of a text and its first paragraph: on pages saved since 2025 the subheadline, on others a line of the
// body. A caption is neither.
func TestRenderedSubhead(t *testing.T) {
	const (
		today   = "Ferry to Sorim gets a bell\n\nNoh Ye-bin\n\nPublished : Aug. 20, 2026 - 14:05:09\n\n"
		before  = "Ferry to Sorim gets a bell\n\nBy Noh Ye-bin\n\nPublished : Aug. 20, 2022 - 14:05\n\n"
		undated = "Back To Top\n\nFerry to Sorim gets a bell\n\n"
		third   = "It is heard on the pier of Sorim and on the hill above it.\n"
		phrase  = "Captain pays himself"
		caption = "The captain rings the bell. (Yonhap)"
	)
	for name, c := range map[string]struct {
		head, between, want string
		images              int
	}{
		"today":                                  {today, phrase, phrase, 0},
		"today, a sentence":                      {today, "The captain did pay.", "", 0},
		"today, a caption below":                 {today, phrase + "\n\n" + caption, phrase, 1},
		"before 2025":                            {before, phrase, "", 0},
		"without a date":                         {undated, phrase, phrase, 0},
		"without a date, a caption":              {undated, caption, "", 1},
		"without a date, a caption on two lines": {undated, "The captain of the ferry\nThe captain of the ferry", "", 1},
		"without a date, a caption twice":        {undated, "The captain of the ferry The captain of the ferry", "", 1},
		"without a date, a name twice":           {undated, "Gwak Da-in Gwak Da-in", "", 1},
	} {
		doc, err := decode.Decode([]byte(c.head+c.between+"\n\n"+ferryParagraph+"\n"+third), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := Article(doc)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if string(a.Subheadline) != c.want || len(a.Images) != c.images {
			t.Errorf("%s: the subheadline %q and %d images, want %q and %d", name, a.Subheadline, len(a.Images), c.want, c.images)
		}
	}
}

// The section is the label that the navigation has printed before, also above a format tag.
func TestRenderedSection(t *testing.T) {
	const navigation = "Back To Top\nNational\nBusiness\nSports\n"
	for above, want := range map[string]string{
		"National\n":             "National",
		"National\nQuick Read\n": "National",
		"Quick Read\n":           "",
		"":                       "",
	} {
		doc, err := decode.Decode([]byte(navigation+above+"Ferry to Sorim gets a bell\nNoh Ye-bin\nPublished : Aug. 20, 2026 - 14:05:09\n"+ferryParagraph), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := Article(doc)
		if err != nil {
			t.Errorf("%q: %v", above, err)
			continue
		}
		if string(a.Section) != want {
			t.Errorf("%q above the headline: the section %q, want %q", above, a.Section, want)
		}
	}
}

// Lists without a word that says so: the titles of a front page with a teaser each, or with the day of each.
func TestPlainList(t *testing.T) {
	const (
		ferry = "The ferry to Sorim rang a bell on Monday for the first time in 31 years.\n"
		bank  = "Bank leaves its rate\nThe central bank left its rate where it was, for the ninth time in a row.\n"
		snow  = "Snow closes a port\nNo ship can leave the port of Sani before the weekend, its office said.\n"
	)
	for name, c := range map[string]struct {
		text string
		list bool
	}{
		"teasers":            {"Ferry gets a bell\n" + ferry + bank + snow, true},
		"a second paragraph": {"Ferry gets a bell\n" + ferry + "It is heard on the pier of Sorim and on the hill above it.\n" + bank + snow, false},
		"with a byline":      {"Ferry gets a bell\nBy Noh Ye-bin\n" + ferry + bank + snow, false},
		"days":               {"Korea Herald - National\n1. Ferry gets a bell\nFeb. 18, 2016\n2. Bank leaves its rate\nFeb. 18, 2016\n3. Snow closes a port\nFeb. 17, 2016\n", true},
	} {
		doc, err := decode.Decode([]byte(c.text), "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Article(doc); errors.Is(err, aList) != c.list {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is near the headline of a text and is not it.
func TestNearHeadline(t *testing.T) {
	const date = "Published : Feb 18, 2016 - 17:26\n\n"
	for head, want := range map[string]string{
		"Ferry gets a bell\nBy Noh Ye-bin\nStaff reporter\n" + date:                                               "Ferry gets a bell",
		"Mina, this is the one about your uncle's ferry.\n\nFerry gets a bell\n\nBy Noh Ye-bin\n" + date:          "Ferry gets a bell",
		"Ferry gets a bell from Sani Harbor Works Inc.\n\nCaptain pays for it himself.\n\nBy Noh Ye-bin\n" + date: "Ferry gets a bell from Sani Harbor Works Inc.",
	} {
		doc, err := decode.Decode([]byte(head+ferryParagraph), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := Article(doc)
		if err != nil {
			t.Errorf("%q: %v", head, err)
			continue
		}
		if a.Headline != want || a.Byline != "Noh Ye-bin" {
			t.Errorf("%q: the headline %q, the byline %q", head, a.Headline, a.Byline)
		}
	}
}
