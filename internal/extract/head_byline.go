package extract

import (
	"slices"
	"strings"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
	"herald/internal/normalize"
)

// findByline looks between headline and body, and above the headline if the date is there.
func (h *head) findByline(lines []line, body int) {
	if h.dates.byline != "" {
		h.byline = claim.Claim{Field: "byline", From: "text beside the date", Value: h.dates.byline, Node: h.dateOf}
		return
	}
	if h.headline < 0 && h.date < 0 {
		return
	}
	from := max(0, h.headline+1)
	if h.headline < 0 || h.date >= 0 && h.date < h.headline {
		const above = 3 // lines: a byline, its mail and a button
		from = max(0, h.date-above)
	}
	to := min(len(lines), body+1, from+headLines)
	for i := from; i < to; i++ {
		if lines[i].picture != nil {
			continue
		}
		if h.belowHead(lines, i) {
			return
		}
		if isByline(lines[i]) {
			h.takeByline(lines, span{i, to}, "text By …", isByline)
			return
		}
	}
}

// findOddByline takes a line beside the date that begins as a byline does, although it names no known person: "By Kim",
// "By The Jakarta Post"; or the name of the paper alone.
func (h *head) findOddByline(lines []line, body int) {
	const beside = 2
	if h.byline.Value != "" || h.date < 0 {
		return
	}
	for i := max(h.headline+1, h.date-beside); i < min(len(lines), body, h.date+1+beside) && !h.belowHead(lines, i); i++ {
		l := lines[i]
		if (startsWithBy(l.text) || l.node != nil && (!l.linked || l.writer) && site.IsPaper(l.text)) && l.kind != article.Heading && !l.is(sentence) {
			h.takeByline(lines, span{i, i + 1}, "line By … beside the date", startsWithByLine)
			return
		}
	}
}

// findCard takes the names below the labels of the writers' cards, if nothing else names a writer.
func (h *head) findCard(lines []line) {
	if h.byline.Value != "" {
		return
	}
	var names []string
	label := ""
	for _, l := range lines[h.end:] {
		if l.picture != nil {
			continue // a portrait is above the label or the name
		}
		labelled := isByline(l) && isCardLabel(normalize.Text(strings.TrimSuffix(l.text, normalize.AfterBy(l.text))))
		if labelled || isCardLabel(label) && h.isNameLine(l, nil) {
			at := l.node
			if len(names) > 0 {
				at = commonAncestor(h.byline.Node, l.node)
			}
			names = append(names, l.text)
			h.byline = claim.Claim{Field: "byline", From: "card of the writer", Value: strings.Join(names, ", "), Node: at}
		}
		label = l.text
	}
}

// takeByline takes the line at the beginning of a span for the byline, and what is below it of its kind: other writers,
// their mails. Roles and buttons may be between.
func (h *head) takeByline(lines []line, in span, from string, like func(line) bool) {
	texts := []string{bylineText(lines[in.start])}
	h.signed = span{in.start, in.start + 1}
	at := lines[in.start].node
	for i := in.start + 1; i < in.end; i++ {
		l := lines[i]
		switch {
		case l.picture != nil && h.isPortrait(lines[i:in.end]):
			continue
		case l.picture != nil || l.kind == article.Heading && lines[in.start].kind != l.kind || h.belowHead(lines, i):
		case l.is(onlyMail):
			texts[len(texts)-1] += " (" + strings.Trim(l.text, "()<>[] ") + ")"
			h.signed.end = i + 1
			continue
		case site.Newsroom.IsRole(l.text) || l.is(furniture):
			continue
		case like(l) || l.isBesideName(lines[i-1]) && isNames(l):
			texts = append(texts, normalize.AfterBy(bylineText(l)))
			h.signed.end, at = i+1, commonAncestor(at, l.node)
			continue
		}
		break
	}
	for i := range texts {
		texts[i] = strings.TrimRight(texts[i], " ,")
	}
	h.byline = claim.Claim{Field: "byline", From: from, Value: strings.Join(texts, ", "), Node: at}
	h.end = max(h.end, h.signed.end)
}

// isBesideName reports whether a line is where a second writer is printed: below the first in one element, or in another
// element of the same kind.
func (l line) isBesideName(name line) bool {
	if l.node == nil || name.node == nil {
		return false
	}
	if l.node == name.node {
		return l.gap == soft
	}
	return l.isMarkedAs(name) && !dom.HasWord(l.text, site.LabelWords)
}

// bylineText returns the text of a byline. Names in elements side by side, with nothing printed between, are separated.
func bylineText(l line) string {
	if names := namesInPieces(l.pieces); names != "" {
		return names
	}
	return unlabelled(l)
}

