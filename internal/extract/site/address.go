package site

import (
	"regexp"
	"strings"
	"sync"

	"herald/internal/extract/dom"
)

// articleMarks precede the number in the URL of an article (A): view.php?ud=, detail.jsp?newsMLId=, /article/. A new form of
// address is one more mark.
var articleMarks = []string{"?ud=", "&ud=", "/article/", "newsMLId="}

func hasArticleMark(s string) bool {
	for _, mark := range articleMarks {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

// IsArticleURL reports whether a URL is that of an article (A): a mark is followed by a number, or by the whole address
// that ud may hold.
func IsArticleURL(s string) bool {
	for _, mark := range articleMarks {
		_, after, _ := strings.Cut(s, mark)
		after = strings.TrimPrefix(after, "/")
		if after != "" && (isDigit(after[0]) || strings.HasPrefix(after, "view.php")) {
			return true
		}
	}
	return false
}

// ArticleID returns the site's own number in the URL of an article; ud may hold a whole address (A).
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

// The shortest numbers known have 7 digits (A); the URL of a list may hold the number of a page.
var articleNumber = lazyRegexp(`(?:` + quotedMarks() + `)(?:/?view\.php\?ud=)?(\d{7,}(?:_\d+)?)`)

// quotedMarks returns an expression that matches any of articleMarks.
func quotedMarks() string {
	quoted := make([]string, len(articleMarks))
	for i, mark := range articleMarks {
		quoted[i] = regexp.QuoteMeta(mark)
	}
	return strings.Join(quoted, "|")
}

// IsListURL reports whether a URL is that of a list, a search, a gallery or a reporter's page (A).
func IsListURL(s string) bool {
	_, article := ArticleID(s)
	return !article && listURL().MatchString(s)
}

var listURL = lazyRegexp(`/search/|/list\.php|/reporter/|/photoview|/tag/`)

// IsWriterURL reports whether a URL is that of a writer's articles (A: list_name.php; B: /reporter/; C: the other folders, which
// publishing systems make).
func IsWriterURL(s string) bool {
	for folder := range strings.SplitSeq(s, "/") {
		if writerFolders[folder] {
			return true
		}
	}
	return strings.Contains(s, "?byline=") || strings.Contains(s, "&byline=")
}

var writerFolders = dom.WordSet("reporter|reporters|author|authors|writer|writers|journalist|journalists|columnist|columnists|contributor|contributors")

// IsHeraldURL reports whether an address is at one of this paper's hosts, or of a sister paper with the same pages (A).
func IsHeraldURL(s string) bool { return heraldHost().MatchString(s) }

var heraldHost = lazyRegexp(`(?i)(?:^|[/.@])(?:koreaherald\.(?:com|kr)|kheraldm\.com|heraldcorp\.com|heraldm\.com|kpopherald\.com|theinvestor\.co\.kr)(?:[/:?]|$)`)

// mainHost is where the paper's pages are.
const mainHost = "koreaherald.com"

// mailHost is the host of the writers' mail addresses (A).
const mailHost = "heraldcorp.com"

// endsInOwnMail reports whether a text ends in the mail of a writer of the paper: "(dasol@heraldcorp.com)".
func endsInOwnMail(s string) bool {
	return strings.HasSuffix(s, "@"+mailHost+")") && ownMail().MatchString(s)
}

var ownMail = lazyRegexp(`\([a-z0-9._]+@` + regexp.QuoteMeta(mailHost) + `\)$`)

// lazyRegexp compiles an expression when it is first used: most pages need few of them, and starting needs none.
func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
