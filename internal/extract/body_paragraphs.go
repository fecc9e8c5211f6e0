package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// articleBody is what the lines of a body hold.
type articleBody struct {
	blocks           []article.Block
	photoStory       bool        // the blocks are the captions
	subhead          claim.Claim // set if the body begins with the subheadline
	images           []article.Image
	imageAt          map[string]int // where an image is among them
	notes            []string
	signature        normalize.Byline // the byline below the story; Text is "" where none is printed
	describedAuthors []string         // who the note below the story describes: "Noah Smith is a columnist …"
	loneSigner       string           // the one of them whose name is alone below the body
	agency           string           // of the tag at the end, else of the dateline
	strippedCount    int              // how many signatures, notes and credits were taken off the text
	traced           bool             // claims are wanted
	claims           []claim.Claim    // what each line of the body gave; see trace
	signing          line             // what is stripped now is part of this line
}

// bodyContext is what parsing a body needs to know of the head.
type bodyContext struct {
	headline    string
	subhead     string         // that the head prints
	excerpt     bool           // see [site.Template]
	dates       dateLine       // the dates that the head prints
	description string         // that the page states
	names       []string       // who may sign the story: of the byline, and of a kicker like [Noah Smith]
	dom         *bodyDOM       // nil for a text rendering
	traced      bool           // claims are wanted
	template    *site.Template // nil if none names the body
}

// parseBody makes the body of its lines: furniture, captions and the signature are removed from the text.
func parseBody(lines []line, k bodyContext) articleBody {
	a := articleBody{traced: k.traced}
	lines = removePullQuotes(removeFurniture(removeAsides(lines, k.dom), k))
	if k.dom != nil {
		k.dom.paragraphTag = textElement(lines)
	} else {
		spaceNames(lines, k.names)
		lines = joinCredits(withoutTitles(lines))
	}
	lines = a.takePictures(lines, k)
	lines = a.takeClosing(lines, k)
	lines = a.takeSubhead(dropLinks(lines), k)
	a.join(lines)
	for i, b := range a.blocks {
		if b.Type != article.Heading {
			if agency, ok := normalize.DatelineAgency(b.Text); ok && a.agency == "" {
				a.agency = agency
				a.retrace(claim.Body, i+1, "agency", 0)
			}
			break
		}
	}
	// A photo story has one picture, or one from another side; a gallery has many, and is no article.
	const mostPhotos = 3
	slogan := k.dom == nil && !hasBrief(a.blocks) && slices.ContainsFunc(a.images, func(i article.Image) bool { return i.Caption != "" })
	if (len(a.blocks) == 0 || slogan) && len(a.images) <= mostPhotos {
		// The captions are all the text there is; in a text rendering a button or a slogan may be beside them.
		a.photoStory, a.blocks = true, nil
		for i, image := range a.images {
			if image.Caption != "" {
				a.blocks = append(a.blocks, article.Block{Type: article.Paragraph, Text: string(image.Caption)})
				a.retrace(claim.Caption, i+1, claim.Body, len(a.blocks))
			}
		}
	}
	return a
}

// hasBrief reports whether blocks hold as many words as the shortest brief has.
func hasBrief(blocks []article.Block) bool {
	const fewest = 8 // a title and a button have fewer
	words := 0
	for _, b := range blocks {
		words += len(strings.Fields(b.Text))
	}
	return words >= fewest
}

// removeFurniture removes what the site prints into a body: buttons, its dates, its foot, the headline again, and the
// lists of other articles, from their label up to where the article continues.
func removeFurniture(lines []line, k bodyContext) []line {
	kept := make([]line, 0, len(lines))
	var list *asideList // the list that is being passed over, if any
	cut := false
	var home line // the last line of prose that was kept
	for i, l := range lines {
		if startsList(lines[i:], home) {
			list, cut = newAsideList(l, home), true
			continue
		}
		if list != nil && list.has(lines[i:], home) {
			continue
		}
		list = nil
		if l.picture != nil {
			kept = append(kept, l)
			continue
		}
		if isFurniture(lines[i:]) || k.repeats(l, home.text == "") || k.template != nil && k.template.IsFurniture(l.text) {
			cut = true
			continue
		}
		l.cut = l.cut || cut
		cut = false
		kept = append(kept, l)
		if l.is(prose) {
			home = l
		}
	}
	return kept
}

