package extract

import (
	"fmt"
	"slices"
	"strings"

	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// hints are what JSON-LD and meta say of the head.
func (d *draft) hints() hints {
	_, by := d.s.byline(func(b normalize.Byline) bool { return len(b.People) > 0 })
	return hints{titles: titles(d.s), writers: by.People}
}

// statedByline is who JSON-LD and meta name, where no byline is printed. The paper's own name there is said of every
// page and names nobody.
func (d *draft) statedByline() (normalize.Byline, bool) {
	from, by := d.s.byline(func(b normalize.Byline) bool { return !b.Desk() })
	if from == "" {
		return by, false
	}
	d.byline = claim{from, by.Text}
	return by, true
}

// byline is the first of the stated ones that will do, and where it stands; "" where none does.
func (s *structured) byline(does func(normalize.Byline) bool) (from string, by normalize.Byline) {
	for _, c := range s.authors {
		if b, ok := site.Newsroom.ParseNames(strings.Join(c.names, ", ")); ok && does(b) {
			return c.from, b
		}
	}
	return "", by
}

// statedStamp is the first date that can be read among claims, and the claim.
func statedStamp(claims []claim) (normalize.Timestamp, claim) {
	for _, c := range claims {
		if s, ok := normalize.Date(c.value); ok {
			s.Time = s.Time.In(normalize.KST)
			return s, c
		}
	}
	return normalize.Timestamp{}, claim{}
}

// checkHeadline compares the printed headline with the stated ones.
func (d *draft) checkHeadline() {
	for _, c := range d.s.headline {
		title := cutPaper(c.value)
		if title == "" {
			continue
		}
		if !sameTitle(title, d.headline.value) {
			d.warn("headline-differs", fmt.Sprintf("printed %q, but %s says %q", d.headline.value, c.from, title))
		}
		return
	}
}

// titles are what the head of the page says the headline is, best first, without the paper's name.
func titles(s structured) []string {
	var all []string
	for _, c := range slices.Concat(s.headline, s.title) {
		if t := cutPaper(c.value); t != "" && !isSection(t) && !isNoise(t) {
			all = append(all, t)
		}
	}
	return all
}

var paper = pattern(`(?i)^(?:\[?(?:the )?(?:korea herald|k-?pop herald)\]?\s*(?:[-|:–—·>]\s*|$))|\s*[-|:–—·<>\[(]+\s*(?:www\.)?(?:the )?(?:korea ?herald(?:\.com)?|k-?pop herald)[\])]?$`)

// cutPaper takes the paper's name off a title; of a title that is only the name nothing is left.
func cutPaper(title string) string {
	title = normalize.Text(title)
	if !strings.Contains(title, "erald") && !strings.Contains(title, "ERALD") {
		return title
	}
	return normalize.Text(paper().ReplaceAllString(title, ""))
}

// isHerald reports whether a page is one of this paper: by where it says it stands, by its titles, by the lines of its
// foot. Its wording alone proves nothing: other papers print "Published :" too.
func (d *draft) isHerald(lines []line) bool {
	for _, c := range slices.Concat(d.s.url, []claim{{"", d.doc.URL}}) {
		if isHeraldAddress(c.value) {
			return true
		}
	}
	for _, c := range slices.Concat(d.s.siteName, d.s.headline, d.s.title) {
		if cutPaper(c.value) != normalize.Text(c.value) {
			return true
		}
	}
	return slices.ContainsFunc(lines, func(l line) bool {
		return strings.EqualFold(l.text, "By Korea Herald") || len(l.text) < longestByline && (strings.Contains(l.text, "Herald Corporation") || strings.Contains(l.text, "@"+mailHost)) || endsInOwnMail(l.text)
	})
}
