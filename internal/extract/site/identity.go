package site

import (
	"strings"

	"herald/internal/normalize"
)

// The paper's names, as a credit and as a byline print them.
const (
	PaperName = "The " + shortName
	shortName = "Korea Herald"
)

var paperNameAtEdge = lazyRegexp(`(?i)^(?:\[?(?:the )?(?:korea herald|k-?pop herald)\]?\s*(?:[-|:–—·>]\s*|$))|\s*[-|:–—·<>\[(]+\s*(?:www\.)?(?:the )?(?:korea ?herald(?:\.com)?|k-?pop herald)[\])]?$`)

// CutPaperName removes the paper's name from the beginning or the end of a title. It returns "" for a title that is only
// the name.
func CutPaperName(title string) string {
	title = normalize.Text(title)
	if !strings.Contains(title, "erald") && !strings.Contains(title, "ERALD") {
		return title
	}
	return normalize.Text(paperNameAtEdge().ReplaceAllString(title, ""))
}

// IsPaper reports whether a text is the name of the paper, and nothing else.
func IsPaper(text string) bool { return strings.TrimPrefix(text, "The ") == shortName }

// IsHeraldLine reports whether only a page of this paper prints a line: its default byline, its foot, a writer's mail, the host that a
// program for reading names as the source.
func IsHeraldLine(text string) bool {
	const longest = 200 // the foot, or a closing line of three writers with their mails
	return strings.EqualFold(text, "By "+shortName) || strings.EqualFold(text, mainHost) || endsInOwnMail(text) ||
		len(text) < longest && (strings.Contains(text, "Herald Corporation") || strings.Contains(text, "@"+mailHost))
}

// IsOwnDate reports whether a line is the date of an article with this site's label and in its form: "Published : May 3, 2021 - 17:39".
// Other papers print the label, so it identifies only a page that names no paper (C).
func IsOwnDate(text string) bool { return ownDate().MatchString(text) }

var ownDate = lazyRegexp(`^(?:Published|Updated) : [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4} - \d{2}:\d{2}`)

// PublishedLabels and UpdatedLabels precede the dates of an article. "Registered" and "Input" are what Korean publishing
// systems print, 입력 and 수정 the same in Korean.
var (
	PublishedLabels = []string{"date published", "release date", "publication date", "first published", "published online", "published", "first posted", "posted", "issued", "released", "submitted", "filed", "uploaded",
		"online since", "registered", "input", "date", "기사입력", "입력", "등록"}
	UpdatedLabels = []string{"date updated", "date modified", "last updated", "updated", "last modified", "modified", "last edited", "edited", "last revised", "revised", "amended", "changed",
		"최종수정", "수정", "업데이트"}
)

// HeadLabel is what a row of a head states after its label.
type HeadLabel int

// The labels of rows other than dates.
const (
	NoLabel HeadLabel = iota
	BylineLabel
	SectionLabel
)

var headLabels = map[string]HeadLabel{
	"reporter": BylineLabel, "reporters": BylineLabel, "staff reporter": BylineLabel, "writer": BylineLabel, "writers": BylineLabel,
	"writer(s)": BylineLabel, "staff writer": BylineLabel, "author": BylineLabel, "authors": BylineLabel, "author(s)": BylineLabel,
	"source": BylineLabel, "section": SectionLabel, "category": SectionLabel,
}

// CutHeadLabel takes the label off a row of a head, "Writer: Kim Da-sol", with a colon or alone.
func CutHeadLabel(s string) (label HeadLabel, value string) {
	if s == "" || strings.IndexByte("acrsw", s[0]|0x20) < 0 {
		return NoLabel, s // most lines begin otherwise
	}
	const longest = len("staff reporter ") // most lines are longer, and need no search
	name, value, ok := strings.Cut(s, ":")
	if !ok {
		name, value, _ = strings.Cut(s, "：")
	}
	if len(name) > longest {
		return NoLabel, s
	}
	if label = headLabels[strings.ToLower(strings.TrimSpace(name))]; label == NoLabel {
		return NoLabel, s
	}
	return label, strings.TrimSpace(value)
}

// OpensWithSubhead reports whether a line with the date of a page shows that the body may begin with the subheadline: as it does on
// the pages saved since 2025, which alone print the seconds after a month in letters (B).
func OpensWithSubhead(dateline string) bool { return secondsAfterYear().MatchString(dateline) }

var secondsAfterYear = lazyRegexp(`, \d{4} - \d{1,2}:\d{2}:\d{2}`)

// OriginalLabel precedes the address of the article that a podcast is about, in the middle of the text.
const OriginalLabel = "기사 원문"

// OriginalLink matches the label with its address.
var OriginalLink = lazyRegexp(OriginalLabel + `\s*[:：]\s*\S+`)

// IsPodcastLabel reports whether a line names the hosts of a podcast or sums up, in Korean, the article that it is about.
func IsPodcastLabel(s string) bool { return podcastLabel().MatchString(s) }

var podcastLabel = lazyRegexp(`^(?:진행자|(?:기사 ?)?요약)\s*[:：]`)

var newsReports = lazyRegexp(`^[(\[]?(?i:(?:from |compiled from |korea herald staff and )?(?:news|wire) reports)[)\]]?\.?(?:\s*\(\S+@\S+\))?$`)

// IsNewsReports reports whether a line credits several agencies without naming one: "(From news reports)".
func IsNewsReports(s string) bool { return newsReports().MatchString(s) }
