package extract

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// generic is what the page of a paper without rules says, with the evidence weighed. What the page does not say is "".
type generic struct {
	headline string
	authors  []string // as credited: persons, and agencies or the paper itself where the page credits them
	section  string
	language string

	published, updated string // as the page states them: parseStamp reads them

	root *html.Node // holds the story, in a tree of its own; nil where no story was found
}

// readGeneric reads a page by judgement alone. pageURL is where the page was saved from, "" when that is unknown.
func readGeneric(doc *goquery.Document, s structured.Data, pageURL string) generic {
	page := surveyPage(doc.Nodes[0])
	sites := siteNames(s, pageURL)
	headline, at := weighHeadline(doc.Nodes[0], page, s, sites)
	g := generic{
		headline: headline.Value,
		section:  firstValue(s.Section),
		language: firstValue(s.Language),
		root:     findStory(doc.Nodes[0]),
	}
	published, updated := weighDates(page, s, at)
	authors := weighAuthors(page, s, sites, at, g.root)
	if g.root != nil {
		trimStory(g.root, headline.Value)
	}
	g.published, g.updated, g.authors = published.Value, updated.Value, authors.Names
	return g
}

func firstValue(claims []claim.Claim) string {
	if len(claims) == 0 {
		return ""
	}
	return claims[0].Value
}

// spot is an element or a line of text and how many letters of the page stand before it.
type spot struct {
	node  *html.Node // nil for a line
	text  string     // of an element: its pieces of text, parted by pieceMark
	at    int
	apart bool // in the navigation, a teaser, a comment, a caption
}

// pieceMark parts the text of two elements: in a list of names each stands in its own.
const pieceMark = "\x1f"

// A byline or a date with all that stands beside it is shorter than this; a longer text is no such thing.
const maxSpotText = 250

// survey is what a page shows that may tell of the headline, the writers and the date, in reading order.
type survey struct {
	headlines, bylines, dates, lines []spot
}

// maxHeadings bounds the comparing of headings: the headline of a story is not behind so many others.
const maxHeadings = 50

// surveyPage walks the page once.
func surveyPage(root *html.Node) *survey {
	w := surveyor{}
	w.walk(root, false, 0)
	w.endLine(false)
	return &w.survey
}

type surveyor struct {
	survey
	at     int
	line   strings.Builder
	lineAt int
}

// maxDepth bounds the walk: html.Parse gives at most 512 open elements, a tree from elsewhere may nest deeper.
const maxDepth = 2000

func (w *surveyor) walk(n *html.Node, apart bool, depth int) {
	if depth > maxDepth {
		return
	}
	switch n.Type {
	case html.TextNode:
		if w.line.Len() == 0 {
			w.lineAt = w.at
		}
		w.line.WriteString(n.Data)
		w.at += letters(n.Data)
		return
	case html.ElementNode:
		if genericUnread.Match(n) || n.DataAtom == atom.Head {
			return
		}
		apart = apart || n.DataAtom != atom.Body && genericApart.Match(n)
		w.note(n, apart)
	case html.DocumentNode:
	default:
		return
	}
	if !inline(n) {
		w.endLine(apart)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, apart, depth+1)
	}
	if !inline(n) {
		w.endLine(apart)
	}
}

// note keeps an element that may be one of those sought.
func (w *surveyor) note(n *html.Node, apart bool) {
	keep := func(to *[]spot) { *to = append(*to, spot{n, pieces(n), w.at, apart}) }
	if len(w.headlines) < maxHeadings && genericHeadline.Match(n) {
		keep(&w.headlines)
	}
	if genericAuthor.Match(n) {
		keep(&w.bylines)
	}
	if genericDate.Match(n) {
		keep(&w.dates)
	}
}

func (w *surveyor) endLine(apart bool) {
	if text := normalize.Text(w.line.String()); text != "" && len(text) <= maxSpotText {
		w.lines = append(w.lines, spot{nil, text, w.lineAt, apart})
	}
	w.line.Reset()
}

// pieces is the text of an element, each text node a piece; "" when it is longer than a byline or a headline can be.
func pieces(n *html.Node) string {
	var list []string
	length := 0
	for d := range n.Descendants() {
		if d.Type != html.TextNode || dom.IsSilent(d.Parent) {
			continue
		}
		if text := normalize.Text(d.Data); text != "" {
			list = append(list, text)
			if length += len(text); length > 2*maxSpotText { // headlines are longer than bylines
				return ""
			}
		}
	}
	return strings.Join(list, pieceMark)
}

