package extract

import (
	"testing"

	"herald/internal/decode"
)

// TestForeignHeads reads heads of other papers, each with a body of two paragraphs below.
func TestForeignHeads(t *testing.T) {
	const story = "<p>" + nobody + "</p><p>" + lamps + "</p></article><footer><p>© The Ebb Post</p></footer>"
	const title = "<title>Night ferries cross the sound - The Ebb Post</title><article>"
	const h1 = "<h1>Night ferries cross the sound</h1>"
	for name, c := range map[string]struct{ page, byline, agency, date string }{
		"footer of the article":   {title + h1 + `<footer><p class="byline">By Tam Orrell</p><p class="timestamp"><time datetime="2021-04-12 08:00:00">04/12/2021 08:00 AM</time></p></footer>`, "Tam Orrell", "", "2021-04-12T08:00:00"},
		"day in the attribute":    {title + h1 + `<p class="date"><time datetime="2021-04-12">12 April 2021 8:00</time></p>`, "", "", "2021-04-12T08:00:00"},
		"agency and place":        {`<meta name="author" content="Ebb Times">` + title + h1 + `<div class="byline">AFP, MANILA</div><time datetime="2021-04-12">Apr 12, 2021</time>`, "AFP", "AFP", "2021-04-12"},
		"figures in dots":         {title + "<div>Notes</div><div>02.12.19</div>" + h1, "", "", "2019-12-02"},
		"headline in a paragraph": {title + "<p>May 1, 2027</p><p>" + lamps + "</p><p>Night ferries cross the sound</p><p>2021-04-12 08:00</p>", "", "", "2021-04-12T08:00:00"},
	} {
		a, err := Article(&decode.Document{HTML: document(t, c.page+story), URL: "https://ebbpost.example/2021/night-ferries-cross-the-sound"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if string(a.Byline) != c.byline || string(a.Agency) != c.agency || string(a.Date) != c.date {
			t.Errorf("%s: got %q %q %q", name, a.Byline, a.Agency, a.Date)
		}
	}
}
