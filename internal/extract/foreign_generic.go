package extract

import (
	"cmp"
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// generic holds what was read from the page of a paper without rules, after weighing the evidence. What the page does not
// state is "".
type generic struct {
	headline string
	printed  string        // the heading of the page, which the headline may differ from; "" if it has none
	stated   []claim.Claim // the headlines of its head, without the name of the paper
	subhead  claim.Claim
	byline   normalize.Byline // of the head
	authors  []string         // as credited: persons, agencies, the paper itself
	section  string
	language string

	published, updated string // as the page states them: setStatedDates parses them

	lines []line     // of the body; none if none was found
	root  *html.Node // the element that holds them
}

// readGeneric reads a page heuristically; whole is all of it. pageURL is where the page was saved from, "" if that is unknown.
func readGeneric(doc *goquery.Document, whole page, s structured.Data, pageURL string) generic {
	survey, prose := surveyPage(doc.Nodes[0]), newProseMap(whole.lines)
	sites := siteNames(s, pageURL)
	g := generic{
		stated:   headlineClaims(whole.lines, s, sites),
		section:  firstValue(s.Section),
		language: firstValue(s.Language),
	}
	says := hints{description: firstValue(s.Description), bodyStart: prose.start, isPaper: func(text string) bool { return isSiteName(text, sites) }}
	for _, c := range g.stated {
		says.titles = append(says.titles, c.Value)
	}
	h := findHead(whole.lines, says, -1, len(whole.lines))
	if h.section.Node != nil && h.section.Node.DataAtom != atom.Nav { // a row of labels may be the menu of a paper whose sections are not known
		g.section = cmp.Or(g.section, h.section.Value)
	}
	g.weighHeadline(doc.Nodes[0], h, votesPrinted(s.Kind))
	if sameTitle(h.title, g.headline) {
		g.subhead = h.subhead
	}
	at := survey.position(cmp.Or(g.printed, g.headline))
	body := whole.bodyRegion(prose, g.headline, h)
	body.lines = trimRegion(removeNamed(body.lines, body.root), g.headline)
	g.lines, g.root = body.all(), body.root
	h.forgetApart(prose, h.otherTitle(whole.lines))
	published, updated := weighDates(survey, s, h, at)
	g.published, g.updated = published.Value, updated.Value
	if g.published != "" || normalize.StartsCredit(h.byline.Value) {
		g.byline, _ = site.Newsroom.ParseNames(h.byline.Value) // names alone may be the labels of a list
	}
	g.authors = weighAuthors(survey, s, sites, g.byline, at, whole.closingByline(g.root)).Names
	return g
}

func firstValue(claims []claim.Claim) string {
	if len(claims) == 0 {
		return ""
	}
	return claims[0].Value
}

// spot is an element or a line of text, with its position on the page.
type spot struct {
	node  *html.Node // nil for a line
	text  string     // with a pieceMark between the texts of two elements
	at    int        // the number of letters before it
	apart bool       // in the navigation, a teaser, a comment, a caption
}

// pieceMark separates the texts of two elements: in a list of names each may have one.
const pieceMark = "\x1f"

// maxSpotText is the length in bytes of the longest line that is a byline or a date, with all that is printed beside it.
const maxSpotText = 250

// survey holds what a page prints that may be a byline or a date, in reading order.
type survey struct {
	bylines, dates, lines []spot
}

// surveyPage walks the page once.
func surveyPage(root *html.Node) *survey {
	w := surveyor{}
	w.walk(root, false)
	w.endLine(false)
	return &w.survey
}

type surveyor struct {
	survey
	at     int
	line   strings.Builder
	lineAt int
}

func (w *surveyor) walk(n *html.Node, apart bool) {
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
		apart = apart || n.DataAtom != atom.Body && genericApart.Match(n) && !isArticleFooter(n)
		w.note(n, apart)
	case html.DocumentNode:
	default:
		return
	}
	w.border(n, apart)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, apart)
	}
	w.border(n, apart)
}

// isArticleFooter reports whether an element is the footer of an article and not that of the page: it may hold byline and date.
func isArticleFooter(n *html.Node) bool {
	if n.DataAtom != atom.Footer {
		return false
	}
	for e := n.Parent; e != nil; e = e.Parent {
		if e.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// border is where an element begins or ends: it ends a line, or separates two pieces of one.
func (w *surveyor) border(n *html.Node, apart bool) {
	if isInline(n) {
		w.line.WriteString(pieceMark)
		return
	}
	w.endLine(apart)
}

// note keeps an element that may be a byline or a date.
func (w *surveyor) note(n *html.Node, apart bool) {
	keep := func(to *[]spot) { *to = append(*to, spot{n, pieces(n), w.at, apart}) }
	if genericAuthor.Match(n) {
		keep(&w.bylines)
	}
	if genericDate.Match(n) {
		keep(&w.dates)
	}
}

func (w *surveyor) endLine(apart bool) {
	var pieces []string
	for piece := range strings.SplitSeq(w.line.String(), pieceMark) {
		if piece = normalize.Text(piece); piece != "" {
			pieces = append(pieces, piece)
		}
	}
	if text := strings.Join(pieces, pieceMark); text != "" && len(text) <= maxSpotText {
		w.lines = append(w.lines, spot{nil, text, w.lineAt, apart})
	}
	w.line.Reset()
}

// pieces returns the text nodes of an element, joined by pieceMark; "" if they are longer than a byline.
func pieces(n *html.Node) string {
	var list []string
	length := 0
	for d := range n.Descendants() {
		if d.Type != html.TextNode || dom.IsSilent(d.Parent) {
			continue
		}
		if text := normalize.Text(d.Data); text != "" {
			list = append(list, text)
			if length += len(text); length > maxSpotText {
				return ""
			}
		}
	}
	return strings.Join(list, pieceMark)
}

func isInline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Cite, atom.Em, atom.Font, atom.I, atom.Mark, atom.Small, atom.Span, atom.Strong,
		atom.Sub, atom.Sup, atom.Time, atom.U, atom.Wbr, atom.Q, atom.S, atom.Data, atom.Address:
		return true
	}
	return false
}

