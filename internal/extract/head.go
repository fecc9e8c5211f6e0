package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/extract/structured"
	"herald/internal/normalize"
)

// head is what is printed above a body, found by pattern and position.
type head struct {
	headline  int        // the line; -1 if there is none
	date      int        // the line of the date, -1 when there is none
	title     string     // of that line, or the one that the head of the page states if none is printed
	dateline  string     // the line of the date
	titleOf   *html.Node // their elements; nil in a text rendering
	dateOf    *html.Node
	dates     dateLine
	bare      bool // the publication has no label, but the update has
	says      hints
	byline    claim.Claim
	signed    span // the lines of the byline
	subhead   claim.Claim
	section   claim.Claim
	pictures  []line // above the end of the head, with their captions
	end       int    // the first line after the head
	uncertain string // why the headline may be another line; "" if it may not
}

// hints are what JSON-LD and meta state about the head.
type hints struct {
	titles      []string
	agreed      string // the headline that JSON-LD and the other places state alike; "" if they differ
	writers     []normalize.Person
	description string
	isPaper     func(text string) bool // of another paper: whether a text is its name; may be nil
	bodyStart   func() int             // the line of the body's first sentence, on a page where no rule names it; may be nil
}

// isPaper reports whether a text is no more than the name of this paper, or of the one whose page it is.
func (h *head) isPaper(text string) bool {
	return site.CutPaperName(text) == "" || h.says.isPaper != nil && h.says.isPaper(text)
}

// findHead finds the head among the lines. headline is its line if a rule has found it, else -1; body is the first line
// of the body, or len(lines) if it is not known.
func findHead(lines []line, says hints, headline, body int) head {
	r := splitRows(lines, body)
	if headline >= 0 {
		headline = r.rowIndex(headline)
	} else {
		headline = matchTitle(r.lines[:r.rowIndex(body)], says.titles)
	}
	var omitted []int
	if headline >= 0 {
		omitted = r.omitPictures(span{headline + 1, min(r.rowIndex(body), headline+1+headLines)})
	}
	h := findIn(r.lines, says, headline, r.rowIndex(body))
	h.headline, h.date = r.lineIndex(h.headline), r.lineIndex(h.date)
	h.signed = span{r.lineIndex(h.signed.start), r.lineIndex(h.signed.end-1) + 1}
	h.end = r.lineIndex(h.end-1) + 1
	h.refineDates(lines)
	for _, i := range omitted {
		if i < h.end {
			h.pictures = append(h.pictures, lines[i])
		}
	}
	return h
}

func findIn(lines []line, says hints, headline, body int) head {
	h := head{headline: headline, date: -1, says: says}
	h.findDate(lines, body)
	h.findLateDate(lines)
	if h.headline < 0 {
		h.headline = h.guessHeadline(lines, body)
		if h.title = says.agreed; h.title != "" && h.headline >= 0 && !looksLikeHeadline(lines[h.headline]) {
			h.headline = -1
		}
	}
	if h.headline >= 0 {
		h.title, h.titleOf = lines[h.headline].text, lines[h.headline].node
	}
	if h.date >= 0 {
		h.dateline, h.dateOf = lines[h.date].text, lines[h.date].node
	}
	h.end = max(h.headline, h.date) + 1
	h.findByline(lines, body)
	h.findNames(lines, body)
	h.findOddByline(lines, body)
	h.findCard(lines)
	h.findSubhead(lines, body)
	h.findSection(lines)
	return h
}

// similar is the share of words that a printed headline has in common with one that the page states of it.
const similar = 0.5

// matchTitle returns the heading, else the line, that repeats most of the page's own titles, or the h1 that shares its words with
// one: the last such above the body, since a list of popular articles may print it earlier.
func matchTitle(lines []line, titles []string) int {
	best, most := -1, 0
	for i := range lines {
		if weight := lines[i].titleWeight(titles); weight > 0 && weight >= most {
			best, most = i, weight
		}
	}
	return best
}

