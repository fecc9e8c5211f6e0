package extract

import (
	"regexp"
	"strings"

	"herald/internal/normalize"
)

// What is known of the site's wording stands in this file: the same in every template and in text renderings.

// sections are the labels of the site's navigation (A: pages/real and both rejected pages).
var sections = set(`National|Politics|Social Affairs|Foreign Affairs|Defense|North Korea|Science|Diplomatic Circuit|
Education|Business|Industry|Technology|Transport|Retail|Finance|Economy|Market|Money|Life&Style|Life & Style|Life & Culture|
Culture|Travel|Fashion|Food & Beverage|Books|People|Expat Living|Arts & Design|Health|Entertainment|Film|Television|Music|
Theater|K-pop|Sports|Soccer|Baseball|Golf|More Sports|World|World News|World Business|Asia News Network|Opinion|Editorial|
Viewpoints|English Eye|Podcast|English Cafe|Weekender|Home|Foreign Affairs & Defense|Social affairs|Lifestyle|Performance|
Companies|Hit Entertainment|Columnists|Letters|Cartoon|Drama|Film & TV|Arts|Design|Food|Tech|Markets|Real Estate`)

// noise are lines that the site prints around and inside a story and that are no story.
var noise = set(`Back To Top|Top|leadersclub|padcast|podcast|Korea Herald Youtube|subscribe|Link copied|kh close|close|From|
Send to|X|Print article|Print|Send feedback|image|Share|Facebook|Twitter|Email|E-mail|Copy link|Copy URL|URL copied|Listen|
Save|Scrap|Font size|Text size|가|A|Advertisement|AD|Ad|Go to list|List|Read more|Comments|Menu|Search|Login|Log in|Sign in|Sign up|
지나쌤|소아쌤|피터빈트|The Korea Herald|KakaoTalk|LinkedIn|Line|Bookmark|Translate|Close|Add to Favorites|Share this article|Play audio|
Download|View original|Korean|English`)

// tails begin what stands after the story: the labels of lists, and the foot of the page.
var (
	tails = regexp.MustCompile(`^(?i:most (?:popular|read|viewed)(?: (?:stories|articles|news))?(?: ?: ?\w+)?|latest (?:news|stories)|photo news|` +
		`more from [\w ]{1,30}|more (?:articles|stories|news)(?: (?:by|from|on|in) [\w .-]{1,40})?|back to list|related (?:articles?|stories|story|news|contents?)|` +
		`recommended(?: for you| stories| articles)?|editor['’]?s picks?|today['’]?s (?:top|best|hot) \w+|headlines|popular(?: news| articles)?|you may (?:also )?like|` +
		`trending(?: now)?|our site|visible links:?|관련기사|인기기사|많이 본 (?:기사|뉴스))$`)
	foot = regexp.MustCompile(`^(?i:privacy (?:statement|policy)(?: (?:copyright|terms|herald)\b.*)?|(?:copyright\s*)?(?:©|ⓒ|\(c\)).{0,150}|copyright\s+(?:by\s+)?(?:the\s+)?(?:\d{4}|korea herald|herald)\b.{0,150}|` +
		`.{0,100}\ball rights reserved\.?.{0,60}|address ?: .{0,100}|online newspaper registration\b.{0,100}|.{0,20}unauthorized (?:reproduction|use|distribution)\b.{0,120})$`)
)

func set(list string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.SplitSeq(list, "|") {
		all[strings.ToLower(strings.TrimSpace(word))] = true
	}
	return all
}

// bare is a line without the marks that lists and labels have around their words.
func bare(s string) string {
	return strings.ToLower(strings.Trim(s, " •·-–|>:[]()▶▷■□*"))
}

func isSection(s string) bool { return sections[bare(s)] }

func isNoise(s string) bool { return noise[bare(s)] || noise[strings.ToLower(s)] }
func isTail(s string) bool {
	// The longest line of the foot; a label is shorter still.
	const longest = 250
	return len(s) < longest && (tails.MatchString(strings.Trim(s, " •·-–|>:[]▶▷■□*")) || foot.MatchString(s))
}

// trail is the way to the page: "Home > Fashion", "Home > National > Politics". The last part is the section.
var trail = regexp.MustCompile(`^(?i:home)(?:\s*[>›»/]\s*[^>›»/]{2,40})*\s*[>›»/]\s*([^>›»/]{2,40})$`)

// labels stand before the dates of the site; "Registered" and "Input" are what Korean systems print for them.
var (
	publishedLabel = regexp.MustCompile(`(?i)(?:published|posted|registered|input)\s*(?:on|at)?\s*[:：]?\s*$`)
	updatedLabel   = regexp.MustCompile(`(?i)(?:updated|modified|edited)\s*(?:on|at)?\s*[:：]?\s*$`)
	anyLabel       = regexp.MustCompile(`(?i)(published|posted|(?:last )?updated)\s*[:：]\s*(\S.*)?$`)
)

// dated is a line that prints when the story was published.
type dated struct {
	published, updated normalize.Stamp
	labelled           bool
	unreadable         string // printed behind a label, but no date can be that
	byline             string // the rest of the line, where the byline is printed beside the date
}

// readDate reads a line that holds the date of the story and at most its byline: "Published : Aug 15, 2020 - 12:12
// Updated : …", "2010-11-11 18:24", "Feb. 1, 2021 - 16:42 By Bae Hyunjung", "By Son Ji-hyoungPublished : …".
func readDate(s string) (dated, bool) {
	// The longest line of two dates and a byline; what is longer is a sentence.
	const longest = 200
	if len(s) > longest || !strings.ContainsAny(s, "0123456789") && !anyLabel.MatchString(s) {
		return dated{}, false
	}
	var d dated
	var rest strings.Builder
	end := 0
	for _, f := range normalize.Dates(s) {
		before := s[end:f.Start]
		switch {
		case updatedLabel.MatchString(before):
			before = updatedLabel.ReplaceAllString(before, "")
			d.updated, d.labelled = f.Stamp, true
		case publishedLabel.MatchString(before):
			before = publishedLabel.ReplaceAllString(before, "")
			d.published, d.labelled = f.Stamp, true
		case d.published.Time.IsZero():
			d.published = f.Stamp
		}
		rest.WriteString(before + " ")
		end = f.End
	}
	rest.WriteString(s[end:])
	d.byline = strings.Trim(normalize.Text(rest.String()), " •·|,/()-–")
	if m := anyLabel.FindStringSubmatchIndex(d.byline); m != nil {
		d.unreadable, d.labelled = normalize.Text(s), true
		d.byline = strings.Trim(d.byline[:m[0]], " •·|,/")
	}
	switch {
	case d.published.Time.IsZero() && d.updated.Time.IsZero() && d.unreadable == "":
		return dated{}, false
	case d.byline == "":
		return d, true
	}
	_, ok := normalize.ParseByline(d.byline)
	if !ok && d.labelled {
		// A name without By beside a labelled date is a byline too.
		_, ok = normalize.ParseNames(d.byline)
	}
	return d, ok
}