// siteNames returns the letters of the names that the paper states for itself, and of its host name.
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
			continue // an invalid URL names no site
		}
		host := strings.TrimPrefix(u.Hostname(), "www.")
		keep(host)
		name, _, _ := strings.Cut(host, ".")
		keep(name)
	}
	return names
}

// isSiteName reports whether a text is a name of the paper: "The Nation", "SZ.de", "DW".
func isSiteName(text string, sites []string) bool {
	return slices.Contains(sites, strings.TrimPrefix(normalize.Letters(text), "the"))
}

// weighHeadline decides between the headline that the page prints, which has some votes more, and those that its head states.
func (g *generic) weighHeadline(doc *html.Node, h head, more float64) {
	all, printed := g.stated, claim.Claim{}
	if h.headline >= 0 {
		g.printed = withoutKicker(h.title, g.stated)
		printed = claim.Claim{From: h.titleOf.Data, Value: g.printed}
		all = append(slices.Clone(all), printed)
	}
	g.headline = mostAgreed(all, doc, printed, more).Value
}

// otherTitle returns the line of the first title of another article below the headline.
func (h *head) otherTitle(lines []line) int {
	for i := h.headline + 1; i < len(lines); i++ {
		if lines[i].isOtherTitle() {
			return i
		}
	}
	return len(lines)
}

// forgetApart removes a date and a byline that are below the title of another article, or apart from the body by the name of their
// element.
func (h *head) forgetApart(m *proseMap, title int) {
	if h.date > title || m.isApart(h.dateOf) {
		h.date, h.dateline, h.dateOf = -1, "", nil
	}
	if h.signed.start > title || m.isApart(h.byline.Node) {
		h.byline = claim.Claim{}
	}
}

// position returns where a page prints its headline, -1 if it does not.
func (s *survey) position(headline string) int {
	for _, l := range s.lines {
		if !l.apart && sameTitle(spotText(l), headline) {
			return l.at
		}
	}
	return -1
}

// withoutKicker returns a printed headline without a word before what is stated of it, from which style alone separates it.
func withoutKicker(title string, stated []claim.Claim) string {
	for _, c := range stated {
		if kicker, ok := strings.CutSuffix(title, c.Value); ok && kicker != "" && !strings.HasSuffix(kicker, " ") && strings.Contains(c.Value, " ") {
			return c.Value
		}
	}
	return title
}

// votesPrinted returns the additional votes of the heading that a page prints. Systems for anything but news fill title,
// og:title and JSON-LD from one field, which is written for search engines: without its two votes more the heading is right on
// 61 of 90 real pages of such systems, with them on 72, with one or three on 65 and 73.
func votesPrinted(kinds []claim.Claim) float64 {
	const more = 2
	isNews := func(k claim.Claim) bool {
		return strings.HasSuffix(k.Value, "NewsArticle") || k.Value == "LiveBlogPosting"
	}
	if slices.ContainsFunc(kinds, isNews) {
		return 0
	}
	return more
}

func spotText(h spot) string { return normalize.Text(strings.ReplaceAll(h.text, pieceMark, " ")) }

// headlineClaims returns the headlines that the head of a page states, without the name of the paper. Those that were cut
// short are omitted, unless all were.
func headlineClaims(lines []line, s structured.Data, sites []string) []claim.Claim {
	all := slices.Concat(s.Headline, s.Title)
	var claims []claim.Claim
	for _, c := range all {
		c.Value = cutSite(c.Value, sites, lines, all)
		if c.Value != "" && !isSiteName(c.Value, sites) && !isCutOrID(c.Value) {
			claims = append(claims, c)
		}
	}
	if len(claims) == 0 {
		return all
	}
	return claims
}

// isCutOrID reports whether a stated headline was cut short, or is the id of the page.
func isCutOrID(s string) bool {
	return strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") || !strings.Contains(s, " ") && strings.Contains(s, "-") && strings.ContainsAny(s, "0123456789")
}

