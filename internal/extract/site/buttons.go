package site

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"herald/internal/extract/dom"
)

// IsSource reports whether a service for readers names the paper in a line, with the day or the age of an article side by side.
func IsSource(s string) bool { return strings.HasPrefix(s, shortName) && sourceLine().MatchString(s) }

var sourceLine = lazyRegexp(`^` + shortName + ` ?(?:\d\d-\d\d-\d{4}|(?:\d{1,2}|an?) (?:min(?:ute)?|hour|day)s? ago)$`)

// IsFurniture reports whether a line is nothing but words that the site prints around an article: a label or a row of
// buttons, counts, hashtags, the clock of a player.
func IsFurniture(s string) bool {
	if strings.HasPrefix(s, "#") && tagRow().MatchString(s) || IsSource(s) {
		return true
	}
	// A row of buttons; the longest has a dozen.
	const longestRow = 120
	return s != "" && len(s) <= longestRow && mayBeButton(s) && allButtons(buttonWords(s))
}

// furniture are lines that the site prints around and inside an article.
var furniture = dom.WordSet(`Back To Top|leadersclub|padcast|podcast|Korea Herald Youtube|subscribe|Link copied|kh close|close|From|
Send to|X|Print article|Print|Send feedback|image|Share|Facebook|Twitter|Email|E-mail|Copy link|Copy URL|URL copied|Listen|
Save|Scrap|Font size|Text size|가|Advertisement|AD|Ad|Go to list|List|Read more|Menu|Search|Login|Log in|Sign in|Sign up|
지나쌤|소아쌤|피터빈트|The Korea Herald|A+|A-|Send|Font|Zoom|Zoom in|Zoom out|Font size up|Font size down|Increase font size|Decrease font size|Link|Share on|
Add to Google|Mail|Listen to article|Listen to this article|Listen to the article|Report an error|Be the first to comment|Leave a comment|No comments|Tweet|Like|Pin it|Google+|Click to enlarge|
Enlarge|Enlarge image|View larger|View larger image|Kakao Talk|Linked In|You Tube|A+A-|Line|Bookmark|Close|Add to Favorites|Share this article|Share this story|Play audio|
Subscribe to our newsletter|Download|View original|Quick Read|Date|Writer|Kakao|Copy|koreaherald.com|SMS|폰트작게|폰트크게|본문폰트 작게|본문폰트 크게|페이스북|트위터|facebooktwitter|photo`)

// furnitureFirstWords are the first words of furniture and of counts.
var furnitureFirstWords = func() map[string]bool {
	first := dom.WordSet("view|views|hit|hits|read|reads|reading|comment|comments|like|likes|share|shares|listen|published|updated")
	for label := range furniture {
		word, _, _ := strings.Cut(label, " ")
		first[word] = true
	}
	return first
}()

// mayBeButton examines the first word only: most lines begin with another.
func mayBeButton(s string) bool {
	s = strings.TrimLeft(s, buttonMarks+":/")
	if s == "" || isDigit(s[0]) || strings.HasPrefix(s, "지나쌤") || strings.HasPrefix(s, "소아쌤") {
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
	return furnitureFirstWords[string(word)] || furnitureFirstWords[string(bytes.TrimRight(word, buttonMarks+":/0123456789"))]
}

// tagRow is a row of hashtags.
var tagRow = lazyRegexp(`^(?:#[^\s#]+\s*)+$`)

// buttonMarks are printed around and between the buttons of the site.
const buttonMarks = " []()<>|·•–—"

// buttonWords returns the words of a row of buttons in lower case, without the marks around them. In a text rendering
// only a capital may separate two buttons: "ShareBookmarkPrint".
func buttonWords(s string) []string {
	s = strings.ReplaceAll(s, "쌤", "쌤 ") // the tutors are side by side
	var apart strings.Builder
	apart.Grow(len(s))
	for i := range len(s) {
		c := s[i]
		if isCapital(c) {
			if i > 0 && (isSmall(s[i-1]) || isCapital(s[i-1]) && i+1 < len(s) && isSmall(s[i+1])) {
				apart.WriteByte(' ')
			}
			c |= 0x20
		}
		apart.WriteByte(c)
	}
	return strings.FieldsFunc(apart.String(), func(r rune) bool { return strings.ContainsRune(buttonMarks, r) })
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

func isSmall(c byte) bool { return 'a' <= c && c <= 'z' }

// allButtons reports whether words are labels of buttons, counts and clocks throughout.
func allButtons(words []string) bool {
	for len(words) > 0 {
		n := leadingButton(words)
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return true
}

// longestButton is how many words the longest label of a button has.
const longestButton = 5

// leadingButton returns how many of the first words are one label of the site, one count or one clock. The longest
// label has five.
func leadingButton(words []string) int {
	if len(words) == 0 || !mayBeButton(words[0]) {
		return 0
	}
	for n := min(longestButton, len(words)); n > 0; n-- {
		label := strings.TrimRight(strings.Join(words[:n], " "), ":")
		if furniture[label] || strings.ContainsAny(label, "0123456789/") && counter().MatchString(label) {
			return n
		}
	}
	return 0
}

// counter is a number of views or comments, a reading time, the clock of a player, or the number of a picture in a
// gallery.
var counter = lazyRegexp(`^(?:(?:views?|hits?|reads?|comments?|likes?|shares?|listen|read(?:ing)? time):? ?[\d,.]+[km]?|` +
	`[\d,.]+[km]? (?:views?|hits?|reads?|comments?|likes?|shares?)|(?:\d{1,3} )?\d{1,3}[ -]?min(?:ute)?s?(?: (?:read|listen))?|(?:(?:published|updated):? ?)?\d{1,2} (?:min(?:ute)?|hour|day)s? ago|\d{1,2}:\d{2}(?: ?/ ?\d{1,2}:\d{2})?|\d{1,3} ?/ ?\d{1,3}|/)$`)

// TrimButtons removes the buttons and counts of the site from both ends of a text. A single letter may be part of a name and
// stays.
func TrimButtons(s string) string {
	words := strings.Fields(s)
	from, to := 0, len(words)
	if endsInButton(s) {
		for i := range words {
			if AreButtons(words[i:]) {
				to = i
				break
			}
		}
	}
	if leadingButton(buttonWords(s)) > 0 {
		for i := to; i > 0; i-- {
			if AreButtons(words[:i]) {
				from = i
				break
			}
		}
	}
	return strings.Trim(strings.Join(words[from:to], " "), " •·|,/")
}

// endsInButton reports whether the last words are a label of the site, a count or a clock: most texts end in none, and no
// part of such a text up to its end is a row of buttons.
func endsInButton(s string) bool {
	words := buttonWords(s)
	for n := 1; n <= min(longestButton, len(words)); n++ {
		if leadingButton(words[len(words)-n:]) == n {
			return true
		}
	}
	return len(words) == 0
}

// AreButtons reports whether words are buttons and counts of the site throughout.
func AreButtons(words []string) bool {
	all := buttonWords(strings.Join(words, " "))
	return slices.ContainsFunc(all, func(w string) bool { return utf8.RuneCountInString(w) > 1 }) && allButtons(all)
}