// isFurniture reports whether the first of the lines is printed by the site. A heading of the article may read like a
// label; then its text is right below it.
func isFurniture(lines []line) bool {
	l := lines[0]
	titled := l.kind == article.Heading && len(lines) > 1 && lines[1].is(prose)
	return l.is(boilerplate) && !titled && !((l.isCaption() || l.text[0] == '(') && creditAlone(l.text)) || l.is(footer) && l.kind != article.Quote || !l.is(worded)
}

// asideList is a list of other articles in a body.
type asideList struct {
	box   *html.Node // the element of the list; nil where only its label is known
	whole bool       // the box holds all of the list: what follows it is the article again
}

// newAsideList returns the list that a label begins.
func newAsideList(label, home line) *asideList {
	box := boxOf(label.node, home.node)
	return &asideList{box: box, whole: dom.HasElement(box, atom.A)}
}

// has reports whether the first of the lines belongs to the list.
func (list *asideList) has(lines []line, home line) bool {
	return dom.Within(nodeOf(lines[0]), list.box) || !list.whole && !resumes(lines, home)
}

// startsList reports whether the first of the lines is the label of a list. A heading of the article may read like one;
// then its text is right below it.
func startsList(lines []line, home line) bool {
	l := lines[0]
	if l.picture != nil || !l.is(listLabel) || l.kind == article.Quote {
		return false
	}
	return l.kind != article.Heading || len(lines) == 1 || !lines[1].is(prose) || !sameHome(lines[1], home)
}

// boxOf returns the largest element around a label that does not hold the body too.
func boxOf(label, story *html.Node) *html.Node {
	if label == nil || story == nil || dom.Within(story, label) {
		return nil
	}
	box := label
	for box.Parent != nil && !dom.Within(story, box.Parent) {
		box = box.Parent
	}
	return box
}

// resumes reports whether the article continues with the first of the lines, after a list without a box: with a
// sentence side by side with the text so far, with its signature, or with a heading or quote above such a sentence.
func resumes(lines []line, home line) bool {
	l := lines[0]
	switch {
	case l.picture != nil || l.linked || l.kind == article.ListItem:
		return false
	case home.text == "":
		return l.is(prose) && l.is(sentence) // the label is above the text
	case sameHome(l, home) && (l.is(prose) || l.is(sentence)), sameHome(l, home) && isBodyAttachment(l):
		return true
	case l.kind != article.Heading && l.kind != article.Quote:
		return false
	}
	// A heading and a quote of a few lines may be between two paragraphs.
	const below = 4
	return slices.ContainsFunc(lines[1:min(len(lines), 1+below)], func(l line) bool { return l.is(prose) && sameHome(l, home) })
}

// repeats reports whether a line repeats the head: anywhere its dates, above the text the headline, the subheadline and the section
// too.
func (k bodyContext) repeats(l line, above bool) bool {
	if d, ok := l.date(); ok && (above && l.node == nil || d.labelled && (above || k.printed(d))) {
		return true
	}
	return above && (k.isHeadline(l) || sameTitle(l.text, k.subhead) || l.is(section) || l.is(breadcrumb))
}

// isHeadline reports whether a line is the headline once more. A short one must be printed alike: "Yes." may be the
// first answer under ‘Yes’.
func (k bodyContext) isHeadline(l line) bool {
	const short = 24
	return sameTitle(l.text, k.headline) && (len(l.text) > short || l.text == k.headline)
}

func (k bodyContext) printed(d dateLine) bool {
	return !d.published.Time.IsZero() && d.published.Time.Equal(k.dates.published.Time) || !d.updated.Time.IsZero() && d.updated.Time.Equal(k.dates.updated.Time)
}

// dropLinks removes lists of links: related articles, a row of tags. A single link in the middle stays, unless a label
// identifies it.
func dropLinks(lines []line) []line {
	kept := make([]line, 0, len(lines))
	cut := false
	for i, l := range lines {
		last := i == len(lines)-1
		switch {
		case l.picture == nil && (l.isSeeAlso() || leadsElsewhere(lines, i)):
			cut = true
			continue
		case l.kind == article.Heading && last, (last || lines[i+1].linked) && seeAlso().MatchString(l.text):
			continue // above what was dropped
		}
		l.cut = l.cut || cut
		cut = false
		kept = append(kept, l)
	}
	return kept
}

