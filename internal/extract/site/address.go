package site

import (
	"regexp"
	"strings"
)

// What is known of the site's addresses stands in this file. (A) and (B) are the grades that templates.go explains.

// storyMarks stand in the address of a story, before its number (A): view.php?ud=, detail.jsp?newsMLId=, /article/.
var articleMarks = []string{"?ud=", "&ud=", "/article/", "newsMLId="}

func hasArticleMark(s string) bool {
	for _, mark := range articleMarks {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

// isStoryAddress reports whether an address is that of a story (A): behind a mark stands a number, or the whole address
// that ud may hold.
func IsArticleURL(s string) bool {
	for _, mark := range articleMarks {
		_, behind, _ := strings.Cut(s, mark)
		behind = strings.TrimPrefix(behind, "/")
		if behind != "" && (isDigit(behind[0]) || strings.HasPrefix(behind, "view.php")) {
			return true
		}
	}
	return false
}

// storyID is the site's own number in the address of a story; ud may hold a whole address (A).
func ArticleID(s string) (string, bool) {
	if !hasArticleMark(s) {
		return "", false
	}
	m := articleNumber().FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// The shortest numbers known have 7 digits (A); an address of a list may hold the number of a page.
var articleNumber = lazyRegexp(`(?:[?&]ud=(?:/?view\.php\?ud=)?|/article/|newsMLId=)(\d{7,}(?:_\d+)?)`)

// isListAddress reports whether an address is that of what is no story (A).
func IsListURL(s string) bool {
	_, story := ArticleID(s)
	return !story && listURL().MatchString(s)
}

var listURL = lazyRegexp(`/search/|/list\.php|/reporter/|/photoview|/tag/`)

// isWriterAddress reports whether an address is that of a writer's stories (A: list_name.php; B: /reporter/).
func IsWriterURL(s string) bool {
	return strings.Contains(s, "?byline=") || strings.Contains(s, "&byline=") || strings.Contains(s, "/reporter/")
}

// isHeraldAddress reports whether an address is one of this paper's hosts (A), or a mail there.
func IsHeraldURL(s string) bool { return heraldHost().MatchString(s) }

var heraldHost = lazyRegexp(`(?i)(?:^|[/.@])(?:koreaherald\.(?:com|kr)|kheraldm\.com|heraldcorp\.com|heraldm\.com|kpopherald\.com)(?:[/:?]|$)`)

// mailHost is where the paper's writers have their mail (A).
const mailHost = "heraldcorp.com"

// endsInOwnMail reports whether a text ends in the mail of a writer of the paper: "(dasol@heraldcorp.com)".
func endsInOwnMail(s string) bool {
	return strings.HasSuffix(s, "@"+mailHost+")") && ownMail().MatchString(s)
}

var ownMail = lazyRegexp(`\([a-z0-9._]+@` + regexp.QuoteMeta(mailHost) + `\)$`)