// titleWeight returns how much a line looks like the headline that the titles repeat: 0 if it is another text.
func (l *line) titleWeight(titles []string) int {
	if l.picture != nil {
		return 0
	}
	same := 0
	for _, t := range titles {
		if sameTitle(l.text, t) {
			same++
		}
	}
	isEdited := func(t string) bool { return similarity(l.text, t) >= similar }
	if same == 0 && (l.linked || !isH1(*l) || !slices.ContainsFunc(titles, isEdited)) {
		return 0
	}
	const unlinked = 2 // a link is the title in a list, in whatever heading
	weight := 1
	if !l.linked {
		weight += unlinked
	}
	for _, is := range []bool{same > 0, l.kind == article.Heading, isH1(*l)} {
		if is {
			weight++
		}
	}
	return weight*(len(titles)+1) + same
}

func isH1(l line) bool { return l.node != nil && rank(l.node) == 1 }

// rank returns 1 in an h1, 6 in an h6, and 7 elsewhere.
func rank(n *html.Node) int {
	for ; n != nil; n = n.Parent {
		if typeOf(n.DataAtom) == article.Heading {
			return int(n.Data[1] - '0')
		}
	}
	return 7
}

func (h *head) dateOrByline() bool {
	return h.date >= 0 || !h.dates.published.Time.IsZero() || h.byline.Value != ""
}

// How far from the headline its date may be: the longest head known has byline, two dates, tools to share and
// sizes of type between; lists of popular stories have a date a line or two below each title.
const headLines = 14

func (h *head) findDate(lines []line, body int) {
	// A template's body may begin above the date: with a picture and its caption, or with a subheadline.
	const inBody = 3
	to := min(len(lines), body+inBody)
	if h.headline < 0 {
		h.readDates(lines, span{dateAboveText(lines[:to]), to}, false)
		return
	}
	h.readDates(lines, span{h.headline + 1, min(to, h.headline+1+headLines)}, false)
	if !h.dates.labelled {
		h.readDates(lines, span{max(0, h.headline-headLines), h.headline}, true)
	}
}

// dateLines is how far below one another the lines of two dates of an article are.
const dateLines = 3

// readDates reads the date lines of a part of the head. The first labelled one takes precedence over every bare one.
func (h *head) readDates(lines []line, in span, onlyLabelled bool) {
	for i := in.start; i < in.end; i++ {
		l := lines[i]
		if l.picture != nil || l.kind == article.Table {
			continue
		}
		// A subhead is one line of prose; below a second the story has begun.
		if h.headline >= 0 && i > h.headline && sentenceCount(lines[h.headline+1:i]) >= 2 {
			return
		}
		d, ok := l.date()
		if !ok || inMailHead(lines, i) || (onlyLabelled || !d.labelled) && isLinkedDate(l) || onlyLabelled && !d.labelled && !isBesideUpdate(lines[i:]) {
			continue
		}
		h.takeDate(d, i)
	}
}

// isLinkedDate reports whether a date is a link, to what was published on that day.
func isLinkedDate(l line) bool { return l.linked && !dom.HasElement(l.node, atom.Time) }

var mailLabel = lazyRegexp(`^` + structured.MailRow)

// inMailHead reports whether a line is in the head of a mail that contains an article: three such rows together, since two may be
// of an article.
func inMailHead(lines []line, i int) bool {
	const fewest = 3
	from, to := i, i
	for from > 0 && mailLabel().MatchString(lines[from-1].text) {
		from--
	}
	for to < len(lines) && mailLabel().MatchString(lines[to].text) {
		to++
	}
	return to-from >= fewest
}

// isBesideUpdate reports whether the first of the lines is right above a labelled date in the same element.
func isBesideUpdate(lines []line) bool {
	if len(lines) < 2 || lines[0].node != lines[1].node {
		return false
	}
	d, ok := lines[1].date()
	return ok && d.labelled
}

