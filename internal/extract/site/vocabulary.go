package site

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/internal/extract/dom"
)

// sections are the labels of the site's navigation (A: pages/real and both rejected pages).
var sections = dom.WordSet(`National|Politics|Social Affairs|Foreign Affairs|Defense|North Korea|Science|Diplomatic Circuit|
Education|Business|Industry|Technology|Transport|Retail|Finance|Economy|Market|Money|Life&Style|Life & Style|Life & Culture|
Culture|Travel|Fashion|Food & Beverage|Books|People|Expat Living|Arts & Design|Health|Entertainment|Film|Television|Music|
Theater|K-pop|Sports|Soccer|Baseball|Golf|More Sports|World|World News|World Business|Asia News Network|Opinion|Editorial|
Viewpoints|English Eye|Podcast|English Cafe|Weekender|Home|Foreign Affairs & Defense|Social affairs|Lifestyle|Performance|
Companies|Hit Entertainment|Columnists|Letters|Cartoon|Drama|Film & TV|Arts|Design|Food|Tech|Markets|Real Estate`)

// LabelWords are words of labels that look like a name: "World Cup", "Top Stories". No name has one.
var LabelWords = dom.WordSet(`korea|korean|world|cup|news|story|stories|top|special|report|photo|video|editorial|opinion|culture|sports|politics|
business|economy|national|international|global|asia|seoul|life|style|tech|science|health|travel|food|entertainment|exclusive|breaking|
latest|live|update|updates|series|interview|feature|analysis|column|herald`)

// The labels of lists of other articles, and the lines of the page's foot. They begin what is below an article.
var (
	listLabels = lazyRegexp(`^(?i:most (?:popular|read|viewed)(?: (?:stories|articles|news))?(?: ?: ?\w+| in [\w &]{1,30})?|latest (?:news|stories)|photo news|` +
		`more (?:from|in) [\w &]{1,30}|more on (?:this|the) \w{1,20}|articles by [\p{L} .-]{2,40}|more (?:articles|stories|news)(?: (?:by|from|on|in) [\w .-]{1,40})?|(?:what to )?read next|keep reading|in case you missed it|` +
		`back to list|related(?: (?:articles?|stories|story|news|contents?|coverage))?|also in this series|` +
		`recommended(?: for you| stories| articles)?|editor['’]?s picks?|today['’]?s (?:top|best|hot) \w+|headlines|comments?(?: ?\(?\d+\)?)?|popular(?: news| articles)?|you (?:may|might) (?:also )?(?:like|be interested in)|` +
		`trending(?: now)?|our site|in this series|up next|see also|live(?: updates| blog)?|readers['’] choice|visible links:?|관련기사|인기기사|많이 본 (?:기사|뉴스))$`)
)

// TrimLabel returns a line in lower case without the marks that lists and labels have around their words.
func TrimLabel(s string) string {
	return strings.ToLower(strings.Trim(s, " •·-–|>:[]()▶▷■□*"))
}

// IsSection reports whether a line is a label of the site's navigation.
func IsSection(s string) bool {
	// The longest label has 26 letters; marks stand around it.
	const longest = 60
	return len(s) <= longest && sections[TrimLabel(s)]
}

// formatTag is printed beside the section of an article.
const formatTag = "quick read"

// AreSections reports whether a line is two labels of the navigation or more, side by side, or the section of an article with its
// format.
func AreSections(s string) bool {
	// The longest label has four words: "Foreign Affairs & Defense".
	const longestLabel, longestRow = 4, 300
	if len(s) > longestRow {
		return false
	}
	words := buttonWords(s) // only a capital may separate two labels
	labels := 0
	for len(words) > 0 {
		n := min(longestLabel, len(words))
		for n > 0 && !isLabel(strings.Join(words[:n], " ")) {
			n--
		}
		if n == 0 {
			return false
		}
		words = words[n:]
		labels++
	}
	return labels > 1
}

func isLabel(lower string) bool { return sections[lower] || lower == formatTag }

