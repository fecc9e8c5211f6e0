package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/normalize"
)

// harborPage is a page of the site with this head, printed head and closing line.
func harborPage(head, printed, closing string) string {
	return `<html><head>` + head + `</head><body>` + printed +
		`<div id="articleText"><p>SINPO (Yonhap) -- The harbor of Sinpo was closed on Monday after a whale had taken a liking to its crane.</p>` +
		`<p>It is the third time this year that an animal has stopped work there.</p>` + closing + `</div></body></html>`
}

// The evidence of an article is each statement about a field once, the one that was taken first.
func TestEvidence(t *testing.T) {
	const (
		head = `<title>Whale closes a harbor - The Korea Herald</title><meta property="og:title" content="The Korea Herald">` +
			`<meta name="author" content="Kim Da-sol"><meta property="article:published_time" content="2026-02-01T16:42:59+09:00">` +
			`<meta property="article:section" content="Business"><link rel="canonical" href="https://www.koreaherald.com/article/10777001">`
		printed = `<p>Published : Feb. 1, 2026 - 16:42 Updated : Feb. 1, 2026 - 17:00</p><p>National</p><h1>Whale closes a harbor</h1><h2>It likes the crane</h2>`
	)
	doc, err := decode.Decode([]byte(harborPage(head, printed, `<p>By Kim Da-sol (dasol@heraldcorp.com)</p>`)), "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Reader{}.Explained(doc)
	if err != nil {
		t.Fatal(err)
	}
	const (
		dates   = "Published : Feb. 1, 2026 - 16:42 Updated : Feb. 1, 2026 - 17:00"
		dateRow = "text of the date line"
	)
	want := []article.Evidence{
		{Field: "headline", From: "line above the date", Value: "Whale closes a harbor", Agrees: true},
		{Field: "headline", From: "title", Value: "Whale closes a harbor - The Korea Herald", Agrees: true},
		{Field: "subheadline", From: "line below the headline", Value: "It likes the crane", Agrees: true},
		{Field: "byline", From: `meta[name="author"]`, Value: "Kim Da-sol", Agrees: true},
		{Field: "byline", From: "closing line", Value: "Kim Da-sol", Agrees: true},
		{Field: "agency", From: "tag or dateline of the story", Value: "Yonhap", Agrees: true},
		{Field: "date", From: dateRow, Value: dates, Agrees: true},
		{Field: "date", From: `meta[property="article:published_time"]`, Value: "2026-02-01T16:42:59+09:00", Agrees: true},
		{Field: "updated", From: dateRow, Value: dates, Agrees: true},
		{Field: "section", From: "label above the headline", Value: "National", Agrees: true},
		{Field: "section", From: `meta[property="article:section"]`, Value: "Business"},
		{Field: "url", From: `link[rel="canonical"]`, Value: "https://www.koreaherald.com/article/10777001", Agrees: true},
	}
	if d := cmp.Diff(want, a.Evidence); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// The printed byline and date decide, the stated ones only where nothing is printed.
func TestPrintedAndStated(t *testing.T) {
	const (
		title     = `<title>Whale closes a harbor - The Korea Herald</title>`
		author    = `<meta name="author" content="Kim Da-sol">`
		address   = `<link rel="canonical" href="http://www.koreaherald.com/view.php?ud=20260131000777">`
		headline  = `<h1>Whale closes a harbor</h1>`
		published = `<p>Published : Feb. 1, 2026 - 16:42</p>`
	)
	type values struct {
		Byline, Date string
		Warnings     []string
	}
	for name, c := range map[string]struct {
		head, printed, closing string
		want                   values
	}{
		"a stated writer who signs with a role": {
			title + author, headline + published, "<p>By Kim Da-sol, Culture desk editor</p>",
			values{Byline: "Kim Da-sol", Date: "2026-02-01T16:42:00+09:00"},
		},
		"another writer is stated": {
			title + author, headline + "<p>By Noh Ye-bin</p>" + published, "",
			values{Byline: "Noh Ye-bin", Date: "2026-02-01T16:42:00+09:00", Warnings: []string{"byline-differs"}},
		},
		"the day of the id": {
			title + address, headline + "<p>By Noh Ye-bin</p>", "",
			values{Byline: "Noh Ye-bin", Date: "2026-01-31", Warnings: []string{"date-from-id"}},
		},
		"an unreadable date": {
			title + address, headline + "<p>By Noh Ye-bin</p><p>Published : Feb. 31, 2026 - 16:42</p>", "",
			values{Byline: "Noh Ye-bin", Warnings: []string{"date-unreadable"}},
		},
		"another headline is stated after the paper's name": {
			`<meta property="og:title" content="The Korea Herald"><meta name="twitter:title" content="Crane sings - The Korea Herald">`, headline + "<p>By Noh Ye-bin</p>" + published, "",
			values{Byline: "Noh Ye-bin", Date: "2026-02-01T16:42:00+09:00", Warnings: []string{"headline-differs"}},
		},
	} {
		a := articleOf(t, harborPage(c.head, c.printed, c.closing))
		got := values{Byline: string(a.Byline), Date: string(a.Date)}
		for _, w := range a.Warnings {
			got.Warnings = append(got.Warnings, w.Code)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
	}
}

// A byline states the same where it names one of the same persons, any other field where its letters are the same.
func TestSameClaim(t *testing.T) {
	for _, c := range []struct {
		field, a, b string
		want        bool
	}{
		{"byline", "By Kim Da-sol (dasol@heraldcorp.com)", "Kim Da-sol", true},
		{"byline", "Kim Da-sol", "Noh Ye-bin", false},
		{"byline", "Kim Da-sol", "the harbor", false},
		{"byline", "the harbor", "The Harbor", true},
		{"subheadline", "By Kim Da-sol and Noh Ye-bin", "Kim Da-sol", false},
	} {
		if got := sameClaim(c.field, c.a, c.b); got != c.want {
			t.Errorf("%s %q and %q: %v, want %v", c.field, c.a, c.b, got, c.want)
		}
	}
}

func TestDiffer(t *testing.T) {
	moment := func(s string) normalize.Timestamp {
		stamp, ok := normalize.Date(s)
		if !ok {
			t.Fatal(s)
		}
		return stamp
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2026-02-01 16:42:00", "2026-02-01 16:43:00", false},
		{"2026-02-01 16:42:00", "2026-02-01 16:43:01", true},
		{"2026-02-01", "2026-02-01 16:43", false},
		{"2026-02-01 16:43", "2026-02-02", true},
	} {
		if got := differ(moment(c.a), moment(c.b)); got != c.want {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// A stated update of a day before the publication is that of something else; one of the same day is taken as stated.
func TestStatedUpdate(t *testing.T) {
	for stated, want := range map[string]string{
		"2026-01-31T23:59:00+09:00": "",
		"2026-02-01T16:42:00+09:00": "2026-02-01T16:42:00+09:00",
		"2026-02-02T00:01:00+09:00": "2026-02-02T00:01:00+09:00",
	} {
		head := `<title>Whale closes a harbor - The Korea Herald</title><meta property="article:modified_time" content="` + stated + `">`
		a := articleOf(t, harborPage(head, "<h1>Whale closes a harbor</h1><p>By Noh Ye-bin</p><p>Published : Feb. 1, 2026 - 16:42</p>", ""))
		if string(a.Updated) != want {
			t.Errorf("%s: got %q, want %q", stated, a.Updated, want)
		}
	}
}
