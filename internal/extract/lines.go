package extract

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is known of the site's wording stands in this file: the same in every template and in text renderings.

// sections are the labels of the site's navigation (A: pages/real and both rejected pages).
var sections = set(`National|Politics|Social Affairs|Foreign Affairs|Defense|North Korea|Science|Diplomatic Circuit|
Education|Business|Industry|Technology|Transport|Retail|Finance|Economy|Market|Money|Life&Style|Life & Style|Life & Culture|
Culture|Travel|Fashion|Food & Beverage|Books|People|Expat Living|Arts & Design|Health|Entertainment|Film|Television|Music|
Theater|K-pop|Sports|Soccer|Baseball|Golf|More Sports|World|World News|World Business|Asia News Network|Opinion|Editorial|
Viewpoints|English Eye|Podcast|English Cafe|Weekender|Home|Foreign Affairs & Defense|Social affairs|Lifestyle|Performance|
Companies|Hit Entertainment|Columnists|Letters|Cartoon|Drama|Film & TV|Arts|Design|Food|Tech|Markets|Real Estate`)

// labelWords are words of labels that have the form of a name: "World Cup", "Top Stories". No name has one.
var labelWords = set(`korea|korean|world|cup|news|story|stories|top|special|report|photo|video|editorial|opinion|culture|sports|politics|
business|economy|national|international|global|asia|seoul|life|style|tech|science|health|travel|food|entertainment|exclusive|breaking|
latest|live|update|updates|series|interview|feature|analysis|column|herald`)

// noise are lines that the site prints around and inside a story and that are no story.
var noise = set(`Back To Top|leadersclub|padcast|podcast|Korea Herald Youtube|subscribe|Link copied|kh close|close|From|
Send to|X|Print article|Print|Send feedback|image|Share|Facebook|Twitter|Email|E-mail|Copy link|Copy URL|URL copied|Listen|
Save|Scrap|Font size|Text size|가|Advertisement|AD|Ad|Go to list|List|Read more|Menu|Search|Login|Log in|Sign in|Sign up|
지나쌤|소아쌤|피터빈트|The Korea Herald|A+|A-|Send|Font|Zoom|Zoom in|Zoom out|Font size up|Font size down|Increase font size|Decrease font size|Link|Share on|
Add to Google|Mail|Listen to article|Listen to this article|Listen to the article|Report an error|Be the first to comment|Leave a comment|No comments|Tweet|Like|Pin it|Google+|Click to enlarge|
Enlarge|Enlarge image|View larger|View larger image|Kakao Talk|Linked In|You Tube|A+A-|Line|Bookmark|Close|Add to Favorites|Share this article|Play audio|
Subscribe to our newsletter|Download|View original`)

// noiseWords are the first words of noise and of what the site counts.
var noiseWords = func() map[string]bool {
	first := set("view|views|hit|hits|read|reads|reading|comment|comments|like|likes|share|shares|listen")
	for label := range noise {
		word, _, _ := strings.Cut(label, " ")
		first[word] = true
	}
	return first
}()