var siteSeparators = []string{" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " › ", " // ", "｜", "：", "--", "_"}

// cutSite removes the name of the paper, and the labels between it and the headline, from a title. A part is cut only if it is
// the name of the paper, or if another place states the rest as the headline.
func cutSite(title string, sites []string, lines []line, claims []claim.Claim) string {
	for _, sep := range siteSeparators {
		for i := strings.Index(title, sep); i > 0; {
			head, tail := title[:i], title[i+len(sep):]
			if isSiteName(tail, sites) || isSiteName(lastPart(tail), sites) || isStated(head, lines, claims) {
				return strings.TrimSpace(head)
			}
			if isSiteName(head, sites) || isStated(tail, lines, claims) {
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

// lastPart returns the part after the last separator.
func lastPart(s string) string {
	for _, sep := range siteSeparators {
		if i := strings.LastIndex(s, sep); i >= 0 {
			s = s[i+len(sep):]
		}
	}
	return s
}

// isStated reports whether a heading or another claim has the same text.
func isStated(text string, lines []line, claims []claim.Claim) bool {
	k := normalize.Letters(text)
	same := func(other string) bool { return normalize.Letters(other) == k }
	return k != "" && (slices.ContainsFunc(claims, func(c claim.Claim) bool { return same(c.Value) }) ||
		slices.ContainsFunc(lines, func(l line) bool { return isH1(l) && same(l.text) }))
}

// mostAgreed returns the claim that most kinds of places agree on: first on the words, then on their spelling. The data that the
// page embeds for its scripts have a vote on the words too: they come from the newsroom's system, and contain a headline
// written for search engines or for an A/B test less often. Of equals the first wins: the head precedes the page, whose
// headline is edited more often; but where these data have no vote, a heading that the title repeats wins. printed is the claim that
// has more votes.
func mostAgreed(claims []claim.Claim, doc *html.Node, printed claim.Claim, more float64) claim.Claim {
	words := map[string]float64{}
	for _, c := range claims {
		words[normalize.Letters(c.Value)] = 0
	}
	if len(words) > 1 {
		const tie = 0.5 // of a vote: decides between equals only
		countEmbedded(doc, words)
		titled := slices.ContainsFunc(claims, func(c claim.Claim) bool { return c.From == "title" && sameTitle(c.Value, printed.Value) })
		if silent := slices.Max(slices.Collect(maps.Values(words))) == 0; silent && titled {
			more += tie
		}
		words[normalize.Letters(printed.Value)] += more
	}
	best := mostVoted(claims, words, normalize.Letters)
	spelled := slices.DeleteFunc(slices.Clone(claims), func(c claim.Claim) bool { return normalize.Letters(c.Value) != normalize.Letters(best.Value) })
	return mostVoted(spelled, nil, func(s string) string { return s })
}

// mostVoted returns the claim with the most votes: one for each kind of place that states the same, and those in votes.
func mostVoted(claims []claim.Claim, votes map[string]float64, same func(string) string) claim.Claim {
	var best claim.Claim
	most := 0.0
	for _, c := range claims {
		kinds := map[string]bool{}
		for _, other := range claims {
			if same(other.Value) == same(c.Value) {
				kinds[sourceKind(other.From)] = true
			}
		}
		if n := float64(len(kinds)) + votes[same(c.Value)]; n > most {
			best, most = c, n
		}
	}
	return best
}

// maxEmbedded is how much of a page's scripts is searched: the most that one of 231 real pages has is 0.9 MB.
const maxEmbedded = 4 << 20

// countEmbedded sets the votes of each text, identified by its letters, by how often a page's scripts contain it: one, and one
// more for each doubling, since a page that repeats itself proves no more. A text inside a longer one is not counted.
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

// embedded returns the letters of a page's scripts, without JSON-LD, which has a separate vote.
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
			return e // unreachable: the pattern matches four hexadecimal digits
		}
		return string(rune(r))
	}))
}

var escape = lazyRegexp(`\\+u[0-9a-fA-F]{4}`)

// sourceKind returns one name for the places that sites fill from one field: og:title and twitter:title, and all other meta
// tags.
func sourceKind(from string) string {
	switch {
	case strings.Contains(from, "og:") || strings.Contains(from, "twitter:"):
		return "social"
	case strings.HasPrefix(from, claim.FromMeta):
		return claim.FromMeta
	}
	return from
}

// How far from the headline a date or a byline may be, in letters: above it, with a kicker and a date line between; and below
// it, with a lead, a caption and the share buttons between.
const maxAbove, maxBelow = 300, 1500

// nearHeadline returns the spots near the headline, ordered by their distance to it. at is the position of the headline.
func nearHeadline(spots []spot, at int) []spot {
	if at < 0 {
		at = 0
	}
	var list []spot
	for _, s := range spots {
		if s.text != "" && !s.apart && s.at >= at-maxAbove && s.at <= at+maxBelow {
			list = append(list, s)
		}
	}
	distance := func(s spot) int {
		if s.at < at {
			return 3 * (at - s.at) // bylines and dates are below the headline far more often than above
		}
		return s.at - at
	}
	slices.SortStableFunc(list, func(a, b spot) int { return distance(a) - distance(b) })
	return list
}
