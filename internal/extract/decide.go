package extract

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// candidate is what was read of a page that no template claims: its article, if the page is one.
type candidate struct {
	lines    []line // of the whole page
	headline string
	signed   bool // a date or a byline was found
	labelled bool // the date has a label
	blocks   []article.Block
	meta     structured.Data
	urls     []claim.Claim
	herald   bool // a page of this paper, where og:type proves nothing
}

// sign is one feature of a page that makes it look like an article, or not. The weights of the signs are in decide_weights.go.
type sign int

const (
	ownProse       sign = iota // bytes of the body that are no teasers, as a logarithm
	ownShare                   // share of the page's prose that is in the body
	otherTitles                // links that read like the titles of other articles, as a logarithm
	pricedLines                // lines with a price, as a logarithm
	statedHeadline             // length of a printed line that a title of the page repeats
	dateOrByline               // whether one was found
	statedDate                 // whether the head or a label states when the page was published
	statedKind                 // 1 if the head calls the page an article, -1 if it calls it a list or a product
	excerptStart               // whether the description is the beginning of the body
	articleAddress             // 1 for the address of an article, -1 for that of a list or a front page
	signCount
)

// signs are the values of the signs of one page.
type signs [signCount]float64

var signNames = [signCount]string{
	"ownProse", "ownShare", "otherTitles", "pricedLines", "statedHeadline", "dateOrByline", "statedDate", "statedKind",
	"excerptStart", "articleAddress",
}

// absences are what a page lacks, or has too much of, where a sign speaks against it.
var absences = [signCount]string{
	ownProse:       "little text besides teasers",
	ownShare:       "text in many places",
	otherTitles:    "many links to other articles",
	pricedLines:    "many prices",
	statedHeadline: "no headline that the title of the page repeats",
	dateOrByline:   "no date and no byline",
	statedDate:     "no stated date",
	statedKind:     "not stated to be an article",
	excerptStart:   "a description that is not the beginning of a text",
	articleAddress: "not the address of an article",
}

// score is positive for an article.
func (s *signs) score() float64 {
	sum := intercept
	for i, v := range s {
		sum += weights[i].weight * v
	}
	return sum
}

// against returns the absences of the signs that speak most against a page, compared with a typical article.
func (s *signs) against() []string {
	const most = 3 // that a reader of a message reads
	loss := func(i sign) float64 { return weights[i].weight * (s[i] - weights[i].typical) }
	var found []sign
	for i := range signCount {
		if loss(i) < 0 {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b sign) int { return cmp.Compare(loss(a), loss(b)) })
	var texts []string
	for _, i := range found[:min(most, len(found))] {
		texts = append(texts, absences[i])
	}
	return texts
}