// isSeeAlso reports whether a line labels its link as that of another article: "Related: …".
func (l line) isSeeAlso() bool {
	if l.node == nil && !endsWithStop(l.text) && seeAlso().MatchString(l.text) {
		return true
	}
	const shortestTitle = 4 // in words: "The site: Sorim Ferry Board" names what a reader may need
	if l.isLabelled() && !endsWithStop(l.text) && len(strings.Fields(l.pieces[1])) >= shortestTitle {
		return true
	}
	if !l.related && (len(l.pieces) != 2 || !seeAlso().MatchString(normalize.Text(l.pieces[0]))) {
		return false
	}
	return seeAlso().MatchString(l.text)
}

// leadsElsewhere reports whether a line is a link out of the article: to another one, or in a row of links.
func leadsElsewhere(lines []line, i int) bool {
	l := lines[i]
	dated := l.related && l.kind == article.ListItem && normalize.MayDate(l.text) // a title with its date
	if !l.linked && !dated || isProseLink(lines[i:]) {
		return false
	}
	return l.related || l.kind != article.Heading
}

// isProseLink reports whether the first of the lines is text of the article although it is a link: a sentence that
// leads out of the site, or the numbered title of a part above its text.
func isProseLink(lines []line) bool {
	l := lines[0]
	if l.kind == article.Heading {
		return l.is(listItem) && len(lines) > 1 && lines[1].is(prose)
	}
	return !l.related && len(l.text) >= shortestSentence && strings.HasSuffix(withoutClosers(l.text), ".")
}

var seeAlso = lazyRegexp(`^(?i:[\[(<▶☞►>▷\s-]*(?:related|read (?:more|also)|see also|also read|more)\b.{0,25}[:>\])]|read ?\||[▶☞►▷])`)

// join makes blocks of lines. It puts a sentence together that one <br> or a picture separates.
func (a *articleBody) join(lines []line) {
	var out []article.Block
	var joined strings.Builder // the text of the last block, where more than one line makes it
	single, verse := singleBreaks(lines), verses(lines)
	for i, l := range lines {
		if l.picture != nil {
			continue
		}
		last := len(out) - 1
		kind := l.kind
		if isSubhead(lines[i:]) {
			kind = article.Heading
		}
		if last < 0 || kind != out[last].Type || kind == article.Table || verse[i] && !l.continuesWord(out[last].Text) || !shouldJoin(out[last].Text, l, single[i]) {
			out = append(out, article.Block{Type: kind, Text: l.text})
			joined.Reset()
		} else {
			if joined.Len() == 0 {
				joined.WriteString(out[last].Text)
			}
			joined.WriteString(" " + l.text)
			out[last].Text = joined.String()
		}
		a.trace(claim.Body, len(out), l.text, l)
	}
	a.blocks = out
}

// isSubhead reports whether the first of the lines is a short one in bold above another: a heading that the markup does
// not call one.
func isSubhead(lines []line) bool {
	l := lines[0]
	// The longest subheads fill a line of print; what is longer in bold is a lead or a question.
	const longest = 80
	return l.bold && l.kind == article.Paragraph && len(l.text) <= longest && !strings.ContainsAny(l.text[len(l.text)-1:], ".,;:") &&
		len(lines) > 1 && (lines[1].is(prose) || !lines[1].bold && lines[1].kind == article.Paragraph && lines[1].is(sentence))
}

// shouldJoin reports whether a line continues the paragraph before it.
func shouldJoin(before string, l line, single bool) bool {
	switch {
	case l.gap == soft && !l.cut && single:
		return continuesSentence(before, l.text) && !isSalutation(before)
	case l.gap == soft && !l.cut:
		return continuesSentence(before, l.text) || !ownLine(before, l.text)
	case l.kind == article.Paragraph && l.continuesWord(before):
		return true
	case l.cut && l.kind == article.Paragraph:
		return continuesSentence(before, l.text) && !isSalutation(before)
	}
	return false
}

// shortestBeginning is how many bytes of a sentence are above what separates it: a label or a title may be shorter.
const shortestBeginning = 20

// continuesWord reports whether a line of a text rendering begins with a small letter although what is before it has not ended:
// what separates the two is not printed.
func (l line) continuesWord(before string) bool {
	first, _ := utf8.DecodeRuneInString(l.text)
	return l.node == nil && len(before) >= shortestBeginning && unicode.IsLower(first) && continuesSentence(before, l.text)
}