// namesInPieces joins pieces of text that name at least one person each; "" if they are anything else.
func namesInPieces(pieces []string) string {
	var names []string
	for _, p := range pieces {
		p = normalize.AfterBy(normalize.Text(p))
		if b, ok := site.Newsroom.ParseNamesOnly(p); ok && len(b.People) > 0 && !strings.HasSuffix(p, ",") {
			names = append(names, p)
		} else if p != "" {
			return ""
		}
	}
	if len(names) < 2 {
		return ""
	}
	return strings.Join(names, ", ")
}

// findNames takes a byline without the word By: names alone between the headline and the body. A line in capitals can
// read like one, so it must be a link to the writer's articles, or be where a byline is and be none of what else is
// there; if the page states its writers, it must name one of them.
func (h *head) findNames(lines []line, body int) {
	if h.byline.Value != "" || h.headline < 0 {
		return
	}
	names := func(l line) bool { return h.isNameLine(l, h.says.writers) }
	from := h.firstName(lines)
	to := min(len(lines), body, h.headline+1+headLines)
	for i := from; i < to && !h.belowHead(lines, i); i++ {
		l := lines[i]
		if l.picture != nil && !h.isPortrait(lines[i:to]) {
			return // its caption may be a bare name
		}
		if names(l) && h.isBylinePosition(lines, i) {
			for i > from && l.isMarkedAs(lines[i-1]) && names(lines[i-1]) {
				i-- // another writer
			}
			h.takeByline(lines, span{i, to}, "names in the head", names)
			return
		}
	}
}

// firstName returns the first line that may hold the names of writers: the one below the headline, or above a date above it.
func (h *head) firstName(lines []line) int {
	if h.date < 0 || h.date > h.headline {
		return h.headline + 1
	}
	i := h.date
	for i > 0 && lines[i].is(dated) {
		i--
	}
	return i
}

// isPortrait reports whether the first of the lines is the picture of a writer, or one of several: right below is the byline, or the
// name of one whom the page states. Below a picture that is a link, names above the date are no caption.
func (h *head) isPortrait(lines []line) bool {
	first := slices.IndexFunc(lines, func(l line) bool { return l.picture == nil })
	if first < 0 {
		return false
	}
	l := lines[first]
	signed := l.is(byline) || isReporterLine(l) || slices.ContainsFunc(h.says.writers, func(p normalize.Person) bool { return normalize.SamePerson(p.Name, l.text) })
	return signed || lines[0].linked && first+1 < len(lines) && lines[first+1].is(dated) && h.isNameLine(l, nil)
}

// mayBeNames reports whether a line may hold names: it is not a heading, a caption, a button, a section or a repeated text.
func mayBeNames(l line) bool {
	return l.picture == nil && (l.kind != article.Heading || l.linked) && !l.isCaption() && !l.twice && !l.is(furniture|section)
}

// isNameLine reports whether a line holds nothing but names.
func (h *head) isNameLine(l line, writers []normalize.Person) bool {
	if !mayBeNames(l) || site.Newsroom.IsRole(l.text) || sameTitle(l.text, h.title) {
		return false
	}
	signed := isReporterLine(l)
	b, ok := site.Newsroom.ParseNamesOnly(unlabelled(l))
	switch {
	case !signed && strings.HasPrefix(l.text, "("):
		return false
	case !ok || signed || len(b.People) == 0:
		return ok
	case dom.HasWord(l.text, site.LabelWords):
		return false
	}
	return len(writers) == 0 || sharesPerson(b, normalize.Byline{People: writers})
}

// isReporterLine reports whether a line is that of a reporter wherever it is printed: it has a mail, the word for reporter,
// or a link to a writer's articles.
func isReporterLine(l line) bool {
	return l.writer || unlabelled(l) != l.text || reporter().MatchString(l.text) || l.is(mail)
}

// isBylinePosition reports whether a line of names is where a byline is: right above or below the date, or right below
// the headline. In a text rendering a caption may be below the date, with a blank line between.
func (h *head) isBylinePosition(lines []line, i int) bool {
	l := lines[i]
	if isReporterLine(l) {
		return true
	}
	// A link may be a tag; beside the date it leads to the writer's stories.
	const beside = 2
	if l.linked && (h.date < 0 || i < h.date-beside || i > h.date+beside) {
		return false
	}
	return l.node != nil || h.date < 0 || i < h.date || i == h.date+1 && l.gap == soft
}

// unlabelled returns the text of a line without the word for reporter before the name.
func unlabelled(l line) string {
	if label, names := site.CutHeadLabel(l.text); label == site.BylineLabel && names != "" {
		return names
	}
	return l.text
}

var reporter = lazyRegexp(`^\p{Hangul}{2,5} ?(?:기자|특파원|인턴기자)$`)

// namesPerson reports whether a text is a credit in any language: "Par Luc Moreau".
func namesPerson(text string) bool {
	return normalize.StartsCredit(text) && slices.ContainsFunc(normalize.SplitCredit(text), normalize.LooksLikePerson)
}
