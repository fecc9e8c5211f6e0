package site

import (
	"regexp"
	"strings"
	"sync"

	"herald/internal/normalize"
)

var paperNameAtEdge = lazyRegexp(`(?i)^(?:\[?(?:the )?(?:korea herald|k-?pop herald)\]?\s*(?:[-|:–—·>]\s*|$))|\s*[-|:–—·<>\[(]+\s*(?:www\.)?(?:the )?(?:korea ?herald(?:\.com)?|k-?pop herald)[\])]?$`)

// cutPaper takes the paper's name off a title; of a title that is only the name nothing is left.
func CutPaperName(title string) string {
	title = normalize.Text(title)
	if !strings.Contains(title, "erald") && !strings.Contains(title, "ERALD") {
		return title
	}
	return normalize.Text(paperNameAtEdge().ReplaceAllString(title, ""))
}

// labels stand before the dates of the site; "Registered" and "Input" are what Korean systems print for them, 입력 and 수정
// in Korean.
var (
	PublishedLabels = []string{"first published", "published", "posted", "registered", "input", "기사입력", "입력", "등록"}
	UpdatedLabels   = []string{"last updated", "updated", "last modified", "modified", "edited", "최종수정", "수정", "업데이트"}
)

// originalLabel precedes the address of the article that a podcast is about, in the middle of the text.
const OriginalLabel = "기사 원문"

var OriginalLink = lazyRegexp(OriginalLabel + `\s*[:：]\s*\S+`)

// isHeraldLine reports whether only a page of this paper prints a line: its default byline, its foot, a writer's mail.
func IsHeraldLine(text string) bool {
	const longest = 200 // the foot, or a closing line of three writers with their mails
	return strings.EqualFold(text, "By "+shortName) || endsInOwnMail(text) ||
		len(text) < longest && (strings.Contains(text, "Herald Corporation") || strings.Contains(text, "@"+mailHost))
}

// The paper's names, as a credit and as a byline print them.
const (
	PaperName = "The " + shortName
	shortName = "Korea Herald"
)

func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