// isSalutation reports whether a text is the first line of a letter: "Dear Editor,".
func isSalutation(s string) bool {
	return len(s) < shortestSentence && strings.HasSuffix(s, ",") && salutation().MatchString(s)
}

var salutation = lazyRegexp(`^(?i:dear|hello|greetings|good (?:morning|afternoon|evening))\b`)

// ownLine reports whether two lines separated by one break are two although paragraphs are separated by two: an item of
// a list, or the short title of an item above it.
func ownLine(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(after)
	return isListItem(after) || len(before) < shortestSentence && !endsSentence(before) && unicode.IsUpper(first)
}

// singleBreaks returns for each line whether its element separates paragraphs by single breaks: no gap inside it is
// wider.
func singleBreaks(lines []line) []bool {
	wide := map[*html.Node]bool{}
	for i, l := range lines {
		if i > 0 && l.node == lines[i-1].node && l.gap == hard && !l.cut {
			wide[l.node] = true
		}
	}
	single := make([]bool, len(lines))
	wide[nil] = mostAreWide(lines)
	for i, l := range lines {
		single[i] = !wide[l.node]
	}
	return single
}

// mostAreWide reports whether more paragraphs of a text rendering are separated by blank lines than by the ends of lines. No
// element shows which of its lines are one text.
func mostAreWide(lines []line) bool {
	wide, narrow := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].node != nil || !endsWithStop(lines[i-1].text) {
			continue
		}
		if lines[i].gap == hard {
			wide++
		} else {
			narrow++
		}
	}
	return wide >= narrow
}

// verses returns for each line whether it was broken on purpose: three short ones or more in a row, separated by single
// breaks, most of which begin as a line of a poem, a recipe or a program does.
func verses(lines []line) []bool {
	verse := make([]bool, len(lines))
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && isVerse(lines[end]) && (lines[end].gap == soft || lines[end].node == nil) && !lines[end].cut && lines[end].node == lines[start].node {
			end++
		}
		if isVerse(lines[start]) && end-start >= fewVerses && beginLines(lines[start:end]) {
			for i := start; i < end; i++ {
				verse[i] = true
			}
		}
		start = end
	}
	return verse
}

// Two short lines may be one sentence with a break in it.
const fewVerses = 3

func isVerse(l line) bool {
	// The longest line of a poem in a column; a paragraph that was wrapped has longer ones.
	const longest = 60
	return l.picture == nil && l.kind == article.Paragraph && len(l.text) <= longest
}

// beginLines reports whether most of the lines begin with a capital, a figure or a mark.
func beginLines(lines []line) bool {
	small := 0
	for _, l := range lines {
		if first, _ := utf8.DecodeRuneInString(l.text); unicode.IsLower(first) {
			small++
		}
	}
	const third = 3 // a line of a poem may continue the one before it
	return small*third <= len(lines)
}

var (
	// Abbreviations after which a sentence continues, with a number or with a name.
	beforeNumber = lazyRegexp(`\b(?:[Nn]o|[Nn]os|[Aa]rt|[Vv]ol|[Pp]p?|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.$`)
	beforeName   = lazyRegexp(`\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Adm|Rev|St|vs)\.$`)
)

// endsIn reports whether a text ends in an abbreviation; the longest has five letters.
func endsIn(text string, abbreviation func() *regexp.Regexp) bool {
	return strings.HasSuffix(text, ".") && abbreviation().MatchString(text[max(0, len(text)-len(" Sept.")):])
}

// continuesSentence reports whether two pieces are one sentence that something was put into.
func continuesSentence(before, after string) bool {
	end, _ := utf8.DecodeLastRuneInString(withoutClosers(before))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, `“‘"'(`))
	ended := strings.ContainsRune(`.!?…:`, end)
	switch {
	case unicode.IsLower(first):
		return !ended || endsIn(before, beforeNumber) || endsIn(before, beforeName)
	case endsIn(before, beforeNumber):
		return unicode.IsDigit(first)
	case endsIn(before, beforeName):
		return unicode.IsUpper(first)
	}
	// A long text without an end continues; a heading without one is shorter.
	const longerThanHeading = 80
	return !ended && (end == ',' || len(before) >= longerThanHeading)
}