// takeDate takes the dates of line i in addition to those of the lines before it, or instead of them.
func (h *head) takeDate(d dateLine, i int) {
	beside := h.date >= 0 && i <= h.date+dateLines
	switch {
	case beside && !h.dates.labelled && d.labelled && d.published.Time.IsZero():
		h.merge(d) // a bare date beside a labelled update is the publication
		h.dates.labelled, h.bare = true, true
	case h.date < 0, d.labelled && !h.dates.labelled:
		h.date, h.dates = i, d
		return
	case !beside || d.labelled != h.dates.labelled:
		return
	default:
		h.merge(d)
	}
	if i == h.date+1 {
		h.date = i
	}
}

// findLateDate looks where a date is rarer: one without label right above the headline, a labelled one below the body.
func (h *head) findLateDate(lines []line) {
	if h.date >= 0 || h.headline < 0 {
		return
	}
	const above = 3
	for i := h.headline - 1; i >= max(0, h.headline-above); i-- {
		if d, ok := lines[i].date(); ok && lines[i].picture == nil && !lines[i].linked {
			h.dates, h.date = d, i
			return
		}
	}
	for i := h.headline + 1; i < len(lines) && !lines[i].is(listLabel); i++ {
		if d, ok := lines[i].date(); ok && d.labelled && lines[i].picture == nil {
			h.dates = d
			return
		}
	}
}

// merge adds what the next date line states: publication and update may be in separate lines.
func (h *head) merge(d dateLine) {
	if h.dates.published.Time.IsZero() || h.bare && !d.published.Time.IsZero() {
		h.dates.published, h.bare = d.published, false
	}
	if h.dates.updated.Time.IsZero() {
		h.dates.updated = d.updated
	}
	if h.dates.byline == "" {
		h.dates.byline = d.byline
	}
}

// guessHeadline returns the line above the date that looks most like a headline.
func (h *head) guessHeadline(lines []line, body int) int {
	in := h.aboveDate(lines, body)
	best, bestWeight := -1, 0
	for i := in.end - 1; i >= in.start; i-- {
		l := lines[i]
		if l.picture != nil || !canBeHeadline(l) || h.isPaper(l.text) {
			continue
		}
		if weight := headlineWeight(lines[i:], h.date >= 0); weight > bestWeight {
			best, bestWeight = i, weight
		}
	}
	if best >= 0 && lines[best].kind == article.Heading && lines[best].node == nil {
		return topHeading(lines, best)
	}
	if best >= 0 && lines[best].kind == article.Paragraph {
		if lines[best].node == nil {
			return h.guessTextHeadline(lines, best)
		}
		if h.isUnsaidByline(lines, best) {
			best--
		}
		return aboveSubhead(lines, best)
	}
	return best
}

// labelsList reports whether the first lines of a text rendering are a heading and the title of another article right below it.
func labelsList(lines []line) bool {
	return lines[0].node == nil && lines[0].kind == article.Heading && len(lines) > 1 && lines[1].isOtherTitle()
}

// aboveDate returns the lines that may hold the headline: those above the date, or without a date those above the body.
func (h *head) aboveDate(lines []line, body int) span {
	const longest = 3 * headLines // navigation may be below the headline
	switch {
	case h.date >= 0 && (body == len(lines) || lines[h.date].node != nil):
		body = min(body, h.date)
	case h.date < 0 && h.says.bodyStart != nil:
		return span{0, min(body, h.says.bodyStart())}
	}
	return span{max(0, body-longest), body}
}

