package report

import (
	"strings"
	"time"
	"unicode"

	"herald/internal/article"
)

// audit looks for what is likely wrong in the articles of a corpus.
type audit struct {
	today     time.Time // later days are in the future; zero if it is not known
	lines     lineAudit
	headlines recurring
	lengths   map[Slot]*lengths
	captions  Tally
	future    Tally
	farFromID Tally
	labels    map[string]*Tally // articles by the byline that looks like a label
}

func newAudit() audit {
	return audit{lines: newLineAudit(), headlines: newRecurring(maxNames, headlineBits), lengths: map[Slot]*lengths{}, labels: map[string]*Tally{}}
}

// add examines an article. repeated is whether it is there before.
func (d *audit) add(a *article.Article, slot Slot, here Example, repeated bool) {
	d.addLength(a, slot, here)
	d.addDay(a, here)
	if isLabel(a) {
		tallyOf(d.labels, string(a.Byline)).add(here)
	}
	if caption, found := captionIsParagraph(a); found {
		d.captions.add(here.with(caption))
	}
	if !repeated {
		d.lines.add(a, here)
		if d.headlines.seen.add(fastHash(a.Headline)) {
			d.headlines.add(a.Headline, a.Headline, first, here)
		}
	}
}

const (
	// zoneSlack is how much later than its capture a page may be dated, since both may be days of different time zones.
	zoneSlack = 24 * time.Hour
	// filedSlack is how far an article may be dated from the day in its id, which is when it was filed: a weekly magazine is
	// written a week ahead.
	filedSlack = 7 * 24 * time.Hour
)

// addDay compares the day of an article with today, with its capture and with its id.
func (d *audit) addDay(a *article.Article, here Example) {
	day, err := time.Parse(time.DateOnly, string(a.Day))
	if err != nil {
		return
	}
	captured, err := time.Parse(time.RFC3339, string(a.Source.Captured))
	switch {
	case err == nil && day.Sub(captured) > zoneSlack:
		d.future.add(here.with("dated " + string(a.Day) + ", saved " + captured.Format(time.DateOnly)))
	case !d.today.IsZero() && day.After(d.today):
		d.future.add(here.with("dated " + string(a.Day)))
	}
	if filed := idDay(string(a.ID)); !filed.IsZero() && day.Sub(filed).Abs() > filedSlack {
		d.farFromID.add(here.with("dated " + string(a.Day) + ", the id says " + filed.Format(time.DateOnly)))
	}
}

// idDay returns the day that an id of 14 digits begins with, or zero.
func idDay(id string) time.Time {
	const digits = 14 // of an id that the site made from the time of filing
	const day = "20060102"
	if len(id) != digits || strings.ContainsFunc(id, func(r rune) bool { return r < '0' || r > '9' }) {
		return time.Time{}
	}
	filed, err := time.Parse(day, id[:len(day)])
	if err != nil {
		return time.Time{}
	}
	return filed
}

// labelWords are the words of controls and of labels beside a byline, none of which is a name or a desk.
var labelWords = map[string]bool{
	"published": true, "updated": true, "posted": true, "modified": true, "share": true, "print": true, "email": true,
	"e-mail": true, "comments": true, "subscribe": true, "login": true, "follow": true, "facebook": true, "twitter": true,
	"views": true, "photo": true, "video": true, "click": true, "read": true,
}

// isLabel reports whether the byline of an article looks like a label, a date or a sentence and not like a name.
func isLabel(a *article.Article) bool {
	const (
		longest = 16 // words: three persons with their roles
		year    = 4  // bytes: the shortest part of a date or a time that is no number of a desk
	)
	byline := string(a.Byline)
	if byline == "" {
		return false
	}
	if strings.ContainsAny(byline, ":|@?!") || byline == a.Headline || byline == string(a.Section) || !atMostWords(byline, longest) {
		return true
	}
	for word := range strings.FieldsSeq(strings.ToLower(byline)) {
		if labelWords[strings.Trim(word, ".,()[]")] || len(word) >= year && !strings.ContainsFunc(word, unicode.IsLetter) && strings.ContainsFunc(word, unicode.IsDigit) {
			return true
		}
	}
	return false
}