const home = "home"

// HomeLabel is the navigation's label of the front page.
const HomeLabel = "Home"

// NamesSection reports whether a line is a label of the navigation that names a section: any but the one of the front page.
func NamesSection(s string) bool { return IsSection(s) && !IsHome(s) }

// IsHome reports whether a line is the navigation's label of the front page.
func IsHome(s string) bool { return TrimLabel(s) == home }

// sitePageTitle is the headline of a page that is not an article: a page about the site, or an error page.
var sitePageTitle = lazyRegexp(`^(?i:just a moment\.*|(?:sorry, )?you have been blocked|attention required.{0,20}|one more step|got an http \d+ response at crawl time|the wayback machine has not archived that url|(?:http )?(?:error )?[45]\d\d(?: ?[-:|]? ?` + httpReason + `)?|(?:page |file )?` + httpReason + `|access denied|` +
	`(?:our )?privacy (?:policy|statement)|terms (?:of (?:use|service)|(?:and|&) conditions)|about (?:us|the korea herald)|company (?:introduction|profile|history)|contact us|site ?map|faqs?|` +
	`advertise(?: with us)?|comments?|copyright policy|cookie policy|subscri(?:be|ption)|log ?in|sign (?:in|up)(?: to the korea herald)?|all (?:stories|articles) tagged .{1,40}|search(?: results?)?(?: for)? ?[:“"].{1,40})\.?$`)

// IsSitePage reports whether a headline is that of a page about the site or of an error page.
func IsSitePage(headline string) bool {
	// "HTTP Error 503 - Service Temporarily Unavailable." has 50 letters.
	const longest = 60
	return len(headline) <= longest && sitePageTitle().MatchString(headline)
}

// httpReason are the phrases that servers print on their error pages (RFC 9110, section 15).
const httpReason = `(?:error|not found|bad request|unauthorized|forbidden|gone|too many requests|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)`

// IsListLabel reports whether a line is the label of a list of other articles.
func IsListLabel(s string) bool {
	const longest = 80
	if len(s) >= longest {
		return false
	}
	s = strings.Trim(s, " •·-–|>:[]▶▷■□*")
	return listLabelWords[FirstWord(s)] && listLabels().MatchString(s)
}

// footer is a kind of line of the page's foot. Most lines begin with another word and need no expression.
type footer struct {
	first map[string]bool // the first words of such lines
	line  func() *regexp.Regexp
}

var footers = []footer{
	{dom.WordSet(`the|about|go`), lazyRegexp(`^(?i:the korea herald by herald corporation(?:\b.{0,200})?|about us|go to mobile version)$`)},
	{dom.WordSet(`privacy`), lazyRegexp(`^(?i:privacy (?:statement|policy)(?: (?:copyright|terms|herald)\b.*)?)$`)},
	{dom.WordSet(`copyright|©|ⓒ|(c`), lazyRegexp(`^(?i:(?:copyright\s*)?(?:©|ⓒ|\(c\)).{0,150})$`)},
	{dom.WordSet(`copyright|copyrights`), lazyRegexp(`^(?i:copyrights?\b.{0,40}\bherald.{0,120})$`)},
	{dom.WordSet(`copyright|copyrights|all`), lazyRegexp(`^(?i:(?:copyrights?\b.{0,120}\s)?all rights reserved\.?)$`)},
	{dom.WordSet(`address`), lazyRegexp(`^(?i:address ?: .{0,60}\b(?:huam-ro|herald)\b.{0,60})$`)},
	{dom.WordSet(`tel`), lazyRegexp(`^(?i:tel ?: ?\+?\d[\d -]{6,20}.{0,100})$`)},
	{dom.WordSet(`this`), lazyRegexp(`^(?i:this (?:page is no longer being updated\.?|(?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published) (?:on|in|at|by) .{1,60}))$`)},
	{dom.WordSet(`online`), lazyRegexp(`^(?i:online newspaper registration\b.{0,100})$`)},
}