func (c *candidate) signs() signs {
	var s signs
	c.countProse(&s)
	c.countLinks(&s)
	s[statedHeadline] = c.statedHeadline()
	s[dateOrByline] = truth(c.signed)
	s[statedDate] = truth(c.labelled || len(c.meta.Published) > 0)
	s[statedKind] = c.statedKind()
	s[excerptStart] = truth(beginsWith(bodyLines(c.blocks), c.excerpt()))
	s[articleAddress] = c.addressSign()
	return s
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// countProse finds the signs of what the body has besides teasers.
func (c *candidate) countProse(s *signs) {
	body, teasers := map[string]bool{}, map[string]bool{}
	for _, b := range c.blocks {
		body[b.Text] = len(b.Text) >= shortestSentence && b.Type != article.Heading
	}
	inBody, all := 0, 0
	for i := range c.lines {
		l := &c.lines[i]
		if !l.is(prose) {
			continue
		}
		all += len(l.text)
		if isTeaser(c.lines, i) {
			teasers[l.text] = true
		} else if body[l.text] {
			inBody += len(l.text)
		}
	}
	bytes := 0
	for _, b := range c.blocks {
		if body[b.Text] && !teasers[b.Text] {
			bytes += len(b.Text)
		}
	}
	s[ownProse] = math.Log1p(float64(bytes))
	if all > 0 {
		s[ownShare] = float64(inBody) / float64(all)
	}
}

// below returns the lines from the headline on.
func (c *candidate) below() []line {
	at := slices.IndexFunc(c.lines, func(l line) bool { return !l.linked && sameTitle(l.text, c.headline) })
	return c.lines[max(0, at):]
}

// isFeed reports whether lines are a list of teasers with their dates, of which a script makes links: no two paragraphs are
// without a date between. Where the titles are links, the weights decide.
func isFeed(lines []line) bool {
	const few = 3 // the dates of an article, and that of another one below
	dates, bare := 0, false
	for _, l := range lines {
		d, is := l.date()
		switch {
		case l.isOtherTitle():
			return false
		case is && !d.labelled:
			dates, bare = dates+1, false
		case !isParagraph(l):
		case bare:
			return false
		default:
			bare = true
		}
	}
	return dates >= few
}

// countLinks finds the signs of a list: titles and prices below the headline.
func (c *candidate) countLinks(s *signs) {
	titles, priced := 0, 0
	below := c.below()
	for i := range below {
		l := &below[i]
		if l.isOtherTitle() {
			titles++
		}
		if l.picture == nil && len(l.text) < shortestSentence && hasPrice(l.text) {
			priced++
		}
	}
	s[otherTitles], s[pricedLines] = math.Log1p(float64(titles)), math.Log1p(float64(priced))
}

// hasPrice reports whether a text has an amount of money. Most texts have no digit and need no expression.
func hasPrice(s string) bool { return strings.ContainsAny(s, "0123456789") && price().MatchString(s) }

var price = lazyRegexp(`[$€£₩¥] ?\d|\d ?(?:[€£]|USD|EUR|GBP)`)

// statedHeadline returns how much of a headline the longest printed line is that a title of the page repeats or begins with:
// "Business" may be the name of a section.
func (c *candidate) statedHeadline() float64 {
	const whole = 50 // letters of a headline; the name of a section has fewer
	isPaper := func(t claim.Claim) bool { return site.CutPaperName(t.Value) == "" }
	if !slices.ContainsFunc(slices.Concat(c.meta.Headline, c.meta.Title), func(t claim.Claim) bool { return !isPaper(t) }) {
		return weights[statedHeadline].typical // no title but the paper's name: it speaks neither for nor against the page
	}
	longest := 0
	for _, t := range c.meta.Titles() {
		title, first := normalize.Letters(t), firstLetter(t)
		for i := range c.lines {
			l := &c.lines[i]
			if l.picture != nil || l.linked && l.text != c.headline || l.kind == article.ListItem || len(l.text) <= longest || len(l.text) > longestHeadline || firstLetter(l.text) != first {
				continue
			}
			if k := normalize.Letters(l.text); strings.HasPrefix(title, k) {
				longest = max(longest, len(k))
			}
		}
	}
	return min(1, float64(longest)/whole)
}

// statedKind returns 1 if JSON-LD calls the page an article, -1 if it calls it a list or a product, and less if only og:type does
// so on a page of another paper.
func (c *candidate) statedKind() float64 {
	const social = 0.6 // systems for blogs call every page an article there
	lowest, highest := 0.0, 0.0
	for _, k := range c.meta.Kind {
		kind := 0.0
		switch ld := strings.HasPrefix(k.From, claim.FromJSONLD); {
		case ld && structured.IsArticleKind(k.Value):
			kind = 1
		case ld && structured.IsListKind(k.Value):
			kind = -1
		case ld || c.herald:
		case k.Value == "article":
			kind = social
		case k.Value == "website" || strings.HasPrefix(k.Value, "product"):
			kind = -social
		}
		lowest, highest = min(lowest, kind), max(highest, kind)
	}
	if highest > 0 {
		return highest // a list beside an article is part of it
	}
	return lowest
}

// excerpt returns the beginning of the page's description, which is cut anywhere.
func (c *candidate) excerpt() string {
	if len(c.meta.Description) == 0 {
		return ""
	}
	const enough = 60 // letters: the sentence after the first may be another
	r := []rune(c.meta.Description[0].Value)
	return strings.TrimRight(string(r[:min(len(r), enough)]), ".…")
}

func bodyLines(blocks []article.Block) []line {
	var lines []line
	for _, b := range blocks {
		lines = append(lines, line{text: b.Text})
	}
	return lines
}

// addressSign returns the sign of the first address that says something.
func (c *candidate) addressSign() float64 {
	for _, u := range c.urls {
		if a := addressSign(u.Value); a != 0 {
			return a
		}
	}
	return 0
}

// addressSign returns 1 for an address with a number or with the words of a headline, -1 for that of a front page or a list, less
// for fewer words, 0 if nothing is known of it.
func addressSign(address string) float64 {
	if _, ok := site.ArticleID(address); ok {
		return 1
	}
	if site.IsListURL(address) {
		return -1
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return 0
	}
	path := strings.Trim(u.Path, "/")
	if path == "" {
		return -1
	}
	// A number with six digits, or the digits of a day; five words of a headline.
	const digits, words = 6, 5
	if countDigits(path) >= digits {
		return 1
	}
	last := path[strings.LastIndexByte(path, '/')+1:]
	return min(1, float64(strings.Count(last, "-")+strings.Count(last, "_"))/(words-1))
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// isTeaser reports whether line i, which is prose, belongs to the title of another article: that is above it, and nearer to it
// than the next prose.
func isTeaser(lines []line, i int) bool {
	title := titleAbove(lines[:i])
	if title < 0 {
		return false
	}
	beside := depth(commonAncestor(lines[i].node, lines[title].node))
	for j := i + 1; j < len(lines); j++ {
		if lines[j].is(prose) {
			next := depth(commonAncestor(lines[i].node, lines[j].node))
			return next < beside || next == beside && lines[title].kind == article.Heading
		}
	}
	return true
}

// titleAbove returns the index of the title of another article right above, -1 if there is none.
func titleAbove(lines []line) int {
	const between = 4 // a byline, a date and labels may be between the title and its teaser
	seen := 0
	for i := len(lines) - 1; i >= 0 && seen < between; i-- {
		l := &lines[i]
		switch {
		case l.picture != nil:
			continue
		case l.isOtherTitle():
			return i
		case l.is(prose), l.kind == article.Heading:
			return -1
		}
		seen++
	}
	return -1
}

func depth(n *html.Node) int {
	d := 0
	for ; n != nil; n = n.Parent {
		d++
	}
	return d
}