// headlineWeight returns how much the first of the lines looks like a headline: its heading counts most, and a link or an item of a
// list is the title of another article. It returns 0 for the label of a list.
func headlineWeight(lines []line, dateBelow bool) int {
	// h1 before h2 before h3: a subheadline is never of a higher rank than its headline.
	const heading, ranks, named, listed = 2, 5, 2, -3
	if labelsList(lines) {
		return 0
	}
	weight, l := 0, &lines[0]
	if l.kind == article.Heading && l.node != nil {
		weight += heading + max(0, ranks-rank(l.node))
	}
	if l.level > 0 {
		weight += heading + max(0, ranks-l.level)
	}
	if l.node == nil || dateBelow {
		weight++
	}
	if !l.linked && l.node != nil && dom.HasClassWord(l.node, site.TitleWords) {
		weight += named
	}
	if l.linked {
		weight += listed
	}
	if l.kind == article.ListItem || l.node == nil && l.is(listItem) {
		weight += listed
	}
	return weight
}

// looksLikeHeadline reports whether the markup of a line, not only its position, shows that it is a headline.
func looksLikeHeadline(l line) bool {
	return l.kind == article.Heading || l.node != nil && !l.linked && dom.HasClassWord(l.node, site.TitleWords)
}

// isUnsaidByline reports whether what looks most like a headline above the date is a byline without By: names alone, no other
// byline beside the date, and a line above that can be the headline.
func (h *head) isUnsaidByline(lines []line, i int) bool {
	if i == 0 || h.date < i || h.dates.byline != "" || slices.ContainsFunc(lines[i:min(len(lines), h.date+3)], isByline) {
		return false
	}
	above := lines[aboveButtons(lines, i)]
	return isNames(lines[i]) && !dom.HasWord(lines[i].text, site.LabelWords) && canBeHeadline(above) && above.kind == article.Paragraph && !above.linked
}

func canBeHeadline(l line) bool {
	if len(l.text) < shortestHeadline || len(l.text) > longestHeadline || l.kind == article.Table || l.isCaption() || !l.is(worded) {
		return false
	}
	const bars = 3 // separate the labels of a menu; a headline has fewer
	if l.is(section) || strings.Count(l.text, "|") >= bars || l.is(furniture) || l.is(tail) || l.is(breadcrumb) || l.is(dateLabel) || site.CutPaperName(l.text) == "" || strings.Contains(l.text, "://") {
		return false
	}
	if _, dated := l.date(); dated {
		return false
	}
	_, by := l.byline()
	return !by
}

// aboveSubhead returns the headline above the last line before the byline, if no heading shows it: of two lines between
// a label or a link and the byline, the lower one is the subheadline.
func aboveSubhead(lines []line, i int) int {
	if i == 0 || !canBeHeadline(lines[i-1]) || lines[i-1].linked || lines[i-1].kind != article.Paragraph {
		return i
	}
	if i == 1 || lines[i-2].endsNavigation() {
		return i - 1
	}
	return i
}

// endsNavigation reports whether a line is the last of the site's own above a head: a link, an item of a list, a label,
// a button.
func (l line) endsNavigation() bool {
	return l.linked || l.picture != nil || l.kind == article.ListItem || l.is(listItem) || l.is(section) || l.is(furniture) || l.is(breadcrumb)
}

// belowHead reports whether line i is text of the body: prose below the date, or the second prose below a headline
// without date, the first being its subheadline. A byline from there on is a signature.
func (h *head) belowHead(lines []line, i int) bool {
	if h.date > h.headline {
		return i > h.date && sentenceCount(lines[i:i+1]) > 0
	}
	return i > h.headline && sentenceCount(lines[h.headline+1:i+1]) >= 2
}

// sentenceCount counts the lines of prose that are neither a byline nor a date, nor names with mails, nor a key point in a
// list or a subheadline, which has no stop.
func sentenceCount(lines []line) int {
	count := 0
	for _, i := range proseLines(lines) {
		l := &lines[i]
		if l.kind == article.ListItem || !l.is(sentence) || l.is(byline) || l.is(dated) || strings.Contains(l.text, "@") && l.is(signature) {
			continue
		}
		count++
	}
	return count
}