var unauthorized = lazyRegexp(`^(?i:.{0,60}unauthorized (?:reproduction|use|distribution)\b.{0,120})$`)

// IsFooter reports whether a line belongs to the foot of the page.
func IsFooter(s string) bool {
	const longest = 250
	if len(s) >= longest {
		return false
	}
	word := FirstWord(s)
	return slices.ContainsFunc(footers, func(f footer) bool { return f.first[word] && f.line().MatchString(s) }) ||
		(strings.Contains(s, "nauthorized ") || strings.Contains(s, "NAUTHORIZED ")) && unauthorized().MatchString(s)
}

// listLabelWords are the first words of list labels. Most lines of a page begin with others and need no expression.
var listLabelWords = dom.WordSet(`most|articles|latest|photo|more|back|related|recommended|editor|editors|today|todays|headlines|comment|comments|popular|you|read|what|keep|in|also|` +
	`trending|our|visible|up|see|live|readers|관련기사|인기기사|많이`)

// FirstWord returns the first word of a line in lower case, without what follows its letters. It includes the mark of a
// line that begins with one.
func FirstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	switch {
	case end < 0:
		end = len(s)
	case end == 0:
		_, mark := utf8.DecodeRuneInString(s)
		if s[:mark] != "(" {
			return s[:mark]
		}
		end = min(len("(c"), len(s))
	}
	return strings.ToLower(s[:end])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// BreadcrumbSection returns the last part of a breadcrumb: "Home > Fashion", "Home > National > Politics".
func BreadcrumbSection(s string) (string, bool) {
	if len(s) <= len(home) || !strings.EqualFold(s[:len(home)], home) {
		return "", false
	}
	m := breadcrumb().FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	return m[1] + m[2], true
}

// IsBreadcrumb reports whether a line is a breadcrumb.
func IsBreadcrumb(s string) bool {
	_, ok := BreadcrumbSection(s)
	return ok
}

// BreadcrumbMarks separate the labels of a breadcrumb.
const BreadcrumbMarks = " >›»/"

// Between other marks a slash is part of a label: "Home > IT/Science".
var breadcrumb = lazyRegexp(`^(?i:home)(?:(?:\s*[>›»]\s*[^>›»]{2,40})*\s*[>›»]\s*([^>›»]{2,40})|(?:\s*/\s*[^/>›»]{2,40})*\s*/\s*([^/>›»]{2,40}))$`)

// IsInvitation reports whether a line asks the reader to subscribe, to follow the paper elsewhere or to use its app.
// Without a link such a line must also name the paper or what it sends: "Follow the river to the old channel" does not.
func IsInvitation(s string, linked bool) bool {
	// Two sentences: "Want more stories like this? Join our WhatsApp channel."
	const longest = 200
	return len(s) <= longest && (invitationWords[FirstWord(s)] || strings.Contains(s, "? ")) && invitation().MatchString(s) && (linked || ofThePaper().MatchString(s))
}

// invitationWords are the first words of invitations that do not begin with a question. Most lines begin with others.
var invitationWords = dom.WordSet("please|click|tap|don|sign|subscribe|follow|join|download|get|add|like|watch|listen|register|receive|stay|learn")

var ofThePaper = lazyRegexp(`(?i)\b(?:us|our|herald|newsletters?|digest|apps?|inbox)\b`)

// An invitation begins with a verb in the imperative, at most after a question, and names a place or a service.
var invitation = lazyRegexp(`^(?i)(?:[^.?!]{1,60}\? )?(?:please |click here to |tap here to |don['’]t forget to )?` +
	`(?:sign up|subscribe|follow|join|download|get|add|like|watch|listen to|register|receive|stay|learn)\b.*` +
	`\b(?:newsletters?|letter|digest|briefing|school|apps?|inbox|e-?mails?|channels?|google|naver|kakao(?:talk)?|youtube|instagram|facebook|twitter|x|telegram|whatsapp|threads|tiktok|spotify|notifications?|alerts?)\b`)