func inline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Cite, atom.Em, atom.Font, atom.I, atom.Mark, atom.Small, atom.Span, atom.Strong,
		atom.Sub, atom.Sup, atom.Time, atom.U, atom.Wbr, atom.Q, atom.S, atom.Data, atom.Address:
		return true
	}
	return false
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// siteNames are the keys of the names that the paper gives itself, and of its host name.
func siteNames(s structured.Data, pageURL string) []string {
	var names []string
	keep := func(name string) {
		if k := strings.TrimPrefix(normalize.Letters(name), "the"); len(k) > 1 && !slices.Contains(names, k) {
			names = append(names, k)
		}
	}
	for _, c := range s.SiteName {
		keep(c.Value)
	}
	for _, c := range append(slices.Clone(s.URL), claim.Claim{From: "", Value: pageURL}) {
		u, err := url.Parse(c.Value)
		if err != nil || u.Host == "" {
			continue // an address that is none names no site
		}
		host := strings.TrimPrefix(u.Hostname(), "www.")
		keep(host)
		name, _, _ := strings.Cut(host, ".")
		keep(name)
	}
	return names
}

// isSite tells whether a text is a name of the paper: "The Nation", "SZ.de", "DW".
func isSite(text string, sites []string) bool {
	return slices.Contains(sites, strings.TrimPrefix(normalize.Letters(text), "the"))
}

// weighHeadline decides between what the page shows as its headline and what its head says. at is the place of the
// headline on the page, -1 when it is not shown.
func weighHeadline(doc *html.Node, page *survey, s structured.Data, sites []string) (best claim.Claim, at int) {
	said := headlineClaims(page, s, sites)
	at = -1
	if shown := shownHeadline(page, said, sites); shown >= 0 {
		h := page.headlines[shown]
		said, at = append(said, claim.Claim{From: h.node.Data, Value: shownText(h)}), h.at
	}
	return voted(said, doc), at
}

// shownHeadline is the index of the heading that is most like what the head says, -1 where there is none; among
// equals the first.
func shownHeadline(page *survey, said []claim.Claim, sites []string) int {
	shown, likeness := -1, 0.0
	for i, h := range page.headlines {
		if h.text == "" || isSite(shownText(h), sites) {
			continue
		}
		l := 0.01 // a heading that nothing else names is better than none
		for _, c := range said {
			l = max(l, alike(shownText(h), c.Value))
		}
		if l > likeness {
			shown, likeness = i, l
		}
	}
	return shown
}

func shownText(h spot) string { return normalize.Text(strings.ReplaceAll(h.text, pieceMark, " ")) }

// headlineClaims are the headlines the head of a page states, without the name of the paper and without those that
// were cut short.
func headlineClaims(page *survey, s structured.Data, sites []string) []claim.Claim {
	all := slices.Concat(s.Headline, s.Title)
	var said []claim.Claim
	for _, c := range all {
		c.Value = cutSite(c.Value, sites, page, all)
		if c.Value != "" && !isSite(c.Value, sites) && !strings.HasSuffix(c.Value, "...") && !strings.HasSuffix(c.Value, "…") {
			said = append(said, c)
		}
	}
	if len(said) == 0 {
		return all
	}
	return said
}