// tails begin what stands after the story: the labels of lists, and the foot of the page.
var (
	tails = pattern(`^(?i:most (?:popular|read|viewed)(?: (?:stories|articles|news))?(?: ?: ?\w+| in [\w &]{1,30})?|latest (?:news|stories)|photo news|` +
		`more (?:from|in) [\w &]{1,30}|more on (?:this|the) \w{1,20}|more (?:articles|stories|news)(?: (?:by|from|on|in) [\w .-]{1,40})?|(?:what to )?read next|keep reading|in case you missed it|` +
		`back to list|related(?: (?:articles?|stories|story|news|contents?|coverage))?|also in this series|` +
		`recommended(?: for you| stories| articles)?|editor['’]?s picks?|today['’]?s (?:top|best|hot) \w+|headlines|comments?(?: ?\(?\d+\)?)?|popular(?: news| articles)?|you (?:may|might) (?:also )?(?:like|be interested in)|` +
		`trending(?: now)?|our site|visible links:?|관련기사|인기기사|많이 본 (?:기사|뉴스))$`)
	foot = pattern(`^(?i:privacy (?:statement|policy)(?: (?:copyright|terms|herald)\b.*)?|(?:copyright\s*)?(?:©|ⓒ|\(c\)).{0,150}|` +
		`copyrights?\b.{0,40}\bherald.{0,120}|(?:copyrights?\b.{0,120}\s)?all rights reserved\.?|address ?: .{0,60}\b(?:huam-ro|herald)\b.{0,60}|` +
		`online newspaper registration\b.{0,100}|.{0,60}unauthorized (?:reproduction|use|distribution)\b.{0,120})$`)
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

func isSection(s string) bool {
	// The longest label has 26 letters; marks stand around it.
	const longest = 60
	return len(s) <= longest && sections[bare(s)]
}

// isNoise reports whether a line is nothing but words of the site: one label or a row of them, counts, tags, a player's
// clock.
func isNoise(s string) bool {
	if strings.HasPrefix(s, "#") && tagRow().MatchString(s) {
		return true
	}
	// A row of buttons; the longest has a dozen.
	const longestRow = 120
	return s != "" && len(s) <= longestRow && mayBeTool(s) && allTools(toolWords(s))
}

// mayBeTool looks at the first word only: most lines begin with another.
func mayBeTool(s string) bool {
	s = strings.TrimLeft(s, toolMarks+":/")
	if s == "" || isDigit(s[0]) {
		return s != ""
	}
	var lower [16]byte // the longest first word is "지나쌤", the longest Latin one "leadersclub"
	word := lower[:0]
	for i := 0; i < len(s) && s[i] != ' ' && len(word) < cap(word); i++ {
		c := s[i]
		if isCapital(c) {
			if i > 0 && isSmall(s[i-1]) {
				break
			}
			c |= 0x20
		}
		word = append(word, c)
	}
	return noiseWords[string(word)] || noiseWords[string(bytes.TrimRight(word, toolMarks+":/"))]
}

var tagRow = pattern(`^(?:#[^\s#]+\s*)+$`)

// toolMarks stand around and between the buttons of the site.
const toolMarks = " []()<>|·•"

// toolWords are the words of a row of buttons, in lower case, without the marks around them. In a text rendering nothing may
// stand between two buttons but a capital: "ShareBookmarkPrint".
func toolWords(s string) []string {
	var apart strings.Builder
	for i := range len(s) {
		c := s[i]
		if isCapital(c) {
			if i > 0 && isSmall(s[i-1]) {
				apart.WriteByte(' ')
			}
			c |= 0x20
		}
		apart.WriteByte(c)
	}
	return strings.FieldsFunc(apart.String(), func(r rune) bool { return strings.ContainsRune(toolMarks, r) })
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }
func isSmall(c byte) bool   { return 'a' <= c && c <= 'z' }

func allTools(words []string) bool {
	for len(words) > 0 {
		n := leadingTool(words)
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return true
}

// leadingTool is how many of the words at the beginning are one label of the site, one count or one clock; the longest
// label has five.
func leadingTool(words []string) int {
	for n := min(5, len(words)); n > 0; n-- {
		label := strings.TrimRight(strings.Join(words[:n], " "), ":")
		if noise[label] || strings.ContainsAny(label, "0123456789/") && count().MatchString(label) {
			return n
		}
	}
	return 0
}

// count is what the site counts beside a story, how long it takes, the clock of a player, and which picture of how many.
var count = pattern(`^(?:(?:views?|hits?|reads?|comments?|likes?|shares?|listen|read(?:ing)? time):? ?[\d,.]+[km]?|` +
	`[\d,.]+[km]? (?:views?|hits?|reads?|comments?|likes?|shares?)|\d{1,3}[ -]?min(?:ute)?s? (?:read|listen)|\d{1,2}:\d{2}(?: ?/ ?\d{1,2}:\d{2})?|\d{1,3} ?/ ?\d{1,3}|/)$`)

// withoutTools is a text without the buttons and counts of the site at its ends. One letter alone may be part of a name.
func withoutTools(s string) string {
	words := strings.Fields(s)
	from, to := 0, len(words)
	for i := range words {
		if onlyTools(words[i:]) {
			to = i
			break
		}
	}
	for i := to; i > 0; i-- {
		if onlyTools(words[:i]) {
			from = i
			break
		}
	}
	return strings.Trim(strings.Join(words[from:to], " "), " •·|,/")
}

func onlyTools(words []string) bool {
	all := toolWords(strings.Join(words, " "))
	return slices.ContainsFunc(all, func(w string) bool { return utf8.RuneCountInString(w) > 1 }) && allTools(all)
}

// sitePage is the headline of a page that is none of a newspaper's stories: of the site itself, or of its errors.
var sitePage = pattern(`^(?i:just a moment\.*|(?:sorry, )?you have been blocked|attention required.{0,20}|one more step|got an http \d+ response at crawl time|the wayback machine has not archived that url|(?:http )?(?:error )?[45]\d\d(?: ?[-:|]? ?` + httpReason + `)?|(?:page |file )?` + httpReason + `|access denied|` +
	`(?:our )?privacy (?:policy|statement)|terms (?:of (?:use|service)|(?:and|&) conditions)|about (?:us|the korea herald)|contact us|site ?map|faqs?|` +
	`advertise(?: with us)?|comments?|copyright policy|cookie policy|subscri(?:be|ption)|log ?in|sign (?:in|up))\.?$`)

func isSitePage(headline string) bool {
	// "HTTP Error 503 - Service Temporarily Unavailable." has 50 letters.
	const longest = 60
	return len(headline) <= longest && sitePage().MatchString(headline)
}

// httpReason are the phrases that servers put on a page of their own (RFC 9110, section 15).
const httpReason = `(?:error|not found|bad request|unauthorized|forbidden|gone|too many requests|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)`

// isTail reports whether a line begins what stands below a story.
func isTail(s string) bool { return isLabel(s) || isFoot(s) }

// isLabel reports whether a line is the label of a list of other stories.
func isLabel(s string) bool {
	const longest = 80
	if len(s) >= longest {
		return false
	}
	s = strings.Trim(s, " •·-–|>:[]▶▷■□*")
	return tailWords[firstWord(s)] && tails().MatchString(s)
}

// isFoot reports whether a line is one of the foot of the page.
func isFoot(s string) bool {
	const longest = 250
	return len(s) < longest && (footWords[firstWord(s)] || strings.Contains(s, "nauthorized ") || strings.Contains(s, "NAUTHORIZED ")) && foot().MatchString(s)
}

// The first words of tails and foot: most lines of a page begin with others, and need not be tried.
var (
	tailWords = set(`most|latest|photo|more|back|related|recommended|editor|editors|today|todays|headlines|comment|comments|popular|you|read|what|keep|in|also|` +
		`trending|our|visible|관련기사|인기기사|많이`)
	footWords = set(`privacy|copyright|copyrights|©|ⓒ|(c|all|address|online`)
)

// firstWord is the first word of a line in lower case, without what follows its letters; where the line begins with a
// mark, that too.
func firstWord(s string) string {
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

// sectionOfTrail is the last part of the way to the page: "Home > Fashion", "Home > National > Politics".
func sectionOfTrail(s string) (string, bool) {
	const home = "home"
	if len(s) <= len(home) || !strings.EqualFold(s[:len(home)], home) {
		return "", false
	}
	m := trail().FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	return m[1], true
}

func isTrail(s string) bool {
	_, ok := sectionOfTrail(s)
	return ok
}

var trail = pattern(`^(?i:home)(?:\s*[>›»/]\s*[^>›»/]{2,40})*\s*[>›»/]\s*([^>›»/]{2,40})$`)

// labels stand before the dates of the site; "Registered" and "Input" are what Korean systems print for them, 입력 and 수정
// in Korean.
var (
	publishedWords = []string{"first published", "published", "posted", "registered", "input", "기사입력", "입력", "등록"}
	updatedWords   = []string{"last updated", "updated", "last modified", "modified", "edited", "최종수정", "수정", "업데이트"}
	anyLabel       = pattern(`(?i)(published|posted|(?:last )?updated)\s*[:：]\s*(\S.*)$`)
)

// isDateLabel reports whether a text ends in the label of a date and says nothing else but another date: "Published :",
// "Published : Aug 15, 2020 - 12:12 Updated :".
func isDateLabel(s string) bool {
	rest, ok := cutLabel(s, updatedWords)
	if !ok {
		rest, ok = cutLabel(s, publishedWords)
	}
	if rest = strings.Trim(rest, " •·|"); !ok || rest == "" {
		return ok
	}
	_, dated := readDate(rest)
	return dated
}

// mayLabel reports whether s may hold a label of a date: most lines hold no part of one.
func mayLabel(s string) bool {
	return (strings.Contains(s, ":") || strings.Contains(s, "：")) && (strings.Contains(s, "ed") || strings.Contains(s, "ED"))
}