var siteSeparators = []string{" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " › ", " // ", "｜", "：", "--", "_"}

// cutSite takes the name of the paper, and what stands between it and the headline, off a title. What remains is
// believed where the part is the paper's name, or where the remainder is what another place states as the headline.
func cutSite(title string, sites []string, page *survey, claims []claim.Claim) string {
	for _, sep := range siteSeparators {
		for i := strings.Index(title, sep); i > 0; {
			head, tail := title[:i], title[i+len(sep):]
			if isSite(tail, sites) || isSite(lastPart(tail), sites) || stated(head, page, claims) {
				return strings.TrimSpace(head)
			}
			if isSite(head, sites) || stated(tail, page, claims) {
				return strings.TrimSpace(tail)
			}
			next := strings.Index(tail, sep)
			if next < 0 {
				break
			}
			i += len(sep) + next
		}
	}
	return title
}

// lastPart is what stands behind the last separator.
func lastPart(s string) string {
	for _, sep := range siteSeparators {
		if i := strings.LastIndex(s, sep); i >= 0 {
			s = s[i+len(sep):]
		}
	}
	return s
}

func stated(text string, page *survey, claims []claim.Claim) bool {
	k := normalize.Letters(text)
	same := func(other string) bool { return normalize.Letters(other) == k }
	return k != "" && (slices.ContainsFunc(claims, func(c claim.Claim) bool { return same(c.Value) }) ||
		slices.ContainsFunc(page.headlines, func(h spot) bool { return same(shownText(h)) }))
}

// voted is the claim that most kinds of place agree on; first the words are voted on, then their spelling. The data
// that the page carries for its scripts have a vote on the words too: they come from where the story was written, and
// a headline made for search engines or for a test stands in them less often. Among equals the first wins: the head
// stands before the page, whose headline is changed more often.
func voted(claims []claim.Claim, doc *html.Node) claim.Claim {
	words := map[string]float64{}
	for _, c := range claims {
		words[normalize.Letters(c.Value)] = 0
	}
	if len(words) > 1 {
		countEmbedded(doc, words)
	}
	best := mostVoted(claims, words, normalize.Letters)
	spelled := slices.DeleteFunc(slices.Clone(claims), func(c claim.Claim) bool { return normalize.Letters(c.Value) != normalize.Letters(best.Value) })
	return mostVoted(spelled, nil, func(s string) string { return s })
}

// mostVoted counts one vote for each kind of place that says the same, besides the votes already there.
func mostVoted(claims []claim.Claim, votes map[string]float64, same func(string) string) claim.Claim {
	var best claim.Claim
	most := 0.0
	for _, c := range claims {
		kinds := map[string]bool{}
		for _, other := range claims {
			if same(other.Value) == same(c.Value) {
				kinds[kindOfPlace(other.From)] = true
			}
		}
		if n := float64(len(kinds)) + votes[same(c.Value)]; n > most {
			best, most = c, n
		}
	}
	return best
}

// maxEmbedded bounds how much of a page's scripts is searched: the most that one of 231 real pages has is 0.9 MB.
const maxEmbedded = 4 << 20

// countEmbedded gives each text, by its key, votes for how often a page's scripts hold it: one, and one more for each
// doubling, for a page that repeats itself is not surer. A text within a longer one doesn't count.
func countEmbedded(doc *html.Node, votes map[string]float64) {
	data := embedded(doc)
	for k := range votes {
		n := strings.Count(data, k)
		for other := range votes {
			if other != k && strings.Contains(other, k) {
				n -= strings.Count(data, other)
			}
		}
		votes[k] = math.Log2(1 + float64(max(n, 0)))
	}
}

// embedded is the key of all that a page's scripts hold, but for JSON-LD, which has its own vote.
func embedded(doc *html.Node) string {
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Script || n.FirstChild == nil || strings.Contains(dom.Attr(n, "type"), "ld+json") {
			continue
		}
		if b.Len()+len(n.FirstChild.Data) > maxEmbedded {
			break
		}
		b.WriteString(n.FirstChild.Data)
	}
	return normalize.Letters(escape().ReplaceAllStringFunc(b.String(), func(e string) string {
		r, err := strconv.ParseUint(e[len(e)-4:], 16, 32)
		if err != nil {
			return e // the pattern admits hexadecimal digits only
		}
		return string(rune(r))
	}))
}

var escape = lazyRegexp(`\\+u[0-9a-fA-F]{4}`)

// kindOfPlace puts those places together that are filled from one field: og:title and twitter:title, all other meta
// tags, the <title> and the name of the WebPage.
func kindOfPlace(from string) string {
	switch {
	case strings.Contains(from, "og:") || strings.Contains(from, "twitter:"):
		return "social"
	case strings.HasPrefix(from, "meta"):
		return "meta"
	}
	return from
}

// alike is the share of words that two texts have in common (Dice), or of letter pairs where words are not parted.
func alike(a, b string) float64 {
	if normalize.Letters(a) == normalize.Letters(b) {
		return 1
	}
	x, y := wordSet(a), wordSet(b)
	common := 0
	for w := range x {
		if y[w] {
			common++
		}
	}
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if r := []rune(w); unicode.In(r[0], unicode.Han, unicode.Hiragana, unicode.Katakana) {
			for i := 0; i+1 < len(r); i++ {
				set[string(r[i:i+2])] = true
			}
			continue
		}
		set[w] = true
	}
	return set
}

// The headline's neighbourhood, in letters: a date or a byline stands at most this far above it (a kicker and a
// date line between), or this far below (a lead, a photo's caption and the share buttons between).
const above, below = 300, 1500

// near orders what the page shows by its distance to the headline and drops what is too far or apart from the story.
func near(spots []spot, at int) []spot {
	if at < 0 {
		at = 0
	}
	var list []spot
	for _, s := range spots {
		if s.text != "" && !s.apart && s.at >= at-above && s.at <= at+below {
			list = append(list, s)
		}
	}
	distance := func(s spot) int {
		if s.at < at {
			return 3 * (at - s.at) // bylines and dates stand below the headline far more often than above
		}
		return s.at - at
	}
	slices.SortStableFunc(list, func(a, b spot) int { return distance(a) - distance(b) })
	return list
}
